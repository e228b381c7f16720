"""Prose of terms in Russian, English and mixed Kazakh for the scans; Kazakh prose comes from `data/raw`.

Each paragraph stands alone; what OCR finds hard is in them on purpose: figures, percents, acronyms, product names,
addresses, quotation marks, numbers of clauses, negations.
"""

# paragraphs are written as people read them
# ruff: noqa: E501, ISC004

PROSE: dict[str, tuple[str, ...]] = {
    "ru": (
        "1. ПРЕДМЕТ ДОГОВОРА",
        "1.1. По настоящему договору Исполнитель обязуется по заданию Заказчика оказывать услуги по предоставлению "
        "виртуальных серверов (далее – «Услуги»), а Заказчик обязуется принимать и оплачивать их в порядке и сроки, которые "
        "установлены разделом 4 договора и приложением № 2.",
        "1.2. Услуги не включают администрирование операционных систем Linux и Windows Server, если иное прямо не "
        "указано в заявке Заказчика.",
        "2. КАЧЕСТВО УСЛУГ",
        "2.1. Исполнитель обеспечивает доступность Услуг не ниже 99,95% в месяц. Перерывы общей продолжительностью до 21 "
        "минуты 54 секунд в месяц нарушением не считаются.",
        "2.2. Плановые работы проводятся с 00:00 до 06:00 по времени г. Алматы; о них Заказчик уведомляется не "
        "позднее чем за 3 (три) рабочих дня по электронной почте support@cloud-hosting.kz.",
        "2.3. При недоступности Услуг свыше 4 часов подряд Исполнитель уменьшает абонентскую плату за месяц на 15%, "
        "свыше 12 часов – на 30%, но не более 50% от суммы, уплаченной за месяц.",
        "3. ОТВЕТСТВЕННОСТЬ СТОРОН",
        "3.1. За просрочку оплаты Заказчик уплачивает неустойку в размере 0,1% от суммы долга за каждый день просрочки, "
        "но не более 10% от этой суммы.",
        "3.2. Исполнитель не отвечает за убытки, вызванные действиями третьих лиц, сбоями DNS, DDoS-атаками и "
        "обстоятельствами непреодолимой силы.",
        "3.3. Срок рассмотрения претензии – 10 (десять) календарных дней со дня её получения. Обращения принимаются "
        "круглосуточно, 24/7/365, через Telegram-бот @cloud_help_bot и по телефону +7 (727) 355-01-68.",
        "4. ПОРЯДОК РАСЧЁТОВ",
        "4.1. Стоимость Услуг составляет 1 250 000 (один миллион двести пятьдесят тысяч) тенге в месяц, в том числе НДС "
        "12%. Оплата производится до 5-го числа месяца на счёт KZ86125KZT5004100100 в АО «Народный Банк», БИК HSBKKZKX.",
        "4.2. Объём хранилища S3 учитывается в гигабайтах; исходящий трафик свыше 10 ТБ оплачивается отдельно по "
        "тарифу 4,15 тенге за 1 ГБ.",
    ),
    "en": (
        "1. SUBJECT OF THE AGREEMENT",
        "1.1. The Provider shall make virtual servers available to the Customer (the \u201cServices\u201d), and the Customer "
        "shall accept and pay for them in the manner and within the periods set out in Section 4 and Schedule 2.",
        "1.2. The Services do not include administration of operating systems (Linux, Windows Server) unless the order "
        "expressly states otherwise.",
        "2. SERVICE LEVELS",
        "2.1. Monthly uptime shall be at least 99.95%. Interruptions of up to 21 minutes 54 seconds per month in total are "
        "not a breach of this Agreement.",
        "2.2. Planned maintenance takes place between 00:00 and 06:00 (UTC+5); the Customer is notified at least three (3) "
        "business days in advance by e-mail from support@cloud-hosting.kz.",
        "2.3. If the Services are unavailable for more than 4 consecutive hours, the monthly fee is reduced by 15%; for more "
        "than 12 hours, by 30%, but never by more than 50% of the fee paid for that month.",
        "3. LIABILITY",
        "3.1. For late payment the Customer shall pay a penalty of 0.1% of the amount due for each day of delay, capped at "
        "10% of that amount.",
        "3.2. The Provider is not liable for loss caused by third parties, DNS failures, DDoS attacks or force majeure.",
        "3.3. Claims are answered within ten (10) calendar days of receipt. Requests are accepted 24/7/365 via the Telegram "
        "bot @cloud_help_bot and by telephone at +7 (727) 355-01-68.",
        "4. PAYMENT",
        "4.1. The fee is KZT 1,250,000 per month, including 12% VAT. Payment is due by the 5th day of the month to account "
        "KZ86125KZT5004100100 at Halyk Bank JSC, SWIFT HSBKKZKX.",
        "4.2. S3 storage is metered in gigabytes; outgoing traffic above 10 TB is charged at KZT 4.15 per 1 GB.",
    ),
    "kk": (
        "1. ШАРТТЫҢ МӘНІ",
        "1.1. Осы шарт бойынша Орындаушы Тапсырыс берушінің тапсырмасымен виртуалды серверлерді ұсыну қызметтерін (бұдан "
        "әрі – «Қызметтер») көрсетуге, ал Тапсырыс беруші оларды 4-бөлімде және № 2 қосымшада белгіленген тәртіппен және "
        "мерзімдерде қабылдап, ақысын төлеуге міндеттенеді.",
        "1.2. Егер Тапсырыс берушінің өтінімінде өзгеше тікелей көрсетілмесе, Қызметтерге Linux және Windows Server "
        "операциялық жүйелерін әкімшілендіру кірмейді.",
        "2. ҚЫЗМЕТТЕРДІҢ САПАСЫ",
        "2.1. Орындаушы Қызметтердің қолжетімділігін айына 99,95%-дан төмен емес деңгейде қамтамасыз етеді. Жалпы ұзақтығы "
        "айына 21 минут 54 секундқа дейінгі үзілістер бұзушылық болып саналмайды.",
        "2.2. Жоспарлы жұмыстар Алматы қаласының уақытымен сағат 00:00-ден 06:00-ге дейін жүргізіледі; олар туралы Тапсырыс "
        "беруші кемінде 3 (үш) жұмыс күні бұрын support@cloud-hosting.kz мекенжайынан электрондық пошта арқылы хабардар етіледі.",
        "2.3. Қызметтер қатарынан 4 сағаттан артық қолжетімсіз болған кезде Орындаушы айлық абоненттік төлемді 15%-ға, 12 "
        "сағаттан артық болса – 30%-ға, бірақ сол ай үшін төленген соманың 50%-ынан асырмай азайтады.",
        "3. ТАРАПТАРДЫҢ ЖАУАПКЕРШІЛІГІ",
        "3.1. Төлем кешіктірілгені үшін Тапсырыс беруші кешіктірілген әрбір күнге борыш сомасының 0,1%-ы мөлшерінде, бірақ "
        "осы соманың 10%-ынан аспайтын тұрақсыздық айыбын төлейді.",
        "3.2. Орындаушы үшінші тұлғалардың әрекеттерінен, DNS ақауларынан, DDoS-шабуылдардан және еңсерілмейтін күш "
        "мән-жайларынан туындаған залал үшін жауап бермейді.",
        "3.3. Талап-арызды қарау мерзімі – оны алған күннен бастап 10 (он) күнтізбелік күн. Өтініштер тәулік бойы, 24/7/365 "
        "режимінде, @cloud_help_bot Telegram-боты және +7 (727) 355-01-68 телефоны арқылы қабылданады.",
        "4. ЕСЕП АЙЫРЫСУ ТӘРТІБІ",
        "4.1. Қызметтердің құны айына 1 250 000 (бір миллион екі жүз елу мың) теңгені құрайды, оның ішінде ҚҚС 12%. Төлем "
        "айдың 5-күніне дейін «Қазақстан Халық Банкі» АҚ-дағы KZ86125KZT5004100100 шотына, БСК HSBKKZKX, аударылады.",
        "4.2. S3 қоймасының көлемі гигабайтпен есептеледі; 10 ТБ-тан асатын шығыс трафик 1 ГБ үшін 4,15 теңге тарифі бойынша "
        "жеке төленеді. CRM, API және VPN қызметтері x86-KVM платформасында көрсетіледі.",
    ),
}
