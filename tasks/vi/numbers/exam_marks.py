"""Marks of one pupil: `đạt 22,6 điểm khối D`, `cộng 0,75 điểm ưu tiên`; what a school asks for (`điểm chuẩn 25,5`) is a figure."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import Site
from tasks.vi.text.word_set import word_set

_LONGEST, _BEHIND = 5, 40
_EXAM = re.compile(
    r"(?<!\w)(?:kỳ thi|bài thi|điểm thi|môn|khối [a-dđ]\d{0,2}(?!\w)|thí sinh|xét tuyển|ưu tiên|nguyện vọng|thủ khoa|tổ hợp)(?!\w)",
    re.IGNORECASE,
)
# `kỳ thi có 34 điểm thi`
_PLACES = re.compile(r"\s?điểm (?:thi|bán|đến|đo|đen|nóng)(?!\w)")
# `hai điểm 10 môn lịch sử`
_SUBJECT = re.compile(r"\s?môn(?!\w)")
_THERE = word_set("ở tại")
_STOPS = (". ", "; ")
# Marks that are asked of all, a mean, and the distance between two marks.
_OF_MANY = re.compile(
    r"(?<!\w)(?:chuẩn|sàn|ngưỡng|mức điểm|bình quân|trung bình|(?:thấp|cao|ít|nhiều) hơn|chênh|nâng|trúng tuyển (?:là|từ)|trở lên"
    r"|tăng|giảm)(?!\w)",
    re.IGNORECASE,
)


def judge_mark(site: Site) -> tuple[str, str, int] | None:
    """The mark that somebody got in an examination; None where it may be a figure."""
    if "điểm" not in (site.next, site.last) and "điểm" not in site.near.lower():
        return None
    behind = site.after[:_BEHIND]
    near = site.near[max(site.near.rfind(stop) for stop in _STOPS) + 1 :]
    if len(site.token) > _LONGEST or site.next == "%" or site.counts() or _PLACES.match(behind):
        return None
    if site.last in _THERE and site.next == "điểm":
        return None  # `thi ở 38 điểm đặt tại các trường`
    if site.next == "điểm":
        told = _EXAM.search(near) or _EXAM.search(behind)
    elif site.last == "điểm":
        told = _EXAM.search(near) or _SUBJECT.match(behind)
    else:
        told = _EXAM.search(near) if "điểm" in near.lower() and site.closes() else None
    if told is None or _OF_MANY.search(near) or _OF_MANY.search(behind[:16]):
        return None
    return "score", "exam_mark", site.end
