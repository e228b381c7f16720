"""How each language says who must, may or must not do what: ordered patterns, each with a phrase that holds it.

The order decides where two begin at one place: what forbids or frees stands before what obliges or allows, so that
"міндетті емес" is no duty. Expressions are matched without regard to case and begin at the start of a word.
"""

from typing import Literal

from pipeline.model import Language, Record

Form = Literal["subject", "addressee", "owner", "object"]


class ModalPattern(Record, frozen=True, kw_only=True):
    """`pattern` says `modality`; the party stands as its subject, as whom it is said to, as whose right it is, or as
    whom it binds ("object", which stands behind it).
    """

    pattern: str
    modality: Literal["must", "may", "must_not", "need_not"]
    evidence: str
    party: tuple[Form, ...] = ("subject",)


def _must(pattern: str, evidence: str, *party: Form) -> ModalPattern:
    return ModalPattern(pattern=pattern, modality="must", evidence=evidence, party=party or ("subject",))


def _may(pattern: str, evidence: str, *party: Form) -> ModalPattern:
    return ModalPattern(pattern=pattern, modality="may", evidence=evidence, party=party or ("subject",))


def _must_not(pattern: str, evidence: str, *party: Form) -> ModalPattern:
    return ModalPattern(pattern=pattern, modality="must_not", evidence=evidence, party=party or ("subject",))


def _need_not(pattern: str, evidence: str, *party: Form) -> ModalPattern:
    return ModalPattern(pattern=pattern, modality="need_not", evidence=evidence, party=party or ("subject",))


# A predicate closes its clause: "теріс әсер етуі мүмкін скрипттер" and "төлеуге тиіс сома" say nothing of a duty.
_CLOSES = r"(?=\s*(?:[.,;:)»]|$|және(?!\w)|немесе(?!\w)|бірақ(?!\w)|әрі(?!\w)|ал(?!\w)|бол(?:ып|ады)(?!\w)))"

