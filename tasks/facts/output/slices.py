"""The free slice of a figure, as printed: what a part, a list item or a badge speaks of when no coded key says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from tasks.facts.attributes.breakdowns import AND_SO_MANY
from tasks.facts.candidates.drafts import Draft
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.links import OTHER, Link, has
from tasks.facts.knowledge.noun_classes import anybody_nouns, generic_nouns
from tasks.facts.output.identity import breakdown_json
from tasks.vi.entities.names import Organisation
from tasks.vi.temporal.periods import Period
from tasks.vi.text.fragments import AND, OF_WHICH
from tasks.vi.text.patterns import pattern
from tasks.vi.text.spans import Span

# `Huy hiệu 45 năm, 40 năm và 30 năm tuổi Đảng`, `75 năm: 2; 70 năm: 4`
_YEARS = pattern("badge_years")
_YEARS_AFTER = pattern("badge_years_after")
_YEARS_RIGHT_AFTER = pattern("badge_years_beside")  # `5 đồng chí 65 năm`
_YEARS_BEFORE = pattern("badge_years_before")
_POSTHUMOUS = pattern("posthumous")
# Words at the edges of a slice that only join it to the number.
_LEADS = pattern("slice_leads")
_TRAILS = pattern("slice_trails")
_ENDS = pattern("slice_ends")
# What begins a purpose, a place, a time or a whole rather than a slice.
_NO_SLICE = pattern("no_slice")
# Verbs that say what was done with all that is counted.
_VERBS = pattern("bare_verbs")
# What makes the words before a number a clause about somebody rather than the name of a slice.
_CLAUSE = pattern("opens_clause")
_TOLD = pattern("told_of")
# What happened to those that are counted, where nobody else of them is counted: `54 người được cứu sống`.
_TELLS_OF_ONE = pattern("tells_of_one")
# `Con số này`, `cho hệ thống mới`, `Cô gửi`: what was told of, a purpose, somebody who does something.
_POINTS_BACK, _NO_PART_NAME = pattern("points_back"), pattern("no_part_name")
_AGE, _AGE_BAND = "age", pattern("age_band")
_DIGIT = re.compile(r"\d")
# Digits that belong to a slice: an age, a class, a rank.
_NAMED_DIGITS = pattern("named_digits")
# What names all of a thing rather than a part of it.
_WHOLE = pattern("names_whole")
_OF_OTHERS = pattern("relates_to_other")
_MARKS = ",;:(\n"
_DASH = re.compile(r"\s[–-]\s*$")
_AFTER_DASH = re.compile(r"\s[–-]\s+[^\W\d][^,;:()\n\d]*")
_MOST_WORDS = 12
_MOST_WORDS_OF_ITEM = 8
_MOST_WORDS_TOLD_APART = 7
_MOST_WORDS_BEFORE = 4
_FEWEST_LETTERS = 2
# No slice is longer than this, in code points.
_LONGEST = 120


def name_slices(drafts: Sequence[Draft], reading: Reading) -> list[Draft]:
    """The figures, with `other` in the breakdown of those whose slice no coded key names.

    A part of a whole, and a badge, take theirs from their own words; other figures only where two of the article would
    otherwise report one fact with different values. Shares and changes take that of the figure they speak of.
    """
    sliced = {draft.start: _sliced(draft, _own_slice(draft, reading), reading) for draft in drafts}
    for group in _same_facts(list(sliced.values())):
        for draft, span in _told_apart(group, reading):
            sliced[draft.start] = _sliced(draft, span, reading)
    for draft in list(sliced.values()):
        if draft.of is not None and OTHER not in draft.breakdown:
            sliced[draft.start] = _sliced_as(sliced[draft.of.start], draft, reading)
    return list(sliced.values())


def _own_slice(draft: Draft, reading: Reading) -> Span | None:
    """The words that name the slice of a badge or a part."""
    if has(draft.indicator, Link.DATED_AWARD):
        return _badge_years(draft, reading)
    return _slice_of_part(draft, reading) if draft.is_part and draft.of is None and not draft.breakdown else None


def _sliced(draft: Draft, span: Span | None, reading: Reading) -> Draft:
    """A figure with the words of a span as its free slice."""
    if span is None:
        return draft
    key = _AGE if _AGE_BAND.fullmatch(reading.spelled, *span) is not None else OTHER
    return draft._replace(breakdown={**draft.breakdown, key: " ".join(reading.text[span.start : span.end].split())})


def _sliced_as(source: Draft, draft: Draft, reading: Reading) -> Draft:
    """A share or change speaks of the slice of its figure, unless it is the next share of a list: `76% kiên cố, 21% bán kiên cố`."""
    if source.is_percent and draft.measure == source.measure == "share":
        own = _after(draft, reading)
        if own is not None and _OF_OTHERS.search(reading.spelled, draft.clause.start, draft.start) is None:
            return _sliced(draft, own, reading)
    return draft._replace(breakdown={**draft.breakdown, OTHER: source.breakdown[OTHER]}) if OTHER in source.breakdown else draft


def _badge_years(draft: Draft, reading: Reading) -> Span | None:
    """The years of a badge: after the number (`4 đảng viên nhận Huy hiệu 70 năm tuổi Đảng`) or as the label before it."""
    limit = draft.following.start if draft.following else draft.sentence.end
    after = _YEARS.search(reading.spelled, draft.noun_end, limit)
    if after is not None and after.start() <= draft.right.end:
        return Span(*after.span())
    bare = _YEARS_RIGHT_AFTER.match(reading.spelled, draft.noun_end) or _YEARS_AFTER.search(reading.spelled, draft.noun_end, limit)
    if bare is not None and bare.start() <= draft.right.end:
        return Span(*bare.span(1))
    before = _YEARS_BEFORE.search(reading.spelled, draft.left.start, draft.start)
    rows = [match.span() for match in _YEARS.finditer(reading.spelled, draft.left.start, draft.start)]
    if before is not None:
        longer = (span for span in rows if span[0] <= before.start(1) < span[1])  # `Huy hiệu 40 và 30 năm tuổi Đảng cho 19 đồng chí`
        return Span(*next(longer, before.span(1)))
    if rows:
        return Span(*rows[-1])
    posthumous = _POSTHUMOUS.search(reading.spelled, draft.clause.start, draft.right.end)
    return Span(*posthumous.span()) if posthumous else None


def _slice_of_part(draft: Draft, reading: Reading) -> Span | None:
    if draft.head is not None and draft.head.indicator not in (OTHER, draft.indicator):
        return None  # the indicator itself says what part it is: `trong đó có 3 chi bộ bị giải thể`
    return _after(draft, reading) or _before(draft, reading)


def _same_facts(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """Figures of one article that say the same of the same but for their value, in groups of two and more."""
    groups: dict[tuple[object, ...], list[Draft]] = {}
    for draft in drafts:
        if draft.of is not None:
            continue
        noun = draft.unit_text.lower() if draft.indicator == OTHER and draft.unit_text else ""
        what = (draft.indicator, draft.measure, draft.unit, draft.status, draft.frequency, noun, breakdown_json(draft.breakdown))
        groups.setdefault((*what, draft.organisation, *draft.period[:3]), []).append(draft)
    return [group for group in groups.values() if len({(one.number.value, one.number.value_high) for one in group}) > 1]


def _told_apart(group: Sequence[Draft], reading: Reading) -> list[tuple[Draft, Span]]:
    """The slices of figures that would otherwise report one fact, where they differ from each other."""
    counting = [draft for draft in group if draft.noun or draft.label or draft.is_percent or _is_item(draft, reading.spelled)]
    counting = [draft for draft in counting if not has(draft.indicator, Link.DATED_AWARD)]
    spans = [(draft, _after(draft, reading) or _before(draft, reading)) for draft in counting if OTHER not in draft.breakdown]
    named = [(draft, span) for draft, span in spans if span is not None]
    words = [reading.spelled[span.start : span.end] for _, span in named]
    beside = Counter(draft.sentence for draft, _ in named)
    return [
        (draft, span)
        for (draft, span), word in zip(named, words, strict=True)
        if _tells_apart(word, words) and (beside[draft.sentence] > 1 or _names_slice(span, draft, reading.spelled))
    ]


def _tells_apart(word: str, words: Sequence[str]) -> bool:
    """Whether words name one slice of several, not all of them as `đạt chuẩn` beside `đạt chuẩn nâng cao`."""
    return len(word.split()) <= _MOST_WORDS_TOLD_APART and sum(other.startswith(word) for other in words) == 1


def _names_slice(span: Span, draft: Draft, spelled: str) -> bool:
    """Whether words with no other slice in their sentence name one, rather than tell what happened: `tàu chở 21 tấn`."""
    if span.end > draft.start:
        return _TELLS_OF_ONE.search(spelled[draft.noun_end : span.end].lstrip()) is None  # with the verb that leads to them: `bị cháy`
    words = spelled[span.start : span.end]
    return len(words.split()) <= _MOST_WORDS_BEFORE and _TELLS_OF_ONE.search(words) is None


def _is_item(draft: Draft, spelled: str) -> bool:
    """Whether a number without a noun stands in a list of labels: `tham nhũng: 5; lối sống: 14`."""
    return spelled[draft.left.start - 1 : draft.left.start] == ";" or spelled[draft.left.start : draft.start].rstrip().endswith(":")


def _before(draft: Draft, reading: Reading) -> Span | None:
    """The label before the number: `khai thác lâm sản trái phép 03 vụ`, `phẩm chất đạo đức, lối sống: 14`."""
    start = _label_start(draft, reading.spelled)
    if start is None or AND_SO_MANY.search(reading.spelled, start, draft.start):
        return None  # `cán bộ cấp huyện và 30 đồng chí ở thôn`: what stands before is said of the figure before
    start = max(start, reading.spelled.rfind(OF_WHICH, start, draft.start))
    if draft.start - start > _LONGEST:
        return None
    lead, trail = _LEADS.match(reading.spelled, start, draft.start), _TRAILS.search(reading.spelled, start, draft.start)
    start, end = lead.end() if lead else start, trail.start() if trail else draft.start
    noun = reading.phrases["noun"].longest_at(start)
    counted = (draft.counts, draft.label and draft.label.key)
    if noun is not None and noun.end < end and noun.key not in generic_nouns() and noun.key in counted:
        start = noun.end + 1  # `đảng viên khối doanh nghiệp 20 đồng chí`
    words = reading.spelled[start:end]
    is_clause = _CLAUSE.match(words) or (not draft.is_part and _TOLD.search(words))
    return None if is_clause else _checked(start, end, draft, reading)


def _label_start(draft: Draft, spelled: str) -> int | None:
    """Where the label before a number may begin: at the last mark, or at the semicolon or colon that opens a short item."""
    left, start = draft.left.start, draft.clause.start
    colon = spelled.rfind(":", left, left + len(spelled[left : draft.start].rstrip(" :")))
    opened = max(colon + 1, left if spelled[left - 1 : left] == ";" else 0)
    if opened and len(spelled[opened : draft.start].split()) <= _MOST_WORDS_OF_ITEM and "(" not in spelled[opened : draft.start]:
        return opened
    if _DASH.search(spelled, left, start):  # `thương mại - dịch vụ tăng 12%`
        return max(left, *(spelled.rfind(mark, left, start) + 1 for mark in _MARKS))
    if draft.previous is not None and start == draft.previous.noun_end:
        joined = spelled.rfind(AND, start, draft.start)
        return joined if joined >= 0 else None
    return start


def _after(draft: Draft, reading: Reading) -> Span | None:
    """What stands after the noun (`2 tổ chức đảng trong hợp tác xã`), with the noun where it is another than that of the whole."""
    start, end, whole = draft.noun_end, draft.right.end, draft.head
    if draft.noun is not None and whole is not None and whole.noun is not None and draft.noun_class not in generic_nouns():
        own, general = draft.noun.phrase.surface, whole.noun.phrase.surface
        if own.startswith(f"{general} "):
            start = draft.noun.start + len(general)
        elif own != general and " " in own:
            start = draft.noun.start
    if end > start and (more := _AFTER_DASH.match(reading.spelled, end, draft.following.start if draft.following else draft.sentence.end)):
        end = more.end()  # `thành viên khối dịch vụ - du lịch`
    if end - start > _LONGEST:
        return None
    lead, trail = _LEADS.match(reading.spelled, start, end), _ENDS.search(reading.spelled, start, end)
    return _checked(lead.end() if lead else start, trail.start() if trail else end, draft, reading)


def _checked(start: int, end: int, draft: Draft, reading: Reading) -> Span | None:
    """The words between when they are a slice: few, without numbers of their own, and not said in another column."""
    words = reading.spelled[start:end]
    if sum(map(str.isalpha, words)) < _FEWEST_LETTERS or len(words.split()) > _MOST_WORDS:
        return None
    if _NO_SLICE.match(words) or _WHOLE.fullmatch(words) or _VERBS.fullmatch(words):
        return None
    if _POINTS_BACK.search(words) or (not draft.is_part and _NO_PART_NAME.search(words)):
        return None
    if _DIGIT.search(_NAMED_DIGITS.sub("", words)) or any(mark in words for mark in "()/\n"):
        return None
    return None if _is_said_elsewhere(Span(start, end), draft, reading) else Span(start, end)


def _is_said_elsewhere(span: Span, draft: Draft, reading: Reading) -> bool:
    """Whether the words name the holder, the time or what is counted, which other columns tell."""
    if any(_is_edge(one, span) for one in reading.periods) or reading.text[span.start : span.end] == draft.organisation:
        return True
    if any(_is_edge(one, span) for one in reading.organisations) and not reading.text[span.start : span.end].islower():
        return True  # `hợp tác xã nông nghiệp` in small letters is a kind, not a name
    if draft.noun is not None and span.start == draft.noun.start:
        return False
    noun = reading.phrases["noun"].longest_at(span.start)
    return noun is not None and noun.end == span.end and (noun.key in anybody_nouns() or noun.key in (draft.counts, draft.noun_class))


def _is_edge(one: Organisation | Period, span: Span) -> bool:
    """Whether a name or time holds the beginning or the end of the words; inside them it is a part of the slice."""
    return one.start <= span.start < one.end or one.start < span.end <= one.end
