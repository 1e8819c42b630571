"""What a number counts: the noun or unit of measure printed with it, and the kind of number that it makes."""

from __future__ import annotations

from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
from tasks.facts.knowledge.lexicons import units_of_area
from tasks.vi.numbers.numbers import Number
from tasks.vi.text.fragments import IS
from tasks.vi.text.patterns import pattern

MONEY = frozenset({"vnd", "usd", "foreign_currency"})
OF_PLAN = pattern("of_plan")
# Words that may stand between a number and its noun: `100% các trường học`, `20% số tổ chức`.
_BEFORE_NOUN = pattern("before_noun")
_AND_NOUN = pattern("and_noun")
# What makes a noun behind a comma the next subject: `kỷ luật 3 tổ chức đảng, cấp ủy các cấp khiển trách 14`.
_ACTS = pattern("acts")
_ELECTRICAL = pattern("electrical")
_HYPHENS = ("-", "–")
_LETTER_UNITS = frozenset({"volt", "watt", "ampere"})
# What makes a number in millions without `đồng` money: `tổng số tiền 157,4 triệu`.
_SUM_OF_MONEY = pattern("sum_of_money")
# `15tr`, `1tr2`, `7 triệu 8`: the short forms are of money alone.
_SHORT_SUM = pattern("short_sum")
_NOTHING_FOLLOWS = pattern("nothing_follows")
# `thu về 30 triệu tiền bán nhung`, `gửi xe mất 20k một lượt`
_MONEY_FOLLOWS, _PAID_PER_ONE = pattern("money_follows"), pattern("paid_per_one")
_FAR_SUM = 60
_THOUSAND, _MILLION, _BILLION = 1e3, 1e6, 1e9
_COUNTED_UNITS = frozenset({"person", "household", "case"})
_LISTED = frozenset({"village", "commune", "school", "health_station", "organisation"})
_PLACES = frozenset({"village", "commune"})


def noun_after(reading: Reading, number: Number) -> tuple[Hit | None, int]:
    """The noun or unit of measure that the number counts, and where it ends."""
    spelled, end, phrases = reading.spelled, number.end, reading.phrases
    if 0 <= number.counted_at < end:  # `US$ 1,3 tỷ`, `2 tấn rưỡi`
        unit = phrases["measure"].longest_at(number.counted_at)
        return unit or phrases["step"].longest_at(number.counted_at), end
    end = max(end, number.counted_at)  # behind a footnote mark
    if not number.is_percent:
        bare = end
        while spelled.startswith(" ", bare):
            bare += 1
        measure = phrases["measure"].longest_at(bare)
        if measure is not None and measure.key in _LETTER_UNITS and not _is_letter_unit(number, measure, reading):
            measure = None
        noun = phrases["noun"].longest_at(bare)
        if measure is not None and noun is not None and measure.key in MONEY and number.magnitude == 1 and noun.end >= measure.end:
            measure = None  # `3 bảng`; but `12 triệu bảng`
        if measure is not None and (noun is None or measure.end >= noun.end):
            return measure, measure.end
        if noun is not None:
            return noun, _list_end(reading, noun)
    if OF_PLAN.match(spelled, end):
        return None, end  # `100% chỉ tiêu`: the plan is what it is measured against
    skipped = _BEFORE_NOUN.match(spelled, end)
    noun = phrases["noun"].longest_at(skipped.end() if skipped else end)
    if noun is not None and noun.phrase.value in _PLACES and spelled.startswith(IS, end):
        noun = None  # `có tỷ lệ hộ nghèo dưới 7% là thị trấn A, xã B`
    return (noun, _list_end(reading, noun, of_share=number.is_percent)) if noun is not None else (None, end)


def _is_letter_unit(number: Number, measure: Hit, reading: Reading) -> bool:
    """Whether V, W or A behind a number is a unit: printed as a capital in a sentence that speaks of electricity, or written out."""
    if measure.end - measure.start > 1:
        return True
    if reading.text[number.start - 1 : number.start] in _HYPHENS:
        return False  # `T -54 A`
    sentence = reading.sentences[reading.sentence_of(measure.start)]
    return reading.text[measure.start].isupper() and _ELECTRICAL.search(reading.spelled, *sentence) is not None


def _list_end(reading: Reading, noun: Hit, *, of_share: bool = False) -> int:
    """Where a list of like nouns ends that are counted together: `100% thôn, làng, tổ dân phố`, not `3 thôn, xã A`.

    What one share is of may be of several kinds: `100% thôn, trường học, trạm y tế có chi bộ`.
    """
    end = noun.end
    while match := _AND_NOUN.match(reading.spelled, end):
        following = reading.phrases["noun"].longest_at(match.end())
        if following is None or following.phrase.value not in _LISTED:
            return end
        if following.phrase.value != noun.phrase.value and not of_share:
            return end
        if reading.text[following.end : following.end + 2].strip()[:1].isupper() or _ACTS.match(reading.spelled, following.end):
            return end
        end = following.end
    return end


def kind_of_number(number: Number, noun: Hit | None, reading: Reading) -> str:
    """The kind: percent, money, area, amount or count."""
    if number.is_percent or number.form == "percent_point":
        return "percent"
    if noun and noun.phrase.is_unit:
        return "money" if noun.key in MONEY else "area" if noun.key in units_of_area() else "amount"
    if noun is not None:
        return "count"
    if number.magnitude >= _BILLION:
        return "money"
    if _SHORT_SUM.search(reading.spelled, number.start, number.end):
        return "money"
    spelled, end = reading.spelled, number.end
    if number.magnitude >= _THOUSAND and _MONEY_FOLLOWS.match(spelled, end):
        return "money"
    if (
        number.magnitude == _THOUSAND
        and spelled[end - 1] == "k"
        and (_NOTHING_FOLLOWS.match(spelled, end) or _PAID_PER_ONE.match(spelled, end))
    ):
        return "money"  # `thưởng 500k`; but `870k theo dõi`
    if number.magnitude >= _MILLION and spelled.startswith("/", end):
        return "money"  # `2,5 triệu/hộ`
    is_sum = number.magnitude >= _MILLION and _SUM_OF_MONEY.search(spelled, max(0, number.start - _FAR_SUM), number.start)
    return "money" if is_sum else "count"


def is_bare_sum(number: Number, since: int, reading: Reading) -> bool:
    """Whether a number in thousands or millions bears no noun, known or not, and none of people or things stands before it since a sum:
    then it is the next one. But `đạt 500 tỷ đồng, lượng khách đạt 1,2 triệu`."""
    if number.magnitude < _THOUSAND or _NOTHING_FOLLOWS.match(reading.spelled, number.end) is None:
        return False
    return not any(noun.phrase.value in _COUNTED_UNITS for noun in reading.phrases["noun"].within(since, number.start))
