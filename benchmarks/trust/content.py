"""What stands on the pages of the labelled set: blocks of text by kind of document, from lines of real text."""

import random
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Literal, NamedTuple

Style = Literal["heading", "body", "emphasis", "figures"]
Texts = Mapping[str, Sequence[str]]

PAGES = 3
PARAGRAPHS_A_PAGE = 7
OTHER_LANGUAGES = ("de", "tr", "fr", "uz", "az", "uk", "ky", "sr", "uzc")

PRODUCTS = (
    "VMware vSphere", "iSCSI", "x86-KVM", "IPv6", "PostgreSQL", "OpenStack", "Kubernetes", "NVMe SSD", "GitLab CI/CD", "MS SQL Server",
    "vCPU", "DDoS-защита", "Windows Server 2022 Std", "CentOS 7.9", "S3-совместимое хранилище", "Veeam Backup & Replication", "HAProxy",
    "RabbitMQ", "ClickHouse", "eToken PRO 72K", "SLA", "L2TP/IPsec", "OAuth2", "SaaS", "PaaS", "IaaS", "Wi-Fi 6E", "McAfee ePO", "iPhone 15 Pro",
    "MikroTik RB750Gr3", "HPE ProLiant DL380 Gen10", "Cisco ASR1001-X", "RAM 16 GB", "JavaScript ES2022", "macOS", "eBay", "YouTube", "LaTeX",
)  # fmt: skip
TRANSLITERATED = (
    "Almaty qalasy", "Nur-Sultan", "Qazaqstan Respublikasy", "Shymkent", "Taldyqorghan", "ul. Pushkina, d. 12", "Aktobe oblysy", "Zhambyl",
    "TOO Kaztelekom", "AO Narodnyy bank", "Ust-Kamenogorsk", "Akhmetov Yerlan Serikovich", "Zhumabayeva Gulnara", "Tuleugaliyev D. Zh.",
    "Shcherbakov Vyacheslav", "Kyzylorda", "Yesil", "prospekt Abylai khana", "Mangghystau", "Qyzylzhar", "Ekibastuz", "Sh. Ualikhanov",
)  # fmt: skip
ROMANS = (
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIV",
    "XVII",
    "XIX",
    "XXIII",
    "MMXXV",
    "LVII",
)
CODE = (
    "const el = document.getElementById('main');", "for (let i = 0; i < myArray.length; i++) {", "  console.log(JSON.stringify(resp));", "}",
    "SELECT user_id, COUNT(*) FROM tblOrders WHERE createdAt > '2025-01-01' GROUP BY 1;", "curl -X POST https://api.tarmaq.kz/v1/tokens -H 'Auth: x'",
    "apiVersion: apps/v1", "kind: StatefulSet", "metadata: {name: web-0, namespace: prod}", "public static void main(String[] args) {",
    "System.out.println(helloWorld);", "if err != nil { return fmt.Errorf(\"read: %w\", err) }", "def find_skew(img: np.ndarray) -> float:",
    "    return float(np.argmax(scores)) / STEPS", "#include <stdio.h>", "chmod 0644 /etc/nginx/nginx.conf", "git rebase -i HEAD~3", "0x7fffa3b1c0",
    "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", "x = [a**2 for a in range(10) if a % 3 == 1]", "npm i --save-dev @types/node",
)  # fmt: skip
GREEK = (
    "α + β = γ", "Δt = t₂ − t₁", "λ = 5,2·10⁻⁷ м", "σ² = Σ(xᵢ − μ)²/n", "ρ = m/V", "η ≥ 0,95", "φ(ω) = ∫ f(t)e^{−iωt}dt", "π ≈ 3,1416", "R = 10 kΩ", "ΔP ≤ 5 %",
    "τ = 1/λ", "θ ∈ [0; π/2]", "ε = 0,01", "χ²-критерий", "μs", "A = 1 − (MTTR/MTBF)",
)  # fmt: skip
MAILS = ("info", "support", "sales", "noc", "abuse", "Help.Desk", "a.ahmetov", "billing2")
DOMAINS = (
    "bank.kz",
    "pro-data.kz",
    "telecom.kz",
    "Example.COM",
    "mail.ru",
    "cloud.yandex.ru",
    "tarmaq.kz",
    "gov.kz",
    "x5group.io",
)
FORM = {
    "kk": ("Тегі, аты, әкесінің аты", "Заңды мекенжайы", "БСН", "ЖСК", "Банк деректемелері", "Қолы", "Күні", "М.О.", "Телефон", "Лауазымы", "Шарттың №"),
    "ru": ("Фамилия, имя, отчество", "Юридический адрес", "БИН", "ИИК", "Банковские реквизиты", "Подпись", "Дата", "М.П.", "Телефон", "Должность", "КБЕ"),
    "en": ("Full name", "Registered address", "Tax ID", "IBAN", "Bank details", "Signature", "Date", "L.S.", "Phone", "Position", "Contract No."),
}  # fmt: skip
GOODS = {
    "kk": ("Виртуалды сервер", "Резервтік көшіру", "IP-мекенжай", "Домен тіркеу", "Техникалық қолдау", "Дискілік кеңістік", "Лицензия", "Арна, Мбит/с"),
    "ru": ("Виртуальный сервер", "Резервное копирование", "IP-адрес", "Регистрация домена", "Техподдержка", "Дисковое пространство", "Лицензия", "Канал, Мбит/с"),
    "en": ("Virtual server", "Backup", "IP address", "Domain registration", "Support", "Disk space", "Licence", "Port, Mbit/s"),
}  # fmt: skip
KAZAKH_LATIN = dict(zip("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя", "a á b v g ǵ d e e j z ı ı k q l m n ń o ó p r s t ý u ú f h h ts ch sh sh _ y i _ e ıý ıa".split(), strict=True))  # fmt: skip


