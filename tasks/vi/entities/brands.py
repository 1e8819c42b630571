"""Bodies that are called by a name without a head: `VNPT Technology`, `EVN`, `Vinamilk`.

A name is one of a body where the article says so: a bracket gives it for a long name (`Tập đoàn Dệt may Việt Nam (Vinatex)`), a head
stands before it elsewhere (`Tập đoàn Vingroup`), it is called a company (`hãng Samsung`), it has what companies have (`doanh thu của
Vinamilk`), or it is made like one (`Saigonbank`). Capital letters that act, and that no bracket explains as something else, are one too.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator

from tasks.vi.entities.capital_runs import FUNCTION_WORDS, PERSON_BEFORE, run_end
from tasks.vi.entities.mention_roles import role_of, words_beside
from tasks.vi.entities.organisation_words import TextWords, surnames
from tasks.vi.entities.short_forms import Mention
from tasks.vi.gazetteer.place_names import country_names, known_names, place_key, province_names
from tasks.vi.text.fragments import MAKERS, NO_BODIES, NO_BODY_IS_CALLED, OF_MAKERS, OF_OWNERS, OWNED_BY_COMPANIES

_LONGEST_BRAND = 3
# A letter first, what stands before it after that: so most of a text is skipped at once.
_LETTERS = re.compile(r"[A-ZĐƯƠÂÊÔĂ](?<!\w.)[A-ZĐƯƠÂÊÔĂ]{2,}(?!\w)")
# What a bracket gives as the short form of the name before it.
_SHORT = r"[^\W\d_][\w&.]*(?:[ -][A-ZĐ][\w&.]*){0,2}"
_GIVEN = re.compile(rf"\((?:gọi tắt là |viết tắt là |viết tắt: )?({_SHORT})\)")
_MADE = re.compile(
    r"[A-Z](?<![\w-].)(?:[a-z]+(?:bank|group|land|jet|mobile|phone|soft|telecom|milk|petro)"
    r"|[A-Za-z]+ (?:[^\W\d_a-z] )?"
    r"(?:Bank|Group|Airways|Airlines|Air|Corp|Corporation|Motors?|Holdings?|Technology|Electronics|Mobile|Pharma))"
    r"(?![\w-])"
)
# Armed groups are called by their name alone, as companies are: `nhóm khủng bố Maute`, `nhóm Maute`.
_GROUP = "nhóm "
# `Hãng Samsung đạt`: the word that is no part of the name.
_MAKER = "hãng"
_BRACKET_WORD = re.compile(r"(\w+) \($")
# How far before its owner a thing is named, in code points.
_FAR_OWNED = 100
_ITS_COUNTRY = frozenset({"việt", "nam", "vietnam", "vn"})


def find_brands(words: TextWords, found: list[Mention]) -> list[Mention]:
    """Bodies told of by a name without a head, where no other mention stands."""
    given = _given_names(words, found)
    named = _named_bodies(words, found) | dict.fromkeys(_called_companies(words)) | given
    brands = [one for name, owner in named.items() for one in _mentions_of(words, found, name, owner)]
    letters = _letters(words, [*found, *brands])
    return sorted([*brands, *letters], key=lambda one: one.start)


def _given_names(words: TextWords, found: list[Mention]) -> dict[str, Mention | None]:
    """Short forms that a bracket gives for the long name before it, each with that name."""
    text = words.text
    names: dict[str, Mention | None] = {}
    for one in found:
        if one.name is None or one.is_plural or one.kind in {"place", "country", "household"} or not text.startswith(" (", one.end):
            continue
        match = _GIVEN.match(text, one.end + 1)
        if match is not None and _is_given(match[1]):
            names.setdefault(match[1], one)
    return names


def _is_given(name: str) -> bool:
    """Whether it can be a short form: more than a letter, with a capital, and neither a place nor a person."""
    key = place_key(name)
    return len(name) > 1 and name != name.lower() and key not in known_names() and key not in province_names() | country_names()


def _named_bodies(words: TextWords, found: list[Mention]) -> dict[str, Mention | None]:
    """Names that have a head elsewhere: `Tập đoàn Vingroup`, `Ngân hàng Sacombank`. A name that can be a place's or a person's is none."""
    names: dict[str, Mention | None] = {}
    for one in found:
        is_company = one.kind == "company" or (one.heads != () and one.heads[0].startswith(_GROUP))
        if not is_company or one.name is None or one.is_plural:
            continue
        is_group = one.kind != "company"
        name = one.name[len(one.heads[0]) :].lstrip() if is_group else one.name
        if not name or len(name.split()) > _LONGEST_BRAND or not _is_given(name):
            continue
        if name[0].isupper() and name.split()[0].lower() not in surnames() and name.isascii():
            names.setdefault(name, one)
    return names


def _called_companies(words: TextWords) -> Iterator[str]:
    """Names that are called companies, that have what companies have, or that are made like companies' names."""
    text, low = words.text, words.low
    if any(word in low for word in MAKERS):
        yield from (match[1] for match in OF_MAKERS.finditer(text) if _is_foreign(match[1]))
    for match in OF_OWNERS.finditer(text):
        start = match.start()
        if _is_foreign(match[1]) and OWNED_BY_COMPANIES.search(text, max(0, start - _FAR_OWNED), start):
            yield match[1]
    yield from (match[0] for match in _MADE.finditer(text))


