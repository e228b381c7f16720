"""What a difference can turn on: modality, negation, bounds, units and number words, each with its evidence.

An entry is a regular expression, what it stands for, and a phrase it was found in; a test proves that the phrase holds
it. Expressions are matched without regard to case and begin at the start of a word.
"""

from typing import NamedTuple

from pipeline.model import Language


class Cue(NamedTuple):
    """`pattern` in a text means `means`; `evidence` is a phrase that holds it."""

    pattern: str
    means: str
    evidence: str


MODALITY: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(r"тиіс(?![тік]\w)\w*", "obligation", "асып кетпеуі тиіс"),
        Cue(r"міндетт(?:і|ен\w+)\b", "obligation", "оны уақтылы өшіруге міндетті"),
        Cue(r"қажет\b(?!\s+бол)", "obligation", "өтінім беруі қажет"),
        Cue(r"керек\b", "obligation", "Клиент хабарлауы керек"),
        Cue(r"тыйым\s+салын\w+", "prohibition", "пайдалануға тыйым салынады"),
        Cue(r"\w+[ғгқк][ае]\s+болмайды", "prohibition", "бұл класты кейін өзгертуге болмайды"),
        Cue(r"\w+[ғгқк][ае]\s+болады", "permission", "өзгертуге болады"),
        Cue(r"құқылы\b", "permission", "бас тартуға құқылы"),
        Cue(r"құқығы\s+бар", "permission", "тоқтатуға құқығы бар"),
        Cue(r"рұқсат\s+(?:ет|бер)\w+", "permission", "пайдалануға рұқсат етіледі"),
        Cue(r"мүмкін\b", "possibility", "24 сағатқа дейін болуы мүмкін"),
        Cue(r"\w+[аеій]\s+ал(?:ады|майды|атын|мау\w*|у\w*)\b", "possibility", "тікелей Жеке кабинеттен басқара алады"),
        Cue(r"кепілд\w+", "guarantee", "99,9% қолжетімділігін кепілдік етеді"),
    ),
    "ru": (
        Cue(r"долж(?:ен|н[аоы])\b", "obligation", "Заказчик должен сообщить"),
        Cue(r"обяз(?:ан\w*|у\w+)\b", "obligation", "Исполнитель обязуется оказать услуги"),
        Cue(r"необходимо\b", "obligation", "необходимо направить заявку"),
        Cue(r"надлежит\b", "obligation", "надлежит уведомить"),
        Cue(r"следует\b", "recommendation", "следует сообщить заранее"),
        Cue(r"запрещ\w+", "prohibition", "запрещается использовать"),
        Cue(r"нельзя\b", "prohibition", "класс изменить нельзя"),
        Cue(r"не\s+допуска\w+", "prohibition", "не допускается передача"),
        Cue(r"вправе\b", "permission", "Исполнитель вправе отказать"),
        Cue(r"имеет\s+право|имеют\s+право", "permission", "Заказчик имеет право"),
        Cue(r"разреша\w+", "permission", "разрешается использовать"),
        Cue(r"мо(?:жет|гут|жно)\b", "possibility", "Время обработки запроса может достигать 24 часа"),
        Cue(r"гарант\w+", "guarantee", "гарантирует доступность 99,9%"),
    ),
    "en": (
        Cue(r"(?:must|shall)\b", "obligation", "The Provider shall make the Service available"),
        Cue(r"(?:is|are|be)\s+(?:required|obliged|obligated)\s+to\b", "obligation", "the Customer is required to pay"),
        Cue(r"undertakes?\b", "obligation", "The Provider undertakes to process requests"),
        Cue(r"will\b", "undertaking", "The Provider will restore the Service"),
        Cue(r"should\b", "recommendation", "The Customer should report faults"),
        Cue(r"(?:prohibited|forbidden)\b", "prohibition", "it is prohibited to use"),
        Cue(r"(?:is|are)\s+entitled\s+to\b", "permission", "The Provider is entitled to refuse"),
        Cue(r"(?:has|have)\s+the\s+right\b", "permission", "The Customer has the right to terminate"),
        Cue(r"(?:is|are)\s+(?:permitted|allowed)\b", "permission", "The Customer is permitted to use"),
        Cue(r"may\b(?!\s+\d{4})(?!\s*,)", "possibility", "The response time may reach 24 hours"),
        Cue(r"(?:can|could|might|cannot)\b", "possibility", "The Customer can manage the server"),
        Cue(r"guarant\w+", "guarantee", "The Provider guarantees 99.9% availability"),
    ),
}

