"""One spelling for words that Vietnamese writes in two: tone placement (hoà, hòa), i or y (tỉ, tỷ), capitals."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import ahocorasick_rs

from tasks.vi.text.fold import fold_text

# The new placement puts the tone on the second vowel only where the syllable ends there.
_PLACEMENT = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
# And both placements put it there where the syllable goes on: hòan and ngòai are misprints.
_BEFORE_CODA = {second: first for first, second in _PLACEMENT.items()}
_PAIRS = {"tỉ": "tỷ", "kỉ": "kỷ", "lí": "lý", "mĩ": "mỹ", "kĩ": "kỹ", "quí": "quý", "sỹ": "sĩ"}
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# Vowels of a syllable, and which of them bears the tone.
_NUCLEI = {
    "iê": 1, "yê": 1, "uô": 1, "ươ": 1, "uâ": 1, "uê": 1, "uyê": 2, "iêu": 1, "yêu": 1, "uôi": 1, "ươi": 1, "ươu": 1, "uây": 1, "oă": 1,
    "oai": 1, "oay": 1, "uya": 1, "uyu": 1, "ai": 0, "ao": 0, "au": 0, "ay": 0, "âu": 0, "ây": 0, "eo": 0, "êu": 0, "iu": 0, "oi": 0,
    "ôi": 0, "ơi": 0, "ui": 0, "ưi": 0, "ưu": 0, "ia": 0, "ua": 0, "ưa": 0,
}  # fmt: skip
_CONSONANT_VOWELS = {"uy": "q", "ui": "q", "ua": "q", "uya": "q", "uyu": "q", "ia": "g", "iu": "g"}
"""Nuclei whose first vowel belongs to the consonant before it, so that the tone stands right: quà, quì, già."""


def _toned(nucleus: str, place: int, tone: str) -> str:
    return unicodedata.normalize("NFC", nucleus[: place + 1] + tone + nucleus[place + 1 :])


def _misplaced() -> dict[str, str]:
    """Every nucleus with its tone on another vowel, and how it is spelled: ươì and ười, ngheò and nghèo."""
    return {
        _toned(nucleus, place, tone): _toned(nucleus, right, tone)
        for nucleus, right in _NUCLEI.items()
        for place in range(len(nucleus))
        if place != right
        for tone in _TONES
    }


_MISPLACED = _misplaced()
_SPELLINGS = [*_PLACEMENT, *_BEFORE_CODA, *_PAIRS, *(_MISPLACED.keys() - _BEFORE_CODA.keys())]
_CONSONANT_BEFORE = {printed: _CONSONANT_VOWELS.get(fold_text(printed)) for printed in _SPELLINGS}
"""The consonant that takes the first vowel of a spelling to itself; null for most."""
# One pass for all of them: a pattern of this kind asks every letter of the text.
_AUTOMATON = ahocorasick_rs.AhoCorasick(_SPELLINGS, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)


def one_spelling(text: str) -> str:
    """The text in lower case and one spelling, of the same length, so that offsets carry over.

    >>> one_spelling("Uỷ ban, tỉ lệ, hoà bình, bác sỹ, quý I, hoàn thành, tỉnh uỷ")
    'ủy ban, tỷ lệ, hòa bình, bác sĩ, quý i, hoàn thành, tỉnh ủy'
    >>> one_spelling("ngươì ngheò, doanh nghịêp, tòan xã, cuả quán quà già")
    'người nghèo, doanh nghiệp, toàn xã, của quán quà già'
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few letters of other alphabets grow in lower case
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    parts: list[str] = []
    done = 0
    for index, start, end in _AUTOMATON.find_matches_as_indexes(lower):
        spelled = _spelled(_SPELLINGS[index], lower[start - 1 : start], _is_letter(lower[end : end + 1]))
        if spelled is not None:
            parts += (lower[done:start], spelled)
            done = end
    return "".join((*parts, lower[done:])) if parts else lower


def _spelled(printed: str, before: str, goes_on: bool) -> str | None:
    """How letters are spelled behind `before`, where the syllable goes on or ends; None where they are right."""
    if printed in _PAIRS:
        return None if goes_on or _is_letter(before) else _PAIRS[printed]
    if before and _CONSONANT_BEFORE[printed] == before:
        return None  # after q the u is no vowel (quý)
    if goes_on and printed in _BEFORE_CODA:
        return _BEFORE_CODA[printed]
    if not goes_on and printed in _PLACEMENT:
        return _PLACEMENT[printed]
    return _MISPLACED.get(printed)


def _is_letter(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()


@lru_cache(maxsize=1 << 14)
def spelled_name(name: str) -> str:
    """A name in one spelling; kept, for the same few names come back in every article.

    >>> spelled_name("Đảng uỷ xã")
    'đảng ủy xã'
    """
    return one_spelling(name)
