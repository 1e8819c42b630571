"""Templates to HTML: everything of an article is escaped, and the page says by its policy that it runs nothing."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MethodType
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from jinja2.runtime import Context
from markupsafe import Markup

from warehouse.printable import escape_controls
from warehouse.site.article_parts import ArticleParts
from warehouse.site.cells import Cells
from warehouse.site.compiled_templates import CompiledTemplates
from warehouse.site.frame import Frame, web_address

_LONGEST_WORD = 1000
_LONG_TEXT = re.compile(r"(?<!<title)>[^<]{1000,}")
_LONG_WORD = re.compile(r"(?:&[^;\s]{1,8};|[^\s&>]){1000}(?=\S)")

POLICY = "default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action {forms}"
"""Content security policy of every page: no script, no network, only the one style sheet that the page carries."""


def render(template: str, frame: Frame, **model: Any) -> str:
    """A page as HTML.

    Args:
        template: name of a file of `warehouse/site/templates` without its ending.
        frame: where the page stands.
        model: what the template shows.
    """
    words = frame.words
    cells = Cells(words, model.get("units", {}))
    html = (
        _environment()
        .get_template(template)
        .render(
            frame=frame,
            w=words,
            c=cells,
            parts=ArticleParts(cells, frame),
            t=words.say,
            label=words.label,
            policy=policy(frame.served),
            style=_style(),
            **model,
        )
    )
    return break_long_words(escape_controls(html))  # once for the page: the templates hold neither a control character nor such a word


def break_long_words(html: str) -> str:
    """A page on which the browser may break very long words: looking for a place by itself it takes minutes for a megabyte.

    >>> break_long_words("<p>Mã " + "x" * 1001 + "</p>").replace("x" * 1000, "x…")
    '<p>Mã x…<wbr>x</p>'
    """
    if not _holds_long_word(html):
        return html
    return _LONG_TEXT.sub(lambda text: _LONG_WORD.sub(r"\g<0><wbr>", text[0]) if _holds_long_word(text[0]) else text[0], html)


def _holds_long_word(html: str) -> bool:
    """Whether it can hold such a word: hardly any page does, and to split one takes a hundredth of what the patterns take."""
    return max(map(len, html.split()), default=0) > _LONGEST_WORD


def policy(served: bool) -> str:
    """The content security policy of a page; only a served page may send a form, to its own server."""
    return POLICY.format(style=_style_hash(), forms="'self'" if served else "'none'")


def templates_digest() -> str:
    """sha256 of everything a page is made with besides its rows: templates, style, words, and the code of this package."""
    digest = hashlib.sha256()
    package = files("warehouse.site")
    words = [files("seeds") / name for name in ("labels.csv", "site_words.csv", "told_words.csv")]
    sources = [*package.iterdir(), *package.joinpath("templates").iterdir(), *package.joinpath("queries").iterdir(), *words]
    for source in sorted((one for one in sources if one.is_file()), key=lambda one: one.name):
        digest.update(f"{source.name}\n".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


@cache
def _style() -> Markup:
    return Markup(files("warehouse.site").joinpath("site.css").read_text("utf-8"))  # noqa: S704 - a file of this package


@cache
def _style_hash() -> str:
    return base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()


class _PageContext(Context):
    """A context that calls plain methods at once: Jinja asks each thing it calls first whether it wants the context, half of the cost."""

    def call(self, called: Any, *args: Any, **kwargs: Any) -> Any:
        """Call what a template calls."""
        if isinstance(called, MethodType):
            for name in ("_block_vars", "_loop_vars"):  # what Jinja hands on to macros
                kwargs.pop(name, None)
            return called(*args, **kwargs)
        return super().call(called, *args, **kwargs)


class _PageEnvironment(Environment):
    """An environment that looks `row.column` up as a key first where the row is a dictionary, as all rows are."""

    context_class = _PageContext

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template finds at `obj.attribute`."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


SETTINGS: dict[str, Any] = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
"""How templates are compiled."""


@cache
def _environment() -> Environment:
    templates = files("warehouse.site").joinpath("templates")
    compiled = CompiledTemplates(templates, SETTINGS) if isinstance(templates, Path) else None
    environment = _PageEnvironment(**SETTINGS, undefined=StrictUndefined, loader=FunctionLoader(_template), bytecode_cache=compiled)
    environment.filters["web_address"] = web_address
    return environment


def _template(name: str) -> str:
    return files("warehouse.site").joinpath("templates", f"{name}.html.j2").read_text("utf-8")
