"""One spelling for words that Vietnamese writes in two: tone placement (hoà, hòa), i or y (tỉ, tỷ), capitals."""

from __future__ import annotations

import re

_PLACEMENT = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
# The new placement puts the tone on the second vowel only where the syllable ends there; after q the u is no vowel (quý).
_NEW_PLACEMENT = re.compile(r"(?<!q)(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![^\W\d_])")
_PAIRS = {"tỉ": "tỷ", "kỉ": "kỷ", "lí": "lý", "mĩ": "mỹ", "kĩ": "kỹ", "quí": "quý", "sỹ": "sĩ"}
_ONE_OF_PAIR = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_PAIRS)})(?![^\W\d_])")


def one_spelling(text: str) -> str:
    """The text in lower case and one spelling, of the same length, so that offsets carry over.

    >>> one_spelling("Uỷ ban, tỉ lệ, hoà bình, bác sỹ, quý I")
    'ủy ban, tỷ lệ, hòa bình, bác sĩ, quý i'
    """
    lower = text.lower()
    if len(lower) != len(text):  # a few letters of other alphabets grow in lower case
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    lower = _NEW_PLACEMENT.sub(lambda match: _PLACEMENT[match[0]], lower)
    return _ONE_OF_PAIR.sub(lambda match: _PAIRS[match[0]], lower)
