"""Organisations and places that a text names, in the order of the text.

Whose figure it is, is decided in `tasks/facts`; the rules to follow, from OBSERVATIONS.md §3: the nearest mention before the
figure in its clause with the role `subject` (`Đảng bộ xã kết nạp …`), `by` aside; else one with the role `at` (`tại xã Đắk Som`,
`trên địa bàn huyện`); then the clause, the sentence, the paragraph before. A mention with the role `title` stands in a person's
post (`Bí thư Đảng ủy xã Y cho biết: Xã có …`): it is not the holder itself, but completes the short forms that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from tasks.vi.fold import fold_text
from tasks.vi.organisation_phrases import Head, Phrase, PhraseReader
from tasks.vi.place_names import place_key, province_names

Role = Literal["subject", "at", "of", "by", "title", "list", "mention"]


@dataclass(frozen=True, slots=True)
class Organisation:
    """One mention of a body or place.

    `text` is as printed with `toàn`; `full` the fullest printed form it stands for (itself when it has a name), null when the
    article never prints one. `kind`: party_committee, party_cell, government, mass_organisation, school, police, company,
    place, country. `head` is the first head word in one spelling, `heads` all of them; `name` the proper name; `level` province,
    city, district, commune, village or country, of the innermost place. `place` is the printed place it stands for
    (`xã Nàn Sín` of `toàn Đảng bộ xã`). `role`: subject, at, of, by (`được Trung ương bố trí`), title, list (an item between
    commas), mention. `is_plural`: `các đảng bộ xã`, `mỗi chi bộ`.
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


_VERBS = frozenset(
    ["đã", "có", "được", "đang", "sẽ", "còn", "luôn", "cũng", "là", "hiện", "tiếp", "tập", "phấn", "đạt", "chỉ", "không", "vẫn", "bị", "cần", "phải", "xác", "huy", "thực", "triển", "kết", "chưa", "mới", "hỗ", "phát", "ban", "xây", "thu", "giải", "tổ", "đều", "tiến", "mở", "duy", "đứng", "phối", "lãnh", "đẩy", "chú", "quan", "nhận", "chiếm", "thành", "tăng", "giảm", "vượt", "hoàn", "ghi", "xảy", "trồng", "đầu", "giới", "thường", "coi", "chuyển", "lập", "tách", "kiểm", "xử", "đề", "đưa", "từng", "ước", "gồm", "bố", "công", "vận", "tạo", "thống", "nâng", "hướng", "kịp", "chủ", "thuộc", "nằm", "gặp", "khai", "nơi", "phê", "báo"]
)
_TITLE = re.compile(
    r"(?<!\w)(?:bí\s+thư(?:\s+thường\s+trực)?|chủ\s+tịch(?:\s+thường\s+trực)?|(?:phó\s+)?trưởng(?:\s+(?:ban|phòng|đoàn|khoa))?|giám\s+đốc|(?:ủy|uỷ)\s+viên|hiệu\s+(?:trưởng|phó)|chánh\s+(?:án|văn\s+phòng|thanh\s+tra)"
    r"|thư\s+ký|chủ\s+nhiệm|viện\s+trưởng|cục\s+trưởng|bộ\s+trưởng|thứ\s+trưởng|đội\s+trưởng|tổng\s+bí\s+thư|cán\s+bộ|chuyên\s+viên|công\s+chức|hội\s+viên|lãnh\s+đạo|đại\s+diện|đảng\s+viên|thường\s+trực|phó\s+ban"
    r"|tư\s+lệnh|chính\s+ủy|chi\s+hội\s+trưởng|trưởng\s+thôn|đảng\s+ủy\s+viên|người\s+dân|nhân\s+dân)(?:\s+(?:chuyên\s+trách|thứ\s+nhất|phụ\s+trách))?[\s,]+$"
)
_AT = re.compile(
    r"(?<!\w)(?:tại|ở|trên\s+(?:địa\s+bàn|phạm\s+vi)|trong|về|khắp|từ|đến|riêng|địa\s+bàn|khu\s+vực|đối\s+với|với|theo)(?:\s+(?:khu\s+vực|cấp))?\s+$"
)
_OF = re.compile(r"(?<!\w)(?:của|thuộc|cho|trực\s+thuộc)\s+$")
_BY = re.compile(r"(?<!\w)(?:do|được|bị|bởi|chỉ\s+tiêu|kế\s+hoạch)\s+$")
_GIVEN = re.compile(r"\s+(?:giao|cấp|hỗ\s+trợ|bố\s+trí|tặng|phê\s+duyệt)(?!\w)")
_BY_THE_STATE = _BY
_COUNT_BEFORE = re.compile(
    r"(?<![\w-])(?:\d[\d.,]*|tổng\s+số|số|một|hai|ba|bốn|sáu|bảy|tám|chín|mười|vài|mấy|thêm|%\s+số)(?:\s+tổ\s+chức)?\s+$"
)
_PLURAL_BEFORE = re.compile(r"(?<!\w)(?:các|những|mỗi|từng|nhiều|mọi|một\s+số|hầu\s+hết(?:\s+các)?|đa\s+số)\s+$")
_CLAUSE_START = re.compile(r"(?:^|[.,;:!?…\n(\"“”–—-]|(?<!\w)(?:và|mà|thì|nên|khi|nếu|như|riêng|cùng\s+với|nhờ))\s*$")
_NEVER_BARE_BEFORE = frozenset(["cấp", "liên", "nông", "hợp", "tác", "cơ", "văn", "kịch", "phiên", "trục", "đường", "ngõ", "trong"])
_NEVER_BARE_AFTER = frozenset(
    [
        "hội",
        "viên",
        "chức",
        "quốc",
        "cam",
        "sắc",
        "thân",
        "lĩnh",
        "tin",
        "đồ",
        "quyền",
        "thảo",
        "án",
        "chất",
        "vực",
        "trường",
        "bán",
        "hóa",
        "táo",
        "đáo",
    ]
)
_CAPITAL_RUN = re.compile(r"[^\W\d_]['’]?[^\W\d_]*(?:(?:\s|\s?[-–]\s?|['’]\s?)[^\W\d_]['’]?[^\W\d_]*)*")
_FUNCTION_WORDS = frozenset(
    ["tại", "ở", "và", "của", "từ", "đến", "theo", "với", "nhờ", "khi", "nếu", "nhưng", "tuy", "song", "còn", "riêng", "cùng", "để", "do", "vì", "bởi", "trong", "trên", "dưới", "ngoài", "năm", "tháng", "ngày", "hiện", "nay", "đây", "đó", "sau", "trước", "qua", "các", "những", "mỗi", "nhiều", "một", "số", "đưa", "giúp", "cho", "được", "đồng", "thời", "toàn", "cả", "nhân", "dân", "người"]
)
_PEOPLE = re.compile(
    r"(?<!\w)(?:ông|bà|anh|chị|em|cô|chú|bác|đồng\s+chí|đ/c|họ|thầy|gia\s+đình|cụ|nhà\s+báo|phóng\s+viên|bài|ảnh|tin)(?:\s+và\s+ảnh)?\s*:?\s*$"
)
BARE_PLACES = frozenset(
    [
        "xã",
        "phường",
        "thị trấn",
        "huyện",
        "quận",
        "thị xã",
        "thành phố",
        "tỉnh",
        "thôn",
        "xóm",
        "ấp",
        "bản",
        "buôn",
        "bon",
        "làng",
        "khu phố",
        "tp",
        "tx",
    ]
)


