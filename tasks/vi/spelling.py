"""One spelling for words that Vietnamese writes in two: tone placement (hoà, hòa), i or y (tỉ, tỷ), capitals."""

from __future__ import annotations

from functools import lru_cache

import ahocorasick_rs

# The new placement puts the tone on the second vowel only where the syllable ends there.
_PLACEMENT = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_PAIRS = {"tỉ": "tỷ", "kỉ": "kỷ", "lí": "lý", "mĩ": "mỹ", "kĩ": "kỹ", "quí": "quý", "sỹ": "sĩ"}
_SPELLINGS = [*_PLACEMENT, *_PAIRS]
# One pass for all of them: a pattern of this kind asks every letter of the text.
_AUTOMATON = ahocorasick_rs.AhoCorasick(_SPELLINGS)


def one_spelling(text: str) -> str:
    """The text in lower case and one spelling, of the same length, so that offsets carry over.

    >>> one_spelling("Uỷ ban, tỉ lệ, hoà bình, bác sỹ, quý I, hoàn thành, tỉnh uỷ")
    'ủy ban, tỷ lệ, hòa bình, bác sĩ, quý i, hoàn thành, tỉnh ủy'
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few letters of other alphabets grow in lower case
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    parts: list[str] = []
    done = 0
    for index, start, end in _AUTOMATON.find_matches_as_indexes(lower):
        if _is_letter(lower[end : end + 1]):
            continue
        printed = _SPELLINGS[index]
        before = lower[start - 1 : start]
        if printed in _PAIRS:
            if _is_letter(before):
                continue
            spelled = _PAIRS[printed]
        elif before == "q":
            continue  # after q the u is no vowel (quý)
        else:
            spelled = _PLACEMENT[printed]
        parts += (lower[done:start], spelled)
        done = end
    return "".join((*parts, lower[done:])) if parts else lower


def _is_letter(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()


@lru_cache(maxsize=1 << 14)
def spelled_name(name: str) -> str:
    """A name in one spelling; kept, for the same few names come back in every article.

    >>> spelled_name("Đảng uỷ xã")
    'đảng ủy xã'
    """
    return one_spelling(name)
