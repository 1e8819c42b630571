"""The phrases of time that are more than one calendar term, and the words around a date that say what it is the date of."""

from __future__ import annotations

import re

WORD = re.compile(r"\w+")
AFTER_FROM = re.compile(r"từ\s+")

NOW_PHRASE = re.compile(
    r"(?:tính\s+)?(?:cho\s+)?(?:(?:đến|tới)\s+)?(?:"
    r"(?:(?:thời|giai)\s+(?:điểm|đoạn)\s+)?(?:hiện\s+nay|hiện\s+tại|hiện\s+giờ)|thời\s+điểm\s+này|lúc\s+này|bây\s+giờ|giờ\s+đây|ngày\s+nay|hiện)(?!\w)"
)
TO_NOW = re.compile(
    r"(?:tính\s+)?(?:cho\s+)?(?:đến|tới)\s+(?:(?:ngày\s+)?nay|giờ(?=\s*,|\s+(?:này|đã|vẫn|mới|chưa|chỉ|toàn|cả|thì)(?!\w)))(?!\w)"
)
# `Giờ thì mỗi năm bán 15 tấn cá`, `Giờ cả bản có …`; not `Giờ làm việc`.
NOW_AT_HEAD = re.compile(r"giờ(?=\s+(?:thì|đã|có|chỉ|còn|cả|toàn|mỗi|anh|chị|ông|bà|gia|bản|xã|thôn|làng)(?!\w))")
# What a clock stands between: `tính đến 17 giờ 30 phút ngày 19/10`.
UNTIL_CLOCK = re.compile(
    r"(?<!\w)(?:tính\s+)?(?:đến|tới)\s+(?:lúc\s+)?\d{1,2}\s?(?:giờ|h|g|:)\s?\d{0,2}(?:\s?phút)?,?\s+(?:(?:sáng|trưa|chiều|tối|đêm)\s+)?$"
)
# Said of the time just told: `tháng 6 vừa qua`, `năm học vừa rồi`.
JUST_OVER = (" vừa qua", " vừa rồi")
SAME_DAY = re.compile(r"cùng\s+ngày(?!\s+\d)(?!\w)")
# A stretch that reports of all kinds speak of: `Trong kỳ, xảy ra 15 vụ`; not `trong kỳ họp`.
IN_PERIOD = re.compile(r"trong\s+k[ỳì](?:\s+báo\s+cáo(?!\w)|(?=\s*[,;.)]|\s+(?:toàn|cả|đã|có|xảy)(?!\w)))")
YEARS_ON_END = re.compile(r"liền\s+(?:trong\s+)?(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+năm(?!\w)")
# Behind a number of years: `5 năm trước`, `10 năm tới`.
YEARS_AGO, YEARS_AHEAD = ("năm trước", "năm về trước"), ("năm tới", "năm tiếp theo", "năm sắp tới", "năm nữa")
AGO = re.compile(r"cách\s+đây\s+(?:(?:hơn|gần|khoảng|chừng|tròn|đúng)\s+)?(?:\d{1,3}|[^\W\d]+)\s+(?:năm|tháng|tuần|ngày)(?!\w)")
# Words of which `hiện` and `nay` are one half.
BEFORE_HIEN = frozenset(["thực", "phát", "thể", "xuất", "biểu", "hiển", "tái", "ẩn", "cải"])
AFTER_HIEN = frozenset(
    ["đại", "trạng", "tượng", "thực", "vật", "thân", "diện", "hữu", "hình", "trường", "kim", "hành", "thị", "giá", "sinh"]
)
BEFORE_NAY = frozenset(
    [
        "năm",
        "hôm",
        "ngày",
        "xưa",
        "lâu",
        "từ",
        "sáng",
        "chiều",
        "trưa",
        "tối",
        "đêm",
        "lần",
        "đời",
        "tháng",
        "tuần",
        "quý",
        "đến",
        "tới",
        "hiện",
        "mùa",
        "vụ",
    ]
)
AFTER_NAY = frozenset(["mai"])
# `xã A (nay là xã B)`: what a place is called now, not when.
RENAMED = re.compile(r"\s+(?:là|thuộc|đổi|gọi)(?!\w)")

