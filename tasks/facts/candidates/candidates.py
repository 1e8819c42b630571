"""Which numbers of a text may be figures: those that no rule explains as something else, and number words that count."""

from __future__ import annotations

from tasks.facts.document.phrases import Hit
from tasks.facts.document.reading import Reading
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
_MET_WITH = pattern("met_with")  # wider, where two or more are surely counted: `hai vợ chồng bị sát hại`
_DENIED, _ANY_AT_ALL = pattern("denied"), pattern("any_at_all")  # `chưa có một trường hợp nào`
_JOINED, _CASE_OF = pattern("joined"), pattern("case_of")
_SIZE = pattern("of_size")
_OF_A_HALF = pattern("of_a_half")
_HALF_OF = pattern("half_of")
# `giữa hai mảnh gỗ`, `của hai vợ chồng`: things that were told of before.
_KNOWN = pattern("known_before")
_SLOGAN = pattern("counts_up")
_KIN = pattern("kin_word")
# `phát hiện một người đàn ông nằm gục`: who or what is brought in, not how many.
_INTRODUCES = pattern("introduces")
_ANY_BODY = frozenset({"person", "organisation", "case"})
_BODIES = frozenset({"organisation", "school"})
_PER_SO_MANY = pattern("per_so_many")  # `một bác sĩ trên 10.000 dân`
_OTHER_ONES = pattern("other_ones")
_HAS_KIN = pattern("has_kin")  # `nhà có ba anh em`
_AREAS = frozenset({"village", "commune", "district"})
# `có một điểm bị sạt lở`
_THERE_IS, _SUFFERED = pattern("just_has"), pattern("has_suffered")
# Two people who are only spoken of (`giữa hai lãnh đạo`, `hai người chia tay`), and what counts them (`có hai người`).
_AMONG, _COUNTED_AS = pattern("among"), pattern("counted_as")
_THEY, _EACH_OTHER = pattern("they"), pattern("each_other")
_PAIR = _SEVERAL = 2
# How far back in an article people are still known, in code points.
_FAR = 1500
# How near the next of a list of people stands: `, `, ` và `, ` cùng `.
_BESIDE = 6
_BLANKS = frozenset(" \"“'‘")
_NEAR = 40  # code points between two counts that are joined
# Measures whose numbers in words are times, marks or manners of speaking: `hai lần`, `ba ngày`.
_UNCOUNTED = frozenset({"year", "month", "week", "day", "hour", "minute", "second", "times", "point"})
_COUNTABLE = frozenset({"person", "household", "organisation", "village", "commune", "school", "class", "case"})


def find_candidates(reading: Reading) -> list[Number]:
    """Numbers of an article that may be figures, in reading order: all that no disposition claims, less the number words
    that are only words."""
    found: list[Number] = []
    for number in reading.numbers:
        if not number.is_word or _counts(number, reading) or (found and _is_joined(number, found[-1], reading)):
            found.append(number)
    return found


def _is_joined(number: Number, last: Number, reading: Reading) -> bool:
    """Whether one more is told of right behind those that are counted: `khiến một nam và một nữ bị bỏng`."""
    between = reading.spelled[last.end : number.start]
    if not last.is_word or number.value >= _SEVERAL or len(between) > _NEAR or _JOINED.search(between) is None:
        return False
    noun = reading.phrases["noun"].longest_at(number.end + 1)
    return noun is not None and (noun.phrase.value == "person" or "," not in between) and not any(mark in between for mark in ".;:\n")