# Kazakh negates a verb by -ма/-ме/-ба/-бе/-па/-пе before its ending; the endings are listed so that "бағдарламалық",
# "қамтамасыз" and "тармағы" are no negations; "немесе" (or), "көбейді" (grew), "жаппай" (en masse) only look so.
_KK_NEGATIVE_VERB = (
    r"(?!немесе\b|әйтпесе\b|көбей|кемей|жаппай\b)\w{2,}[мбп][ае](?:й|йды|йді|ймын|ймін|ймыз|йміз|йтын\w*|йтін\w*|йынша|йінше|ған\w*|ген\w*|са|се|уы\w*|уі\w*|уға|уге|у"
    r"|стан|стен|сын|сін)\b"
)

NEGATION: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(r"емес\b", "not", "түсіндіруге міндетті емес"),
        Cue(r"жоқ\b", "not", "құқығы жоқ"),
        Cue(_KK_NEGATIVE_VERB, "not", "жанама залалдарға жауапты болмайды"),
        Cue(_KK_NEGATIVE_VERB, "not", "төленген сомадан аспауы мүмкін"),
        Cue(r"қоспағанда\b", "except", "болмау жағдайларын қоспағанда"),
        Cue(r"басқа\s+жағдай\w*", "except", "осыдан басқа жағдайларда"),
    ),
    "ru": (
        Cue(r"не\b", "not", "не несёт ответственности"),
        Cue(r"нет\b", "not", "у Заказчика нет доступа"),
        Cue(r"ни\b", "not", "ни при каких условиях"),
        Cue(r"без\b(?!\s+(?:выходных|перерыв))", "without", "без согласия Заказчика"),
        Cue(r"кроме\b", "except", "кроме случаев форс-мажора"),
        Cue(r"за\s+исключением\b", "except", "за исключением плановых работ"),
    ),
    "en": (
        Cue(r"not\b", "not", "shall not be liable"),
        Cue(r"cannot\b", "not", "the class cannot be changed later"),
        Cue(r"\w+n['’]t\b", "not", "the Provider isn't liable"),
        Cue(r"no\b(?!\.|\s*\d|\s+(?:more|less|later|earlier|fewer)\b)", "not", "has no right to"),
        Cue(r"(?:never|neither|nor|none)\b", "not", "shall never be paid"),
        Cue(r"without\b", "without", "without the consent of the Customer"),
        Cue(r"(?:except|unless|excluding|other\s+than)\b", "except", "unless the parties agree otherwise"),
    ),
}