def _is_foreign(name: str) -> bool:
    first, *others = name.split()
    return (
        _is_given(name) and name not in NO_BODIES and not (others and first.lower() in surnames()) and place_key(first) not in known_names()
    )


def _mentions_of(words: TextWords, found: list[Mention], name: str, owner: Mention | None) -> Iterator[Mention]:
    """Where a text calls a body by its name alone; that of `owner` where it is known."""
    starts, at = words.starts, words.text.find(name)
    while at >= 0:
        index = bisect_left(starts, at)
        last = bisect_left(words.ends, at + len(name)) + 1
        whole = index < words.count and starts[index] == at and last <= words.count and words.ends[last - 1] == at + len(name)
        if whole and (mention := _brand(words, found, index, last, owner)) is not None:
            yield mention
        at = words.text.find(name, at + len(name))


def _brand(words: TextWords, found: list[Mention], index: int, last: int, owner: Mention | None) -> Mention | None:
    """The mention of a name at words `index:last`, with the country that follows it; none inside another name, or of what it makes."""
    at = bisect_right([one.end for one in found], words.starts[index])
    limit = found[at].start if at < len(found) else len(words.text)
    end = run_end(words, last - 1, limit)
    if end > last and not all(words.lows[one] in _ITS_COUNTRY for one in range(last, end)):
        return None
    if words.ends[end - 1] > limit or _begins_inside(words, index):
        return None
    called = index > 0 and words.lows[index - 1] == _MAKER and words.gap(index) == " "
    beside = words_beside(words, index - 1 if called else index, end)
    if beside.before in PERSON_BEFORE or beside.before in NO_BODY_IS_CALLED or beside.pair in NO_BODY_IS_CALLED:
        return None
    known = owner is not None and end == last
    return Mention(
        start=words.starts[index], end=words.ends[end - 1], last=end, kind=owner.kind if owner is not None else "company", heads=(),
        level=owner.level if owner is not None else "", name=words.span(index, end), is_plural=False,
        role=role_of(beside, at_start=index == int(called)), has_verb=beside.has_verb, place=None, group="công ty",
        place_start=words.starts[index], long=owner if known else None,
    )  # fmt: skip


def _letters(words: TextWords, found: list[Mention]) -> list[Mention]:
    """Companies known by their letters: `VNPT Technology đã bàn giao`, told of more than once and acting somewhere."""
    letters = [match for match in _LETTERS.finditer(words.text) if match[0] not in NO_BODIES]
    told = {word for word, times in Counter([match[0] for match in letters]).items() if times > 1} if len(letters) > 1 else set()
    told -= {match[0] for match in letters if match[0] in told and _is_a_thing(words, match.start())}
    if not told:
        return []
    found = sorted(found, key=lambda one: one.start)
    brands: list[Mention] = []
    ends = [m.end for m in found]
    for match in letters:
        index = bisect_left(words.starts, match.start())
        begins = index < words.count and words.starts[index] == match.start()
        if match[0] not in told or not begins or (brands and brands[-1].end > match.start()):
            continue
        at = bisect_right(ends, words.starts[index])
        end = run_end(words, index, found[at].start if at < len(found) else len(words.text))
        apart = at >= len(found) or found[at].start >= words.ends[end - 1]
        shouted = end - index > 1 and words.span(index, end).isupper()
        if not apart or shouted or end - index > _LONGEST_BRAND or _begins_inside(words, index):
            continue
        beside = words_beside(words, index, end)
        if beside.before in PERSON_BEFORE:
            continue
        brands.append(Mention(
            start=words.starts[index], end=words.ends[end - 1], last=end, kind="company", heads=(), level="", name=words.span(index, end),
            is_plural=False, role=role_of(beside, at_start=index == 0), has_verb=beside.has_verb, place=None, group="công ty",
            place_start=words.starts[index],
        ))  # fmt: skip
    return brands if any(one.role == "subject" and one.has_verb for one in brands) else []


def _is_a_thing(words: TextWords, start: int) -> bool:
    """Whether letters are explained as no body: `màn hình LCD`, `khám chữa bệnh (KCB)`."""
    text = words.text
    near = text[max(0, start - 40) : start]
    if near.endswith("("):
        before = _BRACKET_WORD.search(near)
        if before is None or not before[1].islower():
            return False
        line = text[max(text.rfind("\n", 0, start), start - 80, 0) : start].lower()
        return not any(f"{head} " in line for head in _BODIES)
    before_it = near.split()[-2:]
    return bool(before_it) and (before_it[-1].lower() in NO_BODY_IS_CALLED or " ".join(before_it).lower() in NO_BODY_IS_CALLED)


_BODIES = (
    "quỹ", "ngân hàng", "tổ chức", "hiệp hội", "công ty", "tập đoàn", "cục", "bộ", "ủy ban", "uỷ ban", "liên minh", "hội", "viện",
    "trung tâm", "cơ quan", "nhóm", "trường", "đài", "sở", "ban", "văn phòng", "liên đoàn", "quân đội", "lực lượng", "hãng", "khối",
)  # fmt: skip


def _begins_inside(words: TextWords, index: int) -> bool:
    """Whether a capitalised word stands before it: it ends a longer name."""
    if index == 0 or words.gap(index) != " " or not words.is_capital(index - 1):
        return False
    return words.lows[index - 1] not in FUNCTION_WORDS and words.lows[index - 1] != _MAKER
