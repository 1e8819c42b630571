"""Whose picture it is: credits at the end of captions."""

from __future__ import annotations

import re

from tasks.text.bylines import is_name

# "... Ảnh: CTV", "_Ảnh: TTXVN", "Ảnh tư liệu: Nguồn ...", "(Ảnh minh họa)", "- Ảnh 1."
# Read on the text in lower case, not folded: "anh" (brother) is not "ảnh" (picture).
_PHOTO_CREDIT = re.compile(
    r"(?:^|(?<!hình)(?<!bức)(?<!tấm)(?<!chụp)[\s(\[_/*–—.,;-])(?:nguồn ảnh|ảnh|photo)"
    r"(?: chụp| do| tư liệu| minh h[oọ][aạ]| cắt từ clip| cung cấp| internet| tl)*\s*(?::|do\b)\s*(?:https?:)?[^:]{1,60}$"
    r"|(?:^|[(\[_/*–—.-]\s?)(?:hình ảnh|hình|tranh|đồ h[oọ][aạ])(?: chụp| tư liệu| minh h[oọ][aạ]| internet)*\s*:\s*[^:]{1,60}$"
    r"|[\s(\[_/*–—.,;-](?:ảnh|hình|tranh)(?: minh h[oọ][aạ]| tư liệu| internet)(?:,? nguồn internet)?[\s)\].]*$"
    r"|^(?:ảnh|tranh|hình) minh h[oọ][aạ]\b|[-–] ảnh \d{1,2}\.?$|\((?:ảnh|hình)[^)]{0,50}\)\.?$"
)
# "... vui mừng. Bài và ảnh: Lan": who wrote the text before it took the pictures too.
_SIGNED = re.compile(r"\b(?:tin|bài)(?: và |, ?| ?[-–&/+] ?)(?:hình )?ảnh\s*:")
# "... mua máy sao. Ảnh: Đài PL. Lò Tủa": the author's name behind the credit.
_SIGNED_BEHIND = re.compile(r"[.!?…”\"]\s+\(?(?:Hình ảnh|Ảnh)(?:\s[^:.]{1,20})?\s?:\s?[^:.]{1,40}\.\s+(?P<name>[^\W\d_][^.:;\d]{2,40})\.?$")
_SHORTEST_SENTENCE = 7
"""Blanks of a sentence that tells something."""


def is_photo_credit(text: str) -> bool:
    """A picture's credit at the end of a line; looked for only where one of its signs is."""
    tail = text[-90:].lower()
    if "nh" not in tail or not ("ảnh" in tail or "hình" in tail or "tranh" in tail or "photo" in tail or "đồ h" in tail):
        return False
    if not (":" in tail or "minh h" in tail or "tư li" in tail or "internet" in tail or "ảnh do" in tail or _ends_credit(tail)):
        return False
    if _SIGNED.search(tail) is not None or _ends_article(text):
        return False
    return _PHOTO_CREDIT.search(tail if len(text) <= 90 else "…" + tail) is not None


def _ends_article(text: str) -> bool:
    """Whether a sentence, a picture's credit and the name of who signs stand in a row: the last paragraph of an article.

    >>> _ends_article("Bà con đã trồng thêm 20 ha chè và mua máy sao. Ảnh: Đài PL. Lò Tủa"), _ends_article("Bà con hái chè. Ảnh: Lò Tủa")
    (True, False)
    """
    signed = _SIGNED_BEHIND.search(text)
    return signed is not None and text.count(" ", 0, signed.start()) >= _SHORTEST_SENTENCE and is_name(signed["name"])


def _ends_credit(tail: str) -> bool:
    """Ends like "(Ảnh CTV)." or "- Ảnh 1."."""
    end = tail[-2] if tail[-1] == "." and len(tail) > 1 else tail[-1]
    return end in ")]" or end.isdigit()
