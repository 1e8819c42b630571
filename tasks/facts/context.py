"""Whose figure it is and when it holds: the nearest organisation and period, carried as OBSERVATIONS §3 says."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date

from tasks.facts.drafts import Draft
from tasks.facts.lexicons import indicator_kinds, indicator_parents
from tasks.facts.reading import Reading
from tasks.vi.names import Organisation
from tasks.vi.periods import Period

_AT = re.compile(r"\b(?:ở|tại|của|trên địa bàn|thuộc|trong)\s*$")
_ADJACENT = re.compile(r"(?:\s*\([^()]{1,30}\))?[\s,]*(?:\(|trong |vào |của |đạt được |tại |trong cả |mới |được kết nạp )*$")
_REFERS_BACK = re.compile(
    r"\s*(?:trong (?:số )?đó|cụ thể|theo đó|qua đó|ngoài ra|bên cạnh đó|đồng thời|số (?:còn lại|này)|trong số này|riêng"
    r"|cùng thời gian|trong thời gian này|trong thời gian đó|cũng trong thời gian)\b"
)
_RAISES = re.compile(r"\b(?:nâng|tổng số|lên)\b")
_SETS_SCENE = re.compile(r"(?:^|[,;:(“\"–-]|\b(?:riêng|trong|và|đặc biệt|cũng|rằng|là|tính|nếu như|vào|thì|nhưng|chỉ))\s*$")
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
_LEVEL = re.compile(r"\b(?:là|đạt|có|còn|chiếm|lên)(?:\s+(?:tới|đến|khoảng|gần|hơn|trên|được))*\s*$")
_NEAR = 48
_FEW_LINES = 700
# Bodies that speak for themselves only, never for the sentences after them.
_LOCAL_KINDS = frozenset({"school", "company", "institution"})
# Bodies of which an article names many: a short form means the one named last.
_MANY = frozenset({"party_cell", "school", "company"})
_PLACE_WORD = re.compile(r"\b(?:tại|ở|trên địa bàn|trong|riêng|về)\s*$")
_REPORTER = re.compile(r"\btheo(?: (?:báo cáo|thống kê|số liệu|thông tin|tổng hợp|đánh giá)(?: sơ bộ)?(?: mới nhất)?(?: của| từ)?)?\s*$")
_CONGRESS_OF = re.compile(r"\b(?:đại hội|hội nghị)(?: đại biểu)?\s*$")
_EACH = re.compile(r"\b(mỗi|từng)\s+$")
_GIVES = re.compile(r"\s+(?:giao|đề ra|phân bổ|giao cho|giao đầu năm)\b")
_LEVEL_WORDS = re.compile(r"\b(?:toàn|cả|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tp|tx|tỉnh|cơ sở)\b")
# Heads that name no body of their own: what is theirs is the organisation's of the title.
_GENERIC_HEADS = frozenset({"chính quyền", "đảng bộ", "đảng ủy", "cấp ủy", "ubnd", "ủy ban nhân dân"})
_KICKER = re.compile(r"([^\s:][^:\n]{1,38}):")
_OF_A_CONGRESS = re.compile(r"\s*,?\s*(?:lần thứ|khóa)\b")
_OF_A_PLAN = re.compile(r"\b(?:kế hoạch|chỉ tiêu|dự toán)(?: của)?\s*$")
_CONTAINED = re.compile(r"\s*(?:,|-|–|\()\s*")
_FLOW_MEASURES = frozenset({"change", "growth", "multiple", "target_rate", "target_excess"})
_STOCK_WORDS = re.compile(r"\b(?:còn|(?<!phát )(?<!thực )(?<!thể )(?<!xuất )hiện|tổng số|quản lý|hiện có|nợ)\b[^,;]{0,30}$")


class Context:
    """Organisations and periods of one article, asked for by place."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._times = [period for period in reading.periods if period.role == "time"]
        self._time_starts = [period.start for period in self._times]
        self._organisations = _holders(reading)
        self._organisation_starts = [one.start for one in self._organisations]
        self._title = _title_organisation(reading)
        self._title_printed = _kicker(reading) or self._title

    def settle(self, draft: Draft, before: Draft | None) -> None:
        """Fills organisation and period of a draft whose indicator is decided; a part or share takes those of its whole.

        Args:
            draft: the figure.
            before: the figure before it in the article, already settled.
        """
        draft.organisation = self._organisation(draft)
        draft.period = self._period(draft, before)

    # -- whose

    def _organisation(self, draft: Draft) -> str | None:
        source = _source(draft)
        found = self._organisation_in_clause(draft)
        if found is None and source is not None:
            draft.why["organisation"] = "inherited"
            return source.organisation
        if found is None:
            found = self._organisation_around(draft)
        if found is not None:
            draft.why["organisation"] = found.text
            return self._full(found)
        draft.why["organisation"] = "title"
        if self._reading.in_title(draft.start):
            return self._title_printed
        if self._title is None:
            earlier = self._carried(max(0, draft.sentence.start - _FEW_LINES), draft.sentence.start)
            return self._full(earlier) if earlier else None
        return self._title

    def _organisation_in_clause(self, draft: Draft) -> Organisation | None:
        spelled = self._reading.spelled
        for one in self._between(draft.noun_end, draft.right.end):
            if (
                _AT.search(spelled, max(draft.noun_end, one.start - 16), one.start)
                and not one.is_short
                and one.start - draft.noun_end < _NEAR
            ):
                return one
        return self._leading(draft.left.start, draft.start) or self._last(draft.left.start, draft.start)

    def _organisation_around(self, draft: Draft) -> Organisation | None:
        before = self._leading(draft.sentence.start, draft.left.start) or self._last(draft.sentence.start, draft.left.start)
        if before:
            return before
        after = [
            one
            for one in self._between(draft.end, draft.sentence.end)
            if one.level != "country" and _AT.search(self._reading.spelled, max(0, one.start - 16), one.start)
        ]
        if after:
            return after[0]
        if self._reading.in_title(draft.start):
            return None
        return self._carried(self._context_start(draft), draft.sentence.start)

    def _carried(self, start: int, end: int) -> Organisation | None:
        """The last mention that still holds in the next sentence: a governing body that acted, or a place that set the scene."""
        for one in reversed(self._between(start, end)):
            nameless = one.is_short and one.full is None and one.kind == "place"
            if one.kind in _LOCAL_KINDS or nameless or (one.level == "country" and one.kind != "country"):
                continue
            if (one.role == "subject" and one.has_verb) or (one.role == "at" and self._sets_scene(one.start)):
                return one
        return None

    def _sets_scene(self, position: int) -> bool:
        sentence = self._reading.sentences[self._reading.sentence_of(position)]
        before = _PLACE_WORD.sub("", self._reading.spelled[sentence.start : position])
        return _SETS_SCENE.search(before) is not None

    def _leading(self, start: int, end: int) -> Organisation | None:
        """The last mention in a window that acts or is acted in: a subject, or the place of `tại`, `ở`, `trên địa bàn`."""
        return next((one for one in reversed(self._between(start, end)) if one.role in ("subject", "at")), None)

    def _last(self, start: int, end: int) -> Organisation | None:
        """The last mention in a window, whatever it does there; a central body only where it acts."""
        return next((one for one in reversed(self._between(start, end)) if one.level != "country" and one.kind != "country"), None)

    def _between(self, start: int, end: int) -> list[Organisation]:
        low = bisect_left(self._organisation_starts, start)
        high = bisect_left(self._organisation_starts, end)
        return [one for one in self._organisations[low:high] if one.end <= end]

    def _full(self, one: Organisation) -> str:
        """The fullest printed form: of a short one the last named one of its kind in the paragraph, else in the article."""
        each = _EACH.search(self._reading.spelled, max(0, one.start - 8), one.start)
        if each:
            return self._reading.text[each.start(1) : one.end]
        generic = not _LEVEL_WORDS.sub("", one.text.lower().replace(one.head, "", 1)).strip()
        if one.is_short and generic:
            start = 0 if one.kind in _MANY else self._reading.line_start(one.start)
            named = [other for other in self._between(start, one.start) if not other.is_short and other.head == one.head]
            same = next((other for other in reversed(named) if one.kind in _MANY or other.level == one.level), None)
            if same is not None:
                return same.full or same.text
        if one.full is None and generic and (one.head in _GENERIC_HEADS or one.kind == "place") and self._title is not None:
            return self._title
        return one.full or one.text

    # -- when

    def _period(self, draft: Draft, before: Draft | None) -> tuple[str, date | None, date | None, str | None]:
        if draft.of is not None and not self._says_when(draft, draft.of):
            draft.time = draft.of.time
            if not draft.is_percent and _is_stock(draft, self._reading):
                return _coded(None, draft, self._reading)
            return draft.of.period
        draft.time = self._period_after(draft) or self._period_before(draft)
        if draft.time is None and draft.head is not None:
            draft.time = draft.head.time
            if not _is_stock(draft, self._reading) or _is_stock(draft.head, self._reading):
                return draft.head.period
        if draft.time is None:
            draft.time = self._period_around(draft)
        if draft.time is None and before is not None and self._goes_on(draft, before):
            draft.time = before.time
        if draft.time is not None:
            draft.why["period"] = draft.time.text
        return _coded(draft.time, draft, self._reading)

    def _goes_on(self, draft: Draft, before: Draft) -> bool:
        """Whether a paragraph goes on with what the one before it counted: `Hình thức kỷ luật: khiển trách 28, …`."""
        if _is_stock(draft, self._reading) or draft.indicator == "other" or self._reading.in_title(before.start):
            return False
        line = self._reading.line_start(draft.start)
        if self._reading.line_start(max(0, line - 1)) > before.start:
            return False
        return draft.indicator == before.indicator or before.indicator == indicator_parents().get(draft.indicator)

    def _says_when(self, draft: Draft, source: Draft) -> bool:
        """Whether a share or second level has a time of its own, or the figure it speaks of one that ends there (`13,5% năm 2011`)."""
        ended = source.time is not None and source.end <= source.time.start < draft.start
        return ended or self._period_after(draft) is not None

    def _period_after(self, draft: Draft) -> Period | None:
        """A time right after the noun: `2.094 USD năm 2018`."""
        for period in self._times_between(draft.noun_end, min(draft.noun_end + _NEAR, draft.sentence.end)):
            if _ADJACENT.fullmatch(self._reading.spelled[draft.noun_end : period.start]):
                return period
        return None

    def _period_before(self, draft: Draft) -> Period | None:
        inside = self._times_between(draft.left.start, draft.start)
        return inside[-1] if inside else None

    def _period_around(self, draft: Draft) -> Period | None:
        before = self._times_between(draft.sentence.start, draft.left.start)
        scene = next((period for period in reversed(before) if self._sets_scene(period.start)), None)
        if scene or before:
            return scene or before[-1]
        stock = _is_stock(draft, self._reading)
        for period in self._times_between(_last_of(draft).end, draft.sentence.end):
            if not stock and period.kind != "as_of" and not _OF_A_PLAN.search(self._reading.spelled[draft.end : period.start]):
                return period
        if stock or draft.unit in _TIME_UNITS:
            return None  # a state holds now, a rule always, unless its own sentence says when
        earlier = self._times_between(self._context_start(draft), draft.sentence.start)
        return next((period for period in reversed(earlier) if self._carries(period)), None)

    def _carries(self, period: Period) -> bool:
        """Whether a time set the scene of its sentence, so that the next one is still in it: not the day of an event, not
        the year of a plan (`theo chuyên đề năm 2019`)."""
        if period.grain == "day" and not period.until and period.kind == "as_of":
            return False
        return self._sets_scene(period.start)

    def _context_start(self, draft: Draft) -> int:
        """Where the context of a figure begins: its paragraph, or the one before when the sentence refers back to it."""
        start = self._reading.line_start(draft.start)
        if start == draft.sentence.start and start > 0 and _REFERS_BACK.match(self._reading.spelled, start):
            return self._reading.line_start(start - 1)
        return start

    def _times_between(self, start: int, end: int) -> list[Period]:
        low, high = bisect_left(self._time_starts, start), bisect_left(self._time_starts, end)
        found = [period for period in self._times[low:high] if period.end <= end]
        plain = [period for period in found if not period.is_document_or_name]
        return plain or found


