"""Numbers that are never figures: dates, clock times, documents, ordinals, names, ages, contacts, scores, codes.

One pass over the digits of a text. Each place is asked, in this order: is it inside an address; is it glued to letters;
does its own form tell (`number_shapes`); does the word before tell (`seeds/lexicon/number_heads.csv`); does the word
after tell; does it continue a list of such numbers. What no rule claims is left to `numbers`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from tasks.vi.numbers.context import Site, counts_plainly
from tasks.vi.numbers.day_words import match_day_month
from tasks.vi.numbers.exam_marks import judge_mark
from tasks.vi.numbers.measure_words import is_measure
from tasks.vi.numbers.number_bases import ONE
from tasks.vi.numbers.number_heads import claims_numbers, is_ratio, is_two_names, judge_head, lies_in
from tasks.vi.numbers.number_neighbours import TIMES_OF, judge_idiom, judge_neighbours
from tasks.vi.numbers.number_pairs import BAND_WORDS
from tasks.vi.numbers.number_shapes import find_net_addresses, is_unit_exponent, match_shape
from tasks.vi.numbers.numbered_items import is_brand_new, judge_item
from tasks.vi.numbers.numbered_names import judge_named
from tasks.vi.numbers.numbered_villages import judge_village
from tasks.vi.numbers.numerals import find_numerals
from tasks.vi.numbers.roman import find_romans

_LIST_GAP = re.compile(r"\s?(?:,|;|-|–|/|&)?\s?(?:và|hoặc|đến|hay|,)?\s?")
# 1.000.000.000.000.000 has 21 characters; a longer run is an identifier, and no number can hold it.
_LONGEST = 24
_LIST_RULES = ("head:", "drawn")
_NAME_RULES = frozenset(("numbered_name", "numbered_commune"))
_OTHER_NAME = re.compile(r"(?:,| và|, và) ((?:[^\W\d_]+ ){1,4})")
_DAYS_WITH_MONTH = frozenset(("day_month", "date_full", "month", "date_month"))
_LIST_KINDS = frozenset(("name", "document", "ordinal", "date", "contact", "period"))


class Disposition(NamedTuple):
    """A number that is never a figure, and the rule that says so.

    `text[start:end]` is the whole token: all of `24/06/2020`, `05-CT/TW` or a URL; only the digits of `QL14` or `xóm 6`.
    """

    start: int
    end: int
    kind: str
    rule: str


def find_dispositions(text: str, numerals: Sequence[tuple[int, int]] | None = None) -> list[Disposition]:
    """Every number of `text` that is no figure, in reading order, not overlapping.

    `numerals` is what `find_numerals` gives, where the caller has it already.

    >>> [(d.kind, d.rule) for d in find_dispositions("Chi bộ xóm 6, khóa XII, ngày 3/2/2021 có 25 đảng viên.")]
    [('name', 'head:xóm'), ('ordinal', 'roman:khóa'), ('date', 'date_full')]
    """
    addresses = find_net_addresses(text)
    found = [Disposition(start, end, "code", "net_address") for start, end in addresses]
    previous: Disposition | None = None
    done = 0
    for start, end in find_numerals(text) if numerals is None else numerals:
        if start < done:
            if end > done:  # a code glued to a number: `…/TW67,17`
                found[-1] = found[-1]._replace(end=end)
            continue
        while addresses and addresses[0][1] <= start:
            addresses.pop(0)
        if (addresses and addresses[0][0] <= start) or is_unit_exponent(text, start, end):
            continue
        judged = _judge(text, start, end, previous)
        if judged is None:
            continue
        done = judged.end
        found.append(judged)
        previous = judged
    found.extend(Disposition(*roman) for roman in find_romans(text))
    found.sort(key=itemgetter(0))
    return found


def _judge(text: str, start: int, end: int, previous: Disposition | None) -> Disposition | None:
    """The disposition of one numeral; None when it may be a figure."""
    if text[end : end + 1] == "%" and (start == 0 or not text[start - 1].isalpha()):
        if is_brand_new(text, start, end):
            return Disposition(start, end + 1, "idiom", "brand_new")
        return None  # the commonest figure of all needs no other look
    if end - start > _LONGEST:
        return Disposition(start, end, "code", "long_run")
    if end - start != 4:  # four digits may be a year
        counts, word = counts_plainly(text, start, end)
        asked = claims_numbers(word) or word in TIMES_OF or text[start:end] == "0" or text[start:end] in ONE
        asked = asked or (word in BAND_WORDS and (":" in text[end : end + 24] or " trở " in text[end : end + 12]))
        goes_on = previous is not None and previous.kind == "name" and start - previous.end <= 4  # `khu phố 1, 2 phường A`
        if counts and not (asked or goes_on) and not text.startswith(" lần thứ", end):
            return None
    site = Site(text, start, end)
    for rule in _RULES:
        judged = rule(site)
        if judged is not None:
            kind, name, stop = judged
            return Disposition(start, max(stop, end), kind, name)
    return _continue_list(site, previous)


def _by_shape(site: Site) -> tuple[str, str, int] | None:
    shaped = match_shape(site.text, site.start, site.end)
    if shaped is None:
        return None
    if shaped.rule == "version" and site.at_line_start():
        return "list_marker", "section", shaped.end
    if shaped.rule == "date_days" and site.last == "tháng":
        return None  # `đến tháng 5, 6/9 chi bộ`
    if shaped.rule == "date_month" and is_measure(site.text, shaped.end):
        return None  # `từ 1-2000 USD`
    if shaped.rule == "date_month" and site.last in ("quý", "quí"):
        return "period", "quarter", shaped.end
    if shaped.rule == "kilometre_post" and site.last == "phút":
        return "clock", "added_time", shaped.end
    if shaped.rule == "clock_minutes" and Site(site.text, shaped.end - 2, shaped.end).counts():
        return None  # `lúc 9 giờ 30 người dân`: thirty of them
    if shaped.kind == "clock" and "giờ" in site.text[site.start : shaped.end] and site.last in ("sau", "trong", "hết", "mất"):
        return "period", "duration", shaped.end
    return shaped.kind, shaped.rule, shaped.end


def _continue_list(site: Site, previous: Disposition | None) -> Disposition | None:
    """`các năm 2018, 2019 và 2020`; `thôn 3, 4 và 5`; `Điều 5, 7`."""
    if previous is not None and previous.rule in _NAME_RULES and _is_other_name(site, previous):
        return Disposition(site.start, site.end, "name", previous.rule)
    if previous is None or site.start - previous.end > 8:
        return None
    if previous.kind not in _LIST_KINDS and not previous.rule.removeprefix("list:").startswith(_LIST_RULES):
        return None
    are_two = previous.kind == "name" and is_two_names(site.token)
    if site.end - site.start > 4 and not are_two:
        return None
    gap = site.text[previous.end : site.start]
    if previous.rule == "day" and "." in site.token and gap.strip() in ("-", "–") and (day := match_day_month(site)):
        return Disposition(site.start, day, "date", "day_month")  # `từ ngày 19 - 23.1`
    if not gap or not _LIST_GAP.fullmatch(gap) or not (site.token.isdigit() or are_two) or is_ratio(site):
        return None  # `đến tháng 7, 14/14 chi bộ`
    tight = gap.strip() in ("-", "–", "/")
    if site.counts() and not (site.next in ("xã", "huyện", "phường", "tỉnh") and (tight or lies_in(site))):
        return None
    if not (site.closes() or gap.strip(" ,").startswith(("và", "hoặc")) or _is_next_name(site, previous)):
        return None
    if previous.rule in _DAYS_WITH_MONTH and gap.startswith(",") and (site.next_is_capital or site.next == "/"):
        return None  # `Ngày 3/7, 12 Chi bộ`, `đến tháng 7, 14/14 chi bộ`: the time is over
    year = site.end - site.start == 4
    if year != (previous.end - previous.start == 4) and previous.kind in ("date", "period"):
        return None
    return Disposition(site.start, site.end, previous.kind, f"list:{previous.rule.removeprefix('list:')}")


def _is_other_name(site: Site, previous: Disposition) -> bool:
    """Whether only another name stands between two numbers: `thủy điện Thái Bình 2, Long Phú 1 và Sông Hậu 1.`"""
    between = _OTHER_NAME.fullmatch(site.text, previous.end, site.start) if len(site.token) == 1 and site.closes() else None
    return between is not None and all(word[0].isupper() for word in between[1].split())


def _is_next_name(site: Site, previous: Disposition) -> bool:
    """Whether the number is the next after the one that ended a name: `thủy điện Nậm Na 2, 3 xả lũ`."""
    last = site.text[previous.start : previous.end]
    return previous.rule == "numbered_name" and last.isdigit() and site.token.isdigit() and int(site.token) == int(last) + 1


_RULES: tuple[Callable[[Site], tuple[str, str, int] | None], ...] = (
    _by_shape, judge_idiom, judge_item, judge_head, judge_village, judge_named, judge_neighbours, judge_mark,
)  # fmt: skip
