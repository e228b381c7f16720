"""Letters that are drawn alike, code pages taken for each other, bullets that only one font draws: as data."""

from pipeline.model import Record

# The letters of each alphabet, lower case, in its own order.
KAZAKH_ALPHABET = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
RUSSIAN_ALPHABET = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"

# Latin letters that a reader cannot tell from Cyrillic ones, and OCR engines and keyboards do not either.
LATIN_TO_CYRILLIC: dict[str, str] = {
    "a": "а",  # "бaсқару"
    "e": "е",  # "сeрвер"
    "o": "о",  # "тoп"
    "p": "р",  # "сеpвер"
    "c": "с",  # "сервиc"
    "x": "х",  # "xабарлама"
    "y": "у",  # "баптаy"
    "i": "і",  # "кезеңi": the usual way to type it on a Russian keyboard
    "h": "һ",  # "гауhар"
    "ə": "ә",  # "жəне": hundreds in one file, from fonts made for Azerbaijani
    "ɵ": "ө",  # "ɵтінім"
    "A": "А",  # "AЙМАҚ"
    "B": "В",  # "СЕРBЕР"
    "E": "Е",  # "КЕЛІСIМ" and "КEЛІСІМ"
    "K": "К",  # "Kелісім"
    "M": "М",  # "Mерзім"
    "H": "Н",  # "Hегізгі"
    "O": "О",  # "Oрындаушы"
    "P": "Р",  # "Pесурс"
    "C": "С",  # "Cақтау"
    "T": "Т",  # "Tапсырыс"
    "X": "Х",  # "Xабар"
    "Y": "У",  # "Yақыт"
    "I": "І",  # "МӘНI"
    "Ə": "Ә",  # "Əрекет"
    "Ɵ": "Ө",  # "Ɵтінім"
}
CYRILLIC_TO_LATIN: dict[str, str] = {cyrillic: latin for latin, cyrillic in LATIN_TO_CYRILLIC.items()}

# Letters of other Cyrillic alphabets that stand for Kazakh ones in badly encoded fonts.
NEIGHBOUR_TO_KAZAKH: dict[str, str] = {
    "ӈ": "ң",  # Khanty en with hook: "тараптардыӈ"
    "Ӈ": "Ң",
    "ӊ": "ң",  # Sami en with tail
    "Ӊ": "Ң",
    "ӄ": "қ",  # Chukchi ka with hook: "ӄызмет"
    "Ӄ": "Қ",
    "ӷ": "ғ",  # Nivkh ghe with stroke and descender
    "Ӷ": "Ғ",
    "ѳ": "ө",  # old Russian fita: "ѳтінім"
    "Ѳ": "Ө",
    "ӏ": "і",  # Caucasian palochka: "кезеңӏ"
}

# Latin names that are all look-alikes, so that a single Cyrillic letter in them cannot be told by its neighbours.
LATIN_NAMES = frozenset(
    (
        "IP",  # "IР-мекенжай"
        "IT",  # "IТ-инфрақұрылым"
        "API",  # "АPI арқылы"
        "TCP",  # "ТCP"
        "ICMP",
        "HTTP",  # "НTTP"
        "PHP",
        "IMAP",
        "POP",
        "XMPP",
        "MAC",  # "МAC-мекенжай"
        "IBM",
        "HP",
        "HPE",
        "IMEI",
        "KPI",
        "TPM",
        "PCI",
        "CAPEX",
        "OPEX",
        "pH",  # "Сутегі көрсеткіші, рН"
    )
)

# Latin names that are typed and read in Cyrillic from end to end, where Cyrillic has no such word.
NAMES_TYPED_IN_CYRILLIC: dict[str, str] = {
    "ІР": "IP",  # "Жария ІР-мекенжайларын": what OCR makes of IP among Cyrillic words
    "ІТ": "IT",  # "ІТ-инфрақұрылым"
    "АРІ": "API",
    "КРІ": "KPI",
    "ТСР": "TCP",
    "ІСМР": "ICMP",
    "НТТР": "HTTP",
    "ІМАР": "IMAP",
    "ІВМ": "IBM",
}

