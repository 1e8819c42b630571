"""Two numbers with a slash or a dash between them: a day of the year, a ratio, a score."""

from __future__ import annotations

import re

from tasks.vi.numbers.context import Site
from tasks.vi.numbers.day_words import is_day_word, is_street_word, match_day_month
from tasks.vi.numbers.noun_words import is_noun
from tasks.vi.numbers.number_heads import Judgement, is_qualified
from tasks.vi.text.word_set import word_set

_SLASH = re.compile(r"\s?/\s?(\d[\d.,]*)(?!\s?/\s?\d)")
_DASH_NUMBER = re.compile(r"\s?[-–]\s?(\d{1,3})(?!\d|[.,]\d|%|\s?[-–/]\s?\d)")
_TO_FULL_DATE = re.compile(r"\s?(?:[-–]|đến|tới)\s?\d{1,2}[./]\d{1,2}[./]\d{4}(?!\d)")
_DAY_IN_BRACKETS = re.compile(r"\((?:ngày|sáng|chiều|tối) \d{1,2}[-/.]\d{1,2}\)[^()]{0,30}\($")
# Days that stand alone in prose with a dash; any other pair is a range or a score.
_HOLIDAYS = word_set("8-3 30-4 1-5 2-9 3-2 20-10 20-11 22-12 27-7 19-5 19-8 1-6 26-3 7-5 10-10 21-6 27-2 28-6 18-11")
_SCORE_WORDS = word_set("thắng thua hòa hoà dẫn gỡ số: tỷ tỉ đậm sít")
_DEGREES = word_set("° º độ oc")
_SUBJECTS = word_set("toán văn lý hóa hoá sử gdcd môn")
# `xử lý 5 điểm`, `quản lý 12 điểm`: no subject that is taught.
_DEEDS = word_set("xử quản đại")
_UNTIL_NOW = word_set("đến tới hiện cho")
_INSPECTED = word_set("tra sát")
_FRACTION_OF = word_set(
    "số dân diện tổng lượng chặng quãng chiều trong thành lãnh của cư giá trị nhu phần trọng là công mức chi lương tiền giá"
)
COUNT_VERBS = word_set("đạt được có còn chiếm lệ là lên xuống với tăng giảm gồm")
_SHARE_AFTER = re.compile(r"\s?[,(]\s?(?:(?:đạt|chiếm|bằng|tương đương|tỷ lệ|tỉ lệ)\s)*(\d{1,3}(?:,\d+)?)\s?%")
_ROUNDED = 0.6
# A class by its size, before the number of those in it: `dưới 6m: 271 chiếc`, `từ 6 đến dưới 12m: 912 chiếc`, `từ 24m trở lên: 174`.
BAND_WORDS = word_set("dưới từ đến tới")
_SIZE = r"\s?(?:m|mét|ha|cm|kg|cv|tấn|tuổi)"
_BAND = re.compile(
    rf"(?:{_SIZE})?(?:\s(?:đến|tới)(?:\sdưới)?|\s?[-–])\s?(?P<high>\d[\d.,]*){_SIZE}\s?:\s?\d|{_SIZE}(?:\s?:|\strở\s(?:lên|xuống)\s?:?)\s?\d",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")


def judge_pair(site: Site) -> Judgement | None:
    """`n/m` as a day of the year, `n-m` as a day or a score."""
    text, end = site.text, site.end
    if len(site.token) > 5:
        return None
    if site.last in BAND_WORDS and (":" in site.after or "trở" in site.after) and (band := _BAND.match(text, end)):
        return "name", "band", max(end, band.end("high"))
    if site.next == "điểm" and any(site.word(back).strip(",:") in _SUBJECTS and site.word(back + 1) not in _DEEDS for back in (1, 2)):
        return "score", "mark", end
    if "." not in site.token and text[end : end + 2].strip()[:1] not in ("/", "-", "–"):
        return None
    slash = _SLASH.match(text, end)
    if slash:
        return _judge_slash(site)
    day = match_day_month(site)
    if day and (is_day_word(site, soft=False) or (site.prefix == "(" and site.last in ("nay", "qua") and text[day : day + 1] == ")")):
        return "date", "day_month", day
    if day and site.prefix == "(" and text[day : day + 1] == ")" and _DAY_IN_BRACKETS.search(site.near):
        return "date", "day_month", day  # `ở Hà Nội (ngày 27-11), Đà Nẵng (29-11)`
    if day and is_day_word(site, soft=True) and _TO_FULL_DATE.match(text, day):
        return "date", "day_month", day  # `từ 26.1 - 1.2.2017`
    if day and text[site.start : day] in _HOLIDAYS and not _near_score_word(site) and not Site(text, site.start, day).counts():
        return "date", "holiday", day
    if day and site.last in ("đến", "tới") and site.word(2).isdigit() and Site(text, site.start, day).closes():
        return "date", "day_month", day  # `từ 8 đến 13-3`
    dash = _DASH_NUMBER.match(text, end)
    if dash and _is_score(site, dash):
        return "score", "score", dash.end()
    return None


def _judge_slash(site: Site) -> Judgement | None:
    day = match_day_month(site)
    if not day:
        return None
    after, whole = Site(site.text, site.start, day), int(site.text[site.end : day].strip(" /"))
    if is_street_word(site):
        return "name", "named_after_day", day
    if site.last == "nay" and site.word(2) in _UNTIL_NOW and int(site.token) <= whole and after.counts():
        return None  # `đến nay 12/12 xã đã có đường`
    if is_day_word(site, soft=False):
        return "date", "day_month", day
    is_soft = is_day_word(site, soft=True)
    if is_soft and int(site.token) > whole:
        return "date", "day_month", day  # `đến 30/6 huyện thu được`: no part is larger than its whole
    counts = (
        after.counts()
        or (not is_soft and site.text[day : day + 1] == " " and is_noun(site.text, day + 1))
        or _checks_bodies(site, after)
        or (after.next in _FRACTION_OF and whole <= 10)
    )
    if counts and not (site.prefix == "(" and after.next == ")"):
        return None
    next_item = bool(site.left) and site.left[-1][-1] in ",;" and not after.closes()  # `; 8/10 ấp văn hóa`
    counting = site.last in COUNT_VERBS or is_qualified(site) or next_item or _has_its_share(site, day)
    if is_soft or not counting:
        return "date", "day_month_bare", day
    return None


def _has_its_share(site: Site, day: int) -> bool:
    """`dự họp 11/12, đạt tỷ lệ 91,7%`: the share that follows is that of the two numbers."""
    share = _SHARE_AFTER.match(site.text, day)
    if share is None:
        return False
    part, _, whole = site.text[site.start : day].replace(" ", "").partition("/")
    return abs(100 * int(part) / int(whole) - float(share[1].replace(",", "."))) < _ROUNDED


def _checks_bodies(site: Site, after: Site) -> bool:
    """`kiểm tra 8/9 BCH`: so many of a body that its capitals name, after what was done to them."""
    word = _LETTERS.search(after.after)
    return site.last in _INSPECTED and word is not None and word.start() == 1 and len(word[0]) > 1 and word[0].isupper()


def _is_score(site: Site, dash: re.Match[str]) -> bool:
    home, away = int(re.sub(r"\D", "", site.token)), int(dash[1])
    after = Site(site.text, site.start, dash.end())
    if after.counts() or home > 200 or "." in site.token or after.next in _DEGREES:
        return False
    if _near_score_word(site):
        return True
    if home >= away and after.closes():
        return True
    last = site.near.split()[-1:] or [""]
    return last[0][:1].isupper() and after.next_is_capital and home <= 20


def _near_score_word(site: Site) -> bool:
    return any(site.word(back).strip(",:") in _SCORE_WORDS for back in (1, 2, 3))
