"""From numbers to figures: what each draft counts, on its own or as a part, a share or a change of the figure before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tasks.facts.breakdowns import read_breakdown
from tasks.facts.drafts import Draft
from tasks.facts.indicators import Verdict, cues_within, decide, judge, right_cues, speaks
from tasks.facts.lexicons import phrases
from tasks.facts.measures import read_measure
from tasks.facts.phrases import Hit
from tasks.facts.qualifiers import read_qualifier, read_status
from tasks.facts.reading import Reading

# Nouns that stand for anything of their kind: what they count is said elsewhere.
GENERIC = frozenset({"person", "comrade", "case", "item", "organisation", None})
_SHARE_OF_WHOLE = re.compile(r"\b(?:chiếm|tỷ trọng)\b[^,;]*$")
_FALLS_AS = {"poverty_rate": "poverty_reduction", "poor_households": "poverty_reduction"}
# People who are counted for themselves, never as a part of others.
_DISTINCT = frozenset({"delegate", "population"})
_ANYBODY = frozenset({"person", "comrade", "case"})
_PEOPLE = frozenset({"person", "case"})
_OPENS_PARTS = re.compile(r"\b(?:trong (?:số )?đó|trong số này|trong số ấy|bao gồm|gồm|cụ thể(?: là)?|cụ thể hơn)\b")
_CLOSES_PARTS = re.compile(r"\b(?:nâng|đồng thời|ngoài ra|bên cạnh|toàn (?:xã|huyện|tỉnh|đảng bộ)|tổng số|tổng cộng)\b")
_FOLLOWS = re.compile(r"^[\s,(]*(?:và |đã |mới |cũng )*(?:chiếm|đạt|bằng|tương đương|tương ứng|tỷ lệ|ứng với|hay|hoàn thành)\b")
_OF_WHOLE = re.compile(r"^[\s(]*(?:và |đã |mới )*(?:chiếm|tương đương|tương ứng|bằng)\b")
_BARE_SHARE = re.compile(
    r"^[\s,]*\(?\s*(?:chiếm|đạt|tỷ lệ|tương đương|bằng|khoảng|gần|hơn|trên|tăng|giảm|vượt|gấp|thêm|bình quân|mỗi năm|hàng năm|hằng năm|ước|\s|:)*$"
)
_TO_LEVEL = re.compile(r"\b(?:lên|xuống|còn|thành|đến|tới)(?:\s+(?:còn|đến|tới|khoảng|gần|hơn|trên|mức|là|đạt|thành))*\s*$")
_FROM_LEVEL = re.compile(r"\btừ(?:\s+(?:mức|khoảng|gần|hơn|trên))*\s*$")
_SUBJECT_OF_SHARE = re.compile(r"\b(?:tỷ lệ|tỷ trọng|số lượng|số)\s+(?:số\s+|các\s+|lượng\s+)*")
_CHANGES = frozenset({"change", "growth", "multiple", "target_rate", "target_excess"})


def assemble(reading: Reading, drafts: Sequence[Draft]) -> None:
    """Decides what each draft counts, in reading order, so that parts and shares find the figure they refer to."""
    for index, draft in enumerate(drafts):
        read_measure(draft, reading)
        if draft.kind == "money" and draft.measure == "rate":
            draft.kind = "price"
        if draft.measure in ("target_rate", "target_excess"):
            draft.kind = "plan"
        read_qualifier(draft, reading)
        read_status(draft, reading, reading.article.published_on)
        draft.label = _label(draft, reading)
        earlier = drafts[:index]
        if not (_as_share(draft, reading) or _as_part(draft, earlier, reading)):
            _on_its_own(draft, earlier, reading)
        _tidy(draft)


def _tidy(draft: Draft) -> None:
    """What follows from the indicator: a fall of the poverty rate is a reduction, a disciplined `trường hợp` a person."""
    if draft.is_percent and draft.measure in ("growth", "change") and draft.indicator in _FALLS_AS:
        draft.indicator, draft.measure = _FALLS_AS[draft.indicator], "change"
    if draft.measure == "share" and draft.number.value > 100:
        draft.measure = "target_rate"  # no share is larger than its whole
    if draft.indicator.startswith("party_members") and draft.unit == "case":
        draft.unit = "person"
    if draft.indicator == "income_per_capita" and draft.measure == "rate":
        draft.measure = "amount"


def _label(draft: Draft, reading: Reading) -> Hit | None:
    """The noun before the number in its clause: what a number without a noun of its own counts.

    The last one that is not part of a name (`toàn huyện`, `xã A`); of a per cent the one that `tỷ lệ` stands before.
    """
    if reading.spelled[draft.clause.start : draft.start].rstrip().endswith(":"):
        item = reading.phrases["noun"].longest_at(draft.clause.start + _leading_blanks(reading.spelled, draft.clause.start))
        return item if item and reading.spelled[item.end : draft.start].strip() == ":" else None  # `phẩm chất đạo đức: 14`
    subject = _SUBJECT_OF_SHARE.search(reading.spelled, draft.clause.start, draft.start)
    named = reading.phrases["noun"].longest_at(subject.end()) if subject else None
    if draft.is_percent or named is not None:
        return named
    nouns = reading.phrases["noun"].longest_within(draft.clause.start, draft.start)
    return next((noun for noun in reversed(nouns) if not reading.in_name(noun.start)), None)


def _leading_blanks(spelled: str, start: int) -> int:
    return len(spelled[start : start + 8]) - len(spelled[start : start + 8].lstrip())


def _noun_of(draft: Draft) -> str | None:
    """The noun class a draft counts: its own unless that is generic and a more telling one stands before the number."""
    if draft.is_percent and draft.noun is None:
        return None
    own = draft.noun_class
    if draft.kind != "count" or draft.label is None or draft.label.key in GENERIC:
        return own
    if own == "organisation" and (draft.label.key.startswith("party_") or draft.label.key == "enterprise"):
        return draft.label.key  # `tổng số tổ chức đảng là 185 tổ chức`
    if own is None or (own in _ANYBODY and _same_unit(draft.label.phrase.value, draft.unit)):
        return draft.label.key
    return own


def _same_unit(one: str, other: str) -> bool:
    return one == other or {one, other} <= _PEOPLE


def _as_share(draft: Draft, reading: Reading) -> bool:
    """A per cent, change or multiple that speaks of the figure right before it; True when it does."""
    previous = draft.previous
    if previous is None:
        return False
    between = reading.spelled[draft.left.start : draft.start]
    clause = reading.spelled[draft.clause.start : draft.start]
    if draft.clause.start == draft.left.start:
        clause = clause[clause.rfind(" và ") + 1 :]
    refers = draft.is_percent and (_OF_WHOLE if draft.noun else _FOLLOWS).match(clause) is not None
    refers = refers or (draft.is_percent and draft.noun is None and _BARE_SHARE.match(clause) is not None)
    refers = refers or (draft.measure in _CHANGES and _BARE_SHARE.match(clause) is not None)
    refers = refers or _ends_change(draft, previous, between, reading)
    if not refers:
        return False
    own = _own_topic(draft, reading)
    if own is not None and own.strong:
        return False
    previous = _referent(draft, previous, reading)
    draft.previous = previous
    _inherit(draft, previous, "share_of")
    draft.breakdown = dict(previous.breakdown) | read_breakdown(draft, reading)
    if draft.measure == "share" and re.search(r"\b(?:đạt|bằng)\b", clause) and _is_of_plan_list(draft):
        draft.measure = "target_rate"
    if draft.measure in _CHANGES:
        draft.status = previous.status
    elif previous.measure in ("change", "growth") and draft.measure == "share" and reading.spelled[draft.clause.start - 1] == "(":
        draft.measure, draft.direction = "growth", previous.direction
    if draft.noun is None and not draft.is_percent:
        draft.unit, draft.unit_text = previous.unit, previous.unit_text
    return True


def _is_of_plan_list(draft: Draft) -> bool:
    """Whether a share before it in the sentence was of a plan: `đạt 105% chỉ tiêu; … kết nạp 52, đạt 50,98%`."""
    before = draft.previous
    while before is not None:
        if before.measure == "target_rate":
            return True
        before = before.previous
    return False


def _referent(draft: Draft, previous: Draft, reading: Reading) -> Draft:
    """The figure a share or change speaks of: the one before, or what stands before its brackets or is its whole."""
    if ")" in reading.spelled[previous.end : draft.start] and "share_of" not in previous.why:
        opened = reading.spelled.rfind("(", draft.sentence.start, previous.start)
        outside = previous.previous
        while outside is not None and outside.start > opened:
            outside = outside.previous
        if outside is not None and opened >= 0 and ")" not in reading.spelled[opened : previous.start]:
            return outside  # `chiếm 91,8% (dân số 808.149 người) và chiếm 87%`
    whole = previous.head or (previous.previous.head if previous.previous and "share_of" in previous.why else None)
    if draft.noun_class is not None and whole is not None and whole.counts == draft.noun_class != previous.counts:
        return whole  # `kỷ luật 62 đảng viên, trong đó có 13 cấp ủy viên (20,9%), giảm 18 đảng viên`
    return previous


def _ends_change(draft: Draft, previous: Draft, between: str, reading: Reading) -> bool:
    """The new level of `từ 28 lên 35`: it counts what the old level counts."""
    if previous.kind != draft.kind or _TO_LEVEL.search(between) is None:
        return False
    return _FROM_LEVEL.search(reading.spelled[previous.left.start : previous.start]) is not None


def _own_topic(draft: Draft, reading: Reading) -> Verdict | None:
    """What the words of the clause itself say, nothing carried."""
    return judge(draft, _noun_of(draft), cues_within(reading, draft.clause.start, draft.start), right_cues(draft, reading))


def _as_part(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> bool:
    """A part of a whole named before (`trong đó`, a list in brackets); True when it takes the whole's indicator."""
    if not _in_list(draft, earlier, reading):
        return False
    head = _head(draft, earlier, reading)
    if head is None:
        return False
    draft.is_part, draft.head = True, head
    noun = draft.noun_class or (head.noun_class if not draft.is_percent else None)
    clause = cues_within(reading, draft.clause.start, draft.start)
    own = judge(draft, noun, clause, right_cues(draft, reading))
    if own and own.strong:
        _take(draft, own)
    else:
        _inherit(draft, head, "part_of")
    if draft.noun is None and not draft.is_percent:
        draft.unit, draft.unit_text = head.unit, head.unit_text
        draft.measure = head.measure if draft.measure == "count" else draft.measure
    draft.breakdown = read_breakdown(draft, reading)
    return True


