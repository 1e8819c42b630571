"""The words of its own that a body is named by, after its head: `Sở | Nông nghiệp và Phát triển nông thôn`, `Bộ | Ngoại giao`."""

from __future__ import annotations

from tasks.vi.entities.mention_roles import VERBS
from tasks.vi.entities.organisation_words import TextWords, surnames
from tasks.vi.gazetteer.organisation_heads import HeadWord
from tasks.vi.gazetteer.place_names import country_names, known_names, place_key, province_names
from tasks.vi.text.fragments import NOT_IN_NAMES

GAPS_IN_NAME = frozenset({" ", " - ", "-", " – ", " & ", "&"})
# `Hội xây dựng 12 mô hình`: what it does, not its name, though there is a Sở Xây dựng.
DEEDS = frozenset({
    "xây", "phát", "kế", "tổ", "kiểm", "giám", "vận", "hỗ", "đầu", "sản", "quản", "thi", "bảo", "tuyên", "quan", "dự", "nghiên", "đào",
    "phục", "xúc", "trưng", "chế", "thực", "triển",
})  # fmt: skip
# Bodies that are set up for something and called by it.
PURPOSED = frozenset({"ban chỉ đạo", "ủy ban", "hội đồng", "tổ công tác"})
# Bodies whose names are common words of two syllables, the second one written small: `Bộ Ngoại giao`, `Hội đồng Chức danh`.
_OFFICES = frozenset({
    "bộ", "sở", "cục", "tổng cục", "chi cục", "ban", "viện", "trung tâm", "ủy ban", "hội đồng", "hiệp hội", "liên đoàn", "phòng", "quỹ",
    "lực lượng", "ban tổ chức", "hội thánh",
})  # fmt: skip
_STATE_BANK = "ngân hàng nhà nước"
_LONGEST_PURPOSE = 12


def own_name(words: TextWords, index: int, head: HeadWord | None = None, opening: str = " ") -> int:
    """Index after the words of its own name: `Sở | Nông nghiệp và Phát triển nông thôn`, `Trường | THCS Lê Lợi`; `opening` may stand
    before the first of them."""
    end, common = index, head is not None and head.surface in _OFFICES
    of_state = head is not None and (head.kind == "government" or head.surface == _STATE_BANK)
    shortest = 2 if of_state else 3 if head is not None and head.kind == "institution" else 0
    while end < words.count:
        gap = words.gap(end)
        in_list = gap == ", " and end > index and words.head_at(end) is None and _goes_on(words, end)
        if gap not in GAPS_IN_NAME and not in_list and not (end == index and gap == opening):
            break
        at = end + 1 if words.lows[end] == "và" and gap == " " and end > index else end
        following = _name_word(words, at)
        if following == at and head is not None and head.kind == "school" and end > index and _is_number_of_name(words, at):
            following = at + 1
        if following == at or (end > index and _is_deed(words, at)) or (shortest and _is_person(words, index, at, shortest)):
            break
        if common and following == at + 1:
            common = _is_common_word(words, at)
            following = at + 2 if common else following
        end = following
    return end


def past_purpose(words: TextWords, index: int) -> int:
    """Index after what a body is set up for: `Ban Chỉ đạo Trung ương | về phòng, chống tham nhũng`; `index` where nothing says so."""
    if index + 1 >= words.count or words.lows[index] != "về" or words.gap(index) != " " or words.gap(index + 1) != " ":
        return index
    end = index + 1
    while end < words.count and end - index <= _LONGEST_PURPOSE:
        known, gap = known_word(words, end), words.gap(end)
        if end > index + 1 and words.lows[end : end + 2] == ["tổ", "chức"] and known == end + 2:
            break
        listed = gap == ", " and (known > end or words.lows[end] in {"chống", "phòng"})
        if (gap not in GAPS_IN_NAME and not listed) or (words.lows[end] != "và" and known == end and not _can_be_purpose(words, end)):
            break
        end = max(known, end + 1)
    while words.lows[end - 1] == "và":
        end -= 1
    return end if end > index + 2 else index