class Block(NamedTuple):
    """A paragraph, or a table where `rows` are given; `emphasis` is a sentence set in italics at its end."""

    style: Style
    text: str = ""
    emphasis: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


Page = list[Block]


class Sheet(NamedTuple):
    """The pages of one document of a kind in a language."""

    kind: str
    language: str
    pages: list[Page]


def _figure(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{rng.randint(1, 999)} {rng.randint(0, 999):03}",
            f"{rng.randint(90, 99)},{rng.randint(0, 99)}",
            f"{rng.randint(1, 28):02}.{rng.randint(1, 12):02}.20{rng.randint(10, 30)}",
            str(rng.randint(1, 5000)),
            f"{rng.randint(1, 100)}%",
        )
    )


def prose(lines: Sequence[str], rng: random.Random, *, figures: bool = True) -> Page:
    page = [Block("heading", f"{rng.randint(1, 9)}. {' '.join(rng.choice(lines).split()[:7])}")]
    for number in range(PARAGRAPHS_A_PAGE):
        text = " ".join(rng.choice(lines) for _ in range(rng.randint(1, 3)))
        page.append(Block("body", f"{rng.randint(1, 9)}.{number + 1}. {text}"))
    at = rng.randrange(2, len(page))
    page[at] = page[at]._replace(emphasis=rng.choice(lines))
    if figures:
        page.append(Block("figures", "   ".join(_figure(rng) for _ in range(12))))
    return page


def title(lines: Sequence[str], rng: random.Random) -> Page:
    return [Block("heading", " ".join(rng.choice(lines).split()[:6]).upper()), Block("body", f"№ {rng.randint(1, 99)}")]


def capitals(lines: Sequence[str], rng: random.Random) -> Page:
    return [Block("heading" if rng.random() < 0.5 else "body", rng.choice(lines).upper()) for _ in range(14)]


def price_list(language: str, rng: random.Random) -> Page:
    rows: list[tuple[str, ...]] = [("№", "SKU", "vCPU", "₸")]
    for number in range(16):
        name = rng.choice(GOODS[language]) + " " + rng.choice(PRODUCTS)
        rows.append(
            (str(number + 1), name, str(rng.choice((1, 2, 4, 8))), f"{rng.randint(1, 99)} {rng.randint(0, 999):03}")
        )
    return [Block("heading", rng.choice(GOODS[language])), Block("body", rows=tuple(rows))]