MODALS: dict[Language, tuple[ModalPattern, ...]] = {
    "kk": (
        _may(r"т[ыо]йым\s+салынб\w+", "сілтеме жасауға тыйым салынбайды", "addressee", "subject"),
        # "тойым" is what repair may make of it; nothing else is said so, and a prohibition must not be lost
        _must_not(r"т[ыо]йым\s+салын\w+", "Абонентке мыналарға тыйым салынады", "addressee", "subject"),
        _must_not(r"жол\s+берілмейді", "өзгертуге жол берілмейді", "addressee"),
        _must_not(r"рұқсат\s+(?:етілмейді|берілмейді)", "пайдалануға рұқсат етілмейді", "addressee"),
        _must_not(r"\w+[ғгқкн][ае]\s+болмайды", "қосалқы жалға беруге болмайды", "addressee", "subject"),
        _must_not(r"құқылы\s+емес", "Клиент беруге құқылы емес"),
        _must_not(r"құқы(?:ғы|қ|лы)\s+берілмейді", "Клиентке қайта пайдалану құқығы берілмейді", "addressee"),
        _must_not(r"құқығы\s+жоқ", "Клиенттің беруге құқығы жоқ", "owner", "subject"),
        _must(r"\w+[мбп][ае]й\s+(?:қоя|тұра|кете)\s+алмайды", "Банк өкімді орындамай қоя алмайды"),
        _must_not(r"\w+[аеійя]\s+ал(?:майды|мауы\s+тиіс)", "Тапсырыс беруші бере алмайды"),
        _must_not(
            r"\w{2,}[мбп][ае]уғ?[еаіы]?г?е?\s+(?:тиіс|керек|қажет|міндетті|міндеттенеді|міндеттеме\s+алады)\b"
            + _CLOSES,
            "сомадан аспауы тиіс",
        ),
        _must_not(r"тиіс\s+емес", "Клиент құпияны беруі тиіс емес"),
        _need_not(r"міндетті\s+емес", "түсіндіруге міндетті емес"),
        _need_not(r"міндеттен\w*меді|міндеттелмейді", "Орындаушы міндеттелмейді"),
        _must(r"міндет\w*\s+босатылма\w+", "төлеу міндетінен босатылмайды"),
        _need_not(r"міндет\w*\s+босатыл\w+", "төлеу міндетінен босатылады"),
        _must(r"\w+у(?:ден|дан)\s+босатылма\w+", "Клиент комиссияны төлеуден босатылмайды"),
        _need_not(r"\w+у(?:ден|дан)\s+босатыла\w+", "Клиент комиссияны төлеуден босатылады"),
        _need_not(r"талап\s+етілмейді", "Клиенттің келісімі талап етілмейді", "addressee"),
        _need_not(r"(?:қажет|керек)\s+емес", "келісім алу қажет емес", "subject", "addressee"),
        _must(r"міндетті\b" + _CLOSES, "Клиент хабарлауға міндетті"),
        _must(r"міндеттенеді|міндеттеме\s+алады", "Орындаушы қызмет көрсетуге міндеттенеді"),
        _must(r"болуы\s+(?:тиіс|керек|қажет)\b" + _CLOSES, "Клиенттің лицензиясы болуы тиіс", "owner", "subject"),
        _must(r"тиіс(?:ті)?\b" + _CLOSES, "Тапсырыс беруші төлеуі тиіс"),
        _must(r"(?:қажет|керек)\b" + _CLOSES, "Клиент өтінім беруі қажет", "subject", "addressee"),
        _may(r"құқылы\b" + _CLOSES, "Орындаушы тоқтатуға құқылы"),
        _may(r"құқығы\s+бар", "Клиенттің бас тартуға құқығы бар", "owner", "subject"),
        _may(r"құқы(?:қ|ғы)\s+(?:беріледі|береді)", "Клиентке құқық беріледі", "addressee"),
        _may(r"\w+[аеійя]\s+алады\b", "Тапсырыс беруші басқара алады"),
        _may(r"\w+[ғгқкн][ае]\s+болады", "өзгертуге болады", "addressee"),
        _may(r"рұқсат\s+(?:етіледі|беріледі)", "пайдалануға рұқсат етіледі", "addressee"),
        _may(r"мүмкін\b" + _CLOSES, "Орындаушы тоқтатуы мүмкін"),
    ),
    "ru": (
        _must(r"не\s+(?:вправе|мо(?:жет|гут)|име(?:ет|ют)\s+права)\s+не\b", "Банк не может не исполнить распоряжение"),
        _must_not(r"не\s+вправе\b", "Оператор не вправе передавать"),
        _must_not(r"лиш(?:[её]н|ена|ены|ается|аются)\s+права\b", "Пользователь лишён права требовать"),
        _must_not(r"не\s+име(?:ет|ют)\s+прав[ао]", "Клиент не имеет права"),
        _may(r"не\s+запрещ\w+", "цитировать не запрещается", "addressee", "subject"),
        _may(r"не\s+лиш\w+\s+права\b", "Клиент не лишается права обратиться в суд"),
        _must_not(r"(?:недопустим|воспреща)\w*", "Недопустимо использование для рассылок", "addressee"),
        _must_not(r"не\s+подлеж(?:ит|ат)\b(?!\s+(?:ремонт|восстановлен|сомнен))", "плата возврату не подлежит"),
        _must_not(r"не\s+(?:следует|надлежит)\b", "Клиенту не следует сообщать код", "addressee", "subject"),
        _must_not(r"запрещ(?:ено|ается|аются|[её]н|ена|ены)", "Пользователю запрещается", "addressee", "subject"),
        _must_not(
            r"не\s+(?:допускается|допускаются|разрешается|разрешено|дозволяется)",
            "передача не допускается",
            "addressee",
        ),
        _must_not(r"нельзя\b", "класс изменить нельзя", "addressee"),
        _must_not(r"не\s+мо(?:жет|гут)\b", "сумма не может превышать"),
        _must_not(r"не\s+долж(?:ен|на|но|ны)\b", "сумма не должна превышать"),
        _must_not(
            # "обязан не позднее 10 числа оплатить" forbids nothing
            r"(?:обяза(?:н|на|но|ны)|обязу(?:ется|ются))\s+не\b"
            r"(?!\s+(?:поздн|позже|ран|более|больше|мен[ье]|реже|чаще|только|далее|долее|дольше))",
            "Пользователь обязуется не передавать",
        ),
        _need_not(r"не\s+обяза(?:н|на|но|ны)\b", "Исполнитель не обязан проверять"),
        _must(r"не\s+освобожда\w+\s+от\s+(?:обязанност|обязательств)\w*", "не освобождает от обязанности платить"),
        _need_not(
            r"не\s+(?:бер[её]т|берут|приним\w+)\s+на\s+себя\s+(?:\w+\s+)?обяза(?:тельств|нност)\w*",
            "Исполнитель не принимает на себя обязательств",
        ),
        _need_not(r"не\s+обязыва(?:ет|ют)\b", "Ничто не обязывает Исполнителя продлевать срок", "object"),
        _need_not(
            r"не\s+нес(?:[её]т|ут)\s+(?:\w+\s+)?(?:обязанност|обязательств)\w*", "Оператор не несёт обязанности хранить"
        ),
        _need_not(
            r"освобожда(?:ется|ются)\s+от\s+(?:обязанност|обязательств)\w*", "освобождается от обязанности возмещать"
        ),
        _need_not(r"не\s+(?:требуется|нужно)\b", "согласие не требуется", "addressee"),
        _must(r"обяза(?:н|на|но|ны)\b", "Арендатор обязан вносить плату"),
        _must(
            r"обязу(?:ется|ются)\b|приним\w+\s+на\s+себя\s+обяза(?:тельств|нност)\w+",
            "Исполнитель обязуется оказывать услуги",
        ),
        _must(r"долж(?:ен|на|но|ны)\b", "Заказчик должен сообщить"),
        _must(r"(?:необходимо|надлежит|следует|требуется)\b", "Заказчику необходимо направить", "addressee", "subject"),
        _must(r"подлеж(?:ит|ат)\b(?!\s+(?:ремонт|восстановлен))", "грузы подлежат страхованию"),
        _may(r"вправе\b", "Банк вправе отказать"),
        _may(r"име(?:ет|ют)\s+право\b", "Заказчик имеет право"),
        _may(r"(?:разрешается|допускается|предоставляется\s+право)\b", "Клиенту разрешается", "addressee"),
        _may(r"мо(?:жет|гут|жно)\b", "Пользователь может отозвать", "subject", "addressee"),
    ),
    "en": (
        _need_not(
            r"nothing\b[^.;]{0,80}?\s(?:shall\s+)?(?:oblig|requir)\w+",
            "Nothing obliges the Provider to disclose",
            "object",
        ),
        _need_not(
            r"(?:must|shall|may|will|should|can)\s?not\s+be\s+(?:required|obliged|obligated|bound)\s+to",
            "The Provider shall not be obliged to give reasons",
        ),
        _need_not(
            r"(?:(?:shall|will)\s+)?(?:is|are|be|has|have)\s+(?:under\s+)?no\s+(?:obligation|duty)\b",
            "The Customer is under no obligation to renew",
        ),
        _need_not(
            r"(?:shall|will|do|does)\s+not\s+have\s+(?:to\b|(?:an|any)\s+(?:obligation|duty))",
            "The Provider does not have to keep backups",
        ),
        _need_not(r"(?:do|does)\s+not\s+need\s+to\b", "You do not need to give reasons"),
        _may(
            r"(?:shall|will)\s+not\s+be\s+(?:prevented|precluded)\s+from",
            "shall not be prevented from using other suppliers",
        ),
        _must_not(r"(?:shall|will)\s+have\s+no\s+right", "The Client shall have no right to sublet"),
        _may(
            r"(?:shall|will)\s+(?:have\s+the\s+right|be\s+(?:entitled|permitted|allowed|free)\s+to)\b",
            "The Customer shall be entitled to terminate",
        ),
        _must_not(
            r"(?:must|shall|may|will|should)\s+not\b|(?:must|shall|may|will|can)\s+never\b|(?:sha|must)n['’]t\b",
            "Customer shall not resell",
        ),
        _must_not(r"(?:undertakes?|agrees?|promises?)\s+not\s+to\b", "The Provider undertakes not to disclose"),
        _must_not(r"waives?\s+(?:the|any|its|all|their)\s+rights?\b", "The Customer waives the right to object"),
        _may(r"(?:is|are)\s+not\s+(?:prohibited|barred|precluded|prevented|forbidden)\b", "is not prohibited from"),
        _must_not(r"can\s?not\b|can['’]t\b", "deposits cannot be withdrawn"),
        _must_not(
            r"(?:is|are)\s+(?:not\s+(?:entitled|permitted|allowed|free)\s+to|(?:prohibited|barred|precluded)\s+from|forbidden)\b",
            "is not entitled to",
        ),
        _must_not(r"(?:has|have)\s+no\s+right", "Client has no right to sublet"),
        _need_not(r"need\s+not\b", "Provider need not give reasons"),
        _need_not(r"(?:is|are)\s+not\s+(?:required|obliged|obligated|bound)\s+to", "is not obliged to verify"),
        _must(r"(?:must|shall)\b", "The Provider shall make the Service available"),
        _must(r"(?:is|are)\s+(?:required|obliged|obligated)\s+to", "the Customer is required to pay"),
        _must(r"(?:undertakes?|agrees?)\s+to\b", "The Provider undertakes to process requests"),
        _must(r"will\b", "The Provider will restore the Service"),
        _may(
            r"(?:is|are)\s+(?:entitled|permitted|allowed|free|at\s+liberty)\s+to",
            "Customer is entitled to Service Credits",
        ),
        _may(r"reserves?\s+the\s+right\b", "The Provider reserves the right to change prices"),
        _may(r"(?:has|have)\s+the\s+right\b", "The Customer has the right to terminate"),
        _may(r"may\b(?!\s+(?:\d|not))", "The operator may terminate"),
        _may(r"can\b(?!\s?not)", "The user can terminate at any time"),
    ),
}