BOUNDS: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(r"дейін(?:гі)?\b", "at_most", "24 сағатқа дейін"),
        Cue(r"ішінде\b", "at_most", "5 күн ішінде"),
        Cue(r"аспай\w*|аспау\w*|аспа\b|асырмай\w*", "at_most", "3 күннен аспайды"),
        # "жетпе" is what repair may make of it; a cap must not be lost
        Cue(r"асып\s+[кж]етпе\w*", "at_most", "сома көлемінен асып кетпеуі тиіс"),
        Cue(r"(?:артық|көп|кеш)\s+емес", "at_most", "5 күннен артық емес"),
        Cue(r"кешіктірмей\b", "at_most", "5 күннен кешіктірмей"),
        Cue(r"көп\s+дегенде", "at_most", "көп дегенде 5 күн"),
        Cue(r"барынша|ең\s+көбі", "at_most", "ең көбі 5 күн"),
        Cue(r"кемінде\b", "at_least", "кемінде 30 күн бұрын"),
        Cue(r"(?:кем|аз|төмен)\s+емес", "at_least", "99,9%-дан кем емес"),
        Cue(r"(?:кем|аз)\s+дегенде|ең\s+азы", "at_least", "кем дегенде 5 күн"),
        Cue(r"кем\s+болма\w*|төмен\s+болма\w*|кемі(?:мейді|меуі)", "at_least", "99,9%-дан кем болмауы тиіс"),
        Cue(r"(?:жоғары|астам|артық|көп)\b(?!\s+(?:емес|дегенде))", "above", "99,9%-дан жоғары"),
        Cue(r"асады|асса|асқан\w*|асатын\w*|асып\s+кет(?:уі|се|кен)\w*", "above", "5 күннен асады"),
        Cue(r"(?:төмен|кем|аз)\b(?!\s+(?:емес|дегенде|болма))", "below", "95,0%-дан төмен"),
    ),
    "ru": (
        Cue(r"до\b", "at_most", "до 24 часов"),
        Cue(r"в\s+течение\b", "at_most", "в течение 24 часов"),
        Cue(r"не\s+(?:более|больше|свыше|выше|позднее|дольше)\b", "at_most", "не более 4 часов"),
        Cue(r"не\s+(?:превы[шс]\w+|мо(?:жет|гут)\s+превы[шс]\w+)", "at_most", "не превышает 5%"),
        Cue(r"не\s+долж\w+\s+превышать|не\s+может\s+превышать", "at_most", "не должна превышать 10%"),
        Cue(r"максимум\b|максимальн\w+", "at_most", "максимум 3 дня"),
        Cue(r"не\s+(?:менее|меньше|ниже|ранее)\b", "at_least", "не менее 99,9%"),
        Cue(r"минимум\b|минимальн\w+|как\s+минимум", "at_least", "минимум 30 дней"),
        Cue(r"(?<!не )(?:более|больше|свыше|выше)\b", "above", "свыше 99,9%"),
        Cue(r"(?<!не )(?<!может )(?<!превышать )превыша\w+", "above", "превышает 5%"),
        Cue(r"(?<!не )(?:менее|меньше|ниже)\b", "below", "ниже 95%"),
    ),
    "en": (
        Cue(r"up\s+to\b", "at_most", "up to 24 hours"),
        Cue(r"within\b", "at_most", "within 5 days"),
        Cue(r"at\s+most\b|maximum\b", "at_most", "at most 4 hours"),
        Cue(r"(?:no|not)\s+(?:more|later|longer|greater|higher)\s+than\b", "at_most", "no more than 4 hours"),
        Cue(r"(?:not|never)\s+exceed\w*", "at_most", "shall not exceed 10%"),
        Cue(r"at\s+least\b|minimum\b", "at_least", "at least 30 days"),
        Cue(r"(?:no|not)\s+(?:less|fewer|earlier|lower)\s+than\b", "at_least", "not less than 99.9%"),
        Cue(r"(?<!no )(?<!not )(?:more|greater|higher|longer|later)\s+than\b|(?:above|over)\b", "above", "above 99.9%"),
        Cue(r"(?<!not )(?<!never )exceed\w*", "above", "exceeds 10%"),
        Cue(r"(?<!no )(?<!not )(?:less|fewer|lower|earlier)\s+than\b|(?:below|under)\b", "below", "below 95%"),
    ),
}

