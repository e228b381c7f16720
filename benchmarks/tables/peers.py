"""What other programs read of the set: runs in a virtual environment with the versions of peers.txt.

    python peers.py TOOL OUT.json PDF...

Writes, for every PDF, the tables in order of pages with their cells as the tool gives them (None as an
empty text), and the seconds that the tool took, imports aside.
"""

import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PageTable = tuple[int, list[list[str]]]


def read_pdfplumber(path: Path) -> Iterator[PageTable]:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_text()  # its text and its tables, as the other figures have both
            for table in page.extract_tables():
                yield page.page_number, [[cell or "" for cell in row] for row in table]


def read_pdfplumber_text(path: Path) -> Iterator[PageTable]:
    """Its strategy for tables without lines: columns and rows by the words."""
    import pdfplumber

    settings = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for table in page.extract_tables(settings):
                yield page.page_number, [[cell or "" for cell in row] for row in table]


def _read_camelot(path: Path, flavor: str) -> Iterator[PageTable]:
    import camelot

    for table in camelot.read_pdf(str(path), pages="all", flavor=flavor):
        yield table.page, table.df.to_numpy().tolist()


def read_camelot_lattice(path: Path) -> Iterator[PageTable]:
    yield from _read_camelot(path, "lattice")


def read_camelot_stream(path: Path) -> Iterator[PageTable]:
    yield from _read_camelot(path, "stream")


def read_img2table(path: Path) -> Iterator[PageTable]:
    from img2table.document import PDF

    found = PDF(src=str(path)).extract_tables(ocr=None, implicit_rows=False, borderless_tables=True)
    for page, tables in sorted(found.items()):
        for table in tables:
            yield page + 1, [[cell or "" for cell in row] for row in table.df.fillna("").to_numpy().tolist()]


def read_docling(path: Path) -> Iterator[PageTable]:
    for table in _docling_converter().convert(str(path)).document.tables:
        page = table.prov[0].page_no if table.prov else 1
        yield page, [[cell.text for cell in row] for row in table.data.grid]


_converters: list[Any] = []


def _docling_converter() -> Any:
    """Docling's model-free pipeline. Its others download models when they first run, which this benchmark does not."""
    if not _converters:
        from docling.datamodel.base_models import InputFormat
        from docling.datamodel.pipeline_options import NativePdfPipelineOptions
        from docling.document_converter import DocumentConverter, PdfFormatOption
        from docling.pipeline.native_pdf_pipeline import NativePdfPipeline

        option = PdfFormatOption(pipeline_cls=NativePdfPipeline, pipeline_options=NativePdfPipelineOptions())
        _converters.append(DocumentConverter(format_options={InputFormat.PDF: option}))
    return _converters[0]


TOOLS: dict[str, Callable[[Path], Iterator[PageTable]]] = {
    "pdfplumber": read_pdfplumber,
    "pdfplumber-text": read_pdfplumber_text,
    "camelot-lattice": read_camelot_lattice,
    "camelot-stream": read_camelot_stream,
    "img2table": read_img2table,
    "docling": read_docling,
}


def main() -> None:
    tool, out, *names = sys.argv[1:]
    warnings.simplefilter("ignore")
    paths = [Path(name) for name in names]
    read = TOOLS[tool]
    list(read(paths[0]))
    result: dict[str, Any] = {"tables": {}, "failed": {}}
    start = time.perf_counter()
    for path in paths:
        try:
            result["tables"][path.name] = [{"page": page, "rows": rows} for page, rows in read(path)]
        except Exception as error:  # whatever a peer fails with is its result
            result["failed"][path.name] = f"{type(error).__name__}: {error}"[:200]
    result["seconds"] = time.perf_counter() - start
    Path(out).write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
