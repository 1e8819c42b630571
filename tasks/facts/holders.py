"""Whose a figure is: the nearest organisation that acts or is acted in, carried as OBSERVATIONS §3 says."""

from __future__ import annotations

import re
from bisect import bisect_left

from tasks.facts.drafts import Draft
from tasks.facts.reading import Reading
from tasks.facts.scenes import context_start, sets_scene
from tasks.vi.names import Organisation

_AT = re.compile(r"\b(?:ở|tại|của|trên địa bàn|thuộc|trong)\s*$")
_REPORTER = re.compile(r"\btheo(?: (?:báo cáo|thống kê|số liệu|thông tin|tổng hợp|đánh giá)(?: sơ bộ)?(?: mới nhất)?(?: của| từ)?)?\s*$")
_CONGRESS_OF = re.compile(r"\b(?:đại hội|hội nghị)(?: đại biểu)?\s*$")
# `Đại hội Đảng bộ tỉnh A đề ra 31 chỉ tiêu`: what a congress decides is that of its body.
_CONGRESS_ACTS = re.compile(r"(?:^|[.;:\n“\"]\s*)đại hội(?: đại biểu)?\s*$")
_FUNDS = frozenset({"quỹ", "ngân hàng"})
_OF_FUND = re.compile(r"\b(?:vận động|từ|nguồn|vốn|cho|vào|ủng hộ|xây dựng|lập|qua|bằng|vay|dự án|tiền|huy động)\s*$")
_OF_A_CONGRESS = re.compile(r"\s*,?\s*(?:lần thứ|khóa)\b")
# What only borders on it, or comes and goes: `giáp tỉnh B`, `biên giới với tỉnh C`.
_BEYOND = re.compile(r"\b(?:với|giáp|đến|từ|theo|sang)\s*$")
# Whose words these are: `Bí thư Đảng ủy xã A cho biết: …`, `Chủ tịch UBND xã A chia sẻ: “…”`.
_SPEAKS = re.compile(r"[^.;:“\"\n]{0,50}\b(?:cho biết|cho hay|chia sẻ|thông tin|khẳng định|tâm sự|phấn khởi|trao đổi|kể|nói)\b")
_LIVES = re.compile(r"\b(?:ở|tại|ngụ|trú)\s+$")
# What a person is sent away for happens elsewhere: `cử 7 đồng chí học trung cấp tại tỉnh A`.
_ELSEWHERE = re.compile(r"\b(?:học|dự|tham gia|bồi dưỡng|tập huấn|công tác|làm việc|lao động|điều trị)\b")
_EACH = re.compile(r"\b(mỗi|từng)\s+$")
_GIVES = re.compile(r"\s+(?:giao|đề ra|phân bổ|giao cho|giao đầu năm)\b")
_ITS_AIM = re.compile(r"\b(?:chỉ tiêu|kế hoạch|mục tiêu|nhiệm vụ|nghị quyết|dự toán|so với)(?: (?:do|của|mà|được|với|đại hội))*\s*$")
_ELECTED = re.compile(r"\bbầu(?: ra)?\s*$")
_CONTAINED = re.compile(r"\s*(?:,|-|–|\()\s*")
_BARE_NAME = re.compile(r"(?:,|\blà|\bnhư|:|\bvà)\s+((?:[^\W\d_]+\s){1,3}[^\W\d_]+)\s$")
_LISTED_NAME = re.compile(r"(?:[,;:(]|\b(?:là|như|và|gồm|có))\s*((?:[^\W\d_]+['’]?[ -]){1,3}?[^\W\d_]+)\s?(?::|có|là|với)?\s$")
_MARKETS = re.compile(r"\b(?:thị trường|sang|nhập khẩu|các nước)\b")
_KICKER = re.compile(r"([^\s:][^:\n]{1,38}):")
_LEVEL_WORDS = re.compile(r"\b(?:toàn|cả|xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tp|tx|tỉnh|khối)\b")
_LEVEL_WORD = re.compile(r"\b(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh)\b")
# Heads that name no body of their own: what is theirs is the organisation's of the title.
_GENERIC_HEADS = frozenset({"chính quyền", "đảng bộ", "đảng ủy", "cấp ủy", "ubnd", "ủy ban nhân dân"})
# Arms of a committee: their name does not stand for the whole of it.
_ARMS = ("ủy ban kiểm tra", "uỷ ban kiểm tra", "ubkt", "ban tổ chức", "ban tuyên giáo", "ban dân vận")
# Bodies that speak for themselves only, never for the sentences after them.
_LOCAL_KINDS = frozenset({"school", "company", "institution"})
# Bodies of which an article names many: a short form means the one named last.
_MANY = frozenset({"party_cell", "school", "company"})
# From the smallest place to the largest.
_LEVELS = {"village": 1, "commune": 2, "district": 3, "city": 4, "province": 5, "country": 6}
_NEAR = 48
_FEW_LINES = 700