UNITS: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(r"пайыз\w*|процент\w*", "percent", "есепті кезеңінің құнына пайызбен"),
        Cue(r"секунд\w*|сек\b", "second", "30 секунд"),
        Cue(r"минут\w*|мин\b", "minute", "10 минутқа дейін"),
        Cue(r"сағат\w*|сағ\b", "hour", "24 сағатқа дейін"),
        Cue(r"күнтізбелік\s+күн\w*", "calendar day", "3 (үш) күнтізбелік күн"),
        Cue(r"(?:жұмыс|банктік)\s+күн\w*", "working day", "5 жұмыс күні ішінде"),
        Cue(r"күн\b|күн(?:ге|нен|дік|де)\b", "day", "30 күн бұрын"),
        Cue(r"тәулі[кг]\w*", "day", "тәулігіне 24 сағат"),
        Cue(r"апта\w*", "week", "аптасына 7 күн"),
        Cue(r"ай(?:ы|ына|да|ға|дан|лық|дың|ды)?\b", "month", "бір ай ішінде"),
        Cue(r"тоқсан(?:ға|нан|да|дық|ы)?\b", "quarter", "тоқсан сайын"),
        Cue(r"жыл(?:ы|ға|да|дан|дық|дың)?\b", "year", "бір жыл ішінде"),
        Cue(r"теңге\w*|тг\b", "KZT", "5 000 теңге"),
        Cue(r"рубль\w*", "RUB", "100 рубль"),
        Cue(r"доллар\w*", "USD", "100 доллар"),
        Cue(r"айлық\s+есептік\s+көрсеткіш\w*|АЕК\b", "MCI", "5 АЕК"),
        Cue(r"еселен\w*|есе\b", "times", "екі есе"),
    ),
    "ru": (
        Cue(r"процент\w*", "percent", "10 процентов от стоимости"),
        Cue(r"секунд\w*|сек\b", "second", "30 секунд"),
        Cue(r"минут\w*|мин\b", "minute", "в течение 15 минут"),
        Cue(r"час(?:а|ов|у|ам|ы|ах|ом)?\b", "hour", "может достигать 24 часа"),
        Cue(r"календарн\w+\s+(?:дн\w+|день)", "calendar day", "3 календарных дня"),
        Cue(r"(?:рабоч|банковск)\w+\s+(?:дн\w+|день)", "working day", "5 рабочих дней"),
        Cue(r"дн(?:я|ей|ю|и|ям|ём|ем)\b|день\b", "day", "30 дней"),
        Cue(r"сут(?:ки|ок|кам|ках)\b", "day", "двое суток"),
        Cue(r"недел\w+", "week", "7 дней в неделю"),
        Cue(r"месяц\w*", "month", "за один месяц"),
        Cue(r"квартал\w*", "quarter", "за квартал"),
        Cue(r"(?:год|года|году|годом)\b|лет\b", "year", "в течение года"),
        Cue(r"тенге\b|тг\b", "KZT", "5 000 тенге"),
        Cue(r"рубл\w+|руб\b", "RUB", "100 рублей"),
        Cue(r"доллар\w*", "USD", "100 долларов"),
        Cue(r"евро\b", "EUR", "100 евро"),
        Cue(r"МРП\b", "MCI", "5 МРП"),
    ),
    "en": (
        Cue(r"per\s*cent\b|percentage\b", "percent", "10 per cent of the fee"),
        Cue(r"seconds?\b|sec\b", "second", "30 seconds"),
        Cue(r"minutes?\b|mins?\b", "minute", "15 minutes"),
        Cue(r"hours?\b|hrs?\b", "hour", "24 hours"),
        Cue(r"calendar\s+days?\b", "calendar day", "3 calendar days"),
        Cue(r"(?:business|working)\s+days?\b", "working day", "5 business days"),
        Cue(r"days?\b", "day", "30 days"),
        Cue(r"weeks?\b|weekly\b", "week", "7 days a week"),
        Cue(r"months?\b|monthly\b", "month", "one month"),
        Cue(r"quarter(?:s|ly)?\b", "quarter", "per quarter"),
        Cue(r"years?\b|annual\w*|yearly\b", "year", "one year"),
        Cue(r"tenge\b|KZT\b", "KZT", "5,000 tenge"),
        Cue(r"dollars?\b|USD\b", "USD", "100 dollars"),
        Cue(r"euros?\b|EUR\b", "EUR", "100 euros"),
        Cue(r"pounds?\b|GBP\b", "GBP", "100 pounds"),
    ),
}