def form(language: str, rng: random.Random) -> Page:
    rows = [(label, rng.choice(("", "__________", _figure(rng)))) for label in rng.sample(FORM[language], 9)]
    return [Block("heading", rng.choice(FORM[language])), Block("body", rows=tuple(rows))]


def digits(rng: random.Random) -> Page:
    return [Block("figures", rows=tuple(tuple(_figure(rng) for _ in range(5)) for _ in range(20)))]


def addresses(rng: random.Random) -> Page:
    rows = [
        (
            "10." + ".".join(str(rng.randint(0, 255)) for _ in range(3)),
            f"/{rng.randint(8, 30)}",
            f"{rng.getrandbits(48):012x}",
        )
        for _ in range(18)
    ]
    return [Block("heading", "IPv4 / MAC"), Block("body", rows=tuple(rows))]


def listing(items: Sequence[str], rng: random.Random, *, style: Style = "body", count: int = 18) -> Page:
    return [Block(style, rng.choice(items)) for _ in range(count)]


def mails(lines: Sequence[str], rng: random.Random) -> Page:
    page = [Block("heading", " ".join(rng.choice(lines).split()[:3]))]
    for _ in range(14):
        host = rng.choice(DOMAINS)
        page.append(
            Block(
                "body",
                f"{rng.choice(MAILS)}@{host}, https://www.{host.lower()}/{rng.getrandbits(32):x}?q={rng.choice(MAILS)}, +7 (7{rng.randint(10, 99)}) {rng.randint(100, 999)}-{rng.randint(10, 99)}-{rng.randint(10, 99)}",
            )
        )
    return page


def romans(lines: Sequence[str], rng: random.Random) -> Page:
    return [
        Block(
            "body",
            f"{rng.choice(ROMANS)}. {' '.join(rng.choice(lines).split()[:4])} {rng.choice(ROMANS)}–{rng.choice(ROMANS)}",
        )
        for _ in range(16)
    ]


def to_latin(text: str) -> str:
    def letter(match: re.Match[str]) -> str:
        latin = KAZAKH_LATIN.get(match[0].lower(), match[0]).replace("_", "")
        return latin.capitalize() if match[0].isupper() else latin

    return re.sub(r"[Ѐ-ӿ]", letter, text)


def make_sheets(texts: Texts, rng: random.Random) -> list[Sheet]:
    """One document of each kind, `PAGES` pages each; `texts` are lines by language."""
    kk, ru, en = texts["kk"], texts["ru"], texts["en"]
    mixed = lambda: [*rng.sample(kk, 40), *rng.sample(ru, 40), *rng.sample(en, 30)]  # noqa: E731
    makers: list[tuple[str, str, Callable[[], Page]]] = []
    for language in ("kk", "ru", "en"):
        lines = texts[language]
        makers += [
            ("prose", language, lambda lines=lines: prose(lines, rng)),
            ("price-list", language, lambda language=language: price_list(language, rng)),
            ("form", language, lambda language=language: form(language, rng)),
        ]
        makers += [
            ("title", language, lambda lines=lines: title(lines, rng)),
            ("capitals", language, lambda lines=lines: capitals(lines, rng)),
        ]
    makers += [
        ("mixed", "mixed", lambda: prose(mixed(), rng)),
        ("romans", "mixed", lambda: romans(mixed(), rng)),
        ("mails", "mixed", lambda: mails(mixed(), rng)),
        ("digits", "none", lambda: digits(rng)),
        ("addresses", "none", lambda: addresses(rng)),
        ("code", "none", lambda: listing(CODE, rng, style="figures")),
        ("products", "none", lambda: listing(PRODUCTS, rng)),
        ("transliterated", "none", lambda: listing(TRANSLITERATED, rng)),
        ("greek", "none", lambda: [*listing(GREEK, rng, count=10), *prose(ru, rng)[:3]]),
        ("kazakh-latin", "kk", lambda: prose([to_latin(line) for line in rng.sample(kk, 60)], rng)),
    ]
    makers += [
        ("other-language", language, lambda language=language: prose(texts[language], rng))
        for language in OTHER_LANGUAGES
        if language in texts
    ]
    return [Sheet(kind, language, [make() for _ in range(PAGES)]) for kind, language, make in makers]
