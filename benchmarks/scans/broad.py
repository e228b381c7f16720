"""Pages of many words, signs and faces, drawn by lot: what a part that was written by hand never has enough of.

The words are those of the documents in `tests/corpus`; the signs, figures, units, codes and addresses come from the
forms below. The same seed gives the same pages. Two seeds: one to find errors with, one of which only totals are read.
"""

# ruff: noqa: E501
import random
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "tests" / "corpus"
# so many letters find room beside each other
MOST_LETTERS = 56
LOOKS = ("grid", "dark", "light", "right", "thick", "plain", "double", "dotted", "zebra", "centre")
FACES: dict[str, tuple[str, ...]] = {
    "broad-a": (
        "Carlito",
        "Cantarell",
        "URW Bookman",
        "FreeSerif",
        "PT Sans Narrow",
        "Noto Serif Display",
        "Open Sans Condensed",
        "PT Serif Caption",
        "Gentium Book Plus",
        "Nimbus Sans Narrow",
        "Roboto",
        "DejaVu Sans Condensed",
        "Fira Code",
        "Noto Serif",
        "Roboto Slab",
        "C059",
    ),
    "broad-b": (
        "Inter",
        "Andika",
        "CMU Serif",
        "Play",
        "Doulos SIL",
        "Noto Sans Display",
        "CMU Sans Serif",
        "Roboto Condensed",
        "Cousine",
        "Fantasque Sans Mono",
        "Symbola",
        "Charis SIL",
    ),
}
UNITS = {
    "kk": "тг,тг.,теңге,₸,мин.,сағ.,тәул.,ай,жыл,дана,кг,м,м²,м³,км,ГБ,ТБ,Мбит/с,Гбит/с,ч/д,кВт·сағ,°C,т.б.,%,бет,шақырым,KZT",
    "ru": "тг,тг.,руб.,₽,мин.,ч,сут.,мес.,шт.,ед.,кг,г,м,м²,м³,км,ГБ,ТБ,МБ,Мбит/с,Гбит/с,кВт·ч,°C,чел.,%,л.,стр.,тыс.,млн",
    "en": "USD,EUR,KZT,€,min,h,days,mo.,pcs,kg,lb,m²,m³,km,GB,TB,MB/s,Gbps,kWh,°C,%,pp.,units,GiB",
}
ACRONYMS = [
    "DDoS",
    "vCPU",
    "IOPS",
    "NVMe",
    "HTTPS",
    "IBAN",
    "SSD",
    "HDD",
    "RAM",
    "VPN",
    "DNS",
    "TLS 1.3",
    "IPv4",
    "IPv6",
    "API",
    "SLA",
    "SMS",
    "POS",
    "NFC",
    "QR",
    "PDF",
    "XML",
    "CSV",
    "VISA",
    "Mastercard",
    "SWIFT",
    "KYC",
    "ATM",
    "GPS",
    "LED",
    "USB",
    "Wi-Fi",
    "LTE",
    "5G",
    "S3",
    "x86-64",
    "RAID 10",
    "CDN",
    "WAF",
    "GPU",
    "ISO 9001",
    "EN 388",
    "PCI DSS",
    "OPEX",
    "B2B",
    "Kubernetes",
    "Windows Server 2022",
    "Linux",
    "PostgreSQL",
    "Microsoft 365",
    "Telegram",
    "WhatsApp",
    "e-mail",
    "online",
    "Premium",
    "Start",
    "Basic",
    "Pro+",
]
LETTERS = {"kk": ("А", "Ә", "Б", "с", "и"), "ru": ("В", "И", "А", "с", "к", "о", "у", "Б"), "en": ("A", "I", "B", "a")}
MARKS = ("(i)", "(ii)", "а)", "б)", "1)", "2)", "§ 1", "§ 12", "•", "1.", "2.1.", "(a)", "*", "**", "#3", "III", "IV.")


@cache
def lines_of(language: str) -> tuple[str, ...]:
    """The lines of running text of the corpus in a language."""
    found: list[str] = []
    for path in sorted(CORPUS.glob(f"*/*-{language}.txt")):
        text = path.read_text(encoding="utf-8")
        found += [" ".join(block.split()) for block in re.split(r"\n\s*\n", text)]
    return tuple(line for line in found if 40 < len(line) < 420 and "|" not in line and "  " not in line)


