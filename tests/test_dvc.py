"""The data pipeline runs a step again when code changes that the step uses."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
STAGES: dict[str, Any] = yaml.safe_load((ROOT / "dvc.yaml").read_text(encoding="utf-8"))["stages"]
# what they hold reaches a step through its section of params.yaml, or says only what went wrong
ASIDE = {"pipeline/errors.py", "pipeline/settings.py"}


def imported(dependency: str) -> set[str]:
    """The modules and packages of the program that a module or package imports."""
    path = ROOT / dependency
    text = "".join(file.read_text(encoding="utf-8") for file in ([path] if path.is_file() else path.rglob("*.py")))
    names = re.findall(r"^\s*from pipeline\.(\w+)", text, re.MULTILINE)
    names += [
        name for line in re.findall(r"^\s*from pipeline import (.+)", text, re.MULTILINE) for name in line.split(", ")
    ]
    paths = {f"pipeline/{name}" if (ROOT / "pipeline" / name).is_dir() else f"pipeline/{name}.py" for name in names}
    return {one for one in paths if (ROOT / one).exists()}


@pytest.mark.parametrize("stage", ["read", "structure", "facts"])
def test_a_step_depends_on_all_that_it_imports(stage: str) -> None:
    known = {dependency for dependency in STAGES[stage]["deps"] if dependency.startswith("pipeline/")}
    assert {one for dependency in known for one in imported(dependency)} - known - ASIDE == set()


def test_the_report_depends_on_what_it_is_made_of() -> None:
    known = set(STAGES["report"]["deps"])
    # of the steps it loads what they saved
    steps = {"pipeline/read", "pipeline/repair", "pipeline/structure", "pipeline/facts"}
    assert {
        one for name in known if name.startswith("pipeline/") for one in imported(name)
    } - known - ASIDE - steps == set()
