"""Makes tests/corpus/languages: one contract in two or three languages side by side, in several layouts.

    python -m benchmarks.layouts.languages

Needs WeasyPrint and the fonts. The texts are in `contract.yaml` there, paragraph by paragraph.
"""

import html
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

FOLDER = Path("tests/corpus/languages")
PAGE = (
    "@page{size:A4 SIDE;margin:20mm 18mm;@bottom-center{content:counter(page);font-size:8pt}}"
    'body{font:TYPE "PT Serif"}p{margin:0 0 4pt}table{border-collapse:collapse;width:100%}'
    "td{vertical-align:top;padding:1mm 2mm;width:WIDTH}"
)
RULES, JUSTIFIED = "td{border:0.5pt solid}", "td{text-align:justify}"
PARTICULARS = (
    "<p><b>ТАРАПТАРДЫҢ ДЕРЕКТЕМЕЛЕРІ / РЕКВИЗИТЫ СТОРОН</b></p><table><tr><td>«Жол» ЖШС / ТОО «Жол»<br>"
    "__________ А. Оспанов</td><td>«Көк» ЖШС / ТОО «Көк»<br>__________ Б. Серік</td></tr></table>"
)


def to_cell(paragraph: str) -> str:
    number, _, text = paragraph.partition(" ")
    heads = text.isupper() or not number.endswith((".", ")"))
    return f"<b>{html.escape(paragraph)}</b>" if heads else html.escape(paragraph)


def in_rows(texts: Iterable[Sequence[str]]) -> str:
    """A table with a row for each paragraph."""
    rows = ("".join(f"<td>{to_cell(one)}</td>" for one in row) for row in zip(*texts, strict=True))
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"


def in_one_row(texts: Iterable[Sequence[str]]) -> str:
    cells = ("".join(f"<p>{to_cell(one)}</p>" for one in text) for text in texts)
    return "<table><tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr></table>"


def with_numbers_apart(texts: Sequence[Sequence[str]]) -> str:
    """A table whose first column has the numbers of all texts."""
    numbers = [paragraph.partition(" ")[0] for paragraph in texts[0][1:]]
    rest = [[paragraph.partition(" ")[2] for paragraph in text[1:]] for text in texts]
    return in_rows([numbers, *rest])


def style(kind: str, side: str = "", width: str = "50%", more: str = "") -> str:
    return PAGE.replace("TYPE", kind).replace("SIDE", side).replace("WIDTH", width) + more


def main() -> None:
    import weasyprint

    texts = yaml.safe_load((FOLDER / "contract.yaml").read_text("utf-8"))
    two, three = [texts["kk"], texts["ru"]], [texts["kk"], texts["ru"], texts["en"]]
    layouts = {
        "kk-ru.rows": (in_rows(two) + PARTICULARS, style("10pt/1.25")),
        "kk-ru.narrow-gutter": (in_one_row(two) + PARTICULARS, style("14pt/1.5", more=JUSTIFIED)),
        "kk-ru.ruled-over-pages": (in_rows(two), style("14pt/1.5", more=RULES)),
        "kk-ru.numbers-apart": (with_numbers_apart(two), style("10pt/1.25", width="auto", more=RULES)),
        "kk-ru-en.rows": (in_rows(three), style("10pt/1.25", side="landscape", width="33%")),
    }
    for name, (body, css) in layouts.items():
        weasyprint.HTML(string=f"<style>{css}</style><body>{body}").write_pdf(FOLDER / f"{name}.pdf")


if __name__ == "__main__":
    main()
