"""Pages without a table that look as if they had one, to a machine."""

from collections.abc import Callable, Sequence
from random import Random
from types import ModuleType

from benchmarks.tables.spec import Block, CellSpec, Columns, Gap, Sheet, Style, TableSpec, Text

FACES = {"development": "DejaVu Sans", "held-back": "PT Sans", "later": "Roboto"}
PLAIN = Style(lines="none", header_bold=False, padding=(1.5, 4.0))


def _grid(rows: Sequence[tuple[str, ...]], widths: tuple[float, ...], style: Style = PLAIN) -> TableSpec:
    """Text put into places by a table that nobody sees; it is no table to a reader."""
    cells = tuple(tuple(CellSpec(paragraphs=tuple(text.split("\n"))) for text in row) for row in rows)
    return TableSpec(rows=cells, widths=widths, header_rows=0, style=style)


def _prose(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    pool = list(texts.PROSE[language]) * 4
    chance.shuffle(pool)
    return tuple(Text(text=" ".join(pool[index : index + 3])) for index in range(0, 21, 3))


def _clauses(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """Clause numbers in a column of their own, left of the paragraphs."""
    pool = list(texts.PROSE[language]) * 3
    chance.shuffle(pool)
    return (_grid([(f"3.{index + 1}.", text) for index, text in enumerate(pool[:12])], (0.1, 0.9)),)


def _two_columns(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    pool = list(texts.PROSE[language]) * 5
    chance.shuffle(pool)
    return (Columns(blocks=tuple(Text(text=text) for text in pool[:24])),)


def _signatures(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    names = {
        "kk": ("Орындаушы:", "Тапсырыс беруші:", "Бас директор", "М.О."),
        "ru": ("Исполнитель:", "Заказчик:", "Генеральный директор", "М.П."),
        "en": ("Provider:", "Customer:", "Director General", "Seal"),
    }[language]
    rows = [
        (names[0], names[1]),
        ("«Бұлт Сервис» ЖШС", "«Дала Трейд» ЖШС"),
        (names[2], names[2]),
        ("________________ / А. Серікбаев /", "________________ / Б. Ахметов /"),
        (names[3], names[3]),
    ]
    return (*_prose(texts, language, chance)[:3], _grid(rows, (0.5, 0.5)))


def _parties(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """The parties' particulars side by side: two blocks, to be read one after the other."""
    names = {
        "kk": ("ОРЫНДАУШЫ", "ТАПСЫРЫС БЕРУШІ"),
        "ru": ("ИСПОЛНИТЕЛЬ", "ЗАКАЗЧИК"),
        "en": ("PROVIDER", "CUSTOMER"),
    }[language]
    rows = [names] + [
        (f"{name}: {value}", f"{name}: {value[::-1] if value.isdigit() else value}")
        for name, value in texts.REQUISITES[language][:6]
    ]
    return (*_prose(texts, language, chance)[:2], _grid(rows, (0.5, 0.5)))


def _contents(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """Dot leaders to page numbers."""
    rows = []
    for index in range(14):
        title = f"{index + 1}. {texts.HEADINGS[language][index % 4]}"
        rows.append((f"{title} {'.' * (70 - len(title))}", str(index + 1 + chance.randint(0, 2))))
    return (Text(text=texts.RUNNING[language], kind="heading"), _grid(rows, (0.93, 0.07)))


def _form(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:  # noqa: ARG001
    names = [name for name, _ in texts.REQUISITES[language]]
    return tuple(Text(text=f"{name}: {'_' * (60 - len(name))}", kind="caption") for name in names)


def _address(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    lines = [value for _, value in texts.REQUISITES[language][:6]]
    rows = [("", line) for line in lines] + [(f"{chance.randint(1, 28)}.03.2026 № {chance.randint(10, 99)}-Т", "")]
    return (_grid(rows, (0.55, 0.45)), *_prose(texts, language, chance)[:3])


def _framed(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """A paragraph in a frame."""
    frame = _grid([(texts.PROSE[language][chance.randint(0, 5)],)], (1.0,), Style(lines="grid", header_bold=False))
    return (*_prose(texts, language, chance)[:2], frame, *_prose(texts, language, chance)[2:4])


def _definitions(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:  # noqa: ARG001
    """Terms and meanings in hanging paragraphs, a dash between."""
    terms = [name for name, _ in texts.REQUISITES[language]]
    return tuple(Text(text=f"{term} – {texts.PROSE[language][index % 6]}") for index, term in enumerate(terms))


def _title_line(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """The place and the date at the two ends of a line, as contracts begin."""
    place = {
        "kk": ("Астана қ.", "2026 жылғы «1» наурыз"),
        "ru": ("г. Астана", "«1» марта 2026 г."),
        "en": ("Astana", "1 March 2026"),
    }[language]
    return (
        Text(text=texts.RUNNING[language], kind="heading"),
        _grid([place], (0.6, 0.4)),
        Gap(height=10),
        *_prose(texts, language, chance)[:5],
    )


def _list(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:  # noqa: ARG001
    """Numbered items with a wide blank after the number."""
    rows = [(f"{index + 1})", text) for index, text in enumerate(texts.DUTIES[language])]
    return (*(Text(text=text) for text in texts.PROSE[language][:2]), _grid(rows, (0.08, 0.92)))


def _letterhead(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """Name, address and telephone side by side above a line."""
    name, *_, address, phone, mail, _ = (value for _, value in texts.REQUISITES[language])
    style = Style(lines="header", header_bold=False, size=8.0)
    head = TableSpec(
        rows=(tuple(CellSpec(paragraphs=held) for held in ((name,), (address,), (phone, mail))),),
        widths=(0.4, 0.33, 0.27),
        style=style,
    )
    return (head, *_prose(texts, language, chance)[:6])


def _between_lines(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """Paragraphs with a line between them."""
    pool = list(texts.PROSE[language])
    chance.shuffle(pool)
    return (_grid([(text,) for text in pool], (1.0,), Style(lines="rows", header_bold=False)),)


def _three_signatures(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """Three who sign, with a line for each."""
    names = {
        "kk": ("Орындаушы", "Тапсырыс беруші", "Кепілгер"),
        "ru": ("Исполнитель", "Заказчик", "Поручитель"),
        "en": ("Provider", "Customer", "Guarantor"),
    }[language]
    rows = [names, ("______________",) * 3, ("А. Серікбаев", "Б. Ахметов", "В. Омаров"), ("2026", "2026", "2026")]
    return (*_prose(texts, language, chance)[:4], _grid(rows, (0.34, 0.33, 0.33)))


def _formulas(texts: ModuleType, language: str, chance: Random) -> tuple[Block, ...]:
    """Formulas with their number at the end of the line."""
    formulas = ("A = (T – D) / T × 100%", "S = P × k / 100", "D = Σ dᵢ", "k = 5, 10, 15")
    prose = _prose(texts, language, chance)
    return tuple(
        block
        for index, formula in enumerate(formulas)
        for block in (prose[index], _grid([(formula, f"({index + 1})")], (0.9, 0.1)))
    )


Page = tuple[str, Callable[[ModuleType, str, Random], tuple[Block, ...]], tuple[str, ...]]
KINDS: tuple[Page, ...] = (
    ("prose", _prose, ("weasyprint", "docx", "reportlab")),
    ("clause-numbers", _clauses, ("weasyprint", "docx", "reportlab")),
    ("two-column-prose", _two_columns, ("weasyprint", "reportlab")),
    ("signatures", _signatures, ("weasyprint", "docx", "reportlab")),
    ("parties", _parties, ("weasyprint", "docx", "reportlab")),
    ("contents", _contents, ("weasyprint", "reportlab")),
    ("form", _form, ("weasyprint", "docx")),
    ("address", _address, ("weasyprint", "docx")),
    ("framed-paragraph", _framed, ("weasyprint", "docx", "reportlab")),
    ("definitions", _definitions, ("weasyprint",)),
    ("title-line", _title_line, ("docx", "weasyprint")),
    ("numbered-list", _list, ("weasyprint", "docx")),
    ("letterhead", _letterhead, ("weasyprint", "docx", "reportlab")),
    ("between-lines", _between_lines, ("weasyprint", "docx", "chromium")),
    ("three-signatures", _three_signatures, ("docx", "reportlab", "chromium")),
    ("formulas", _formulas, ("weasyprint", "reportlab")),
)


def none_sheets(part: str, texts: ModuleType, again: int = 0) -> list[Sheet]:
    """The pages of a part that hold no table."""
    sheets = []
    for number, (kind, build, makers) in enumerate(KINDS):
        for index, maker in enumerate(makers):
            language = ("kk", "ru", "en")[(number + index + tuple(FACES).index(part) + again) % 3]
            chance = Random(f"{part} {kind} {index + 10 * again}")  # noqa: S311
            blocks = build(texts, language, chance)
            sheets.append(
                Sheet(
                    name=f"none-{kind}-{maker}-{language}",
                    kind=f"none-{kind}",
                    group="none",
                    maker=maker,
                    part=part,
                    language=language,
                    blocks=blocks,
                    face=FACES[part],
                    size=9.5 if tuple(FACES).index(part) else 10.0,
                    options=frozenset({"two-columns"} if kind == "two-column-prose" and maker == "reportlab" else ()),
                )
            )
    return sheets