def _holders(reading: Reading) -> list[Organisation]:
    """The mentions that may be whose figure it is: not the office of a person, a giver, an item of a list, nor the larger
    place that only says where the one before it lies (`xã A, huyện B`)."""
    kept: list[Organisation] = []
    last_end = -1
    counted = {number.end for number in reading.numbers}
    for one in reading.organisations:
        container = 0 <= last_end <= one.start and _CONTAINED.fullmatch(reading.spelled[last_end : one.start]) is not None
        last_end = one.end
        acts = one.role == "subject" and one.has_verb
        named = one.full is not None or not one.is_short or (one.kind == "place" and one.role in ("subject", "at", "of"))
        if one.role in ("title", "by", "list") or container or not (named or acts):
            continue
        if one.is_plural and not (
            acts and (_EACH.search(reading.spelled, max(0, one.start - 8), one.start) or len(one.text) > len(one.head))
        ):
            continue
        before = reading.spelled[max(0, one.start - 40) : one.start]
        if _GIVES.match(reading.spelled, one.end) or (one.is_short and one.full is None and one.kind in _LOCAL_KINDS):
            continue
        if (
            one.start - 1 in counted
            or _REPORTER.search(before)
            or _CONGRESS_OF.search(before)
            or _OF_A_CONGRESS.match(reading.spelled, one.end)
        ):
            continue  # `03 xã A, B, C`; who only reports a figure; the congress of a body is not the body
        kept.append(one)
    return kept


