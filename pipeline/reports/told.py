"""What other steps tell in English – doubts, errors, the names of repairs – in Russian and Kazakh.

The records keep the words of the step that wrote them. Here a sentence is found by its stable code, with the words and
figures that it names; what has no sentence here is shown as it was written.
"""

from typing import NamedTuple

from pipeline.languages.names import name_in
from pipeline.model import ErrorRecord, Language, ReadingDoubt


class Said(NamedTuple):
    """One sentence; the braces are filled with what the English one names."""

    ru: str
    kk: str

    def in_(self, language: Language) -> str:
        return self.ru if language == "ru" else self.kk


# the name of a doubt, then the sentence
DOUBTS: dict[str, tuple[Said, Said]] = {
    "hidden-words": (
        Said("скрытые слова", "жасырын сөздер"),
        Said(
            "на странице этих слов текстового слоя не видно, они вынесены из текста: «{words}»",
            "мәтіндік қабаттағы бұл сөздер бетте көрінбейді, олар мәтіннен бөлек қойылған: «{words}»",
        ),
    ),
    "struck-out": (
        Said("зачёркнуто", "сызылған"),
        Said(
            "эти слова зачёркнуты, в тексте они оставлены: «{words}»",
            "бұл сөздер сызылған, мәтінде қалдырылды: «{words}»",
        ),
    ),
    "figures-disagree": (
        Said("числа расходятся", "сандар сәйкес емес"),
        Said(
            "в текстовом слое – {layer}, на изображении страницы – {picture}",
            "мәтіндік қабатта – {layer}, бет кескінінде – {picture}",
        ),
    ),
    "unread": (
        Said("не прочитано", "оқылмаған"),
        Said(
            "на изображении страницы слов здесь не видно; оставлены слова текстового слоя",
            "бет кескінінде бұл жерде сөз көрінбейді; мәтіндік қабаттың сөздері қалдырылды",
        ),
    ),
    "picture-unread": (
        Said("изображения не прочитаны", "кескіндер оқылмаған"),
        Said("изображения на странице не прочитаны", "беттегі кескіндер оқылмаған"),
    ),
    "set-aside": (
        Said("знаки вне печати", "баспадан тыс белгілер"),
        Said(
            "знаки, которые не напечатаны, – возможно, печать, подпись или логотип; они были прочитаны так: {words}",
            "басылмаған белгілер – мүмкін мөр, қолтаңба немесе логотип; олар былай оқылған: {words}",
        ),
    ),
    "hidden": (
        Said("скрытый текст", "жасырын мәтін"),
        Said("слова текстового слоя на странице не видны", "мәтіндік қабаттың сөздері бетте көрінбейді"),
    ),
    "stamped": (
        Said("изображение с надписью", "жазуы бар кескін"),
        Said(
            "страница – изображение, текста поверх него мало (слов: {count})",
            "бет – кескін, оның үстінде мәтін аз (сөз саны: {count})",
        ),
    ),
    "aslant": (
        Said("наклонный текст", "көлбеу мәтін"),
        Said("текстовый слой расположен наклонно", "мәтіндік қабат көлбеу орналасқан"),
    ),
    "unmapped": (
        Said("шрифт без таблицы", "кестесіз қаріп"),
        Said("шрифт не сообщает, какие это знаки", "қаріп бұл қандай таңбалар екенін көрсетпейді"),
    ),
    "letters-lost": (
        Said("буквы утрачены", "әріптер жоғалған"),
        Said(
            "текст в другой кодировке, часть букв показана пробелами",
            "мәтін басқа кодтауда, кейбір әріптердің орнында бос орын тұр",
        ),
    ),
    "code-table": (
        Said("другая кодировка", "басқа кодтау"),
        Said("текст в другой кодировке", "мәтін басқа кодтауда"),
    ),
    "no-meaning": (
        Said("знаки без значения", "мағынасыз таңбалар"),
        Said("знаки без значения", "мағынасыз таңбалар"),
    ),
    "doubled": (
        Said("буквы удвоены", "әріптер қосарланған"),
        Said("каждая буква стоит дважды", "әр әріп екі рет тұр"),
    ),
    "garbled": (
        Said("слой искажён", "қабат бұрмаланған"),
        Said("текстовый слой искажён", "мәтіндік қабат бұрмаланған"),
    ),
    "shuffled": (
        Said("буквы перепутаны", "әріптер шатасқан"),
        Said("буквы стоят в порядке, которого нет ни в одном слове", "әріптер ешбір сөзде кездеспейтін ретпен тұр"),
    ),
    "flattened": (
        Said("без казахских букв", "қазақ әріптерінсіз"),
        Said("казахский текст без казахских букв", "қазақ әріптері жоқ қазақша мәтін"),
    ),
    "look-alikes": (
        Said("похожие буквы", "ұқсас әріптер"),
        Said("латинские буквы вместо похожих кириллических", "ұқсас кирилл әріптерінің орнында латын әріптері"),
    ),
}
WITH_FONT = Said("{said} (шрифт {font})", "{said} (қаріп: {font})")

