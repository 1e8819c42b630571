"""Administrative units an article speaks of, resolved to official codes by what stands around them.

A third of the commune names stand in more than one place: a name alone is not enough. In this order: the container printed with it
(`xã A, huyện B`), a name that exists once, the districts and provinces the article names, its title, its host. What stays open is
a value (`ambiguous`, `unknown`, `outside_context`), for a wrong code is worse than none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tasks.facts.document.records import ArticlePlace, ArticleText
from tasks.facts.places.index import BEFORE, SINCE, PlaceIndex, Unit, place_index, province_of_host
from tasks.facts.places.rows import article_places
from tasks.vi.entities.names import Organisation, find_organisations
from tasks.vi.gazetteer.level_words import level_group, level_words
from tasks.vi.gazetteer.place_names import place_key
from tasks.vi.text.spelling import spelled_name

# The day the communes of July 2025 came into being; there are no districts since.
REFORM = date(2025, 7, 1)
_LEVELS = {"province": ("province",), "city": ("province", "district"), "district": ("district",), "commune": ("commune",)}
_CHAIN = 12
_NAME_AFTER = re.compile(r"\s?[(,]\s?([^\W\d_][^,().;:\n]{1,24}?)\s?(?=[,)])")

PlaceOf = Callable[[str | None], tuple[str | None, str | None]]


@dataclass(slots=True)
class PlaceMention:
    """One named unit of an article: all mentions of it under one level and name. `container` is the unit printed after it."""

    level: str
    key: str
    name: str
    word: str
    count: int = 0
    in_title: bool = False
    container: tuple[str, str] | None = None
    printed_after: str = ""
    unit: Unit | None = None
    rule: str = "unknown"
    candidates: tuple[Unit, ...] = field(default=())


def find_places(article: ArticleText, organisations: Sequence[Organisation]) -> dict[tuple[str, str], PlaceMention]:
    """The named units among the mentions, by (level word class, key of the name), in text order."""
    found: dict[tuple[str, str], PlaceMention] = {}
    title_end = len(article.title) if article.title is not None else 0
    before: Organisation | None = None
    for mention in organisations:
        if mention.place is None or mention.name is None or mention.is_plural or mention.level not in _LEVELS:
            before = None
            continue
        key = place_of_mention(mention)
        word = _level_word(mention)
        place = found.setdefault(key, PlaceMention(mention.level, key[1], mention.name, word))
        place.count += 1
        place.in_title = place.in_title or mention.end <= title_end
        if place.word == "" and mention.heads:
            place.word = word
        place.printed_after = place.printed_after or _printed_after(article.text, mention.end)
        if mention.role == "within" and before is not None and mention.start - before.end <= _CHAIN:
            inner = found[place_of_mention(before)]
            inner.container = inner.container or key
        before = mention
    return found


def _level_word(mention: Organisation) -> str:
    """The word of the level that a mention prints, unabridged: `huyện` of `Huyện ủy`, `phường` of `P.`."""
    word = mention.heads[-1] if mention.heads else ""
    return level_group(word)


def _printed_after(text: str, end: int) -> str:
    """Key of the bare name after a unit: `xã Tà Mung (Than Uyên, Lai Châu)`; empty when there is none."""
    match = _NAME_AFTER.match(text, end)
    return place_key(match[1]) if match is not None and match[1][:1].isupper() else ""


def place_of_mention(mention: Organisation) -> tuple[str, str]:
    """The key under which a named mention's unit is kept."""
    return mention.level, place_key(mention.name or "")


def resolve_places(article: ArticleText, organisations: Sequence[Organisation] | None = None) -> tuple[tuple[ArticlePlace, ...], PlaceOf]:
    """The units an article speaks of, and a function that tells the code of an organisation's unit.

    Args:
        organisations: what `find_organisations` gave for the text, to save finding it again.

    >>> text = "Đảng bộ xã Khánh Nhạc, huyện Yên Khánh, tỉnh Ninh Bình có 600 đảng viên."
    >>> places, place_of = resolve_places(ArticleText("a", text, None, None, None))
    >>> [(p.name, p.place_code, p.place_rule) for p in places][:2], place_of("Đảng bộ xã Khánh Nhạc")
    ([('Khánh Nhạc', '14611', 'by_district'), ('Yên Khánh', '375', 'by_province')], ('14611', 'by_district'))
    """
    if organisations is None:
        organisations = find_organisations(article.text, article.title)
    found = find_places(article, organisations)
    _Resolution(article, found).resolve()
    return article_places(article.article_id, found.values()), _place_of(found, organisations)


