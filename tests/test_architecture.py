"""The direction of imports, checked as part of the tests."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PURE = [path for folder in ("vi", "text", "facts") for path in sorted((ROOT / "tasks" / folder).rglob("*.py"))]
CLOCKS = {"now", "today", "utcnow", "getenv", "environ", "time", "random"}


def test_imports_go_one_way() -> None:
    """Every contract of [tool.importlinter] is kept."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_flow_file_is_named_like_a_package() -> None:
    """Prefect puts the flow file's folder first on sys.path: a flows/tasks.py would hide the package tasks."""
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert not packages & {path.stem for path in (ROOT / "flows").glob("*.py")}


@pytest.mark.parametrize("path", PURE, ids=lambda path: str(path.relative_to(ROOT)))
def test_pure_modules_read_no_clock_and_no_environment(path: Path) -> None:
    """Same bytes, same rows: nothing pure asks for the time, chance or environment variables."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked = f"{node.value.id}.{node.attr}"
            reads = node.value.id in {"datetime", "date", "os", "time", "random"} and node.attr in CLOCKS
            assert not reads, f"{path.name}:{node.lineno} reads {asked}"


def test_files_that_are_given_out_first_or_together_are_there() -> None:
    from tests.conftest import ONE_PREFECT, TAKE_LONGEST

    assert [name for name in (*TAKE_LONGEST, *ONE_PREFECT) if not (ROOT / "tests" / name).is_file()] == []
