"""Bodies told of again by a common word: `công ty này`, `trường hiện có`, `nước này`: the last one of that kind that was named."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tasks.vi.entities.mention_roles import VERBS, role_of, words_beside
from tasks.vi.entities.organisation_words import TextWords
from tasks.vi.entities.short_forms import Mention
from tasks.vi.text.lexicon import read_lexicon
from tasks.vi.text.spelling import one_spelling

COLUMNS = ("surface", "kinds", "names", "needs", "example", "expected", "source")
_THIS = "này"
_OWNERS = frozenset({"của", "do", "về", "theo"})
# Words behind which a noun begins its clause.
_CLAUSE_OPENERS = frozenset({"hiện", "nay", "khi", "vì", "nên", "mà", "nhưng", "rằng", "biết", "và", "thì", "do", "để", "trước", "sau"})
# What a body does that speaks: `Sở cho biết`.
_SAYS = frozenset({"cho", "cảnh", "kiến", "khẳng", "thừa", "yêu", "dự", "lý", "nhấn", "nêu", "trình", "thông"})
_ACTS = VERBS | _SAYS
_FAR = 1500
_NEEDS_THIS, _NEEDS_HELPER = "this", "helper"
# Verbs that make no name of what follows: `đơn vị đã thi công`, but `đơn vị thi công`.
_HELPERS = frozenset({"đã", "đang", "sẽ", "còn", "có", "luôn", "cũng", "vẫn"})
_COUNTRIES = frozenset({"nước", "quốc gia"})


class _Noun(NamedTuple):
    """A common noun: the kinds of bodies it can mean, the words of which one begins their name, what it needs beside it: `này`, a verb,
    or a helping verb."""

    kinds: frozenset[str]
    names: tuple[str, ...]
    needs: str


class _Nouns(NamedTuple):
    """The nouns of `seeds/lexicon/back_references.csv`, and the words they begin with."""

    by_surface: Mapping[str, _Noun]
    firsts: frozenset[str]


@cache
def _known_nouns() -> _Nouns:
    nouns = {
        one_spelling(row["surface"]): _Noun(
            frozenset(row["kinds"].split(",")),
            tuple(one_spelling(name) for name in row["names"].split(",") if name),
            row["needs"],
        )
        for row in read_lexicon("back_references", COLUMNS)
    }
    return _Nouns(nouns, frozenset(noun.split()[0] for noun in nouns))


def find_back_references(words: TextWords, found: list[Mention]) -> list[Mention]:
    """Common nouns that take up a body named before, each with that mention."""
    starts = [one.start for one in found]
    named = [one for one in found if one.name is not None and not one.is_plural]
    if not named:
        return []
    told: list[Mention] = []
    for index, last, noun in _nouns(words):
        at = bisect_right(starts, words.starts[index])
        inside = at > 0 and found[at - 1].end > words.starts[index]
        if inside or (at < len(found) and found[at].start < words.ends[last - 1]):
            continue
        owner = next((one for one in _before(named, words.starts[index]) if _fits(one, noun)), None)
        if owner is not None:
            told.append(_mention(words, index, last, owner))
    return told


def _nouns(words: TextWords) -> Iterator[tuple[int, int, str]]:
    """The nouns that stand for one body: the word they begin at, the word after them and after `này`, the noun."""
    lows, count, nouns = words.lows, words.count, _known_nouns()
    for index in words.among(nouns.firsts):
        noun, last = lows[index], index + 1
        for after in (index + 3, index + 2):
            if after <= count and (longer := " ".join(lows[index:after])) in nouns.by_surface and words.together(index, after):
                noun, last = longer, after
                break
        known = nouns.by_surface.get(noun)
        if known is None:
            continue
        this = last < count and lows[last] == _THIS and words.gap(last) == " "
        if this:
            if index == 0 or words.gap(index) != " " or lows[index - 1] not in {"các", "những", "số", "hai", "ba", "nhà"}:
                yield index, last + 1, noun
        elif known.needs != _NEEDS_THIS and _stands_alone(words, index, last, known.needs):
            yield index, last, noun


def _stands_alone(words: TextWords, index: int, last: int, needs: str) -> bool:
    """Whether a noun without a name acts in its clause, or owns: `trường hiện có`, `doanh thu của công ty`."""
    verbs = _HELPERS if needs == _NEEDS_HELPER else _ACTS
    acts = last < words.count and words.gap(last) == " " and words.lows[last] in verbs
    if index == 0 or words.gap(index) != " ":
        return acts
    before = words.lows[index - 1]
    ends = last >= words.count or words.gap(last) != " " or acts
    return (before in _CLAUSE_OPENERS and acts) or (before in _OWNERS and ends)


def _before(named: list[Mention], position: int) -> Iterator[Mention]:
    """The named mentions before a position, from near to far."""
    for one in reversed(named):
        if one.end <= position:
            if position - one.end > _FAR:
                return
            yield one


def _fits(one: Mention, noun: str) -> bool:
    known = _known_nouns().by_surface[noun]
    if one.kind not in known.kinds:
        return False
    if noun in _COUNTRIES:
        return one.level == "country"
    heads = (one.long or one).heads
    return not known.names or one.kind == "company" or (bool(heads) and heads[0].startswith(known.names))


def _mention(words: TextWords, index: int, last: int, owner: Mention) -> Mention:
    beside = words_beside(words, index, last)
    return Mention(
        start=words.starts[index], end=words.ends[last - 1], last=last, kind=owner.kind, heads=owner.heads, level=owner.level,
        name=owner.name, is_plural=False, role=role_of(beside, at_start=index == 0), has_verb=beside.has_verb, place=owner.place,
        place_start=words.starts[index], group=owner.group, long=owner.long or owner,
    )  # fmt: skip
