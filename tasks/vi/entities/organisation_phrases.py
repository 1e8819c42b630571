"""The noun phrase of a body or place: `Ban Thường vụ Huyện ủy Hòa Bình`, `chi bộ xóm 6`, `huyện Đắk R'Lấp`.

A head word of `seeds/lexicon/organisations.csv`, then words of its own name, then a place or another body, then a proper name.
"""

from __future__ import annotations

from tasks.vi.entities.countries import is_persons_name
from tasks.vi.entities.mention_roles import VERBS
from tasks.vi.entities.organisation_words import TextWords, surnames
from tasks.vi.entities.own_names import DEEDS, GAPS_IN_NAME, PURPOSED, known_word, own_name, past_purpose
from tasks.vi.entities.place_phrases import NUMBERED, NounPhrase, is_name, is_number_name, read_place
from tasks.vi.gazetteer.organisation_heads import HeadWord
from tasks.vi.gazetteer.place_names import country_names, place_key, province_names
from tasks.vi.text.fragments import NOT_IN_NAMES

_CLOSED = ") "
# Bodies that are written with a small letter and yet have a name of their own.
_SMALL = frozenset(
    {"phòng", "sở", "trường", "ban", "bệnh viện", "nhóm khủng bố", "nhóm phiến quân", "nhóm vũ trang", "quân đội", "hải quân", "không quân"}
)
# Armed forces of any name, but not the police or army that the words may stand before: `lực lượng Công an huyện`.
_FORCES = "lực lượng"
_FAMILIES = frozenset(f"{head} {called}" for head in ("gia đình", "hộ") for called in ("ông", "bà", "anh", "chị"))
# What is built, and where things happen, as holders: `sân bay Tân Sơn Nhất`.
_SITE = "site"
# Words that mean nothing without a name of their own: `trung tâm xã` is the middle of the commune.
_NEED_OWN = frozenset({"trung tâm", "thanh tra", "quỹ", "ngân hàng", "ủy ban", "công ty", "tập đoàn"})
# What an association does that opens a clause with its head alone: not `Hội thi`, `Hội nghị`.
_ACTS = frozenset({"đã", "còn", "có", "cũng", "luôn", "tiếp", "phối", "hỗ", "vận", "duy", "thành", "xây", "tặng", "tổ", "phát", "chủ"})
# `Ủy ban MTTQ Việt Nam | huyện A`, `Đoàn TNCS Hồ Chí Minh | huyện`: a body of the country in a place.
_NATIONAL = ("Việt Nam", "Hồ Chí Minh")
# Bodies whose name has a word with a capital where no place follows.
_NEED_CAPITAL = frozenset({"company", "institution", "school"})
# Bodies whose names hold words in small letters before the proper name: `Công ty BOT | cầu | Rạch Miễu`, `Công ty Tơ | tằm | Nhật Minh`.
_TRADES = frozenset({"company"})
_LONGEST_TRADE = 4


def read_phrase(words: TextWords, index: int) -> NounPhrase | None:
    """The phrase that begins at word `index` with a head, or with `toàn` or `cả` before one.

    >>> from tasks.vi.text.words import Words
    >>> text = TextWords(Words("Ban Thường vụ Huyện ủy Hòa Bình đã ban hành"))
    >>> phrase = read_phrase(text, 0)
    >>> text.span(phrase.first, phrase.last), phrase.name
    ('Ban Thường vụ Huyện ủy Hòa Bình', 'Hòa Bình')
    """
    found = words.head_at(index)
    if found is not None and _is_province(words, index, found):
        return None  # `Sóc Trăng`
    if found is not None:
        phrase = _read_head(words, index, found, 0)
        if phrase is not None and found[0].surface in surnames() and is_persons_name(words.text, words.span(index, phrase.last)):
            return None  # `Đoàn Ngọc Hải` where `ông Đoàn Ngọc Hải` is told of
        return phrase if phrase is None or found[0].surface not in PURPOSED else _with_purpose(words, phrase, found[1])
    if words.lows[index] not in {"toàn", "cả"} or words.gap(index + 1) != " ":
        return None
    found = words.head_at(index + 1)
    phrase = _read_head(words, index + 1, found, 0) if found is not None else None
    return phrase._replace(first=index) if phrase is not None else None


def _with_purpose(words: TextWords, phrase: NounPhrase, after: int) -> NounPhrase:
    """`Ban Chỉ đạo trung ương | về phòng, chống tham nhũng`: what it was set up for is part of its name."""
    end = past_purpose(words, phrase.last)
    return phrase if end == phrase.last else phrase._replace(last=end, name=words.span(after, end), place_first=None)


def _is_province(words: TextWords, index: int, found: tuple[HeadWord, int]) -> bool:
    head, after = found
    return head.level == "village" and after < words.count and place_key(words.span(index, after + 1)) in province_names()


