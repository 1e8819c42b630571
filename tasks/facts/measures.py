"""What kind of number a figure is: measure, direction, unit and how often, read from the words right around it."""

from __future__ import annotations

import re

from tasks.facts.drafts import OF_PLAN, Draft
from tasks.facts.reading import Reading

# Words that may stand between the word of change and the number.
_SOFTENER = (
    r"(?:khoảng|chừng|xấp xỉ|gần|hơn|trên|ngót|ước|tới|đến|lên|thêm|được|bình quân|trung bình|mạnh|nhẹ|là|đạt|mỗi năm"
    r"|hàng năm|hằng năm|cao|thu|tương đương|ít nhất|chỉ|còn|đều|dưới|quá|thêm được|với mức|ở mức)"
)
# `ít hơn cùng kỳ 300 ha`, `tăng so với năm trước 12%`
_EARLIER = r"(?:so với |so )?(?:cùng (?:kỳ|vụ)(?: năm (?:trước|ngoái|\d{4}))?|(?:năm|tháng|quý|vụ) (?:trước|ngoái|\d{4}))"
_CHANGE = re.compile(
    r"\b(tăng thêm|tăng trưởng|tăng|bổ sung thêm|giảm nghèo|giảm|hạ|vượt|cao hơn|thấp hơn|nhiều hơn|ít hơn|gấp|bằng|nâng thêm"
    rf"|mức giảm|mức tăng|tốc độ tăng|tốc độ giảm)\s*(?:{_EARLIER}\s*)?(?:{_SOFTENER}\s*)*$"
)
# `tăng 132 tỷ đồng (+5,04%)`
_SIGNED = re.compile(r"^\s*([+–-])\s?$")
_TO_A_LEVEL = re.compile(r"\b(?:lên(?: đến| tới)?|xuống(?: còn)?|còn|thành|từ|đến|đạt|là)\s*(?:khoảng |gần |hơn |trên |dưới )*$")
_GROWS_TO = re.compile(r"\b(?:tăng|giảm)\s+(?:đến|tới)\s")
_FROM = re.compile(r"\btừ(?: mức)?(?: khoảng| gần| hơn| trên)?\s*$")
_TO = re.compile(r"[^,;:.\d]{0,40}\b(?:(?<!trở )xuống|còn|(?<!trở )lên)\b")
_DOWN_TO = re.compile(r"[^,;:.\d]{0,40}\b(?:(?<!trở )xuống|còn|(?<!trở )lên)\b")
_GROWTH_SUBJECT = re.compile(
    r"\b(?:tốc độ tăng(?: trưởng)?(?: kinh tế)?|tăng trưởng(?: kinh tế| bình quân)?|tốc độ phát triển|chỉ số sản xuất[^,;]*tăng)[^,;:]*$"
)
# `xã giảm nhiều nhất là Nam Sơn 5,2%`
_CHANGES_MOST = re.compile(r"\b(tăng|giảm) (?:nhiều|ít|mạnh|nhanh|cao|thấp|chậm) nhất\b(?![^,;:\d]*\b(?:còn|xuống|lên)\b)[^,;:\d]*$")
_PER_TIME = re.compile(
    r"\s*(?:trở (?:lên|xuống)\s*)?(?:/|mỗi |một |trên )\s*(?:(?:người|hộ|ha|đầu người)\s*/\s*)?(?:(năm)|(tháng)|(ngày))\b",
)
_EVERY = re.compile(
    r"\b(?:(mỗi năm|(?<!cây )(?<!cây trồng )(?:hàng|hằng) năm|bình quân năm|bình quân hàng năm|/năm|một năm)"
    r"|(mỗi tháng|hàng tháng|hằng tháng)"
    r"|(mỗi ngày|hàng ngày|hằng ngày|một ngày))\b"
)
_EACH_AFTER = re.compile(r"[^,;:()]{0,30}\bmỗi (?:(năm)|(tháng)|(ngày))\b")
_EACH_OPENS = re.compile(
    r"\s*(?:bình quân |trung bình )?(?:(mỗi năm|hàng năm|hằng năm)|(mỗi tháng|hàng tháng|hằng tháng)|(mỗi ngày|hàng ngày|hằng ngày)),"
)
_PER_THING = re.compile(
    r"\s*(?:/|trên một |trên 1 |mỗi )\s*"
    r"(?:ha\b|héc ta|sào|người|hộ|khẩu|đầu người|km2|m2|kg|tấn|lít|con|cây|vụ|suất|nhân khẩu|công|xã|thôn|bản"
    r"|hội viên|đảng viên|chi bộ|lớp)"
    r"|\s*trên xã\b"
    r"|\s*(?:/|trên |mỗi )\s*(?:\d[\d.]*\s*)?(?:vạn |nghìn |\d )(?:dân|người|trẻ)\b"  # `9 bác sĩ/vạn dân`, `25 ca/100.000 dân`
)
# The slash is left out: `bình quân hơn 2,2 triệu đồng hội viên`.
_ON_AVERAGE = re.compile(r"\bbình quân\b[^,;:]*$")
_OF_EACH = re.compile(r"\s(?:hội viên|đảng viên|người|hộ|lao động|ha|đầu người)\b")
_EACH_BEFORE = re.compile(
    r"\b(?:mỗi|(?:trên|cho) (?:một|0?1))\s+"
    r"(?:hộ|người|xã|ha|suất|con|căn|nhà|gia đình|lao động|hộ gia đình|khẩu|em|cháu|thôn|đơn vị diện tích)\b[^,;:]*$"
)
# `5 triệu đồng/căn`, whatever it is paid for; but `5 triệu đồng/năm`.
_PAID_PER = re.compile(r"\s?/\s?(?!(?:năm|tháng|ngày|quý|kỳ|đợt|tuần|giờ)\b)[^\W\d]")
# `bình quân/xã: 16,1 tiêu chí`
# `cứ 2 hộ thì có 1 hộ nghèo`
_OF_EVERY = re.compile(r"\bcứ \d[\d.]* [^,;:\d]{1,40}$")
_PER_BEFORE = re.compile(r"\b(?:bình quân|trung bình)\s*/\s*[^\W\d]+(?: [^\W\d]+)?(?:\s*:|\s+(?:là|đạt))\s*$")
_AGAINST = re.compile(r"\s*so (?:với )?")
_EARLIER_TIME = re.compile(
    r"\s*(?:so (?:với )?)?(?:mức )?(?:của )?(?:cùng (?:kỳ|thời (?:kỳ|điểm|gian))|năm (?:ngoái|trước|\d{4})|đầu (?:năm|nhiệm kỳ)"
    r"|nhiệm kỳ trước)"
)
_COMPARED_WITH = re.compile(r"\b(?:so|cùng kỳ|năm trước|năm ngoái|nhiệm kỳ trước)\b")
_NEAR_COMPARED = 60
# `huyện có 87 điểm`, `tại 5 điểm`: places, where nothing is scored.
_PLACES = re.compile(r"\b(?:có|tại|ở|gồm)\s*$")
_SCORED = re.compile(r"\b(?:chấm|chỉ số|xếp|thi|thang|môn|tổng điểm|số điểm|điểm số|điểm trung bình|ghi|dẫn|giành)\b")
FREQUENCIES = ("annual", "monthly", "daily")


