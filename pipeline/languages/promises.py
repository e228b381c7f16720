"""How promises are worded, by families of words: reply, consider, repair, be available, exclude and their kin.

A pattern adds the cue it `means` to those of `Vocabulary.commitment_cues`; it says what a list of stems cannot: two
words some words apart ("ответ на запрос предоставляется", "the line is brought back into service"). Expressions are
matched without regard to case and begin at the start of a word; a test proves that the evidence holds them.

"other_act" is an action that a time may be told of and that promises no reply, decision or repair: storing, paying,
giving notice. "received" marks what the customer gets, so that the customer as subject is no duty.
"""

from pipeline.languages.cues import Cue
from pipeline.model import Language

_FEW = r"(?:\s+[\w/-]+){0,4}?\s+"  # up to four words between two
_RU_CASE = r"(?:заяв|обращени|запрос|жалоб|претензи|тикет|инцидент|письм|звонк|сообщени|вопрос)\w*"
_RU_PERSON = r"(?:клиент|заказчик|абонент|пользовател|покупател|заявител|арендатор|вам)\w*"
_EN_CASE = r"(?:tickets?|requests?|calls?|enquir\w+|inquir\w+|incidents?|messages|complaints?|claims?|cases?|reports)"
_EN_PERSON = r"(?:you|customers?|clients?|users?|subscribers?|callers?|tenants?)"
_EN_FAULT = r"(?:faults?|outages?|failures?|breakdowns?|defects?|malfunctions?|problems?|errors?|bugs?)"
_KK_CASE = r"(?:өтініш|өтінім|сұра[уқн]|шағым|хат|қоңырау|хабарлама|арыз|тапсырыс|инцидент)\w*"

