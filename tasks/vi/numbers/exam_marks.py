"""Marks of one pupil: `đạt 22,6 điểm khối D`, `cộng 0,75 điểm ưu tiên`; what a school asks for (`điểm chuẩn 25,5`) is a figure."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import Site

_LONGEST, _BEHIND = 4, 40
_EXAM = re.compile(
    r"(?<!\w)(?:kỳ thi|bài thi|điểm thi|môn|khối [a-dđ]\d?(?!\w)|thí sinh|xét tuyển|ưu tiên|nguyện vọng|thủ khoa|tổ hợp)(?!\w)",
    re.IGNORECASE,
)
# `kỳ thi có 34 điểm thi`
_PLACES = re.compile(r"\s?điểm (?:thi|bán|đến|đo)(?!\w)")
# Marks that are asked of all, a mean, and the distance between two marks.
_OF_MANY = re.compile(
    r"(?<!\w)(?:chuẩn|sàn|ngưỡng|mức điểm|bình quân|trung bình|(?:thấp|cao|ít|nhiều) hơn|chênh|nâng|trúng tuyển (?:là|từ)|trở lên"
    r"|tăng|giảm)(?!\w)",
    re.IGNORECASE,
)


def judge_mark(site: Site) -> tuple[str, str, int] | None:
    """The mark that somebody got in an examination; None where it may be a figure."""
    behind = site.after[:_BEHIND]
    if len(site.token) > _LONGEST or site.next == "%" or site.counts() or _PLACES.match(behind):
        return None
    if site.next == "điểm":
        told = _EXAM.search(site.near) or _EXAM.search(behind)
    else:
        told = _EXAM.search(site.near) if site.last == "điểm" or ("điểm" in site.near.lower() and site.closes()) else None
    if told is None or _OF_MANY.search(site.near) or _OF_MANY.search(behind[:16]):
        return None
    return "score", "exam_mark", site.end
