"""What is installed is what is declared: no import that a fresh machine would lack, no index host in a lock, data in the wheel."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata, resources
from pathlib import Path

from overlays import ALSO, SENTENCE, UNLIKE

from tasks.plan.fingerprints import current_fingerprints

ROOT = Path(__file__).parents[2]
PACKAGES = ("flows", "tasks", "expectations", "warehouse", "seeds")
# Optional extras: each is imported only where it is asked for, and its absence has a message of its own.
OPTIONAL = {"viparse", "openpyxl", "s3fs", "prefect_dask", "marimo", "altair"}


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


def test_the_wheel_holds_every_file_of_the_packages_and_works(tmp_path: Path) -> None:
    """Built and unpacked elsewhere, so that nothing is found only because the checkout is there."""
    source, wheel = tmp_path / "source", tmp_path / "installed"
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(source)]
    subprocess.run(build, check=True, env=_plain_environment())
    zipfile.ZipFile(next(tmp_path.glob("solieu-*.whl"))).extractall(wheel)
    wanted = {str(path.relative_to(ROOT)) for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()}
    missing = {name for name in wanted if "__pycache__" not in name and not (wheel / name).exists()}
    assert not missing
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import tasks; from tasks.facts.extraction import extract_figures;"
        "from tasks.facts.document.records import ArticleText; from tasks.plan.fingerprints import current_fingerprints as prints;"
        "found = extract_figures(ArticleText('a', 'Toàn huyện có 12 chi bộ.', None, None, None)).observations;"
        "print(tasks.__file__, found[0].indicator, prints().extract, sep='\\n')"
    )
    told = subprocess.run([sys.executable, "-P", "-c", code, str(wheel)], check=True, capture_output=True, text=True, cwd=tmp_path).stdout
    assert told.splitlines() == [str(wheel / "tasks" / "__init__.py"), "party_cells", current_fingerprints().extract]
    _teach_an_installed_wheel(wheel, tmp_path)


def _teach_an_installed_wheel(wheel: Path, folder: Path) -> None:
    """Rows of one's own teach it: its seeds are package data that no one edits."""
    (folder / "tin.txt").write_text(f"Tin y tế xã\n\n{SENTENCE} Bà con trong xã yên tâm sản xuất, chăm lo đời sống.\n", "utf-8")
    solieu = [sys.executable, "-P", "-c", "import sys; sys.path.insert(0, sys.argv.pop(1)); from flows.cli import app; app()", str(wheel)]

    def say(*arguments: str) -> str:
        call = [*solieu, *arguments, "--home", "nhà"]
        return subprocess.run(call, check=True, capture_output=True, text=True, cwd=folder).stdout

    assert "indicator     other" in say("explain", "tin.txt")
    examples = [*(("--also", one) for one in ALSO), *(("--unlike", one) for one in UNLIKE)]
    labels = ("--label-vi", "Số người được tiêm chủng", "--cue", "tiêm chủng=vaccinate", "--yes")
    taught = say("teach", SENTENCE, "--indicator", "vaccinations", *labels, *(part for pair in examples for part in pair))
    assert "now    1.250=vaccinations unit:person" in taught
    assert "indicator     vaccinations" in say("explain", "tin.txt")
    assert say("lexicon", "check", "--own") == "every row holds, those of nhà/lexicon too\n"
    assert not [path for path in wheel.rglob("*.csv") if path.stat().st_mtime > (folder / "tin.txt").stat().st_mtime]


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "SOLIEU_COMPILE"}


def test_the_rules_can_be_compiled() -> None:
    """`make wheel` compiles them: what mypyc cannot read is found here, without the minutes a C compiler takes."""
    code = (
        "from mypyc.build import mypyc_build; from mypyc.options import CompilerOptions;"
        "from setup import rules; mypyc_build(rules(), CompilerOptions())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout
