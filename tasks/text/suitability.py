"""Whether a page holds an article that solieu can read, and if not, why."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.text.blocks import Line, Shape
from tasks.text.language import common_share, has_telling_letters, marked_share, share_of_syllables
from tasks.text.regions import is_teaser

_ERROR_PAGE = re.compile(
    r"^(?:loi |error )?(?:404|403|500|502|503)(?:[ .:\-]+(?:not found|error|forbidden|loi).*)?$|"
    r"khong tim thay (?:trang|noi dung|bai viet|duong dan)|trang (?:ban|"
    r"quy khach|quy vi) (?:yeu cau|tim|can tim|truy cap)[^.]{0,30}khong (?:ton tai|tim thay)|"
    r"page not found|not found on this server|the website encountered an unexpected error|service unavailable|"
    r"access denied|underlying connection was closed|bai viet (?:nay )?(?:khong ton tai|da bi xoa)"
)
_ERROR_SIGNS = ("khong t", "found", "loi", "error", "40", "50", "service", "denied", "connection", "da bi xoa")
"""Of these every line of an error page holds one; to look for them is ten times as fast."""
_LONG_TOKEN = re.compile(r"\S{60,}")


class Unsuitable(NamedTuple):
    """A reason code of seeds/reasons.csv and what was seen."""

    reason: str
    detail: str


def judge_article(kept: list[Line], lines: list[Line], stamps: int) -> Unsuitable | None:
    """Judges what cleaning kept of a page; `stamps` is how many date stamps the page bears.

    Nothing, an error message, or a list of other articles is no article; scrambled words and other languages are named so.
    """
    words = sum(line.words for line in kept)
    proses = [line for line in kept if line.shape is Shape.PROSE]
    if not proses and words < 40:
        return _judge_sample(lines) or Unsuitable("no_article", f"no running text among {len(lines)} lines")
    if words < 80 and any(_is_error(line.folded) for line in lines[:40] if line.words <= 40):
        return Unsuitable("no_article", "an error page")
    teasers = sum(map(is_teaser, proses))
    if len(proses) >= 4 and teasers * 5 >= len(proses) * 4 and stamps + teasers >= 6:
        return Unsuitable("no_article", f"{teasers} of {len(proses)} paragraphs are cut off with dots: a list of articles")
    return _judge_sample(kept) if words >= 8 else None


def _is_error(folded: str) -> bool:
    return any(sign in folded for sign in _ERROR_SIGNS) and _ERROR_PAGE.search(folded) is not None


def _judge_sample(lines: list[Line]) -> Unsuitable | None:
    """The judgement of pieces of lines from all over, which are enough to judge by."""
    chosen = lines[:: max(1, len(lines) // 8)]
    text = "\n".join([line.text[:120] for line in chosen])
    return None if _is_marked(text) else judge_language(text, "\n".join([line.folded[:120] for line in chosen]))


def _is_marked(text: str) -> bool:
    """Whether a text is full of letters that only Vietnamese has."""
    return has_telling_letters(text, (text.count(" ") + text.count("\n")) // 4)


def judge_language(text: str, folded: str) -> Unsuitable | None:
    """Whether a text is not Vietnamese, or is Vietnamese made unreadable.

    >>> english = "the quick brown fox jumps over the lazy dog near the river bank today"
    >>> judge_language(english, english).reason
    'language'
    """
    if _is_marked(text):
        return None
    marked, syllables = marked_share(text), share_of_syllables(folded)
    if syllables >= 0.6 and marked >= 0.3:
        return None
    coded = sum(len(token) for token in _LONG_TOKEN.findall(text) if "http" not in token)
    if coded * 2 > len(text):
        return Unsuitable("scrambled", f"{coded} of {len(text)} characters are in words of 60 letters and more")
    if syllables < 0.45:
        return Unsuitable(
            "scrambled" if marked >= 0.3 else "language", f"{syllables:.0%} of the words have the shape of a Vietnamese syllable"
        )
    if marked < 0.15 and not (syllables >= 0.7 and common_share(text) >= 0.08):
        return Unsuitable(
            "language", f"{marked:.2f} Vietnamese letters a word, {syllables:.0%} of the words have the shape of a Vietnamese syllable"
        )
    return None
