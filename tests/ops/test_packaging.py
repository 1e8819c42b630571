"""What is installed is what is declared: no import that a fresh machine would lack, no index host in a lock, data in the wheel."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib import metadata, resources
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("flows", "tasks", "expectations", "warehouse", "seeds")
# Optional extras: each is imported only where it is asked for, and its absence has a message of its own.
OPTIONAL = {"viparse", "openpyxl", "s3fs", "prefect_dask"}


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


def test_every_import_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_normal(re.split(r"[<>=\[; ]", line)[0]) for line in project["dependencies"]}
    owners = metadata.packages_distributions()
    imported = {name for package in PACKAGES for path in (ROOT / package).rglob("*.py") for name in _imports(path)}
    outside = imported - set(PACKAGES) - sys.stdlib_module_names - OPTIONAL
    missing = {name for name in outside if not {_normal(owner) for owner in owners.get(name, [])} & declared}
    assert not missing, f"imported and not declared in pyproject.toml: {sorted(missing)}"


def test_locks_have_hashes_and_name_no_index() -> None:
    for lock in ROOT.glob("requirements*.lock"):
        text = lock.read_text(encoding="utf-8")
        assert "://" not in text, lock.name
        assert "index-url" not in text.replace("--no-emit-index-url", ""), lock.name
        pins = re.findall(r"^[A-Za-z0-9].*==\S+", text, flags=re.MULTILINE)
        assert len(pins) > 100
        assert text.count("--hash=sha256:") >= len(pins)


def test_every_declared_package_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = {_normal(re.split(r"[\[=]", line)[0]) for line in (ROOT / "requirements.lock").read_text().splitlines() if "==" in line}
    declared = {_normal(re.split(r"[<>=\[; ]", line)[0]) for line in project["dependencies"]}
    assert declared <= locked


def test_lexicons_sql_and_reasons_ship_as_package_data() -> None:
    assert resources.files("seeds").joinpath("reasons.csv").is_file()
    assert any(entry.name.endswith(".csv") for entry in resources.files("seeds").joinpath("lexicon").iterdir())
    assert any(entry.name.endswith(".sql") for entry in resources.files("warehouse").joinpath("views").iterdir())