class _Resolution:
    """Provinces first, then districts, then communes: each narrows the next."""

    def __init__(self, article: ArticleText, found: dict[tuple[str, str], PlaceMention]) -> None:
        self.found, self.index = found, place_index()
        self.era = SINCE if article.published_on is not None and article.published_on >= REFORM else BEFORE
        self.published = article.published_on
        self.host = province_of_host(article.source_host)
        self.provinces: Counter[str] = Counter()
        self.titled: set[str] = set()
        self.districts: set[str] = set()

    def resolve(self) -> None:
        for place in self.found.values():
            place.candidates = _candidates(self.index, place, self.era, self.published)
        for place in self.found.values():
            if any(unit.level == "province" for unit in place.candidates):
                self.settle_province(place)
        for level in ("district", "commune"):
            for place in self.found.values():
                if place.unit is None and any(unit.level == level for unit in place.candidates):
                    self.settle(place, level)
        for place in self.found.values():
            if place.unit is None and not place.candidates:
                self.settle_misspelt(place)

    def settle_province(self, place: PlaceMention) -> None:
        provinces = [unit for unit in place.candidates if unit.level == "province"]
        if len(provinces) == 1 and len(place.candidates) == 1:
            self.accept(place, provinces[0], "unique_name")

    def accept(self, place: PlaceMention, unit: Unit, rule: str) -> None:
        place.unit, place.rule = unit, rule
        province = unit.code if unit.level == "province" else unit.province
        if unit.level == "province" or rule != "unique_name":
            self.provinces[province] += place.count
        if place.in_title:
            self.titled.add(province)
        if unit.level == "district":
            self.districts.add(unit.code)

    def settle(self, place: PlaceMention, level: str) -> None:
        """The candidate that its container, its own name, the context, the title or the host singles out, in this order."""
        candidates = [unit for unit in place.candidates if unit.level == level]
        container = self.found[place.container] if place.container is not None else None
        if container is not None and container.candidates:
            inside = [unit for unit in candidates if self.lies_in(unit, container)]
            if len(inside) == 1:
                self.accept(place, inside[0], "by_district" if self.is_district(container) else "by_province")
                return
            candidates = inside
            if not inside:
                place.rule = "outside_context"
                return
        named = [unit for unit in candidates if place.printed_after and place.printed_after in self.names_around(unit)]
        if container is None and len(named) == 1 and len(candidates) > 1:
            self.accept(place, named[0], "by_district" if level == "commune" else "by_province")
            return
        self.settle_by_context(place, candidates)

    def names_around(self, unit: Unit) -> set[str]:
        """Keys of the names of the units it lies in."""
        outer = (self.index.by_code.get((unit.era, code)) for code in (unit.parent, unit.province))
        return {place_key(one.name) for one in outer if one is not None and one.code != unit.code}

    def lies_in(self, unit: Unit, container: PlaceMention) -> bool:
        if container.unit is not None:
            return container.unit.code in {unit.parent, unit.province}
        return any(outer.code in {unit.parent, unit.province} for outer in container.candidates)

    def is_district(self, place: PlaceMention) -> bool:
        return any(unit.level == "district" for unit in place.candidates)

    def settle_by_context(self, place: PlaceMention, candidates: list[Unit]) -> None:
        for rule, inside in (
            ("by_district", [unit for unit in candidates if unit.parent in self.districts and unit.level == "commune"]),
            ("by_members", self.with_members(candidates)),
            ("unique_name", candidates),
            ("by_title", [unit for unit in candidates if unit.province in self.titled]),
            ("by_province", [unit for unit in candidates if unit.province in self.provinces]),
            ("by_host", [unit for unit in candidates if unit.province == self.host]),
        ):
            if len(inside) != 1:
                continue
            if rule == "unique_name" and self.contradicts(inside[0], place):
                place.rule = "outside_context"
                return
            self.accept(place, inside[0], rule)
            return
        place.rule = "ambiguous" if candidates else "unknown"

    def contradicts(self, unit: Unit, place: PlaceMention) -> bool:
        """Whether everything else the article says points to another province: then a name that exists once may be misprinted."""
        if unit.level == "district" or len(place.key.split()) > 2:
            return False
        context = set(self.provinces) | ({self.host} if self.host else set())
        return bool(context) and unit.province not in context

    def with_members(self, candidates: list[Unit]) -> list[Unit]:
        """Districts of which the article names communes: two at least, or one that no rival has."""
        if not candidates or candidates[0].level != "district" or len(candidates) < 2:
            return []
        named = [place.candidates for place in self.found.values() if any(unit.level == "commune" for unit in place.candidates)]
        counts = Counter(unit.parent for group in named for unit in group)
        best = max(counts[unit.code] for unit in candidates)
        top = [unit for unit in candidates if counts[unit.code] == best]
        return top if best >= 2 else []

    def settle_misspelt(self, place: PlaceMention) -> None:
        """A name that differs only in its marks from the one unit of that name in a district or province the article names."""
        for level in _LEVELS[place.level]:
            units = self.index.misspelt(self.era, level, place.name)
            near = [unit for unit in units if unit.parent in self.districts] if level == "commune" else []
            near = near or [unit for unit in units if unit.province in self.provinces or unit.province == self.host]
            if len(near) == 1:
                self.accept(place, near[0], "by_spelling")
                return