def read_measure(draft: Draft, reading: Reading) -> None:
    """Fills measure, direction, unit and frequency of a draft from its own words."""
    before = reading.spelled[draft.clause.start : draft.start]
    after = reading.spelled[draft.noun_end : draft.right.end]
    draft.unit = _unit(draft, reading, before)
    draft.measure = _plain_measure(draft)
    _read_change(draft, reading, before)
    if draft.is_percent and draft.measure != "target_excess" and OF_PLAN.match(reading.spelled, draft.end):
        if draft.measure in ("share", "growth") and draft.direction is None:
            draft.measure = "target_rate"
        elif re.search(r"\bvượt\b", before) or (draft.measure == "growth" and _AGAINST.match(reading.spelled, draft.end)):
            draft.measure = "target_excess"  # `thấp hơn 0,4% so với chỉ tiêu tỉnh giao`
    opening = reading.spelled[draft.sentence.start : draft.clause.start] if draft.previous is None else ""
    draft.frequency = _frequency(before.rpartition(" và ")[2], after, opening)
    if draft.measure in ("count", "amount") and (
        (after.lstrip()[:1] in ("/", "t", "m") and (_PER_THING.match(after) or (draft.kind == "money" and _PAID_PER.match(after))))
        or ("bình" in before and _PER_BEFORE.search(before))
        or (draft.measure == "amount" and _EACH_BEFORE.search(before))
        or ("cứ " in before and _OF_EVERY.search(before))
        or (draft.kind == "money" and _OF_EACH.match(after) and _ON_AVERAGE.search(before))
    ):
        draft.measure = "rate"


def is_of_earlier_time(draft: Draft, reading: Reading) -> bool:
    """Whether a per cent measures against an earlier time: `bằng 96,8% so với cùng kỳ`."""
    return _EARLIER_TIME.match(reading.spelled, draft.end) is not None


def is_level(draft: Draft, reading: Reading) -> bool:
    """Whether a change is said to reach the number rather than to measure it: `giảm xuống dưới 15%`."""
    if _FROM.search(reading.spelled, draft.clause.start, draft.start) and _TO.match(reading.spelled, draft.noun_end):
        return True  # `giảm tỷ lệ hộ nghèo từ 12% xuống 8%`
    return _DOWN_TO.search(reading.spelled, draft.clause.start, draft.start) is not None


def _unit(draft: Draft, reading: Reading, before: str) -> str:
    if draft.is_percent:
        return "percent"
    if draft.noun is None:
        return "vnd" if draft.kind == "money" else "item"
    if draft.noun.key == "point" and _PLACES.search(before) and not _SCORED.search(reading.spelled, *draft.sentence):
        return "item"
    return draft.noun.key if draft.noun.phrase.table == "measure" else draft.noun.phrase.value