# How the name of a party ends where it is the subject, the addressee, the owner; behind the stem of the vocabulary.
ENDINGS: dict[Language, dict[Form, str]] = {
    "kk": {
        "subject": r"(?:[лтд][ае]р)?(?:\s+мен\b|\s+және\b)?",
        "addressee": r"(?:[лтд][ае]р)?(?:ға|ге|қа|ке)",
        "owner": r"(?:[лтд][ае]р)?(?:ның|нің|дың|дің|тың|тің)",
        "object": r"(?:[лтд][ае]р)?(?:ны|ні|ды|ді|ты|ті)",
    },
    "ru": {
        "subject": r"(?:ь|и|ы|ец|цы|й|я|а)?",
        "addressee": r"(?:ю|у|ям|ам|цу|цам)",
        "owner": r"(?:я|а|ей|ов|ца|цов)",
        "object": r"(?:я|а|ей|ов|ца|цов)",
    },
    "en": {"subject": r"s?", "addressee": r"s?", "owner": r"s?['’]s?", "object": r"s?"},
}

# What makes a name no subject. Kazakh: "Орындаушы белгілеген мерзім", "Орындаушы тарапынан"; a passive has no subject
# among the parties ("ұсынылуы мүмкін"). Russian and English say the agent in another case or with "by".
NOT_SUBJECT: dict[Language, str] = {
    "kk": r"\s+(?:\w+[ғгқк][ае]н|тарапынан)(?!\w)",
    "ru": r"(?!)",
    "en": r"(?!)",
}
PASSIVE: dict[Language, str] = {
    "kk": r"(?:ыл|іл|ын|ін)у[ыі]\s*$",  # "ұлғайтылуы мүмкін", "өзгертілуі мүмкін"
    "ru": r"(?!)",
    "en": r"(?!)",
}

