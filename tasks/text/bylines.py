"""Bylines: who signs an article, in the forms that papers, portals and stations print."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from tasks.vi.fold import fold_text
from tasks.vi.lexicon import read_lexicon
from tasks.vi.place_names import place_key, province_names

_LONGEST = 140
# "Bài, ảnh: Mai Lan", "Tin, ành Lệ Sương", "Tin-ảnh: T.Nga"; ảnh alone credits a picture, not the article.
# Read on the text in lower case, not folded: "anh" (brother) is not "ảnh" (picture), Tín and Bái are names.
_LABEL = re.compile(
    r"^[(\[]?(?P<what>(?:(?:tác giả bài viết|bài viết|tin bài|tin|bài|ảnh|ành|video|clip|đồ họa|đồ hoạ|nội dung|"
    r"hình ảnh|hình|thực hiện|tác giả|"
    r"người viết|người đăng tin|người đăng|người gửi|đăng bởi|viết bởi|biên tập viên|biên tập|phóng viên|pv|ctv|by|"
    r"written by|author|posted by|"
    r"tổng hợp|t/h)\b[\s,&/+\-–]*(?:và\b\s*)?){1,5})(?P<colon>:?)\s*"
)
_LABEL_LETTERS = frozenset("([tbảàvcđnhpwa")
_WHEN = re.compile(r"\s+(?:vào lúc|vào|lúc|ngày)\b.*$", re.IGNORECASE)
_NOBODY = re.compile(r"^(?:admin\w*|unknown|quan tri(?: vien| web\w*)?|webmaster|user\w*|anonymous|editor|super user)$")
_PICTURE_ONLY = re.compile(r"(?:hình ảnh|ảnh|ành|hình|video|clip|đồ họa|đồ hoạ)[\s,&/+\-–]*")
# What may follow a name on its line: a bar and more, something in brackets, an agency, a date.
_AFTER_NAME = re.compile(r"\s*(?:\|.*|[(\[][^)\]]*[)\]]?|/[\w&.+\- ]{1,24}|[-–,;]?\s*\d[\d/.:,\s\-]*)$")
# The paper's own mark after a name (`Hoàng Quang LDO`), and who is only cited (`Theo VOV`, `TheoBáo Sơn La`).
_AGENCY = re.compile(r"\s+(?:LDO|NLĐO?|TTXVN|VOV|VTV|VGP|SGGPO?|QĐND|CAND|TTO|TNO|PLO|KTĐT|VNE)$")
_CITED = re.compile(r"[Tt]heo\s?(?=[A-ZĐ])")
_WORD = re.compile(r"^[^\W\d_]+(?:[.’'][^\W\d_]+)*\.?$")
_JOIN = re.compile(r"\s*(?:[–—,&;+/]|\s-\s|-| và )\s*")
_ROLE_JOIN = re.compile(r"\s*[-–—,]\s*")
_DEGREES = re.compile(
    r"^(?:(?:pgs|gs|ts|ths|th\.s|ks|bs|ls|cn|thac si|thac sy|tien si|tien sy|bac si|luat su|nha bao|dai ta|"
    r"thuong ta|trung ta|thieu ta)\b[.\s,]*)+"
)
_ORGANISATION = re.compile(
    r"^(?:vp |cong chuc |dai |trung tam |tt |ban (?:bien tap|tuyen giao|to chuc|quan ly|chi huy|dan van|kiem tra|truyen thong|van hoa|"
    r"van xa|thong tin|phat thanh|noi chinh|phap che|chqs|cong tac)|phong |bao |so |ubnd |ub ?mttq|mttq|mat tran to quoc|hoi |cong an |"
    r"(?:huyen|tinh|thanh|quan|thi|dang) uy\b|(?:huyen|tinh|thanh|quan|thi|xa|phuong) doan\b|"
    r"doan (?:thanh nien|xa|phuong|thi tran|truong)\b|van phong |bbt\b|nhom pv|nhom phong vien|cong thong tin|to truyen thong|pv\b|ctv\b|"
    r"co quan |bo phan |tram |"
    r"uy ban |chi cuc |cuc |lien doan |bo chi huy|truong )"
)
# Where the author works, on the line below the name.
_AFFILIATION = re.compile(
    r"^(?:hoc vien|truong|dai hoc|vien|khoa|trung tam|ban|bo|so|cuc|tong cuc|vu|phong|hoi|lien hiep|uy ban|ubnd|tinh uy|huyen uy|thanh uy|"
    r"quan uy|dang uy|van phong|tap chi|bao|cong ty|benh vien|lien doan|toa an|vien kiem sat|hoi dong|mat tran|doan|so|chi cuc|"
    r"(?:pho )?(?:giam doc|vien truong|truong (?:khoa|phong|ban)|chu tich|bi thu|hieu truong)|giang vien|nghien cuu vien|nghien cuu sinh)\b"
)
# "TS. Lê Văn An": what a degree adds to a name, written short.
_DEGREE_SIGN = re.compile(
    r"(^|[-–—,&;+/]\s?)(?:(?:PGS|GS|TS|Ts|ThS|Ths|THS|Th\.S|TH\.S|KS|Ks|BS|Bs|LS|CN|NCS)(?:\.\s*|,\s*|\s+))+(?=\w+ \w)"
)
_BESIDE_OFFICE = re.compile(r"\s*\([^()]{1,14}\)\s*$")
# What an office does: then the line is a headline about it.
_DEED = re.compile(
    r"\b(?:to chuc (?!huyen|tinh|thanh)|trien khai|tap huan|ra quan|trao|khai mac|be mac|so ket|tong ket|phat dong|"
    r"tang cuong|day manh|huong dan|thong bao|chuc mung|chuc tet|tham hoi|tham, |"
    r"don nhan|tiep nhan|don tiep|phong chong|ky ket|dat|vuot|hop ban|khanh thanh|ban giao|gap mat|ra mat|lam viec|"
    r"giam sat|bat giu|xu ly|khoi to)\b"
)
_ROLE = re.compile(
    r"^(?:nguyen |quyen )?(?:bi thu|pho|chu tich|chu nhiem|truong|giam doc|can bo|chuyen vien|phong vien|bien tap|"
    r"chanh|uy vien|hoi|huyen|tinh|thanh|ban |phong |so |trung tam|dai|bao |ubnd|cong an|"
    r"doan|lien doan|van phong|giao vien|hieu truong|giang vien|hoc vien|khoa|ctv|cong tac vien|nguon|theo|tong hop|"
    r"thong tin|dang uy|chi bo|mttq\w*|mat tran|hnd|hpn|lhpn|ccb|vhtt\w*|ttvh\w*)\b"
)
_POST = re.compile(r"^(?:uy vien (?:ubkt|bch|btv|ban|thuong truc|thuong vu)|phong vien|cong tac vien)\b")
# An office or a post in its initials: "MTTQ", "BTĐTNCSHCM"; letters that no syllable has.
_INITIALS = re.compile(r"(?=[A-ZĐ]{4,14}$)[A-ZĐ]*[BCDĐGHKLMNPQRSTVX]{4}[A-ZĐ]*")
_GLUED = re.compile(r"[.!?…”\"][”\"’)]*\s*(?:/\.)?\s+(?P<tail>[^.!?…]{4,60})\.?$")


@lru_cache(maxsize=8_192)
def _fold(text: str) -> str:
    """Folds a name; names come again and again, and folding is made for whole pages."""
    return fold_text(text)


class Byline(NamedTuple):
    """A byline: the author as printed without labels, or None when it credits only a picture or a source."""

    author: str | None
    rule: str


@cache
def _surnames() -> frozenset[str]:
    return frozenset(_fold(row["surface"]) for row in read_lexicon("surnames", ("surface", "example", "source")))


@lru_cache(maxsize=32)  # the rules of one page ask for the same few lines
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
        name = _clean_name(text[label.end() :])
        name = _WHEN.sub("", name)
        if name and (is_name(name) or (label.group("colon") and len(name.split()) <= 10)):
            if _NOBODY.match(_fold(name)):
                return Byline(None, "byline:labelled")
            if _PICTURE_ONLY.fullmatch(what):
                return Byline(None, "byline:picture")
            return Byline(name, "byline:labelled")
    name = _clean_name(text)
    if not name:
        return None
    if is_name(name):
        if "-" in name or "–" in name:
            name = _without_province(name)
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


def is_organisation(text: str, folded: str) -> bool:
    """Whether a short line names an office or a station that signs.

    >>> is_organisation("Đài Kim Bảng", "dai kim bang")
    True
    """
    if text[-1:] == ")":
        text = office_name(text)
    if text.count(" ") > 8 or text[-1:] in ".!?:;":
        return False
    return _ORGANISATION.match(folded) is not None and _DEED.search(folded) is None


def office_name(text: str) -> str:
    """The office that signs, without brackets and what stands in brackets behind it.

    >>> office_name("Ban Truyền thông Hội Làm vườn (T/h)")
    'Ban Truyền thông Hội Làm vườn'
    """
    return _BESIDE_OFFICE.sub("", text).strip(" ()[]*") or text.strip(" ()[]*")


def is_person(text: str) -> bool:
    """Whether a line is a person's name, told by a degree or by a surname.

    >>> is_person("ThS. Lê Hà"), is_person("Tin Tức")
    (True, False)
    """
    name = text.strip(" ()[]*,;")
    folded = _fold(name)
    known = _DEGREES.match(folded) is not None or folded.partition(" ")[0] in _surnames()
    return known and " " in name and is_name(name)


def is_affiliation(text: str, folded: str) -> bool:
    """Whether a line below an author's name may say where that author works.

    >>> is_affiliation("Học viện Nông nghiệp vùng cao", "hoc vien nong nghiep vung cao")
    True
    """
    if text.count(" ") > 14 or text[-1:] in ".!?:;":
        return False
    return _AFFILIATION.match(folded) is not None and _DEED.search(folded) is None


def _clean_name(text: str) -> str:
    name = text.strip(" ()[]*_–—-•:.;,/|\"“”'")
    name = _AGENCY.sub("", _AFTER_NAME.sub("", name))
    name = name.strip(" ()[]*_–—-•:.;,/|\"“”'")
    return _DEGREE_SIGN.sub(r"\1", name) if "S" in name or "s." in name or "s " in name or "CN" in name else name


def is_name(text: str) -> bool:
    """Whether a text consists of one to four person or pen names and nothing else.

    >>> is_name("PHƯỚC GIANG- HOÀI NAM"), is_name("Tiến Sỹ-Thanh Nhàn"), is_name("Xây dựng Đảng")
    (True, True, False)
    """
    if len(text) > 70 or not text[:1].isupper():
        return False
    parts = [part for part in _JOIN.split(text) if part]
    if not 0 < len(parts) <= 5:
        return False
    names = [_is_one_name(part) for part in parts]
    # One word is a pen name beside a full one: "Ngọc Ánh, Piên".
    return any(names) and all(name or _is_pen_name(part) for part, name in zip(parts, names, strict=True))


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
        return "." in word.rstrip(".") or (word.isupper() and 2 <= len(word) <= 5) or (degree is not None)
    if part.isupper() or len(words) == 5:
        return _fold(words[0]) in _surnames() or len(words) == 2
    return len(words) <= 4 or _fold(words[0]) in _surnames()


def _without_province(name: str) -> str:
    """ "Lò Văn Tủa - Cà Mau": behind a full name, the province that its bearer writes from.

    >>> _without_province("Lò Văn Tủa - Cà Mau"), _without_province("Lò Tủa - Hà Giang")
    ('Lò Văn Tủa', 'Lò Tủa - Hà Giang')
    """
    parts = _ROLE_JOIN.split(name)
    full = len(parts) == 2 and parts[0].count(" ") >= 2 and _fold(parts[0]).partition(" ")[0] in _surnames()
    return parts[0] if full and place_key(parts[1]) in province_names() else name


def _has_role(text: str, name: str) -> bool:
    """ "Đỗ Thuần – Bí thư Chi bộ thôn", "Lò Thị Mai - BTĐTN": a name first, then who that is."""
    parts = _ROLE_JOIN.split(name, maxsplit=1)
    if len(parts) != 2 or len(text.split()) > 16 or text[-1:] in ",:;" or not parts[1][:1].isupper():
        return False
    folded = _fold(parts[0])
    if _ROLE.match(_fold(parts[1])) is None and _INITIALS.fullmatch(parts[1]) is None:
        return False
    known = _POST.match(_fold(parts[1])) is not None or _DEGREES.match(folded) is not None or folded.split(" ")[0] in _surnames()
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
    return name if slash or _fold(name.split()[0]) in _surnames() else None
