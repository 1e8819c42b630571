"""Bylines: who signs an article, in the forms that papers, portals and stations print."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tasks.text.offices import is_office_behind
from tasks.vi.gazetteer.place_names import place_key, province_names
from tasks.vi.text.fold import fold_text
from tasks.vi.text.lexicon import read_lexicon

_LONGEST = 140
# "Bài, ảnh: Mai Lan", "Tin, ành Lệ Sương", "Tin-ảnh: T.Nga"; ảnh alone credits a picture, not the article.
# Read on the text in lower case, not folded: "anh" (brother) is not "ảnh" (picture), Tín and Bái are names.
_LABEL = re.compile(
    r"^[(\[]?(?P<what>(?:(?:tác giả bài viết|bài viết|tin bài|tin|bài|ảnh|ành|video|clip|đồ họa|đồ hoạ|nội dung|"
    r"hình ảnh|hình|thực hiện|tác giả|"
    r"người viết|người đăng tin|người đăng|người gửi|đăng bởi|viết bởi|biên tập viên|biên tập|phóng viên|pv|ctv|by|"
    r"written by|author|posted by|"
    r"tổng hợp|t/ ?h)\b[\s,&/+\-–]*(?:và\b\s*)?){1,5})(?P<colon>:?)\s*"
)
_SECTION = re.compile(r"^tin (?:tức|trong|ngoài|hoạt|cơ sở|xã|phường|thị|huyện|quận|thành|tỉnh|địa|thế|mới|nổi|các|nhanh|tổng)\b")
_LABEL_LETTERS = frozenset("([tbảàvcđnhpwa")
_WHEN = re.compile(r"\s+(?:vào lúc|vào|lúc|ngày)\b.*$", re.IGNORECASE)
_NOBODY = re.compile(r"^(?:admin\w*|unknown|quan tri(?: vien| web\w*)?|webmaster|user\w*|anonymous|editor|super user)$")
_PICTURE_ONLY = re.compile(r"(?:hình ảnh|ảnh|ành|hình|video|clip|đồ họa|đồ hoạ)[\s,&/+\-–]*")
# What may follow a name on its line: a bar and more, something in brackets, an agency, a date, what the bearer did.
_AFTER_NAME = re.compile(
    r"\s*(?:\|.*|[(\[][^)\]]*[)\]]?|/[\w&.+\- ]{1,24}|[-–,;]?\s*\d{1,2}[/.:]\d[\d/.:,\s\-]*|\s(?:tổng hợp|thực hiện|sưu tầm|biên tập))$"
)
_DID = ("tổng hợp", "thực hiện", "sưu tầm", "biên tập")
# A second credit behind the first: "... - Ảnh: Văn Tủa", "...; Nguồn tin: ..."
_SECOND_CREDIT = re.compile(r"\s*[-–—,;.]?\s*(?:ảnh|hình ảnh|video|clip|nguồn|nguồn tin|đồ họa)\s*:.*$", re.IGNORECASE)
# The paper's own mark after a name (`Hoàng Quang LDO`), and who is only cited (`Theo VOV`, `TheoBáo Sơn La`).
_AGENCY = re.compile(r"\s+(?:LDO|NLĐO?|TTXVN|VOV|VTV|VGP|SGGPO?|QĐND|CAND|TTO|TNO|PLO|KTĐT|VNE)$")
_CITED = re.compile(r"[Tt]heo\s?(?=[A-ZĐ])")
# Sections, buttons and headings that have the form of a name where a page prints them in capitals.
_NO_NAMES = frozenset({
    "tin tuc", "thoi su", "chinh tri", "kinh te", "doi song", "van hoa", "van hoa xa hoi", "xa hoi", "phap luat", "giao duc",
    "the thao", "du lich", "quoc phong", "an ninh", "suc khoe", "cong nghe", "quoc te", "the gioi", "moi truong", "giai tri",
    "ban doc", "chuyen de", "chuyen muc", "trang chu", "trang nhat", "xem them", "binh luan", "chia se", "google plus", "viet nam",
    "ho chi minh", "tran trong", "thong bao", "gioi thieu", "lien he", "van ban", "giai doan", "nhiem ky", "nam hoc", "muc tieu",
    "ket qua", "phuong huong", "phu luc", "muc luc", "quang cao", "tin nong", "tin moi", "khoa hoc", "kinh doanh", "dau tu",
    "doanh nghiep", "noi bat", "moi nhat",
})  # fmt: skip
_WORD = re.compile(r"^[^\W\d_]+(?:[.’'][^\W\d_]+)*[.’']?$")
_JOIN = re.compile(r"\s*(?:[–—,&;+/]|\s-\s|-| và )\s*")
_ROLE_JOIN = re.compile(r"\s*[-–—,]\s*")
_DEGREES = re.compile(
    r"^(?:(?:pgs|gs|ts|ths|th\.s|ks|bs|ls|cn|thac si|thac sy|tien si|tien sy|bac si|luat su|nha bao|dai ta|"
    r"thuong ta|trung ta|thieu ta)\b[.\s,]*)+"
)
# "TS. Lê Văn An": what a degree adds to a name, written short.
_DEGREE_SIGN = re.compile(
    r"(^|[-–—,&;+/]\s?)(?:(?:PGS|GS|TS|Ts|ThS|Ths|THS|Th\.S|TH\.S|KS|Ks|BS|Bs|LS|CN|NCS)(?:\.\s*|,\s*|\s+))+(?=\w+ \w)"
)
_ROLE = re.compile(
    r"^(?:nguyen |quyen )?(?:bi thu|pho|chu tich|chu nhiem|truong|giam doc|can bo|chuyen vien|phong vien|bien tap|"
    r"chanh|uy vien|hoi|huyen|tinh|thanh|ban |phong |so |trung tam|dai|bao |ubnd|cong an|"
    r"doan|lien doan|van phong|giao vien|hieu truong|giang vien|hoc vien|khoa|ctv|cong tac vien|nguon|theo|tong hop|"
    r"thong tin|dang uy|chi bo|mttq\w*|mat tran|hnd|hpn|lhpn|ccb|vhtt\w*|ttvh\w*)\b"
)
_POST = re.compile(r"^(?:uy vien (?:ubkt|bch|btv|ban|thuong truc|thuong vu)|phong vien|cong tac vien)\b")


@lru_cache(maxsize=8_192)
def _fold(text: str) -> str:
    """Folds a name; names come again and again, and folding is made for whole pages."""
    return fold_text(text)


class Byline(NamedTuple):
    """A byline: the author as printed without labels, or None when it credits only a picture or a source."""

    author: str | None
    rule: str


@cache
def _printed_surnames() -> frozenset[str]:
    """Surnames with their marks: in capitals many a noun begins like one without."""
    return frozenset(row["surface"] for row in read_lexicon("surnames", ("surface", "example", "source")))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_fold(row["surface"]) for row in read_lexicon("surnames", ("surface", "example", "source")))


@lru_cache(maxsize=4_096)  # the rules of one page ask for the same few lines, and pages of a site have the same boxes
def parse_byline(text: str, folded: str) -> Byline | None:
    """Reads a line that is a byline and nothing else.

    >>> line = "Bài, ảnh: Mai Lan"
    >>> parse_byline(line, fold_text(line)).author
    'Mai Lan'
    """
    if len(text) > _LONGEST:
        return None
    label = _label(text)
    if label is not None and label.end() < len(text):
        what = label.group("what")
        name = _leading_name(_clean_name(_WHEN.sub("", text[label.end() :])))
        if not label.group("colon") and text.isupper() and _SECTION.search(text.lower()):
            return None  # `TIN XÃ - THỊ TRẤN`: a section of the site
        if name and (is_name(name) or (label.group("colon") and len(name.split()) <= 10)):
            if _NOBODY.match(_fold(name)):
                return Byline(None, "byline:labelled")
            if _PICTURE_ONLY.fullmatch(what):
                return Byline(None, "byline:picture")
            return Byline(name, "byline:labelled")
    name = _clean_name(text) if text[-1] != ":" else ""
    if not name:
        return None
    name = _leading_name(name)
    if text.count(")") > text.count("("):
        return None  # `Vũng Tàu).`: the end of a sentence that was broken behind `(TP.`
    if is_name(name):
        return Byline(None if _CITED.match(name) else name, "byline:name")
    return Byline(_ROLE_JOIN.split(name, maxsplit=1)[0], "byline:role") if _has_role(text, name) else None


def _label(text: str) -> re.Match[str] | None:
    return _LABEL.match(text.lower()) if text[0].lower() in _LABEL_LETTERS else None


def is_labelled_byline(text: str) -> bool:
    """Whether a line begins as a byline does: "Bài, ảnh: ..."; a picture's credit alone is none.

    >>> is_labelled_byline("Bài, ảnh: Mai Lan"), is_labelled_byline("Ảnh: Minh Đức"), is_labelled_byline("Tín Nghĩa")
    (True, False, False)
    """
    label = _label(text)
    return label is not None and not _PICTURE_ONLY.fullmatch(label.group("what"))


def is_person(text: str) -> bool:
    """Whether a line is a person's name, told by a degree or by a surname.

    >>> is_person("ThS. Lê Hà"), is_person("Tin Tức")
    (True, False)
    """
    name = text.strip(" ()[]*,;")
    folded = _fold(name)
    known = _DEGREES.match(folded) is not None or folded.partition(" ")[0] in _surnames()
    return known and " " in name and is_name(name)


def _clean_name(text: str) -> str:
    name = _SECOND_CREDIT.sub("", text) if ":" in text else text
    name = name.strip(" ()[]*_–—-•:.;,/|\"“”'")
    if name[-1:].isdigit() or name.endswith(_DID) or any(sign in name for sign in "|([/"):
        name = _AFTER_NAME.sub("", name)
    if name[-1:].isupper():
        name = _AGENCY.sub("", name)
    name = name.strip(" ()[]*_–—-•:.;,/|\"“”'")
    return _DEGREE_SIGN.sub(r"\1", name) if "S" in name or "s." in name or "s " in name or "CN" in name else name


def is_name(text: str) -> bool:
    """Whether a text consists of one to four person or pen names and nothing else.

    >>> is_name("PHƯỚC GIANG- HOÀI NAM"), is_name("Tiến Sỹ-Thanh Nhàn"), is_name("Xây dựng Đảng")
    (True, True, False)
    """
    if len(text) > 70 or not text[:1].isupper() or text[text.rfind(" ") + 1 :][:1].islower():
        return False  # a sentence, as most lines are: its last word tells
    parts = [part for part in _JOIN.split(text) if part]
    if not 0 < len(parts) <= 5:
        return False
    names = [_is_one_name(part) for part in parts]
    # One word is a pen name beside a full one: "Ngọc Ánh, Piên".
    named = any(names) and all(name or _is_pen_name(part) for part, name in zip(parts, names, strict=True))
    return named and _fold(text) not in _NO_NAMES


def _is_pen_name(part: str) -> bool:
    return " " not in part and part[0].isupper() and part.isalpha() and len(part) <= 7


def _is_one_name(part: str) -> bool:
    degree = _DEGREES.match(_fold(part))
    if degree is not None and degree.end() < len(part):
        part = part[degree.end() :]
    words = part.split()
    if not 0 < len(words) <= 5:
        return False
    if not all(_WORD.match(word) and word[0].isupper() and len(word) <= 12 for word in words):
        return False
    if len(words) == 1:
        word = words[0]
        return (
            "." in word.rstrip(".")
            or ("'" in word[1:-1] or "’" in word[1:-1])
            or (word.isupper() and 2 <= len(word) <= 5)
            or (degree is not None)
        )
    if part.isupper():
        return len(words) == 2 or words[0].capitalize() in _printed_surnames()
    if len(words) == 5:
        return _fold(words[0]) in _surnames()
    return len(words) <= 4 or _fold(words[0]) in _surnames()


def _leading_name(text: str) -> str:
    """The name or names before an office, a post, or the province that the bearer of a full name writes from.

    >>> _leading_name("Đức Nguyên-Hiệp Thương, TTVH-TT"), _leading_name("Lò Văn Tủa - Cà Mau"), _leading_name("Lò Tủa - Hà Giang")
    ('Đức Nguyên-Hiệp Thương', 'Lò Văn Tủa', 'Lò Tủa - Hà Giang')
    """
    if "-" not in text and "," not in text and "–" not in text and "—" not in text:
        return text
    for gap in _ROLE_JOIN.finditer(text):
        name, rest = text[: gap.start()], text[gap.end() :]
        if rest and is_name(name) and ((is_office_behind(rest) and not _is_namesake(rest)) or _is_home_of(name, rest)):
            return name
    return text


def _is_namesake(text: str) -> bool:
    """Whether what begins like an office is a person: Đoàn is the youth league, and a surname.

    >>> _is_namesake("Đoàn Lan"), _is_namesake("Đoàn Thị Mai"), _is_namesake("Đoàn Tân Lập"), _is_namesake("Đoàn xã")
    (True, True, False, False)
    """
    words = text.split()
    if words[0] not in _printed_surnames() or not _is_one_name(text):
        return False
    return len(words) == 2 or (len(words) in (3, 4) and words[1] in ("Thị", "Văn"))


def _is_home_of(name: str, place: str) -> bool:
    """Whether a place is a province behind the full name of a person; two pen names may look alike."""
    full = name.count(" ") >= 2 and _fold(name).partition(" ")[0] in _surnames()
    return full and place_key(place) in province_names()


def _has_role(text: str, name: str) -> bool:
    """ "Đỗ Thuần – Bí thư Chi bộ thôn": a name first, then who that is."""
    parts = _ROLE_JOIN.split(name, maxsplit=1)
    if len(parts) != 2 or len(text.split()) > 16 or text[-1:] in ",:;" or not parts[1][:1].isupper():
        return False
    folded = _fold(parts[0])
    if _ROLE.match(_fold(parts[1])) is None:
        return False
    known = _POST.match(_fold(parts[1])) is not None or _DEGREES.match(folded) is not None or folded.split(" ")[0] in _surnames()
    return known and len(parts[0].split()) >= 2 and _is_one_name(parts[0])


def name_parts(name: str) -> list[str]:
    """The names that a byline joins.

    >>> name_parts("Nông Thị Mị - Lò Tủa")
    ['Nông Thị Mị', 'Lò Tủa']
    """
    return [part for part in _JOIN.split(name) if part]


def has_surname(name: str) -> bool:
    """Whether a name begins with a known surname.

    >>> has_surname("Nông Thị Mị"), has_surname("Yến Anh")
    (True, False)
    """
    return _fold(name.split(maxsplit=1)[0]) in _surnames()


def said_once(name: str) -> str:
    """A name that a page prints twice in a row, once.

    >>> said_once("Hà My Hà My"), said_once("Hà My")
    ('Hà My', 'Hà My')
    """
    words = name.split()
    half = len(words) // 2
    return " ".join(words[:half]) if half > 1 and words[:half] == words[half:] else name