def find_organisations(text: str, title: str | None) -> list[Organisation]:
    """All mentions, in text order, never overlapping; short forms are completed from the text.

    `title` is the first line of `text` when the article has one; its spelling wins over a misprint in the body.

    >>> text = "Đảng bộ xã Nàn Sín\\nTừ đầu năm, toàn Đảng bộ xã đã kết nạp 9 đồng chí."
    >>> [(o.text, o.role, o.full) for o in find_organisations(text, "Đảng bộ xã Nàn Sín")]
    [('Đảng bộ xã Nàn Sín', 'subject', 'Đảng bộ xã Nàn Sín'), ('toàn Đảng bộ xã', 'subject', 'Đảng bộ xã Nàn Sín')]
    """
    return _complete(_mentions(text), title)


def find_title_organisation(title: str) -> Organisation | None:
    """The body or place a title speaks of: the first with a name, else none.

    >>> find_title_organisation("Huyện Hòa Bình - Tạo chuyển biến về chất").text
    'Huyện Hòa Bình'
    """
    return next((o for o in _complete(_mentions(title), title) if o.name is not None and not o.is_plural), None)


def _mentions(text: str) -> list[Organisation]:
    reader = PhraseReader(text)
    heads = reader.lexicon.heads
    found: list[Organisation] = []
    words, index = reader.words, 0
    while index < len(words):
        word = words[index]
        if (word.low in heads or word.low in {"toàn", "cả"}) and (phrase := reader.read(index)) and (mention := _mention(reader, phrase)):
            found.append(mention)
            index = phrase.last
            continue
        index += 1
    bare = _bare_names(reader, found)
    return sorted([*found, *bare], key=lambda o: o.start) if bare else found


