"""Numbers that end the name of a thing: `tàu SAR 413`, `chuyến bay MH 370`, `cầu Rạch Miễu 2`, `xe 7 chỗ`, `nhà 19 Bùi Thị Xuân`."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import MAGNITUDE_WORDS, Site
from tasks.vi.text.word_set import word_set

# One to five capitals before a number name it: `SAR 413`, `T 16`, `TƯ 8`; these are places, money, measures and bodies that have figures.
_CODE = re.compile(r"(?:^|[\s(“\"'-])([A-ZĐƯ]{1,5}) $")
_NO_CODE = word_set(
    """
    tp tx tt tw hcm hn usd vnd vnđ eur aud đ gdp grdp gnp fdi oda cpi pci pii par xã ubnd hđnd mttq qh bhyt bhxh bhtn htx hs sv gv là có
    led
    """
)
_WORD = r"[^\W\d_]+(?:[-’'][^\W\d_]+)?"
# What has a name of its own that may end with a number, and the words between: what is told of it, then its name.
_NAMED = re.compile(
    r"(?<!\w)(?:đường|phố|cầu|hồ|đập|kênh|tàu|phà|ga|bến|cảng|chợ|trạm|nhà máy|th[uủ][ỷy] điện|nhiệt điện|điện gió|điện mặt trời"
    r"|khu đô thị|khu công nghiệp|khu tái định cư|cụm công nghiệp|công ty|tập đoàn|xí nghiệp|hội nghị|ủy ban|uỷ ban|cổng|chung cư"
    r"|tòa nhà|toà nhà|bệnh viện|trường|trung tâm|đội|trại|lò|mỏ|giếng|vệ tinh|máy bay|tuyến|dự án|sân bay|metro)"
    rf"((?: {_WORD}){{1,8}}) $",
    re.IGNORECASE,
)
_COMPANY_FORM = 2  # the words of `cổ phần`
_FORMS = word_set("cp tnhh mtv")
_SEATS_OF = word_set("xe ô tô ôtô oto khách bus taxi")
_GOES_ON = word_set("cách nằm nối bị gặp với và cùng đã đang sẽ được tại ở do đi về vừa")
# `căn nhà 19 Bùi Thị Xuân`, `tại 63/5 Trần Khánh Dư`, `ở 194 đường Phạm Văn Đồng`: a house by its number, and its street.
_HOUSE = re.compile(r"(?<!\w)(?:tại|ở|địa chỉ|căn nhà|ngôi nhà|nhà|trụ sở|địa chỉ là) $", re.IGNORECASE)
_STREET = re.compile(
    r"(?P<rest>(?:/\d{1,4}){0,3}(?:[A-Za-z]{1,3}(?!\w))?)(?: \([^()\d]{1,20}\))?"
    rf" (?P<word>(?:đường|phố|ngõ|hẻm) )?(?P<name>{_WORD} {_WORD})"
)
_NO_STREET = word_set("tp quận huyện tỉnh xã phường thị sở bộ ban đảng chi hội công ubnd hđnd thôn bản trường đoàn liên tổ khu")


def judge_named(site: Site) -> tuple[str, str, int] | None:
    """The number of a thing as part of its name; None where it may be a figure.

    A name is read only where nothing is counted behind the number: `tàu SAR 413 xuất cảng`, but `tàu Sao Biển 12 thuyền viên`.
    """
    if not site.token.isdigit() or site.prefix or not site.left:
        return None
    if site.next == "chỗ" and len(site.token) <= 2 and site.last in _SEATS_OF:
        return "name", "seats", site.end
    if len(site.token) <= 4 and _HOUSE.search(site.near) and (house := _end_of_house(site)):
        return "contact", "house_number", house
    if len(site.token) > 5 or site.after[:1] in ("-", "–") or not site.near[-2:-1].isalnum() or site.counts() or site.next == "%":
        return None
    code = _CODE.search(site.near)
    if code is not None and code[1].lower() not in _NO_CODE and site.next not in MAGNITUDE_WORDS:
        return "name", "code_name", site.end
    named = _NAMED.search(site.near) if len(site.token) <= 3 else None
    if named is not None and (site.closes() or site.next in _GOES_ON) and _ends_with_name(named[1].split()):
        return "name", "numbered_name", site.end
    return None


def _ends_with_name(words: list[str]) -> bool:
    """Whether the words end with capitalised ones and none before these is capitalised: `thủy điện Đăk Sin`, `công ty Cổ phần Sao Mai`."""
    if words[0].lower() == "cổ" and len(words) > _COMPANY_FORM and words[1].lower() == "phần":
        words = words[_COMPANY_FORM:]
    first = next((place for place, word in enumerate(words) if word[0].isupper() and word.lower() not in _FORMS), len(words))
    return first < len(words) and all(word[0].isupper() for word in words[first:]) and words[-1].lower() not in _NO_CODE


def _end_of_house(site: Site) -> int:
    """Where the number of a house before the name of its street ends; 0 where none stands."""
    street = _STREET.match(site.text, site.end)
    if street is None:
        return 0
    first, second = street["name"].split()
    is_name = first[0].isupper() and (second[0].isupper() or street["word"] is not None) and first.lower() not in _NO_STREET
    return street.end("rest") if is_name else 0
