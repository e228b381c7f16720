"""Records to files and back; the only module that knows paths and formats.

A file is written whole or not at all: to a temporary name beside it, then renamed. The same records give the same
bytes: fields in the order of the record, keys of dictionaries sorted, UTF-8, a newline at the end.
"""

import contextlib
import os
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import msgspec

from pipeline.errors import DocumentError, UsageError
from pipeline.model import Comparison, Diff, Document, ErrorRecord, Finding, Record, Terms

PAGES = "pages.json"
TERMS = "terms.json"
FINDINGS = "findings.json"
COMPARISON = "compare.json"
ERRORS = "errors.json"
REPORT = "report.html"
METRICS = "metrics.json"
OVERLAY = "overlay.png"
EXPORTS: dict[str, str] = {
    "markdown": "terms.md",
    "akn": "terms.akn.xml",
    "docling": "terms.docling.json",
    "json": TERMS,
}

RAW_SUFFIXES = (".pdf", ".txt", ".png", ".jpg", ".jpeg", ".tif", ".tiff")
# documents that are not read: passing over one in a folder is said
OTHER_DOCUMENTS = (
    ".doc",
    ".docx",
    ".docm",
    ".odt",
    ".rtf",
    ".pages",
    ".djvu",
    ".epub",
    ".xps",
    ".webp",
    ".heic",
    ".bmp",
)

# How schemas move: docs/exports.md. The number behind the point rises with a field or a value that is added, the one
# before it where data of before would no longer be understood; both stand in `$id`, the first in the data as well.
SCHEMA_VERSIONS: dict[str, str] = {
    "pages": "1.1",  # who read a word, what a line is, doubts about a page, how a scan was turned
    "terms": "1.1",  # norms, footnotes, doubts; in which clause a definition stands
    "findings": "1.0",
    "diff": "1.1",  # the language of what changed
    "compare": "1.0",
    "errors": "1.0",
}

# what each kind of file holds: the schemas come from here
SCHEMAS: dict[str, Any] = {
    "pages": Document,
    "terms": Terms,
    "findings": tuple[Finding, ...],
    "diff": Diff,
    "compare": Comparison,
    "errors": tuple[ErrorRecord, ...],
}

SCHEMA_IDS = "urn:tarmaq:schema"
SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"

T = TypeVar("T")


class SourceFile(Record, frozen=True, kw_only=True):
    """A file to work on: where it is, and the name it has in every output (its folder below `--out`)."""

    path: Path
    name: str


class Sources(Record, frozen=True, kw_only=True):
    """What the arguments of a command came to: files, and what could not be looked into.

    `passed_over` are documents of the folders that are of a kind that is not read.
    """

    files: tuple[SourceFile, ...]
    errors: tuple[ErrorRecord, ...] = ()
    passed_over: tuple[str, ...] = ()


# --- finding sources -------------------------------------------------------------------------------------------------


def find_raw(arguments: Sequence[Path]) -> Sources:
    """The documents to read among files and folders, each with a name of its own. Raises UsageError.

    A file's name is its file name, a folder's files are named by their path below that folder. A folder gives its
    supported files in sorted order; hidden ones are passed over. Anything else given by name is taken as a file, so
    that the reader can say what it is, or that it is not there.
    """
    return _named(_found(arguments, RAW_SUFFIXES))


def find_raw_or_terms(arguments: Sequence[Path]) -> Sources:
    """Like `find_raw`, and a folder's `terms.json` files too. Sources of the same name are called by their whole path.

    Nothing is written for these sources, so two of one name are no error: `compare 2024/vps.txt 2025/vps.txt`.
    """
    found = _found(arguments, RAW_SUFFIXES, TERMS)
    names = [source.name for source in found.files]
    files = tuple(
        msgspec.structs.replace(source, name=_printable(str(source.path))) if names.count(source.name) > 1 else source
        for source in found.files
    )
    return _named(msgspec.structs.replace(found, files=files))


