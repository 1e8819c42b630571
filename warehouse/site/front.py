"""The pages that every copy has once: what each is made of, so that one on which nothing changed is taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from warehouse.site import pages
from warehouse.site.frame import Frame
from warehouse.site.source import Source


@dataclass(frozen=True)
class Front:
    """One page: how it is rendered, and the rows that it shows, all of which are kept by the source that it is rendered from."""

    render: Callable[[Source, Frame], str]
    shown: Callable[[Source], Any]

    def state(self, source: Source, linked: Collection[str]) -> str:
        """Digest of everything the page shows: its rows, and which articles have a page that it can link to."""
        return hashlib.sha256(f"{self.shown(source)!r}\n{sorted(linked)}".encode()).hexdigest()[:32]


def _kept(*names: str) -> Callable[[Source], Any]:
    """The rows of queries that are asked once per file."""
    return lambda source: [source.kept(name) for name in names]


FRONT: dict[str, Front] = {
    # it shows the run itself, and so is never what it was
    "index": Front(pages.night, _kept("night_run", "night_runs")),
    "figures": Front(pages.figures, _kept()),
    "indicators": Front(pages.indicators, _kept("indicators")),
    "places": Front(pages.places, _kept("provinces", "places")),
    "conflicts": Front(pages.conflicts, _kept("conflicts", "units")),
    "quarantine": Front(pages.quarantine, pages.waiting_of),
    "dictionary": Front(pages.dictionary, _kept("dictionary")),
}
"""By the name of the file."""