JOIN = re.compile(r"\s*(?:[-–—]|(?:cho\s+)?(?:đến|tới))\s*(?:(?:ngày|hết)\s+(?=\d|năm|tháng|quý|nhiệm))?")
JOIN_NOW = re.compile(
    r"\s*,?\s*(?:cho\s+)?(?:đến|tới|[-–])\s+(?:(?:ngày\s+|hiện\s+)?nay|hiện\s+tại|bây\s+giờ|(?:thời\s+điểm|lúc)\s+(?:này|hiện\s+tại|hiện\s+nay|báo\s+cáo))(?!\w)"
)
SINCE = re.compile(
    r"từ\s+(?:sau\s+|ngay\s+)?(?:khi|lúc|đại\s+hội|đó|ngày|thời\s+điểm|đầu\s+nhiệm|trước|năm|khóa|khoá|những|sau)(?!\w)[^.;:\n]{0,110}?(?<!\w)(?:đến|tới)\s+nay(?!\w)"
)
FROM_NOW = re.compile(r"từ\s+(?:nay|bây\s+giờ|giờ)\s+(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+(?!năm(?!\s+\d)))?")
FROM_YEAR = re.compile(r"từ\s+(?:những\s+)?(?:năm\s+)?(\d{4})(?=\s+(?:cho\s+)?(?:đến|tới)\s+nay(?!\w))")
FROM_SPAN = re.compile(r"từ\s+(?:năm\s+)?(\d{4})\s?(?:-|–|—|(?:đến|tới)(?:\s+hết)?(?:\s+năm)?)\s?(\d{4})(?![\d.,]*\d)")
VAGUE = re.compile(
    r"(?:(?:những|nhiều|mấy|vài|một\s+số|các|suốt)\s+(?:năm|tháng|ngày|tuần|thời\s+gian|nhiệm\s+k[ỳì])\s+(?:vừa\s+)?(qua|gần\s+đây|gần|trở\s+lại\s+đây|nay|tới|tiếp\s+theo|sắp\s+tới|trước\s+đây|trước|liền|liên\s+t(?:iếp|ục))(?:\s+đây)?"
    r"|thời\s+gian\s+(?:vừa\s+)?(qua|gần\s+đây|tới|sắp\s+tới)|giai\s+đoạn\s+(?:vừa\s+)?(qua|tới|hiện\s+nay)|gần\s+đây|mới\s+đây|vừa\s+qua|trước\s+(?:đây|kia)|lâu\s+nay)(?!\w)"
)
SAME_TIME = re.compile(
    r"cùng\s+(?:k[ỳì]|vụ(?=\s+năm)|thời\s+(?:kỳ|điểm|gian))(?:\s+(?:của\s+)?(?:(?:năm\s+)?(\d{4})(?!\d)|năm\s+(trước|ngoái)(?!\w)))?"
)
NEXT_YEAR = re.compile(r"(?:sang\s+năm|năm\s+tới)(?!\w)(?!\s+(?:19|20)\d\d)")
ON_AVERAGE = re.compile(r"bình\s+quân\s+(?:trong\s+)?\d{1,2}\s+năm(?!\w)(?!\s+(?:19|20)\d\d)")
# `đến 2030 tỷ lệ …`, `vào 2025,`: a year without its word; not `từ 1.990 đến 2030 người`.
BARE_YEAR = re.compile(
    r"(?:đến|tới|vào|trước)\s+((?:19[5-9]|20[0-4])\d)(?![\d/%]|[.,]\d)"
    r"(?=\s*(?:[,.;:)]|$)|\s+(?:tỷ|tỉ)\s+lệ|\s+(?:có|đạt|sẽ|phải|là|và|tăng|giảm|còn|toàn|cả|với)(?!\w))",
    re.MULTILINE,
)
# `đến 30/6, xã có …`: more than the month has no ratio before it; not `từ 9/5 đến 13/5`.
UNTIL_DAY = re.compile(
    r"(?:tính\s+)?(?:cho\s+)?(?:đến|tới)\s+(?:hết\s+)?(?P<day>(\d{1,2})[/-](\d{1,2}))(?![\d/%-]|[.,]\d)"
    r"(?=\s*[,;:)]|\s+(?:có|đạt|sẽ|phải|đã|mới|còn|toàn|cả|huyện|tỉnh|thành)(?!\w))"
)
CUMULATIVE = re.compile(r"(?:lũy|luỹ)\s+k[ếê](?!\w)")
RELATIVE_DAY = re.compile(r"(?:hôm|sáng|trưa|chiều|tối|đêm)\s+(?:hôm\s+)?(nay|qua)(?!\w)")
DURATION = re.compile(
    r"(?:sau|qua|trong|suốt)\s+(?:hơn\s+|gần\s+|khoảng\s+|trên\s+)?(?:\d{1,3}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:năm|tháng)(?!\w)"
)
IN_MONTH = re.compile(r"trong\s+tháng(?!\s+(?:\d|này|qua|trước|vừa|rồi|tới|sau|giêng|chạp))(?!\w)")
IN_QUARTER = re.compile(r"trong\s+quý(?!\s+(?:\d|[ivx]+(?!\w)|này|qua|trước|vừa|rồi|tới|sau|đầu|cuối))(?!\w)")
IN_YEAR = re.compile(
    r"(?:trong|cả)\s+năm(?!\s+(?:(?:19|20)\d\d(?![.,]?\d)|\d{1,2}(?!\d)"
    r"|nay|qua|ngoái|học|trước|tới|sau|vừa|tháng|năm|đầu|thứ|đó|gần|tiếp|cuối))(?!\w)"
)
THAT_YEAR = re.compile(r"(?:trong\s+)?năm\s+(?:này|đó|ấy)(?!\w)")

