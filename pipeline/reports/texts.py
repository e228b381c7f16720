"""What reports say in their own words, in English, Russian and Kazakh; a document's words stay as they are.

The terms are those of the documents and of Kazakhstan's contract law: исполнитель and заказчик, орындаушы and тапсырыс
беруші; доступность, қолжетімділік; компенсация, өтемақы; редакция.
"""

from typing import NamedTuple

from pipeline.languages.names import NAMES, Text
from pipeline.model import Language


class Count(NamedTuple):
    """A number with its noun, a form for each plural category of the language (CLDR).

    English: one, other; Russian: one (1, 21), few (2-4, 22-24), many. A Kazakh noun stays as it is after a number.
    """

    en: tuple[str, str]
    ru: tuple[str, str, str]
    kk: str


def say(name: str, language: Language = "en", /, **values: object) -> str:
    """A text of TEXTS in a language.

    >>> say("row-number", number=4), say("row-number", "ru", number=4), say("row-number", "kk", number=4)
    ('row 4', 'строка 4', '4-жол')
    """
    text: str = getattr(TEXTS[name], language)
    return text.format(**values)


def say_count(number: int, name: str, language: Language = "en") -> str:
    """A number with its noun, as COUNTS has it.

    >>> [say_count(number, "document") for number in (0, 1, 21)]
    ['0 documents', '1 document', '21 documents']
    >>> [say_count(number, "page", "ru") for number in (0, 1, 2, 5, 11, 12, 21, 104)]
    ['0 страниц', '1 страница', '2 страницы', '5 страниц', '11 страниц', '12 страниц', '21 страница', '104 страницы']
    >>> [say_count(number, "document", "kk") for number in (1, 5)]
    ['1 құжат', '5 құжат']
    """
    forms = COUNTS[name]
    match language:
        case "kk":
            form = forms.kk
        case "ru":
            form = forms.ru[_russian_form(number)]
        case "en":
            form = forms.en[number != 1]
    return form.format(number=number)


def _russian_form(number: int) -> int:
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2


def knows(name: str) -> bool:
    """Whether there is a text of this name: what a record holds may be a word of the document, or newer than TEXTS."""
    return name in TEXTS


COUNTS: dict[str, Count] = {
    "change": Count(
        ("{number} change", "{number} changes"),
        ("{number} изменение", "{number} изменения", "{number} изменений"),
        "{number} өзгеріс",
    ),
    "document": Count(
        ("{number} document", "{number} documents"),
        ("{number} документ", "{number} документа", "{number} документов"),
        "{number} құжат",
    ),
    "by-document": Count(
        ("{number} document", "{number} documents"),
        ("{number} документу", "{number} документам", "{number} документам"),
        "{number} құжат",
    ),
    "in-document": Count(
        ("in {number} document", "in {number} documents"),
        ("в {number} документе", "в {number} документах", "в {number} документах"),
        "{number} құжатта",
    ),
    "service": Count(
        ("{number} service", "{number} services"),
        ("{number} услуге", "{number} услугам", "{number} услугам"),
        "{number} қызмет",
    ),
    "finding": Count(
        ("{number} finding", "{number} findings"),
        ("{number} замечание", "{number} замечания", "{number} замечаний"),
        "{number} ескерту",
    ),
    "in-place": Count(
        ("in {number} place", "in {number} places"),
        ("в {number} месте", "в {number} местах", "в {number} местах"),
        "{number} жерде",
    ),
    "page": Count(
        ("{number} page", "{number} pages"),
        ("{number} страница", "{number} страницы", "{number} страниц"),
        "{number} бет",
    ),
    "row": Count(
        ("{number} row", "{number} rows"), ("{number} строка", "{number} строки", "{number} строк"), "{number} жол"
    ),
    "source-unread": Count(
        ("{number} source that could not be read", "{number} sources that could not be read"),
        ("{number} файл не прочитан", "{number} файла не прочитаны", "{number} файлов не прочитано"),
        "{number} файл оқылмады",
    ),
    "source-failed": Count(
        ("{number} source could not be read", "{number} sources could not be read"),
        (
            "{number} файл прочитать не удалось",
            "{number} файла прочитать не удалось",
            "{number} файлов прочитать не удалось",
        ),
        "{number} файлды оқу мүмкін болмады",
    ),
}