# Written the same in all three languages. Letter case counts: Mb is a bit's multiple, MB a byte's.
UNIT_SYMBOLS: tuple[Cue, ...] = (
    Cue(r"%", "percent", "99,9%"),
    Cue(r"₸", "KZT", "5000 ₸"),
    Cue(r"\$", "USD", "100 $"),
    Cue(r"€", "EUR", "100 €"),
    Cue(r"(?:кбит|Кбит|kbit|Kbit)(?:/(?:сек|с|s))?\b|[kK]bps\b", "kbit/s", "64 кбит/с"),
    Cue(r"(?:Мбит|мбит|Mbit)(?:/(?:сек|с|s))?\b|Mbps\b|Mb/s\b|Мб/с\b", "Mbit/s", "100 Мбит/сек жылдамдықпен"),
    Cue(r"(?:Гбит|гбит|Gbit)(?:/(?:сек|с|s))?\b|Gbps\b|Gb/s\b", "Gbit/s", "1 Гбит/с"),
    Cue(r"(?:МБайт|Мбайт|MByte)(?:/(?:сек|с|s))?\b|MB/s\b|MBps\b|МБ/с\b", "MByte/s", "100 MB/s"),
    Cue(r"(?:КБ|кБ|Кб|KB|kB)\b", "KB", "512 КБ"),
    Cue(r"(?:МБ|Мб|MB)\b(?!/)", "MB", "512 МБ"),
    Cue(r"(?:ГБ|Гб|GB|GiB|ГиБ)\b", "GB", "10 ГБ"),
    Cue(r"(?:ТБ|Тб|TB|TiB|ТиБ)\b", "TB", "1 ТБ"),
    Cue(r"(?:мс|ms)\b", "millisecond", "20 мс"),
    Cue(r"(?:кВт|kW)\b", "kW", "5 кВт"),
    Cue(r"(?:МГц|MHz)\b", "MHz", "100 МГц"),
    Cue(r"(?:ГГц|GHz)\b", "GHz", "2,4 ГГц"),
)

NUMBER_WORDS: dict[Language, dict[str, int]] = {
    "kk": {
        "бір": 1,
        "екі": 2,
        "үш": 3,
        "төрт": 4,
        "бес": 5,
        "алты": 6,
        "жеті": 7,
        "сегіз": 8,
        "тоғыз": 9,
        "он": 10,
        "жиырма": 20,
        "отыз": 30,
        "қырық": 40,
        "елу": 50,
        "алпыс": 60,
        "жетпіс": 70,
        "сексен": 80,
        "жүз": 100,
        "мың": 1000,
    },
    "ru": {
        "один": 1,
        "одна": 1,
        "одного": 1,
        "одной": 1,
        "два": 2,
        "две": 2,
        "двух": 2,
        "три": 3,
        "трёх": 3,
        "трех": 3,
        "четыре": 4,
        "четырёх": 4,
        "четырех": 4,
        "пять": 5,
        "пяти": 5,
        "шесть": 6,
        "шести": 6,
        "семь": 7,
        "семи": 7,
        "восемь": 8,
        "восьми": 8,
        "девять": 9,
        "девяти": 9,
        "десять": 10,
        "десяти": 10,
        "двадцать": 20,
        "двадцати": 20,
        "тридцать": 30,
        "тридцати": 30,
        "сорок": 40,
        "пятьдесят": 50,
        "шестьдесят": 60,
        "девяносто": 90,
        "сто": 100,
        "тысяча": 1000,
    },
    "en": {
        "one": 1,
        "two": 2,
        "three": 3,
        "four": 4,
        "five": 5,
        "six": 6,
        "seven": 7,
        "eight": 8,
        "nine": 9,
        "ten": 10,
        "twelve": 12,
        "fourteen": 14,
        "fifteen": 15,
        "twenty": 20,
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "ninety": 90,
        "hundred": 100,
        "thousand": 1000,
    },
}

