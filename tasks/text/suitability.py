"""Whether a page holds an article that solieu can read, and if not, why."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.text.blocks import Line, Shape
from tasks.text.language import common_share, marked_share, syllable_share
from tasks.text.regions import is_teaser

_ERROR_PAGE = re.compile(
    r"^(?:loi )?(?:404|403|500|502|503)\b|khong tim thay (?:trang|noi dung|bai viet|duong dan)|trang (?:ban|quy khach|quy vi) (?:yeu cau|tim|can tim|truy cap)[^.]{0,30}khong (?:ton tai|tim thay)|"
    r"page not found|not found on this server|the website encountered an unexpected error|service unavailable|access denied|underlying connection was closed|bai viet (?:nay )?(?:khong ton tai|da bi xoa)"
)
_LONG_TOKEN = re.compile(r"\S{60,}")


class Refusal(NamedTuple):
    """A reason code of seeds/reasons.csv and what was seen."""

    reason: str
    detail: str


def refuse_text(text: str) -> Refusal | None:
    """Judges a whole page before its lines are told apart: scrambled, or in another language.

    >>> refuse_text("The quick brown fox jumps over the lazy dog near the river bank today").reason
    'language'
    """
    syllables = syllable_share(text)
    if syllables >= 0.6 and marked_share(text) >= 0.15:
        return None
    coded = sum(len(token) for token in _LONG_TOKEN.findall(text[:40_000]) if "http" not in token and "/" not in token[:8])
    if coded * 2 > min(len(text), 40_000):
        return Refusal("scrambled", f"{coded} of the first {min(len(text), 40_000)} characters are in words of 60 letters and more")
    if marked_share(text) < 0.1 and not (syllables >= 0.7 and common_share(text) >= 0.08):
        return Refusal("language", f"{marked_share(text):.0%} of the words bear Vietnamese letters, {syllables:.0%} have the shape of a Vietnamese syllable")
    return None


def refuse_article(kept: list[Line], lines: list[Line], dropped_dates: int) -> Refusal | None:
    """Judges what cleaning kept of a page: nothing, an error message, a list of other articles, or scrambled words."""
    words = sum(line.words for line in kept)
    proses = [line for line in kept if line.shape is Shape.PROSE]
    if not proses and words < 40:
        return Refusal("no_article", f"no running text among {len(lines)} lines")
    if words < 80 and any(_ERROR_PAGE.search(line.folded) for line in lines[:40] if line.words <= 40):
        return Refusal("no_article", "an error page")
    teasers = sum(is_teaser(line) for line in proses)
    if len(proses) >= 4 and teasers * 5 >= len(proses) * 4 and dropped_dates + teasers >= 6:
        return Refusal("no_article", f"{teasers} of {len(proses)} paragraphs are cut off with dots: a list of articles")
    text = "\n".join(line.text for line in kept)
    syllables = syllable_share(text)
    if words >= 30 and syllables < 0.45:
        kind = "scrambled" if marked_share(text) >= 0.1 else "language"
        return Refusal(kind, f"{syllables:.0%} of the words of the text have the shape of a Vietnamese syllable")
    if words >= 30 and marked_share(text) < 0.1 and common_share(text) < 0.08:
        return Refusal("language", f"{marked_share(text):.0%} of the words of the text bear Vietnamese letters")
    return None
