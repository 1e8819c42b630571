"""Numbers that end the name of a thing: `tàu SAR 413`, `chuyến bay MH 370`, `cầu Rạch Miễu 2`, `xe 7 chỗ`."""

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
# What has a name of its own that may end with a number, and the words of such a name.
_NAMED = re.compile(
    r"(?<!\w)(?:đường|phố|cầu|hồ|đập|kênh|tàu|tàu cá|tàu hàng|phà|ga|bến|cảng|chợ|trạm|trạm thu phí|nhà máy|nhà máy thủy điện|thủy điện"
    r"|nhiệt điện|điện gió|điện mặt trời|khu đô thị|khu công nghiệp|khu tái định cư|cụm công nghiệp|công ty|hội nghị|ủy ban|uỷ ban|cổng"
    r"|chung cư|tòa nhà|toà nhà|bệnh viện|trường|đội|trại|trại giam|trại tạm giam|lò|mỏ|giếng|vệ tinh|máy bay|tuyến|dự án)"
    rf"(?: (?:tnhh|cp|cổ phần|thép|xi măng|gang thép))? ({_WORD}(?: {_WORD}){{0,4}}) $",
    re.IGNORECASE,
)
_SEATS_OF = word_set("xe ô tô ôtô oto khách bus taxi")
_LIES = word_set("cách nằm nối bị")


def judge_named(site: Site) -> tuple[str, str, int] | None:
    """The number of a thing as part of its name; None where it may be a figure.

    A name is read only where nothing is counted behind the number: `tàu SAR 413 xuất cảng`, but `tàu Sao Biển 12 thuyền viên`.
    """
    if not site.token.isdigit() or site.prefix or not site.left:
        return None
    if site.next == "chỗ" and len(site.token) <= 2 and site.last in _SEATS_OF:
        return "name", "seats", site.end
    if len(site.token) > 5 or site.after[:1] in ("-", "–") or not site.near[-2:-1].isalnum() or site.counts() or site.next == "%":
        return None
    code = _CODE.search(site.near)
    if code is not None and code[1].lower() not in _NO_CODE and site.next not in MAGNITUDE_WORDS:
        return "name", "code_name", site.end
    named = _NAMED.search(site.near) if len(site.token) <= 3 else None
    if named is not None and (site.closes() or site.next in _LIES) and all(word[:1].isupper() for word in named[1].split()):
        return "name", "numbered_name", site.end
    return None

