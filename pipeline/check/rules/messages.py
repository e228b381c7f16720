"""What each rule says, in English, Russian and Kazakh; the braces are filled with the finding's values."""

from collections.abc import Mapping

from pipeline.languages.names import NAMES, figure_text, name_in, part_text
from pipeline.model import Language

# the values that are ours and not the document's, by what they are
NAMED_VALUES: dict[str, str] = {
    "facets": "facet",
    "parties": "party",
    "metric": "metric",
    "language": "language",
    "document_language": "language",
}
PLACES = frozenset({"place", "what"})
READINGS = frozenset({"layer", "picture"})
PERCENTAGES = frozenset({"holes", "promised", "bound", "above_credit", "below_credit", "budget"})

MESSAGES: dict[str, dict[str, str]] = {
    "duplicate-clause": {
        "en": "Clauses {first} and {second} say the same.",
        "ru": "Пункты {first} и {second} говорят одно и то же.",
        "kk": "{first} және {second} тармақтары бірдей мәтінді қайталайды.",
    },
    "dangling-reference": {
        "en": "{place} refers to {number}, which this document does not have.",
        "ru": "{place} ссылается на {number}, которого в документе нет.",
        "kk": "{place} құжатта жоқ {number} тармағына сілтеме жасайды.",
    },
    "nothing-above": {
        "en": "Clause {clause} says “{word}”, but nothing above speaks of it.",
        "ru": "В пункте {clause} сказано «{word}», но выше об этом ничего нет.",
        "kk": "{clause}-тармақта «{word}» делінген, бірақ жоғарыда ол туралы ештеңе айтылмаған.",
    },
    "leftover-language": {
        "en": "{place} has text in another language ({language}) than the document ({document_language}).",
        "ru": "{place}: текст на другом языке ({language}), чем документ ({document_language}).",
        "kk": "{place}: құжат тілінен ({document_language}) басқа тілдегі ({language}) мәтін бар.",
    },
    "doubled-word": {
        "en": "{place}: the word “{word}” stands twice in a row.",
        "ru": "{place}: слово «{word}» повторено дважды подряд.",
        "kk": "{place}: «{word}» сөзі қатарынан екі рет жазылған.",
    },
    "typography": {
        "en": "Blanks or marks out of place: “{before}”.",
        "ru": "Пробелы или знаки не на месте: «{before}».",
        "kk": "Бос орын не тыныс белгісі орнында емес: «{before}».",
    },
    "tier-gap": {
        "en": "No credit tier of {clause} covers an availability of {holes}.",
        "ru": "Ни одна ступень компенсации в {clause} не охватывает доступность {holes}.",
        "kk": "{clause}-тармақтағы өтемақы сатыларының ешқайсысы {holes} қолжетімділікті қамтымайды.",
    },
    "tier-overlap": {
        "en": "Two credit tiers of {clause} overlap: {above} ({above_credit}), {below} ({below_credit}).",
        "ru": "Две ступени компенсации в {clause} пересекаются: {above} ({above_credit}), {below} ({below_credit}).",
        "kk": "{clause}-тармақтағы екі саты қиылысады: {above} ({above_credit}), {below} ({below_credit}).",
    },
    "tier-order": {
        "en": "In {clause} less availability gives no more credit: {above} – {above_credit}, {below} – {below_credit}.",
        "ru": "В {clause} компенсация не растёт: {above} – {above_credit}, {below} – {below_credit}.",
        "kk": "{clause}-тармақта өтемақы өспейді: {above} – {above_credit}, {below} – {below_credit}.",
    },
    "sla-mismatch": {
        "en": "{promised} is promised, but credits begin below {bound} (clause {clause}).",
        "ru": "Обещано {promised}, но компенсация начинается ниже {bound} (пункт {clause}).",
        "kk": "{promised} уәде етілген, бірақ өтемақы {bound} төмен болғанда басталады ({clause}-тармақ).",
    },
    "budget-excess": {
        "en": "“{limit}”: one recovery may take longer than the {budget} minutes a month that {promised} leaves.",
        "ru": "«{limit}»: одно восстановление может длиться дольше, чем {budget} минут простоя в месяц при {promised}.",
        "kk": "«{limit}»: бір қалпына келтіру {promised} кезіндегі айлық {budget} минуттан ұзаққа созылуы мүмкін.",
    },
    "conflicting-facts": {
        "en": "The document gives {metric} more than once, with different figures: {figures}.",
        "ru": "Показатель «{metric}» указан в документе несколько раз с разными значениями: {figures}.",
        "kk": "Құжатта «{metric}» көрсеткіші бірнеше рет әртүрлі мәнмен берілген: {figures}.",
    },
    "uncertain-cap": {
        "en": "{place}: “{words}” is a ceiling said as a possibility; it limits nothing.",
        "ru": "{place}: «{words}» – предел, названный возможностью; он ничего не ограничивает.",
        "kk": "{place}: «{words}» – шек мүмкіндік түрінде айтылған, ол ештеңені шектемейді.",
    },
    "open-ended-limit": {
        "en": "{place}: the time limit “{words}”, and nothing says how far.",
        "ru": "{place}: срок «{words}», и не сказано, до какого предела.",
        "kk": "{place}: мерзім «{words}», бірақ қай шекке дейін екені айтылмаған.",
    },
    "vague-words": {
        "en": "{place}: “{words}” leaves open what is meant.",
        "ru": "{place}: «{words}» – не ясно, что имеется в виду.",
        "kk": "{place}: «{words}» – нені білдіретіні нақты емес.",
    },
    "one-sided": {
        "en": "{place}: “{words}” leaves the matter to one side ({reason}).",
        "ru": "{place}: «{words}» оставляет решение за одной стороной.",
        "kk": "{place}: «{words}» шешімді бір тараптың еркіне қалдырады.",
    },
    "prohibition-case": {
        "en": "{place}: “{words}” is not in the dative that “тыйым салынады” needs.",
        "ru": "{place}: «{words}» стоит не в дательном падеже, которого требует «тыйым салынады».",
        "kk": "{place}: «{words}» «тыйым салынады» талап ететін барыс септігінде тұрған жоқ.",
    },
    "figure-word-mismatch": {
        "en": "{place}: the figure {figure} and the word “{words}” are different numbers.",
        "ru": "{place}: цифра {figure} и слово «{words}» – разные числа.",
        "kk": "{place}: {figure} саны мен «{words}» сөзі сәйкес келмейді.",
    },
    "unused-definition": {
        "en": "“{term}” is defined and never used.",
        "ru": "Термин «{term}» определён, но нигде не используется.",
        "kk": "«{term}» термині анықталған, бірақ еш жерде қолданылмаған.",
    },
    "term-variant": {
        "en": "“{variant}” is used where “{term}” is defined.",
        "ru": "Используется «{variant}», а определено «{term}».",
        "kk": "«{term}» анықталған, ал мәтінде «{variant}» қолданылған.",
    },
    "copied-term": {
        "en": "“{term}” is a term of the service “{service}”; this document does not define it.",
        "ru": "«{term}» – термин услуги «{service}»; этот документ его не определяет.",
        "kk": "«{term}» – «{service}» қызметінің термині; бұл құжатта анықталмаған.",
    },
    "definition-variant": {
        "en": "“{term}” is explained differently in {one} and {other}.",
        "ru": "«{term}» по-разному определён в {one} и {other}.",
        "kk": "«{term}» {one} және {other} құжаттарында әртүрлі анықталған.",
    },
    "missing-date": {
        "en": "{document} has neither a version date nor the date it takes effect.",
        "ru": "В {document} нет ни даты редакции, ни даты вступления в силу.",
        "kk": "{document} құжатында нұсқа күні де, күшіне ену күні де жоқ.",
    },
    "variant-clause": {
        "en": "{service} differs from what {count} siblings agree on ({facets}); compare {other}.",
        "ru": "{service} расходится с общим текстом других услуг, их {count} ({facets}); сравните с {other}.",
        "kk": "{service} {count} қызметке ортақ мәтіннен өзгеше ({facets}); {other} құжатымен салыстырыңыз.",
    },
    "missing-topic": {
        "en": "{service} has no clause for what all its siblings say in the same words; see {other}.",
        "ru": "В {service} нет пункта, который есть у всех остальных в одних и тех же словах; см. {other}.",
        "kk": "{service} құжатында қалғандарының бәрінде бірдей бар тармақ жоқ; {other} құжатын қараңыз.",
    },
    "responsibility-clash": {
        "en": "“{item}” is given to more than one side: {parties}.",
        "ru": "«{item}» возложено более чем на одну сторону: {parties}.",
        "kk": "«{item}» бір тараптан көпке жүктелген: {parties}.",
    },
    "inferred-number": {
        "en": "{count} clause numbers were lost in the source and rebuilt: {numbers}.",
        "ru": "Номера пунктов утрачены в источнике и восстановлены ({count}): {numbers}.",
        "kk": "{count} тармақ нөмірі түпнұсқада жоғалған, қайта құрылды: {numbers}.",
    },
    "unsure-clause": {
        "en": "{count} clauses were read with little confidence: {numbers}.",
        "ru": "Пункты прочитаны неуверенно ({count}): {numbers}.",
        "kk": "{count} тармақ сенімсіз оқылған: {numbers}.",
    },
    "disputed-figure": {
        "en": "Two readings of a figure differ: the text layer says {layer}, the page's picture {picture}.",
        "ru": "Два прочтения числа расходятся: в текстовом слое – {layer}, на изображении страницы – {picture}.",
        "kk": "Санның екі оқылуы әртүрлі: мәтіндік қабатта – {layer}, бет кескінінде – {picture}.",
    },
    "hidden-words": {
        "en": "The file has words that the page does not show: «{words}».",
        "ru": "В файле есть слова, которых на странице не видно: «{words}».",
        "kk": "Файлда бетте көрінбейтін сөздер бар: «{words}».",
    },
    "struck-words": {
        "en": "Words are struck out and were kept: «{words}».",
        "ru": "Слова зачёркнуты, в тексте они оставлены: «{words}».",
        "kk": "Сөздер сызылған, мәтінде қалдырылды: «{words}».",
    },
    "number-gap": {
        "en": "The numbering is broken at {what} ({kind}).",
        "ru": "Нумерация нарушена на {what} ({kind}).",
        "kk": "Нөмірлеу {what} тұсында бұзылған ({kind}).",
    },
}


def values_in(values: Mapping[str, str], language: Language) -> dict[str, str]:
    """A finding's values as a sentence of this language names them; what the document says stays as it is.

    >>> values_in({"place": "table 5.1", "facets": "number, party", "words": "table 5.1"}, "ru")
    {'place': 'таблица в пункте 5.1', 'facets': 'число, сторона', 'words': 'table 5.1'}
    """
    said = {
        name: value or (name_in("no-figure", language) if name in READINGS else "") for name, value in values.items()
    }
    return said if language == "en" else {name: _value_in(name, value, language) for name, value in said.items()}


def _value_in(name: str, value: str, language: Language) -> str:
    if name in NAMED_VALUES:
        keys = {part: f"{NAMED_VALUES[name]}.{part}" for part in value.split(", ")}
        return ", ".join(name_in(key, language) if key in NAMES else part for part, key in keys.items())
    if name in PLACES:
        return part_text(value, language)
    if name in PERCENTAGES:
        return value.replace(", ", "; ").replace(".", ",")
    if name == "figures":
        return " / ".join(figure_text(part, language) or part for part in value.split(" / "))
    return value