def _mention(reader: PhraseReader, phrase: Phrase) -> Organisation | None:
    """The phrase as a mention, or none where the words only look like one or are counted things."""
    words, low = reader.words, reader.low
    start, end = words[phrase.first].start, words[phrase.last - 1].end
    before = low[max(0, start - 60) : start]
    before = before[before.rfind("\n") + 1 :]
    quantified = words[phrase.first].low in {"toàn", "cả"}
    if not phrase.heads or (not quantified and phrase.name is None and _COUNT_BEFORE.search(before)):
        return None
    plural = phrase.is_plural or (phrase.name is None and _PLURAL_BEFORE.search(before) is not None)
    after = words[phrase.last].low if phrase.last < len(words) and reader.gap(phrase.last) == " " else ""
    has_verb = after in _VERBS
    role = _role(before, low[end : end + 12], has_verb, text_start=start == 0)
    head = phrase.heads[0]
    if (
        head.kind == "place"
        and phrase.name is None
        and not quantified
        and not plural
        and not _is_bare_place(reader, phrase, role, has_verb, after)
    ):
        return None
    if head.surface == "thường trực" and before.rstrip().endswith(("thư", "tịch", "trưởng")):
        return None
    if _lower_common_word(reader, phrase, head, quantified):
        return None
    place = reader.text[words[phrase.place_first].start : end] if phrase.place_first is not None and phrase.name is not None else None
    if place is not None and phrase.heads[-1].kind != "place" and phrase.heads[-1].level == "":
        place = None
    level = next((h.level for h in reversed(phrase.heads) if h.level), "")
    return Organisation(
        start, end, reader.text[start:end], head.kind, head.surface, tuple(h.surface for h in phrase.heads), level, phrase.name,
        phrase.name is None, plural, role, has_verb, None, place,
    )  # fmt: skip


def _lower_common_word(reader: PhraseReader, phrase: Phrase, head: Head, quantified: bool) -> bool:
    """`trung tâm`, `trung ương`, `chính quyền`, `nhà nước` in lower case without more are no body of their own."""
    if phrase.name is not None or quantified or len(phrase.heads) > 1:
        return False
    lower = not reader.words[phrase.first].is_capital
    return lower and (head.tail in {"name", "strict"} or head.surface in {"chính quyền", "nhà nước", "văn phòng", "ban chỉ đạo"})


def _is_bare_place(reader: PhraseReader, phrase: Phrase, role: Role, has_verb: bool, after: str) -> bool:
    """Whether `xã`, `huyện`, `xóm` without a name stands for the place: `Xóm có 259 hộ`, `của huyện`."""
    words = reader.words
    surface = phrase.heads[0].surface
    if surface not in BARE_PLACES or after in _NEVER_BARE_AFTER:
        return False
    previous = words[phrase.first - 1].low if phrase.first and reader.gap(phrase.first) == " " else ""
    if previous in _NEVER_BARE_BEFORE:
        return previous == "trong" and surface not in {"bản", "làng"}
    if surface in {"bản", "làng", "ấp", "thôn", "buôn", "bon"} and not words[phrase.first].is_capital:
        return has_verb and role in {"subject", "of"}
    return has_verb or role in {"at", "of", "by"} or (words[phrase.first].is_capital and role == "subject")


def _role(before: str, after: str, has_verb: bool, *, text_start: bool) -> Role:
    if _TITLE.search(before):
        return "title"
    if _AT.search(before):
        return "at"
    if _BY.search(before) and (_GIVEN.match(after) or not has_verb):
        return "by"
    if _OF.search(before):
        return "of"
    if text_start or _CLAUSE_START.search(before) or not before.strip():
        return "subject" if has_verb or not before.rstrip().endswith(",") or not after.lstrip().startswith(",") else "list"
    return "subject" if has_verb else "mention"


def _bare_names(reader: PhraseReader, found: list[Organisation]) -> list[Organisation]:
    """Places named without their level: provinces, and the places that the text names in full elsewhere."""
    local = {place_key(o.name): o for o in found if o.name and o.place and not o.name[0].isdigit() and " " in o.name.strip()}
    spans = [(o.start, o.end) for o in found]
    bare: list[Organisation] = []
    words, index, at_span = reader.words, 0, 0
    while index < len(words):
        word = words[index]
        while at_span < len(spans) and spans[at_span][1] <= word.start:
            at_span += 1
        if not word.is_capital or (at_span < len(spans) and spans[at_span][0] <= word.start):
            index += 1
            continue
        end = _run_end(reader, index, spans[at_span][0] if at_span < len(spans) else len(reader.text))
        first = index + 1 if word.low in _FUNCTION_WORDS and end - index > 1 else index
        mention = _bare_name(reader, first, end, local)
        if mention is not None:
            bare.append(mention)
        index = end
    return bare


