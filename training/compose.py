"""Makes text that looks like terms of service out of localisation messages and word lists.

No legal text goes in: the messages give sentences, the word lists the vocabulary, and the forms of such documents
(clause numbers, capitals, dates, percents, addresses, product names) are set in between by chance.
"""

import random
import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path

from lexicons import COMMON_PAIRS, COMMON_WORDS
from texts import SLOT

from pipeline.languages.lexicon import load_slips

PRODUCTS = (
    "Linux Windows Ubuntu Debian Docker Kubernetes PostgreSQL MySQL Redis Telegram WhatsApp Zoom Microsoft "
    "Veeam Backup VMware OpenStack Ceph GitLab Grafana Prometheus Zabbix Nginx Apache Java Python Office Excel "
    "Intel Xeon AMD NVIDIA SLA CRM ERP API CPU RAM SSD NVMe HDD VPN VLAN IPv4 IPv6 DNS DDoS HTTP HTTPS SSL TLS "
    "S3 REST JSON XML PDF CSV SQL SMS IP TCP UDP NAT FTP SSH KVM x86-KVM IaaS PaaS SaaS VPS VDS GPU LAN WAN "
    "Wi-Fi Web USB LTE 5G 1C Bitrix24 QoS RPO RTO Load Balancer Object Storage Backup&Replication cloud "
    "hosting data center service desk Tier III more than PRO DATA Kaspi Halyk Bank Visa MasterCard SWIFT IBAN "
    "KZT USD EUR ISO 27001 PCI DSS GDPR Google Chrome Firefox Android iOS"
).split()
HOSTS = (
    "cloud host data prod portal help support bank tele com info mail service online pay doc test shop net lab".split()
)
ZONES = ("kz", "com", "ru", "org", "net", "io", "cloud")
SUFFIXES = (
    "-дан -дең -ден -тан -тен -ға -ге -қа -ке -ның -нің -дың -дің -ын -ін -ы -і -да -де -та -те -мен -бен -пен "
    "-лар -лер -дар -дер -сы -сі -на -не"
).split()
UNITS = (
    "минут минутқа сағат сағатқа күн күнтізбелік жыл ай теңге пайыз % МБ ГБ ТБ Мбит/с Гбит/с МГц дана рет сек мин "
    "МИН АЕК"
).split()
# What contracts define and then write with a capital wherever it stands; nothing but a document's habit tells, since
# many letters look alike small and capital once they are misread.
DEFINED = {
    "kk": (
        "Орындаушы,Тапсырыс беруші,Клиент,Банк,Пайдаланушы,Абонент,Сатушы,Сатып алушы,Жалға беруші,Жалға алушы,"
        "Кепілгер,Мердігер,Жеткізуші,Оператор,Провайдер,Агент,Компания,Шарт,Келісім,Қызмет,Тауар,Жұмыс,Тарап,"
        "Өтемақы,Есепті кезең,Жеке кабинет,Тарифтер,Қосымша,Өтінім,Төлем,Шот,Карта,Сервис,Платформа,Жабдық,Жүйе,Сайт,"
        "Қолданба,Деректер,Ережелер,Оферта,Кепілдік,Серіктес,Ресурс,Жоба,Құжат,Бағдарлама,Виртуалды сервер,"
        "Виртуалды желі"
    ).split(","),
    "ru": (
        "Исполнитель,Заказчик,Клиент,Банк,Пользователь,Абонент,Продавец,Покупатель,Арендатор,Оператор,Провайдер,Договор,"
        "Соглашение,Услуга,Товар,Работа,Сторона,Личный кабинет,Тариф,Заявка,Платёж,Счёт,Сервис,Сайт,Правила,Оферта"
    ).split(","),
}
# What stands between words as a dash: one kind a document. Messages have hyphens, printed text hardly ever
DASHES = "––––———--"
DASH = re.compile("(?<= )[-–—](?= )")
# Of the words put in by chance, so many come as pairs that general Kazakh has
PAIR_SHARE = 0.35
# Numbers in words, of which messages have few and laws and news many: cardinal and ordinal
ONES = (
    ("бір", "бірінші"), ("екі", "екінші"), ("үш", "үшінші"), ("төрт", "төртінші"), ("бес", "бесінші"),
    ("алты", "алтыншы"), ("жеті", "жетінші"), ("сегіз", "сегізінші"), ("тоғыз", "тоғызыншы"),
)  # fmt: skip
TENS = (
    ("он", "оныншы"), ("он", "оныншы"), ("жиырма", "жиырмасыншы"), ("отыз", "отызыншы"), ("қырық", "қырқыншы"),
    ("елу", "елуінші"), ("алпыс", "алпысыншы"), ("жетпіс", "жетпісінші"), ("сексен", "сексенінші"),
    ("тоқсан", "тоқсаныншы"),
)  # fmt: skip
COUNTED = (
    "күн,күн,күннен,күнтізбелік күн,жұмыс күні,ай,жыл,жылдан,сағат,минут,адам,теңге,мың теңге,миллион теңге,пайыз,рет,"
    "тонна,метр,адым,жаста,есе,бала,дана"
).split(",")
DATED = "жыл,жылы,жылдың,жылғы,бап,тарау,қыркүйек,сәуірде,орын".split(",")
# Of what is put in between words of Kazakh, so much is such a number
NUMBERS_SHARE = 0.3
QUOTES = ("«{}»", "«{}»", "«{}»", '"{}"', "“{}”")