def _city() -> str:
    """The word of a city, as the register of places has it."""
    return level_words()["tp"][0]


def _candidates(index: PlaceIndex, place: PlaceMention, era: str, published: date | None) -> tuple[Unit, ...]:
    """Units of that name at that level; those with the very level word when there are any."""
    units = [unit for level in _LEVELS[place.level] for unit in index.named(era, level, place.name)]
    if era == SINCE and not units:
        units = [unit for level in _LEVELS[place.level] for unit in index.named(BEFORE, level, place.name)]
    if place.level == "city" and place.word == _city():
        # Huế was a city of its province until 2025, and has been the province since.
        kinds = {unit.level for unit in units}
        if len(kinds) == 2:
            wanted = "district" if published is not None and published < date(2025, 1, 1) else "province"
            units = [unit for unit in units if unit.level == wanted] if published is not None else units
        elif kinds == {"province"}:
            units = [unit for unit in units if unit.word == _city()]
    same = [unit for unit in units if unit.word == place.word]
    return tuple(same or units)


def _place_of(found: dict[tuple[str, str], PlaceMention], organisations: Sequence[Organisation]) -> PlaceOf:
    """Looks an organisation's text up among the mentions of the article, and parses it when it is not one of them."""
    known: dict[str, tuple[str | None, str | None]] = {}
    by_place = {spelled_name(o.place): place_of_mention(o) for o in organisations if o.place is not None and o.name is not None}
    for mention in organisations:
        answer = _answer(found, by_place, mention)
        for text in (mention.text, mention.full):
            if text is not None and known.get(spelled_name(text), (None, None))[0] is None:
                known[spelled_name(text)] = answer

    def place_of(organisation: str | None) -> tuple[str | None, str | None]:
        if organisation is None:
            return None, "no_organisation"
        spelled = spelled_name(organisation)
        if spelled not in known:
            inside = next((o for o in find_organisations(organisation, None) if o.name is not None), None)
            known[spelled] = _answer(found, by_place, inside) if inside is not None else (None, "unknown")
        return known[spelled]

    return place_of


def _answer(
    found: dict[tuple[str, str], PlaceMention], by_place: dict[str, tuple[str, str]], mention: Organisation
) -> tuple[str | None, str | None]:
    if mention.level == "country":
        return None, "country"
    if mention.level == "village":
        return None, "below_commune"
    key = (
        place_of_mention(mention)
        if mention.name is not None and mention.place is not None
        else by_place.get(spelled_name(mention.place or ""))
    )
    place = found.get(key) if key is not None else None
    if place is None:
        return None, "unknown"
    return (place.unit.code if place.unit is not None else None), place.rule
