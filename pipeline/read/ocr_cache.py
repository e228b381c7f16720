"""What Tesseract said of an image, kept in files so that the same image is not read twice.

The name of an entry is a hash of everything the answer depends on; its content is what the engine said. Entries are
written whole or not at all, so that parallel processes can share a folder; the longest unused go when it is full.
"""

import gzip
import hashlib
import os
import tempfile
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pipeline.settings import ReadSettings

# raised where a change of this program changes what an entry holds
LAYOUT = "1"
FOLDER_NAME = "tarmaq/ocr"
SUFFIX = ".tsv.gz"
# when the folder is full, it is emptied down to this share of its limit; it is looked at once in so many new entries
KEEP_SHARE = 0.8
LOOK_EVERY = 64


class OcrCache:
    """A folder of the engine's answers of at most `max_bytes`, give or take what is written between two looks."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._until_look = 0

    def load(self, key: str) -> str | None:
        """The answer, if it is there and whole."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            text = gzip.decompress(data).decode("utf-8")
        except (OSError, EOFError, zlib.error, UnicodeDecodeError):
            return None
        if not data:
            return None  # cut off before its first byte, which is an answer of nothing for gzip
        with suppress(OSError):
            os.utime(path)  # used just now
        return text

    def save(self, key: str, text: str) -> None:
        """Keeps the answer; a folder that cannot be written to is no reason to fail."""
        path = self._path(key)
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(gzip.compress(text.encode("utf-8"), mtime=0))
                Path(name).replace(path)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self._until_look -= 1
            if self._until_look < 0:
                self._until_look = LOOK_EVERY
                self._make_room()

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}{SUFFIX}"

    def _make_room(self) -> None:
        entries = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                entries.append((status.st_mtime_ns, status.st_size, path))
        size = sum(entry[1] for entry in entries)
        if size <= self._max_bytes:
            return
        for _, bytes_of_entry, path in sorted(entries):
            with suppress(OSError):
                path.unlink(missing_ok=True)
            size -= bytes_of_entry
            if size <= KEEP_SHARE * self._max_bytes:
                break


def open_cache(settings: ReadSettings) -> OcrCache | None:
    """The cache that the settings ask for, None where they switch it off."""
    if not settings.cache:
        return None
    folder = Path(settings.cache_folder).expanduser() if settings.cache_folder else _user_cache() / FOLDER_NAME
    return OcrCache(folder, settings.cache_mb * 1_000_000)


def _user_cache() -> Path:
    """Where programs keep what they can make again (XDG Base Directory Specification)."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    return Path(named) if Path(named).is_absolute() else Path.home() / ".cache"


def cache_key(engine: str, settings: Sequence[str], images: Sequence[bytes]) -> str:
    """A hash of the engine's version, its settings and the images, each set apart from the next.

    >>> cache_key("5.3.0", ["kaz"], [b"ab", b"c"]) == cache_key("5.3.0", ["kaz"], [b"a", b"bc"])
    False
    """
    hashed = hashlib.sha256()
    for part in (LAYOUT, engine, *settings):
        hashed.update(f"{len(part)}:{part};".encode())
    for image in images:
        hashed.update(f"{len(image)};".encode())
        hashed.update(image)
    return hashed.hexdigest()
