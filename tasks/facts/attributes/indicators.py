"""Which indicator a figure belongs to: the lexicon's rules against the noun and the cues around the number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from tasks.facts.candidates.counted_nouns import OF_PLAN
from tasks.facts.candidates.cues import cues_within, right_cues, speaks
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import IndicatorRule, indicator_rules, is_weak
from tasks.vi.text.patterns import pattern

# A cue this far off (code points) in a wide window is about something else, unless the rule names the noun or another cue too.
_FAR = 60
# What may stand between what is said of one figure and the next figure.
_JOINS_NEXT = pattern("joins_next")
_ABOUT = pattern("about_before")
_THERE_IS = pattern("there_is_cue")
_FAR_WORD = 4
# No syllable is longer, in code points.
_LONG_WORD = 8


# A conjunction opens a clause that says what there is: `việc xử lý rất nhiều, bởi thành phố có đến 220.000 đảng viên`.
_BEGINS_ANEW = pattern("begins_anew")
_OPENING = 24
_REACHES_SUM = pattern("reaches_sum")
_FAR_VERB = 32  # code points before a sum
# `; thu nhập bình quân của người dân … năm 2018 đạt trên 56 triệu đồng/người`
_REACHES_AT_LAST = pattern("reaches_before")
_MAKES_UP = pattern("makes_up_between")
# `làm chủ tiệm bị thương, Cường rủ 2 người`: what became of one says nothing of those another one does something with.
_OF_VICTIMS = frozenset({"death_left", "injury_left"})
_NEW_SUBJECT = pattern("new_subject")


class Verdict(NamedTuple):
    """The rule that fits best: its indicator, how many strong conditions it met, how far its farthest cue stands.

    `strong` tells whether it rests on more than the noun; `distance` is in code points.
    """

    indicator: str
    rule: IndicatorRule
    conditions: int
    distance: int
    strong: bool


class _Candidate(NamedTuple):
    """A rule that may fit a kind of number and a noun: how many conditions it then meets, and its place in the lexicon."""

    rule: IndicatorRule
    conditions: int
    order: int


def judge(draft: Draft, noun: str | None, left: Sequence[Hit], right: Sequence[Hit]) -> Verdict | None:
    """The best rule for a number that counts `noun` with these cues before and after it; None when no rule fits.

    The rule that meets most conditions wins; of equals the one whose cues stand nearest, then the first of the lexicon.
    """
    before, after = _nearest(left, draft.start, backwards=True), _nearest(right, draft.end, backwards=False)
    present = before.keys() | after.keys()
    by_cue = _candidates(draft.kind, noun)
    best: tuple[int, int, int] | None = None
    chosen: IndicatorRule | None = None
    for cue in ("", *present):
        for rule, conditions, order in by_cue.get(cue, ()):
            if rule.about and rule.about not in draft.topics:
                continue
            if not rule.needs <= present or not rule.unless.isdisjoint(present):
                continue
            if not rule.unless_before.isdisjoint(before) and not rule.unless_before.isdisjoint(_in_force(left)):
                continue
            if not rule.unless_after.isdisjoint(after):
                continue
            distance = _distance(rule, before, after)
            if distance is not None and (best is None or (conditions, -distance, -order) > best):
                best, chosen = (conditions, -distance, -order), rule
    if best is None or chosen is None:
        return None
    return Verdict(chosen.indicator, chosen, best[0], -best[1], chosen.strength > 0)


def _in_force(left: Sequence[Hit]) -> set[str]:
    """The cues before a number that still speak of it: of `hỗ trợ người nghèo, cả nước còn 1,3 triệu hộ` those from `còn` on."""
    said = max((hit.start for hit in left if hit.key == "stock" and _THERE_IS.search(hit.phrase.surface)), default=0)
    return {hit.key for hit in left if hit.start >= said}


def decide(draft: Draft, noun: str | None, reading: Reading) -> tuple[Verdict | None, tuple[Hit, ...]]:
    """The best rule over widening windows: the clause, all that lies before since the last figure, the cues of that figure.

    A wider window wins only with a rule that sets more conditions. With it come the cues of the widest window.
    """
    right = right_cues(draft, reading)
    best: Verdict | None = None
    clause = before = _own_cues(draft, reading, _cues_before(draft, reading, draft.clause.start))
    if draft.left.start < draft.clause.start:
        before = _own_cues(draft, reading, _cues_before(draft, reading, draft.left.start))
    if reading.spelled[draft.clause.start - 1 : draft.start].strip() == "(":
        clause = before  # `đại biểu Quốc hội (30 đại biểu)`: brackets say again what stands before them
    if draft.kind == "plan" and right and OF_PLAN.match(reading.spelled, draft.end):
        clause, before = [*clause, *right], [*before, *right]  # `100% chỉ tiêu trồng rừng` is a share of what the plan aims at
    judged: list[Hit] | None = None
    windows = (clause, before, [*_carried(draft, reading), *before])
    if noun is not None and _BEGINS_ANEW.match(reading.spelled, draft.clause.start, draft.start):
        windows = (clause, clause, clause)
    for left in windows:
        if left == judged:
            continue  # a wider window without another cue says the same
        judged = left
        verdict = judge(draft, noun, left, right)
        if verdict and best is None and _is_too_far(verdict, left, draft, reading):
            continue
        if verdict and (best is None or verdict.conditions > best.conditions):
            best = verdict
    if best is None and draft.kind == "money":
        best = judge(draft, noun, _of_whole(draft, reading) or _topic(draft, reading), right)
    return best, (*left, *right)


def _is_too_far(verdict: Verdict, left: Sequence[Hit], draft: Draft, reading: Reading) -> bool:
    """Whether the cues of a rule stand too far off to speak of the number."""
    return verdict.distance > _FAR and not verdict.rule.names_more and not _is_subject(left, draft, reading)


def _is_subject(left: Sequence[Hit], draft: Draft, reading: Reading) -> bool:
    """Whether the only cues are the subject or topic that the sentence opens with, and a bare predicate has the number:
    `Tổng thu ngân sách của tỉnh đạt khá so với dự toán và tăng cao so cùng kỳ, ước thực hiện 17 tỷ đồng`."""
    start = draft.sentence.start
    opens = [hit for hit in left if hit.key in _heard(draft.kind) and not is_weak(hit.key)]
    if draft.kind == "price" and opens and all(hit.start - draft.left.start < _OPENING for hit in opens):
        return _REACHES_AT_LAST.search(reading.spelled, draft.clause.start, draft.start) is not None
    if draft.kind != "money" or not opens or any(hit.start - start > _OPENING for hit in opens):
        return False
    return _REACHES_SUM.fullmatch(reading.spelled, draft.clause.start, draft.start) is not None


def _topic(draft: Draft, reading: Reading) -> list[Hit]:
    """What the paragraph speaks of since a sentence that opened with it: `Về xuất khẩu, … Ước cả năm, trị giá đạt 16 tỷ USD`."""
    if _REACHES_SUM.search(reading.spelled, max(draft.clause.start, draft.start - _FAR_VERB), draft.start) is None:
        return []
    hits = cues_within(reading, reading.line_start(draft.start), draft.start)
    about = ((hit, _ABOUT.search(reading.spelled, max(0, hit.start - _FAR_WORD), hit.start)) for hit in hits)
    return [hit for hit, word in about if word is not None and _opens_sentence(word.start(), reading)][-1:]


def _opens_sentence(position: int, reading: Reading) -> bool:
    return reading.sentences[reading.sentence_of(position)].start == position


def _of_whole(draft: Draft, reading: Reading) -> list[Hit]:
    """What a sum is told to be a share of: `với 16,5 tỷ USD, chiếm 46,7% tổng vốn đầu tư`."""
    share = draft.following
    if share is None or not share.is_percent or not _MAKES_UP.fullmatch(reading.spelled, draft.noun_end, share.start):
        return []
    whole = cues_within(reading, share.end, share.right.end)
    return whole if whole and not reading.spelled[share.end : whole[0].start].strip() else []


def tells_victims(draft: Draft, reading: Reading) -> bool:
    """Whether a bare number counts those whom the words right before it tell of: `làm chết 5, bị thương 7`."""
    said = cues_within(reading, draft.clause.start, draft.start)
    return bool(said) and said[-1].key in _OF_VICTIMS and not reading.spelled[said[-1].end : draft.start].strip()


def _cues_before(draft: Draft, reading: Reading, start: int) -> list[Hit]:
    """The cues between a position and the number, less those in brackets closed by then: `có 36 tổ chức đảng (giảm 1 do sáp nhập),
    gồm 24 chi bộ`."""
    spelled, text = reading.spelled, reading.text
    hits = [hit for hit in cues_within(reading, start, draft.start) if not _ends_name(hit, text)]
    hits = [hit for hit in hits if hit.key not in _OF_VICTIMS or _NEW_SUBJECT.search(spelled, hit.end, draft.start) is None]
    if not hits or spelled.find(")", start, draft.start) < 0:
        return hits
    return [hit for hit in hits if spelled.count(")", hit.end, draft.start) <= spelled.count("(", hit.end, draft.start)]


def _ends_name(hit: Hit, text: str) -> bool:
    """Whether a capital word goes on with a name: the second of `cầu Gián Khẩu`; not in a line of capitals."""
    start = hit.start
    if not text[start].isupper() or text[start : hit.end].isupper():
        return False
    before = text[max(0, start - _LONG_WORD) : start].split(" ")[-2:-1]
    return text[start - 1 : start] == " " and bool(before) and before[0][:1].isupper() and before[0].isalpha()


def _own_cues(draft: Draft, reading: Reading, hits: list[Hit]) -> list[Hit]:
    """The cues before a number, less those said of the figure before: `2 người tử vong, 1 người mất tích`."""
    previous = draft.previous
    if not hits or previous is None or previous.rule.is_none or draft.noun_class == "case":
        return hits
    said = {(hit.start, hit.end) for hit in previous.cues if previous.rule.needs(hit.key) and previous.end < hit.start}
    if not said:
        return hits
    own = [hit for hit in hits if (hit.start, hit.end) not in said]
    follows = any(_JOINS_NEXT.fullmatch(reading.spelled, end, draft.start) for _, end in said)
    return own if follows else hits


def _carried(draft: Draft, reading: Reading) -> list[Hit]:
    """Cues before the figure that stands before, when the words between say nothing of their own."""
    previous = draft.previous
    if previous is not None and previous.head is not None and reading.spelled.startswith(")", draft.left.start):
        previous = previous.head  # the brackets are closed: what was said before them goes on
    elif previous is not None and (closed := reading.spelled.find(")", draft.left.start, draft.start)) >= 0:
        opened = reading.spelled.rfind("(", draft.sentence.start, closed)
        previous = next((one for one in draft.before() if one.start < opened), previous)
    if (
        previous is None
        or _interrupts(draft, cues_within(reading, draft.left.start, draft.start))
        or draft.left.start > max(previous.noun_end, draft.previous.noun_end if draft.previous else 0)
    ):
        return []
    return [hit for hit in previous.cues if hit.end <= previous.start]


def _interrupts(draft: Draft, hits: list[Hit]) -> bool:
    """Whether words say something else of a number of this kind: `thực hiện` speaks of money, not of `4 chi bộ thực hiện tốt`."""
    heard = _heard(draft.kind) - {"violation", "elected_body"}  # `kỷ luật 12 tổ chức đảng vi phạm và 60 đảng viên`: whom it was done to
    heard |= {"invest"}  # `tăng trưởng đạt 7%, giải ngân đạt 38%`
    said = [hit for hit in hits if hit.key in heard]
    return speaks(said) if draft.is_percent else speaks(said, "stock")  # a share `giảm còn` is of what was told before


@cache
def _heard(kind: str) -> frozenset[str]:
    """Every cue that a rule for numbers of a kind asks for or forbids."""
    rules = [rule for rule in indicator_rules() if kind in rule.numbers or kind == "plan"]
    return frozenset({"stock"}.union(*(rule.needs | rule.unless | rule.unless_before for rule in rules)))


@cache
def stock_of(noun: str | None) -> IndicatorRule | None:
    """The rule that a noun alone meets: what the things it names are counted as."""
    if noun is None:
        return None
    return next((rule for rule, _, _ in _candidates("count", noun).get("", ()) if rule.nouns), None)


@cache
def _candidates(kind: str, noun: str | None) -> dict[str, list[_Candidate]]:
    """The rules that fit, in the order of the lexicon, by one of the cues that each needs; empty for those that need none."""
    kinds = {kind, "percent"} if kind == "plan" else {kind}  # a share of a plan is a per cent too
    found: dict[str, list[_Candidate]] = {}
    for order, rule in enumerate(indicator_rules()):
        if kinds & rule.numbers and (not rule.nouns or noun in rule.nouns):
            conditions = bool(rule.nouns) + rule.strength + (kind == "plan" and "plan" in rule.numbers)
            cue = next(iter((*rule.left, *rule.right, *rule.cues)), "")
            found.setdefault(cue, []).append(_Candidate(rule, conditions, order))
    return found


def _nearest(hits: Iterable[Hit], edge: int, *, backwards: bool) -> dict[str, int]:
    found: dict[str, int] = {}
    for hit in hits:
        distance = abs(edge - hit.end) if backwards else hit.start - edge
        if distance < found.get(hit.key, 1 << 30):
            found[hit.key] = distance
    return found


def _distance(rule: IndicatorRule, before: dict[str, int], after: dict[str, int]) -> int | None:
    """How far the farthest cue of a rule stands, or None when one is missing."""
    farthest = 0
    for cue in rule.left:
        if cue not in before:
            return None
        farthest = max(farthest, before[cue])
    for cue in rule.right:
        if cue not in after:
            return None
        farthest = max(farthest, after[cue])
    for cue in rule.cues:
        nearest = min(before.get(cue, 1 << 30), after.get(cue, 1 << 30))
        if nearest == 1 << 30:
            return None
        farthest = max(farthest, nearest)
    return farthest
