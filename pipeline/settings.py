"""The settings of every step as records: `params.yaml` in, the only home of defaults."""

from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from pipeline.errors import UsageError

Count = Annotated[int, Meta(ge=1)]
Share = Annotated[float, Meta(ge=0, le=1)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What all settings share: immutable, and an unknown name in the file is an error."""


class ReadSettings(Settings, frozen=True, kw_only=True):
    """How pages become words. `dpi` is what a page is rendered at for OCR; `max_pixels` bounds one page image.

    `cache` keeps what OCR said of an image, in `cache_folder` (empty: the user's own cache), up to `cache_mb`
    megabytes.
    """

    ocr_languages: Annotated[tuple[str, ...], Meta(min_length=1)] = ("kaz", "rus", "eng")
    dpi: Annotated[int, Meta(ge=50, le=1200)] = 200
    max_pixels: Count = 50_000_000
    max_pages: Count = 2_000
    max_bytes: Count = 500_000_000
    trust_threshold: Share = 0.5
    cache: bool = True
    cache_folder: str = ""
    cache_mb: Count = 300


class RepairSettings(Settings, frozen=True, kw_only=True):
    """What may be mended. `damage_threshold` (0..1): how sure it must be that OCR read a line in the wrong language."""

    damage_threshold: Share = 0.5


class StructureSettings(Settings, frozen=True, kw_only=True):
    """How lines become clauses. `services` names the service of a file stem; others are named by their stem."""

    services: dict[str, str] = {}


class CheckSettings(Settings, frozen=True, kw_only=True):
    """What the rules look for. Similarities are 0..1.

    From `duplicate_similarity` two clauses of a document are one said twice; from `align_similarity`, which the number,
    the section and the neighbour add to, two clauses of two documents belong together. `disabled_rules` are rule ids.
    """

    duplicate_similarity: Share = 0.97
    align_similarity: Share = 0.5
    disabled_rules: tuple[str, ...] = ()


class LimitSettings(Settings, frozen=True, kw_only=True):
    """What one document may cost in its child process.

    Wall time in seconds; memory in MiB that the process may claim beyond what it has at its start (RLIMIT_DATA, which
    Linux enforces and macOS does not).
    """

    seconds: Annotated[float, Meta(gt=0)] = 300.0
    memory_mb: Annotated[int, Meta(ge=64)] = 3_000


class AllSettings(Settings, frozen=True, kw_only=True):
    """The whole of `params.yaml`."""

    read: ReadSettings = ReadSettings()
    repair: RepairSettings = RepairSettings()
    structure: StructureSettings = StructureSettings()
    check: CheckSettings = CheckSettings()
    limits: LimitSettings = LimitSettings()


def load_settings(path: Path | None) -> AllSettings:
    """Settings from a YAML file, or the defaults where there is none to read. Raises UsageError."""
    if path is None:
        return AllSettings()
    try:
        # a file of comments alone holds nothing, which is null
        return msgspec.yaml.decode(path.read_bytes() or b"null", type=AllSettings | None) or AllSettings()
    except OSError as error:
        raise UsageError(
            f"cannot read the settings file {path}: {(error.strerror or str(error)).lower()}", hint="check the path"
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: {' '.join(str(error).split())}", hint="compare the file with params.yaml in the repository"
        ) from error