def amount(rng: random.Random, language: str) -> str:
    """A figure as people write it."""
    n = rng.choice([rng.randint(0, 99), rng.randint(100, 999), rng.randint(1000, 99999), rng.randint(100000, 9999999)])
    space = "\u00a0"
    cents = f"{rng.randint(0, 99):02}"
    forms: list[str] = [
        str(n),
        f"{n:,}".replace(",", space),
        f"{n:,}".replace(",", space) + f",{cents}",
        f"{n:,}",
        f"{n:,}.{cents}",
        f"{n % 1000},{rng.randint(1, 99)}",
        f"{n % 100}.{rng.randint(1, 9)}",
    ]
    if language != "en":
        forms += [f"{n:,}".replace(",", ".") + f",{cents}"]
    return rng.choice(forms)


def figure(rng: random.Random, language: str) -> str:
    """A figure with a sign, a unit, a span."""
    unit = rng.choice(UNITS[language].split(","))
    a, b = sorted((rng.randint(1, 60), rng.randint(2, 99)))
    space = "\u00a0"
    forms = (
        f"{amount(rng, language)} {unit}",
        f"{amount(rng, language)} {unit}",
        f"{rng.choice(('99,9', '99.95', '0,5', '12', '100', '7.25', '3'))}%",
        f"{rng.choice('−+±–-')}{rng.choice(('20%', '60%', '1,5', '40 °C', '0,75', '3 дБ', '15'))}",
        f"{rng.choice('≤≥<>')}{rng.choice(('', space))}{a}{rng.choice(('', ' ' + unit, '%'))}",
        f"{a}–{b}",
        f"{a}–{b} {unit}",
        f"{a}-{b}",
        f"{a}/{b}",
        "24/7",
        f"{a}×{b}",
        f"{a} × {b} мм" if language != "en" else f"{a} × {b} mm",
        rng.choice(("1½", "2½", "½", "¼", "¾")),
        f"№{space}{a}",
        f"№{a}",
        f"§{space}{a}",
        f"§{a}",
        f"≈ {a}" if rng.random() < 0.5 else f"~{a}",
        f"{a}:{b:02}",
        f"{rng.randint(7, 11):02}:00–{rng.randint(17, 23)}:30",
        f"$ {a}.00",
        f"${a}",
        f"€{a},{b:02}",
        f"{a} €",
        f"{amount(rng, language)} ₸",
        f"{amount(rng, language)} ₽",
        f"{a}°",
        f"{a}‰",
        f"v{a % 9}.{b % 9}",
        f"[{a}]",
        f"{a}*",
        f"{a}²",
        f"10{rng.choice('²³')}",
        f"{a} = {b}",
        f"{a} + {b}",
        f"({a})",
        f"({a}%)",
        f"{a}; {b}",
        f"{a} & {b}",
    )
    return rng.choice(forms)


def code(rng: random.Random, language: str) -> str:  # noqa: ARG001
    """A date, an address, a number, a code."""
    digits = "".join(str(rng.randint(0, 9)) for _ in range(20))
    word = rng.choice(("info", "support", "claims", "help-desk", "a.serikov", "noc", "kense", "zakaz", "billing_kz"))
    host = rng.choice(
        ("zhibek.kz", "orda-trans.kz", "medclinic.com", "aktau-port.kz", "notary.org", "mail.ru", "sk.kz")
    )
    forms = (
        f"{word}@{host}",
        f"https://{host}/{rng.choice(('tariffs', 'docs/v2', 'help', 'oferta'))}",
        f"www.{host}",
        f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.20{rng.randint(10, 29)}",
        f"20{rng.randint(10, 29)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}",
        f"+7 (7{digits[:2]}) {digits[2:5]}-{digits[5:7]}-{digits[7:9]}",
        f"8 800 {digits[:3]} {digits[3:5]} {digits[5:7]}",
        f"KZ{digits[:2]}{digits[2:5]}{digits[5:18]}",
        digits[:12],
        f"{rng.choice(('A', 'B', 'KZ', 'SRV', 'DC', 'T', 'МФ', 'ДС'))}-{digits[:3]}",
        f"{digits[:2]}-{rng.choice('АБВКН')}/{digits[2:4]}",
        f"ID {digits[:6]}",
        f"C:\\{rng.choice(('Backup', 'Users', 'Data'))}",
        f"#{digits[:4]}",
    )
    return rng.choice(forms)


