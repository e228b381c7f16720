"""What the records' values are called in English, Russian and Kazakh, in reports and in what rules say.

The terms are those of the documents and of Kazakhstan's contract law: исполнитель and заказчик, орындаушы and тапсырыс
беруші; доступность, қолжетімділік; компенсация, өтемақы.
"""

import re
from typing import NamedTuple

from pipeline.model import Language


class Text(NamedTuple):
    """One text in three languages; the braces are filled with the same values in each."""

    en: str
    ru: str
    kk: str


# what changes and findings name that is no clause: alone, or before the name of one
LONE_PARTS = frozenset({"title", "version date", "effective date", "preamble", "unplaced"})
NAMED_PARTS = frozenset({"definition", "table", "responsibility"})
# a figure, with its unit or without: "24", "1.5 hour"
FIGURE = re.compile(r"(\d+(?:\.\d+)?)(?: (percent|minute|hour|day|month|Mbit/s))?")

NAMES: dict[str, Text] = {
    "no-figure": Text("no figure", "числа нет", "сан жоқ"),
    "language.kk": Text("kk", "казахский", "қазақша"),
    "language.ru": Text("ru", "русский", "орысша"),
    "language.en": Text("en", "английский", "ағылшынша"),
    "facet.number": Text("figure", "число", "сан"),
    "facet.modality": Text("modality", "модальность", "модальділік"),
    "facet.party": Text("party", "сторона", "тарап"),
    "facet.negation": Text("negation", "отрицание", "болымсыздық"),
    "facet.reference": Text("reference", "ссылка", "сілтеме"),
    "facet.term": Text("term", "термин", "термин"),
    "facet.date": Text("date", "дата", "күні"),
    "facet.unit": Text("unit", "единица измерения", "өлшем бірлігі"),
    "facet.table": Text("table", "таблица", "кесте"),
    "facet.responsibility": Text("responsibility", "ответственность", "жауапкершілік"),
    "facet.definition": Text("definition", "определение", "анықтама"),
    "part.title": Text("title", "название", "атауы"),
    "part.version date": Text("version date", "дата редакции", "редакция күні"),
    "part.effective date": Text("effective date", "дата вступления в силу", "күшіне ену күні"),
    "part.preamble": Text("preamble", "преамбула", "кіріспе"),
    "part.unplaced": Text("unplaced", "текст вне пунктов", "тармақтардан тыс мәтін"),
    "part.definition": Text("definition {name}", "определение «{name}»", "«{name}» анықтамасы"),
    "part.table": Text("table {name}", "таблица в пункте {name}", "{name}-тармақтағы кесте"),
    "part.responsibility": Text(
        "responsibility {name}", "ответственность по пункту {name}", "{name}-тармақ бойынша жауапкершілік"
    ),
    "metric.availability": Text("Availability", "Доступность", "Қолжетімділік"),
    "metric.credit_tier": Text("Credit tier", "Ступень компенсации", "Өтемақы сатысы"),
    "metric.credit_cap": Text("Credit cap", "Предел компенсации", "Өтемақы шегі"),
    "metric.data_loss_credit": Text(
        "Credit for lost data", "Компенсация за утрату данных", "Деректердің жоғалғаны үшін өтемақы"
    ),
    "metric.reply_time": Text("Reply time", "Время ответа", "Жауап беру уақыты"),
    "metric.processing_time": Text("Processing time", "Время обработки запроса", "Сұрауды өңдеу уақыты"),
    "metric.support_hours": Text("Support hours", "Часы работы поддержки", "Қолдау қызметінің жұмыс уақыты"),
    "metric.request_time": Text("Request time", "Срок исполнения запроса", "Сұрауды орындау мерзімі"),
    "metric.recovery_time": Text("Recovery time", "Срок восстановления", "Қалпына келтіру мерзімі"),
    "metric.trial_period": Text("Trial period", "Пробный период", "Сынақ кезеңі"),
    "metric.bandwidth": Text("Bandwidth", "Пропускная способность", "Өткізу қабілеті"),
    "metric.exclusion": Text("Not credited", "Не компенсируется", "Өтелмейді"),
    "metric.contact": Text("Contact", "Контакты", "Байланыс деректері"),
    "party.customer": Text("customer", "заказчик", "тапсырыс беруші"),
    "party.provider": Text("provider", "исполнитель", "орындаушы"),
    "party.both": Text("both", "обе стороны", "екі тарап"),
    "unit.percent": Text("%", "%", "%"),
    "unit.minute": Text("min", "мин", "мин"),
    "unit.hour": Text("h", "ч", "сағ"),
    "unit.day": Text("d", "дн.", "күн"),
    "unit.month": Text("months", "мес.", "ай"),
    "unit.Mbit/s": Text("Mbit/s", "Мбит/с", "Мбит/с"),
}


def name_in(key: str, language: Language) -> str:
    """A name of NAMES."""
    name: str = getattr(NAMES[key], language)
    return name


def unit_sign(unit: str, language: Language) -> str:
    """A unit's short sign; a unit that NAMES does not have is its own."""
    return name_in(f"unit.{unit}", language) if f"unit.{unit}" in NAMES else unit


def number_text(figure: object, language: Language) -> str:
    """A figure of ours: with a decimal comma in Russian and Kazakh.

    >>> number_text("99.9", "en"), number_text("99.9", "kk")
    ('99.9', '99,9')
    """
    return str(figure) if language == "en" else str(figure).replace(".", ",")


def figure_text(text: str, language: Language) -> str | None:
    """A figure of ours with its unit; None for other words. In English it stays as it is.

    >>> figure_text("1.5 hour", "ru"), figure_text("24/7", "ru"), figure_text("1.5 hour", "en")
    ('1,5 ч', None, '1.5 hour')
    """
    match = FIGURE.fullmatch(text)
    if language == "en" or match is None:
        return text if match else None
    sign = unit_sign(match[2] or "", language)
    return f"{number_text(match[1], language)}{' ' if sign else ''}{sign}"


def part_text(number: str, language: Language) -> str:
    """A clause's number, or the name of what is no clause.

    >>> [part_text(number, "ru") for number in ("5.6", "table 5.6", "version date")]
    ['5.6', 'таблица в пункте 5.6', 'дата редакции']
    """
    word, _, name = number.partition(" ")
    if language == "en":
        return number
    if number in LONE_PARTS:
        return name_in(f"part.{number}", language)
    return name_in(f"part.{word}", language).format(name=name) if word in NAMED_PARTS and name else number
