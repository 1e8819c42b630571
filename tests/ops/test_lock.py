"""The locks are pinned with hashes and older than no known repair, and the check that says so can fail."""

from __future__ import annotations

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
HASH = "--hash=sha256:" + "0" * 64


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    """security/check_lock.py as a module."""
    spec = importlib.util.spec_from_file_location("check_lock", ROOT / "security" / "check_lock.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_locks_of_this_folder_hold(checker: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert checker.main() == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (f"requests==2.32.3 \\\n    {HASH}", "requests 2.32.3: CVE-2024-47081, mended in 2.32.4"),
        (f"PyYAML==5.3.1 ; python_version < '3.12' \\\n    {HASH}", "PyYAML 5.3.1: CVE-2020-14343"),
        (f"urllib3[brotli]==2.6.9 {HASH}", "urllib3 2.6.9: CVE-2026-44432"),
        ("requests==2.34.2", "has no sha256 hash"),
        (f"requests>=2.34 {HASH}", "is not pinned with =="),
        ("requests @ https://kho.example.vn/requests.whl", "is not pinned with =="),
        ("-e ./elsewhere", "is not pinned with =="),
        ("--extra-index-url https://kho.example.vn/simple", "is not pinned with =="),
    ],
)
def test_what_is_wrong_with_a_line_is_named(line: str, problem: str, checker: ModuleType) -> None:
    advisories = checker.read_advisories(ROOT / "security" / "advisories.csv")
    (found,) = checker.check_lock(f"# a lock\n{line}\n", advisories)
    assert problem in found


def test_a_repaired_version_passes(checker: ModuleType) -> None:
    advisories = checker.read_advisories(ROOT / "security" / "advisories.csv")
    assert list(checker.check_lock(f"requests==2.32.4 \\\n    {HASH}\n", advisories)) == []


def test_every_advisory_is_of_a_locked_package_and_in_order(checker: ModuleType) -> None:
    lines = [line for lock in checker.LOCKS for line in (ROOT / lock).read_text("utf-8").splitlines()]
    locked = {re.split(r"[=\[]", line)[0].lower() for line in lines if "==" in line}
    names = [advisory.package for advisory in checker.read_advisories(ROOT / "security" / "advisories.csv")]
    assert set(names) <= locked
    assert names == sorted(names)
