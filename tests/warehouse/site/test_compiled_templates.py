"""Compiled templates are kept, taken only where they were made of the same, and never needed."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from warehouse.site.compiled_templates import CompiledTemplates

SETTINGS = {"autoescape": True}
LETTER = {"letter": "Kính gửi {{ name }}"}


@pytest.fixture(autouse=True)
def keeps_bytecode(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


class Compiling(Environment):
    """An environment that notes what it compiles."""

    def __init__(self, folder: Path, sources: Mapping[str, str], settings: Mapping[str, Any] = SETTINGS) -> None:
        self.kept = CompiledTemplates(folder, settings)
        self.compiled: list[str | None] = []
        super().__init__(loader=DictLoader(sources), bytecode_cache=self.kept, **settings)

    def compile(self, source: Any, name: str | None = None, *args: Any, **kwargs: Any) -> Any:
        self.compiled.append(name)
        return super().compile(source, name, *args, **kwargs)

    def show(self) -> str:
        return self.get_template("letter").render(name="xã <A>")


def test_a_template_is_compiled_once_and_shows_the_same(tmp_path: Path) -> None:
    first, second = Compiling(tmp_path, LETTER), Compiling(tmp_path, LETTER)
    assert first.show() == second.show() == "Kính gửi xã &lt;A&gt;"
    assert (first.compiled, second.compiled) == (["letter"], [])
    assert [path.name for path in (tmp_path / "__pycache__").iterdir()] == [first.kept.file_of("letter").name]


def test_another_source_or_setting_is_compiled_anew(tmp_path: Path) -> None:
    Compiling(tmp_path, LETTER).show()
    changed = Compiling(tmp_path, {"letter": "Gửi {{ name }}"})
    assert (changed.show(), changed.compiled) == ("Gửi xã &lt;A&gt;", ["letter"])
    bare = Compiling(tmp_path, {"letter": "Gửi {{ name }}"}, {"autoescape": False})
    assert (bare.show(), bare.compiled) == ("Gửi xã <A>", ["letter"])


@pytest.mark.parametrize("cut", [0, 10, 63, 64, -1])
def test_a_damaged_file_counts_as_none(tmp_path: Path, cut: int) -> None:
    first = Compiling(tmp_path, LETTER)
    first.show()
    kept = first.kept.file_of("letter")
    whole = kept.read_bytes()
    kept.write_bytes(whole[:cut])
    again = Compiling(tmp_path, LETTER)
    assert (again.show(), again.compiled) == (first.show(), ["letter"])
    assert kept.read_bytes()[:64] == whole[:64]


def test_nothing_is_kept_where_python_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert Compiling(tmp_path, LETTER).show()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_no_failure(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("không phải thư mục")
    made = Compiling(tmp_path, LETTER)
    assert (made.show(), made.compiled) == ("Kính gửi xã &lt;A&gt;", ["letter"])


def test_compiled_templates_follow_the_prefix_of_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    made = Compiling(tmp_path / "templates", LETTER)
    made.show()
    assert made.kept.file_of("letter").is_relative_to(tmp_path / "kept")
    assert made.kept.file_of("letter").is_file()
