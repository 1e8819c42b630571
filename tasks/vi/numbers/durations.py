"""Numbers of time: a frame (`sau 10 năm`), an age, a time of the clock, or a length of time that is told (`phạt 14 năm tù`)."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import Site
from tasks.vi.numbers.number_heads import Judgement
from tasks.vi.text.word_set import on_one_line, word_set

TIME = on_one_line(
    r"(?P<high>\s?[-–]\s?\d[\d.,]*|\s(?:đến|tới|hoặc|hay)\s\d[\d.,]*)?\s?"
    r"(?P<unit>năm|tháng|tuần|ngày|giờ|phút|giây|đêm|tiếng|hôm|thế kỷ|thế kỉ|thập kỷ|thập niên|nhiệm kỳ|quý|mùa|tuổi|ngày đêm)(?!\w)",
    re.IGNORECASE,
)
# What makes a duration a quantity of a rule, a benefit or a sentence rather than a time frame.
_QUANTITY_AFTER = re.compile(
    r"\s(?:(?:\d+|rưỡi)\s(?:tháng|năm|ngày)\s)?(?:tù|cải tạo|quản chế|án treo|thử thách|công\b|đóng|lương|thâm niên|phép|trở lên|trở xuống)"
    r"|[^,.;]{0,12}(?<!trở)\s(?:xuống|lên)\s"
)
_QUANTITY_BEFORE = re.compile(
    r"(?:\blà|\bmất|\bnợ|cách nhau|hỗ trợ thêm|cho vay|(?<!khoảng )thời (?:gian|lượng)(?: [^\W\d]+){0,3}|(?<!chưa )đủ|kéo dài"
    r"|bảo hành(?: [^\W\d]+){0,3}|xuống còn|tới còn|lên tới|lên đến|xuống|lên|rút ngắn|tối thiểu|tối đa|ít nhất|không quá|thời hạn|mức án"
    r"|tuyên phạt|phạt|lĩnh|lãnh|án|tù"
    r"|tạm giữ|tạm giam|giam giữ|giam hành chính|ngừng bắn|cho thuê|thuê|thay vì|nghỉ phép"
    r"|(?:qua|vượt|phá|lập|đổ|bằng) kỷ lục|(?:án|tù|giam)(?: [^\W\d]+){0,2} từ"
    r"|cư trú(?: thời hạn)?(?: đến)?|dự kiến(?: trong)?|nhiều nhất(?: là)?|ít nhất từ|thời gian thực hiện(?: [^\W\d]+){0,3} trong"
    r"|phạt tù|tuổi thọ|kéo dài thêm|gia hạn(?: thêm)?|(?:tù|án)\stừ[^.;]{1,14}đến)(?:\s(?:là|từ|khoảng|hơn|gần|trên|dưới|án))*\s\(?$",
    re.IGNORECASE,
)
# `miễn thuế trong 10 năm`, `phải hoàn thành trong vòng 5 ngày`: how long something is granted, forbidden or may take.
_GRANTED = re.compile(
    r"(?<!\w)(?:miễn|cấm|đình chỉ|tước|bảo hành|cho thuê|thuê (?:đất|nhà|mặt bằng)|bao cấp|hoàn thành|gia hạn)(?: [^\W\d]+){0,6}"
    r" trong(?: vòng| thời hạn)? $",
    re.IGNORECASE,
)
_FORBIDDEN = re.compile(r"(?<!\w)(?:cấm|đình chỉ|tước|treo|tạm dừng)(?: [^\W\d]+){1,4} $", re.IGNORECASE)
# How long a state lasted or lasts: `mất tích 27 năm`, `bị tù oan 10 năm`, `trốn nã suốt 29 năm`, `nghỉ việc một tuần`, `yêu nhau 10 năm`.
_STATE = re.compile(
    r"(?<!\w)(?:mất tích|tù oan|ẩn tích|biệt tích|trốn (?:truy )?nã|ly thân|(?:yêu|quen|xa) nhau|sống (?:với|cùng|bên|xa) nhau"
    r"|không giam giữ|giam giữ(?: tại [^,.;]{1,30})?|chung sống|sống chung|tồn tại|kẹt xe|kẹt cứng|ùn tắc|ách tắc|tắc đường|mất điện"
    r"|mất nước|cúp điện|nghỉ (?:việc|học|làm|thi đấu|lễ|tết|hè|bán|ngơi|dưỡng)|hôn mê|bất tỉnh|mắc kẹt|cách ly|gián đoạn|xếp hàng"
    r"|vòng đời(?: [^\W\d]+){0,4}|đóng (?:bhxh|bảo hiểm)(?: xã hội)?(?: cho)?|đóng cửa|tham luận|phát biểu|lịch sử|treo giò)"
    r"(?: (?:được|suốt|suôt|đến|tới|khoảng|hơn|gần|trên|chừng|đã|ròng rã|là|trong suốt))* $",
    re.IGNORECASE,
)
# Before a number in words, which may as well be an article (`là một năm khó khăn`).
_LASTING = re.compile(
    r"(?<!\w)(?:kéo dài(?: thêm)?|(?:sớm|muộn|chậm|trễ|lâu|dài) (?:hơn )?|phạt tù|mức án|tạm giữ|tạm giam|ngừng bắn|gia hạn(?: thêm)?"
    r"|bảo hành(?: [^\W\d]+){0,3}|thời hạn(?: là)?|tối thiểu|tối đa|ít nhất|không quá|mất (?:đến|tới|gần|hơn)|rút ngắn(?: xuống)?(?: còn)?)"
    r"(?: (?:khoảng|hơn|gần|trên|dưới|chừng|tới|đến|suốt|thêm))* ?$",
    re.IGNORECASE,
)
_SERVED = re.compile(r" (?:tù|án treo|cải tạo|quản chế|đóng bảo hiểm)(?!\w)")
_AFTER_STATE = re.compile(r"(?<!\w)(?:sau (?:khi |thời gian )?(?:bị )?|trong |trải qua |suốt )$", re.IGNORECASE)
# The lower end of a range before its upper one: `cách nhau từ 7 – 14 ngày`.
_LOW_END = re.compile(r"\d{1,3}\s?(?:[-–]|đến|tới)\s?$")
# Years of practice: `có 5-6 năm kinh nghiệm`, `với thâm niên 6 năm nay`.
_PRACTICE_AFTER = " kinh nghiệm"
_PRACTICE_BEFORE = re.compile(r"(?<!\w)(?:thâm niên|kinh nghiệm|tuổi nghề)(?: [^\W\d]+){0,2} $", re.IGNORECASE)
# `sớm hơn 12 tháng so với hợp đồng`, `chỉ hơn 10 ngày`, `đoạn phim dài gần 3 phút`: how much sooner, how short, how long.
_MEASURED = re.compile(
    r"(?<!\w)(?:(?:sớm|muộn|chậm|nhanh|lâu|ngắn|dài) hơn|(?:về đích|hoàn thành|cán đích)(?: [^\W\d]+){0,6} (?:sớm|chậm)"
    r"|(?<!từ )sớm|mất (?:đến|tới)|chỉ(?: còn có| còn| cần| mất)?"
    r"|(?:trước|sớm|chậm|muộn)(?: hơn)?(?: so với)? (?:kế hoạch|thời hạn|hạn|tiến độ|dự kiến|hợp đồng|cam kết)(?: [^\W\d]+){0,2}"
    r"|(?:một|mỗi) ngày(?: [^\W\d]+){0,3}|(?:clip|video|đoạn phim)(?: dài)?"
    r"|(?:thuê|gửi)(?: [^\W\d]+){1,2})(?: (?:hơn|gần|khoảng|chừng))? $",
    re.IGNORECASE,
)
_AFTER_WHICH = word_set("sau qua")  # `sau 3 năm đàn bò đã lên 9 con`
_MEANS = word_set("quân bình")  # `ngày điều trị trung bình 6,2 ngày`
_UNTIL_NOW = re.compile(r"\s(?:qua|nay|vừa qua|gần đây|trước|sau|tới|đầu|cuối|nữa|liền|liên tiếp|đạt|ước)(?!\w)")
# Minutes and hours are told of what lasts so long; these make a time frame of them.
_SHORT_UNITS = frozenset({"giờ", "phút", "giây", "tiếng"})
_FRAMES = word_set("sau trong qua suốt trước hơn gần khoảng chừng sau: mỗi cứ từng lúc hồi và")
# `mất tích được 1 ngày,`: how long it has lasted.
_LASTED = re.compile(r"(?<!trở )(?<!về )\bđược(?: hơn| gần| khoảng| chừng)?\s$")
_NO_TIME = (" chuông", " súng", " nổ", " anh", " việt", " trung", " pháp", " nhật", " hàn", " dân tộc", " nói", " hát")
_FRAME_BEFORE = re.compile(r"[Tt]rong (?:(?:thời hạn|thời gian|ít nhất|tối thiểu) )*$")
_IN_PARENTHESES = re.compile(r"(?:thời gian|thời hạn|tối thiểu|tối đa|dài|ngắn)[^().]{0,30}\($")
# What makes hours and a half a length of time: `kéo dài 2 giờ rưỡi`; all else does a time of the clock.
_LASTS = word_set("mất hết dài tốn cần")
_TAKES = re.compile(r"(?<!\w)(?:kéo dài|mất|hết|tốn|cần|rút ngắn|chậm|trễ|thời gian)(?: [^\W\d]+){0,4} $", re.IGNORECASE)
_CLOCK_AFTER = word_set("sáng chiều tối trưa đêm ngày cùng kém hôm rưỡi đúng nay")
_PER_TIME = word_set("giờ phút ngày tiếng tiết buổi")
_A_TIME = re.compile(r"\s?/\s?lần(?!\w)")  # `điều hành 15 ngày / lần`
_A_YEAR = re.compile(r"\s?/\s?(?:năm|tháng|tuần|ngày|học kỳ|kỳ)(?!\w)")
# `củ sâm 100 năm tuổi`, `ngôi đình hơn 300 năm tuổi`
_OLD_THING = re.compile(
    r"(?<!\w)(?:cây|củ|gốc|rùa|voi|hóa thạch|ngôi|đình|chùa|nhà thờ|tháp|tượng|cổ vật|giếng|cầu|phố cổ)(?: [^\W\d]+){0,6} $", re.IGNORECASE
)
_YOUNG = word_set("trẻ em bé cháu con")
_AGE_AS_FIGURE = ("tuổi thọ", "bình quân", "trung bình")
_LETTERS = re.compile(r"[^\W\d_]+")


def judge_time(site: Site, time: re.Match[str]) -> Judgement | None:
    """A time frame, an age, a clock time; None for a quantity of time."""
    unit = time["unit"].lower()
    stop = time.end("high") if time["high"] else site.end
    rest = site.text[time.end() : time.end() + 40].lower()
    if site.last == "/":
        return "rate_base", "per_time", stop  # `100 mm / 12 giờ`
    if unit == "tuổi":
        is_mean = site.last not in _YOUNG and any(words in site.near.lower() for words in _AGE_AS_FIGURE)
        return None if is_mean else ("person_age", "years_old", stop)
    if unit == "năm" and rest.startswith(" tuổi") and _OLD_THING.search(site.near):
        return None
    if unit == "năm" and rest.startswith(" tuổi"):
        return ("name", "badge", stop) if rest[5:10].lower() == " đảng" else ("person_age", "years_old", stop)
    if unit == "tháng" and first_word(rest) in ("chạp", "giêng"):
        return "date", "lunar_day", stop
    if unit == "giờ" and first_word(rest) == "rưỡi" and (site.last in _LASTS or _TAKES.search(site.near)):
        return None  # `mất 2 giờ rưỡi`
    if unit in _PER_TIME and _A_YEAR.match(rest):
        return None  # `làm thêm 720 giờ/năm`
    if unit == "giờ" and site.last == "đến" and (not site.word(2) or site.word(2)[-1] in ",;."):
        return "clock", "hour", stop  # `, đến 21 giờ sẽ bế mạc`
    if unit == "giờ" and "," not in site.token and (first_word(rest) in _CLOCK_AFTER or site.last in ("lúc", "hồi", "trước", "vào")):
        return "clock", "hour", stop
    if unit == "phút" and site.last == "giờ":
        return "clock", "minute", stop
    if unit == "tiếng" and rest.startswith(_NO_TIME):
        return None  # `4 tiếng chuông`
    if _is_quantity_of_time(site, unit, rest):
        return None
    if site.prefix == "(" and rest[:1] == ")" and _IN_PARENTHESES.search(site.near):
        return None
    if unit in ("ngày", "giờ", "phút") and len(site.token) > 4:
        return None
    return "period", "duration", stop


def _is_quantity_of_time(site: Site, unit: str, rest: str) -> bool:
    """`7 năm tù`, `đủ 20 năm đóng bảo hiểm`, `xuống còn 15 năm`: an amount, not a frame."""
    near = _LOW_END.sub("", site.near if site.prefix == "(" else site.near.removesuffix(site.prefix))
    if rest.startswith(_PRACTICE_AFTER) or (unit in ("năm", "tháng") and _PRACTICE_BEFORE.search(near)):
        return True
    if _A_TIME.match(rest) or ("," in site.token and site.last in _MEANS):
        return True
    if _UNTIL_NOW.match(rest):
        return False  # `kéo dài hơn 6 năm qua`
    if unit in _SHORT_UNITS and site.last not in _FRAMES and site.last:
        return True  # `bay vòng tròn 30 phút`
    if (state := _STATE.search(near)) and not _AFTER_STATE.search(near, 0, state.start()):
        return True
    if unit in ("ngày", "tuần") and _LASTED.search(near):
        return True
    if _GRANTED.search(near) or _FORBIDDEN.search(near) or _MEASURED.search(near):
        return True
    stated = (site.last not in _AFTER_WHICH and _QUANTITY_AFTER.match(rest)) or _QUANTITY_BEFORE.search(near)
    return bool(stated) and not _FRAME_BEFORE.search(near)


def tells_length(text: str, start: int, end: int) -> bool:
    """Whether the number word `start:end` before a word of time says how long something lasts.

    >>> tells_length("mưa kéo dài ba ngày.", 12, 14), tells_length("mưa ba ngày qua", 4, 6), tells_length("phạt hai năm tù", 5, 8)
    (True, False, True)
    """
    site = Site(text, start, end)
    time = TIME.match(text, end)
    if time is None or time["unit"].lower() == "tuổi":
        return False
    rest = text[time.end() : time.end() + 40].lower()
    near = site.near.removesuffix(site.prefix)
    if _SERVED.match(rest):
        return True
    if _UNTIL_NOW.match(rest) or _FRAME_BEFORE.search(near):
        return False
    if (state := _STATE.search(near)) and not _AFTER_STATE.search(near, 0, state.start()):
        return True
    if time["unit"].lower() not in ("năm", "tháng") and _LASTED.search(near):
        return True
    return any(pattern.search(near) for pattern in (_FORBIDDEN, _LASTING, _MEASURED))


def first_word(text: str) -> str:
    """The first word among the next twelve characters, in lower case; empty where there is none."""
    match = _LETTERS.search(text[:12])
    return match[0].lower() if match else ""