def known_word(words: TextWords, index: int) -> int:
    """Index after the known word of a name that begins at `index`, `index` itself when there is none."""
    for parts in words.name_words.get(words.lows[index], ()):
        if words.follow(index, parts):
            return index + len(parts)
    return index


def _can_be_purpose(words: TextWords, at: int) -> bool:
    word = words.lows[at]
    if words.is_capital(at) or word[:1].isdigit() or word in VERBS or word in NOT_IN_NAMES:
        return False
    head = words.head_at(at)
    return head is None or head[0].kind != "place"


def _goes_on(words: TextWords, at: int) -> bool:
    """Whether a name goes on behind a comma: `Sở Văn hóa, | Thể thao`, `Sở Văn hóa, | thể thao và du lịch`."""
    known = known_word(words, at)
    if known == at or words.is_capital(at):
        return known > at
    return known < words.count and words.gap(known) == " " and (words.lows[known] == "và" or words.is_capital(known))


def _is_number_of_name(words: TextWords, at: int) -> bool:
    """Whether a number ends a name: `Trường Tiểu học Hưng Dũng | 1 có 41 lớp`, but not `Trường Tiểu học Hưng Dũng | 30 lớp`."""
    if at >= words.count or not words.lows[at].isdigit() or len(words.lows[at]) > 1 or words.gap(at) != " ":
        return False
    after = at + 1
    tail = words.text[words.ends[at] : words.ends[at] + 2]
    decimal = tail[:1] in {",", ".", "/"} and tail[1:].isdigit()
    return not decimal and (after == words.count or words.gap(after) != " " or words.lows[after] in VERBS)


def _is_common_word(words: TextWords, at: int) -> bool:
    """Whether a syllable with a capital goes on in a small one, and is no name of its own."""
    second = at + 1
    if second >= words.count or words.gap(second) != " " or words.is_capital(second) or not words.is_capital(at):
        return False
    word, first = words.lows[second], words.span(at, second)
    if not word.isalpha() or word in VERBS or word in NOT_IN_NAMES or word in DEEDS or words.head_at(second) is not None:
        return False
    return not first.isupper() and place_key(first) not in known_names() | country_names()


def _is_deed(words: TextWords, at: int) -> bool:
    """`Sở Du lịch Ninh Bình | quản lý`: after a proper name a word in lower case is what the body does."""
    if words.lows[at] not in DEEDS or words.is_capital(at):
        return False
    return words.is_capital(at - 1) or words.lows[at : at + 2] == ["tổ", "chức"]


def _is_person(words: TextWords, index: int, at: int, shortest: int) -> bool:
    """`Thống đốc Ngân hàng Nhà nước | Lê Minh Hưng`, `Giám đốc Trung tâm | Nguyễn Văn Minh`: behind an office whose post is told of,
    a name of at least `shortest` words is a person's."""
    if words.lows[at] not in surnames() or words.is_known(at) or not words.is_capital(at) or known_word(words, at) > at:
        return False
    end = at
    while end < words.count and words.is_capital(end) and (end == at or words.gap(end) == " "):
        end += 1
    return end - at >= shortest and words.is_post(index)


def _name_word(words: TextWords, index: int) -> int:
    """Index after one word or known phrase of a name, `index` itself when there is none."""
    if index >= words.count:
        return index
    head = words.head_at(index)
    known = known_word(words, index)
    if known > index and (head is None or head[1] < known or head[0].kind != "place"):
        return known
    capital = words.is_capital(index)
    if head is not None and capital and place_key(words.span(index - 1, index + 1)) in province_names():
        return index + 1  # `Sở Y tế Hải | Phòng`
    if head is not None and (head[0].kind == "place" or capital):
        return index
    if capital or (words.lows[index].isdigit() and words.lows[index - 1] == "số"):
        return index + 1
    is_number_next = index + 1 < words.count and words.lows[index + 1].isdigit()
    return index + 1 if words.lows[index] == "số" and is_number_next else index
