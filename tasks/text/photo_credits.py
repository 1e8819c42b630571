"""Whose picture it is: credits at the end of captions."""

from __future__ import annotations

import re

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


def is_photo_credit(text: str) -> bool:
    """A picture's credit at the end of a line; looked for only where one of its signs is."""
    tail = text[-90:].lower()
    if "nh" not in tail or not ("ảnh" in tail or "hình" in tail or "tranh" in tail or "photo" in tail or "đồ h" in tail):
        return False
    if not (":" in tail or "minh h" in tail or "tư li" in tail or "internet" in tail or "ảnh do" in tail or _ends_credit(tail)):
        return False
    if _SIGNED.search(tail) is not None:
        return False
    return _PHOTO_CREDIT.search(tail if len(text) <= 90 else "…" + tail) is not None


def _ends_credit(tail: str) -> bool:
    """Ends like "(Ảnh CTV)." or "- Ảnh 1."."""
    end = tail[-2] if tail[-1] == "." and len(tail) > 1 else tail[-1]
    return end in ")]" or end.isdigit()