def _read_head(words: TextWords, index: int, found: tuple[HeadWord, int], depth: int) -> NounPhrase | None:
    head, after = found
    if head.kind == "place":
        return read_place(words, index, head, after)
    given = _past_abbreviation(words, after)
    if given > after and (inner := _inner(words, given, depth, _CLOSED)) is not None:
        return _with_inner(words, index, head, given, given, inner)
    if head.tail == "none":
        return NounPhrase(index, after, (head,), None, None)
    numbered = head.surface in NUMBERED and after < words.count and words.gap(after) == " " and is_number_name(words, after)
    if numbered:
        return NounPhrase(index, after + 1, (head,), words.span(after, after + 1), None)
    if head.surface == "hội" and _is_whole_association(words, index, after):
        return NounPhrase(index, after, (head,), None, None)
    if head.tail == "strict" and not words.is_capital(index):
        follows = after < words.count and words.is_capital(after) and words.gap(after) == " "
        if not follows or (head.kind != _SITE and head.surface not in _SMALL | _FAMILIES):
            return None
    names_itself = after < words.count and (words.is_capital(after) or words.lows[after] == "khối")
    has_words = names_itself and known_word(words, after) > after  # `Đảng bộ Quân sự tỉnh`, `Đảng ủy khối doanh nghiệp`
    acts = head.surface in {"hội", "đoàn"} and after < words.count and not words.is_capital(after) and words.lows[after] in DEEDS
    acts = acts or (words.lows[after : after + 2] == ["quản", "lý"] and words.lows[after + 2 : after + 3] in (["đã"], ["đang"], ["có"]))
    own = own_name(words, after, head) if (head.tail in {"name", "strict"} and not acts) or has_words else after
    if given > after and own == after and head.tail == "name" and words.is_capital(given):
        own = own_name(words, given, head, _CLOSED)  # `Hợp tác xã (HTX) | Nông nghiệp Đồng Tâm`
    if head.kind in _TRADES and not acts:
        own = _past_trade(words, after, own)
    inner = _inner(words, own, depth)
    is_named = inner is None and any(words.is_capital(at) for at in range(after, own))
    if (head.surface == _FORCES and not is_named) or (head.kind == "police" and _is_persons(words, after)):
        return None
    if own == after and ((head.tail == "strict" and inner is None) or (head.surface in _NEED_OWN and not words.is_capital(index))):
        return None
    if head.kind == _SITE and not _is_site(words, index, after, own):
        return None
    if head.kind in _NEED_CAPITAL and inner is None and own > after and not any(words.is_capital(at) for at in range(index, own)):
        return None  # `ngân hàng thương mại cổ phần`, `đài truyền thanh cơ sở`: a sort of body
    return _with_inner(words, index, head, after, own, inner)


def _past_country(words: TextWords, own: int, end: int) -> int:
    """Index after the country that a body of state is of: `Quốc hội Hàn Quốc`; `own` where other words follow: `Quốc hội | Báo cáo`."""
    known = country_names()
    if any(place_key(words.span(at, end)) in known for at in range(own + 1, end)):
        return end  # `Nhà nước CHXHCN Việt Nam`
    return next((at for at in range(end, own, -1) if place_key(words.span(own, at)) in known), own)


def _is_persons(words: TextWords, at: int) -> bool:
    """Whether one syllable stands behind that the text calls a person by: `CSGT Đức` where `anh Đức` is told of."""
    alone = at < words.count and words.gap(at) == " " and words.is_capital(at) and not (at + 1 < words.count and words.is_capital(at + 1))
    return alone and is_persons_name(words.text, words.span(at, at + 1))


def _is_site(words: TextWords, index: int, after: int, own: int) -> bool:
    """Whether a word such as `cầu` has a name behind it, and is none of a name itself: not `Hoàng Cầu`, `Cảng chuyên dụng`."""
    if own > after and not any(words.is_capital(at) for at in range(after, own)):
        return False
    in_name = after == index + 1 and index > 0 and words.is_capital(index) and words.gap(index) in GAPS_IN_NAME
    return not (in_name and words.is_capital(index - 1))


def _past_abbreviation(words: TextWords, after: int) -> int:
    """Index after the short form that a bracket gives of a body, where its place follows: `Hội Liên hiệp Phụ nữ (LHPN) | xã A`."""
    given = words.gap(after) == " (" and words.gap(after + 1) == _CLOSED and words.span(after, after + 1).isupper()
    return after + 1 if given and after + 1 < words.count else after


def _is_whole_association(words: TextWords, index: int, after: int) -> bool:
    """`toàn Hội`, `các cấp Hội`, `Hội đã`: the association that was told of, where no name follows."""
    if words.is_capital(index) and words.gap(index) != " " and after < words.count and words.gap(after) == " ":
        return words.lows[after] in _ACTS
    if index == 0 or words.gap(index) != " " or words.lows[index - 1] not in {"toàn", "cấp"}:
        return False
    return after >= words.count or words.gap(after) != " " or (not words.is_capital(after) and words.lows[after] not in {"trường", "viên"})


