"""Which numbers of a text may be figures: those that no rule explains as something else, and number words that count."""

from __future__ import annotations

from tasks.facts.reading import Reading
from tasks.vi.numbers.numbers import Number
from tasks.vi.text.patterns import pattern

# What makes a number word a counted result (`kết nạp được một đảng viên`) rather than an article (`một đảng viên kể`).
_RESULT = pattern("results_in")
# What stands beside a count in a list: `54 người bị khiển trách và một người bị cách chức`, `một tổ chức đảng, 14 đảng viên`.
_AFTER_COUNT = pattern("after_count")
_BEFORE_COUNT = pattern("before_count")
_MEANT = pattern("already_meant")
_ALONE = pattern("only_one")
_AT_LEAST = pattern("at_least")
# What became of those who are counted: `ba người bị thương`, `hai đảng viên bị khai trừ`.
_BECAME = pattern("became")
_SIZE = pattern("of_size")
_AREAS = frozenset({"village", "commune", "district"})
_SEVERAL = 2
# Measures whose numbers in words are times, marks or manners of speaking: `hai lần`, `ba ngày`.
_UNCOUNTED = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "times", "point"})
_COUNTABLE = frozenset({"person", "household", "organisation", "village", "commune", "school", "class", "case"})


def find_candidates(reading: Reading) -> list[Number]:
    """Numbers of an article that may be figures, in reading order: all that no disposition claims, less the number words
    that are only words."""
    return [number for number in reading.numbers if not number.is_word or _counts(number, reading)]


def _counts(number: Number, reading: Reading) -> bool:
    """Whether a number word states a counted result."""
    if number.magnitude > 1 or number.is_percent or number.denominator is not None:
        return True
    if reading.text[number.start].isupper() and number.start > 0 and reading.text[number.start - 1] == " ":
        before = reading.text[max(0, number.start - 40) : number.start].rstrip()
        if before and before[-1] not in ".!?:\n":
            return False  # a name: `Tháp Mười`
    position = number.end
    while position < len(reading.spelled) and reading.spelled[position] == " ":
        position += 1
    before = reading.spelled[max(0, number.start - 40) : number.start]
    measure = reading.phrases["measure"].longest_at(max(position, number.counted_at))
    if number.counted_at >= 0 or (measure is not None and measure.key not in _UNCOUNTED and number.value >= _SEVERAL):
        return True  # `hai tấn rưỡi`, `bốn ha cà phê`
    if measure is not None and measure.key not in _UNCOUNTED and _SIZE.search(before):
        return True  # `nặng hơn một tấn`
    noun = reading.phrases["noun"].longest_at(position)
    if noun is None:
        return False
    if noun.phrase.value not in _COUNTABLE and noun.key != "district":
        return number.value >= _SEVERAL and _RESULT.search(before) is not None  # `tổ chức hai cuộc kiểm tra`
    after = reading.spelled[noun.end : noun.end + 60]
    if _MEANT.match(after) or (noun.key in _AREAS and reading.text[noun.end + 1 : noun.end + 2].isupper()):
        return False  # `hai người này`, `hai xã Quang Hưng và Bát Trang`
    if noun.key == "household" and reading.text[number.start].isupper():
        return False  # `Mười hộ bán trâu`: a story
    if number.value >= _SEVERAL or number.value_high is not None or _RESULT.search(before) or _AT_LEAST.search(before):
        return True
    if _BECAME.match(after) is not None or _BEFORE_COUNT.match(after) is not None:
        return True
    return _ALONE.search(before) is not None or _AFTER_COUNT.search(reading.spelled, max(0, number.start - 80), number.start) is not None