class Holders:
    """The organisations of one article, asked for by place."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._organisations = _holders(reading)
        self._starts = [one.start for one in self._organisations]
        self._title = _title_organisation(reading)
        self._title_printed = _kicker(reading) or self._title

    def holder_of(self, draft: Draft) -> str | None:
        """Whose a figure is, as printed; a part or share takes that of its whole. Null when the article does not say."""
        source = draft.head or draft.of
        named = self._named_before_bracket(draft) or self._named_in_list(draft)
        if named is not None:
            draft.why["organisation"] = "a name before it"
            return named
        found = self._in_clause(draft)
        if found is None and source is not None:
            draft.why["organisation"] = "inherited"
            return self._beside_in_part(draft, source) or source.organisation
        if found is None:
            found = self._around(draft)
        if found is not None:
            draft.why["organisation"] = found.text
            return self._full(found)
        draft.why["organisation"] = "title"
        if self._reading.in_title(draft.start):
            return self._title_printed
        if self._title is None:
            earlier = self._carried(max(0, draft.sentence.start - _FEW_LINES), draft.sentence.start) or self._only_place(draft.start)
            return self._full(earlier) if earlier else None
        return self._title

    def _only_place(self, end: int) -> Organisation | None:
        """The place of which all that was named before speaks, when there is but one."""
        told = [one for one in self._organisations[: bisect_left(self._starts, end)] if one.place is not None]
        return (
            next((one for one in told if one.kind == "place" and one.role in ("at", "subject")), None)
            if len({one.place for one in told}) == 1
            else None
        )

    def _named_before_bracket(self, draft: Draft) -> str | None:
        """A bare name right before the bracket that holds only this figure: `Phú Hòa (giảm 7 ca), Đồng Xuân (giảm 5 ca)`."""
        text, opened = self._reading.text, self._reading.text.rfind("(", draft.sentence.start, draft.start)
        if opened < 0 or draft.start - opened > 24 or ")" in text[opened : draft.start]:
            return None
        match = _BARE_NAME.search(text, max(draft.sentence.start, opened - 40), opened)
        if match is None or self._reading.in_name(match.start(1)) or not all(word[0].isupper() for word in match[1].split()):
            return None
        return match[1]

    def _beside_in_part(self, draft: Draft, source: Draft) -> str | None:
        """Of two parts joined by `và` the holder of the first: `trong đó xã A có 6 cơ sở và 33 hộ`."""
        one = draft.previous
        if one is None or one is source or one.of is source or one.organisation == source.organisation:
            return None
        return one.organisation if self._reading.spelled[one.noun_end : draft.start].strip() in ("và", "với", "cùng") else None

    def _named_in_list(self, draft: Draft) -> str | None:
        """The bare name of a list of names with figures: `Kỳ Tây 14,66%, Kỳ Lạc 11,73%`, `Xuân Trường: 30,2%; Giao Thủy: 26,9%`."""
        text = self._reading.text
        match = _LISTED_NAME.search(text, max(draft.sentence.start, draft.start - 40), draft.start)
        if match is None or not all(word[0].isupper() for word in match[1].split()) or self._organisation_in(match.start(1), draft.start):
            return None
        if _MARKETS.search(self._reading.spelled, draft.sentence.start, match.start(1)):
            return None
        others = (one for one in (draft.previous, draft.following) if one is not None)
        return match[1] if any(_LISTED_NAME.search(text, max(draft.sentence.start, one.start - 40), one.start) for one in others) else None

    def _organisation_in(self, start: int, end: int) -> bool:
        return any(one.start < end and start < one.end for one in self._reading.organisations if one.kind != "place" or one.head)

    def _in_clause(self, draft: Draft) -> Organisation | None:
        spelled = self._reading.spelled
        for one in self._between(draft.noun_end, draft.right.end):
            near = one.start - draft.noun_end < _NEAR and not one.is_short
            beside = one.start - draft.noun_end <= 1 and one.kind == "place"  # `4 hộ xã Công Hải`
            if near and _ELSEWHERE.search(spelled, draft.noun_end, one.start):
                break
            if near and (beside or _AT.search(spelled, max(draft.noun_end, one.start - 16), one.start)):
                return one
        return self._leading(draft.left.start, draft.start) or self._last(draft.left.start, draft.start)

    def _around(self, draft: Draft) -> Organisation | None:
        segment = max(draft.sentence.start, self._reading.spelled.rfind(";", draft.sentence.start, draft.left.start))
        for start in (segment, draft.sentence.start):
            before = self._leading(start, draft.left.start) or self._last(start, draft.left.start)
            if before:
                return before
        ends = self._reading.spelled.find(";", draft.end, draft.sentence.end)
        after = [
            one
            for one in self._between(draft.end, draft.sentence.end if ends < 0 else ends)
            if one.level != "country" and _AT.search(self._reading.spelled, max(0, one.start - 16), one.start)
        ]
        if after:
            return after[0]
        if self._reading.in_title(draft.start):
            return None
        return self._carried(context_start(self._reading, draft), draft.sentence.start)

    def _carried(self, start: int, end: int) -> Organisation | None:
        """The last mention that still holds in the next sentence: a governing body that acted, or a place that set the scene."""
        for one in reversed(self._between(start, end)):
            unnamed = one.is_short and one.full is None
            nameless = unnamed and (one.kind in ("place", "party_cell") or one.level == "") and not one.text.lower().startswith("toàn ")
            if one.kind in _LOCAL_KINDS or nameless or (one.level == "country" and one.kind != "country"):
                continue
            congress = one.role == "mention" and _CONGRESS_ACTS.search(self._reading.spelled, max(0, one.start - 40), one.start)
            family = one.kind == "household" and one.role in ("subject", "of", "mention")
            acts = one.role == "subject" and one.has_verb
            if family or congress or acts or (one.role == "at" and sets_scene(self._reading, one.start)):
                return one
            if one.role in ("title", "within") and self._is_quoted(one.end, end):
                return one
        return None

    def _is_quoted(self, start: int, end: int) -> bool:
        """Whether a quotation that opens after `start` is still open at `end`."""
        said = self._reading.spelled[start:end]
        return said.count("“") > said.count("”") or said.count('"') % 2 == 1

    def _leading(self, start: int, end: int) -> Organisation | None:
        """The last mention in a window that acts or is acted in: a subject, or the place of `tại`, `ở`, `trên địa bàn`."""
        for one in self._outside_brackets(start, end):
            beyond = one.role == "at" and _BEYOND.search(self._reading.spelled, max(0, one.start - 12), one.start)
            if one.role in ("subject", "at") and not beyond:
                return one
        return None

    def _last(self, start: int, end: int) -> Organisation | None:
        """The last mention in a window, whatever it does there; a central body only where it acts."""
        return next((one for one in self._outside_brackets(start, end) if one.level != "country" and one.kind != "country"), None)

    def _outside_brackets(self, start: int, end: int) -> list[Organisation]:
        """The mentions of a window, nearest first, less those in brackets that are closed before its end."""
        spelled, found = self._reading.spelled, self._between(start, end)
        if spelled.find(")", start, end) < 0:
            return found[::-1]
        return [one for one in reversed(found) if spelled.count(")", one.end, end) <= spelled.count("(", one.end, end)]

    def _between(self, start: int, end: int) -> list[Organisation]:
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end)
        return [one for one in self._organisations[low:high] if one.end <= end]

    def _full(self, one: Organisation) -> str:
        """The fullest printed form: of a short one the last named one of its kind in the paragraph, else in the article."""
        if one.role == "title" and one.place is not None and one.kind == "government":
            return one.place  # `Chủ tịch UBND xã A cho biết` speaks of the xã
        each = _EACH.search(self._reading.spelled, max(0, one.start - 8), one.start)
        if each:
            return self._reading.text[each.start(1) : one.end]
        own = _own_words(one)
        if own and one.is_short and one.full is not None and own not in one.full.lower():
            return one.text  # `Đảng bộ Quân sự thành phố` is no short form of `Đảng bộ thành phố Cần Thơ`
        generic = not own
        if one.is_short and generic:
            start = 0 if one.kind in _MANY else self._reading.line_start(one.start)
            named = [
                other for other in self._between(start, one.start) if not other.is_short and not other.is_plural and other.head == one.head
            ]
            same = next((other for other in reversed(named) if one.kind in _MANY or other.level == one.level), None)
            if same is not None:
                return same.full or same.text
        unnamed = one.full is None and generic and (one.head in _GENERIC_HEADS or one.kind == "place")
        if unnamed and self._title is not None and not self._title.lower().startswith(_ARMS) and not _of_other_level(one, self._title):
            return (one.kind == "place" and _named_with_level(self._reading, self._title)) or self._title
        committee = (
            self._committee_before(one)
            if unnamed and one.kind == "party_committee" and one.text.lower() in (one.head, f"{one.head} khối")
            else None
        )
        return committee or one.full or one.text

    def _committee_before(self, one: Organisation) -> str | None:
        """The party committee told of before: `Đảng ủy` in news of the `Đảng bộ xã A`."""
        for told in (self._organisations, self._reading.organisations):
            for other in reversed(told):
                named = not other.is_plural and (not other.is_short or _own_words(other))
                if other.end <= one.start and one.kind == other.kind and named:
                    return other.full or other.text
        return None


def _own_words(one: Organisation) -> str:
    """The words of a short form beyond its head and its level: `khối doanh nghiệp` of `Đảng ủy khối Doanh nghiệp tỉnh`."""
    return _LEVEL_WORDS.sub("", one.text.lower().replace(one.head, "", 1)).strip()


def _of_other_level(one: Organisation, title: str) -> bool:
    """Whether `toàn thành phố` cannot be the quận that the title names."""
    level = next(iter(_LEVEL_WORD.findall(one.text.lower())), None)
    named = _LEVEL_WORD.findall(title.lower())
    return level is not None and bool(named) and level not in named


def _holders(reading: Reading) -> list[Organisation]:
    """The mentions that may be whose figure it is: not the office of a person, a giver, an item of a list, nor the larger
    place that only says where the one before it lies (`xã A, huyện B`)."""
    kept: list[Organisation] = []
    last_end, last_level = -1, ""
    counted = {number.end for number in reading.numbers}
    for one in reading.organisations:
        joined = 0 <= last_end <= one.start and _CONTAINED.fullmatch(reading.spelled[last_end : one.start]) is not None
        container = joined and _LEVELS.get(one.level, 9) >= _LEVELS.get(last_level, 0)  # `tỉnh A, xã B` speaks of B
        last_end, last_level = one.end, one.level
        acts = one.role == "subject" and one.has_verb
        whole = one.text.lower().startswith("toàn ")
        named = whole or one.full is not None or not one.is_short or (one.kind == "place" and one.role in ("subject", "at", "of"))
        speaks = (
            one.role == "title"
            and _SPEAKS.match(reading.spelled, one.end)
            and not _LIVES.search(reading.spelled, max(0, one.start - 8), one.start)
        )
        if (one.role in ("title", "by", "list") and not speaks) or container or not (named or acts):
            continue
        if one.is_plural and not (
            acts and (_EACH.search(reading.spelled, max(0, one.start - 8), one.start) or len(one.text) > len(one.head))
        ):
            continue
        before = reading.spelled[max(0, one.start - 40) : one.start]
        if (
            (_GIVES.match(reading.spelled, one.end) and _ITS_AIM.search(before))
            or _ELECTED.search(before)
            or (one.is_short and one.full is None and one.kind in _LOCAL_KINDS)
        ):
            continue
        of_congress = _CONGRESS_OF.search(before) or _OF_A_CONGRESS.match(reading.spelled, one.end)
        if one.start - 1 in counted or _REPORTER.search(before) or (of_congress and not _CONGRESS_ACTS.search(before)):
            continue  # `03 xã A, B, C`; who only reports a figure; the congress of a body is not the body
        if (one.head in _FUNDS and _OF_FUND.search(before)) or (one.kind == "region" and not acts):
            continue  # `vận động Quỹ A được 3 triệu`, `vay từ Ngân hàng A`: where the money lies; `thuộc Tây Nguyên`
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


def _named_with_level(reading: Reading, bare: str) -> str | None:
    """A bare name of the title with its level, as the text prints it in `UBND huyện Lệ Thủy`."""
    levels = "huyện|quận|thị xã|thành phố|tỉnh|xã|phường|thị trấn|TP"
    match = re.search(rf"\b(?:{levels}) {re.escape(bare)}\b", reading.text, re.IGNORECASE)
    return match[0] if match else None


def _kicker(reading: Reading) -> str | None:
    """A bare name before the colon of the title (`Phú Tân: Bao phủ …`): whose news it is."""
    match = _KICKER.match(reading.article.title or "")
    if match is None or not all(word[:1].isupper() for word in match[1].replace(",", " ").split()) or match[1].isupper():
        return None
    return match[1].split(",")[0].strip()
