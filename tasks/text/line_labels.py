"""The labels that lines bear by themselves: phrases of the lexicon and forms that can be told without neighbours."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.text.blocks import Line, Shape
from tasks.text.bylines import is_labelled_byline, parse_byline
from tasks.text.dates import Stamp, find_stamp
from tasks.text.instants import parse_moment
from tasks.text.language import syllable_share
from tasks.text.line_splitting import is_glued
from tasks.text.photo_credits import is_photo_credit
from tasks.text.phrases import Mark, Phrases, load_phrases
from tasks.text.widgets import mark_archive_toolbar, mark_odometers
from tasks.vi.text.fold import fold_text

_IMAGE_ENDS = (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp")
_SITE_NAME = re.compile(
    r"^bao (?:[a-z]+ ){1,3}dien tu$|^(?:cong|trang) ttdt\b|^website |"
    r"^(?:trang|cong|website|bao)\s*(?:-\s*)?(?:thong tin )?(?:dien tu|ttdt)\b"
)
_SITE_NEWS = re.compile(r"\b(?:chinh thuc|khai truong|ra mat|van hanh|nang cap|dat giai|cong bo|tiep tuc|se|da|duoc|vua|co)\b|[:?]")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SHORT_YEAR = re.compile(r"\d([/.\-])\d{1,2}\1\d\d\b")
_RELATED_SIGN = re.compile(r"^(?:>>*|»+|›|➤|►+|▶|=>|≫|☞|\[(?:video|clip|photo|infographic|anh)\])\s*\S")
# Headlines in a row: `… du khách tăng [Infographic]: Những điểm đến`.
_INNER_SIGN = re.compile(r"\w[^\w\[]{1,3}\[(?:video|clip|photo|infographic)\]:?\s")
_TAGS = re.compile(r"^(?:#\s?\w[^#]{0,60}){1,}$")
_DOTTED_DAY = re.compile(r"^\d{1,2}\.\d{1,2}\.(?:19|20)?\d\d$")
_COUNTER_PAIR = re.compile(r"^\d[\d.,]* \d{1,4}$")
_TIMER = re.compile(r"^\d{1,2}:\d\d(?::\d\d)?(?:\s*/\s*\d{1,2}:\d\d(?::\d\d)?)?$")
# "Nghe bài viết 00:00 / 03:45 1x 1.25x": how far a player is, and how fast it can go.
_PLAYER = re.compile(r"\b\d{1,2}:\d\d\s*/\s*\d{1,2}:\d\d\b|(?:\b[012](?:[.,]\d{1,2})?x\s*){2}")
_AGO = re.compile(r"^(?:cach day )?\d{1,2} (?:phut|gio|ngay|tuan|thang|nam)(?: \d{1,2} (?:phut|gio|ngay|tuan))? truoc$")
_CODE = re.compile(
    r"function\s*\(|text-align|font-family|<!doctype|<%@|document\.|window\.|var \w+ ?=|{[^}]*:[^}]*;|^\W*\]\]>|"
    r"</?(?:div|span|p|br|td|font)\b"
)
_SOURCE = re.compile(r"^[(\[\s]*(?:dan )?(?:nguon(?: tin| bai| bai viet)?|link goc|bai goc|xem bai goc|theo)\b")
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9\-]+\.)+(?:vn|com|net|org|info)[.)]*", re.IGNORECASE)
_CONTACT = re.compile(r"\w@[\w\-]+\.\w+|(?:dien thoai|hotline|fax|dt|tel|email|website)\s*[:.]")
_LICENCE = re.compile(r"\b\d+\s?/\s?(?:gp|gptt|gpttdt|gxn)[\w\- ]*\b")
_ITEM_DATE = re.compile(r"^\(\s*\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?[^)]{0,12}\)$")
_DAY_LABEL = re.compile(r"\bngay (?:dang|gui|viet|tao|cap nhat|xuat ban)(?: (?:tin|bai))?\s*:")
_VIEW_LABEL = re.compile(r"\b(?:view count|luot (?:xem|doc)|da (?:xem|doc)|tac gia|nguoi (?:dang|gui|viet))\s*:")
# What only a page asks its readers: how they like it, how they came to it.
_POLL = re.compile(r"\b(?:website|trang (?:web|tin|thong tin|ttdt)|giao dien|cong (?:thong tin|ttdt)|chuyen trang)\b")
_ARROW = re.compile(r"\w\s?(?:>{1,2}|»|›)\s?[^\W\d]")
_LONGEST_STAMP = 8
"""Words beside a moment that an element says: "3 giờ trước", "Hôm qua, theo giờ Hà Nội"."""
_LINKED = 0.9
"""Share of a line in links from which it is a link."""
_LONGEST_PLAYER = 14
_LONGEST_NOTICE = 70
"""Words of a notice at the foot of a page."""
_SEPARATORS = re.compile(r"\s[|>»›/]\s|[|»›]|>>")


def label_lines(lines: list[Line]) -> tuple[list[Mark | None], dict[int, Stamp]]:
    """The mark of every line that bears one, and the date stamps found on the way.

    Shape: one mark or None per line; stamps keyed by position in `lines`.
    """
    phrases = load_phrases()
    stamps: dict[int, Stamp] = {}
    marks = [_mark(index, line, phrases, stamps) for index, line in enumerate(lines)]
    if marks and marks[0] is not None and marks[0].rule == "related_sign" and lines[0].text[0] == "[":
        marks[0] = None  # "[Infographic] ...": a headline where nothing stands above it
    mark_archive_toolbar(lines, marks)
    mark_odometers(lines, marks)
    for index in range(1, len(lines)):
        above = marks[index - 1]
        if above is not None and above.kind == "image_alt" and marks[index] is None and lines[index].shape is Shape.LONG:
            marks[index] = Mark("caption", "line", "below_image")
    return marks, stamps


def _mark(index: int, line: Line, phrases: Phrases, stamps: dict[int, Stamp]) -> Mark | None:
    folded, words = line.folded, line.words
    if line.moment and words <= _LONGEST_STAMP:
        moment = parse_moment(line.moment)
        shown = find_stamp(line.text, folded)
        if moment is not None and shown is None:
            stamps[index] = Stamp(*moment, labelled=True, clock=False, weekday=False, before="", after="", by_machine=True)
            return Mark("dateline", "meta", "moment")
    if line.zone == "drawing":
        return Mark("caption", "line", "element:drawing")
    if line.zone == "row":
        return phrases.find(folded, words, False, False) or Mark("table", "edge", "row")
    if words > 40:
        return (phrases.find_inside(folded) if words <= _LONGEST_NOTICE else None) or _mark_long(line)
    if words >= 17 and line.shape is Shape.PROSE:
        return phrases.find_start(folded, True) or _mark_long(line)
    known = _known_lines(line.text, line.zone, line.link_share >= _LINKED, line.heading)
    if not known:
        known.append(_mark_short(line))
    mark, stamp = known[0]
    if stamp is not None:
        stamps[index] = stamp
    return mark


@lru_cache(maxsize=8_192)  # pages of a site repeat their menus, boxes and footers
def _known_lines(text: str, zone: str, linked: bool, heading: int) -> list[tuple[Mark | None, Stamp | None]]:
    """What a short line was found to be when it was last seen, to be filled in where it is new: all else of it follows from these."""
    return []


def _mark_short(line: Line) -> tuple[Mark | None, Stamp | None]:
    """The mark of a line that is no paragraph, and the date stamp that it is."""
    folded, words, shape, zone = line.folded, line.words, line.shape, line.zone
    digits = _DIGIT.search(folded) is not None
    if len(folded) <= 130:
        if digits:
            mark, stamp = _numeric(line)
            if mark is not None:
                return mark, stamp
        elif words <= 3 and not any(map(str.isalpha, folded)):
            return load_phrases().find(folded, words, False, False) or Mark("residue", "line", "symbols_only"), None
    mark = load_phrases().find(folded, words, digits, shape is Shape.PROSE)
    if mark is None:
        mark = _by_form(line)
    if mark is None and (zone or line.link_share):
        mark = _by_element(line)
    return mark, None


def _mark_long(line: Line) -> Mark | None:
    """Paragraphs are checked for little: they are code, a long caption, or stand where the page has no article."""
    folded = line.folded
    if not folded[0].isalnum() and _RELATED_SIGN.match(folded):
        return Mark("related", "item", "related_sign")
    if ("{" in folded or "<" in folded) and _CODE.search(folded, 0, 400) and syllable_share(line.text) < 0.5:
        return _CODE_MARK
    if line.words <= 55 and is_photo_credit(line.text):
        return Mark("caption", "line", "photo_credit")
    if is_glued(line):
        return Mark("related", "item", "glued_headlines")
    if not line.zone:
        return None
    return _by_element(line) if line.words <= 40 or line.zone in ("comments", "footer") else None


_ZONE_KINDS = frozenset({"navigation", "footer", "related", "comments", "tags", "page_tools", "ads", "caption"})


def _by_element(line: Line) -> Mark | None:
    """What the HTML element says of a line; nothing for flattened text."""
    zone = line.zone
    if zone in _ZONE_KINDS:
        role = "after" if zone in ("footer", "comments") else "item" if zone == "related" else "line"
        return Mark(zone, role, f"element:{zone}")
    if zone == "byline" and line.words <= 12 and parse_byline(line.text, line.folded) is not None:
        return Mark("byline", "meta", "element:byline")
    if line.link_share >= _LINKED and line.words >= 3 and not line.heading and line.shape is not Shape.PROSE:
        return Mark("related", "item", "link_only")
    return None


_CODE_MARK = Mark("residue", "line", "code")


def _numeric(line: Line) -> tuple[Mark | None, Stamp | None]:
    """The mark of a line with a digit and the stamp that it is: stamps, timers, bare numbers, contacts, licences."""
    folded = line.folded
    if line.words <= 4 and not any(map(str.isalpha, folded)):
        if _TIMER.match(folded):
            return Mark("page_tools", "line", "timer"), None
        if len(folded) <= 12 and folded.replace(".", "").replace(",", "").isdigit() and _DOTTED_DAY.match(folded) is None:
            return Mark("residue", "edge", "bare_number"), None
        if _COUNTER_PAIR.match(folded):
            return Mark("view_counter", "edge", "counter_pair"), None
    if line.words <= _LONGEST_PLAYER and (folded.count(":") > 1 or folded.count("x") > 1) and _PLAYER.search(folded) is not None:
        return Mark("page_tools", "line", "player"), None
    if folded[0] == "(" and _ITEM_DATE.match(folded):
        stamp = find_stamp(line.text, folded)
        return Mark("dateline", "meta", "item_date"), stamp
    if line.words <= 24 and _may_hold_day(folded):
        stamp = find_stamp(line.text, folded)
        if stamp is not None and _is_dateline(stamp, line):
            return Mark("dateline", "meta", "date_stamp"), stamp
    if folded.endswith("truoc") and _AGO.match(folded):
        return Mark("dateline", "edge", "relative_date"), None
    if (
        ("gp" in folded or "gxn" in folded)
        and _LICENCE.search(folded)
        and line.words <= 30
        and ("cap" in folded or "so thong tin" in folded or "cuc" in folded or line.words <= 6)
    ):
        return Mark("footer", "after", "licence"), None
    return None, None


def _may_hold_day(folded: str) -> bool:
    """Whether a line holds a year, or a day with two digits for one; asked of most lines that hold a digit, the cheap questions first."""
    if ("20" in folded or "19" in folded) and _YEAR.search(folded) is not None:
        return True
    twice = folded.count("/") > 1 or folded.count(".") > 1 or folded.count("-") > 1
    return twice and _SHORT_YEAR.search(folded) is not None


def _is_dateline(stamp: Stamp, line: Line) -> bool:
    """A stamp stands almost alone; prose that opens with a date goes on with words."""
    rest = stamp.before.count(" ") + bool(stamp.before) + stamp.after.count(" ") + bool(stamp.after)
    if rest == 0:
        return True
    sure = stamp.at is not None or stamp.labelled or stamp.weekday or stamp.english
    if not sure:
        bare = not stamp.after or not any(map(str.isalpha, stamp.after)) or _is_tool(stamp.after)
        return (rest <= 3 and bare) or (not stamp.before and rest <= 9 and _VIEW_LABEL.search(line.folded) is not None)
    if rest <= 14 and _DAY_LABEL.search(line.folded) is not None and _VIEW_LABEL.search(line.folded) is not None:
        return True
    return rest <= 9 and line.ends not in "?;" and not (line.ends in ".:," and rest > 5)


def _is_tool(words: str) -> bool:
    """Whether words beside a date are a button of the page: `18/10/2023 | In bài viết`."""
    mark = load_phrases().find(fold_text(words), words.count(" ") + 1, False, False)
    return mark is not None and mark.kind == "page_tools"


def _by_form(line: Line) -> Mark | None:
    text, folded, words = line.text, line.folded, line.words
    first = folded[0]
    if not first.isalnum():
        if _RELATED_SIGN.match(folded):
            return Mark("related", "item", "related_sign")
        if first == "#" and _TAGS.match(folded):
            return Mark("tags", "after", "hash_tags")
    if "[" in folded and _INNER_SIGN.search(folded):
        return Mark("related", "item", "inner_sign")
    if text.isascii():
        mark = _unmarked(text, folded, words)
        if mark is not None:
            return mark
    if line.ends == "?" and words <= 25 and ("ban " in folded or folded.startswith("danh gia")) and _POLL.search(folded):
        return Mark("poll", "after", "poll_question")
    if folded[-1] in "fgp" and folded.endswith(_IMAGE_ENDS):
        return Mark("image_alt", "line", "image_file")
    if first == "t" and folded.startswith(("trang chu", "trang nhat")) and line.ends not in ".!?":
        return Mark("breadcrumb", "line", "from_home")
    if words <= 14 and first in "tcwb" and _SITE_NAME.match(folded) and not _SITE_NEWS.search(folded):
        return Mark("navigation", "edge", "site_name")
    if words <= 16:
        mark = _short_form(line)
        if mark is not None:
            return mark
    if is_photo_credit(line.text):
        return Mark("caption", "line", "photo_credit")
    if words >= 30 and is_glued(line):
        return Mark("related", "item", "glued_headlines")
    if "http" in folded or "www." in folded:
        url = _URL.search(text)
        if url is not None and len(url.group()) * 10 >= len(text) * 6:
            return Mark("source", "edge", "bare_url")
    if ("@" in folded or ":" in folded) and _CONTACT.search(folded):
        return Mark("footer", "edge", "contact")
    if words <= 30 and line.ends not in ".;" and ("|" in text or ">" in text or "»" in text or "›" in text or " / " in text):
        arrows = _ARROW.search(text) is not None and words <= 14
        return (
            Mark("breadcrumb", "edge", "separators")
            if (arrows or len(_SEPARATORS.findall(text)) >= 2) and _DIGIT.search(text) is None
            else None
        )
    return None


def _short_form(line: Line) -> Mark | None:
    """Labelled bylines and lines that name a source."""
    folded = line.folded
    if is_labelled_byline(line.text):
        byline = parse_byline(line.text, folded)
        if byline is not None and byline.rule == "byline:labelled":
            return Mark("byline", "meta", byline.rule)
    if folded[0] not in "([ndlbxt" or _SOURCE.match(folded) is None or (line.ends in ".:," and "http" not in folded and line.words > 6):
        return None
    named = folded[0] == "(" or folded.startswith(("nguon", "dan nguon", "link", "bai goc", "xem")) or _short_source(line)
    return Mark("source", "meta", "source_line") if named else None


def _short_source(line: Line) -> bool:
    """ "Theo TTXVN", "Theo Báo Nhân Dân": every word but the first capitalised."""
    named = (word for word in line.text.split()[1:] if _HOST.fullmatch(word) is None)
    return line.words <= 7 and all(not word[0].isalpha() or word[0].isupper() for word in named)


def _unmarked(text: str, folded: str, words: int) -> Mark | None:
    """A line without a single Vietnamese mark: picture names, admin labels, code."""
    if words >= 4 and words <= 30 and text[-1] not in '.!?:;,"”' and (text == folded or text.isupper()) and syllable_share(text) >= 0.8:
        return Mark("image_alt", "line", "image_slug")
    if _CODE.search(folded):
        return _CODE_MARK
    if words == 1 and len(text) >= 30 and "http" not in folded:
        return Mark("residue", "line", "long_token")
    return None