COMPARED = re.compile(
    r"(?<!\w)(?:so(?:\s+(?:với|sánh\s+với|cùng))?\s+(?P<rest>(?:năm\s+\d{4}(?:\s?,|\s+và)\s+)?(?:(?!tăng|giảm|đạt|là|có|và)[^\W\d]+\s+){0,6})|(?:hơn|lần)\s+)$"
)
PLAN = re.compile(r"(?<!\w)(?:kế\s+hoạch|chỉ\s+tiêu|nghị\s+quyết|mục\s+tiêu|tổng\s+số|dự\s+toán)(?!\w)")
DOCUMENT = re.compile(
    r"(?<!\w)(?:nghị\s+quyết|quyết\s+định|chỉ\s+thị|nghị\s+định|thông\s+(?:tư|báo|tri)|công\s+(?:văn|điện)|kế\s+hoạch|tờ\s+trình|hướng\s+dẫn|kết\s+luận"
    r"|quy\s+(?:định|chế)|luật|văn\s+bản|chương\s+trình|đề\s+án|báo\s+cáo|pháp\s+lệnh|giấy\s+phép|số)(?!\w)(?:[^.;:\n]|\.(?=\d)){0,70}\d[^.;\n]{0,40}$"
)
DOCUMENT_CODE = re.compile(r"\d\s?[-/]\s?[a-zđ][a-zđ\s/.-]{0,14},?\s*$")
FEAST = re.compile(r"(?<!\w)(?:kỷ\s+niệm|kỉ\s+niệm|nhân\s+dịp|chào\s+mừng|mừng|ngày\s+lễ|nhân\s+ngày)(?!\w)[^.;\n]{0,60}$")
BODY = re.compile(
    r"(?<!\w)(?:đại\s+hội|nghị\s+quyết|khóa|khoá|ban\s+chấp\s+hành|bch|[uủ][yỷ]\s+viên|bí\s+thư|đại\s+biểu|hđnd|hội\s+đồng|chủ\s+tịch"
    r"|quy\s+hoạch|kế\s+hoạch|chương\s+trình)(?!\w)[^.;:\n]{0,80}$"
)
# A programme keeps its years without a comma before them; after a comma the years speak of the clause.
PROGRAMME = re.compile(
    r"(?<!\w)(?:nghị\s+quyết|chỉ\s+thị|đề\s+án|chương\s+trình|kế\s+hoạch|quy\s+hoạch|tiêu\s+chí|chiến\s+lược|dự\s+án|phong\s+trào|đề\s+tài"
    r"|cuộc\s+vận\s+động|khóa|khoá|đầu\s+tư\s+công)(?!\w)[^.;:,\n]{0,190}$"
)
# The year of what is yet to be done: `đề ra nhiệm vụ năm 2022` does not say which year the news speaks of.
PLANNED = re.compile(r"(?<!\w)(?:nhiệm\s+vụ|phương\s+hướng|kế\s+hoạch|chương\s+trình)(?!\w)[^.;:\n]{0,30}$")
NEVER_NAMED = frozenset({"months_of_year", "months_so_far", "half_year", "since_event", "to_now"})
UNTIL = frozenset({"đến", "tới", "hết"})
LEADING = frozenset({"các", "trong", "vào", "riêng", "đến", "tới", "tính", "kể", "cho", "hết", "qua", "suốt", "hồi", "cả", "từ"})
MANY = frozenset({"các", "những", "nhiều", "mỗi", "từng", "hai", "ba", "mấy"})
BIRTH = frozenset({"sinh", "sn", "thọ"})
# `từ trước đến nay` is no time of what is told.
EVER = re.compile(r"từ\s+(?:trước|xưa)\s+(?:đến|tới)\s+(?:giờ|nay)(?!\w)")
SINCE_SEASON = re.compile(r"từ\s+đầu\s+(?:niên\s+)?vụ(?:\s+(?:đến|tới)\s+nay)?(?!\w)")
RUN_OF_YEARS = re.compile(
    r"(?:qua|trong|suốt)\s+(?:hơn\s+|gần\s+)?(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+năm(?=\s*,|\s+(?:có|đã|xã|huyện|tỉnh|toàn|kết|thành)(?!\w))"
)
LED_MONTHS = re.compile(r"(?:trong|qua|sau)\s+(?:hơn\s+|gần\s+)?")
CUMULATED = re.compile(r"(?:lũy|luỹ)\s+k[ếê]\s+(?:cả\s+|trong\s+|đến\s+hết\s+)?")
DATED_TERM = re.compile(r"nhiệm\s+k[ỳì](?:\s+[ivx]+)?\s*,?\s*\(?\s*(\d{4})\s?[-–—]\s?(\d{4})(?!\d)")
UNTIL_MONTH = re.compile(r"\s*,?\s*(?:tính\s+)?(?:đến|tới)\s+(?:hết\s+|cuối\s+)?tháng\s+(\d{1,2})(?![\d/.\-])(?!\s+năm)")
SUM_OF_MONTHS = re.compile(r"tính\s+chung(?:\s+(?:cả|trong))?\s+(\d{1,2})\s+tháng(?!\s+(?:đầu|năm|cuối|qua))(?!\w)")
DATE_FOLLOWS = re.compile(r"\s+(?:tính\s+)?(?:đến|từ|tới)\s+(?!nay)")
# Without a word for day before it, `5/11` is more often 5 of 11.
BARE_DAY = re.compile(r"\d{1,2}/\d{1,2}(?![\d%])(?!\s*(?:xã|bản|thôn|xóm|ấp|hộ|số|chỉ|tiêu|chi|trường|trạm|tổ|đơn|đảng|huyện|người)(?!\w))")
FIRST_NUMBER = re.compile(r"\d{1,3}|(?<= )(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)(?= )")