def find_saved(folder: Path, file_name: str) -> Sources:
    """The sources that a step left below a folder, each with its saved `file_name`. Raises UsageError."""
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", hint="give the folder that the step before wrote")
    found = sorted(folder.rglob(file_name), key=lambda path: path.relative_to(folder).parts)
    return Sources(
        files=tuple(SourceFile(path=path, name=path.parent.relative_to(folder).as_posix()) for path in found)
    )


def is_saved_terms(path: Path) -> bool:
    """Whether a file given on the command line is a `terms.json` rather than a document to read."""
    return path.suffix.lower() == ".json"


def _found(arguments: Sequence[Path], suffixes: tuple[str, ...], exact: str | None = None) -> Sources:
    files: list[SourceFile] = []
    errors: list[ErrorRecord] = []
    passed_over: list[str] = []

    def note(error: OSError) -> None:
        name = _printable(error.filename)
        errors.append(
            ErrorRecord(
                source=name,
                code="unreadable-folder",
                message=f"the folder {name} cannot be listed: {(error.strerror or str(error)).lower()}",
                hint="ask for the permission to read it, or give the files in it by name",
            )
        )

    for argument in arguments:
        if os.path.isdir(argument):  # noqa: PTH112 - Path.is_dir raises where a folder above may not be entered
            for path in _walk(argument, note):
                name = _printable(path.relative_to(argument).as_posix())
                if path.suffix.lower() in suffixes or path.name == exact:
                    files.append(SourceFile(path=path, name=name))
                elif path.suffix.lower() in OTHER_DOCUMENTS:
                    passed_over.append(name)
        else:
            files.append(SourceFile(path=argument, name=_printable(argument.name)))
    if not files and not errors:
        found = f": {', '.join(passed_over)}" if passed_over else ""
        raise UsageError(
            f"nothing to read in {', '.join(map(str, arguments))}{found}",
            hint=f"supported are {' '.join(RAW_SUFFIXES)}",
        )
    return Sources(files=tuple(files), errors=tuple(errors), passed_over=tuple(passed_over))


def _walk(folder: Path, on_error: Callable[[OSError], None]) -> list[Path]:
    """All files below a folder that are not hidden, sorted by the parts of their path."""
    found = [
        Path(parent, name)
        for parent, _, names in os.walk(folder, onerror=on_error)
        for name in names
        if not any(part.startswith(".") for part in Path(parent, name).relative_to(folder).parts)
    ]
    return sorted(found, key=lambda path: path.relative_to(folder).parts)


def _named(sources: Sources) -> Sources:
    by_name: dict[str, list[Path]] = defaultdict(list)
    for source in sources.files:
        by_name[source.name].append(source.path)
    for name, paths in by_name.items():
        if len(paths) > 1:
            listed = ", ".join(_printable(str(path)) for path in paths)
            raise UsageError(
                f"{len(paths)} sources would share the folder {name}: {listed}",
                hint="give each source once, or give the folder above them so that their paths differ",
            )
    return sources


def _printable(name: str) -> str:
    """A file name as text that can be saved: bytes that are not UTF-8 become U+FFFD."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


# --- the folder of a batch -------------------------------------------------------------------------------------------


@contextlib.contextmanager
def workspace(out: Path | None) -> Iterator[Path]:
    """A folder for unfinished files, gone afterwards: below `out`, so that a rename is enough to finish them.

    Raises UsageError where it cannot be made.
    """
    try:
        if out is not None:
            out.mkdir(parents=True, exist_ok=True)
        holder = tempfile.TemporaryDirectory(prefix=".tarmaq-", dir=out, ignore_cleanup_errors=True)
    except OSError as error:
        where = out or "a folder for temporary files"
        raise UsageError(
            f"cannot write into {where}: {(error.strerror or str(error)).lower()}", hint="choose another folder"
        ) from error
    with holder as folder:
        yield Path(folder)


def publish(folder: Path, target: Path) -> None:
    """Move the finished files of one source to where they belong. Raises UsageError."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        for path in sorted(folder.glob("*.json")):
            path.replace(target / path.name)
    except OSError as error:
        raise UsageError(
            f"cannot write {target}: {(error.strerror or str(error)).lower()}", hint="choose another folder for --out"
        ) from error


