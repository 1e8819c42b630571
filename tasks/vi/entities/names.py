"""Organisations and places that a text names, in the order of the text.

Whose figure it is, is decided in `tasks/facts`; in this order: the nearest mention before the
figure in its clause with the role `subject` (`Đảng bộ xã kết nạp …`); else one with the role `at` (`tại xã Đắk Som`, `trên địa
bàn huyện`); then the clause, the sentence, the paragraph before, the title. Never one with the role `by` (`được Trung ương bố
trí`, `chỉ tiêu huyện giao`) or `within` (the huyện of `xã Lê Hồng, huyện Thanh Miện`). A mention with the role `title` stands in
a person's post (`Bí thư Đảng ủy xã Y cho biết: Xã có …`): not the holder itself, but it completes the short forms that follow.
"""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import NamedTuple

from tasks.vi.entities.back_references import find_back_references
from tasks.vi.entities.brands import find_brands
from tasks.vi.entities.capital_runs import FUNCTION_WORDS, PERSON_BEFORE, run_begin, run_end
from tasks.vi.entities.countries import is_country
from tasks.vi.entities.mention_chains import join_mentions, mark_containers
from tasks.vi.entities.mention_roles import Beside, Role, is_counted, is_plural, role_of, words_beside
from tasks.vi.entities.organisation_phrases import plural_end, read_phrase
from tasks.vi.entities.organisation_words import TextWords, surnames
from tasks.vi.entities.place_phrases import NounPhrase
from tasks.vi.entities.short_forms import BARE_PLACES, Mention, resolve_short_forms
from tasks.vi.gazetteer.level_words import level_group
from tasks.vi.gazetteer.place_names import (
    country_names,
    first_forms,
    glued_province_forms,
    glued_province_names,
    joined_key,
    place_key,
    province_names,
)
from tasks.vi.text.words import Words


class Organisation(NamedTuple):
    """One mention of a body or place.

    `text` is as printed, `toàn` and `các` included; `full` the fullest printed form it stands for (itself when it has a name), null
    when the article prints none. `kind`: party_committee, party_cell, government, mass_organisation, police, school, institution
    (hospital, health station, centre, bank), company, household (`gia đình ông A`), place, region, country,
    site (`sân bay A`). `head` is the first
    head word in one spelling (empty for a bare name), `heads` all of them; `name` the proper name or number; `level` province,
    city, district, commune, village, country or empty, of the innermost place. `place` is the printed place it stands for (`xã Nàn
    Sín` of `toàn Đảng bộ xã`). `role`: subject, at, of, by, title, within, list, mention. `has_verb`: a verb follows. `is_plural`:
    `các đảng bộ xã`, `mỗi chi bộ`, `UBND các xã`.
    """

    start: int
    end: int
    text: str
    kind: str
    head: str
    heads: tuple[str, ...]
    level: str
    name: str | None
    is_short: bool
    is_plural: bool
    role: Role
    has_verb: bool
    full: str | None
    place: str | None


_START = attrgetter("start")
# From the smallest place to the largest.
LEVELS = {"village": 1, "commune": 2, "district": 3, "city": 4, "province": 5, "country": 6}
# Lower-case words that name no body of their own.
_COMMON = frozenset({"chính quyền", "nhà nước", "văn phòng", "ban chỉ đạo", "trung ương", "công an", "cảnh sát", "công đoàn"})
# Before a country, whose somebody is: `Việt kiều Mỹ`, `hai bé gái quốc tịch Mỹ`.
_CITIZENS = frozenset({"việt kiều", "quốc tịch", "hộ chiếu"})
_CALLED = frozenset({"ông", "bà", "anh", "chị", "em", "cô", "chú", "bác", "cụ"})
# `ngoài Nhà nước`, `khu vực Nhà nước`, `quản lý Nhà nước`: kinds of enterprise and office.
_BESIDE_STATE = frozenset({"ngoài", "vực", "lý", "sách", "pháp", "chức"})
_ONE_WORD_PLACES = frozenset({"Huế", "TPHCM"})
# The name of a province that is, without `TP`, the name of a man.
_MEN = frozenset({place_key("Hồ Chí Minh")})


def find_organisations(text: str, title: str | None, words: Words | None = None) -> list[Organisation]:
    """All mentions, in text order, never overlapping; short forms are completed from the text.

    `title` is the first line of `text` when the article has one; its spelling wins over a misprint in the body.
    `words` are those of `text` where the caller has them already.

    >>> text = "Đảng bộ xã Nàn Sín\\nTừ đầu năm, toàn Đảng bộ xã đã kết nạp 9 đồng chí."
    >>> [(o.text, o.role, o.full) for o in find_organisations(text, "Đảng bộ xã Nàn Sín")]
    [('Đảng bộ xã Nàn Sín', 'subject', 'Đảng bộ xã Nàn Sín'), ('toàn Đảng bộ xã', 'subject', 'Đảng bộ xã Nàn Sín')]
    """
    found = _mentions(TextWords(words or Words(text)))
    found = join_mentions(text, found)
    mark_containers(text, found)
    resolve_short_forms(text, found, len(title) if title is not None else 0)
    return [_organisation(text, mention) for mention in found]