# What people without a Kazakh keyboard, and OCR that knows no Kazakh, have for each Kazakh letter; the usual one first.
KAZAKH_TO_RUSSIAN: dict[str, str] = {
    "ә": "аэе",  # "аке", "жэне", "енгизу"
    "ғ": "г",  # "агаш"
    "қ": "к",  # "Казакстан"
    "ң": "н",  # "жана"
    "ө": "ое",  # "корсету", "енбек"
    "ұ": "у",  # "улт"
    "ү": "у",  # "узилис"
    "һ": "х",  # "гаухар"
    "і": "иы",  # "тийиси"
}

# Bullets of symbol fonts: a private code point that only their font can draw.
PRIVATE_BULLETS = frozenset(
    (
        "\ue12c",  # "\ue12c Деректер – Тапсырыс беруші": all five documents
        "\uf0b7",  # Symbol, the bullet of Word
        "\uf0a7",  # Wingdings, small square
        "\uf0d8",  # Wingdings, arrow head
        "\uf0fc",  # Wingdings, tick
        "\uf076",  # Wingdings, four diamonds
        "\uf0a8",  # Wingdings, hollow diamond
        "\uf06e",  # Wingdings, square
        "\uf06c",  # Wingdings, disc
        "\uf02d",  # Symbol, dash
        "\uf0be",  # Symbol, long dash
    )
)


class Misreading(Record, frozen=True, kw_only=True):
    """Bytes of one code page (`really`) that were read as another (`read_as`), as Python names them."""

    read_as: str
    really: str


# Which code pages are taken for each other, the usual ones first; beside each, what "Қазақстан" or "Казахстан" becomes.
MISREADINGS: tuple[Misreading, ...] = (
    Misreading(read_as="cp1251", really="utf-8"),  # "ТљР°Р·Р°Т›СЃС‚Р°РЅ"
    Misreading(read_as="cp1252", really="utf-8"),  # "ÒšÐ°Ð·Ð°Ò›ÑÑ‚Ð°Ð½"
    Misreading(read_as="kz1048", really="utf-8"),  # "ТљР°Р·Р°Т›СЃС‚Р°РҢ"
    Misreading(read_as="koi8-r", really="utf-8"),  # "р п╟п╥п╟р⌡я│я┌п╟п╫"
    Misreading(read_as="cp866", really="utf-8"),  # "╥Ъ╨░╨╖╨░╥Ы╤Б╤В╨░╨╜"
    Misreading(read_as="cp1251", really="kz1048"),  # "Ќазаќстан"
    Misreading(read_as="cp1252", really="kz1048"),  # "Êàçàõñòàí" with control characters for the Kazakh letters
    Misreading(read_as="cp1251", really="ptcp154"),  # "Ќазаќстан": қ is where KZ-1048 has it, ң ("њ") is not
    Misreading(read_as="cp1252", really="ptcp154"),
    Misreading(read_as="cp1252", really="cp1251"),  # "Êàçàõñòàí"
    Misreading(read_as="cp866", really="cp1251"),  # "╩рчрїёЄрэ"
    Misreading(read_as="koi8-r", really="cp1251"),  # "йЮГЮУЯРЮМ"
    Misreading(read_as="cp1251", really="koi8-r"),  # "лБЪБИУФБО"
    Misreading(read_as="cp1252", really="koi8-r"),  # "ëÁÚÁÈÓÔÁÎ"
    Misreading(read_as="cp1251", really="cp866"),  # "Љ § еб\xa0\xad"
    Misreading(read_as="koi8-r", really="cp866"),  # "┼═╖═ЕАБ═╜"
    Misreading(read_as="koi8-r", really="kz1048"),  # "²ЮГЮ²ЯРЮМ"
    Misreading(read_as="koi8-r", really="ptcp154"),
    Misreading(read_as="cp866", really="kz1048"),  # "Эрчр7ёЄрэ"
    Misreading(read_as="cp866", really="ptcp154"),
    Misreading(read_as="kz1048", really="koi8-r"),
    Misreading(read_as="kz1048", really="ptcp154"),
)

# Byte values that Windows-1251 and KZ-1048 give different letters to, as Windows-1251 shows them.
KZ1048_AS_CP1251 = frozenset("ЌќЏџЎўЈјҐґЄєЇїЅѕЋћ")
