"""What the rules of figures know stands in lexicons: their code holds no Vietnamese word and no code of an indicator."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tasks.facts.document.reading import read_article
from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import draft_figures
from tasks.facts.knowledge.lexicons import indicator_kinds

FACTS = sorted((Path(__file__).parents[2] / "tasks" / "facts").rglob("*.py"))


def strings(path: Path) -> Iterator[str]:
    """Every string constant of a module that is no docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def test_no_code_of_an_indicator_stands_in_the_rules() -> None:
    assert len(FACTS) > 50
    found = {path.name: sorted(indicator_kinds().keys() & set(strings(path))) for path in FACTS}
    assert not {name: codes for name, codes in found.items() if codes}


def test_no_vietnamese_word_stands_in_the_rules() -> None:
    """Their words are rows of lexicons, or named fragments of `tasks.vi`."""
    assert not [(path.name, text) for path in FACTS for text in strings(path) if any(ord(mark) > 127 and mark.isalpha() for mark in text)]


def test_a_figure_in_the_making_never_changes() -> None:
    """Rules give a figure anew instead of writing into one, least of all into that of another rule."""
    with pytest.raises(AttributeError):
        draft_figures(read_article(ArticleText("a", "Xã có 34 hộ.", None, None, None)))[0].unit = "person"  # type: ignore[misc]
    own = {f"{path.name}:{node.lineno}" for path in FACTS for node in ast.walk(ast.parse(path.read_text("utf-8"))) if writes_field(node)}
    assert not own


def writes_field(node: ast.AST) -> bool:
    """Whether code assigns to a field of a draft by its name."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AugAssign) else []
    return any(isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "draft" for one in targets)