def _plain_measure(draft: Draft) -> str:
    if draft.is_percent:
        return "share"
    if draft.number.denominator is not None:
        return "ratio"
    if draft.unit == "times":
        return "count"
    return "amount" if draft.kind in ("money", "area", "amount") and draft.unit != "item" else "count"


def _read_change(draft: Draft, reading: Reading, before: str) -> None:
    if draft.is_percent and (sign := _SIGNED.search(before)):
        draft.measure, draft.direction = "growth", "up" if sign[1] == "+" else "down"
        return
    if draft.number.sign < 0 and draft.number.value > 0:  # `tăng trưởng -3,2%`, `âm 2,5%`
        draft.measure, draft.direction = "growth" if draft.is_percent else "change", "down"
        return
    change = None if draft.number.denominator is not None and draft.noun_class != "target" else _CHANGE.search(before)
    if draft.number.value_high is not None:
        change = change or _CHANGE.search(re.sub(r"\btừ\s*$", "", before))  # `giảm từ 20 đến 30%`
    elif change is not None and _TO_A_LEVEL.search(before) and not _GROWS_TO.search(before[change.start() :] + " "):
        change = change if draft.unit == "times" and _AGAINST.match(reading.spelled, draft.noun_end) else None  # `tăng lên 1,5 lần so với`
    if change is None:
        _read_unnamed_change(draft, reading)
        return
    word = change[1]
    if word == "bằng":
        if draft.unit == "times":
            draft.measure, draft.unit = "multiple", "item"
        return
    if word.endswith("hơn") and not draft.is_percent and not _compares(draft, reading):
        return  # `có ít hơn 340 đảng viên` says how exact the count is
    if word == "vượt" and not draft.is_percent and before[: change.start()].endswith("đạt và "):
        return  # `đạt và vượt 10.012 tấn` is what was reached
    if word == "vượt" and not draft.is_percent and (draft.noun_class == "target" or draft.number.denominator is not None):
        return  # `hoàn thành và vượt 21/25 chỉ tiêu` counts targets
    draft.direction = "down" if word.startswith(("giảm", "hạ", "thấp", "ít", "mức giảm", "tốc độ giảm")) else "up"
    draft.why["change"] = word
    if draft.unit == "times":
        draft.measure, draft.unit = "multiple", "item"
    elif word == "vượt" and draft.is_percent:
        draft.measure = "target_excess"
    elif draft.is_percent:
        draft.measure = "change" if word == "giảm nghèo" else "growth"
    else:
        draft.measure = "change"


def _compares(draft: Draft, reading: Reading) -> bool:
    """Whether a sentence compares with another time or place: `so với cùng kỳ, án khởi tố ít hơn 2 vụ`."""
    end = min(draft.noun_end + _NEAR_COMPARED, draft.sentence.end)
    return _COMPARED_WITH.search(reading.spelled, draft.sentence.start, end) is not None


def _read_unnamed_change(draft: Draft, reading: Reading) -> None:
    """A growth named by its subject (`tốc độ tăng trưởng đạt 7%`), or the second of `giảm 2 người chết và 4 người bị thương`."""
    previous = draft.previous
    clause = reading.spelled[draft.clause.start : draft.start]
    if (draft.is_percent or draft.noun) and "nhất" in clause and (most := _CHANGES_MOST.search(clause)):
        draft.measure = "growth" if draft.is_percent else "change"
        draft.direction = "down" if most[1] == "giảm" else "up"
    elif draft.is_percent and _GROWTH_SUBJECT.search(reading.spelled, max(draft.left.start, draft.start - 90), draft.start):
        draft.measure = "growth"
    elif previous and previous.measure == "change" and not draft.is_percent and previous.kind == draft.kind:
        joined = reading.spelled[previous.right.end : draft.start].strip()
        if joined in ("và", ","):
            draft.measure, draft.direction = previous.measure, previous.direction
    elif previous and _grows_too(draft, previous, reading):
        draft.measure, draft.direction = previous.measure, previous.direction


def _grows_too(draft: Draft, previous: Draft, reading: Reading) -> bool:
    """Whether a share is the second of two growths: `tăng 61% số vụ và 16% số người so với cùng kỳ`."""
    if previous.measure != "growth" or not draft.is_percent or draft.noun is None or previous.noun is None:
        return False
    return reading.spelled[previous.noun_end : draft.start].strip() == "và"


def _frequency(before: str, after: str, opening: str) -> str | None:
    match = _PER_TIME.match(after)
    if match is None and ("năm" in before or "tháng" in before or "ngày" in before):
        match = _EVERY.search(before)
    if match is None and "mỗi " in after:
        match = _EACH_AFTER.match(after)
    match = match or _EACH_OPENS.match(opening)
    if match is None:
        return None
    return next(frequency for frequency, group in zip(FREQUENCIES, match.groups(), strict=True) if group)
