"""What can be said of the locked packages without a network: each is pinned with hashes, and none is older than a known repair.

`python security/check_lock.py` prints what is wrong and exits with 1. It knows the advisories of advisories.csv and no others:
what was found since is asked with `make audit`, which needs a network.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-bench.lock")

_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


@dataclass(frozen=True)
class Advisory:
    """A known fault of a package, and the version that repaired it."""

    package: str
    fixed_in: Version
    name: str
    what: str


def main() -> int:
    """Check every lock of this folder."""
    advisories = read_advisories(ROOT / "security" / "advisories.csv")
    problems = [f"{lock}: {problem}" for lock in LOCKS for problem in check_lock((ROOT / lock).read_text("utf-8"), advisories)]
    for problem in problems:
        print(problem)
    if not problems:
        print(f"{len(LOCKS)} locks: pinned with hashes, older than the repairs of none of {len(advisories)} advisories")
    return 1 if problems else 0


def read_advisories(path: Path) -> list[Advisory]:
    """The advisories of a CSV file with the columns package, fixed_in, advisory, what."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Advisory(canonicalize_name(row["package"]), Version(row["fixed_in"]), row["advisory"], row["what"])
            for row in csv.DictReader(lines)
        ]


def check_lock(text: str, advisories: Iterable[Advisory]) -> Iterator[str]:
    """What is wrong with the text of a lock, line by line."""
    known: dict[str, list[Advisory]] = {}
    for advisory in advisories:
        known.setdefault(advisory.package, []).append(advisory)
    for requirement in _requirements(text):
        head = requirement.split("--hash", 1)[0].strip()
        pinned = _PINNED.match(head)
        if pinned is None:
            yield f"{head!r} is not pinned with == to a package of the index"
            continue
        if not _HASH.search(requirement):
            yield f"{head!r} has no sha256 hash"
        for advisory in known.get(canonicalize_name(pinned["name"]), []):
            if Version(pinned["version"]) < advisory.fixed_in:
                yield f"{pinned['name']} {pinned['version']}: {advisory.name}, mended in {advisory.fixed_in}: {advisory.what}"


def _requirements(text: str) -> list[str]:
    """The entries of a lock, each on one line, without comments."""
    joined = re.sub(r"\\\s*\n\s*", " ", text)
    return [line.strip() for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


if __name__ == "__main__":
    sys.exit(main())
