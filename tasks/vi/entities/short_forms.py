"""Completing short forms: which `huyện` is meant, whose `Đảng bộ` it is, and how the article prints it in full."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.vi.entities.mention_roles import Role
from tasks.vi.gazetteer.level_words import level_group
from tasks.vi.gazetteer.place_names import place_key, unmarked_name

BARE_PLACES = frozenset(
    {
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
    }
)
# Arms of a body, which speak for the whole of it: `Thường trực UBND xã` where `UBND xã A` is printed.
_ARMS = frozenset({"thường trực", "ban thường trực", "ban thường vụ"})


# Kinds of bodies that are called by their head alone once they were named.
_CALLED_BY_HEAD = frozenset({"company", "institution", "school", "government"})


@dataclass(slots=True)
class Mention:
    """A mention while it is worked on; see `tasks.vi.entities.names.Organisation`. `last` is the index of the word after it, `long`
    the mention whose name a bracket gives this one as the short form of."""

    start: int
    end: int
    last: int
    kind: str
    heads: tuple[str, ...]
    level: str
    name: str | None
    is_plural: bool
    role: Role
    has_verb: bool
    place: str | None
    place_start: int
    group: str = ""
    full: str | None = None
    long: Mention | None = None


def resolve_short_forms(text: str, found: list[Mention], title_end: int) -> None:
    """Fills `full` and `place` of every mention: itself when named, else the fullest form printed for the place in question."""
    named = [m for m in found if m.name is not None and not m.is_plural]
    best = _best_forms(text, named, title_end)
    by_level: dict[str, Mention] = {}
    speaking: Mention | None = None
    titled = next((m for m in named if m.place is not None and m.end <= title_end), None)
    for mention in found:
        if mention.is_plural:
            continue
        if mention.name is not None:
            told = mention.long or mention
            mention.full = best[told.heads, unmarked_name(told.name or "")]
            by_level[mention.group or (level_group(mention.heads[-1]) if mention.heads else "")] = mention
            if mention.place is not None and (mention.role not in {"title", "within"} or speaking is None):
                speaking = mention
        else:
            _complete(text, mention, named, best, by_level, speaking or titled)


def _best_forms(text: str, named: list[Mention], title_end: int) -> dict[tuple[tuple[str, ...], str], str]:
    """For each body by heads and unmarked name: as the title prints it (unless all in capitals), else as first printed rightly."""
    forms: dict[tuple[tuple[str, ...], str], str] = {}
    certain: set[tuple[tuple[str, ...], str]] = set()
    for mention in named:
        key = (mention.heads, unmarked_name(mention.name or ""))
        printed = without_quantifier(text[mention.start : mention.end])
        in_title = mention.end <= title_end
        right = not printed.isupper() and (
            not mention.heads or unmarked_name(mention.heads[0]) == unmarked_name(printed[: len(mention.heads[0])])
        )
        spelled = printed.lower().startswith(mention.heads[0]) if mention.heads else True
        if key not in forms or (key not in certain and right and spelled):
            forms[key] = printed
            if right and (spelled or in_title):
                certain.add(key)
    return forms


def without_quantifier(printed: str) -> str:
    """`toàn tỉnh Long An` is the tỉnh Long An.

    >>> without_quantifier("toàn tỉnh Long An"), without_quantifier("cả nước")
    ('tỉnh Long An', 'cả nước')
    """
    first, _, rest = printed.partition(" ")
    return rest if first.lower() in {"toàn", "cả"} and rest.lower() not in {"", "nước", "quốc"} else printed


def _begins_so(heads: tuple[str, ...], head: str) -> bool:
    """Whether the first of some heads begins with another or is shortened to it: `công ty cổ phần`, `hợp tác xã` to `htx`."""
    return any(one == head or one.startswith(f"{head} ") or "".join(word[0] for word in one.split()) == head for one in heads[:1])


def _group_of(mention: Mention) -> str:
    """The word for the level of a named place or of the place a body is of."""
    return mention.group or level_group(mention.heads[-1])


def _complete(
    text: str,
    mention: Mention,
    named: list[Mention],
    best: dict[tuple[tuple[str, ...], str], str],
    by_level: dict[str, Mention],
    speaking: Mention | None,
) -> None:
    if mention.level == "country" or mention.kind == "country":
        mention.full = without_quantifier(text[mention.start : mention.end])
        return
    if mention.heads == ("hội",):
        told = [m for m in named if m.kind == "mass_organisation" and m.heads and m.heads[0].startswith("hội")]
        told = [m for m in told if m.role != "title"] or told
        last = next((m for m in reversed(told) if m.end <= mention.start), told[0] if told else None)
        if last is not None:  # `toàn Hội`, `các cấp Hội`
            mention.full, mention.place = best[last.heads, unmarked_name(last.name or "")], last.place
        return
    if mention.kind in _CALLED_BY_HEAD and len(mention.heads) == 1:
        before = [m for m in named if m.end <= mention.start]
        told = [m for m in before if m.kind == mention.kind and _begins_so(m.heads[:1], mention.heads[0])]
        if told:  # `Công ty` of the `Công ty cổ phần Hải Long`, `Ủy ban` of the `Ủy ban Chứng khoán Nhà nước`
            mention.full, mention.place = best[told[-1].heads, unmarked_name(told[-1].name or "")], told[-1].place
            return
        inside = next((m for m in reversed(before) if _begins_so(m.heads[1:2], mention.heads[0])), None)
        if inside is not None:  # `toàn Công ty` of the `Đảng ủy Công ty Than Hà Lầm`
            printed = text[inside.start : inside.end]
            mention.full = printed[printed.lower().rfind(inside.heads[1]) :] if inside.heads[1] in printed.lower() else None
            return
    group = level_group(mention.heads[-1])
    of_level = group in BARE_PLACES
    owner = by_level.get(group) if of_level else speaking
    if owner is None and of_level:
        owner = next((m for m in named if _group_of(m) == group), None)
    if owner is None or owner.name is None:
        return
    mention.place = owner.place
    key = place_key(owner.name)
    same = [m for m in named if m.heads == mention.heads and place_key(m.name or "") == key]
    if not same and mention.heads[:1]:
        same = [m for m in named if m.heads[:1] == mention.heads[:1] and place_key(m.name or "") == key]
    if mention.kind not in {"place", "party_committee", "party_cell"}:
        # A Trung tâm is not another Trung tâm of the same district.
        begin = unmarked_name(without_quantifier(text[mention.start : mention.end]))
        same = [m for m in same if unmarked_name(without_quantifier(text[m.start : m.end])).startswith(begin)]
    if not same and mention.kind == "place":
        same = [m for m in named if m.kind == "place" and place_key(m.name or "") == key and (m.heads == () or _group_of(m) == group)]
    if not same and mention.heads[0] in _ARMS:
        same = [m for m in named if m.heads == mention.heads[1:] and place_key(m.name or "") == key]
    if same:
        forms = [best[m.heads, unmarked_name(m.name or "")] for m in same]
        if mention.kind == "place":  # `huyện Lạc Dương` of `Hội Nông dân huyện Lạc Dương`, elsewhere `Lạc Dương`
            printed = f"{group} {owner.name}".lower()
            forms += [m.place for m in named if m.place is not None and m.place.lower() == printed]
        mention.full = max(forms, key=len)
    elif mention.kind == "place":
        # Printed only inside a body's name: `Huyện ủy Lạc Dương` speaks of the huyện Lạc Dương.
        has_word = owner.place is not None and owner.place != owner.name
        mention.full = owner.place if has_word else f"{group} {owner.name}"