# what was found, then what to do
ERRORS: dict[str, tuple[Said, Said]] = {
    "broken-image": (
        Said("изображение обрезано или повреждено", "кескін қиылған немесе бүлінген"),
        Said("получите файл заново или сохраните его как PNG", "файлды қайта алыңыз немесе PNG пішімінде сақтаңыз"),
    ),
    "broken-pdf": (
        Said("файл PDF обрезан или повреждён", "PDF файлы қиылған немесе бүлінген"),
        Said(
            "получите файл заново или заново напечатайте его в PDF",
            "файлды қайта алыңыз немесе оны PDF пішіміне қайта басып шығарыңыз",
        ),
    ),
    "crashed": (
        Said("чтение файла оборвалось", "файлды оқу үзіліп қалды"),
        Said("сохраните документ заново и повторите", "құжатты қайта сақтап, әрекетті қайталаңыз"),
    ),
    "empty-file": (
        Said("файл пуст", "файл бос"),
        Said("получите файл заново: копия пуста", "файлды қайта алыңыз: көшірмесі бос"),
    ),
    "encrypted": (
        Said("файл PDF защищён", "PDF файлы қорғалған"),
        Said("сохраните копию без пароля и защиты", "құпиясөзсіз және қорғаусыз көшірмесін сақтаңыз"),
    ),
    "invalid-json": (
        Said("в файле не то, что в нём должно быть", "файлда болуға тиіс деректер жоқ"),
        Said("создайте файл заново командой tarmaq run", "файлды tarmaq run пәрменімен қайта жасаңыз"),
    ),
    "memory": (
        Said("документу не хватило памяти", "құжатты оқуға жад жетпеді"),
        Said(
            "разделите документ или увеличьте в настройках limits.memory_mb",
            "құжатты бөліңіз немесе баптауларда limits.memory_mb мәнін арттырыңыз",
        ),
    ),
    "no-pages": (
        Said("в файле PDF нет страниц", "PDF файлында бет жоқ"),
        Said("получите файл заново", "файлды қайта алыңыз"),
    ),
    "no-permission": (
        Said("нет права читать файл", "файлды оқу құқығы жоқ"),
        Said("проверьте права доступа к файлу", "файлға қол жеткізу құқықтарын тексеріңіз"),
    ),
    "no-text": (
        Said("на страницах не прочитано ни одного слова", "беттерде бірде-бір сөз оқылмады"),
        Said(
            "проверьте, тот ли это документ и не пусты ли его страницы",
            "бұл қажетті құжат па және беттері бос емес пе, тексеріңіз",
        ),
    ),
    "not-a-file": (
        Said("это не обычный файл", "бұл кәдімгі файл емес"),
        Said("укажите путь к документу", "құжаттың жолын көрсетіңіз"),
    ),
    "not-found": (Said("файл не найден", "файл табылмады"), Said("проверьте путь", "жолды тексеріңіз")),
    "ocr-failed": (
        Said("распознавание текста не удалось", "мәтінді тану мүмкін болмады"),
        Said("проверьте, что страница – изображение текста", "бет мәтіннің кескіні екенін тексеріңіз"),
    ),
    "ocr-language-missing": (
        Said(
            "у программы Tesseract нет данных нужного языка", "Tesseract бағдарламасында қажетті тілдің деректері жоқ"
        ),
        Said("установите данные этого языка для Tesseract", "Tesseract үшін осы тілдің деректерін орнатыңыз"),
    ),
    "ocr-missing": (
        Said("для чтения нужна программа Tesseract, она не установлена", "оқу үшін Tesseract қажет, ол орнатылмаған"),
        Said("установите Tesseract", "Tesseract бағдарламасын орнатыңыз"),
    ),
    "read-failed": (
        Said("файл прочитать не удалось", "файлды оқу мүмкін болмады"),
        Said("проверьте диск и путь", "диск пен жолды тексеріңіз"),
    ),
    "timeout": (
        Said("чтение заняло больше разрешённого времени", "оқу рұқсат етілген уақыттан асып кетті"),
        Said(
            "разделите документ или увеличьте в настройках limits.seconds",
            "құжатты бөліңіз немесе баптауларда limits.seconds мәнін арттырыңыз",
        ),
    ),
    "too-many-bytes": (
        Said("файл больше разрешённого", "файл рұқсат етілгеннен үлкен"),
        Said(
            "уменьшите файл или увеличьте в настройках read.max_bytes",
            "файлды кішірейтіңіз немесе баптауларда read.max_bytes мәнін арттырыңыз",
        ),
    ),
    "too-many-pages": (
        Said("страниц больше разрешённого", "беттер саны рұқсат етілгеннен көп"),
        Said(
            "разделите файл или увеличьте в настройках read.max_pages",
            "файлды бөліңіз немесе баптауларда read.max_pages мәнін арттырыңыз",
        ),
    ),
    "too-many-pixels": (
        Said("изображение страницы больше разрешённого", "бет кескіні рұқсат етілгеннен үлкен"),
        Said(
            "уменьшите изображение или увеличьте в настройках read.max_pixels",
            "кескінді кішірейтіңіз немесе баптауларда read.max_pixels мәнін арттырыңыз",
        ),
    ),
    "undecodable-text": (
        Said("кодировку текста определить не удалось", "мәтіннің кодтауын анықтау мүмкін болмады"),
        Said("сохраните файл как текст UTF-8 или дайте PDF", "файлды UTF-8 мәтіні ретінде сақтаңыз немесе PDF беріңіз"),
    ),
    "unreadable-folder": (
        Said("содержимое папки прочитать нельзя", "қалтаның мазмұнын оқу мүмкін емес"),
        Said(
            "получите право читать папку или назовите файлы по именам",
            "қалтаны оқуға рұқсат алыңыз немесе файлдарды атымен көрсетіңіз",
        ),
    ),
    "unsupported-type": (
        Said("файлы этого вида не читаются", "мұндай файлдар оқылмайды"),
        Said("сохраните документ как PDF, изображение или текст", "құжатты PDF, кескін немесе мәтін ретінде сақтаңыз"),
    ),
    "wrong-type": (
        Said("содержимое файла не соответствует его имени", "файлдың мазмұны оның атына сәйкес емес"),
        Said("назовите файл по его содержимому", "файлды мазмұнына сәйкес атаңыз"),
    ),
}

