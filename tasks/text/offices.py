"""Offices that sign an article or that its author works in."""

from __future__ import annotations

import re

from tasks.vi.text.fold import fold_text

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
_BESIDE_OFFICE = re.compile(r"\s*\([^()]{1,14}\)\s*$")
# What an office does: then the line is a headline about it.
_DEED = re.compile(
    r"\b(?:to chuc (?!huyen|tinh|thanh)|trien khai|tap huan|ra quan|trao|khai mac|be mac|so ket|tong ket|phat dong|"
    r"tang cuong|day manh|huong dan|thong bao|chuc mung|chuc tet|tham hoi|tham, |"
    r"don nhan|tiep nhan|don tiep|phong chong|ky ket|dat|vuot|hop ban|khanh thanh|ban giao|gap mat|ra mat|lam viec|"
    r"giam sat|bat giu|xu ly|khoi to)\b"
)
# An office or a post in its initials: letters that no syllable has ("MTTQ", "BTĐTNCSHCM"), or known ones ("CTV", "TTVH-TT").
_INITIALS = re.compile(
    r"(?=[A-ZĐ]{4,14}$)[A-ZĐ]*[BCDĐGHKLMNPQRSTVX]{4}[A-ZĐ]*|"
    r"(?:CTV|BTV|CC|TTVH|TTTT|VHTT|VHXH|CCVH|TTYT|PGD|LĐLĐ|UBKT|UBND|MTTQ|HND|HPN|CCB|BTG)\b[A-ZĐ&\- ]*"
)
# How an office begins that stands behind a name; what follows is a name of its own or a level.
_HEAD = re.compile(
    r"(?:Trung tâm|TT|Ban|Phòng|Đài|Báo|Tạp chí|Trường|Sở|Hội|Đoàn|Văn phòng|VP|UBND|UBKT|UBMTTQ|MTTQ|LĐLĐ|Công an|Chi cục|Cục|Huyện đoàn|"
    r"Đảng ủy|Đảng uỷ|Huyện ủy|Huyện uỷ|Tỉnh ủy|Thành ủy|Công chức|CC|Cán bộ|Chi đoàn|Chi bộ|Liên đoàn|Khối|Cơ quan|Trạm|Học viện|Viện)\s+"
)
_LEVELS = ("huyện", "tỉnh", "xã", "thành", "thị", "phường", "quận", "khối")


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


def is_affiliation(text: str, folded: str) -> bool:
    """Whether a line below an author's name may say where that author works.

    >>> is_affiliation("Học viện Nông nghiệp vùng cao", "hoc vien nong nghiep vung cao")
    True
    """
    if text.count(" ") > 14 or text[-1:] in ".!?:;":
        return False
    return _AFFILIATION.match(folded) is not None and _DEED.search(folded) is None


def is_office_behind(text: str) -> bool:
    """Whether what stands behind a name and a dash or comma is an office or a post.

    >>> is_office_behind("Ban Dân vận"), is_office_behind("TTVH-TT"), is_office_behind("Trung tâm vui chơi")
    (True, True, False)
    """
    if _INITIALS.fullmatch(text) is not None:
        return True
    head = _HEAD.match(text)
    if head is None or head.end() == len(text) or text.count(" ") > 9:
        return False
    named = text[head.end()].isupper() or text.startswith(_LEVELS, head.end())
    return named and _DEED.search(fold_text(text)) is None