def _counts(number: Number, reading: Reading) -> bool:
    """Whether a number word states a counted result."""
    if number.form == "half":  # `chiếm hơn một nửa tổng mức`, `một nửa số hộ`
        told = _OF_A_HALF.search(reading.spelled, max(0, number.start - 12), number.start)
        return told is not None or _HALF_OF.match(reading.spelled, number.end) is not None
    if number.magnitude > 1 or number.is_percent or number.denominator is not None:
        return True
    if reading.text[number.start].isupper() and reading.text[number.end + 1 : number.end + 2].isupper() and reading.in_name(number.start):
        return False  # `Năm Căn hiện có 140 doanh nghiệp`
    if reading.text[number.start].isupper() and number.start > 0 and reading.text[number.start - 1] == " ":
        before = reading.text[max(0, number.start - 40) : number.start].rstrip()
        if before.rstrip("\"“‘'( ") and before[-1] not in ".!?:\n\"“‘'(":
            return False  # a name: `Tháng Mười`
    position = number.end
    while position < len(reading.spelled) and reading.spelled[position] in _BLANKS:
        position += 1
    before = reading.spelled[max(0, number.start - 40) : number.start]
    measure = reading.phrases["measure"].longest_at(max(position, number.counted_at))
    if number.counted_at >= 0 or (measure is not None and measure.key not in _UNCOUNTED and (number.value >= _SEVERAL or number.decimals)):
        return True  # `hai tấn rưỡi`, `bốn ha cà phê`, `nửa yến gạo`
    if measure is not None and measure.key not in _UNCOUNTED and _SIZE.search(before):
        return True  # `nặng hơn một tấn`
    noun = reading.phrases["noun"].longest_at(position)
    if measure is not None and measure.key in _UNCOUNTED and measure.key != "point" and (noun is None or noun.end <= measure.end):
        return True  # `kéo dài ba ngày`, `bị phạt hai lần`: only such are found
    return noun is not None and _counts_noun(number, noun, before, reading)


def _counts_noun(number: Number, noun: Hit, before: str, reading: Reading) -> bool:
    """Whether a number word says how many there are of a noun, rather than which ones (`hai người này`) or any (`một trường`)."""
    after = reading.spelled[noun.end : noun.end + 60]
    is_named = noun.key in _AREAS or noun.phrase.value in _BODIES
    if _MEANT.match(after) or (is_named and reading.text[noun.end + 1 : noun.end + 2].isupper() and not _RESULT.search(before)):
        return False  # `hai người này`, `hai xã Quang Hưng và Bát Trang`
    if noun.key == "household" and reading.text[number.start].isupper():
        return False  # `Mười hộ bán trâu`: a story
    if number.value < _SEVERAL and after[1:2].isdigit() and _are_people(noun.end + after.find(" ", 1) + 1, reading):
        return False  # `một đoàn 37 người`
    if number.value < _SEVERAL and ((_DENIED.search(before) and _ANY_AT_ALL.match(after)) or _is_article(noun, before, reading)):
        return False
    is_thing = noun.phrase.value not in _COUNTABLE and noun.key != "district"
    brought_in = number.value < _SEVERAL and (is_thing or (noun.key in _ANY_BODY and _INTRODUCES.search(before) is not None))
    if not brought_in and _RESULT.search(before):
        return True
    if is_thing:
        return _counts_thing(number, noun, before, reading)
    became = _BECAME.match(reading.spelled, noun.start)  # `một trường hợp tử vong` says it itself
    if number.value >= _SEVERAL or number.value_high is not None or _AT_LEAST.search(before):
        known = (noun.key in _AREAS and _KNOWN.search(before)) or (noun.phrase.value in _BODIES and _AMONG.search(before))
        became = became or _MET_WITH.match(reading.spelled, noun.start)
        is_kin = _is_kin(noun) and became is None and _HAS_KIN.search(before) is None
        return not (
            is_kin or bool(known) or _is_pair(number, noun, before, after, became is not None) or _told_before(number, noun, reading)
        )
    if became is not None or _BEFORE_COUNT.match(after) or _PER_SO_MANY.match(after) or _ALONE.search(before):
        return True
    return _follows_count(number, reading) or (not _OTHER_ONES.match(after) and _is_counted_in_digits(number, noun, reading))


def _are_people(position: int, reading: Reading) -> bool:
    """Whether a word for people begins at a position."""
    noun = reading.phrases["noun"].longest_at(position)
    return noun is not None and noun.phrase.value == "person"