# Who does what a passive says: "Тапсырыс беруші тарапынан ... пайдаланылуы мүмкін"
AGENT: dict[Language, str] = {"kk": r"\s+тарапынан(?!\w)", "ru": r"(?!)", "en": r"(?!)"}
# A finished statement that another follows: "... өз бетінше анықтайды және / өзгерте алады"
STATED: dict[Language, str] = {
    "kk": r"\w+(?:[аеы]ды|[еі]ді|йды|йді)\s*(?:,|;|\s(?:және|бірақ|ал|әрі))\s*(?:алайда\s+|сондай-ақ\s+|бірақ\s+)?",
    "ru": r"(?!)",
    "en": r"(?!)",
}
# What stands for the party that the condition before it names: "Егер Клиент төлемесе, ол ... міндетті"
PRONOUN: dict[Language, str] = {
    "kk": r"ол(?:ар)?(?!\w)",
    "ru": r"(?:то\s+)?(?:он|она|они)(?!\w)",
    "en": r"(?:it|he|she|they)(?!\w)",
}

# What turns a modal word behind it round: "Neither party shall", "No refund may be claimed", "In no event shall";
# Russian and Kazakh negate the verb itself.
NEGATED: dict[Language, str] = {
    "kk": r"(?!)",
    "ru": r"(?!)",
    "en": (
        r"(?<!\w)(?:neither|nobody|no\s+one|none\s+of|nothing|nor|(?:in|under|at|on)\s+no\s+(?:event|case|circumstances?|time"
        r"|account|way))(?!\w)[^.;]*$|(?:^|[,;:(]\s*|(?<!\w)(?:that|and|but|or)\s+)no\s+(?!later|less|more|longer|fewer)"
        r"(?:[\w'’-]+\s+){1,8}$"
    ),
}

