"""Bylines: who signs an article, in the forms that papers, portals and stations print."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from tasks.vi.fold import fold_text
from tasks.vi.lexicon import read_lexicon

_LONGEST = 140
# "Bài, ảnh: Mai Lan", "Tin, ành Lệ Sương", "Tin-ảnh: T.Nga"; ảnh alone credits a picture, not the article.
_LABEL = re.compile(
    r"^[(\[]?(?P<what>(?:(?:tac gia bai viet|bai viet|tin bai|tin|bai|anh|video|clip|do hoa|noi dung|hinh anh|hinh|"
    r"thuc hien|tac gia|nguoi viet|nguoi dang|nguoi dang tin|"
    r"nguoi gui|dang boi|viet boi|bien tap|bien tap vien|phong vien|pv|ctv|by|written by|author|posted by|"
    r"tong hop)\b[\s,&/+\-–]*(?:va\b\s*)?){1,5})(?P<colon>:?)\s*"
)
_PICTURE_ONLY = re.compile(r"(?:hinh anh|anh|hinh|video|clip|do hoa)[\s,&/+\-–]*")
# What may follow a name on its line: a bar and more, something in brackets, an agency, a date.
_AFTER_NAME = re.compile(r"\s*(?:\|.*|[(\[][^)\]]*[)\]]?|/[\w&.+\- ]{1,24}|[-–,;]?\s*\d[\d/.:,\s\-]*)$")
_WORD = re.compile(r"^[^\W\d_]+(?:[.’'][^\W\d_]+)*\.?$")
_JOIN = re.compile(r"\s*(?:[–—,&;+/]|\s-\s|-| và )\s*")
_ROLE_JOIN = re.compile(r"\s*[-–—,]\s*")
_DEGREES = re.compile(
    r"^(?:(?:pgs|gs|ts|ths|th\.s|ks|bs|ls|cn|thac si|thac sy|tien si|tien sy|bac si|luat su|nha bao|dai ta|"
    r"thuong ta|trung ta|thieu ta)\b[.\s,]*)+"
)
_ORGANISATION = re.compile(
    r"^(?:dai (?:truyen|phat|pt|tt|kim)|dai |trung tam |tt |ban (?:bien tap|tuyen giao|to chuc|quan ly|chi huy|"
    r"dan van|kiem tra|truyen thong)|phong |bao |so |ubnd |hoi |cong an |"
    r"huyen uy|tinh uy|thanh uy|van phong |bbt\b|nhom pv|nhom phong vien|cong thong tin|to truyen thong|pv\b|ctv\b|huyen doan|tinh doan|"
    r"uy ban |chi cuc |cuc |lien doan |doan thanh nien|bo chi huy|ban chqs|truong )"
)
_ROLE = re.compile(
    r"^(?:nguyen |quyen )?(?:bi thu|pho|chu tich|chu nhiem|truong|giam doc|can bo|chuyen vien|phong vien|bien tap|"
    r"chanh|uy vien|hoi|huyen|tinh|thanh|ban |phong |so |trung tam|dai|bao |ubnd|cong an|"
    r"doan|lien doan|van phong|giao vien|hieu truong|giang vien|hoc vien|khoa|ctv|cong tac vien|nguon|theo|tong hop|"
    r"thong tin|dang uy|chi bo|mttq|mat tran)\b"
)
_GLUED = re.compile(r"[.!?…”\"][”\"’)]*\s*(?:/\.)?\s+(?P<tail>[^.!?…]{4,60})\.?$")


class Byline(NamedTuple):
    """A byline: the author as printed without labels, or None when it credits only a picture or a source."""

    author: str | None
    rule: str


@cache
def _surnames() -> frozenset[str]:
    return frozenset(fold_text(row["surface"]) for row in read_lexicon("surnames", ("surface", "example", "source")))


def parse_byline(text: str, folded: str) -> Byline | None:
    """Reads a line that is a byline and nothing else.

    >>> line = "Bài, ảnh: Mai Lan"
    >>> parse_byline(line, fold_text(line)).author
    'Mai Lan'
    """
    if len(text) > _LONGEST:
        return None
    label = _LABEL.match(folded)
    if label is not None and label.end() < len(text):
        what = label.group("what")
        name = _clean_name(text[label.end() :])
        if name and (label.group("colon") or is_name(name)) and len(name.split()) <= 14:
            if _PICTURE_ONLY.fullmatch(what):
                return Byline(None, "byline:picture")
            return Byline(name, "byline:labelled")
    name = _clean_name(text)
    if not name:
        return None
    if is_name(name):
        return Byline(name, "byline:name")
    return Byline(_ROLE_JOIN.split(name, maxsplit=1)[0], "byline:role") if _has_role(text, name) else None


def is_labelled_byline(folded: str) -> bool:
    """Whether a line begins as a byline does: "Bài, ảnh: ..."; a picture's credit alone is none.

    >>> is_labelled_byline("bai, anh: mai lan"), is_labelled_byline("anh: minh duc")
    (True, False)
    """
    label = _LABEL.match(folded)
    return label is not None and not _PICTURE_ONLY.fullmatch(label.group("what"))


def is_organisation(text: str, folded: str) -> bool:
    """Whether a short line names an office or a station that signs.

    >>> is_organisation("Đài Kim Bảng", "dai kim bang")
    True
    """
    return len(text.split()) <= 9 and text[-1:] not in ".!?:;" and _ORGANISATION.match(folded) is not None


def _clean_name(text: str) -> str:
    name = text.strip(" ()[]*_–—-•:.;,/|\"“”'")
    name = _AFTER_NAME.sub("", name)
    return name.strip(" ()[]*_–—-•:.;,/|\"“”'")


def is_name(text: str) -> bool:
    """Whether a text consists of one to four person or pen names and nothing else.

    >>> is_name("PHƯỚC GIANG- HOÀI NAM"), is_name("Tiến Sỹ-Thanh Nhàn"), is_name("Xây dựng Đảng")
    (True, True, False)
    """
    if len(text) > 70 or not text[:1].isupper():
        return False
    parts = [part for part in _JOIN.split(text) if part]
    return 0 < len(parts) <= 5 and all(_is_one_name(part) for part in parts)


def _is_one_name(part: str) -> bool:
    degree = _DEGREES.match(fold_text(part))
    if degree is not None and degree.end() < len(part):
        part = part[degree.end() :]
    words = part.split()
    if not 0 < len(words) <= 5:
        return False
    if not all(_WORD.match(word) and word[0].isupper() and len(word) <= 12 for word in words):
        return False
    if len(words) == 1:
        word = words[0]
        return "." in word.rstrip(".") or (word.isupper() and 2 <= len(word) <= 5) or (degree is not None)
    if part.isupper() or len(words) == 5:
        return fold_text(words[0]) in _surnames() or len(words) == 2
    return len(words) <= 4 or fold_text(words[0]) in _surnames()


def _has_role(text: str, name: str) -> bool:
    """ "Đỗ Thuần – Bí thư Chi bộ thôn": a name first, then who that is."""
    parts = _ROLE_JOIN.split(name, maxsplit=1)
    if len(parts) != 2 or len(text.split()) > 16 or text[-1:] in ",:;" or not parts[1][:1].isupper():
        return False
    folded = fold_text(parts[0])
    if _ROLE.match(fold_text(parts[1])) is None:
        return False
    known = _DEGREES.match(folded) is not None or folded.split(" ")[0] in _surnames()
    return known and len(parts[0].split()) >= 2 and _is_one_name(parts[0])


def glued_author(text: str) -> str | None:
    """The name that a last paragraph ends with, after its last sentence.

    >>> glued_author("Nghị quyết đã đề ra. Thái Tân/KD&PL")
    'Thái Tân'
    """
    found = _GLUED.search(text, max(0, len(text) - 90))
    if found is None:
        return None
    tail = found.group("tail").strip()
    name, slash, _ = tail.partition("/")
    name = name.strip(" ()")
    if len(name.split()) < 2 or len(name.split()) > 4 or not is_name(name):
        return None
    return name if slash or fold_text(name.split()[0]) in _surnames() else None
