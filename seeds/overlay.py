"""The overlay: a folder of lexicon files whose rows are added to those that ship with solieu, or stand in their place.

The files bear the names and the columns of the seeds (`nouns.csv`, `indicators.csv`, …; `spellings.csv` for names of places) and hold
only rows of one's own. Rows with the key of a seed row (`keys.csv` says which columns are the key) replace it, all others are
added. Files that end in `.yml` are corrections; one with the `id` of another replaces it. Other files are ignored.

One overlay is active at a time: the rules, their fingerprints and the reference tables read the lexicons through this module.
"""

from __future__ import annotations

import csv
import hashlib
import io
import threading
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, wraps
from importlib import resources
from pathlib import Path
from typing import NamedTuple, TypeVar

Built = TypeVar("Built")
LEXICONS = "lexicon"
CORRECTION_ENDINGS = (".yml", ".yaml")


class LexiconError(ValueError):
    """A lexicon that cannot be trusted; the message names file, line, and what was expected."""


class Row(NamedTuple):
    """One row of a lexicon: the file it stands in as people name it, its last line there, and its cells."""

    file: str
    line: int
    cells: tuple[str, ...]

    @property
    def place(self) -> str:
        """File and line, as messages begin."""
        return f"{self.file}, line {self.line}"

    @property
    def folder(self) -> str:
        """The folder of the file, as people name it."""
        return self.file.rpartition("/")[0]


@dataclass(frozen=True)
class Overlay:
    """The files of an overlay as they were when it was read: content by file name, in NFC. `folder` names them in messages."""

    folder: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """What tells overlays apart: the same for the same files, wherever they stand; empty for no file."""
        if not self.texts:
            return ""
        return hashlib.sha256(repr(sorted(self.texts.items())).encode()).hexdigest()

    def label(self, name: str) -> str:
        """How messages call a file of it."""
        return str(Path(self.folder) / name)


NO_OVERLAY = Overlay()
_changing = threading.Lock()
_active = [NO_OVERLAY]
_forget: list[Callable[[], None]] = []


def active_overlay() -> Overlay:
    """The overlay that the lexicons are read with."""
    return _active[0]


def use_overlay(overlay: Overlay) -> None:
    """Read the lexicons with this overlay from now on; what was read with another is forgotten."""
    with _changing:
        if overlay.digest != _active[0].digest:
            _active[0] = overlay
            for forget in _forget:
                forget()


def on_change(forget: Callable[[], None]) -> None:
    """Call this whenever another overlay becomes active, before anything is read with it."""
    _forget.append(forget)


def own_files(name: str) -> tuple[tuple[str, str], ...]:
    """The files of the overlay that hold rows of a lexicon: how messages call them, and their text."""
    overlay = active_overlay()
    return tuple((overlay.label(file), overlay.texts[file]) for file in _files_of(name) if file in overlay.texts)


def kept_for(*names: str) -> Callable[[Callable[[], Built]], Callable[[], Built]]:
    """Keep what a function builds from these lexicons over a change of the overlay that adds the same to them as the one before."""

    def keep(build: Callable[[], Built]) -> Callable[[], Built]:
        kept: list[tuple[object, Built]] = []

        @wraps(build)
        def ask() -> Built:
            own = [own_files(name) for name in names]
            if not kept or kept[0][0] != own:
                kept[:] = [(own, build())]
            return kept[0][1]

        return ask

    return keep


def read_overlay(folder: Path) -> Overlay:
    """The files of a folder; a folder that does not exist is an overlay without files.

    Raises:
        LexiconError: a file is not UTF-8, or a `.csv` has the name of no lexicon.
    """
    texts: dict[str, str] = {}
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "~")) or not path.name.endswith((".csv", *CORRECTION_ENDINGS)) or not path.is_file():
            continue
        if path.suffix == ".csv" and path.stem not in lexicons():
            raise LexiconError(f"{path}: no lexicon is called {path.name}{nearest(path.stem, lexicons(), '.csv')}")
        texts[path.name] = unicodedata.normalize("NFC", decode(str(path), path.read_bytes()).removeprefix("\ufeff"))
    return Overlay(str(folder), texts)


def add_rows(overlay: Overlay, rows: Mapping[str, Iterable[tuple[str, ...]]]) -> Overlay:
    """The overlay with more rows, by lexicon; one with the key of a row that it holds replaces that row.

    Raises:
        LexiconError: a file of the overlay is no CSV.
    """
    texts = dict(overlay.texts)
    for name, added in rows.items():
        columns, _ = read_seed_rows(name)
        key = [columns.index(column) for column in lexicons()[name].key]
        new = [Row("", 0, cells) for cells in added]
        replaced = {_key(row, key) for row in new}
        label, file = overlay.label(f"{name}.csv"), f"{name}.csv"
        held = [row for row in (parse_rows(label, texts[file])[1] if file in texts else []) if _key(row, key) not in replaced]
        if new:
            texts[file] = _as_text(columns, [*held, *new])
    return Overlay(overlay.folder, texts)