def number(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.45:
        return str(
            rng.choice((1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 24, 30, 40, 45, 50, 60, 90, 95, 100, 120, 365))
        )
    if kind < 0.6:
        return str(rng.randint(0, 9999))
    if kind < 0.75:
        return f"{rng.randint(0, 100)}{rng.choice('.,')}{rng.randint(0, 9)}"
    if kind < 0.85:
        return f"99{rng.choice('.,')}{rng.choice(('9', '95', '99', '982', '5', '0', '8'))}"
    return f"{rng.randint(1, 999)} {rng.randint(0, 999):03d}"


def percent(rng: random.Random) -> str:
    return f"{number(rng)}{rng.choice(('%', '%', '%', ' %'))}" + (rng.choice(SUFFIXES) if rng.random() < 0.5 else "")


def date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(1998, 2031)
    form = rng.choice(("{:02d}.{:02d}.{} ж.", "{:02d}.{:02d}.{}", "{:02d}.{:02d}.{} жылғы", "{:02d}/{:02d}/{}"))
    return form.format(day, month, year)


def phone(rng: random.Random) -> str:
    a, b, c, d = rng.randint(700, 778), rng.randint(100, 999), rng.randint(10, 99), rng.randint(10, 99)
    return rng.choice((f"+7 ({a}) {b} {c}{d}", f"+7 {a} {b} {c} {d}", f"8 ({a}) {b}-{c}-{d}", f"+7{a}{b}{c}{d}"))


def host(rng: random.Random) -> str:
    return rng.choice(("", "www.")) + rng.choice(("", "-")).join(rng.sample(HOSTS, 2)) + "." + rng.choice(ZONES)


def address(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.3:
        return f"https://{host(rng)}/" + rng.choice(
            ("", rng.choice(HOSTS), f"{rng.choice(HOSTS)}/{rng.choice(HOSTS)}.html")
        )
    if kind < 0.6:
        return f"{rng.choice(HOSTS)}@{host(rng).removeprefix('www.')}"
    if kind < 0.85:
        name = "_".join(word.upper() if rng.random() < 0.5 else word.capitalize() for word in rng.sample(HOSTS, 3))
        return f"@{name}" + rng.choice(("", "_bot", "_Bot"))
    return host(rng)


def product(rng: random.Random) -> str:
    kind = rng.random()
    if kind < 0.6:
        return rng.choice(PRODUCTS)
    if kind < 0.8:
        return rng.choice(PRODUCTS) + rng.choice(SUFFIXES)
    return f"{rng.choice(PRODUCTS)} {rng.choice(PRODUCTS)}"


def figure(rng: random.Random) -> str:
    return f"{number(rng)} {rng.choice(UNITS)}"


def reference(rng: random.Random) -> str:
    return ".".join(str(rng.randint(1, 15)) for _ in range(rng.randint(1, 3))) + rng.choice((".", "", "-тармақ", "."))


def number_in_words(rng: random.Random) -> str:
    """A Kazakh number in words, with what it counts."""
    numbers = [one for one in (TENS, ONES) if rng.random() < 0.65] or [TENS]
    *first, (cardinal, ordinal) = [rng.choice(one) for one in numbers]
    words = ["екі мың"] if rng.random() < 0.15 else [f"{rng.choice(ONES)[0]} жүз"] if rng.random() < 0.1 else []
    words += [word for word, _ in first]
    if rng.random() < 0.25:
        return " ".join([*words, ordinal, rng.choice(DATED)])
    counted = [rng.choice(COUNTED)] if rng.random() < 0.8 else []
    return " ".join([*words, cardinal, *counted])


def always(rng: random.Random) -> str:
    return rng.choice(
        ("24/7/365", "24/7", "7/24", "(SLA)", "№ 5", "№ 12", "IP-мекенжай", "және/немесе", "т.б.", "ЖШС", "АҚ")
    )


TOKENS: tuple[tuple[Callable[[random.Random], str], int], ...] = (
    (number, 20),
    (percent, 14),
    (figure, 18),
    (product, 26),
    (date, 6),
    (phone, 4),
    (address, 6),
    (reference, 10),
    (always, 8),
)


def token(rng: random.Random) -> str:
    makers, weights = zip(*TOKENS, strict=True)
    return rng.choices(makers, weights)[0](rng)


class Composer:
    """Documents by chance. `messages` and `words` hold the lines and the word forms of each language, `pairs` words
    that stand side by side.
    """

    def __init__(
        self,
        messages: dict[str, Sequence[str]],
        words: dict[str, Sequence[str]],
        seed: str,
        pairs: dict[str, Sequence[list[str]]] | None = None,
    ) -> None:
        self.messages, self.words, self.pairs = messages, words, pairs or {}
        self.forms = {language: sorted({form.casefold() for form in forms}) for language, forms in words.items()}
        self.defined: list[str] = []
        self.rng = random.Random(seed)

    def vocabulary_word(self, language: str) -> str:
        word = self.rng.choice(self.words[language])
        return word if self.rng.random() < 0.06 else word.casefold() if self.rng.random() < 0.9 else word.capitalize()

    def defined_term(self, language: str) -> str:
        """A term that this document writes with a capital, in any of its forms."""
        *first, last = self.rng.choice(self.defined).split()
        forms = self.forms[language]
        start = bisect_left(forms, last.casefold())
        stop = bisect_left(forms, last.casefold() + "\uffff")
        form = self.rng.choice(forms[start:stop]) if start < stop else last
        return " ".join([*first, form if first else form[:1].upper() + form[1:]])

    def sentence(self, language: str) -> str:
        rng = self.rng
        text = rng.choice(self.messages[language])
        text = re.sub(SLOT, lambda _: token(rng), text)
        words = text.split()
        if len(words) > 60:
            start = rng.randrange(len(words) - 50)
            words = words[start : start + 40]
        swap = rng.choice((0.0, 0.0, 0.3, 0.6, 0.9)) if language in self.words else 0.0
        words = self.with_pairs(words, language, swap)
        for index, word in enumerate(words):
            if self.defined and index and rng.random() < 0.12:
                words[index] = rng.choice(("{}", "{}", "{}", "{}", "{}", "«{}»")).format(self.defined_term(language))
            elif rng.random() < swap and word.isalpha():
                other = self.vocabulary_word(language)
                words[index] = other.capitalize() if word[0].isupper() else other
            elif rng.random() < 0.04:
                inserted = number_in_words if language == "kk" and rng.random() < NUMBERS_SHARE else token
                words[index] = f"{word} {inserted(rng)}"
            elif rng.random() < 0.015:
                words[index] = rng.choice(QUOTES).format(word)
            elif rng.random() < 0.01:
                words[index] = f"({word})"
            elif rng.random() < 0.01:
                words[index] = f"{word} {rng.choice('-–—')}"
            elif rng.random() < 0.01:
                words[index] = f"{word}/{self.vocabulary_word(language) if language in self.words else word}"
        text = " ".join(words)
        return text[:1].upper() + text[1:] if rng.random() < 0.7 else text

    def with_pairs(self, words: list[str], language: str, share: float) -> list[str]:
        """The words, some of them taken out for pairs of general text."""
        pairs = self.pairs.get(language)
        for index in range(0, len(words) - 1, 2) if pairs else ():
            if words[index].isalpha() and self.rng.random() < share * PAIR_SHARE:
                words[index : index + 2] = self.rng.choice(pairs)
        return words

    def paragraph(self, language: str) -> str:
        sentences = [self.sentence(language) for _ in range(self.rng.choice((1, 1, 2, 2, 3, 4)))]
        joined = " ".join(re.sub(r"(?<=\w)$", self.rng.choice("..;,:"), sentence) for sentence in sentences)
        return joined if self.rng.random() < 0.85 else joined.rstrip(".;,:")

    def heading(self, language: str) -> str:
        words = self.sentence(language).split()[: self.rng.randint(1, 9)]
        words = [
            self.vocabulary_word(language) if self.rng.random() < 0.4 and language in self.words else w for w in words
        ]
        return " ".join(words).upper() if self.rng.random() < 0.75 else " ".join(words)

    def document(self, language: str, characters: int) -> list[str]:
        """Paragraphs of about so many characters together."""
        rng = self.rng
        terms = DEFINED.get(language, [])
        self.defined = rng.sample(terms, rng.randint(2, 8)) if terms and rng.random() < 0.7 else []
        dash = rng.choice(DASHES) if self.pairs else ""
        paragraphs: list[str] = []
        chapter, clause, part = rng.randint(1, 9), 0, 0
        numbered = rng.random() < 0.75
        while sum(map(len, paragraphs)) < characters:
            kind = rng.random()
            if kind < 0.10:
                chapter, clause, part = chapter + 1, 0, 0
                title = self.heading(language)
                paragraphs.append(f"{chapter}. {title}" if numbered and rng.random() < 0.7 else title)
            elif kind < 0.62:
                clause, part = (clause, part + 1) if clause and rng.random() < 0.3 else (clause + 1, 0)
                mark = f"{chapter}.{clause}." + (f"{part}." if part else "")
                gap = rng.choice((" ", " ", "  ", ""))
                paragraphs.append(f"{mark}{gap}{self.paragraph(language)}" if numbered else self.paragraph(language))
            elif kind < 0.75:
                mark = rng.choice(("•", "•", "-", "–", "—", "o", "1)", "2)", "3)", "а)", "б)", "ә)", "ғ)", "(i)", "§"))
                paragraphs.extend(
                    f"{mark} {self.sentence(language)}{rng.choice(';;.,')}" for _ in range(rng.randint(2, 4))
                )
            elif kind < 0.85:
                paragraphs.append(
                    "   ".join(
                        rng.choice((self.heading(language), figure(rng), token(rng))) for _ in range(rng.randint(2, 4))
                    )
                )
            elif kind < 0.9:
                paragraphs.append(f"{date(rng)} {self.sentence(language)}")
            else:
                paragraphs.append(self.paragraph(language))
        return [DASH.sub(dash, paragraph) for paragraph in paragraphs] if dash else paragraphs


def load_composer(texts: Path, lists: Path, seed: str, *, general: bool = True) -> Composer:
    """`general`: with the words and pairs of general Kazakh, and without the listed words that are slips of others."""
    messages = {
        name: [line for line in (texts / f"{name}.txt").read_text("utf-8").splitlines() if 12 <= len(line) <= 600]
        for name in ("kk", "ru", "en")
    }
    # the Kazakh list holds Russian words too: forms with a Kazakh letter are taken three times as often
    shape = re.compile(r"[а-яёәғқңөұүһі-]{3,}", re.IGNORECASE)
    words = {
        language: [form for form in (lists / f"{name}.txt").read_text("utf-8").split() if shape.fullmatch(form)]
        for language, name in (("kk", "kaz"), ("ru", "rus"))
    }
    beside = []
    if general:
        slips = load_slips()
        words["kk"] += [form for form in (lists / COMMON_WORDS).read_text("utf-8").split() if shape.fullmatch(form)]
        words["kk"] = [form for form in words["kk"] if form.casefold() not in slips]
        lines = map(str.split, (lists / COMMON_PAIRS).read_text("utf-8").splitlines())
        beside = [pair for pair in lines if len(pair) == 2 and all(any(map(str.isalpha, word)) for word in pair)]
    for forms in words.values():
        forms.extend([form for form in forms if re.search("[әғқңөұүһі]", form, re.IGNORECASE)] * 2)
    return Composer(messages, words, seed, {"kk": beside} if general else {})
