"""The fullest printed name of a holder, and the organisation that the title names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from tasks.facts.document.reading import Reading
from tasks.vi.entities.mention_roles import VERBS
from tasks.vi.entities.names import LEVELS, Organisation
from tasks.vi.gazetteer.place_names import known_names, place_key
from tasks.vi.text.fragments import ARMS
from tasks.vi.text.patterns import pattern, words

EACH = pattern("each_before")
# Bodies of the whole country, whose birthdays are kept: `kỷ niệm 93 năm Ngày thành lập Hội Nông dân Việt Nam`.
_NATIONAL = pattern("national_name")
_FOUNDING_DAY = pattern("founding_day")
_FAR_WORD = 20
_KICKER = re.compile(r"([^\s:][^:\n]{1,38}):")
_OPENING_NAME = re.compile(r"((?:[^\W\d_]+['’]?[^\W\d_]* ){1,3}?[^\W\d_]+['’]?[^\W\d_]*) ([^\W\d_]+)")
_LEVEL_WORDS = pattern("level_words")
_LEVEL_WORD = pattern("level_word")
# Heads that name no body of their own: what is theirs is the organisation's of the title.
_GENERIC_BODY = pattern("generic_body")
_SEVERAL = pattern("several_before")
_BLOC = pattern("bloc")
_STATE = pattern("state_body")
# Bodies of which an article names many: a short form means the one named last.
_MANY = frozenset({"party_cell", "school", "company"})


@lru_cache(1 << 12)
def key_of(name: str | None) -> str:
    """A holder as figures are compared by it: spaces folded, in lower case, empty for nobody.

    >>> key_of("UBND  huyện A"), key_of(None)
    ('ubnd huyện a', '')
    """
    return " ".join((name or "").lower().split())


class HolderNames:
    """The names of one article's holders.

    Args:
        reading: the article.
        holders: the mentions that may hold a figure, in text order.
    """

    def __init__(self, reading: Reading, holders: Sequence[Organisation]) -> None:
        self._reading = reading
        self._holders = holders
        self._starts = [one.start for one in holders]
        self.title = _title_organisation(reading)
        self.title_printed = _kicker(reading) or self.title

    def full(self, one: Organisation) -> str:
        """The fullest printed form: of a short one the last named one of its kind in the paragraph, else in the article."""
        if one.role == "title" and one.place is not None and one.kind == "government":
            return one.place  # `Chủ tịch UBND xã A cho biết` speaks of the xã
        each = EACH.search(self._reading.spelled, max(0, one.start - 8), one.start)
        if each:
            return self._reading.text[each.start(1) : one.end]
        several = _SEVERAL.search(self._reading.spelled, max(0, one.start - _FAR_WORD), one.start)
        if several is not None and (one.is_plural or one.full is None):
            return self._reading.text[several.start() : one.end]
        own = _own_words(one)
        if own and one.is_short and one.full is not None and own not in one.full.lower():
            return one.text  # `Đảng bộ Quân sự thành phố` is no short form of `Đảng bộ thành phố Cần Thơ`
        generic = not own
        if one.is_short and generic:
            start = 0 if one.kind in _MANY else self._reading.line_start(one.start)
            named = [
                other
                for other in self._holders[bisect_left(self._starts, start) : bisect_left(self._starts, one.start)]
                if not other.is_short and not other.is_plural and other.head == one.head
            ]
            same = next((other for other in reversed(named) if one.kind in _MANY or other.level == one.level), None)
            if same is not None:
                return same.full or same.text
        unnamed = one.full is None and generic and (_GENERIC_BODY.fullmatch(one.head) is not None or one.kind == "place")
        if unnamed and self.title is not None and not self.title.lower().startswith(ARMS) and not _of_other_level(one, self.title):
            return (one.kind == "place" and _named_with_level(self._reading, self.title)) or self.title
        committee = self._committee_before(one) if unnamed and one.kind == "party_committee" and _is_head_alone(one) else None
        return committee or one.full or one.text

    def _committee_before(self, one: Organisation) -> str | None:
        """The party committee told of before: `Đảng ủy` in news of the `Đảng bộ xã A`."""
        for told in (self._holders, self._reading.organisations):
            for other in reversed(told):
                named = not other.is_plural and (not other.is_short or _own_words(other))
                if other.end <= one.start and one.kind == other.kind and named:
                    return other.full or other.text
        return None


def _is_head_alone(one: Organisation) -> bool:
    """Whether a body is called by its head, of a bloc at most: `Đảng ủy`, `Đảng ủy Khối`."""
    own = one.text.lower().removeprefix(one.head).strip()
    return not own or (_BLOC.fullmatch(own) is not None and one.text.lower() == f"{one.head} {own}")


def _is_feast(one: Organisation, reading: Reading) -> bool:
    """Whether only the birthday of a national body is told of: `kỷ niệm 93 năm Ngày thành lập Hội Nông dân Việt Nam`."""
    national = one.kind == "mass_organisation" and _NATIONAL.search((one.name or "").lower()) is not None
    return national and _FOUNDING_DAY.search(reading.spelled, max(0, one.start - _FAR_WORD), one.start) is not None


def _own_words(one: Organisation) -> str:
    """The words of a short form beyond its heads and its level: `khối doanh nghiệp` of `Đảng ủy khối Doanh nghiệp tỉnh`."""
    own = one.text.lower()
    for head in (one.head, *one.heads[1:]):
        own = own if _BLOC.match(head) else own.replace(head, "", 1)
    return _LEVEL_WORDS.sub("", own).strip()


def _of_other_level(one: Organisation, title: str) -> bool:
    """Whether `toàn thành phố` cannot be the quận that the title names."""
    level = next(iter(_LEVEL_WORD.findall(one.text.lower())), None)
    named = _LEVEL_WORD.findall(title.lower())
    return level is not None and bool(named) and level not in named


def _title_organisation(reading: Reading) -> str | None:
    """The organisation the title names, in the fullest form the article prints: one that acts before the one of an office."""
    named = [
        one
        for one in reading.organisations
        if reading.in_title(one.start)
        and (one.full or not one.is_short)
        and not (one.is_plural or _STATE.fullmatch(one.head) or _is_feast(one, reading))
    ]
    best = next((one for one in named if one.role not in ("title", "by", "list")), named[0] if named else None)
    best = _smaller_place(best, named, reading) if best is not None else None
    if best is None or (best.kind == "place" and best.name == best.text):  # a bare name in the title, `huyện …` in the text
        bare = best.text if best else _kicker(reading)
        bare = bare or _acting_place(reading.article.title or "")
        if bare is None:
            return None
        fuller = (one.text for one in reading.organisations if one.kind == "place" and one.name == bare and one.text != bare)
        return next(fuller, None) or _named_with_level(reading, bare) or bare
    return best.full or best.text


def _smaller_place(best: Organisation, named: Sequence[Organisation], reading: Reading) -> Organisation:
    """The place that a title speaks of after the colon behind a larger one: `Huyện Mường Khê: Xã Nậm Cắn đạt chuẩn`."""
    following = next((one for one in named if one.start > best.end), None)
    if following is None or reading.spelled[best.end : following.start].strip() != ":" or best.kind != following.kind:
        return best
    return following if LEVELS.get(following.level, 9) < LEVELS.get(best.level, 0) else best


def _acting_place(title: str) -> str | None:
    """A bare place that opens the title and acts: `Chư Păh kết nạp 32 đảng viên`."""
    name = _OPENING_NAME.match(title)
    known = name is not None and name[2].lower() in VERBS and place_key(name[1]) in known_names()
    return name[1] if name is not None and known else None


def _named_with_level(reading: Reading, bare: str) -> str | None:
    """A bare name of the title with its level, as the text prints it in `UBND huyện Lệ Thủy`."""
    levels = "|".join(sorted(words("unit_place") | words("unit_short"), key=len, reverse=True))
    match = re.search(rf"\b(?:{levels}) {re.escape(bare)}\b", reading.text, re.IGNORECASE)
    return match[0] if match else None


def _kicker(reading: Reading) -> str | None:
    """A bare name before the colon of the title (`Phú Tân: Bao phủ …`): whose news it is."""
    match = _KICKER.match(reading.article.title or "")
    if match is None or not all(word[:1].isupper() for word in match[1].replace(",", " ").split()) or match[1].isupper():
        return None
    return match[1].split(",")[0].strip()
