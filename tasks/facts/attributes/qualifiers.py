"""How exact a figure is said to be, and whether it is what was or what is aimed at."""

from __future__ import annotations

import re
from typing import NamedTuple

from tasks.facts.attributes.years_ahead import looks_ahead, opens_with_future
from tasks.facts.candidates.counted_nouns import OF_PLAN
from tasks.facts.candidates.cues import outside_cues
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.vi.text.fragments import DONE
from tasks.vi.text.patterns import pattern

# `3 đảng viên trở lên`, `65 triệu đồng/người/năm trở lên`
_AFTER_NOUN = pattern("bound_after_noun")
# `xã A giảm nhiều nhất 5,2% và xã B giảm ít nhất 0,5%`
_LEAST = pattern("changes_least")
_COMPARES = pattern("compares_before")
# `nhỏ hơn 0,2 m`, `cao hơn đến 15%`
_COMPARES_ALONE = pattern("compares_alone")
_JOINS_HEDGE = pattern("joins_hedge")
_PLACED_ON = pattern("placed_on")
_PLAN_NAMED = pattern("plan_named")
# `hoàn thành chỉ tiêu giao`, `đảm bảo theo kế hoạch`: an aim that was reached says nothing of what follows.
_REACHED = pattern("reached_plan")
_AIM_ASSIGNED = pattern("aim_assigned")
# `(đầu nhiệm kỳ có tổng số 5.356 đảng viên)`: a bracket that says what there is, whatever is aimed at outside.
_THERE_IS = pattern("there_is_in_bracket")
_CLAUSE_BREAK = re.compile(r"[,;:()]")
_OF_AIM = pattern("aim_phrase")
# `đề ra một số chỉ tiêu như sau: …`, `Kế hoạch năm 2024: …`, `đạt 97% (chỉ tiêu Nghị quyết là 95%)`, `đề ra 31 chỉ tiêu, trong đó …`
_LISTS_AIMS = pattern("lists_aims")
_AIMS_SET = pattern("aims_set")
# How far before a figure the verb of `đề ra 31 chỉ tiêu` begins.
_SETS = 6
_AIMS_GIVEN = pattern("aims_given")
_AIM_IN_BRACKET = pattern("aim_in_bracket")
# `dự kiến đạt 32.000 tấn, bằng 50% so với năm 2018 (60.000 tấn)`: what was, beside what is expected.
_COMPARED_BRACKET = pattern("compared_bracket")
# `xuống còn 3% mới đạt`, `từ 15 tiêu chí trở lên mới được công nhận`
_THRESHOLD = pattern("threshold")
_LEVEL_BEFORE = "the level before"
_OLD_LEVEL, _NEW_LEVEL = pattern("from_level"), pattern("then_to")
_WILL_BE = pattern("will_be")
# `6% là chỉ tiêu được giao`
_IS_AIM = pattern("is_aim")
# The status of verbs that open a sentence without a subject: they go on with the aims before them.
TASK = "task"
# Why an aim is one that stands beside what was reached: `kết nạp 29 đảng viên (nghị quyết giao 25)`.
PLAN_BESIDE = "an aim in a bracket"
_IN_BRACKET = "an aim of a bracket alone"