# A word for both parties together; the two parties' own names are in the vocabularies.
BOTH_PARTIES: dict[Language, tuple[Cue, ...]] = {
    "kk": (Cue(r"тараптар\w*", "both", "егер тараптар арасында өзгеше келісімдер көзделмесе"),),
    "ru": (Cue(r"сторон(?:ы|ам|ами|ах|)\b", "both", "Стороны договорились"),),
    "en": (Cue(r"(?:both\s+)?parties\b", "both", "unless the parties agree otherwise"),),
}
THIRD_PARTIES: dict[Language, tuple[Cue, ...]] = {
    "kk": (Cue(r"үшінші\s+(?:тарап|тұлға)\w*", "third", "үшінші тарап қолданбаларын"),),
    "ru": (Cue(r"треть\w+\s+(?:лиц|сторон)\w*", "third", "третьим лицам"),),
    "en": (Cue(r"third[\s-]+part(?:y|ies)\b", "third", "third-party applications"),),
}

# Groups of expressions that say the same; a difference within a group is another way to say it.
SYNONYMS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "kk": (
        # the five documents use them in turn in one and the same clause
        ("бағдарламалық жасақтама", "бағдарламалық қамтамасыз ету", "бағдарламалық қамтамасыздандыру"),
        ("бұлтты", "бұлттық"),  # "VCC бұлтты репозиторийі" / "Бұлттық репозиторий"
        ("веб-сайт", "веб-сайты", "сайт", "сайты"),
        ("минут", "мин"),
        ("және", "әрі"),
    ),
    "ru": (
        ("программное обеспечение", "ПО"),
        ("а также", "и"),
        ("либо", "или"),
        ("минут", "мин"),
        ("телефон", "тел"),
    ),
    "en": (
        ("must", "shall"),  # one class of obligation in every drafting guide
        ("web site", "website"),
        ("e-mail", "email"),
        ("as well as", "and"),
        ("minutes", "min"),
    ),
}
CONJUNCTIONS: dict[Language, frozenset[str]] = {
    "kk": frozenset({"және", "мен", "бен", "пен", "әрі"}),  # "үзіліссіз және демалыссыз"
    "ru": frozenset({"и"}),  # "выходных и перерывов"
    "en": frozenset({"and"}),
}

# What a reference to another document's clause stands with: "Келісімнің 3.1-тармағы", "п. 3 Закона".
OTHER_DOCUMENTS: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(
            r"(?:келісім|заң|кодекс|шарт|ереже|бұйрық|бұйры[қғ]|қаулы|регламент|конституция)\w*(?:ның|нің|дың|дің|тың|тің)\b",
            "document",
            "Келісімнің 3.1-тармағы",
        ),
    ),
    "ru": (
        Cue(
            r"(?:договор|закон|кодекс|соглашени|прика[зщ]|постановлени|оферт|регламент|правил|конституци|устав|инструкци"
            r"|конвенци|положени[яюе]|политик)\w*|(?:ГК|НК|ТК|КоАП|ГОСТ|СТ)\s+РК\b",
            "document",
            "п. 3 Закона",
        ),
    ),
    "en": (
        Cue(
            r"(?:agreement|act|code|law|regulation|directive|contract|rules|constitution|polic(?:y|ies)|statute|addendum"
            r"|standard|convention|order\s+form|[mt]sa|dpa|gdpr|(?:terms|conditions)\s+of\s+(?:service|use|sale))\b",
            "document",
            "section 3 of the Agreement",
        ),
    ),
}
OWN_DOCUMENT: dict[Language, tuple[Cue, ...]] = {
    "kk": (Cue(r"осы\b", "this", "осы Шарттардың 3.1-тармағында"),),
    "ru": (Cue(r"настоящ\w+", "this", "п. 3.1 настоящего Договора"),),
    "en": (Cue(r"(?:this|these|herein|hereof)\b", "this", "clause 3.1 of this Agreement"),),
}