REPAIRS: dict[str, Said] = {
    "decode-wrong-language": Said("распознано как английский", "ағылшынша деп танылған"),
    "decode-read-as-russian": Said("распознано как русский", "орысша деп танылған"),
    "decode-read-as-mixed": Said("распознано как английский и русский", "ағылшынша және орысша деп танылған"),
    "restore-kazakh-letters": Said("возвращены казахские буквы", "қазақ әріптері қайтарылған"),
    "write-font-letters": Said("буквы по таблице шрифта", "қаріп кестесі бойынша әріптер"),
    "unmix-scripts": Said("смешанные алфавиты", "аралас әліпбилер"),
    "read-latin-as-cyrillic": Said("латиница вместо кириллицы", "кирилл орнына латын"),
    "write-names-in-latin": Said("название латиницей", "атау латынша"),
    "compose-letters": Said("буква из частей", "бөліктерден құралған әріп"),
    "split-glued-words": Said("слитные слова", "біріккен сөздер"),
    "join-split-words": Said("разорванное слово", "бөлінген сөз"),
    "space-dashes": Said("пробелы у тире", "сызықша жанындағы бос орын"),
    "drop-soft-hyphens": Said("мягкий перенос", "жұмсақ тасымал"),
    "remove-invisible": Said("невидимые знаки", "көрінбейтін таңбалар"),
    "plain-blanks": Said("пробелы", "бос орындар"),
    "name-bullets": Said("маркер списка", "тізім белгісі"),
    "read-as-cells-beside": Said("как в соседних ячейках", "көрші ұяшықтардағыдай"),
    "join-wrapped-token": Said("перенос в ячейке", "ұяшықтағы тасымал"),
    "join_divided_word": Said("перенос слова", "сөз тасымалы"),
    "read_item_mark": Said("знак перечисления", "тізбе белгісі"),
    "read_clause_number": Said("номер пункта", "тармақ нөмірі"),
}
REREAD = "reread-"
REREAD_SAID = Said("кодировка: {tables}", "кодтау: {tables}")