def find_title_organisation(title: str) -> Organisation | None:
    """The body or place a title speaks of: the first with a name, else none.

    >>> found = find_title_organisation("Huyện Hòa Bình - Tạo chuyển biến về chất")
    >>> found.text if found else None
    'Huyện Hòa Bình'
    """
    return next((o for o in find_organisations(title, title) if o.name is not None and not o.is_plural), None)


def _organisation(text: str, m: Mention) -> Organisation:
    return Organisation(
        m.start, m.end, text[m.start : m.end], m.kind, m.heads[0] if m.heads else "", m.heads, m.level, m.name, m.name is None,
        m.is_plural, m.role, m.has_verb, m.full, m.place,
    )  # fmt: skip


def _mentions(words: TextWords) -> list[Mention]:
    """All phrases that begin with a head word, then the bare names between them."""
    found: list[Mention] = []
    taken = 0
    for index in words.openings():
        if index < taken:
            continue
        phrase = read_phrase(words, index)
        if phrase is not None and (mention := _mention(words, phrase)) is not None:
            found.append(mention)
            taken = max(phrase.last, mention.last)
    if bare := _bare_names(words, found):
        found = sorted([*found, *bare], key=_START)
    if brands := find_brands(words, found):
        found = sorted([*found, *brands], key=_START)
    if again := find_back_references(words, found):
        found = sorted([*found, *again], key=_START)
    return found


def _mention(words: TextWords, phrase: NounPhrase) -> Mention | None:
    """The phrase as a mention, or none where the words only look like one or are counted things."""
    if not phrase.heads:
        return None
    head, last = phrase.heads[0], phrase.last
    quantified = words.lows[phrase.first] in {"toàn", "cả"}
    beside = words_beside(words, phrase.first, last)
    if not quantified and phrase.name is None and is_counted(beside):
        return None
    plural = phrase.is_plural or (phrase.name is None and not quantified and is_plural(beside))
    if plural and phrase.name is None and head.kind == "place":
        return None
    if plural and not phrase.is_plural:
        last = plural_end(words, last)
    role = role_of(beside, at_start=phrase.first == 0)
    if head.surface == "nhà nước" and beside.before in _BESIDE_STATE:
        return None
    if quantified and role in {"title", "of", "mention"}:
        role = "at"  # `tổng số đảng viên toàn huyện`
    if _is_of_person(words, phrase.first, beside):
        role = "title"
    if head.kind == "place" and phrase.name is None and not (quantified or plural or _is_bare_place(words, phrase, role, beside)):
        return None
    lower = not words.is_capital(phrase.first) and not quantified
    if lower and phrase.name is None and len(phrase.heads) == 1 and (head.tail in {"name", "strict"} or head.surface in _COMMON):
        return None
    if (
        head.kind == "place"
        and phrase.name is None
        and lower
        and role == "subject"
        and beside.gap == " "
        and not beside.before[:1].isdigit()
    ):
        role = "mention"
    level = next((h.level for h in reversed(phrase.heads) if h.level), "")
    place = words.span(phrase.place_first, last) if phrase.place_first is not None and phrase.name is not None else None
    return Mention(
        start=words.starts[phrase.first], end=words.ends[last - 1], last=last, kind=head.kind, heads=tuple(h.surface for h in phrase.heads),
        level=level, name=phrase.name, is_plural=plural, role=role, has_verb=beside.has_verb, place=place,
        place_start=words.starts[phrase.place_first] if phrase.place_first is not None else words.starts[phrase.first],
    )  # fmt: skip


def _is_in_list_of_levels(words: TextWords, first: int, last: int) -> bool:
    """`xóm, bản chưa có chi bộ`, `xã, phường và thị trấn`: kinds of places, not one of them."""
    comma_before = first > 0 and words.gap(first) == ", " and words.lows[first - 1] in BARE_PLACES
    and_before = first > 1 and words.lows[first - 1] == "và" and words.lows[first - 2] in BARE_PLACES
    after = words.lows[last] if last < words.count and words.gap(last) == ", " and not words.is_capital(last) else ""
    comma_after = after in BARE_PLACES or (after == "thị" and last + 1 < words.count and words.lows[last + 1] in {"trấn", "xã"})
    return comma_before or and_before or comma_after