# Who made a document what it is and when, above its title.
APPROVED: dict[Language, tuple[Cue, ...]] = {
    "kk": (Cue(r"бекіт(?:іл|ем|тім)\w*", "approved", "2026 жылғы 5 қаңтардағы № 3-Ө бұйрығымен бекітілген"),),
    "ru": (Cue(r"утвержд\w+|приложение\s+к\s+приказу", "approved", "Утверждено решением Правления № 17 от ..."),),
    "en": (Cue(r"(?:approved|adopted)\b", "approved", "Approved by the Board on 5 January 2026"),),
}
# A document's name for itself as the subject of its last clause.
OWN_NAME: dict[Language, tuple[Cue, ...]] = {
    "kk": (Cue(r"(?:оферта|шарт|келісім)\w{0,3}\b", "this", "Оферта 2026 жылғы 1 ақпаннан бастап күшіне енеді"),),
    "ru": (
        Cue(
            r"(?:оферта|договор|соглашение|правила|условия|тарифы|положение|порядок|регламент|политика)\b",
            "this",
            "Оферта вступает в силу с 1 апреля 2026 г.",
        ),
    ),
    "en": (Cue(r"(?:agreement|terms|policy|addendum)\b", "this", "The Agreement is effective from 1 March 2026"),),
}

# What points back in the text and names what should stand there; the group is the name's first word.
ABOVE: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(
            r"жоғарыда\s+(?:көрсетілген|аталған|сипатталған|келтірілген|баяндалған)\s+(?!шарт)([^\W\d_]+)",
            "above",
            "Жоғарыда көрсетілген өтініштер",
        ),
        Cue(r"жоғарыдағы\s+([^\W\d_]+)", "above", "жоғарыдағы кестеде"),
    ),
    "ru": (
        Cue(r"выше(?:указанн|перечисленн|названн|упомянут|описанн)\w*\s+([^\W\d_]+)", "above", "вышеуказанные запросы"),
        Cue(r"(?:указанн|перечисленн|описанн)\w*\s+выше\s+([^\W\d_]+)", "above", "указанные выше запросы"),
    ),
    "en": (
        Cue(
            r"(?:above[\s-]?mentioned|aforementioned|aforesaid)\s+([^\W\d_]+)", "above", "the above-mentioned requests"
        ),
        Cue(r"the\s+above\s+([^\W\d_]+)", "above", "the above requests"),
    ),
}

# A time limit that may be exceeded without saying by how much.
OPEN_ENDED: dict[Language, tuple[Cue, ...]] = {
    "kk": (Cue(r"(?:ұлғай|ұзар)\w+\s+мүмкін", "open", "төтенше жағдай кезінде ұлғайтылуы мүмкін"),),
    "ru": (
        Cue(r"мо(?:жет|гут)\s+быть\s+(?:увеличен|продл[её]н)\w*", "open", "срок может быть увеличен"),
        Cue(r"мо(?:жет|гут)\s+(?:увеличи|возраст)\w+", "open", "время может увеличиться"),
    ),
    "en": (
        Cue(r"(?:may|can)\s+be\s+(?:extended|increased|longer)", "open", "the time may be extended"),
        Cue(r"(?:may|can)\s+increase", "open", "the time may increase"),
    ),
}

