"""An article with its numbers marked, and beside it what each figure was taken for: one HTML file that needs no network."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from tasks.facts.explanation import NumberStory
from warehouse.printable import finalize_value


@dataclass(frozen=True, slots=True)
class Told:
    """An article and the stories of its numbers, in reading order."""

    title: str
    source: str
    published: str
    text: str
    stories: tuple[NumberStory, ...]

    def pieces(self) -> list[tuple[str, NumberStory | None]]:
        """The text cut at its numbers, each with its story; the pieces put together are the text."""
        cut: list[tuple[str, NumberStory | None]] = []
        at = 0
        for story in self.stories:
            start, end = story.span
            cut += [(self.text[at:start], None), (self.text[start:end], story)]
            at = end
        return [*cut, (self.text[at:], None)]

    def figures(self) -> Sequence[NumberStory]:
        """The numbers that are figures."""
        return [story for story in self.stories if story.facts]


def render_stories(articles: Iterable[Told]) -> str:
    """The page as HTML. The place of figure n of article m is `#f<m>-<span_start>`."""
    return _template().render(articles=list(articles))


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=finalize_value)
    return environment.from_string(files("flows").joinpath("story_page.html.j2").read_text(encoding="utf-8"))