_COMPARED_WITH_PLAN = pattern("plan_in_bracket")
# `tăng so với chỉ tiêu được giao là 4.500 tỷ đồng`: the plan beside the figure, which tells nothing of those that follow.
_BESIDE_PLAN = pattern("beside_plan")
# `kế hoạch năm 2016 phát triển 200 đảng viên`
_PLAN_OF_YEAR = pattern("plan_of_year")
_BY_PLAN = pattern("by_plan")
_FAR_PLAN = 120
_MODAL = pattern("modal")
# `sẽ kiện sau khi bị phạt 50 triệu đồng`: what came before is no aim, whatever will be.
_ENDED_FUTURE = pattern("ended_future")
# `sẽ dừng ở một làng cách trung tâm 40 km`: how things are, wherever they are told.
_SEEN_STATE = pattern("seen_state")
_KEEPS_APART = pattern("keeps_apart")
# `tổng vốn được giao 30 tỷ đồng, mới giải ngân 12 tỷ`: what was done of what is aimed at.
_REACHED_SINCE = pattern("reached_since")
_SINCE = (_REACHED_SINCE, pattern("got_since"))
# `Huyện giao xã 25 đảng viên mới`
_ASSIGNS, _GIVES = pattern("assigns"), "giao "
# `giao cả năm 34 tỷ đồng, thu được 40 tỷ đồng`
_GOT = pattern("got_of_assigned")
_REQUIRES, _THEN_IN_BRACKET = pattern("requires"), pattern("then_in_bracket")
# `không được chiếm quá 10 ha`
_NOT_ALLOWED = pattern("not_allowed")
# `để cả năm đạt 6,7% thì 6 tháng cuối năm phải tăng 7,4%`
_IN_ORDER_TO, _THEN_MUST = pattern("in_order_to"), pattern("then_must")
_ASKS_FOR_SUM = pattern("asks_for_sum")
# `cần cấp ngay 3 tỷ đồng`, `đề nghị tỉnh chuyển 13 trường hợp`
_NEEDS_DONE, _PROPOSES = pattern("needs_done"), pattern("proposes")
_DEMANDS, _MUST_DO, _ALLOWED_TO = pattern("demands"), pattern("must_do"), pattern("allowed_to")
_MUST_YET, _ALL = pattern("must_yet"), 100  # `6 tháng cuối năm phải thu 450 tỷ đồng`
_PLAN_IS = pattern("plan_is")  # `Dự toán thu năm 2020 là 450 tỷ đồng`
# `từ 5% vốn điều lệ trở lên`
_FROM_ALONE, _AND_UPWARDS = pattern("from_before"), pattern("and_upwards")
_OVER, _AT_MOST, _AT_LEAST = "over", "at_most", "at_least"
_EXCEEDS_LEVEL = pattern("exceeds_level")
_CEILING = pattern("ceiling_before")
_PRICED_FROM, _UP_TO_NEXT = pattern("priced_from"), pattern("up_to_next")
_ESTIMATES = pattern("estimates_at_head")
_MARK_BEFORE = 2
# How far before a number a plan is named of which it tells, in code points.
_FAR_PLAN = 160


def read_qualifier(draft: Draft, direction: str | None, reading: Reading) -> str:
    """How exact a figure is, from the word right before the number, or right after it and its noun."""
    if draft.number.value_high is not None:
        return "range"  # `từ 500-600 học sinh trở lên`, too
    after = _AFTER_NOUN.match(reading.spelled, draft.noun_end)
    if after is None and draft.end != draft.noun_end:
        after = _AFTER_NOUN.match(reading.spelled, draft.end)
    if after:
        return after.lastgroup or ""
    spelled = reading.spelled
    if _AND_UPWARDS.match(spelled, draft.end) and _FROM_ALONE.search(spelled, draft.clause.start, draft.start):
        return _AT_LEAST
    if draft.number.is_about:
        return "about"
    if direction is None and _EXCEEDS_LEVEL.search(reading.spelled, draft.clause.start, draft.start):
        return _OVER
    if (bound := _bound_before(draft, reading.spelled)) is not None:
        return bound
    hedges = reading.phrases["qualifier_before"].longest_within(max(draft.left.start, draft.start - 24), draft.start)
    for hit in reversed(outside_cues(reading, hedges)):  # `học mầm non 200.000 đồng` is not nearly so much
        if _JOINS_HEDGE.fullmatch(reading.spelled, hit.end, draft.start):
            compares = direction is not None and _COMPARES.search(reading.spelled, draft.left.start, hit.end)  # `thấp hơn 0,4%`
            compares = compares or _COMPARES_ALONE.search(reading.spelled, draft.left.start, draft.start)
            compares = compares or _PLACED_ON.search(reading.spelled, draft.left.start, draft.start)  # `được lắp trên 17 tàu`
            superlative = _LEAST.search(reading.spelled, draft.sentence.start, hit.end) is not None
            if hit.key == _OVER and _NOT_ALLOWED.search(reading.spelled, draft.left.start, draft.start):
                return _AT_MOST
            return "exact" if compares or superlative else hit.key
    if draft.previous is None and _ESTIMATES.search(reading.spelled, max(0, draft.sentence.start - _MARK_BEFORE), draft.start):
        return "about"
    return "exact"


def _bound_before(draft: Draft, spelled: str) -> str | None:
    """The bound that the words before a number make it: `mức phạt cao nhất là 200 triệu đồng`, `giá từ 150.000 đồng`."""
    if (bound := _CEILING.search(spelled, draft.left.start, draft.start)) is not None:
        return bound.lastgroup
    if draft.kind != "money" or _PRICED_FROM.search(spelled, draft.clause.start, draft.start) is None:
        return None
    return _AT_LEAST if _UP_TO_NEXT.match(spelled, draft.noun_end) is None else None


class Status(NamedTuple):
    """Whether a figure was or is aimed at; `reason` is told where it is decided in a bracket or beside the number."""

    value: str
    reason: str | None = None


