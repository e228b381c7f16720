"""Sources are found and named, files are whole or not there."""

import os
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import model, store
from pipeline.errors import DocumentError, UsageError


def make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def names(sources: store.Sources) -> list[str]:
    return [source.name for source in sources.files]


def test_a_folder_gives_its_supported_files_in_sorted_order(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a.PDF", "sub/c.tif", "sub.txt", "note.docx", ".hidden.txt", ".git/d.txt", "e.jpeg")
    assert names(store.find_raw([tmp_path])) == ["a.PDF", "b.txt", "e.jpeg", "sub/c.tif", "sub.txt"]


def test_a_file_given_by_name_is_taken_whatever_it_is(tmp_path: Path) -> None:
    make(tmp_path, "letter.docx")
    assert names(store.find_raw([tmp_path / "letter.docx", tmp_path / "not-there.pdf"])) == [
        "letter.docx",
        "not-there.pdf",
    ]


def test_two_sources_that_would_share_a_folder_are_an_error(tmp_path: Path) -> None:
    make(tmp_path, "2024/vps.txt", "2025/vps.txt")
    with pytest.raises(UsageError, match=r"2 sources would share the folder vps\.txt"):
        store.find_raw([tmp_path / "2024", tmp_path / "2025" / "vps.txt"])
    assert names(store.find_raw([tmp_path])) == ["2024/vps.txt", "2025/vps.txt"]


def test_two_sources_of_one_name_can_be_compared(tmp_path: Path) -> None:
    make(tmp_path, "2024/vps.txt", "2025/vps.txt", "veeam.txt")
    arguments = [tmp_path / "2024/vps.txt", tmp_path / "2025/vps.txt", tmp_path / "veeam.txt"]
    assert names(store.find_raw_or_terms(arguments)) == [str(arguments[0]), str(arguments[1]), "veeam.txt"]


def test_a_document_that_a_folder_holds_and_nobody_reads_is_named(tmp_path: Path) -> None:
    make(tmp_path, "a.pdf", "sub/terms.docx", "terms.md", "report.html", "old.RTF")
    assert store.find_raw([tmp_path]).passed_over == ("old.RTF", "sub/terms.docx")
    assert store.find_raw_or_terms([tmp_path]).passed_over == ("old.RTF", "sub/terms.docx")
    with pytest.raises(UsageError, match=r"nothing to read in .*sub: terms\.docx"):
        store.find_raw([tmp_path / "sub"])


def test_a_folder_with_nothing_to_read_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nothing to read"):
        store.find_raw([tmp_path])


def test_a_folder_that_cannot_be_listed_is_reported_and_the_rest_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "open/a.txt", "closed/b.txt")
    listed = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = store.find_raw([tmp_path])
    assert names(found) == ["open/a.txt"]
    assert [(error.code, error.source) for error in found.errors] == [("unreadable-folder", str(tmp_path / "closed"))]


def test_a_name_that_is_not_utf8_can_be_saved(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/\xf2.txt"
    Path(os.fsdecode(raw)).write_bytes(b"x")
    (source,) = store.find_raw([tmp_path]).files
    assert source.name == "�.txt"
    assert source.path.read_bytes() == b"x"
    store.to_json({"file": source.name})


def test_saving_leaves_the_old_file_when_it_cannot_finish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "terms.json"
    store.save_text("old", path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(UsageError, match="no space left"):
        store.save_text("new", path)
    monkeypatch.undo()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_saving_below_a_file_is_wrong_use(tmp_path: Path) -> None:
    make(tmp_path, "out")
    with pytest.raises(UsageError, match="cannot write"):
        store.save_text("x", tmp_path / "out" / "terms.json")


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"[]", b'{"schema": "pages/1"}', b"\xff\xfe", b"[" * 100_000, b'{"schema": "terms/9"}'],
    ids=["empty", "cut", "a list", "no fields", "not UTF-8", "deep", "another version"],
)
def test_a_file_that_is_not_what_it_should_be_is_a_bad_document(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "terms.json"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        store.load(path, model.Terms)
    assert caught.value.code == "invalid-json"
    assert str(path) in caught.value.message
    assert caught.value.hint


def test_rows_of_numbers_stand_on_one_line_and_strings_are_left_alone() -> None:
    value = {"bbox": [1.5, -2.0, 3e20], "text": "[\n 1,\n 2]", "empty": [], "nested": [[1, 2], [3]]}
    data = store.to_json(value)
    assert b'"bbox": [1.5, -2.0, 3e20]' in data
    assert msgspec.json.decode(data) == value


@given(
    st.recursive(
        st.none() | st.integers(-(2**53), 2**53) | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_the_layout_of_json_never_changes_its_content(value: object) -> None:
    assert msgspec.json.decode(store.to_json(value)) == value
