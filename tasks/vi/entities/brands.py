"""Companies that are known by their letters: `VNPT Technology`, `EVN`."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter

from tasks.vi.entities.capital_runs import FUNCTION_WORDS, PERSON_BEFORE, run_end
from tasks.vi.entities.mention_roles import role_of, words_beside
from tasks.vi.entities.organisation_words import TextWords
from tasks.vi.entities.short_forms import Mention
from tasks.vi.text.fragments import NO_BODIES

_LONGEST_BRAND = 3
# A letter first, what stands before it after that: so most of a text is skipped at once.
_LETTERS = re.compile(r"[A-ZĐƯƠÂÊÔĂ](?<!\w.)[A-ZĐƯƠÂÊÔĂ]{2,}(?!\w)")


def find_brands(words: TextWords, found: list[Mention]) -> list[Mention]:
    """Companies known by their letters: `VNPT Technology đã bàn giao`, told of more than once and acting somewhere."""
    letters = [match for match in _LETTERS.finditer(words.text) if match[0] not in NO_BODIES]
    told = {word for word, times in Counter(match[0] for match in letters).items() if times > 1}
    brands: list[Mention] = []
    ends = [m.end for m in found]
    for match in letters:
        index = bisect_left(words.starts, match.start())
        begins = index < words.count and words.starts[index] == match.start()
        if match[0] not in told or not begins or (brands and brands[-1].end > match.start()):
            continue
        at = bisect_right(ends, words.starts[index])
        end = run_end(words, index, found[at].start if at < len(found) else len(words.text))
        apart = at >= len(found) or found[at].start >= words.ends[end - 1]
        shouted = end - index > 1 and words.span(index, end).isupper()
        if not apart or shouted or end - index > _LONGEST_BRAND or _begins_inside(words, index):
            continue
        beside = words_beside(words, index, end)
        if beside.before in PERSON_BEFORE:
            continue
        brands.append(Mention(
            start=words.starts[index], end=words.ends[end - 1], last=end, kind="company", heads=(), level="", name=words.span(index, end),
            is_plural=False, role=role_of(beside, at_start=index == 0), has_verb=beside.has_verb, place=None, group="công ty",
            place_start=words.starts[index],
        ))  # fmt: skip
    return brands if any(one.role == "subject" and one.has_verb for one in brands) else []


def _begins_inside(words: TextWords, index: int) -> bool:
    """Whether a capitalised word stands before it: it ends a longer name."""
    return index > 0 and words.gap(index) == " " and words.is_capital(index - 1) and words.lows[index - 1] not in FUNCTION_WORDS