def _title_organisation(reading: Reading) -> str | None:
    """The organisation the title names, in the fullest form the article prints: one that acts before the one of an office."""
    named = [one for one in reading.organisations if reading.in_title(one.start) and (one.full or not one.is_short) and not one.is_plural]
    best = next((one for one in named if one.role not in ("title", "by", "list")), named[0] if named else None)
    if best is None or (best.kind == "place" and best.name == best.text):  # a bare name in the title, `huyện …` in the text
        bare = best.text if best else _kicker(reading)
        if bare is None:
            return None
        fuller = (one.text for one in reading.organisations if one.kind == "place" and one.name == bare and one.text != bare)
        return next(fuller, bare)
    return best.full or best.text


def _kicker(reading: Reading) -> str | None:
    """A bare name before the colon of the title (`Phú Tân: Bao phủ …`): whose news it is."""
    match = _KICKER.match(reading.article.title or "")
    if match is None or not all(word[:1].isupper() for word in match[1].replace(",", " ").split()) or match[1].isupper():
        return None
    return match[1].split(",")[0].strip()


def _source(draft: Draft) -> Draft | None:
    """The figure whose organisation a part or share takes when its own clause names none."""
    return draft.head or draft.of


def _last_of(draft: Draft) -> Draft:
    """The last figure of the sentence."""
    while draft.following is not None:
        draft = draft.following
    return draft