def _is_article(noun: Hit, before: str, reading: Reading) -> bool:
    """Whether one person is only told of: `vụ một người chết`, `bị một đối tượng chém`, `rủ thêm một người bạn`."""
    if noun.phrase.value != "person":
        return False
    return _CASE_OF.search(before) is not None or (_is_kin(noun) and _BECAME.match(reading.spelled, noun.start) is None)


def _is_pair(number: Number, noun: Hit, before: str, after: str, is_told_of: bool) -> bool:
    """Whether two people are only spoken of: `giữa hai lãnh đạo`, `hai người chia tay`; not `hai người bị thương`."""
    if number.value != _PAIR or is_told_of or noun.phrase.value != "person":
        return False
    if _AMONG.search(before) is not None:
        return True
    return _THEY.fullmatch(noun.phrase.surface) is not None and (_COUNTED_AS.search(before) is None or _EACH_OTHER.match(after) is not None)


def _told_before(number: Number, noun: Hit, reading: Reading) -> bool:
    """Whether as many people were told of before and nothing new is told here: `tìm được 2 người … đưa hai người sang`."""
    if noun.phrase.value != "person" or _BECAME.match(reading.spelled, noun.start) or _OTHER_ONES.match(reading.spelled, noun.end):
        return False
    if reading.text[number.start].isupper() or reading.text[noun.end + 1 : noun.end + 2].isupper():
        return False  # `Ba nạn nhân gồm`, `hai bị cáo Nam và Tú`: who they are is told here
    for one in reading.numbers:
        if one.start >= number.start:
            return False
        if reading.in_title(one.start):
            continue
        if one.value == number.value and one.value_high is None and one.denominator is None and number.start - one.start < _FAR:
            people = reading.phrases["noun"].longest_at(one.end + 1)
            if people is not None and people.phrase.value == "person":
                return number.start - people.end > _BESIDE  # `hai vợ chồng cùng hai con nhỏ`: others
    return False


def _counts_thing(number: Number, noun: Hit, before: str, reading: Reading) -> bool:
    """Whether a number word counts things: `hai tàu cá bốc cháy`, `chỉ có một lối ra`; not `giữa hai mảnh`, `một trung tâm, hai tuyến`."""
    if number.value < _SEVERAL:
        after = reading.spelled[noun.end : noun.end + 60]
        if _THERE_IS.search(before) and _SUFFERED.match(after):
            return True  # `có một điểm bị sạt lở`
        beside = _BEFORE_COUNT.match(after) or _follows_count(number, reading) or _is_counted_in_digits(number, noun, reading)
        return bool(beside) or _ALONE.search(before) is not None
    if _KNOWN.search(before) or _SLOGAN.search(before) or reading.text[noun.end + 1 : noun.end + 2].isupper():
        return False
    return not _is_kin(noun) or _MET_WITH.match(reading.spelled, noun.start) is not None


def _follows_count(number: Number, reading: Reading) -> bool:
    """Whether the list goes on after a count in digits: `3 kg ma túy, 290 triệu đồng và một chiếc xe máy`."""
    return _AFTER_COUNT.search(reading.spelled, max(0, number.start - 80), number.start) is not None


def _is_counted_in_digits(number: Number, noun: Hit, reading: Reading) -> bool:
    """Whether the sentence counts the same things in digits: `trong 25 máy có một máy hỏng`."""
    start, end = reading.sentences[reading.sentence_of(number.start)]
    word = f" {noun.phrase.surface}"
    at = reading.spelled.find(word, start, end)
    while at >= 0:
        if at > start and reading.spelled[at - 1].isdigit() and not reading.spelled[at + len(word) : at + len(word) + 1].isalnum():
            return True
        at = reading.spelled.find(word, at + 1, end)
    return False


def _is_kin(noun: Hit) -> bool:
    """Whether people are told by what they are to one another or how one speaks of them: `hai vợ chồng`, `hai chị`."""
    return _KIN.fullmatch(noun.phrase.surface) is not None
