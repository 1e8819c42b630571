"""Whose a figure is: the nearest organisation that acts or is acted in, carried as OBSERVATIONS §3 says."""

from __future__ import annotations

import re
from bisect import bisect_left

from tasks.facts.bare_names import bare_name_before
from tasks.facts.drafts import Draft
from tasks.facts.holder_mentions import CONGRESS_ACTS, LOCAL_KINDS, find_holders
from tasks.facts.holder_names import HolderNames
from tasks.facts.reading import Reading
from tasks.facts.scenes import context_start, sets_scene
from tasks.vi.names import Organisation

_AT = re.compile(r"\b(?:ở|tại|của|trên địa bàn|thuộc|trong)\s*$")
# What only borders on it, or comes and goes: `giáp tỉnh B`, `biên giới với tỉnh C`.
_BEYOND = re.compile(r"\b(?:với|giáp|đến|từ|theo|sang)\s*$")
# What a person is sent away for happens elsewhere: `cử 7 đồng chí học trung cấp tại tỉnh A`.
_ELSEWHERE = re.compile(r"\b(?:học|dự|tham gia|bồi dưỡng|tập huấn|đi công tác|làm việc|lao động|điều trị)\b")
_NEAR = 48
_FEW_LINES = 700
_LOCAL = frozenset({"commune", "district", "city"})