TEXTS: dict[str, Text] = NAMES | {
    # --- the page ----------------------------------------------------------------------------------------------------
    "skip": Text("Skip to the content", "Перейти к содержанию", "Мазмұнына өту"),
    "terms-report": Text("Terms report", "Отчёт об условиях", "Шарттар туралы есеп"),
    "side-by-side": Text("Services side by side", "Сопоставление услуг", "Қызметтерді салыстыру"),
    "documents-of-services": Text(
        "{documents} of {services}", "{documents} по {services}", "{services} бойынша {documents}"
    ),
    "findings-in-places": Text("{findings} {places}", "{findings} {places}", "{places} {findings}"),
    "sections": Text("Sections", "Разделы", "Бөлімдер"),
    "nav-overview": Text("Overview", "Обзор", "Шолу"),
    "nav-clauses": Text("Clauses side by side", "Сопоставление пунктов", "Тармақтарды салыстыру"),
    "nav-tiers": Text("SLA credits", "Компенсации по SLA", "SLA өтемақылары"),
    "nav-facts": Text("Promises", "Обещания", "Уәделер"),
    "nav-tables": Text("Tables", "Таблицы", "Кестелер"),
    "nav-duties": Text("Responsibilities", "Ответственность", "Жауапкершілік"),
    "nav-norms": Text("Obligations", "Обязанности и права", "Міндеттер мен құқықтар"),
    "nav-findings": Text("Findings", "Замечания", "Ескертулер"),
    "nav-documents": Text("Full texts", "Полные тексты", "Толық мәтіндер"),
    "made-by": Text(
        "Made by tarmaq from {documents}. The page needs no network and sends nothing.",
        "Составлено программой tarmaq по {documents}. Странице не нужна сеть, она ничего не отправляет.",
        "tarmaq бағдарламасы {documents} бойынша жасады. Бет желіні қажет етпейді және ештеңе жібермейді.",
    ),
    "page-number": Text("page {number}", "стр. {number}", "{number}-бет"),
    "legend": Text("Legend", "Обозначения", "Шартты белгілер"),
    "find": Text("Find", "Найти", "Іздеу"),
    "all": Text("all", "все", "барлығы"),
    "share": Text("{number} {name}", "{name} – {number}", "{name} – {number}"),
    "and": Text(" and ", " и ", " және "),
    "nothing": Text("nothing", "ничего", "ештеңе"),
    "table-of-clause": Text("{kind}, clause {clause}", "{kind}, пункт {clause}", "{kind}, {clause}-тармақ"),
    # --- overview ----------------------------------------------------------------------------------------------------
    "what-to-do": Text("What to do:", "Что сделать:", "Не істеу керек:"),
    "other-snapshot": Text("other snapshot", "другой экземпляр", "басқа дана"),
    "repaired": Text("repaired", "текст восстановлен", "мәтін қалпына келтірілген"),
    "version": Text("version {date}", "редакция от {date}", "{date} редакциясы"),
    "version-of": Text("version of {date}", "редакция от {date}", "{date} редакциясы"),
    "in-force-from": Text("in force from {date}", "действует с {date}", "күшіне ену күні {date}"),
    "confidence": Text("confidence {percent}", "уверенность {percent}", "сенімділік {percent}"),
    "mis-decoded": Text(
        "mis-decoded text repaired", "искажённый текст восстановлен", "бұрмаланған мәтін қалпына келтірілген"
    ),
    "count.pages": Text("pages", "страницы", "бет"),
    "count.clauses": Text("clauses", "пункты", "тармақ"),
    "count.tables": Text("tables", "таблицы", "кесте"),
    "count.promises": Text("promises", "обещания", "уәде"),
    "count.repairs": Text("repairs", "правки", "түзету"),
    "count.unplaced": Text("unplaced", "остальное", "қалғаны"),
    "origin.text-layer": Text("PDF text layer", "текстовый слой PDF", "PDF мәтіндік қабаты"),
    "origin.ocr": Text("OCR of page images", "распознано с изображений страниц", "бет кескіндерінен танылған"),
    "origin.plain-text": Text("plain text file", "текстовый файл", "мәтіндік файл"),
    "origin.mixed": Text(
        "text layer and OCR, by page",
        "текстовый слой и распознавание, по страницам",
        "мәтіндік қабат және тану, беттер бойынша",
    ),
    # --- clauses side by side ----------------------------------------------------------------------------------------
    "clauses-note": Text(
        "A row holds the clauses that say the same thing. The text most services share is the base; every other text"
        " is held against it. Open a row to read the texts.",
        "В строке стоят пункты об одном и том же. За основу взят текст, общий для большинства услуг; остальные тексты"
        " сравниваются с ним. Чтобы прочитать тексты, откройте строку.",
        "Бір жолда бір мәселе туралы тармақтар тұр. Қызметтердің көпшілігіне ортақ мәтін негіз етіп алынған; қалған"
        " мәтіндер сонымен салыстырылады. Мәтіндерді оқу үшін жолды ашыңыз.",
    ),
    "documents-shown": Text("Documents shown", "Показать документы", "Көрсетілетін құжаттар"),
    "rows-shown": Text("Rows shown", "Показать строки", "Көрсетілетін жолдар"),
    "word-or-number": Text("word or number", "слово или номер", "сөз немесе нөмір"),
    "open-all": Text("Open all", "Открыть все", "Барлығын ашу"),
    "close-all": Text("Close all", "Закрыть все", "Барлығын жабу"),
    "topic": Text("Topic", "Тема", "Тақырып"),
    "before-first-heading": Text("Before the first heading", "До первого заголовка", "Бірінші тақырыпқа дейін"),
    "none": Text("none", "нет", "жоқ"),
    "base": Text("base", "основа", "негіз"),
    "relation.identical": Text("same", "совпадает", "бірдей"),
    "relation.identical.means": Text("the same words", "те же слова", "сөздері бірдей"),
    "relation.editorial": Text("editorial", "оформление", "рәсімделуі"),
    "relation.editorial.means": Text(
        "differs in punctuation, case or typography only",
        "отличаются только знаки препинания, регистр букв или типографика",
        "тыныс белгілері, әріптердің үлкен-кішілігі немесе типографикасы ғана өзгеше",
    ),
    "relation.variant": Text("variant", "отличается", "өзгеше"),
    "relation.variant.means": Text("differs in words", "отличаются слова", "сөздері өзгеше"),
    "relation.single": Text("only here", "только здесь", "тек осында"),
    "relation.single.means": Text(
        "no other service has this clause",
        "ни у одной другой услуги такого пункта нет",
        "басқа ешбір қызметте мұндай тармақ жоқ",
    ),
    "relation.missing": Text("none", "нет", "жоқ"),
    "relation.missing.means": Text(
        "this service has no such clause", "у этой услуги такого пункта нет", "бұл қызметте мұндай тармақ жоқ"
    ),
    "nothing-to-compare": Text("nothing to compare", "сравнивать нечего", "салыстыратын ештеңе жоқ"),
    # --- credit tiers ------------------------------------------------------------------------------------------------
    "tiers-title": Text(
        "SLA credits by availability",
        "Компенсации по SLA в зависимости от доступности",
        "Қолжетімділікке қарай SLA өтемақылары",
    ),
    "tiers-note": Text(
        "Each box is a stretch of availability between two bounds; each narrow box is a bound itself. Hatched red"
        " belongs to no tier, violet to two with different credits. Widths say nothing.",
        "Каждый прямоугольник – отрезок доступности между двумя границами, узкий – сама граница. Заштрихованное"
        " красным не относится ни к одной ступени, фиолетовое – к двум ступеням с разной компенсацией. Ширина ничего"
        " не означает.",
        "Әр тіктөртбұрыш – екі шектің арасындағы қолжетімділік аралығы, енсізі – шектің өзі. Қызылмен сызықталғаны"
        " ешбір сатыға жатпайды, күлгін түстісі өтемақысы әртүрлі екі сатыға жатады. Ені ештеңені білдірмейді.",
    ),
    "tiers-drawing": Text("Drawing of the tiers", "Схема ступеней", "Сатылардың сызбасы"),
    "gap": Text("gap", "пробел", "бос"),
    "both-tiers": Text("both", "обе", "екеуі"),
    "availability-axis": Text("availability, %", "доступность, %", "қолжетімділік, %"),
    "slot.exactly": Text("exactly {percent}", "ровно {percent}", "дәл {percent}"),
    "slot.between": Text(
        "above {start}, below {stop}", "выше {start}, ниже {stop}", "{start}-дан жоғары, {stop}-дан төмен"
    ),
    "slot.no-tier": Text("no tier", "ступени нет", "саты жоқ"),
    "slot.credit": Text("{percent} credit", "компенсация {percent}", "өтемақы {percent}"),
    # --- promises, tables, responsibilities --------------------------------------------------------------------------
    "facts-title": Text("What each service promises", "Что обещает каждая услуга", "Әр қызмет нені уәде етеді"),
    "promise": Text("Promise", "Обещание", "Уәде"),
    "differs": Text("differs", "различается", "өзгеше"),
    "not-promised": Text("not promised", "не обещано", "уәде етілмеген"),
    # what stands for a promise without a figure: its words are a link away
    "promised": Text("yes", "есть", "бар"),
    "yes": Text("yes", "да", "иә"),
    "no": Text("no", "нет", "жоқ"),
    "tables-title": Text("Tables side by side", "Сопоставление таблиц", "Кестелерді салыстыру"),
    "tables-note": Text(
        "Rows that the first table does not have are marked.",
        "Отмечены строки, которых нет в первой таблице.",
        "Бірінші кестеде жоқ жолдар белгіленген.",
    ),
    "duties-title": Text("Who answers for what", "Кто за что отвечает", "Кім не үшін жауап береді"),
    "item": Text("Item", "За что", "Не үшін"),
    "not-named": Text("not named", "не указано", "көрсетілмеген"),
    # --- obligations -------------------------------------------------------------------------------------------------
    "norms-title": Text(
        "Who must, may and must not",
        "Кто обязан, кто вправе и кому запрещено",
        "Кім міндетті, кім құқылы, кімге тыйым салынған",
    ),
    "norms-note": Text(
        "As the clauses say it, sorted by who is named. The words that oblige, allow or forbid are marked; open a"
        " service to read.",
        "Как сказано в пунктах, по сторонам, которые в них названы. Слова, которые обязывают, разрешают или запрещают,"
        " выделены; чтобы прочитать, откройте услугу.",
        "Тармақтарда айтылғандай, аталған тараптар бойынша. Міндеттейтін, рұқсат ететін немесе тыйым салатын сөздер"
        " белгіленген; оқу үшін қызметті ашыңыз.",
    ),
    "norms-of": Text(
        "Obligations in {document}", "Обязанности и права: {document}", "Міндеттер мен құқықтар: {document}"
    ),
    "when": Text("when", "условие:", "шарты:"),
    "except": Text("except", "исключение:", "ерекшелігі:"),
    "norm.provider.must": Text("the provider must", "исполнитель обязан", "орындаушы міндетті"),
    "norm.provider.must_not": Text("the provider must not", "исполнителю запрещено", "орындаушыға тыйым салынады"),
    "norm.provider.may": Text("the provider may", "исполнитель вправе", "орындаушы құқылы"),
    "norm.provider.need_not": Text("the provider need not", "исполнитель не обязан", "орындаушы міндетті емес"),
    "norm.customer.must": Text("the customer must", "заказчик обязан", "тапсырыс беруші міндетті"),
    "norm.customer.must_not": Text("the customer must not", "заказчику запрещено", "тапсырыс берушіге тыйым салынады"),
    "norm.customer.may": Text("the customer may", "заказчик вправе", "тапсырыс беруші құқылы"),
    "norm.customer.need_not": Text("the customer need not", "заказчик не обязан", "тапсырыс беруші міндетті емес"),
    "norm.both.must": Text("both parties must", "обе стороны обязаны", "екі тарап та міндетті"),
    "norm.both.must_not": Text("both parties must not", "обеим сторонам запрещено", "екі тарапқа да тыйым салынады"),
    "norm.both.may": Text("both parties may", "обе стороны вправе", "екі тарап та құқылы"),
    "norm.both.need_not": Text("both parties need not", "обе стороны не обязаны", "екі тарап та міндетті емес"),
    "norm.none.must": Text("nobody named, must", "сторона не названа: обязана", "тарап аталмаған: міндетті"),
    "norm.none.must_not": Text(
        "nobody named, must not", "сторона не названа: запрещено", "тарап аталмаған: тыйым салынады"
    ),
    "norm.none.may": Text("nobody named, may", "сторона не названа: вправе", "тарап аталмаған: құқылы"),
    "norm.none.need_not": Text(
        "nobody named, need not", "сторона не названа: не обязана", "тарап аталмаған: міндетті емес"
    ),
    # --- findings ----------------------------------------------------------------------------------------------------
    "findings-note": Text(
        "What a rule says of the same words in several documents is one finding with several places.",
        "Замечание к одним и тем же словам в нескольких документах дано один раз, с указанием всех мест.",
        "Бірнеше құжаттағы бірдей сөздерге қатысты ескерту бір рет беріледі, барлық орны көрсетіледі.",
    ),
    "no-rule-found": Text("No rule found anything.", "Замечаний нет.", "Ескерту жоқ."),
    "no-findings": Text("No findings.", "Замечаний нет.", "Ескерту жоқ."),
    "no-findings-line": Text("no findings", "замечаний нет", "ескерту жоқ"),
    "severity": Text("Severity", "Важность", "Маңыздылығы"),
    "severity.high": Text("high", "высокая", "жоғары"),
    "severity.medium": Text("medium", "средняя", "орташа"),
    "severity.low": Text("low", "низкая", "төмен"),
    "family": Text("Family", "Вид", "Түрі"),
    "document": Text("Document", "Документ", "Құжат"),
    "rule-or-word": Text("rule or word", "правило или слово", "ереже немесе сөз"),
    "same-words": Text("the same words", "те же слова", "сол сөздер"),
    "evidence": Text("Evidence", "Исходные данные", "Бастапқы деректер"),
    "rule": Text("rule", "правило", "ереже"),
    "what": Text("what", "что", "не"),
    "where": Text("where", "где", "қайда"),
    "family.duplicate": Text("duplicate clause", "повтор пункта", "қайталанған тармақ"),
    "family.reference": Text("reference", "ссылка", "сілтеме"),
    "family.language": Text("other language", "другой язык", "басқа тіл"),
    "family.copied-term": Text("term of another service", "термин другой услуги", "басқа қызметтің термині"),
    "family.term": Text("inconsistent term", "несогласованный термин", "біріздендірілмеген термин"),
    "family.definition": Text("definition", "определение", "анықтама"),
    "family.modality": Text("modality", "модальность", "модальділік"),
    "family.party": Text("party", "сторона", "тарап"),
    "family.grammar": Text("grammar", "грамматика", "грамматика"),
    "family.typography": Text("typography", "типографика", "типографика"),
    "family.tier": Text("credit tiers", "ступени компенсации", "өтемақы сатылары"),
    "family.sla": Text("SLA arithmetic", "расчёты по SLA", "SLA есептері"),
    "family.contradiction": Text("contradiction", "противоречие", "қайшылық"),
    "family.vague": Text("vague wording", "неопределённая формулировка", "бұлыңғыр тұжырым"),
    "family.missing": Text("missing provision", "отсутствующее положение", "жетіспейтін ереже"),
    "family.responsibility": Text("responsibility", "ответственность", "жауапкершілік"),
    "family.variant": Text("differs between services", "различие между услугами", "қызметтер арасындағы айырма"),
    "family.risk": Text("risk", "риск", "тәуекел"),
    "family.extraction": Text("extraction", "чтение документа", "құжатты оқу"),
    # --- full texts --------------------------------------------------------------------------------------------------
    "show-was": Text(
        "show what repaired words looked like before",
        "показать, как восстановленные слова выглядели до этого",
        "қалпына келтірілген сөздердің бұрынғы түрін көрсету",
    ),
    "number-lost": Text(
        "This number was lost in the source and rebuilt from its neighbours",
        "Номер в источнике утрачен и восстановлен по соседним",
        "Нөмір түпнұсқада жоғалған, көршілес нөмірлер бойынша қалпына келтірілген",
    ),
    "number-rebuilt": Text("number rebuilt", "номер восстановлен", "нөмірі қалпына келтірілген"),
    "read-with": Text("read with {percent} confidence", "уверенность чтения {percent}", "оқу сенімділігі {percent}"),
    "table-read-with": Text(
        "table read with {percent} confidence",
        "уверенность чтения таблицы {percent}",
        "кестені оқу сенімділігі {percent}",
    ),
    "not-in-document": Text("(not in this document)", "(в этом документе нет)", "(бұл құжатта жоқ)"),
    "compare": Text("compare", "сравнить", "салыстыру"),
    "doubts": Text("What was doubted in reading", "Сомнения при чтении", "Оқу кезіндегі күмәндер"),
    "unplaced": Text("Text that no clause owns", "Текст вне пунктов", "Тармақтардан тыс мәтін"),
    "furniture": Text(
        "Running heads and page numbers, set aside",
        "Колонтитулы и номера страниц, вынесены из текста",
        "Колонтитулдар мен бет нөмірлері, мәтіннен бөлек қойылған",
    ),
    "hidden": Text(
        "In the file but not shown on the page, set aside",
        "Есть в файле, но на странице не видно; вынесено из текста",
        "Файлда бар, бірақ бетте көрінбейді; мәтіннен бөлек қойылған",
    ),
    "repairs": Text("Repairs", "Правки", "Түзетулер"),
    "before": Text("before", "было", "бұрын"),
    "after": Text("after", "стало", "кейін"),
    "method": Text("method", "способ", "тәсілі"),
    "sure": Text("sure", "уверенность", "сенімділігі"),
    "page": Text("page", "стр.", "бет"),
    "more-in-json": Text(
        "{number} more in terms.json.", "Ещё {number} – в terms.json.", "Тағы {number} – terms.json файлында."
    ),
    "was-repaired": Text(
        "was {was} ({method}, {percent})", "было {was} ({method}, {percent})", "бұрын {was} ({method}, {percent})"
    ),
    "leftover.running-head": Text("running-head", "верхний колонтитул", "жоғарғы колонтитул"),
    "leftover.running-foot": Text("running-foot", "нижний колонтитул", "төменгі колонтитул"),
    "leftover.page-number": Text("page-number", "номер страницы", "бет нөмірі"),
    "leftover.contents": Text("contents", "оглавление", "мазмұны"),
    "leftover.link-target": Text("link-target", "адрес ссылки", "сілтеме мекенжайы"),
    "leftover.gathered-number": Text("gathered-number", "номер отдельно от пункта", "тармағынан бөлек тұрған нөмір"),
    "leftover.side-note": Text("side-note", "заметка на полях", "жиектегі жазба"),
    "leftover.watermark": Text("watermark", "водяной знак", "су таңбасы"),
    "leftover.hidden": Text("not shown", "на странице не видно", "бетте көрінбейді"),
    "leftover.heading": Text("heading", "заголовок", "тақырып"),
    "leftover.closing": Text("closing", "реквизиты и подписи", "деректемелер мен қолтаңбалар"),
    "leftover.date-line": Text("date-line", "строка с датой", "күні жазылған жол"),
    "leftover.before-title": Text("before-title", "перед названием", "атауының алдында"),
    "leftover.definitions-heading": Text("definitions-heading", "заголовок определений", "анықтамалар тақырыбы"),
    # --- differences -------------------------------------------------------------------------------------------------
    "what-changed": Text("What changed", "Что изменилось", "Не өзгерді"),
    "changes": Text("Changes", "Изменения", "Өзгерістер"),
    "nothing-changed": Text("Nothing changed.", "Изменений нет.", "Өзгеріс жоқ."),
    "nothing-changed-line": Text("nothing changed", "изменений нет", "өзгеріс жоқ"),
    "was": Text("was", "было", "бұрын"),
    "is": Text("is", "стало", "енді"),
    "significance": Text("Significance", "Характер изменения", "Өзгерістің сипаты"),
    "significance.substantive": Text("substantive", "по существу", "мәні бойынша"),
    "significance.wording": Text("wording", "по формулировке", "тұжырымы бойынша"),
    "significance.editorial": Text("editorial", "по оформлению", "рәсімделуі бойынша"),
    "change.added": Text("added", "добавлено", "қосылды"),
    "change.removed": Text("removed", "исключено", "алып тасталды"),
    "change.modified": Text("modified", "изменено", "өзгертілді"),
    "change.moved": Text("moved", "перемещено", "орны ауыстырылды"),
    "change.renumbered": Text("renumbered", "изменён номер", "нөмірі өзгертілді"),
    "change.split": Text("split", "разделено", "бөлінді"),
    "change.merged": Text("merged", "объединено", "біріктірілді"),
    "row-number": Text("row {number}", "строка {number}", "{number}-жол"),
    "header-row": Text("header", "заголовок таблицы", "кестенің басы"),
    "column-number": Text("column {number}", "столбец {number}", "{number}-баған"),
    # --- the records' values -----------------------------------------------------------------------------------------
    "table.compensation": Text("Compensation", "Компенсация", "Өтемақы"),
    "table.requests": Text(
        "Requests and how fast they are served",
        "Запросы и сроки их исполнения",
        "Сұраулар және оларды орындау мерзімдері",
    ),
    "table.recovery": Text("Recovery", "Восстановление", "Қалпына келтіру"),
    "table.downtime": Text("Which downtime is credited", "Какой простой компенсируется", "Қандай тоқтап қалу өтеледі"),
    "table.other": Text("Other tables", "Другие таблицы", "Басқа кестелер"),
    "interval": Text("availability in {interval}", "доступность {interval}", "қолжетімділік {interval}"),
    "attribute.channel": Text("channel", "канал", "арна"),
    "attribute.condition": Text("condition", "условие", "жағдай"),
    "attribute.period": Text("period", "период", "кезең"),
    "attribute.base": Text("base", "база расчёта", "есептеу негізі"),
    "attribute.group": Text("group", "группа", "топ"),
    "attribute.task": Text("task", "задача", "тапсырма"),
    "attribute.window": Text("window", "время приёма", "қабылдау уақыты"),
    "attribute.method": Text("method", "способ", "тәсіл"),
    "attribute.kind": Text("kind", "вид", "түрі"),
    "attribute.address": Text("address", "адрес", "мекенжай"),
    "attribute.hours_per_day": Text("hours per day", "часов в сутки", "тәулігіне сағат"),
    "attribute.days_per_week": Text("days per week", "дней в неделю", "аптасына күн"),
    "attribute.plan": Text("plan", "тарифный план", "тариф жоспары"),
    "attribute.unit": Text("unit", "единица", "бірлігі"),
    "attribute.bound": Text("bound", "граница", "шегі"),
    "value.channel.messenger": Text("messenger", "мессенджер", "мессенджер"),
    "value.channel.email": Text("email", "электронная почта", "электрондық пошта"),
    "value.channel.phone": Text("phone", "телефон", "телефон"),
    "value.condition.normal_operation": Text("normal operation", "обычная работа", "қалыпты жұмыс"),
    "value.period.reporting_period": Text("reporting period", "отчётный период", "есепті кезең"),
    "value.period.month": Text("month", "месяц", "ай"),
    "value.period.quarter": Text("quarter", "квартал", "тоқсан"),
    "value.period.year": Text("year", "год", "жыл"),
    "value.base.paid": Text("paid", "уплаченная сумма", "төленген сома"),
    "value.base.fee": Text("fee", "плата", "төлемақы"),
    "value.base.paid_in_month": Text("paid in month", "уплачено за месяц", "бір айда төленген сома"),
    "value.base.monthly_fee": Text("monthly fee", "ежемесячная плата", "айлық төлемақы"),
    "value.base.consumed_in_period": Text("consumed in period", "потреблено за период", "кезең ішінде тұтынылғаны"),
    "value.kind.telegram": Text("telegram", "Telegram", "Telegram"),
    "value.kind.phone": Text("phone", "телефон", "телефон"),
    "value.kind.email": Text("email", "электронная почта", "электрондық пошта"),
    "value.kind.url": Text("url", "веб-адрес", "веб-мекенжай"),
    "value.kind.planned_maintenance": Text("planned maintenance", "плановые работы", "жоспарлы жұмыстар"),
    "value.kind.force_majeure": Text(
        "force majeure", "обстоятельства непреодолимой силы", "еңсерілмейтін күш мән-жайлары"
    ),
    "value.kind.customer_action": Text("customer action", "действия заказчика", "тапсырыс берушінің әрекеттері"),
    "value.kind.other": Text("other", "другое", "басқа"),
    "value.unit.percent": Text("percent", "процент", "пайыз"),
    "value.unit.minute": Text("minute", "минута", "минут"),
    "value.unit.hour": Text("hour", "час", "сағат"),
    "value.unit.day": Text("day", "день", "күн"),
    "value.unit.month": Text("month", "месяц", "ай"),
    "value.unit.Mbit/s": Text("Mbit/s", "Мбит/с", "Мбит/с"),
    "value.bound.at_least": Text("at least", "не менее", "кемінде"),
    "value.bound.at_most": Text("at most", "не более", "ең көбі"),
    "value.bound.exactly": Text("exactly", "ровно", "дәл"),
    # --- what the page's script says ---------------------------------------------------------------------------------
    "script.rows-shown": Text(
        "{count} of {total} rows shown", "Показано строк: {count} из {total}", "Көрсетілген жолдар: {count}/{total}"
    ),
    "script.shown": Text("{count} of {total} shown", "Показано: {count} из {total}", "Көрсетілгені: {count}/{total}"),
}