# Words that leave open what is owed; each needs a reader to decide what is meant.
VAGUE: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(r"қысқа\s+мерзім\w*", "time", "қысқа мерзімде хабарлайды"),
        Cue(r"ақылға\s+қонымды\s+\w+", "measure", "ақылға қонымды мерзімде"),
        Cue(r"мүмкіндігінше\b", "effort", "мүмкіндігінше тез"),
        Cue(r"қолжетімді\s+жиілік\w*", "measure", "кестесін қолжетімді жиілікпен орната алады"),
        Cue(r"(?:және\s+)?басқа\s+да\s+мән-жай\w*", "circumstances", "форс-мажорлық және басқа да мән-жайлар"),
        Cue(r"аздап\s+әсер\s+ет\w+", "degree", "жұмысында аздап әсер ететін ақаулар"),
        Cue(r"елеулі\s+(?:түрде\s+)?бұз\w+", "degree", "елеулі бұзушылық"),
    ),
    "ru": (
        Cue(r"в\s+(?:кратчайш|разумн)\w+\s+срок\w*", "time", "в разумный срок"),
        Cue(r"по\s+возможности\b", "effort", "по возможности уведомляет"),
        Cue(r"разумн\w+\s+(?:усили|мер)\w+", "effort", "прилагает разумные усилия"),
        Cue(r"(?:и\s+)?ины(?:х|е|ми)\s+обстоятельств\w*", "circumstances", "и иных обстоятельств"),
        Cue(r"незначительн\w+\s+влия\w+", "degree", "незначительно влияющие неисправности"),
        Cue(r"при\s+необходимости\b", "circumstances", "при необходимости приостанавливает"),
    ),
    "en": (
        Cue(r"reasonable\s+\w+|reasonably\b", "measure", "within a reasonable time"),
        Cue(r"as\s+soon\s+as\s+(?:possible|practicable)", "time", "as soon as possible"),
        Cue(r"promptly\b", "time", "shall promptly notify"),
        Cue(r"best\s+efforts", "effort", "shall use best efforts"),
        Cue(r"from\s+time\s+to\s+time", "time", "may change from time to time"),
        Cue(r"other\s+circumstances", "circumstances", "and other circumstances"),
    ),
}

# What puts one side at the other's discretion.
ONE_SIDED: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(
            r"себеп\w+\s+түсіндіруге\s+міндетті\s+емес", "no reasons", "бас тарту себептерін түсіндіруге міндетті емес"
        ),
        Cue(r"бір\s*жақты\s+тәртіп\w*", "unilateral", "бір жақты тәртіппен өзгертеді"),
        Cue(r"(?:алдын\s+ала\s+)?ескертусіз\b|хабарламасыз\b", "no notice", "алдын ала ескертусіз тоқтатады"),
        Cue(
            r"орындаушының\s+ішкі\s+деректері\s+негізінде",
            "own records",
            "Орындаушының ішкі деректері негізінде тіркелген",
        ),
        Cue(r"кінәсі\s+дәлелденген\s+жағдайда\s+ғана", "burden of proof", "кінәсі дәлелденген жағдайда ғана"),
    ),
    "ru": (
        Cue(r"в\s+одностороннем\s+порядке", "unilateral", "вправе в одностороннем порядке изменить"),
        Cue(r"без\s+объяснения\s+причин", "no reasons", "отказать без объяснения причин"),
        Cue(r"без\s+(?:предварительного\s+)?уведомления", "no notice", "без предварительного уведомления"),
        Cue(r"по\s+(?:своему|собственному)\s+усмотрению", "discretion", "по своему усмотрению"),
        Cue(r"на\s+основании\s+внутренних\s+данных", "own records", "на основании внутренних данных Исполнителя"),
    ),
    "en": (
        Cue(r"(?:at|in)\s+its\s+(?:sole|own|absolute)\s+discretion", "discretion", "at its sole discretion"),
        Cue(r"without\s+(?:prior\s+)?notice", "no notice", "without prior notice"),
        Cue(r"without\s+(?:giving|stating)\s+(?:any\s+)?reasons?", "no reasons", "without giving reasons"),
        Cue(r"unilaterally\b", "unilateral", "may unilaterally amend"),
    ),
}

# A ceiling said as a possibility: it binds nobody. English "may not exceed" forbids and is none.
UNCERTAIN_CAP: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(
            r"(?:аспауы|асып\s+кетпеуі|артық\s+болмауы|кем\s+болмауы|төмен\s+болмауы)\s+мүмкін",
            "cap",
            "сомадан аспауы мүмкін",
        ),
    ),
    "ru": (Cue(r"мо(?:жет|гут)\s+не\s+превышать", "cap", "может не превышать суммы"),),
    "en": (Cue(r"might\s+not\s+exceed", "cap", "might not exceed the amount"),),
}