class Holders:
    """The organisations of one article, asked for by place."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._organisations = find_holders(reading)
        self._starts = [one.start for one in self._organisations]
        self._names = HolderNames(reading, self._organisations)

    def holder_of(self, draft: Draft, before: Draft | None = None) -> str | None:
        """Whose a figure is, as printed; a part or share takes that of its whole. Null when the article does not say.

        `before` is the figure before it in the article, its holder settled.
        """
        source = draft.head or draft.of
        named = bare_name_before(draft, self._reading)
        if named is not None:
            draft.why["organisation"] = "a name before it"
            return named
        found = self._of_no_part(self._in_clause(draft), draft)
        if found is None and source is not None:
            draft.why["organisation"] = "inherited"
            return self._beside_in_part(draft, source) or source.organisation
        if found is None:
            found = self._of_no_part(self._around(draft), draft)
        if found is not None and draft.noun_class == "delegate" and found.role == "of" and found.is_short and found.full is None:
            found = None  # `đoàn thể của tỉnh và 168 đại biểu`: where guests come from
        if found is not None:
            draft.why["organisation"] = found.text
            return self._names.full(found)
        draft.why["organisation"] = "title"
        if self._reading.in_title(draft.start):
            return self._names.title_printed
        if self._names.title is None:
            earlier = self._carried(max(0, draft.sentence.start - _FEW_LINES), draft.sentence.start) or self._only_place(draft.start)
            earlier = self._of_no_part(earlier, draft) or self._of_no_part(self._of_lead(draft), draft)
            if earlier is None and before is not None and self._of_one(before, self._reading.line_start(draft.start)):
                return before.organisation  # the paragraph goes on with whom alone it told of
            earlier = earlier or self._reporter(draft)
            return self._names.full(earlier) if earlier else None
        return self._names.title

    def _reporter(self, draft: Draft) -> Organisation | None:
        """Who reports it where nobody else is named: `Theo UBND huyện A, mưa lũ làm sập 3 nhà`."""
        spelled = self._reading.spelled
        if not spelled.startswith("theo ", draft.sentence.start):
            return None
        told = (one for one in self._reading.organisations if draft.sentence.start < one.start and one.end < draft.start)
        return next((one for one in told if one.kind == "government" and one.place is not None and not one.is_plural), None)

    def _of_lead(self, draft: Draft) -> Organisation | None:
        """The local body or cell that the first sentence of news without a title names: whose news it is."""
        lead = self._reading.sentences[0].end if self._reading.sentences else 0
        if self._reading.article.title is not None or draft.start < lead:
            return None
        local = (one for one in self._between(0, lead) if one.name is not None and _is_local(one) and not one.is_plural)
        return next((one for one in local if not self._is_aside(one)), None)

    def _of_one(self, before: Draft, line: int) -> bool:
        """Whether all mentions of a paragraph up to a figure are of the holder of that figure."""
        told = {one.full or one.text for one in self._between(line, before.end) if not self._is_aside(one)}
        return before.start >= line and told == {before.organisation}

    def _of_no_part(self, one: Organisation | None, draft: Draft) -> Organisation | None:
        """No cell has cells, no thôn has thôn: of `chi bộ 6 đại hội điểm. 12 chi bộ đã đại hội` the first is not the holder."""
        if one is None or one.kind == draft.noun_class == "party_cell":
            return None
        return None if one.kind == "place" and one.is_short and one.head == (draft.unit_text or "").lower() else one

    def _only_place(self, end: int) -> Organisation | None:
        """The place of which all that was named before speaks, when there is but one."""
        told = [one for one in self._organisations[: bisect_left(self._starts, end)] if one.place is not None]
        if len({one.place for one in told}) != 1:
            return None
        return next((one for one in told if one.kind == "place" and one.role in ("at", "subject") and not self._is_aside(one)), None)

    def _is_aside(self, one: Organisation) -> bool:
        """Whether it acts in brackets only: `đạt chuẩn (hiện nay xã A đã đạt 19 tiêu chí)`."""
        spelled = self._reading.spelled
        line = self._reading.line_start(one.start)
        opened = spelled.count("(", line, one.start) > spelled.count(")", line, one.start)
        return opened and spelled.find(")", one.end, one.end + 2 * _NEAR) >= 0

    def _beside_in_part(self, draft: Draft, source: Draft) -> str | None:
        """Of two parts joined by `và` the holder of the first: `trong đó xã A có 6 cơ sở và 33 hộ`."""
        one = draft.previous
        if one is None or one is source or one.of is source or one.organisation == source.organisation:
            return None
        return one.organisation if self._reading.spelled[one.noun_end : draft.start].strip() in ("và", "với", "cùng", ",") else None

    def _in_clause(self, draft: Draft) -> Organisation | None:
        spelled = self._reading.spelled
        for one in self._between(draft.noun_end, draft.right.end):
            whole = one.text.lower().startswith("toàn ") and one.full is not None
            near = one.start - draft.noun_end < _NEAR and (whole or not one.is_short)
            beside = one.start - draft.noun_end <= 1 and one.kind == "place"  # `4 hộ xã Công Hải`
            if near and _ELSEWHERE.search(spelled, draft.noun_end, one.start):
                break
            if near and (beside or _AT.search(spelled, max(draft.noun_end, one.start - 16), one.start)):
                return one
        left = draft.left.start
        return self._leading(left, draft.start) or self._last(left, draft.start) or self._of_country(draft)

    def _of_country(self, draft: Draft) -> Organisation | None:
        """`tổng dân số của Việt Nam là 96 triệu`: the country where the clause names nothing smaller."""
        return next((one for one in self._between(draft.clause.start, draft.start) if one.kind == "country" and one.role == "of"), None)

    def _around(self, draft: Draft) -> Organisation | None:
        segment = max(draft.sentence.start, self._reading.spelled.rfind(";", draft.sentence.start, draft.left.start))
        before = self._leading(segment, draft.left.start) or self._last(segment, draft.left.start)
        before = before or self._leading(draft.sentence.start, draft.left.start) or self._of(draft.sentence.start, draft.left.start)
        if before:
            return before
        ends = self._reading.spelled.find(";", draft.end, draft.sentence.end)
        after = [
            one
            for one in self._between(draft.end, draft.sentence.end if ends < 0 else ends)
            if one.level != "country"
            and _AT.search(self._reading.spelled, max(0, one.start - 16), one.start)
            and not _ELSEWHERE.search(self._reading.spelled, draft.noun_end, one.start)
        ]
        if after:
            return after[0]
        if self._reading.in_title(draft.start):
            return None
        return self._carried(context_start(self._reading, draft), draft.sentence.start)

    def _carried(self, start: int, end: int) -> Organisation | None:
        """The last mention that still holds in the next sentence: a governing body that acted, or a place that set the scene."""
        for one in self._outside_brackets(start, end):
            unnamed = one.is_short and one.full is None and not (one.is_plural and one.text[0].isupper())
            nameless = unnamed and (one.kind in ("place", "party_cell") or one.level == "") and not one.text.lower().startswith("toàn ")
            if one.kind in LOCAL_KINDS or nameless or (one.level == "country" and one.kind != "country"):
                continue
            congress = one.role == "mention" and CONGRESS_ACTS.search(self._reading.spelled, max(0, one.start - 40), one.start)
            family = one.kind == "household" and one.role in ("subject", "of", "mention")
            acts = one.role in ("subject", "of") and one.has_verb  # `các chi bộ thuộc Đảng bộ A đã`
            if (family or congress or acts or (one.role == "at" and sets_scene(self._reading, one.start))) and not self._is_listed(one):
                return one
            if one.role in ("title", "within") and self._is_quoted(one.end, end):
                return one
        return None

    def _is_listed(self, one: Organisation) -> bool:
        """Whether it is one of a list that its sentence gives: `dịch xảy ra tại 7 xã gồm: xã A thuộc huyện B; xã C thuộc …`."""
        sentence = self._reading.sentences[self._reading.sentence_of(one.start)].start
        return self._reading.spelled.find(" gồm", sentence, one.start) >= 0

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

    def _of(self, start: int, end: int) -> Organisation | None:
        """The last `của huyện A` of a window; over a semicolon the names of a list (`gồm A, B; có 12 tỉnh`) hold no more."""
        return next((one for one in self._outside_brackets(start, end) if one.role == "of" and one.level != "country"), None)

    def _outside_brackets(self, start: int, end: int) -> list[Organisation]:
        """The mentions of a window, nearest first, less those in brackets that are closed before its end."""
        spelled, found = self._reading.spelled, self._between(start, end)
        if spelled.find(")", start, end) < 0:
            return found[::-1]
        return [one for one in reversed(found) if spelled.count(")", one.end, end) <= spelled.count("(", one.end, end)]

    def _between(self, start: int, end: int) -> list[Organisation]:
        low = bisect_left(self._starts, start)
        high = bisect_left(self._starts, end, low)
        return [one for one in self._organisations[low:high] if one.end <= end] if low < high else []


def _is_local(one: Organisation) -> bool:
    return one.level in _LOCAL or one.kind == "party_cell"