def _with_inner(words: TextWords, index: int, head: HeadWord, after: int, own: int, inner: NounPhrase | None) -> NounPhrase:
    """The phrase with the place, body or proper name that follows the head and its own words `after:own`."""
    name_of_own = words.span(index, own) if own > after else None
    if inner is not None:
        name = inner.name or (name_of_own if inner.place_first is None else None)
        return NounPhrase(index, inner.last, (head, *inner.heads), name, inner.place_first, inner.is_plural)
    end = words.proper(own) if own == after else own
    if end == own + 1 and words.lows[own] == "khối":
        end = own
    if end > own and not is_name(words, index, words.span(own, end)):
        end = own
    if head.level == "country":
        end = _past_country(words, own, end)
    national = end > own and head.kind in {"mass_organisation", "government"} and words.span(own, end).endswith(_NATIONAL)
    if national and (inner := _inner(words, end, 0)) is not None and not inner.is_plural:
        return _with_inner(words, index, head, after, end, inner)
    if end > own:
        place = own if head.kind in {"party_committee", "party_cell", "government", "police", "mass_organisation"} else None
        return NounPhrase(index, end, (head,), words.span(own, end), place)
    if (
        head.kind in {"party_committee", "mass_organisation"}
        and words.lows[end : end + 2] in (["cơ", "sở"], ["bộ", "phận"])
        and words.gap(end) == " "
    ):
        return NounPhrase(index, end + 2, (head,), None, None)  # `cấp ủy cơ sở`
    if head.kind == "party_committee" and words.lows[end : end + 1] == ["cấp"] and words.lows[end + 1 : end + 2] and words.gap(end) == " ":
        return _of_level(words, index, head, end)
    if head.kind == "party_committee" and end < words.count and words.lows[end] == "khối" and words.gap(end) == " ":
        return NounPhrase(index, end + 1, (head,), None, None)  # `Đảng ủy khối`, told of in full before
    if end < words.count and words.lows[end] == "đảng" and words.is_capital(end) and words.gap(end) == " " and words.head_at(end) is None:
        return NounPhrase(index, end + 1, (head,), None, None)  # `cấp ủy Đảng`, `Trung ương Đảng`
    return NounPhrase(index, end, (head,), name_of_own, None)


def _of_level(words: TextWords, index: int, head: HeadWord, end: int) -> NounPhrase:
    """`cấp ủy cấp huyện và tương đương`: the committees of a level."""
    last = end + 2 if words.lows[end + 1] in {"huyện", "tỉnh", "xã", "trên", "dưới"} else end
    if last > end and words.lows[last : last + 3] == ["và", "tương", "đương"]:
        last += 3
    return NounPhrase(index, last, (head,), None, None)


def _inner(words: TextWords, after: int, depth: int, gap: str = " ") -> NounPhrase | None:
    """A place or body straight after a head and a `gap`: `Đảng bộ | xã Nàn Sín`, `UBND | các xã`, `Chi bộ | Công an huyện`."""
    if depth > 3 or after >= words.count or words.gap(after) != gap:
        return None
    plural = words.lows[after] in {"các", "mỗi", "từng"}
    at = after + 1 if plural else after
    if plural and (words.gap(at) != " " or at >= words.count):
        return None
    if plural and words.lows[at] in {"cấp", "ngành"}:
        return NounPhrase(after, at + 1, (), None, None, True)
    found = words.head_at(at)
    if found is None or found[0].tail == "none":
        return None
    phrase = _read_head(words, at, found, depth + 1)
    if phrase is not None and plural:
        return NounPhrase(after, plural_end(words, phrase.last), phrase.heads, phrase.name, None, True)
    return phrase


def plural_end(words: TextWords, index: int) -> int:
    """Index after the list that a plural begins: `Đảng ủy các xã | , thị trấn`."""
    while index < words.count and words.gap(index) in {", ", " "}:
        at = index + 1 if words.lows[index] == "và" else index
        if (at == index) == (words.gap(index) == " "):
            break
        found = words.head_at(at)
        if found is None or found[0].kind != "place":
            break
        index = found[1]
    return index


def _past_trade(words: TextWords, after: int, own: int) -> int:
    """Index after a name whose trade is written small: `Công ty xe tơ - dệt lụa Hà Bảo`, `Công ty TNHH luyện kim Trần Hồng Quân`."""
    end = own
    while end < words.count and words.gap(end) in GAPS_IN_NAME:
        at = end
        while at < words.count and at - end < _LONGEST_TRADE and words.gap(at) in GAPS_IN_NAME and _is_trade(words, at):
            at += 1
        proper = at < words.count and words.gap(at) in GAPS_IN_NAME and words.is_capital(at) and words.head_at(at) is None
        if at == end or not proper:
            break
        end = own_name(words, at)
    return end if end > after else own


def _is_trade(words: TextWords, at: int) -> bool:
    """Whether a word in small letters can be part of what a company is named by: no verb, no function word, no number, no head."""
    word = words.lows[at]
    return not (words.is_capital(at) or word[:1].isdigit() or word in VERBS or word in NOT_IN_NAMES or word in DEEDS)
