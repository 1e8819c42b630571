"""The peoples of a slice: one by its name (`người Mông`), several or any minority as `minority`."""

from __future__ import annotations

from functools import cache

from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import phrases
from tasks.vi.text.fragments import PEOPLE
from tasks.vi.text.patterns import pattern

MINORITY = "minority"
_KINH = "Kinh"
_NEXT_NAME = pattern("next_people")


def people_of(hit: Hit, reading: Reading) -> str:
    """The name of the people of a phrase; `minority` where a list of several goes on: `dân tộc Mông, Dao chiếm 80%`."""
    name = hit.phrase.value
    if name in (MINORITY, _KINH):
        return name
    following = _NEXT_NAME.match(reading.text, hit.end)
    if following is None or not following[1][0].isupper():
        return name
    words = following[1].lower().split()
    return MINORITY if {words[0], " ".join(words)} & _names() else name


@cache
def _names() -> frozenset[str]:
    """The names of all peoples of the lexicon, in small letters."""
    named = (one.surface.rpartition(PEOPLE) for one in phrases() if one.table == "breakdown" and one.key == "ethnicity")
    return frozenset(name for _, head, name in named if head)
