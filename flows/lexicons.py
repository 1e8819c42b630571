"""The lexicons of a command: those that ship, with the operator's own rows, which are checked before anything is done with them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.settings import Settings, SettingsError
from seeds.overlay import NO_OVERLAY, Overlay, read_overlay, use_overlay
from tasks.vi.text.lexicon import LexiconError

TOLD = 3
"""Wrong cells that an error names; `solieu lexicon check` names all."""

_entering = threading.Lock()
_in_use: list[str] = []
"""The digest of the rows that each block under way reads."""


@contextmanager
def lexicons_of(settings: Settings) -> Iterator[Overlay]:
    """Read the lexicons with the operator's own rows while the block lasts.

    Raises:
        LexiconError: a row is wrong: names file, line and column, and the known name that is most like the one given.
    """
    with own_rows(settings) as overlay:
        if overlay.texts:
            _check()
        yield overlay


@contextmanager
def own_rows(settings: Settings) -> Iterator[Overlay]:
    """The same without a check of what the rows say.

    Raises:
        LexiconError: a file is none of a lexicon, or cannot be read.
        SettingsError: another thread of this process reads the lexicons with other rows: there is one set of them in a process.
    """
    overlay = read_overlay(settings.lexicon_folder)
    with _entering:
        if _in_use and _in_use[-1] != overlay.digest:
            raise SettingsError(f"lexicon: this process works with other rows than those of {settings.lexicon_folder}; use another one")
        _in_use.append(overlay.digest)
        use_overlay(overlay)
    try:
        yield overlay
    finally:
        with _entering:
            _in_use.pop()
            if not _in_use:
                use_overlay(NO_OVERLAY)


def _check() -> None:
    from tasks.facts.proofs.names import find_wrong_cells

    wrong = find_wrong_cells()
    if wrong:
        more = f"; and {len(wrong) - TOLD} more, see `solieu lexicon check`" if len(wrong) > TOLD else ""
        raise LexiconError("; ".join(map(str, wrong[:TOLD])) + more)