PROMISES: dict[Language, tuple[Cue, ...]] = {
    "kk": (
        Cue(r"\w+[ыі]?п\s+көр\w*", "first", "тегін жаттығып көресіз"),
        Cue(
            r"(?:тоқтау|үзіліс|іркіліс|ақау|апат)\w*\s+(?:\w+\s+){0,2}?(?:ең\s+ұзақ|ең\s+көп|шекті|шектік)\w*",
            "recovery",
            "бір тоқтаудың ең ұзақ мерзімі",
        ),
        Cue(r"туралы\s+шешім\w*", "decision", "төлем туралы шешім"),
        Cue(r"(?:түпкілікті|дәлелді|уәжді)\s+жауа[пб]\w*", "processing", "түпкілікті жауап береді"),
        Cue(r"(?:апелляция|шағым|арыз)\s+(?:[\w-]+\s+){0,4}?беріл\w*", "other_act", "апелляция 15 күн ішінде беріледі"),
        Cue(r"даулы\w*", "request", "даулы төлемдер"),
        Cue(r"тексер(?:у|іс)\w*", "considered", "даулы төлемдер бойынша тексеру"),
        Cue(
            r"(?:(?:жөндеу|апат\w*|авария\w*|жедел)\s+)?(?:механик|шебер|бригада|топ)\w*(?:\s+[\w-]+){0,5}?\s+(?:жетеді|келеді|шығады)",
            "answers",
            "механик 3 сағатта шығады",
        ),
        Cue(r"(?:алмастыр|жаңала)\w*", "repair", "жаңасына алмастырылады"),
        Cue(r"терминал\w*", "fault", "бұзылған терминал"),
        Cue(r"(?:жүріп\s+тұр|жұмыс\s+күйінде)\w*", "availability", "лифттер жүріп тұрады"),
        Cue(r"(?:апаттық|шұғыл|тәуліктік)\s+(?:желі|қызмет)\w*", "support", "апаттық желі"),
        Cue(
            r"(?:байланыс|есептесу|ақпараттық|анықтама|колл|call|контакт)[\s-]+орталы\w*",
            "support",
            "байланыс орталығы",
        ),
        Cue(r"(?:асырылма|асып\s+түсп)\w*", "cap", "айлық ақыдан асырылмайды"),
        Cue(r"(?:осы|бұл)\s+(?:есеп|көрсеткіш|тоқтау)\w*", "downtime", "бұл көрсеткішке кірмейді"),
        Cue(r"есепке\s+(?:жазылма|қосылма)\w*", "excluded", "есепке жазылмайды"),
        Cue(
            r"(?:алғашқы|бастапқы|бірінші)\s+\d+\s+күн[^.;]{0,40}?(?:ақысы\s+алынбай|төленбей|сынақ)\w*",
            "trial",
            "алғашқы 60 күн ақысы алынбайды",
        ),
        Cue(r"баста(?:ла|й)ды", "other_act", "қалпына келтіру 30 минутта басталады"),
        Cue(r"(?:профилактика|жаңарту\s+жұмыс)\w*", "planned_maintenance", "профилактика уақыты"),
        Cue(
            r"технологиялық\s+(?:терезе|үзіліс)\w*|(?:тараптар\s+)?келісілген\s+жұмыс\w*",
            "planned_maintenance",
            "келіскен технологиялық терезелер",
        ),
        # what went wrong or was asked for, where no verb of a family tells what is done about it
        Cue(
            r"(?:ақау(?!лы)|апат|авария|сынған|зақым|үзіліс|іркіліс|істен\s+шы[қғ]|тоқтап\s+қал|бұзыл(?:ған|у))\w*",
            "trouble",
            "сынған құрал",
        ),
        Cue(r"(?:қайта(?:дан)?\s+(?:баста|жалғас)|жөндел|жаңарт\w+\s+қосыл)\w*", "recovery", "су беру қайта басталады"),
        Cue(
            r"(?:шебер|бригада|маман|инженер|техник)\w*(?:\s+[\w-]+){0,4}?\s+(?:келеді|жетеді|барады|шығады)",
            "answers",
            "шебер 2 сағат ішінде келеді",
        ),
        Cue(rf"жауап(?:{_FEW}|\s+)(?:жаз|алын|дайында)\w+", "answers", "хаттарға жауап жазылады"),
        Cue(
            r"(?:тіркел|қабылдан|алын)(?:ген|ған)\w*\s+туралы\s+(?:хабарлама"
            r"|растау)\w*(?:\s+[\w-]+){0,5}?\s+жіберіл\w+",
            "answers",
            "тіркелгені туралы хабарлама Клиентке жіберіледі",
        ),
        Cue(r"(?:қарсылық|апелляция|наразылық|өтінімді|өтінішті)\w*", "request", "қарсылық"),
        Cue(r"(?:істеп\s+тұр|жұмыс\s+істеп\s+тұр|қосулы)\w*", "availability", "желі істеп тұрады"),
        Cue(r"(?:көмек|кеңес|анықтама|жедел\s+желі|қызмет\s+желісі|кезекші)\w*", "support", "көмек тәулік бойы"),
        Cue(r"күн(?:і|ді)[\s-]түн(?:і|ді)", "round_the_clock", "күні-түні"),
        Cue(
            r"сынақ\b|сынақ(?:қа|тан|пен)|\d+\s+күн(?:дік|ге)?\s+(?:бойы\s+)?(?:тегін|ақысыз)", "trial", "15 күн тегін"
        ),
        Cue(r"(?:қолжетімділік|аптайм)\s+есеб\w*", "downtime", "қолжетімділік есебіне кірмейді"),
        Cue(r"(?:әсер\s+етпе|төмендетпе|нашарлатпа|азайтпа)\w+", "excluded", "көрсеткішке әсер етпейді"),
        Cue(r"(?:жеткіз|растауға|бер(?:уге|уі)\s+(?:тиіс|міндетті))\w*", "other_act", "тауарды жеткізеді"),
        # reply
        Cue(
            rf"жауап(?:ты|тар\w*)?{_FEW}(?:беріл|жібер|қат|қайтар|жолда|ұсыныл)\w*",
            "answers",
            "жауап 4 сағат ішінде жіберіледі",
        ),
        Cue(
            r"жауап\s+(?:беріл|бере(?:ді|міз)|қат|қайтар|жолда|жібер|ал(?:ады|асыз))\w*",
            "answers",
            "өтінішке жауап қатылады",
        ),
        Cue(
            rf"жауап(?:ты)?{_FEW}(?:ал(?:ады|асыз)|келеді|береді|береміз)", "answers", "Клиент жауапты 1 сағатта алады"
        ),
        Cue(r"ден\s+қо[йюя]\w*", "answers", "өтінішке 1 сағат ішінде ден қояды"),
        Cue(
            r"(?:жұмысқа|өңдеуге|қарауға|тексеруге|шешуге|жоюға|диагностикаға)\s+(?:кіріс|қабылда|алын|алады)\w*",
            "answers",
            "жұмысқа кіріседі",
        ),
        Cue(
            rf"(?:алынған|қабылданған|тіркелген)\w*{_FEW}раст\w+",
            "answers",
            "өтінімнің алынғанын 10 минут ішінде растайды",
        ),
        Cue(
            r"(?:хабарласады|хабарласамыз|байланысқа\s+шығады|кері\s+қоңырау\s+шал\w+|қайта\s+қоңырау\s+шал\w+)",
            "answers",
            "маман 2 сағат ішінде хабарласады",
        ),
        Cue(
            r"(?:жауап\s+(?:қайтару|қату)|ден\s+қою|жауаптың)\s+(?:уақыты|мерзімі|жылдамдығы)",
            "reply",
            "жауап қайтару мерзімі",
        ),
        # consider
        Cue(
            r"қызмет\w*\s+көрсету(?:дің)?\s+мерзім\w*",
            "processing",
            "мемлекеттік қызметті көрсету мерзімі: 3 жұмыс күні",
        ),
        Cue(rf"шешім{_FEW}(?:қабылда|шығар|беріл|хабарлан)\w*", "considered", "шешім 10 күн ішінде қабылданады"),
        Cue(
            r"(?:қарау|қаралу|өңдеу|шешу|орындау|рәсімдеу)(?:ға|ге)?\b", "considered", "өтінішті қарау 5 күннен аспайды"
        ),
        Cue(r"(?:рәсімде|реттел|жабыла|аяқтала|тексеріл|орындай)\w*", "considered", "өтінім 2 күнде жабылады"),
        # repair
        Cue(
            r"жөндеу(?:\s+жұмыстары\w*|дің)?\s+(?:мерзімі|уақыты|ұзақтығы)",
            "recovery",
            "жөндеу мерзімі 6 сағаттан аспайды",
        ),
        Cue(rf"жөндеу(?:\s+жұмыс\w+)?{_FEW}(?:жүргіз|аяқта|жасал|орында)\w*", "recovery", "жөндеу 2 күнде аяқталады"),
        Cue(
            r"(?:ақау\w*|апат\w*|бұзылу\w*|жою|жоюдың)\s+(?:жою|түзету|жоюдың|түзетудің)?\s*(?:мерзімі|уақыты)",
            "recovery",
            "ақауды жою мерзімі",
        ),
        Cue(
            r"(?:қайта(?:дан)?\s+(?:іске\s+қос|қосыл|жұмыс\s+істе)|жұмыс(?:қа\s+қабілет\w*"
            r"|ы)\s+қалпына|іске\s+қосыл)\w*",
            "recovery",
            "қызмет қайтадан іске қосылады",
        ),
        Cue(
            r"(?:ақау|апат|бұзыл|зақым|қате|үзіліс|іркіліс|олқылық|құрылғы|модем|маршрутизатор|кабель|терминал)\w*",
            "fault",
            "зақымды жояды",
        ),
        Cue(r"(?:жой(?:ыл|а)|жоя|реттел|қалпына)\w*", "repair", "зақым жойылады"),
        # availability
        Cue(
            r"(?:жұмыс\s+істей\w+|жұмыс\s+істеу\w*|дайындық\w*|үздіксізді\w+|үзіліссіз\w*|іркіліссіз\w*|желіде|SLA\b)",
            "availability",
            "жүйе жұмыс істейді",
        ),
        # support
        Cue(
            r"(?:азамат|өтініш\s+беруші|өтініш\s+иелері|пациент|тұрғын|халық|студент)\w*\s+(?:[^\s;]+\s+){0,12}?(?:жеке\s+)?қабылда\w*",
            "reception",
            "Азаматтарды дүйсенбіден жұмаға дейін сағат 9:00-ден 18:00-ге дейін қабылдайды",
        ),
        Cue(r"жеке\s+қабылдау\w*", "reception", "басшының жеке қабылдауы"),
        Cue(
            r"(?:қызмет\s+көрсету\s+(?:бөлімі|орталы|кеңсе|зал|пункт)|тұтынушылар\s+бөлім|абоненттік\s+(?:бөлім|қызмет)"
            r"|тіркеу\s+бөлім)\w*",
            "reception",
            "халыққа қызмет көрсету бөлімі",
        ),
        Cue(rf"{_KK_CASE}{_FEW}қабылда\w*", "support", "өтініштер тәулік бойы қабылданады"),
        Cue(rf"{_KK_CASE}\s+қабылда\w*", "support", "өтініштерді қабылдау"),
        Cue(r"(?:мамандар|инженерлер|операторлар)\b|байланыста\b", "support", "мамандар байланыста"),
        # caps, loss, trial
        Cue(r"шег(?:і|інен|інде)\b|(?:жоғары|көп|артық)\s+(?:бол(?:ма\w+)|емес)|асырмай\w*", "cap", "соманың шегі"),
        Cue(
            r"(?:қайтарыл|өтел|шегеріл|азайт|кеміт|төменде(?:йді|тіл))\w*|айыппұл\w*|өтем\b",
            "compensation",
            "төлем азайтылады",
        ),
        Cue(
            r"(?:дерек|мәлімет|ақпарат|контент|файл|көшірме)\w*(?:\s+[\w/-]+){0,6}?\s+(?:жойыл|жоғал|бүлін|өш)\w+",
            "loss",
            "деректер жойылса",
        ),
        Cue(r"(?:алғашқы|бастапқы|бірінші)\s+\d+\s+[\w\s]{0,30}?(?:тегін|ақысыз)", "trial", "алғашқы 10 күн тегін"),
        Cue(
            r"(?:тегін|ақысыз)\s+(?:сынақ|тест|пайдалану|қолдану|нұсқа)\w*|(?:сынақ"
            r"|тест\w*)\s+(?:қолжетімді|нұсқа|режим|пайдалан)\w*",
            "trial",
            "сынақ қолжетімділігі 7 күнге",
        ),
        # exclusions
        Cue(
            r"(?:жауапты\s+(?:емес|болма\w+)|жауапкершілік\s+(?:көтерме|алма)\w+|жауап\s+бермейді"
            r"|жауаптылықтан\s+босат\w+)",
            "no_liability",
            "Оператор жауапты емес",
        ),
        Cue(
            r"(?:есепке\s+(?:алынба|кірме)|болып\s+(?:табылма|есептелме|саналма)"
            r"|алып\s+тасталады|өтелме|қайтарылма)\w*",
            "excluded",
            "үзіліс болып саналмайды",
        ),
        Cue(r"(?:кінәсі|бұзуы|қателі[гк])\w*", "action", "Клиенттің кінәсінен"),
        # what else times are told of
        Cue(
            r"(?:дерек|мәлімет|файл|жазба|көшірме|ақпарат|құжат|журнал|хат)\w*(?:\s+[\w/-]+){0,6}?\s+(?:жойыл|жоя|өшір)\w*",
            "other_act",
            "деректер 60 күннің ішінде жойылады",
        ),
        Cue(
            r"(?:шарт|келісім|міндеттеме)\w*\s+(?:\w+\s+)?(?:бұзыл|бұз|тоқтат|аяқтал)\w*",
            "other_act",
            "шарт бұзылғаннан кейін",
        ),
        Cue(
            r"(?:сақта(?:ла|й|лу)|төле(?:й|не|нуі|уі|уге)|хабарла(?:й|уға|уы|на)|ескерт|жолда(?:й|уы"
            r"|уға)|ұсын(?:ады|уы|уға)|бұза|тапсыр)\w*",
            "other_act",
            "деректер 14 күн сақталады",
        ),
        Cue(r"(?:салдарынан|себебінен|себепті|кінәсінен|байланысты|әсерінен)", "caused", "апат салдарынан"),
        Cue(r"(?:жауап\w*)(?:\s+[\w/-]+){0,4}\s+ал(?:ады|асыз)", "received", "Клиент жауап алады"),
        Cue(r"(?:сақталу|төзімділік|дәлдік|беріктік)\w*", "other_share", "деректердің сақталуы 99,999 %"),
    ),
    "ru": (
        Cue(
            r"(?:срок|врем)\w*\s+(?:решения|разрешения|исполнения|выполнения)(?=\s*:)",
            "processing",
            "сроки решения: ошибка – 3 часа",
        ),
        Cue(r"(?:вышедш|сломанн|сломавш|неработающ)\w*", "fault", "вышедшую из строя сигнализацию"),
        Cue(r"пульт(?:а|у)?\b", "support", "пульт работает круглые сутки"),
        Cue(r"на\s+мест(?:е|ах)\b", "accept", "администратор на месте"),
        Cue(
            r"круглые\s+сутки|24\s+часа\s+в\s+сутки",
            "round_the_clock",
            "круглые сутки",
        ),
        Cue(r"будни\b|будние\b", "weekdays", "будни с 8:00"),
        Cue(r"сам\w+\s+больш\w+", "cap", "самое большее 50 %"),
        Cue(
            r"(?:предельн|максимальн|наибольш|допустим)\w*\s+(?:\w+\s+){0,4}?(?:просто|перерыв|сбо|перебо|отключени)\w*",
            "recovery",
            "предельная длительность одного простоя",
        ),
        Cue(r"решени\w+\s+(?:о|об|по)\s+(?:\w+\s+)?\w+", "decision", "решение о выплате"),
        Cue(
            r"ответ\w*(?:\s+[\w-]+){0,6}?\s+(?:предоставля|даётся|дается|да[её]м|направля|высыла|отправля)\w*",
            "answers",
            "ответ на обращение через приложение предоставляется",
        ),
        Cue(
            r"(?:окончательн|итогов|мотивированн)\w+\s+ответ\w*|ответ\w*\s+по\s+существу",
            "processing",
            "направляет окончательный ответ",
        ),
        Cue(
            r"(?:карт|счёт|счет|сим|sim|номер|доступ)[\w-]*\s+(?:\w+\s+){0,3}?(?:за|раз)?блокир\w+"
            r"|(?:за|раз)?блокир\w+\s+(?:\w+\s+){0,2}?(?:карт|сим|sim)\w*",
            "carried",
            "карта блокируется по обращению",
        ),
        Cue(
            r"(?:больше|более|свыше|сверх)\s[^.;]{0,80}?\sне\s+(?:возвра|выпла|компенс|возмещ|сниж|спис|уменьш|начисл)\w*",
            "cap",
            "Больше 45 % платы Оператор не возвращает",
        ),
        Cue(r"(?:отбрасыва|опуска)\w*", "excluded", "при подсчёте отбрасывается"),
        Cue(
            r"(?:подсч[её]т|расч[её]т|исчислени)\w*\s+(?:доступности|готовности|времени)",
            "downtime",
            "при подсчёте готовности",
        ),
        Cue(
            r"(?:технологическ\w+|сервисн\w+)\s+(?:окно|окна|перерыв)\w*", "planned_maintenance", "технологическое окно"
        ),
        Cue(r"на\s+время\s+(?:\w+\s+){0,2}работ(?!\w)", "planned_maintenance", "на время работ, указанных в п. 3.2"),
        Cue(
            r"(?:невозможно\s+было|нельзя\s+было|не\s+мог(?:ла|ло|ли)?)\s+(?:\w+\s+){0,2}?(?:предвидеть|предотвратить)",
            "force_majeure",
            "события, которые невозможно было предвидеть",
        ),
        Cue(r"контактн\w+\s+центр\w*", "support", "работа контактного центра"),
        Cue(
            r"(?:работ[аы]?|ремонт\w*|отключени\w+|остановк\w+)(?!\w)[^.;:]{0,50}?,\s+о\s+котор(?:ых|ой|ом)\s+(?:\w+\s+){0,3}?"
            r"(?:предупре|извещ|извест|сообщ|написа|объяв|услов|договор|увед)\w*",
            "planned_maintenance",
            "работы на сети, о которых мы написали в чат",
        ),
        Cue(r"при\s+(?:готовности|показателе|непрерывности)", "condition", "при готовности менее 99 %"),
        Cue(r"(?:начина|начн)\w*(?:ся|ют|ет|ёт)\b", "other_act", "восстановление начинается"),
        # what went wrong or was asked for, where no verb of a family tells what is done about it
        Cue(
            r"(?:авари|неисправн|неполад|сбо[йяе]|поврежд|дефект|обрыв|поломк|слом|прост(?:ой|оя)|перерыв|перебо"
            r"|переключени|переход\s+на\s+резерв|отказ(?:а|у|е|ов)?\b|аварийн)\w*",
            "trouble",
            "переключение на резерв",
        ),
        Cue(r"(?:обратн\w+\s+связь)\s+\w*|(?:выезд|выезжа|прибы|приезжа|приезд)\w*", "answers", "бригада прибывает"),
        Cue(
            rf"(?:уведомлени|подтверждени)\w+\s+о\s+(?:приняти|при[её]м|регистраци"
            rf"|получени)\w*(?:{_FEW}(?:направля|высыла|отправля)\w+)?",
            "answers",
            "уведомление о принятии заявки к исполнению направляется",
        ),
        Cue(r"(?:возражени|апелляци|расследовани|разногласи|ходатайств|операци)\w*", "request", "возражения Клиента"),
        Cue(r"(?:расследовани|разбирательств)\w*", "considered", "расследование занимает"),
        Cue(r"(?:помощь|помощи|консультаци|линия|справк|служба)\w*", "support", "линия помощи открыта"),
        Cue(r"(?:утер|пропа[жлд])\w*", "loss", "файлы утеряны"),
        Cue(r"(?:испытательн|ознакомлени|знакомств|пробн|бесплатного\s+доступа)\w*", "trial", "испытательный доступ"),
        Cue(r"не\s+(?:ухудша|снижа|уменьша|влия|оплачива|вход|учтен|засчит)\w*", "excluded", "не ухудшают показатель"),
        Cue(r"(?:показател|расч[её]т|уровн)\w+\s+доступности", "downtime", "показатель доступности"),
        Cue(r"(?:ошибк|вин[аеы]|нарушени)\w*", "action", "по вине Заказчика"),
        Cue(r"(?<!не\s)(?:выплачива|выплат)\w*", "compensation", "выплачивает"),
        Cue(
            r"(?:возвраща\w+\s+(?:товар|деньг|оборудовани)|возврат\s+(?:денег|товар|средств))\w*",
            "other_act",
            "возврат денег производится",
        ),
        Cue(
            r"(?:ввод|введ|верн|возвра|поднима|подним|запуст|запуска)\w*\s+(?:\w+\s+){0,4}?в\s+(?:строй|работу|эксплуатацию|сеть)",
            "recovery",
            "возвращаем сайт в работу",
        ),
        # reply
        Cue(
            rf"ответ(?:ы|а|ов|ом)?(?:{_FEW}|\s+)(?:предоставл|предостав|направ|да[её]т|дают|дан|высыла"
            rf"|отправ|посту|получ|приход|сообща)\w*",
            "answers",
            "ответ на запрос предоставляется",
        ),
        Cue(
            rf"(?:предоставля|предостав|направ|да[её]т|даст|дать|получ|отправля|присыла"
            rf"|высыла)\w*(?:{_FEW}|\s+)ответ(?:ы|а|ом)?\b",
            "answers",
            "Клиент получает письменный ответ",
        ),
        Cue(
            r"консультаци\w*\s+(?:[\w-]+\s+){0,3}?(?:предоставля|оказыва|да[её]тся|проводит)\w*",
            "answers",
            "консультация предоставляется в течение 3 дней",
        ),
        Cue(r"(?:служб|лини)\w*\s+(?:заботы|поддержки)|техническ\w+\s+поддержк\w*", "support", "режим службы заботы"),
        Cue(r"(?:от)?реагир\w+|откликн?\w+|перезван\w+|перезвон\w+", "answers", "обязуется отреагировать"),
        Cue(
            r"(?:отве(?:тить|чает|чают|чаем|тит|тим|чать))(?!\w|\s+за\s+(?!\d|один|одну|два|три|пять|час|сутки))",
            "answers",
            "отвечает в срок до 3 часов",
        ),
        Cue(
            r"приступ\w+\s+к\s+(?:\w+\s+)?(?:рассмотр|обработ|работ|диагност|решени|разбор|анализ"
            r"|выполнени|устранени|ремонт|восстановл)\w*",
            "answers",
            "приступают к рассмотрению",
        ),
        Cue(
            rf"(?:принима|прин|бер|взят|поступа|возьм)\w*(?:{_FEW}|\s+)в\s+работу",
            "answers",
            "заявка принимается в работу",
        ),
        Cue(
            rf"(?:подтвержд|подтверд)\w+(?:{_FEW}|\s+)(?:получени|при[её]м|регистраци|поступлени)\w*",
            "answers",
            "подтверждает получение заявки",
        ),
        Cue(
            rf"(?:получени|при[её]м|регистраци|поступлени)\w*{_FEW}подтвержд\w+",
            "answers",
            "получение заявки подтверждается",
        ),
        Cue(rf"(?:связ(?:ыва|ж)\w+)\s+с\s+{_RU_PERSON}", "answers", "специалист связывается с Клиентом"),
        Cue(
            rf"(?:срок\w*|врем[яе]н?и?|скорост\w*|период|норматив)(?:{_FEW}|\s+)(?:ответа|реакции"
            rf"|отклика|реагирования)\b",
            "reply",
            "срок предоставления ответа",
        ),
        Cue(
            r"(?:начало|начинается|начинают|старт)\s+(?:работ|диагностик|обработк|рассмотрени)\w*",
            "answers",
            "начало работ по инциденту",
        ),
        # consider
        Cue(
            r"срок\w*\s+(?:оказания|предоставления)\s+(?:\w+\s+)?услуг[аиу]?\b",
            "processing",
            "Срок оказания государственной услуги – 3 рабочих дня",
        ),
        Cue(
            rf"(?:срок\w*|врем[яе]н?и?|период|длительность)\w?(?:{_FEW}|\s+)(?:рассмотрени|урегулировани"
            rf"|обработк)[яию](?!\s+(?:персональн|данн|плат))",
            "processing",
            "срок рассмотрения",
        ),
        Cue(
            rf"(?:срок\w*|врем[яе]н?и?)(?:{_FEW}|\s+)(?:исполнени|выполнени|решени|разрешени"
            rf"|отработки)\w*(?:{_FEW}|\s+){_RU_CASE}",
            "processing",
            "срок исполнения заявки",
        ),
        Cue(
            rf"решени\w+(?:{_FEW}|\s+)(?:принима|вынос|сообща|прин)\w+",
            "considered",
            "решение по претензии принимается",
        ),
        Cue(
            r"(?:дан|дат|да[её]т|выда|вынес|вынос|готов)\w*\s+(?:\w+\s+)?(?:заключени|вердикт|решени|оценк)\w*",
            "considered",
            "по жалобе будет дано заключение",
        ),
        Cue(
            r"(?:отрабатыва|урегулир|закрыва|удовлетворя|рассматрив|рассмотр|выполня[ею]т"
            r"|исполня[ею]т|реша[ею]т|разреша[ею]т|разбира|провер[ия]|обслужива)\w*",
            "considered",
            "заявки отрабатываются",
        ),
        # repair
        Cue(
            rf"(?:срок\w*|врем[яе]н?и?|продолжительность|длительность)\w?(?:{_FEW}|\s+)(?:ремонт"
            rf"|устранени|восстановлени|замены)\w*",
            "recovery",
            "срок устранения неисправности",
        ),
        Cue(
            rf"(?:возвраща|верн|возврат|привод)\w*(?:{_FEW}|\s+)в\s+(?:рабочее|строй|исправное"
            rf"|штатн\w+|нормальн\w+|работоспособн\w+)",
            "recovery",
            "сервис возвращается в рабочее состояние",
        ),
        Cue(
            rf"ремонт\w*(?:{_FEW}|\s+)(?:выполн|производ|осуществ|заверша|длит|провод|занима|заканчива)\w*",
            "recovery",
            "ремонт выполняется",
        ),
        Cue(rf"(?:выполн|производ|осуществ|заверша|провод)\w*(?:{_FEW}|\s+)ремонт\w*", "recovery", "производит ремонт"),
        Cue(
            r"(?:снова|вновь|повторно)\s+(?:доступ|зарабо|включ|работа|запуск)\w*", "recovery", "сервис снова доступен"
        ),
        Cue(
            r"(?:проблем|ошибк|ошибок|неполадок|недостат|обрыв|перерыв|простой|недоступност|поломк"
            r"|узел|узл|модул|терминал|роутер|маршрутизатор|устройств)\w*",
            "fault",
            "поломка",
        ),
        Cue(
            r"(?:почин|чин(?:ят|им|ит|ится)\b|меняют\b|меняем\b|менять\b|налажива|исправ)\w*",
            "repair",
            "поломку исправляет",
        ),
        # availability
        Cue(
            r"(?:функционир|готовност|непрерывност|безотказн)\w*|бесперебойн\w+\s+(?:работ|функцион"
            r"|услуг|сервис|связ|доступ|оказани)\w*|работа(?:ет|ют|ть)\b|онлайн\b|SLA\b",
            "availability",
            "сервис функционирует",
        ),
        Cue(r"не\s+хуже", "guarantee", "не хуже 99,7 процента"),
        # support
        Cue(
            r"(?:при[её]м|принима\w+|обслужива\w+|консультир\w+)\s+(?:[\w-]+\s+){0,3}?(?:граждан|заявител|населени"
            r"|(?:физическ|юридическ)\w+\s+лиц|пациент|жильц|жител|студент|обративш)\w*",
            "reception",
            "принимает граждан",
        ),
        Cue(
            r"(?:вед[её]т(?:ся)?|ведут|осуществля\w+|проводит(?:ся)?)\s+(?:\w+\s+)?при[её]м\b(?!\s+(?:плат|товар|груз|посыл))"
            r"|при[её]м\s+(?:[\w-]+\s+){0,2}?(?:вед[её]тся|проводится|осуществляется)",
            "reception",
            "отдел ведёт приём",
        ),
        Cue(
            r"(?:(?:офис|центр|отдел|зал|окн|пункт)\w*\s+(?:\w+\s+)?(?:обслуживания|по\s+работе\s+с)\s+(?:\w+\s+)?(?:клиент|абонент"
            r"|потребител|населен|граждан|пользовател)\w*|(?:абонентск|клиентск)\w+\s+(?:отдел|служб|участ|зал|пункт|офис|центр)\w*"
            r"|регистратур\w*)",
            "reception",
            "офис обслуживания клиентов",
        ),
        Cue(
            rf"(?:при[её]м|принима\w+|регистр\w+)(?:{_FEW}|\s+){_RU_CASE}",
            "support",
            "приём обращений ведётся круглосуточно",
        ),
        Cue(
            rf"{_RU_CASE}(?:{_FEW}|\s+)(?:принима|регистрир|обслужива)\w+",
            "support",
            "заявки принимаются круглосуточно",
        ),
        Cue(r"на\s+связи\b|(?:инженер|специалист|оператор)(?:ы|ов)?\b", "support", "инженеры на связи"),
        # caps, trial
        Cue(
            r"(?:предел|лимит|потолок)\b|не\s+выше|не\s+мо(?:жет|гут)\s+(?:быть"
            r"|составлять)\s+(?:больше|выше|более)|не\s+долж\w+\s+превыша\w+|в\s+пределах",
            "cap",
            "предел возмещения",
        ),
        Cue(r"(?:умен[ьш]|сни[жз]|бонус|штраф|неустойк|неустоек|скидок|вычит)\w*", "compensation", "штраф"),
        Cue(
            r"(?:опоздани|просроч\w+)\s+(?:с\s+)?(?:оплат|платеж|внесени)\w*|за\s+просрочку\s+начисля\w*"
            r"|задолженност\w*|пен[яию]\b",
            "late_payment",
            "просрочка оплаты",
        ),
        Cue(
            r"(?:перв|начальн)\w+\s+\d+\s+(?:[\w()]+\s+){1,5}(?:бесплатн|без\s+оплаты|не\s+оплачив|не\s+тарифиц)\w*",
            "trial",
            "первые 14 дней пользования бесплатны",
        ),
        Cue(r"бесплатн\w+\s+(?:в\s+течение\s+|на\s+|в\s+)?перв\w+", "trial", "бесплатно в первые 14 дней"),
        Cue(
            r"(?:бесплатн\w+\s+)?(?:тест(?:ов\w+)?|пробн\w+|ознакомительн\w+|демонстрационн\w+"
            r"|демо)\s+(?:доступ|период|использовани|подписк|верси|режим|срок|эксплуатаци|на\b)\w*",
            "trial",
            "бесплатный тест на 14 дней",
        ),
        # exclusions
        Cue(
            r"не\s+нес(?:[её]т|ут)\s+(?:\w+\s+)?ответственност\w+|не\s+отвеча(?:ет|ют)\s+за"
            r"|освобожда\w+\s+от\s+ответственности|ответственность\s+(?:\w+\s+){0,3}(?:исключается"
            r"|не\s+наступает)",
            "no_liability",
            "не несёт ответственности",
        ),
        Cue(
            r"(?:исключа|вычита)\w+(?:\s+\w+){0,4}?\s+из|не\s+принима\w+\s+(?:в\s+расч|во\s+вним)\w*"
            r"|не\s+(?:образу|признава|признан|возника|положен|причита)\w*",
            "excluded",
            "исключается из расчёта",
        ),
        Cue(
            r"(?:возникш|произошедш|случивш|наступивш|по\s+причине|явля\w+\s+следствием|обусловлен)\w*",
            "caused",
            "возникшую из-за",
        ),
        Cue(r"винова[тн]\w*|вин(?:а|ой|ы|е|у)(?!\w)", "caused", "в которых виноват абонент"),
        # what else times are told of
        Cue(
            r"(?!\w*(?:нн|вш|[ую]щ|[ая]щ|ем[ыоа]|ной\b|ным\b))(?:хран|сохраня|оплачива|оплат|уплачива"
            r"|вносит|уведом|извеща|предупрежда|сообща|сообщи|пода[её]т|подан|подать|предъяв|направ"
            r"|расторг|отказ(?:ать|ыва)|отозва|заключ(?!ени)|поставл|постав|доставл|подписыв)\w*",
            "other_act",
            "копии хранятся 14 дней",
        ),
        Cue(rf"(?:получ)\w*(?:{_FEW}|\s+)(?:ответ|решени)\w*", "received", "Клиент получает ответ"),
        Cue(
            r"(?:сохранност|долговечност|точност|достоверност|надежность\s+хранени|надёжность\s+хранени)\w*",
            "other_share",
            "сохранность объектов",
        ),
    ),
    "en": (
        Cue(
            r"of\s+(?:the|each|every|any|a|all|its)\s+(?:\w+\s+){0,2}?(?:time|minutes?|hours?|days?|weeks?|months?|quarters?|years?|period)\b",
            "share",
            "99.9 per cent of every week",
        ),
        Cue(
            r"(?:max(?:imum)?|longest)\s+(?:\w+\s+){0,3}?(?:outage|downtime|interruption|failure|disruption)",
            "recovery",
            "maximum outage per incident",
        ),
        Cue(r"decision\s+(?:on|about|whether)\s+(?:\w+\s+)?\w+", "decision", "a decision on payment"),
        Cue(
            r"(?:(?:receiv|get|send|giv|issu|provid)\w*\s+(?:\w+\s+){0,2}?)?(?:final|full|substantive|reasoned)\s+(?:written\s+)?"
            r"(?:response|reply|answer)\w*",
            "processing",
            "we send a final response",
        ),
        Cue(r"takes?\s+on|(?:be|is|are)\s+(?:at\s+the|on)\s+(?:site|premises)", "answers", "takes on a reported fault"),
        Cue(
            r"(?:at|on|upon)\s+(?:[\w'’-]+\s+){1,3}?request\b",
            "on_request",
            "at the customer's request",
        ),
        Cue(r"(?:running|up|working|operating)\s+again", "recovery", "will be running again"),
        Cue(
            r"credits?\b(?!\s+(?:card|history|limit|scor|rating|transfer|institution|agreement))",
            "compensation",
            "a service credit of 10%",
        ),
        Cue(r"(?:usable|there\s+for\s+(?:you|less|at\s+least))", "availability", "every charger will be usable"),
        Cue(r"control\s+room|account\s+team|dispatch\s+(?:cent\w+|desk)", "support", "ring the control room"),
        Cue(
            r"(?:identity\s+)?(?:documents?|papers|scans|copies)(?:\s+[\w-]+){0,4}?\s+(?:are|is|be)\s+(?:checked|verified|reviewed|vetted)",
            "processing",
            "documents sent to us are checked",
        ),
        Cue(
            r"deducted\s+from\s+(?!(?:\w+\s+){0,2}(?:invoice|bill|fee|payment|price|charge))",
            "uncounted",
            "deducted from downtime",
        ),
        Cue(
            r"(?:at\s+)?any\s+(?:hour|time)\s+of\s+(?:any\s+day|the\s+day|day)",
            "round_the_clock",
            "at any hour of any day",
        ),
        Cue(r"any\s+day\b", "no_days_off", "at any hour of any day"),
        Cue(r"(?:knock|take|took)s?\s+[^.;]{0,25}?\boff\b", "compensation", "knocks 20% off the fee"),
        Cue(r"(?:first|initial)\s+[\w-]+\s+days?[^.;]{0,40}?\btrial", "trial", "the first 45 days are a trial"),
        Cue(
            r"(?:that|this|the)\s+(?:figure|percentage|measurement|calculation)",
            "downtime",
            "when that figure is worked out",
        ),
        Cue(r"(?:begins?|starts?|commences?)\b", "other_act", "restoration begins"),
        Cue(r"(?:upgrad|patching|housekeeping)\w*", "planned_maintenance", "downtime for upgrades"),
        Cue(
            r"(?:works?|repairs?|updates?|shutdowns?)\b[^.;:]{0,50}?\b(?:(?:give|gave|given)\s+(?:\w+\s+){0,3}?notice"
            r"|of\s+which\s+[^.;]{0,30}?(?:notice|told|warned|informed|aware)|announce[ds]?|notified|warned|agreed"
            r"|(?:told|informed)\s+(?:you|the))",
            "planned_maintenance",
            "work on the network of which we gave notice",
        ),
        # what went wrong or was asked for, where no verb of a family tells what is done about it
        Cue(
            r"(?:broken|faulty|damaged|defective|outages?|failures?|failover|breakdowns?"
            r"|interruptions?|leaks?|faults?|downtime)\b",
            "trouble",
            "broken equipment is swapped",
        ),
        Cue(
            r"fix\s+(?:is\s+)?(?:in\s+place|available)|swap(?:s|ped)?\b|resum\w+|switch\w*\s+over|fail(?:s|ed)?\s?over",
            "recovery",
            "have a fix in place",
        ),
        Cue(
            r"(?:decid|conclud|complet|clear|approv|settl|reject|determin|examin)\w*",
            "considered",
            "we decide on appeals",
        ),
        Cue(
            r"(?:appeal|grievance|objection|application|refund\s+application|representation)s?\b", "request", "appeals"
        ),
        Cue(r"(?:arrives?\b|turns?\s+up|on\s+site)\w*|write\s+back|writes\s+back", "answers", "a technician arrives"),
        Cue(
            r"in\s+(?:working\s+order|operation)|answers?\s+successfully|successful\s+(?:requests|responses)",
            "availability",
            "in working order",
        ),
        Cue(
            r"(?:help|assistance|advice)\b|(?:phone\s+|telephone\s+)?lines?\s+(?:is|are)\s+(?:open"
            r"|manned|answered)|(?:desk|line|centre|center)s?\s+(?:operates?|opens?|is\s+open|hours)",
            "support",
            "lines are open",
        ),
        Cue(r"go(?:es)?\s+above|(?:not|never)\s+rise\s+above|may\s+not\s+be\s+above", "cap", "will not go above"),
        Cue(r"lose(?:s)?\s+(?:your|any|the|customer|client)", "loss", "should we lose your data"),
        Cue(
            r"no\s+(?:charge|fee)s?\s+\w+\s+(?:during|for)\s+the\s+(?:first|initial)",
            "trial",
            "no charge applies during the first 60 days",
        ),
        Cue(
            r"(?:does|do|shall|will)\s+not\s+(?:reduce|affect|lower|impact|worsen|diminish)",
            "excluded",
            "does not reduce the figure",
        ),
        Cue(r"(?:outside|beyond)\s+(?:[\w'’]+\s+){0,3}control", "force_majeure", "outside our control"),
        Cue(
            r"could\s+(?:not\s+)?have\s+(?:been\s+)?(?:reasonably\s+)?(?:foreseen|anticipated|prevented|avoided)",
            "force_majeure",
            "events that nobody could have foreseen",
        ),
        Cue(r"cannot\s+be\s+(?:reached|accessed|used)", "downtime", "periods in which the servers cannot be reached"),
        Cue(
            r"(?:you|customer|client|user)\s+(?:yourself\s+|itself\s+)?cause[sd]?|misuse|your\s+own",
            "action",
            "outages you cause",
        ),
        Cue(
            r"(?:ship|dispatch(?!er)|return(?:ed|s)?\s+(?:the\s+)?(?:goods|items))\w*",
            "other_act",
            "orders ship within 3 days",
        ),
        Cue(
            r"(?:bring|brings|brought|get|gets|have|has|put|puts)\s+(?:[\w'’]+\s+){1,4}?(?:back|up|working|running|online|restored)\b",
            "recovery",
            "we bring the service back",
        ),
        Cue(
            r"(?:not|never|no)\s+(?:\w+\s+){0,4}?more\s+than",
            "cap",
            "you may not deduct more than",
        ),
        # reply
        Cue(
            rf"(?:will|shall|to|we|engineers?|team|staff|desk|agents?|representative|specialist"
            rf"|provider|supplier)\s+(?:\w+ly\s+)?(?:contacts?|calls?|rings?"
            rf"|phones?)\s+(?:back\s+)?(?:the\s+)?{_EN_PERSON}",
            "answers",
            "an engineer will contact the Customer",
        ),
        Cue(
            r"hear(?:s)?\s+(?:back\s+)?from\s+(?:us|our|the\s+\w+)|(?:get|gets)\s+back\s+to",
            "answers",
            "you will hear back from us",
        ),
        Cue(
            rf"(?:receiv|get|obtain|give|given|send|sent|provid|issu|expect)\w*(?:{_FEW}|\s+)(?:reply"
            rf"|replies|response|answer|acknowledge?ment)\b",
            "answers",
            "all enquiries receive a reply",
        ),
        Cue(
            rf"(?:reply|replies|responses?|answers?|acknowledge?ments?)(?:{_FEW}|\s+)(?:given|sent"
            rf"|provided|issued|received|delivered|made)\b",
            "answers",
            "a reply is sent",
        ),
        Cue(
            r"pick(?:s|ed)?\s+up|repl(?:y|ies|ied)\b|respond\w*|react(?:s|ed)?\b|reaction\b|triag\w+"
            r"|look(?:s|ed)?\s+(?:at|into)",
            "answers",
            "engineers pick up tickets",
        ),
        Cue(
            rf"(?:commence|begin|start|begun|began)\w*(?:{_FEW}|\s+)(?:work|investigat|diagnos|troubleshoot)\w*",
            "answers",
            "shall commence work",
        ),
        Cue(
            rf"(?:work|investigation|diagnosis)\b(?:{_FEW}|\s+)(?:commence|begin|start)\w*",
            "answers",
            "work on the incident begins",
        ),
        Cue(
            rf"receipt(?:{_FEW}|\s+)(?:confirm|acknowledg)\w*|(?:confirm|acknowledg)\w*(?:{_FEW}|\s+)receipt",
            "answers",
            "receipt of every notice is confirmed",
        ),
        Cue(
            rf"(?:calls?|messages)(?:{_FEW}|\s+)returned|(?:is|are"
            rf"|be)\s+assigned\s+to\s+an?\s+(?:engineer|agent|specialist)|attend(?:s"
            rf"|ed)?\s+(?:on\s+)?(?:to|site)",
            "answers",
            "calls are returned",
        ),
        Cue(
            r"time\s+to\s+(?:first\s+|initial\s+)?(?:response|reply|answer|respond|acknowledge\w*)"
            r"|(?:response|reaction|reply|acknowledge?ment)\s+(?:times?|target|window|period)",
            "reply",
            "time to first response",
        ),
        # consider
        Cue(
            rf"(?:decision|determination|ruling|outcome)s?(?:{_FEW}|\s+)(?:given|made|issued"
            rf"|communicated|reached|announced|sent)",
            "considered",
            "a decision on each claim is given",
        ),
        Cue(
            r"(?:carried\s+out|carry\s+out|close[sd]?|closing|fulfil\w*|execute[sd]?|implement\w*"
            r"|adjudicat\w+|finali[sz]\w+|consider|considers|examines?|investigates?|determines?"
            r"|completes?|process(?:es|ing)|decide[sd]?|review|dealing\s+with|deals?\s+with"
            r"|consideration|handling|work(?:ed|s)\s+through|serviced)\b",
            "considered",
            "we close every complaint",
        ),
        Cue(
            r"time\s+to\s+(?:resol\w+|process\w*|complete|decide)|resolution\s+(?:times?|target"
            r"|period|window)|(?:processing|handling|completion|lead)\s+(?:times?|period)"
            r"|turn[- ]?around",
            "processing",
            "time to resolution",
        ),
        # repair
        Cue(
            r"(?:put|puts|set)\s+(?:it\s+|them\s+)?right|ma(?:ke|kes|de)\s+good|working\s+again"
            r"|reinstat\w+|back\s+(?:in(?:to)?|to|on)\s+(?:service|operation|line|normal)"
            r"|back\s+(?:up|online)|MTTR\b|RTO\b",
            "recovery",
            "faults will be put right",
        ),
        Cue(
            r"time\s+to\s+(?:repair|restor\w+|recover\w*|fix)|(?:repair|fix|restoration"
            r"|recovery)\s+(?:times?|target|period|objective)",
            "recovery",
            "mean time to repair",
        ),
        Cue(
            rf"repairs?(?:{_FEW}|\s+)(?:complete|carried|perform|made|done|take|finish)\w*",
            "recovery",
            "repairs are completed",
        ),
        Cue(
            rf"{_EN_FAULT}(?:{_FEW}|\s+)(?:resolved|solved|eliminated|removed|sorted|cured)",
            "recovery",
            "faults are resolved",
        ),
        Cue(rf"(?:resolve|solve|eliminate|remove|cure)s?(?:{_FEW}|\s+){_EN_FAULT}", "recovery", "resolve any outage"),
        Cue(rf"{_EN_FAULT}\b|(?:line|device|unit|router|part|component|module)s?\b", "fault", "defect"),
        # availability
        Cue(
            r"(?:reachable|online|continuity|readiness|functioning|functional|uninterrupted|SLA"
            r"|in\s+service|is\s+up|be\s+up|runs?|service\s+level)\b",
            "availability",
            "the platform shall be reachable",
        ),
        # support
        Cue(
            r"(?:see|receive|serve|advise|assist|meet)s?\s+(?:[\w-]+\s+){0,2}?(?:visitors|citizens|callers|patients|the\s+public)\b",
            "reception",
            "our staff see visitors",
        ),
        Cue(
            r"(?:customer|client|subscriber|citizen)s?['’]?\s+(?:service|care|reception|support)s?\s+(?:office|cent(?:re|er)"
            r"|counter|desk|point|hall|window)s?\b",
            "reception",
            "customer service office",
        ),
        Cue(
            rf"{_EN_CASE}(?:{_FEW}|\s+)(?:accepted|taken|received|logged)\b|(?:accept|take|receive|log)s?\s+{_EN_CASE}",
            "support",
            "tickets are accepted 24x7",
        ),
        Cue(
            r"(?:reach|contact|call|ring|phone)\s+(?:us|our|the\s+(?:provider|operator|desk|team))\b"
            r"|on[- ]call\b|(?:engineers|technicians|agents)\b",
            "support",
            "you can reach us",
        ),
        # caps, trial
        Cue(
            r"(?:ceiling|upper\s+limit|cap)\b|(?:no|not|never)\s+(?:\w+\s+){0,6}?be\s+(?:greater|more"
            r"|higher)\s+than|no\s+event\b[^.;]{0,60}\b(?:exceed|greater|more)\b|limit\s+of"
            r"|not\s+(?:to\s+)?exceed\w*",
            "cap",
            "in no event will it be greater than",
        ),
        Cue(r"(?:penalt|liquidated\s+damages|rebat|repa(?:y|id)|reimburs|deduct)\w*", "compensation", "penalty"),
        Cue(
            r"(?:late|overdue)\s+(?:payment|invoice|fee|sum|amount)\w*|arrears|interest\s+on",
            "late_payment",
            "late payment",
        ),
        Cue(
            r"(?:first|initial)\s+[\w-]+\s+(?:days?|weeks?|months?)(?:\s+[\w-]+){0,5}?\s+(?:free"
            r"|without\s+charge|no\s+charge|at\s+no\s+cost)",
            "trial",
            "the first 30 days are free",
        ),
        Cue(
            r"(?:free|no\s+charge|without\s+charge"
            r"|at\s+no\s+cost)(?:\s+of\s+charge)?\s+(?:\w+\s+){0,3}?(?:for|during)\s+(?:the\s+"
            r"|your\s+)?(?:first|initial)",
            "trial",
            "free of charge for the first 30 days",
        ),
        Cue(
            r"tr(?:y|ial|ies)\b(?:\s+\w+){0,5}?\s+(?:free|for\s+free)|free\s+(?:trial|test|evaluation|access)",
            "trial",
            "try it free for 7 days",
        ),
        # exclusions
        Cue(
            r"(?:not|nor|never)\s+(?:be\s+|held\s+|is\s+|are\s+)*(?:liable|responsible|accountable"
            r"|answerable)|no\s+(?:liability|responsibility)|disclaims?\s+(?:all\s+)?liability",
            "no_liability",
            "is not responsible for",
        ),
        Cue(
            r"(?:disregard|exclud|discount|ignor|omitt)ed\b|(?:left|taken)\s+out\s+of"
            r"|not\s+(?:be\s+)?(?:taken\s+into|reckoned|deemed|classed|due|owed|earned"
            r"|available\s+where)|no\s+(?:service\s+)?(?:credits?|rebates?|compensation)\b"
            r"|does\s+not\s+(?:include|count|apply)",
            "excluded",
            "maintenance windows are disregarded",
        ),
        Cue(
            r"(?:results?|resulting|arises?|arising|stems?|stemming)\s+from|(?:result"
            r"|consequence)\s+of|because\s+of|owing\s+to|on\s+account\s+of|caused\s+by",
            "caused",
            "results from",
        ),
        # what else times are told of
        Cue(
            r"(?:keep|kept|keeps|retain|stor(?:e|es|ed)\b|pays?\b|payable|(?:is|are|be)\s+paid|notif"
            r"|inform|submit|lodge|filed\b|terminat|deliver|cancel|withdraw|archiv|invoice[sd]?\b"
            r"|report(?:s|ed)?\b)\w*",
            "other_act",
            "logs are kept for 30 days",
        ),
        Cue(
            rf"(?:receiv|get|hear|obtain)\w*(?:{_FEW}|\s+)(?:reply|response|answer|us|decision)\b|hear\w*\s+\w*\s*from",
            "received",
            "you will hear back from us",
        ),
        Cue(r"(?:durab|accurac|integrity|purity|precision)\w*", "other_share", "durability of objects"),
    ),
}

