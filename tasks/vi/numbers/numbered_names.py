"""Numbers that end the name of a thing: `tàu SAR 413`, `chuyến bay MH 370`, `cầu Rạch Miễu 2`, `xe 7 chỗ`, `nhà 19 Bùi Thị Xuân`."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import MAGNITUDE_WORDS, QUALIFIERS, Site
from tasks.vi.numbers.number_pairs import COUNT_VERBS
from tasks.vi.text.word_set import word_set

# One to five capitals before a number name it: `SAR 413`, `T 16`, `TƯ 8`; these are places, money, measures and bodies that have figures.
_CODE = re.compile(r"(?:^|[\s(“\"'-])([A-ZĐƯ]{1,5}|[A-Z]&[A-Z]|[A-ZĐ]{2}[a-z]) $")
_MODEL_DIGITS = 3
_MODEL_PART = re.compile(r"[-–]\d{1,4}[A-Z]?(?![\w%])")
_AIRCRAFT = re.compile(r"(?<!\w)(?:máy bay|trực thăng|Boeing|Airbus)(?: [^\W\d]+){0,2} (?:\w+(?: \w+)? và )?$")
_NO_CODE = word_set(
    """
    tp tx tt tw hcm hn usd vnd vnđ eur aud đ gdp grdp gnp fdi oda cpi pci pii par xã ubnd hđnd mttq qh bhyt bhxh bhtn htx hs sv gv là có
    led thcs thpt
    """
)
_WORD = r"[^\W\d_]+(?:[-’'][^\W\d_]+)?"
# What has a name of its own that may end with a number, and the words between: what is told of it, then its name.
_NAMED = re.compile(
    r"(?<!\w)(?:đường|phố|cầu|hồ|đập|kênh|tàu|phà|ga|bến|cảng|chợ|trạm|nhà máy|th[uủ][ỷy] điện|nhiệt điện|điện gió|điện mặt trời"
    r"|khu đô thị|khu công nghiệp|khu tái định cư|cụm công nghiệp|công ty|tập đoàn|xí nghiệp|hội nghị|ủy ban|uỷ ban|cổng|chung cư"
    r"|tòa nhà|toà nhà|bệnh viện"
    r"|trường(?: (?:tiểu học|mầm non|mẫu giáo|trung học(?: cơ sở| phổ thông)?|thcs|thpt|th|phổ thông|dân tộc (?:nội|bán) trú)){0,3}"
    r"|trung tâm|đội|trại|lò|mỏ|giếng|hiệu|vệ tinh|máy bay|tuyến|dự án|sân bay|metro|phân xưởng)"
    rf"((?: {_WORD}){{1,8}}) $",
    re.IGNORECASE,
)
# A formation of an army and what it is of: `Sư đoàn Tăng Thiết giáp 105`, `tiểu đoàn xe tăng 107`.
_FORMATION = re.compile(
    rf"(?<!\w)(?:quân đoàn|binh đoàn|sư đoàn|lữ đoàn|trung đoàn|tiểu đoàn|đại đội|hải đội|hải đoàn|liên đội)((?: {_WORD}){{1,4}}) $",
    re.IGNORECASE,
)
_COMPANY_FORM = 2  # the words of `cổ phần`
# A company whose trade ends its name: `Công ty cổ phần Tư vấn xây dựng điện 3;`.
_COMPANY = re.compile(rf"(?<!\w)(?:công ty|tổng công ty|xí nghiệp|công trường|phân xưởng)(?: {_WORD}){{2,9}} $", re.IGNORECASE)
_ENDS = (".", ",", ";", ")", "(", "và", "")
_FORMS = word_set("cp tnhh mtv")
_TELLS = (COUNT_VERBS - {"tăng"}) | QUALIFIERS | word_set("bao đã đang sẽ bị mất diệt bắt thu cử huy động tiêu đánh hạ và cùng")
SEATS_OF = word_set("xe ô tô ôtô oto khách bus taxi suv môtô")
_SEAT_MODEL = re.compile(r"(?<!\w)(?:[Xx]e|[Ôô] ?tô|[Oo]to)(?: [A-Z][\w-]*){1,3} $")
_GOES_ON = word_set("bao có là gồm cách nằm nối bị gặp với và cùng đã đang sẽ được tại ở do đi về vừa")
# `căn nhà 19 Bùi Thị Xuân`, `tại 63/5 Trần Khánh Dư`, `ở 194 đường Phạm Văn Đồng`: a house by its number, and its street.
_HOUSE = re.compile(r"(?<!\w)(?:tại|ở|địa chỉ|căn nhà|ngôi nhà|nhà|trụ sở|địa chỉ là|(?:lô|khu|thửa) đất(?: vàng)?) $", re.IGNORECASE)
_STREET = re.compile(
    r"(?P<rest>(?:[-–/]\d{1,4}){0,3}(?:[A-Za-z]{1,3}(?!\w))?)(?: \([^()\d]{1,20}\))?"
    rf" (?P<word>(?:đường|phố|ngõ|hẻm) )?(?P<name>{_WORD} {_WORD})"
)
# What an address stands behind: `tại trụ sở, 13 Lê Lợi.`
_SEAT = re.compile(r"(?<!\w)(?:trụ sở|hội trường|địa chỉ|địa điểm|văn phòng)(?!\w)[^.;]*[,:(] ?$", re.IGNORECASE)
# What follows a street in an address: `…, quận 1`, `…, P. Bến Nghé`.
_WARD = re.compile(r" ?,? ?\(?(?:quận|q\.|phường|p\.|thành phố|tp|thị xã|tx|thị trấn|tt\.|huyện) ?", re.IGNORECASE)
_NO_STREET = word_set("tp quận huyện tỉnh xã phường thị sở bộ ban đảng chi hội công ubnd hđnd thôn bản trường đoàn liên tổ khu")


def judge_named(site: Site) -> tuple[str, str, int] | None:
    """The number of a thing as part of its name; None where it may be a figure.

    A name is read only where nothing is counted behind the number: `tàu SAR 413 xuất cảng`, but `tàu Sao Biển 12 thuyền viên`.
    """
    if not site.token.isdigit() or site.prefix or not site.left:
        return None
    if site.next in ("chỗ", "bánh") and len(site.token) <= 2 and (site.last in SEATS_OF or _SEAT_MODEL.search(site.near)):
        return "name", "seats", site.end
    if len(site.token) <= 4 and (house := _end_of_house(site)):
        return "contact", "house_number", house
    if site.after[:1] in ("-", "–"):
        named = len(site.token) == _MODEL_DIGITS and (_CODE.search(site.near) or _AIRCRAFT.search(site.near))
        model = _MODEL_PART.match(site.text, site.end) if named else None
        return None if model is None else ("name", "code_name", model.end())  # `A 321-200`
    if len(site.token) > 5 or not site.near[-2:-1].isalnum() or site.counts() or site.next == "%":
        return None
    code = _CODE.search(site.near)
    if code is not None and code[1].lower() not in _NO_CODE and site.next not in MAGNITUDE_WORDS:
        return "name", "code_name", site.end
    named = _NAMED.search(site.near) if len(site.token) <= 3 else None
    if named is not None and (site.closes() or site.next in _GOES_ON) and _ends_with_name(named[1].split()):
        return "name", "numbered_name", site.end
    if site.next in _ENDS and named is not None and _COMPANY.search(site.near) and not _TELLS.intersection(named[1].lower().split()):
        return "name", "numbered_company", site.end
    formation = _FORMATION.search(site.near) if len(site.token) <= 4 else None
    if formation is not None and (site.closes() or site.next in _GOES_ON) and not _TELLS.intersection(formation[1].lower().split()):
        return "name", "formation", site.end
    return None


def _ends_with_name(words: list[str]) -> bool:
    """Whether the words end with capitalised ones and none before these is capitalised: `thủy điện Đăk Sin`, `công ty Cổ phần Sao Mai`."""
    if words[0].lower() == "cổ" and len(words) > _COMPANY_FORM and words[1].lower() == "phần":
        words = words[_COMPANY_FORM:]
    first = next((place for place, word in enumerate(words) if word[0].isupper() and word.lower() not in _FORMS), len(words))
    return first < len(words) and all(word[0].isupper() for word in words[first:]) and words[-1].lower() not in _NO_CODE


def _end_of_house(site: Site) -> int:
    """Where the number of a house before the name of its street ends; 0 where none stands.

    A word says that a house follows (`tại 63/5 Trần Khánh Dư`), or a ward or town ends the address (`Nhà sách A, 63 Lê Lợi, quận 1`).
    """
    announced = _HOUSE.search(site.near) is not None or _SEAT.search(site.near) is not None
    if not announced and site.left[-1][-1] not in ",:(":
        return 0
    street = _STREET.match(site.text, site.end)
    if street is None:
        return 0
    first, second = street["name"].split()
    is_name = first[0].isupper() and (second[0].isupper() or street["word"] is not None) and first.lower() not in _NO_STREET
    return street.end("rest") if is_name and (announced or _WARD.match(site.text, street.end())) else 0