def nearest(name: str, known: Iterable[str], ending: str = "") -> str:
    """The end of a message about an unknown name: the known name that is most like it, or nothing.

    >>> nearest("houshold", ["household", "person"]), nearest("xyz", ["household"])
    ("; did you mean 'household'?", '')
    """
    found = get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"; did you mean '{found[0]}{ending}'?" if found else ""


class Lexicon(NamedTuple):
    """A lexicon that an overlay can add to: its folder in the seeds, the one that its rows go to, and the columns of its key.

    No module names the files here: a stage is done again when a lexicon changed that one of its modules names.
    """

    folder: str
    joins: str
    key: tuple[str, ...]


@cache
def lexicons() -> Mapping[str, Lexicon]:
    """Every lexicon that an overlay can add to, by its name."""
    rows = csv.DictReader((resources.files("seeds") / "keys.csv").read_text("utf-8").splitlines())
    return {row["lexicon"]: Lexicon(row["folder"], row["joins"], tuple(row["key"].split(","))) for row in rows}


def decode(label: str, data: bytes) -> str:
    """The text of a lexicon.

    Raises:
        LexiconError: it is not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise LexiconError(f"{label}: not UTF-8 at byte {error.start}; save it as UTF-8") from error


def parse_rows(label: str, text: str) -> tuple[tuple[str, ...], list[Row]]:
    """The header of a lexicon and its rows; empty lines are none.

    Raises:
        LexiconError: it is no CSV.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = tuple(next(reader, ()))
        return header, [Row(label, reader.line_num, tuple(cells)) for cells in reader if cells]
    except csv.Error as error:
        raise LexiconError(f"{label}, line {reader.line_num}: {error}") from error


def read_seed_rows(name: str, folder: str | None = None) -> tuple[tuple[str, ...], list[Row]]:
    """The columns of a lexicon and its rows as they ship; `folder` is that of a file which no overlay adds to.

    Raises:
        LexiconError: there is no such lexicon, or its file is not UTF-8 or no CSV.
    """
    folder = folder or (lexicons()[name].folder if name in lexicons() else LEXICONS)
    label = f"seeds/{folder}/{name}.csv"
    try:
        return parse_rows(label, decode(label, (resources.files("seeds") / folder / f"{name}.csv").read_bytes()))
    except FileNotFoundError as error:
        raise LexiconError(f"{label}: no such lexicon") from error


def read_rows(name: str) -> tuple[tuple[str, ...], list[Row]]:
    """The columns of a lexicon and its rows: those of the seeds in their order, or with those of the overlay, sorted by their cells.

    Raises:
        LexiconError: see `read_seed_rows`; or a file of the overlay is no CSV or has other columns.
    """
    columns, rows = read_seed_rows(name)
    own = [row for file in _files_of(name) for row in _own_rows(file, columns)]
    if not own:
        return columns, rows
    key = [columns.index(column) for column in lexicons()[name].key]
    replaced = {_key(row, key) for row in own}
    return columns, sorted([*(row for row in rows if _key(row, key) not in replaced), *own], key=lambda row: row.cells)


def merged_text(path: str, text: str) -> str:
    """The text of a seed file (`lexicon/nouns.csv`) with the rows of the overlay; `text` itself where it has none.

    Raises:
        LexiconError: see `read_rows`.
    """
    name = path.rpartition("/")[2].removesuffix(".csv")
    if not path.endswith(".csv") or name not in lexicons() or not any(file in active_overlay().texts for file in _files_of(name)):
        return text
    return _as_text(*read_rows(name))


def own_corrections() -> list[tuple[str, str]]:
    """The files of corrections of the overlay: how messages call them, and their text."""
    overlay = active_overlay()
    return [(overlay.label(name), text) for name, text in sorted(overlay.texts.items()) if name.endswith(CORRECTION_ENDINGS)]


def as_line(cells: Iterable[str]) -> str:
    """Cells as they stand in a file.

    >>> as_line(["thu", "12, 13"])
    'thu,"12, 13"'
    """
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="").writerow(cells)
    return text.getvalue()


def _as_text(columns: tuple[str, ...], rows: Iterable[Row]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([columns, *(row.cells for row in rows)])
    return text.getvalue()


def _files_of(name: str) -> tuple[str, ...]:
    """The files of an overlay that hold rows of a lexicon; other names of places stand in either of two."""
    return (f"{name}.csv", *(f"{other}.csv" for other, lexicon in lexicons().items() if lexicon.joins == name))


def _own_rows(file: str, columns: tuple[str, ...]) -> list[Row]:
    overlay = active_overlay()
    if file not in overlay.texts:
        return []
    label = overlay.label(file)
    header, rows = parse_rows(label, overlay.texts[file])
    if header != columns:
        raise LexiconError(f"{label}, line 1: columns are {','.join(header)}; expected {','.join(columns)}")
    for row in rows:
        if len(row.cells) != len(columns):
            raise LexiconError(f"{row.place}: {len(row.cells)} cells; expected {len(columns)} ({','.join(columns)})")
    return rows


def _key(row: Row, key: list[int]) -> tuple[str, ...]:
    return tuple(row.cells[index].casefold() for index in key if index < len(row.cells))