def same_script(text: str, language: str) -> str:
    """The text with letters that look alike in both scripts in the page's own, where nothing on paper tells them."""
    if language == "en":
        return text
    return re.sub(r"\(a\)|\b[ABT]-(?=\d)", lambda found: found[0].translate(str.maketrans("aABT", "аАВТ")), text)


def words(rng: random.Random, language: str, least: int, most: int) -> str:
    """A few words that follow each other in a document."""
    line = rng.choice(lines_of(language)).split()
    count = rng.randint(least, most)
    start = rng.randint(0, max(0, len(line) - count))
    text = " ".join(line[start : start + count]).strip(" ,;:.–—-•|")
    return text or line[0]


def phrase(rng: random.Random, language: str) -> str:
    """What the first cells of rows hold: words, with an acronym, a mark, brackets, quotes."""
    base = words(rng, language, 1, 4)
    acronym = rng.choice(ACRONYMS)
    quotes = ("“", "”") if language == "en" else ("«", "»")
    joint = {"kk": "және", "ru": "и", "en": "and"}[language]
    forms = (
        base,
        base,
        base,
        base[:1].upper() + base[1:],
        base.upper() if len(base) < 16 else base,
        f"{base} ({acronym})",
        f"{base}, {acronym}",
        f"{acronym} {joint} {base}",
        f"{acronym}",
        f"{acronym}/{rng.choice(ACRONYMS)}",
        f"{rng.choice(MARKS)} {base}",
        f"{quotes[0]}{base}{quotes[1]}",
        f"{base}: {figure(rng, language)}",
        f"{base} {rng.choice(LETTERS[language])}",
        f"{base} – {words(rng, language, 1, 2)}",
        f"{base} + {words(rng, language, 1, 1)}",
        f"{base}…",
        f"{base}*",
        f"{words(rng, language, 1, 1)}/{words(rng, language, 1, 1)}",
    )
    return rng.choice(forms)


def cell(rng: random.Random, language: str) -> str:
    """What the other cells hold."""
    kinds: tuple[tuple[Callable[[random.Random, str], str], int], ...] = (
        (figure, 8),
        (amount, 4),
        (code, 3),
        (phrase, 4),
        (lambda lot, _: lot.choice(("–", "—", "-", "+", "✓", "0", "n/a", "×")), 1),
    )
    (kind,) = rng.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])
    return same_script(kind(rng, language).replace("✓", "+"), language)


def table(rng: random.Random, language: str, columns: int, rows: int) -> tuple[tuple[str, ...], ...]:
    """A head, a column of words, columns of figures and what else there is."""
    head = tuple(words(rng, language, 1, 2).capitalize() for _ in range(columns))
    numbered = rng.random() < 0.3
    body = []
    for number in range(1, rows + 1):
        first = same_script(phrase(rng, language), language)
        rest = [cell(rng, language) for _ in range(columns - 1 - numbered)]
        body.append(((str(number),) if numbered else ()) + (first, *rest))
    return (head, *(tuple(row) for row in body))


def paragraph(rng: random.Random, language: str) -> str:
    """A line of the corpus with figures, codes and acronyms put between its words."""
    line = rng.choice(lines_of(language)).split()
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(1, len(line))
        line.insert(at, rng.choice((figure, code, lambda lot, _: f"({lot.choice(ACRONYMS)})"))(rng, language))
    mark = rng.choice(("", "", f"{rng.randint(1, 12)}.{rng.randint(1, 9)}. ", rng.choice(MARKS) + " "))
    return same_script(mark + " ".join(line), language)


def blocks_of(rng: random.Random, language: str, kind: str) -> Sequence[str | tuple[tuple[str, ...], ...]]:
    """The paragraphs or the table of a page; what does not fit is left off."""
    if kind == "text":
        return [paragraph(rng, language) for _ in range(9)]
    columns = rng.randint(2, 5)
    words, rows = paragraph(rng, language), table(rng, language, columns, rng.randint(5, 8))
    while sum(map(_longest, zip(*rows, strict=True))) > MOST_LETTERS and len(rows[0]) > 2:
        rows = tuple(row[:-1] for row in rows)
    return [words, rows]


def _longest(column: Sequence[str]) -> int:
    """The letters of a column's longest word, and its padding: words that are too long would cross the border."""
    return 2 + max(len(word) for cell in column for word in re.split(r"[ -]", cell))