def withdraw(target: Path) -> None:
    """Remove what an earlier run left of a source that can no longer be read."""
    for name in (PAGES, TERMS):
        (target / name).unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        target.rmdir()


def export_path(out: Path, name: str, format_: str) -> Path:
    """Where a document's export goes: beside what `run` writes into that folder. Raises UsageError.

    >>> export_path(Path("out"), "sub/a.pdf", "akn").as_posix()
    'out/sub/a.pdf/terms.akn.xml'
    """
    folder = PurePosixPath(name)
    if folder.is_absolute() or ".." in folder.parts or not folder.parts or "\0" in name:
        raise UsageError(
            f"{_printable(name)!r} cannot name a folder in {out}", hint="export this document alone, without --out"
        )
    return out / folder / EXPORTS[format_]


# --- saving ----------------------------------------------------------------------------------------------------------


def save_bytes(data: bytes, path: Path) -> None:
    """Write a file whole or not at all, making its folder. Raises UsageError where it cannot be written."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(
            f"cannot write {path}: {(error.strerror or str(error)).lower()}",
            hint="choose another place, or make room there",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def save_text(text: str, path: Path) -> None:
    """Write text as UTF-8, whole or not at all."""
    save_bytes(text.encode("utf-8"), path)


def save(value: Any, path: Path) -> None:
    """Write a record, or a tuple of records, as JSON."""
    save_bytes(to_json(value), path)


def to_json(value: Any) -> bytes:
    r"""The JSON of a record: two spaces an indent and rows of numbers on one line, so that a diff can be read.

    Pages, whose words would fill a line per corner, take one line per page instead.

    >>> to_json({"bbox": (1.0, 2.5), "text": "сағат"}).decode()
    '{\n  "bbox": [1.0, 2.5],\n  "text": "сағат"\n}\n'
    """
    encoded = msgspec.json.encode(value, order="deterministic")
    if isinstance(value, Document):
        return encoded.replace(b'{"number":', b'\n{"number":') + b"\n"
    return _NUMBER_ROW.sub(_on_one_line, msgspec.json.format(encoded, indent=2)) + b"\n"


# a JSON string holds no newline, so "[" and a newline stand outside of strings
_NUMBER_ROW = re.compile(rb"\[\n[-+0-9.eE,\s]+\]")


def _on_one_line(match: re.Match[bytes]) -> bytes:
    return b"[" + b", ".join(part.strip() for part in match[0][1:-1].split(b",")) + b"]"


# --- loading ---------------------------------------------------------------------------------------------------------


def load(path: Path, kind: type[T]) -> T:
    """A record from JSON, validated. Raises DocumentError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except OSError as error:
        raise DocumentError(
            "not-found", f"{path}: {(error.strerror or 'cannot be read').lower()}", hint="check the path"
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DocumentError(
            "invalid-json",
            f"{path} does not hold what it should: {error}",
            hint="make the file again with `tarmaq run`, or compare it with the schemas in schemas/",
        ) from error


def load_errors(folder: Path) -> tuple[ErrorRecord, ...]:
    """The errors that a step left in a folder, if it left any. Raises DocumentError."""
    path = folder / ERRORS
    return load(path, tuple[ErrorRecord, ...]) if path.exists() else ()


def copy(source: Path, target: Path) -> None:
    """Copy a file, whole or not at all. Raises DocumentError, UsageError."""
    try:
        data = source.read_bytes()
    except OSError as error:
        raise DocumentError(
            "not-found", f"{source}: {(error.strerror or str(error)).lower()}", hint="check the path"
        ) from error
    save_bytes(data, target)


# --- schemas ---------------------------------------------------------------------------------------------------------


def schema_files() -> dict[str, bytes]:
    """The JSON Schema of every kind of file, by file name."""
    heads = {
        name: {"$schema": SCHEMA_DIALECT, "$id": f"{SCHEMA_IDS}:{name}:{SCHEMA_VERSIONS[name]}", "title": name}
        for name in SCHEMAS
    }
    return {
        f"{name}.schema.json": to_json({**heads[name], **msgspec.json.schema(kind)}) for name, kind in SCHEMAS.items()
    }
