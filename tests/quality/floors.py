"""Quality floors: the lowest figures that cleaning and extraction may show on each labelled set. They only rise.

    python tests/quality/floors.py                shows what is measured beside the floors
    python tests/quality/floors.py --raise        lifts every floor to what is measured now
    python tests/quality/floors.py --relabelled   also measures sets anew whose labels changed since (floors of these may fall)

Each floor stands beside a digest of the labels and texts that it was measured on, so that changed labels are noticed.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from label_files import SETS, digest, read_set
from measuring import measure_set
from scoring import summarise

FLOORS = Path(__file__).with_name("floors.json")
FORMS = ("text", "html")
KEYS = ("cleaning", "kept_out", "metadata", "detection", "observation", "row", "period", "frequency", "organisation", "provenance")


def measures(name: str, form: str) -> dict[str, float] | None:
    """What is measured on a set in one form; None when the set has no articles in it on this machine.

    `kept_out` is the share of boilerplate lines that do not stand in the text; the others are named as in the reference scorer.
    """
    score, measured = measure_set(read_set(name), form)
    if not measured:
        return None
    summary = summarise(score)
    leak = summary["boilerplate_leak"]
    figures: dict[str, Any] = {key: summary[key]["f1"] for key in ("cleaning", "detection", "observation", "row")}
    figures |= {"metadata": summary["metadata"], "kept_out": None if leak is None else 1 - leak, **summary["of_detected"]}
    return {key: round(figures[key], 4) for key in KEYS if figures[key] is not None}


def read_floors() -> dict[str, Any]:
    """Floors by set, each with the digest of its labels and one table per form."""
    if not FLOORS.exists():
        return {}
    floors: dict[str, Any] = json.loads(FLOORS.read_text("utf8"))
    return floors


def round_down(value: float) -> float:
    return math.floor(value * 1000) / 1000


def raised(floor: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    """The higher of floor and measured figure, rounded down to three places.

    >>> raised({"detection": 0.9}, {"detection": 0.8999, "period": 0.75559})
    {'detection': 0.9, 'period': 0.755}
    """
    return {key: max(floor.get(key, 0.0), round_down(value)) for key, value in now.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift every floor to what is measured now")
    parser.add_argument("--relabelled", action="store_true", help="start anew for sets whose labels changed")
    arguments = parser.parse_args()
    floors = read_floors()
    for name in SETS:
        tables = {form: now for form in FORMS if (now := measures(name, form))}
        if not tables:
            print(f"{name}: not on this machine, left as it is")
            continue
        known = floors.get(name, {})
        changed = bool(known) and known["digest"] != digest(name)
        for form, now in tables.items():
            floor = known.get(form, {})
            print(f"{name} {form}: " + "  ".join(f"{key} {value} (floor {floor.get(key, '-')})" for key, value in now.items()))
        if changed and not arguments.relabelled:
            print(f"{name}: its labels changed since the floors were set; run again with --relabelled")
        elif arguments.lift or arguments.relabelled:
            base = {} if changed else known
            floors[name] = {"digest": digest(name), **{form: raised(base.get(form, {}), now) for form, now in tables.items()}}
    if arguments.lift or arguments.relabelled:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", "utf8")
        print(f"written: {FLOORS.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