# A condition reaches from its first word to the comma or the words named; what begins with EXCEPTIONS is taken out.
_KK_WHEN = r"(?:жағдай(?:да|ларда|ында)|кезде|кезінде)(?!\w)"

CONDITIONS: dict[Language, tuple[str, ...]] = {
    "kk": (
        r"егер\s(?:(?!жағдай|кезде)[^.;])*?\w(?<!неме)(?:са|се)\b[^,.;]*",  # "Егер Клиент төлемесе, ..."
        # "Шарт бұзылған жағдайда, ..." from where the clause begins; without a comma behind it, if it is short;
        # elsewhere four words before. "Кез келген жағдайда" (in any case) is none.
        rf"(?:^|(?<=,\s))[^,.;()]{{1,160}}?(?<!келген\s)(?<!ешқандай\s){_KK_WHEN}(?=,)",
        rf"^[^,.;()]{{1,60}}?(?<!келген\s)(?<!ешқандай\s){_KK_WHEN}",
        rf"(?<![\w-])(?:(?!(?:және|немесе|ешқандай|келген|кез)\s)[^\s,.;()]+\s+){{1,4}}(?<!келген\s)(?<!ешқандай\s){_KK_WHEN}",
        # "..., техникалық мүмкіндігі болса, ...": the conditional mood alone
        r"(?:^|(?<=[,;]\s)|(?<=және\s))(?:(?!\w+(?:ады|еді|йды|йді)\s)[^\s,.;()]+\s+){0,7}[^\s,.;()]*\w(?<!неме)(?:са|се)(?=,)",
    ),
    "ru": (
        r"если\s(?:[^;.]|\.(?=\d))*?(?=,\s*(?:то\s)?|\.(?!\d)|;|$)",  # "если Абонент не внёс оплату"
        r"(?:в|на)\s+случае\s(?:[^;.,]|[.,](?=\d))*",  # "в случае нарушения правил"
        r"при\s+условии\s(?:[^;.]|\.(?=\d))*",
        r"(?:^)при\s(?:[^;.,]|[.,](?=\d))*",  # "При просрочке Заказчик уплачивает"
    ),
    "en": (
        r"(?:^|(?<=[\s,]))(?:if|where|provided\s+that|in\s+the\s+event(?:\s+of|\s+that)?|in\s+case\s+of|once)\s(?:[^;.,]|[.,](?=\d))*",
    ),
}
EXCEPTIONS: dict[Language, tuple[str, ...]] = {
    "kk": (r"(?:^|(?<=,\s))[^,.;]*?қоспағанда", r"егер\s[^,.;]*өзгеше[^,.;]*\w(?:са|се)\b"),
    "ru": (
        r"за\s+исключением\s(?:[^;.]|\.(?=\d))*",
        r"кроме\s(?:[^;.]|\.(?=\d))*",
        r"если\s+иное\s+не\s(?:[^;.,]|[.,](?=\d))*",
    ),
    "en": (r"(?:except|unless|other\s+than|save)\s(?:[^;.]|\.(?=\d))*",),
}
