"""The so many of which a rate is told: `mỗi 100 người`, `25 ca/100.000 dân`, `giá 1 kg`, `1 tấn khoai thì được 6 tạ`."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import Site
from tasks.vi.numbers.durations import first_word
from tasks.vi.numbers.number_heads import Judgement
from tasks.vi.text.word_set import on_one_line, word_set

ONE = ("1", "01")
# `bình quân đất cho 1 lao động`, `giá trị sản xuất trên 1 ha`: what is told of one of them.
_PER_ONE = re.compile(
    r"\b(?:bình quân|giá trị|thu nhập|doanh thu|lợi nhuận|năng suất|sản lượng|thu hoạch|mật độ)\b[^.;,\d]{0,40}$", re.IGNORECASE
)
# What is told of so many: `12 ca trên 1.000 người`, `tỷ suất sinh trên 1.000 dân`; but `thu hút trên 1.000 người`.
_RATE_OVER = re.compile(
    r"(?:\d[\d.,]*(?: [^\W\d]+){1,2}|\b(?:tỷ|tỉ) (?:lệ|suất|số)\b[^.,;:]*|\b(?:bác s[ĩỹ]|giường(?: bệnh)?|thuê bao)) trên $", re.IGNORECASE
)
_BASE_MAGNITUDE = on_one_line(r"\s?(?:vạn|nghìn|ngàn|triệu|trăm)(?!\w)")
# `1 tấn khoai thì có tới 6 tạ loại tốt`: what comes of one of them.
_THEN = on_one_line(r"\s?(?:tấn|tạ|kg|ký|lít|ha|sào|mẫu|công|mét)(?:\s[^\W\d]+){0,3}\sthì\s")
# `giá 1 kg cà phê là 40.000 đồng`, `diện tích 01 mô hình là 0,5 ha`: what one of them costs or measures.
_PRICE_OF = word_set("giá bán mua thành tích phí")
_PRICED = re.compile(r"(?<!\w)(?:giá(?: bán| mua| thành)?|diện tích|(?:chi|kinh) phí)(?: của)? $", re.IGNORECASE)
_IS_SO_MUCH = on_one_line(r"(?:\s[^\W\d]+){1,5}?\s(?:là|khoảng|chỉ|hơn|gần|từ|lên|xuống|đạt|tới)\s")
# `chưa có 1 trường hợp nào`
_DENIED = re.compile(r"(?<!\w)(?:không|chưa)(?: hề| từng)?(?: có| thấy| ghi nhận| phát hiện| xảy ra)? $", re.IGNORECASE)
_ANY_AT_ALL = re.compile(r"(?: [^\W\d]+){1,5}? nào(?!\w)")
# `bán 30.000 đồng 1 kg`
_MONEY = word_set("đồng usd")
_EXCHANGED = word_set("đổi ăn lấy")
_CURRENCY = on_one_line(r"\s?(?:usd|eur|euro|đô la|đô|cny|nhân dân tệ|tệ|yên|bảng|won|baht|rúp)(?!\w)", re.IGNORECASE)
_PIECE = on_one_line(r"\s?(?:kg|ký|lít|con|cái|chiếc|bao|cây|quả|trái|bó|suất|vé|tấn|tạ|ha|sào|m2|mét|người|hộ|tháng|năm|ngày)(?!\w)")


def judge_base(site: Site) -> Judgement | None:
    """The base of a rate: `mỗi 100 người`, `cứ 10 hộ`, `25 ca/100.000 dân`, `bác sĩ trên 1 vạn dân`."""
    token = site.token.replace(".", "")
    word = site.last
    unit_before = len(site.prefix) > 1 and site.prefix[-1] == "/" and site.prefix[-2].isalpha()
    if token in ONE and unit_before and not _BASE_MAGNITUDE.match(site.after):
        return "rate_base", "per_one", site.end  # `100 triệu đồng/01 đơn vị tài sản`
    if token in ONE and word in ("trên", "cho") and _PER_ONE.search(site.near):
        return "rate_base", "per_one", site.end
    magnitude = _BASE_MAGNITUDE.match(site.after)
    stop = site.end + (magnitude.end() if magnitude else 0)
    if word == "cứ":
        return "rate_base", "each", stop
    power = token.isdigit() and token.rstrip("0") == "1" and (len(token) >= 3 or magnitude is not None)
    if not power:
        return None
    if word == "mỗi":
        return "rate_base", "each", stop
    if unit_before:
        return "rate_base", "per_base", stop
    following = first_word(site.text[stop : stop + 14])
    if word == "trên" and following in ("dân", "người", "trẻ") and _RATE_OVER.search(site.near):
        return "rate_base", "per_base", stop
    return None


def judge_one(site: Site) -> Judgement | None:
    """One thing of which something is told: `giá 1 kg cà phê là`, `30.000 đồng 1 kg`, `1 tấn khoai thì có`; None for what is counted."""
    if site.next.isalpha() and _DENIED.search(site.near) and _ANY_AT_ALL.match(site.after):
        return "idiom", "none_at_all", site.end
    if _THEN.match(site.after) and not site.prefix:
        return "rate_base", "of_one", site.end
    if site.last in _MONEY and _PIECE.match(site.after):
        return "rate_base", "per_one", site.end
    if site.last in _EXCHANGED and _CURRENCY.match(site.after):
        return "rate_base", "per_one", site.end  # `22.800 đồng đổi 1 USD`
    if site.last in _PRICE_OF and _PRICED.search(site.near) and _IS_SO_MUCH.match(site.after):
        return "rate_base", "of_one", site.end
    return None