def _is_of_person(words: TextWords, first: int, beside: Beside) -> bool:
    """Whether it is where a person lives or sits: `Bà H'Thủy ở thôn 6`, `Thạch Phước Bình (Đoàn đại biểu Quốc hội …)`."""
    person = first - 2 if beside.before in {"ở", "tại", "trú", "ngụ"} else first - 1 if beside.gap == " (" else -1
    if beside.gap == " " and words.gap(first - 1) != " ":
        return False
    if person < 1 or not words.is_capital(person) or words.span(person, person + 1).isupper() or words.gap(person) != " ":
        return False
    called = words.lows[person - 1] in _CALLED
    return called or any(words.is_capital(at) and words.lows[at] in surnames() for at in range(max(0, person - 3), person))


def _is_bare_place(words: TextWords, phrase: NounPhrase, role: Role, beside: Beside) -> bool:
    """Whether `xã`, `huyện`, `xóm` without a name stands for the place: `Xóm có 259 hộ`, `của huyện`."""
    surface = phrase.heads[0].surface
    if (
        surface not in BARE_PLACES
        or beside.before in {"cấp", "liên", "trục", "đường", "ngõ"}
        or (beside.after in {"đến", "và"} and role == "at")
    ):
        return False
    if _is_in_list_of_levels(words, phrase.first, phrase.last):
        return False
    if beside.before == "đến" and not beside.has_verb:
        return False
    capital = words.is_capital(phrase.first)
    if surface in {"bản", "làng", "ấp", "thôn", "buôn", "bon"} and not capital:
        return beside.has_verb and role in {"subject", "of"}
    return beside.has_verb or role in {"at", "of", "by"} or (capital and role == "subject")


# -- names without a head ---------------------------------------------------------------------------------------------------


def _bare_names(words: TextWords, found: list[Mention]) -> list[Mention]:
    """Places named without their level: provinces, and the places that the text names in full elsewhere."""
    local = {place_key(m.name): m for m in found if m.name and m.place and " " in m.name.strip() and m.kind != "company"}
    firsts = _known_firsts().union(*(first_forms(key) for key in local))
    bare: list[Mention] = []
    at, done = 0, 0
    for index in words.capitals(firsts):
        start = words.starts[index]
        while at < len(found) and found[at].end <= start:
            at += 1
        if index < done or (at < len(found) and found[at].start <= start):
            continue
        begin = run_begin(words, index, max(done, found[at - 1].last if at else 0))
        end = run_end(words, index, found[at].start if at < len(found) else len(words.text))
        first = begin + 1 if words.lows[begin] in FUNCTION_WORDS and end - begin > 1 else begin
        if first != index:
            continue
        done = end
        if (mention := _bare_name(words, first, end, local)) is not None:
            bare.append(mention)
    return bare


@cache
def _known_firsts() -> frozenset[str]:
    return glued_province_forms().union(*map(first_forms, province_names() | country_names()))


def _is_beside_a_province(words: TextWords, first: int, end: int) -> bool:
    """Whether a name stands in a list with another province: `Hồ Chí Minh và Hà Nội`, `Hà Nội, Hồ Chí Minh`."""
    if words.lows[max(0, first - 2) : first] == ["chủ", "tịch"]:
        return False
    after = end + 1 if words.lows[end : end + 1] == ["và"] and words.gap(end) == " " else end if words.gap(end) == ", " else -1
    before = first - 1 if words.lows[first - 1 : first] == ["và"] and words.gap(first) == " " else first if words.gap(first) == ", " else -1
    beside = [words.span(after, after + 2)] if 0 < after <= words.count - 2 else []
    beside += [words.span(before - 2, before)] if before > 1 else []
    return any(name == name.title() and place_key(name) in province_names() for name in beside)


def _bare_name(words: TextWords, first: int, end: int, local: dict[str, Mention]) -> Mention | None:
    name = words.span(first, end)
    key = place_key(name)
    known = local.get(key)
    abroad = known is None and is_country(words, first, end)
    is_man = key in _MEN and not _is_beside_a_province(words, first, end)
    is_province = key in province_names() and not is_man and (end - first > 1 or name in _ONE_WORD_PLACES)
    is_province = is_province or (end - first == 1 and joined_key(name) in glued_province_names())
    if known is None and not abroad and not is_province:
        return None
    beside = words_beside(words, first, end)
    if beside.before in PERSON_BEFORE or beside.pair in _CITIZENS:
        return None
    role = "list" if beside.gap == ", " and beside.after == "và" else role_of(beside, at_start=first == 0)
    level = "country" if abroad else known.level if known else "province"
    group = "nước" if abroad else level_group(known.heads[-1]) if known and known.heads else "tỉnh"
    return Mention(
        start=words.starts[first], end=words.ends[end - 1], last=end, kind="place", heads=(), level=level, name=name, is_plural=False,
        role=role, has_verb=beside.has_verb, place=name, place_start=words.starts[first], group=group,
    )  # fmt: skip
