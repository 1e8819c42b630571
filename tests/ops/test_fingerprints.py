"""Fingerprints change when, and only when, rules change what they make."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.plan import fingerprints, module_cache
from tasks.plan.fingerprints import CLEAN_ROOTS, EXTRACT_ROOTS, code_of, compute_fingerprints, modules_behind, values_of
from tasks.plan.module_cache import ModuleCache


def _code(source: str) -> str:
    return code_of(ast.parse(source))


def test_docstrings_comments_and_layout_do_not_count() -> None:
    plain = "class A:\n    x = 1\n    def f(self):\n        return [1, 2]\n"
    told = plain.replace("x = 1\n", 'x = 1\n    """What x is."""\n\n').replace(
        "return [1, 2]", '"""Says."""\n        # why\n        return [\n1, 2]'
    )
    assert _code(plain) == _code('"""Module."""\n' + told)


@pytest.mark.parametrize("other", ["x = 2", "y = 1", "x = 1.0", "x = '1'"])
def test_code_counts(other: str) -> None:
    assert _code("x = 1") != _code(other)


def test_every_stage_knows_the_modules_it_stands_on() -> None:
    clean, extract = modules_behind(CLEAN_ROOTS), modules_behind(EXTRACT_ROOTS)
    assert {"tasks.text.cleaning", "tasks.text.readers", "tasks.text.records", "tasks.vi.text.fold"} <= set(clean)
    assert {"tasks.facts.extraction", "tasks.facts.document.records", "tasks.vi.numbers.numbers"} <= set(extract)
    assert not any(name.startswith("tasks.facts") for name in clean)


def test_a_compiled_module_is_known_by_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make wheel` puts `sentences.….so` beside `sentences.py`: the rules are the same, so their fingerprint is."""
    plain, (folder,) = compute_fingerprints(), fingerprints._folders_of("tasks")
    shutil.copytree(folder, tmp_path / "tasks", ignore=shutil.ignore_patterns("__pycache__"))
    for source in (tmp_path / "tasks" / "vi").rglob("*.py"):
        source.with_suffix(".cpython-311-x86_64-linux-gnu.so").touch()
    folders_of = fingerprints._folders_of
    monkeypatch.setattr(fingerprints, "_folders_of", lambda name: (tmp_path / "tasks",) if name == "tasks" else folders_of(name))
    assert compute_fingerprints() == plain
    (tmp_path / "tasks" / "vi" / "numbers" / "numbers.py").open("a").write("\nMORE = 1\n")
    assert compute_fingerprints() != plain


def test_fingerprints_are_those_of_any_process() -> None:
    """Sets of strings lie in another order in every process."""
    code = "from tasks.plan.fingerprints import compute_fingerprints; print(compute_fingerprints())"
    told = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in "123"
    }
    assert told == {f"{compute_fingerprints()}\n".encode()}


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of known modules of its own, read anew by each `compute_fingerprints`."""
    file = tmp_path / "cache" / "modules.json"
    monkeypatch.setattr(fingerprints, "_cache", lambda: ModuleCache(file))
    return file


def test_known_modules_are_not_parsed_again_and_give_the_same(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = compute_fingerprints()
    read: list[str] = []
    monkeypatch.setattr(fingerprints, "_read_module", lambda name, _source: read.append(name))
    assert compute_fingerprints() == first
    assert not read
    assert len(json.loads(kept.read_text())) > 100


def test_a_module_that_was_edited_is_parsed_again(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, (folder,) = compute_fingerprints(), fingerprints._folders_of("tasks")
    shutil.copytree(folder, tmp_path / "tasks", ignore=shutil.ignore_patterns("__pycache__"))
    folders_of = fingerprints._folders_of
    monkeypatch.setattr(fingerprints, "_folders_of", lambda name: (tmp_path / "tasks",) if name == "tasks" else folders_of(name))
    assert compute_fingerprints() == first
    edited = tmp_path / "tasks" / "facts" / "attributes" / "measures.py"
    edited.write_text(f"{edited.read_text()}\nMORE = 1\n")
    after = compute_fingerprints()
    assert after.clean == first.clean
    assert after.extract != first.extract


@pytest.mark.parametrize("damage", ["", "{", "[1]", "every entry"])
def test_a_damaged_file_of_known_modules_is_made_anew(kept: Path, damage: str) -> None:
    first = compute_fingerprints()
    entries = json.loads(kept.read_text())
    kept.write_text(json.dumps({key: ["code"] for key in entries}) if damage == "every entry" else damage)
    assert compute_fingerprints() == first
    assert json.loads(kept.read_text()) == entries


def test_where_nothing_can_be_kept_the_rules_are_read_anew(kept: Path) -> None:
    kept.parent.write_text("a file where the folder should be")
    assert compute_fingerprints() == compute_fingerprints()


def test_modules_of_earlier_versions_are_forgotten(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module_cache, "MOST_ENTRIES", 3)
    cached = ModuleCache(kept)
    for key in "abcd":
        cached.put(key, [key])
    cached.save()
    assert ModuleCache(kept).entries == {"d": ["d"]}


def test_examples_labels_and_sources_of_a_lexicon_do_not_count() -> None:
    before = "surface,value,example,expected,source,label_vi\nhai,2,có hai nhà,2,từ điển,hai\n"
    assert values_of("a.csv", before) == values_of("a.csv", before.replace("có hai nhà", "hai xã").replace("từ điển", "sách"))
    assert values_of("a.csv", before) != values_of("a.csv", before.replace("hai,2", "hai,3"))


def test_the_reason_of_a_correction_does_not_count_its_action_does() -> None:
    before = "- match: {span_text: '105'}\n  action: {value: 10.5}\n  reason: lỗi gõ\n  reported_on: 2026-01-01\n"
    assert values_of("corrections/x.yml", before) == values_of("corrections/x.yml", before.replace("lỗi gõ", "thiếu dấu phẩy"))
    assert values_of("corrections/x.yml", before) != values_of("corrections/x.yml", before.replace("10.5", "1.05"))


def test_a_lexicon_counts_for_the_stage_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed boilerplate phrase cleans again; a changed indicator rule only extracts again."""
    before, original = compute_fingerprints(), fingerprints.values_of
    changed_by = {}
    for changed in ("lexicon/boilerplate.csv", "lexicon/indicator_rules.csv"):
        with monkeypatch.context() as patch:
            patch.setattr(fingerprints, "values_of", lambda path, text, at=changed: original(path, text) + ("+" if path == at else ""))
            after = compute_fingerprints()
        changed_by[changed] = (before.clean != after.clean, before.extract != after.extract)
    assert changed_by == {"lexicon/boilerplate.csv": (True, False), "lexicon/indicator_rules.csv": (False, True)}
