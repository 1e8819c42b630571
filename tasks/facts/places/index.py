"""The administrative units of `seeds/places`, by name, level and parent; read once, when the first place is asked for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from seeds.overlay import kept_for, read_rows, read_seed_rows
from tasks.vi.gazetteer.place_names import joined_key, place_key
from tasks.vi.text.fold import fold_text
from tasks.vi.text.lexicon import LexiconError

Era = str
BEFORE, SINCE = "before_2025", "since_2025"


class Unit(NamedTuple):
    """One administrative unit; `word` is the word of its level in lower case."""

    code: str
    era: Era
    level: str
    name: str
    word: str
    parent: str
    province: str
    code_2025: str


class PlaceIndex(NamedTuple):
    """Units by (era, level, key of the name), the same without tone marks or blanks, by (era, code), and provinces by host word."""

    by_name: dict[tuple[Era, str, str], tuple[Unit, ...]]
    by_unmarked: dict[tuple[Era, str, str], tuple[Unit, ...]]
    by_joined: dict[tuple[Era, str, str], tuple[Unit, ...]]
    by_code: dict[tuple[Era, str], Unit]
    hosts: dict[str, str]

    def named(self, era: Era, level: str, name: str) -> tuple[Unit, ...]:
        """All units of that level and name, former names and other spellings included; else those written with other blanks."""
        return self.by_name.get((era, level, place_key(name))) or self.by_joined.get((era, level, joined_key(name)), ())

    def misspelt(self, era: Era, level: str, name: str) -> tuple[Unit, ...]:
        """All units of that level whose name differs at most in its marks."""
        return self.by_unmarked.get((era, level, unmarked(name)), ())


def unmarked(name: str) -> str:
    """The name without marks, s for x and i for y, in which many misprints agree.

    >>> unmarked("Nàn Xín") == unmarked("Nàn Sín")
    True
    """
    return fold_text(place_key(name)).replace("x", "s").replace("y", "i")


@cache
@kept_for("aliases")
def place_index() -> PlaceIndex:
    """Reads `seeds/places/places.csv` and `aliases.csv`, with the names of the overlay.

    Raises:
        LexiconError: an alias is of a unit that `places.csv` does not hold.
    """
    columns, rows = read_seed_rows("places", "places")
    units = [_unit(dict(zip(columns, row.cells, strict=True))) for row in rows]
    by_code = {(unit.era, unit.code): unit for unit in units}
    named = [(unit.name, unit) for unit in units]
    _, names = read_rows("aliases")
    for row in names:
        surface, code, era = row.cells
        unit = by_code.get((era, code))
        if unit is None:
            raise LexiconError(f"{row.file}: {surface!r} is of {code} {era}, not in places.csv")
        named.append((surface, unit))
    return PlaceIndex(_grouped(named, place_key), _grouped(named, unmarked), _grouped(named, joined_key), by_code, _hosts(named))


def _unit(row: dict[str, str]) -> Unit:
    word = row["full_name"][: -len(row["name"])].strip().lower() if row["full_name"].endswith(row["name"]) else ""
    return Unit(row["place_code"], row["era"], row["level"], row["name"], word, row["parent_code"], row["province_code"], row["code_2025"])


def _grouped(named: Iterable[tuple[str, Unit]], key: object) -> dict[tuple[Era, str, str], tuple[Unit, ...]]:
    groups: defaultdict[tuple[Era, str, str], dict[str, Unit]] = defaultdict(dict)
    for name, unit in named:
        groups[unit.era, unit.level, key(name)][unit.code] = unit  # type: ignore[operator]
    return {group: tuple(found.values()) for group, found in groups.items()}


_NOT_LETTER = re.compile(r"[^a-z]")


def _hosts(named: Iterable[tuple[str, Unit]]) -> dict[str, str]:
    """Names of provinces as they stand in host names (`laocai`) → code before July 2025."""
    hosts = {_NOT_LETTER.sub("", fold_text(name)): unit.code for name, unit in named if unit.level == "province" and unit.era == BEFORE}
    hosts.pop("saigon", None)  # newspapers of that name write on the whole country
    return {**hosts, "tphcm": hosts["hochiminh"], "hochiminhcity": hosts["hochiminh"]}


@lru_cache(maxsize=1024)
def province_of_host(host: str | None) -> str | None:
    """Code of the province whose paper or portal a host is: a label that is its name, or begins or ends with it.

    >>> province_of_host("baolaocai.vn"), province_of_host("stp.daknong.gov.vn"), province_of_host("vnexpress.net")
    ('10', '67', None)
    """
    best = ""
    hosts = place_index().hosts
    for label in re.split(r"[.\-]", (host or "").lower()):
        for name in hosts:
            if label == name or (len(name) >= 5 and (label.startswith(name) or label.endswith(name))):
                best = max(best, name, key=len)
    return hosts[best] if best else None