def read_status(draft: Draft, reading: Reading) -> Status:
    """Fact or aim: the last word of aiming or of doing since the figure before decides; without one, that figure's status."""
    before = draft.previous
    while before is not None and before.why.get("status") == _LEVEL_BEFORE:
        before = before.previous  # what is said of the new level stands before the old one
    start = draft.sentence.start
    if before is not None:
        start = before.noun_end
        if plan := OF_PLAN.match(reading.spelled, before.end):  # `đạt 105% chỉ tiêu được giao;` says nothing of what follows
            ends = (reading.spelled.find(mark, plan.end(), draft.start) for mark in ",;:")
            start = min((end for end in ends if end >= 0), default=plan.end())
    return _status(draft, reading, start)


def _is_its_plan(draft: Draft, spelled: str) -> bool:
    """Whether a bracket gives the plan that the share before it is of: `kết nạp 72 đảng viên, đạt 48% chỉ tiêu năm (150 đảng viên)`."""
    share = draft.previous
    if share is None or share.measure != "target_rate" or share.of is None or not draft.number.value or spelled[draft.start - 1] != "(":
        return False
    return abs(100 * share.of.number.value / draft.number.value - share.number.value) < 1


def _status(draft: Draft, reading: Reading, start: int) -> Status:
    spelled, before = reading.spelled, draft.previous
    if _AIM_IN_BRACKET.search(spelled, max(start, draft.start - 60), draft.start) or _is_its_plan(draft, spelled):
        return Status("target", PLAN_BESIDE)
    if _OLD_LEVEL.search(spelled, draft.left.start, draft.start) and _NEW_LEVEL.match(spelled, draft.noun_end):
        return Status("actual", _LEVEL_BEFORE)  # `sẽ tăng tỷ lệ sở hữu từ 4,27% lên 6,37%`
    begin = draft.sentence.start
    if spelled.rfind("(", begin, draft.start) >= 0 and _COMPARED_BRACKET.search(spelled, begin, draft.start):
        return Status("actual", "compared in a bracket")
    if _WILL_BE.match(spelled, draft.noun_end) or _IS_AIM.match(spelled, draft.end) or _THRESHOLD.match(spelled, draft.noun_end):
        return Status("target")
    if _is_asked(draft, spelled):
        return Status("target")
    if spelled.find(_GIVES, draft.left.start, draft.start) >= 0 and _ASSIGNS.search(spelled, draft.left.start, draft.start):
        return Status("target", PLAN_BESIDE if before is not None and before.kind == "plan" else None)
    hits = [hit for hit in reading.phrases["status"].longest_within(start, draft.start) if hit.key != TASK]
    hits = outside_cues(reading, hits)
    hits = [hit for hit in hits if not _is_reached(hit, draft, spelled) and not _has_ended(hit, draft, spelled)]
    done = bool(hits) and hits[-1].phrase.surface == DONE.strip()
    since = before.noun_end if before else draft.sentence.start
    if not done and looks_ahead(draft, reading, since):
        return Status("target")
    if _is_planned(draft, reading, start, bool(hits) and hits[-1].key == "actual"):
        return Status("target", "a plan beside it")
    said = hits[-1].end if hits else start
    opened = spelled.rfind("(", max(said, draft.start - _FAR_PLAN), draft.start)
    if opened >= 0 and _THERE_IS.match(spelled, opened, draft.start):
        return Status("actual")
    if hits and hits[-1].key == "target" and _was_or_is(hits[-1].end, draft, spelled):
        return Status("actual")
    if hits:
        return _closing(Status(hits[-1].key), said, draft, spelled)
    since = start if before is None else max(draft.sentence.start, before.start - _SETS)
    colon = spelled.rfind(":", since, draft.start) + 1
    listed = (
        (_LISTS_AIMS.search(spelled, since, colon) if colon else None)
        or _AIMS_SET.search(spelled, since, draft.start)
        or _AIMS_GIVEN.search(spelled, since, draft.start)
    )
    if listed and not _REACHED.search(spelled, max(0, listed.start() - 40), listed.start()):
        return _closing(Status("target"), listed.end(), draft, spelled)
    while before is not None and (why := before.why.get("status")) and (why != _IN_BRACKET or ")" in spelled[before.end : draft.start]):
        before = before.previous
    if before is None:
        return Status("target" if opens_with_future(draft, spelled) else "actual")
    if before.status == "target" and _THEN_IN_BRACKET.search(spelled, begin, draft.start):
        return Status("actual", "then, in a bracket")
    if _GOT.search(spelled, before.noun_end, draft.start) and _ASSIGNS.search(spelled, before.left.start, before.start):
        return Status("actual")
    if before.status == "target" and any(one.search(spelled, before.noun_end, draft.start) for one in _SINCE):
        return Status("actual")
    return _closing(Status(before.status), before.end, draft, spelled)