def _is_stock(draft: Draft, reading: Reading) -> bool:
    if draft.measure in _FLOW_MEASURES:
        return False
    if draft.indicator == "other":
        return draft.is_percent or _STOCK_WORDS.search(reading.spelled[draft.clause.start : draft.start]) is not None
    return indicator_kinds()[draft.indicator] == "stock"


def _coded(period: Period | None, draft: Draft, reading: Reading) -> tuple[str, date | None, date | None, str | None]:
    """A period as OBSERVATIONS §3 codes it for a stock (a state at a time) or a flow (what happened in a time)."""
    stock = _is_stock(draft, reading)
    if period is None:
        return ("as_of" if stock and draft.status == "actual" else "none", None, None, None)
    if period.is_now:
        level = draft.indicator == "other" and _LEVEL.search(reading.spelled[draft.clause.start : draft.start]) is not None
        if stock or level or not period.text.lower().startswith(("đến", "tới", "tính đến")):
            return ("as_of", None, None, period.text)
        return ("to_date", None, None, period.text)
    if stock and period.kind in ("year", "month", "quarter"):
        return ("as_of", period.first, period.last, period.text)
    if stock and period.kind in ("range", "to_date", "term") and draft.status == "actual":
        said_of_it = period.start >= draft.left.start and not _RAISES.search(reading.spelled[draft.clause.start : draft.start])
        return (period.kind, period.first, period.last, period.text) if said_of_it else ("as_of", None, None, None)
    return (period.kind, period.first, period.last, period.text)