def doubt_name(code: str, language: Language = "en") -> str:
    """What is doubted, in a word or two."""
    return DOUBTS[code][0].in_(language) if language != "en" and code in DOUBTS else code


def doubt_text(doubt: ReadingDoubt, language: Language = "en") -> str:
    """A doubt as a sentence; as the reader wrote it where it does not name what the sentence does.

    >>> from pipeline.model import Origin
    >>> named = {"layer": "95 %", "picture": ""}
    >>> one = ReadingDoubt(code="figures-disagree", message="-", named=named, origin=Origin(page=1, bbox=(0, 0, 1, 1)))
    >>> doubt_text(one, "ru")
    'в текстовом слое – 95 %, на изображении страницы – числа нет'
    """
    if language == "en" or doubt.code not in DOUBTS:
        return doubt.message
    named = {name: said or name_in("no-figure", language) for name, said in doubt.named.items()}
    try:
        said = DOUBTS[doubt.code][1].in_(language).format_map(named)
    except KeyError:
        return doubt.message
    return WITH_FONT.in_(language).format(said=said, **named) if "font" in named else said


def error_texts(error: ErrorRecord, language: Language = "en") -> tuple[str, str, str]:
    """What was found, what to do, and the English original where these two are not its own words."""
    if language == "en" or error.code not in ERRORS:
        return error.message, error.hint, ""
    found, hint = ERRORS[error.code]
    return (
        found.in_(language),
        hint.in_(language),
        f"{error.message}; {error.hint}" if error.hint else error.message,
    )


def repair_name(method: str, language: Language = "en") -> str:
    """A repair's method in words.

    >>> repair_name("split-glued-words", "ru"), repair_name("reread-cp1251-as-kz1048", "ru"), repair_name("x", "ru")
    ('слитные слова', 'кодировка: cp1251 → kz1048', 'x')
    """
    if language == "en":
        return method
    if method.startswith(REREAD):
        tables = method.removeprefix(REREAD).replace("-as-", " → ")
        return REREAD_SAID.in_(language).format(tables=tables)
    return REPAIRS[method].in_(language) if method in REPAIRS else method