def _run_end(reader: PhraseReader, index: int, limit: int) -> int:
    end = index + 1
    while (
        end < len(reader.words)
        and reader.words[end].is_capital
        and reader.words[end].start < limit
        and reader.gap(end) in {" ", " - ", "-"}
    ):
        end += 1
    return end


def _bare_name(reader: PhraseReader, first: int, end: int, local: dict[str, Organisation]) -> Organisation | None:
    words = reader.words
    start, stop = words[first].start, words[end - 1].end
    name = reader.text[start:stop]
    key = place_key(name)
    known = local.get(key)
    if known is None and (key not in province_names() or not _stands_as_place(reader, first, end)):
        return None
    before = reader.low[max(0, start - 60) : start]
    before = before[before.rfind("\n") + 1 :]
    if _PEOPLE.search(before):
        return None
    after = words[end].low if end < len(words) and reader.gap(end) == " " else ""
    role = _role(before, reader.low[stop : stop + 12], after in _VERBS, text_start=start == 0)
    level = known.level if known is not None else "province"
    return Organisation(start, stop, name, "place", "", (), level, name, False, False, role, after in _VERBS, None, name)


def _stands_as_place(reader: PhraseReader, first: int, end: int) -> bool:
    """A province name of one word (Huế) or abbreviation must be written as such."""
    return end - first > 1 or reader.text[reader.words[first].start : reader.words[end - 1].end] in {"Huế", "HCM"}


# -- short forms ----------------------------------------------------------------------------------------------------------


@cache
def _level_group(head: str) -> str:
    """`thành phố` and `TP` are one level word; `huyện ủy` speaks of a huyện."""
    return {"tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "huyện ủy": "huyện", "quận ủy": "quận", "tỉnh ủy": "tỉnh",
            "thành ủy": "thành phố", "thị ủy": "thị xã", "tỉnh đoàn": "tỉnh", "huyện đoàn": "huyện", "thành đoàn": "thành phố"}.get(head, head)  # fmt: skip


def _complete(found: list[Organisation], title: str | None) -> list[Organisation]:
    """Gives every mention its full form: itself when named, else the fullest form printed for the place in question."""
    named = [o for o in found if o.name is not None and not o.is_plural]
    spelled = _spelled_as_title(named, title)
    by_level: dict[str, Organisation] = {}
    last: Organisation | None = None
    done: list[Organisation] = []
    for mention in found:
        if mention.name is not None:
            full = spelled.get((mention.head, fold_text(mention.name)), mention.text)
            mention = replace(mention, full=_without_quantifier(full))
            for head in mention.heads[-1:]:
                by_level[_level_group(head)] = mention
            if mention.role != "title" or last is None:
                last = mention if mention.place else last
        elif not mention.is_plural:
            mention = _short(mention, named, by_level, last)
        done.append(mention)
    return done


def _without_quantifier(text: str) -> str:
    """`toàn tỉnh Long An` is the tỉnh Long An."""
    first, _, rest = text.partition(" ")
    return rest if first.lower() in {"toàn", "cả"} and rest and rest.lower() not in {"nước", "quốc"} else text


def _spelled_as_title(named: list[Organisation], title: str | None) -> dict[tuple[str, str], str]:
    """The spelling of the title for bodies it names, by head and name without marks."""
    if title is None:
        return {}
    return {(o.head, fold_text(o.name)): o.text for o in named if o.name is not None and o.end <= len(title) and not o.text.isupper()}


def _short(mention: Organisation, named: list[Organisation], by_level: dict[str, Organisation], last: Organisation | None) -> Organisation:
    """Completes `toàn Đảng bộ`, `huyện`, `Ban Thường vụ Huyện ủy` by the place last spoken of at that level."""
    if mention.kind == "country":
        return replace(mention, full=mention.text)
    level = _level_group(mention.heads[-1])
    owner = by_level.get(level) or (None if level in BARE_PLACES else last)
    if owner is None:
        owner = next((o for o in named if o.heads and _level_group(o.heads[-1]) == level), None) if level in BARE_PLACES else None
    if owner is None and level in BARE_PLACES:
        return mention
    place_name = owner.name if owner is not None else None
    same = [o for o in named if o.heads == mention.heads and (place_name is None or o.name == place_name)]
    if not same and place_name is not None:
        same = [o for o in named if o.heads[:1] == mention.heads[:1] and o.name == place_name]
    if same:
        best = max(same, key=lambda o: len(o.text))
        return replace(mention, full=_without_quantifier(best.text), place=owner.place if owner else best.place)
    return replace(mention, place=owner.place if owner is not None else None)