def _closing(status: Status, said: int, draft: Draft, spelled: str) -> Status:
    """A status that ends with the bracket in which it is said: `Công suất sử dụng (giường kế hoạch: 110): 92,4%`."""
    opened = spelled.rfind("(", draft.sentence.start, said) if status.value == "target" else -1
    return status._replace(reason=_IN_BRACKET) if opened >= 0 and ")" not in spelled[opened : draft.start] else status


def _is_asked(draft: Draft, spelled: str) -> bool:
    """Whether the words right before a number ask for it, set it as a bound, or say what it takes: `xin 700 tỷ đồng`."""
    if draft.kind == "money" and _ASKS_FOR_SUM.search(spelled, draft.clause.start, draft.start):
        return True
    if draft.is_percent and _IN_ORDER_TO.search(spelled, draft.left.start, draft.start):
        return True
    demanded = draft.is_percent and _DEMANDS.search(spelled, draft.left.start, draft.start)
    if demanded and (draft.number.value == _ALL or _MUST_DO.match(spelled, draft.end)):
        return True  # `yêu cầu 100% quầy hàng phải có bình cứu hỏa`
    if _MUST_YET.search(spelled, draft.left.start, draft.start) or _REQUIRES.search(spelled, draft.sentence.start, draft.start):
        return True
    plan = max(_opening(draft), draft.start - _FAR_PLAN)
    if _ALLOWED_TO.search(spelled, draft.clause.start, draft.start) or _PLAN_IS.search(spelled, plan, draft.start):
        return True
    if _NEEDS_DONE.search(spelled, draft.clause.start, draft.start) or _PROPOSES.search(spelled, draft.left.start, draft.start):
        return True
    return bool(_NOT_ALLOWED.search(spelled, draft.left.start, draft.start) or _THEN_MUST.search(spelled, draft.left.start, draft.start))


def _opening(draft: Draft) -> int:
    """Where the sentence begins, with the mark before it."""
    return max(0, draft.sentence.start - _MARK_BEFORE)


def _was_or_is(said: int, draft: Draft, spelled: str) -> bool:
    """Whether a number behind a word of aiming tells what was before it, or how things are: a distance, the people of a country."""
    if _ENDED_FUTURE.search(spelled, said, draft.start) or _REACHED_SINCE.search(spelled, said, draft.start):
        return True
    return _SEEN_STATE.search(spelled, said, draft.start) is not None and _KEEPS_APART.search(spelled, said, draft.start) is None


def _is_reached(hit: Hit, draft: Draft, spelled: str) -> bool:
    assigned = _AIM_ASSIGNED.search(spelled, max(0, hit.start - 40), hit.start)  # `cao hơn so với chỉ tiêu đặt ra, …`
    if not (assigned or _OF_AIM.match(hit.phrase.surface)) or not _CLAUSE_BREAK.search(spelled, hit.end, draft.start):
        return False
    start = assigned.start() if assigned else hit.start  # `vượt chỉ tiêu được giao`
    return _REACHED.search(spelled, max(0, start - 40), start) is not None


def _has_ended(hit: Hit, draft: Draft, spelled: str) -> bool:
    """Whether a modal ended with its clause: `41% cho rằng giá sẽ tăng, 40% tin là giảm` begins anew with the number."""
    return (
        _MODAL.fullmatch(hit.phrase.surface) is not None
        and draft.previous is not None
        and spelled[hit.end : draft.start].rstrip().endswith(",")
    )


def _is_planned(draft: Draft, reading: Reading, start: int, done: bool) -> bool:
    """Whether a plan is named right beside the number; `done`: a word before it says that it was reached."""
    window = reading.spelled[max(draft.sentence.start, draft.start - _FAR_PLAN) : draft.start]
    if _PLAN_NAMED.search(window) is None:
        return not done and not draft.is_percent and _BY_PLAN.match(reading.spelled, draft.noun_end) is not None
    if _COMPARED_WITH_PLAN.search(window):  # `thấp hơn 0,4% so với chỉ tiêu tỉnh giao (35,5%)`
        return True
    if not draft.is_percent and draft.number.denominator is None and _BESIDE_PLAN.search(window):
        return True
    own = window[-(draft.start - start) :] if start < draft.start else ""
    return not done and draft.number.denominator is None and _PLAN_OF_YEAR.search(own) is not None