def _in_list(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> bool:
    left = reading.spelled[draft.left.start : draft.start]
    opens = _OPENS_PARTS.search(left)
    if opens and (draft.previous is not None or opens[0].startswith("trong") or not left[: opens.start()].strip()):
        return True  # `gồm` opens a list only after the whole, or where it begins the sentence
    if not earlier or _CLOSES_PARTS.search(left):
        return False
    last = earlier[-1]
    if last.sentence != draft.sentence:
        return last.is_part and reading.line_start(last.start) == reading.line_start(draft.start) and left.lstrip().startswith(("- ", "+ "))
    opened = left.rfind("(") > left.rfind(")") and not draft.is_percent
    return opened or (_list_member(last) and ")" not in left)


def _list_member(draft: Draft) -> bool:
    return draft.is_part or (draft.previous is not None and draft.why.get("share_of") is not None and draft.previous.is_part)


def _head(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """The whole a part refers to: the figure whose share works out, else the nearest one that counts the same thing."""
    line = reading.line_start(draft.start)
    if line == draft.sentence.start and line > 0 and draft.previous is None and _OPENS_PARTS.search(reading.spelled[line : draft.start]):
        line = reading.line_start(line - 1)
    explicit = draft.previous is not None and "trong" in reading.spelled[draft.left.start : draft.start]
    wholes = [one for one in reversed(earlier[-40:]) if one.start >= line and "share_of" not in one.why]
    wholes = [one for one in wholes if not one.is_part or (explicit and one.sentence == draft.sentence)]
    wholes = [one for one in wholes if _compatible(draft, one)]
    if not wholes:
        return None
    share = draft.following if draft.following and draft.following.is_percent else None
    if share is not None and not draft.is_percent:
        for whole in wholes[:6]:
            if whole.number.value and abs(100 * draft.number.value / whole.number.value - share.number.value) < 0.6:
                return whole
    last = earlier[-1]
    if last.is_part and last.head in wholes:
        return last.head
    return wholes[0]


def _compatible(part: Draft, whole: Draft) -> bool:
    if part.noun_class in _DISTINCT and part.noun_class != whole.noun_class:
        return False
    if part.measure == whole.measure == "count" and part.number.value > whole.number.value:
        return False
    if part.is_percent:
        return part.noun is None or part.noun_class in GENERIC or whole.noun_class == part.noun_class or whole.unit in _PEOPLE
    if part.noun is None:
        return not whole.is_percent and whole.kind == part.kind
    if part.kind != whole.kind:
        return False
    if part.noun_class == "household" and whole.unit == "household":
        return True  # the households of a slice of the poor ones
    if _same_unit(part.unit, whole.unit):
        return (
            part.unit in _PEOPLE
            or part.kind != "count"
            or part.noun_class == whole.noun_class
            or part.noun_class in GENERIC
            or whole.noun_class in GENERIC
        )
    return False


def _on_its_own(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> None:
    noun = _noun_of(draft)
    before = None
    if noun is None and draft.kind == "count":
        subject = _subject(draft, reading)
        before = None if subject else _last_count(draft, earlier, reading)
        noun = subject.key if subject else before.counts if before else None
    draft.counts = noun
    verdict = decide(draft, noun, reading)
    if draft.is_percent and draft.noun is None and draft.label is not None and not (verdict and verdict.strong):
        verdict = decide(draft, draft.label.key, reading) or verdict
    if verdict is not None:
        _take(draft, verdict)
    else:
        _continue_list(draft, earlier, reading)
    if draft.noun is None and draft.kind == "count" and draft.label is not None:
        draft.unit, draft.unit_text = draft.label.phrase.value, reading.text[draft.label.start : draft.label.end]
    elif draft.noun is None and noun is not None and draft.indicator != "other":
        draft.unit = before.unit if before else _unit_of(noun)
    draft.breakdown = read_breakdown(draft, reading)


def _subject(draft: Draft, reading: Reading) -> Hit | None:
    """The noun of a heading before a colon: `Hình thức kỷ luật đảng viên: khiển trách 28`."""
    colon = reading.spelled.rfind(":", draft.left.start, draft.clause.start)
    if colon < 0:
        return None
    nouns = reading.phrases["noun"].longest_within(draft.left.start, colon)
    return next((noun for noun in reversed(nouns) if not reading.in_name(noun.start)), None)


def _unit_of(noun: str) -> str:
    return next(phrase.value for phrase in phrases() if phrase.table == "noun" and phrase.key == noun)


def _continue_list(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> None:
    """An item that says nothing of its own continues the list it stands in: the same things after a semicolon, sums of money,
    cases of a kind, shares that `chiếm` a whole."""
    if not earlier or earlier[-1].sentence != draft.sentence:
        return
    listed = ";" in reading.spelled[earlier[-1].end : draft.start]
    for one in reversed(earlier[-12:]):
        if one.sentence != draft.sentence:
            return
        if one.indicator == "other" or one.kind != draft.kind:
            continue
        money = one.unit == draft.unit and (draft.kind == "money" or (listed and draft.kind == "area"))
        cases = draft.noun_class == one.noun_class == "case"
        silent = not speaks(cues_within(reading, draft.left.start, draft.start))
        people = (
            listed
            and silent
            and draft.kind == "count"
            and draft.noun is not None
            and one.unit == draft.unit
            and draft.noun_class in _ANYBODY
        )
        shares = listed and draft.is_percent and _SHARE_OF_WHOLE.search(reading.spelled[draft.left.start : draft.start]) is not None
        if money or cases or people or shares:
            _inherit(draft, one, "list_of")
            draft.is_part = people
        return


def _last_count(draft: Draft, earlier: Sequence[Draft], reading: Reading) -> Draft | None:
    """The last figure of the paragraph that counts things with a noun."""
    line = reading.line_start(draft.start)
    near = (one for one in reversed(earlier[-20:]) if one.start >= line)
    return next((one for one in near if one.counts is not None and not one.is_percent), None)


def _take(draft: Draft, verdict: Verdict) -> None:
    draft.indicator, draft.rule = verdict.indicator, verdict.rule


def _inherit(draft: Draft, source: Draft, relation: str) -> None:
    draft.indicator, draft.rule = source.indicator, f"{relation}:{source.rule}"
    draft.why[relation] = source.printed
    draft.cues = source.cues
    draft.counts = draft.noun_class or source.counts