# Words before or behind an amount that tell for which cases it goes, where several stand in a row.
CASES: dict[Language, str] = {
    "kk": (
        r"(?:шұғыл|сыни|маңызды|жоғары|орташа|төмен|қалыпты|басқа|өзге|қалған|кәдімгі|жедел|басым|санат"
        r"|деңгей|тариф|қала(?:да|ның)|ауыл|аудан)\w*"
    ),
    "ru": (
        r"(?:критич|критическ|срочн|высок|средн|низк|обычн|прочи|остальн|други|ины|плановы|нормальн"
        r"|важн|дн[её]м|ночью|выходн|приоритет"
        r"|категори|уров|класс|тариф|рядов|некритич|аварийн|город|сельск|район|област)\w*"
    ),
    "en": (
        r"(?:critical|urgent|high|medium|low|normal|other|others|remaining|minor|major|severe|severity|priority|tier"
        r"|level|class|category|night|weekend|standard|premium|routine|non-urgent|ordinary|P\d|S\d|Sev)\w*"
    ),
}
# A part of the time told before, or a later start: no time of its own.
PART_OF: dict[Language, str] = {
    "kk": r"оның\s+ішінде|кейін|соң",
    "ru": r"из\s+них|в\s+том\s+числе|после|спустя|с\s+момента",
    "en": r"of\s+which|including|after|following|from",
}
# Who else stands on the customer's side, in the form of a subject: what they do is no promise of the provider.
CUSTOMER_SIDE: dict[Language, str] = {
    "kk": (
        r"ұстаушы|кәсіпорын|тұрғын|жолаушы|салымшы|оқушы|ата-ана|қатысушы|саудагер|жүргізуші|қонақ|пациент"
        r"|мүше|хабарлаушы"
    ),
    "ru": (
        r"держател|предприяти|торговец|торговц|мерчант|участник|жител|жилец|жильц|собственник|пассажир|вкладчик|заявител"
        r"|подписчик|слушател|студент|учени|родител|пациент|гост|водител|владел|пострадавш|получател|отправител"
    ),
    "en": (
        r"merchant|(?:card|policy|account)?holder|member|guest|resident|passenger|student|parent|patient|driver|participant"
        r"|owner|claimant|recipient|sender|applicant|complainant|payer|depositor|traveller|visitor"
    ),
}
