"""A raw folder of everything that should not be in one: hostile files, names, links and times, with good articles between."""

from __future__ import annotations

import json
import os
import socket
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

from hostile_archives import PACKED, TARS, ZIPS, zip_of
from hostile_pages import HTML, JSON_LINES, TEXTS, Kind, article
from small_articles import write_articles

GOOD_ARTICLES = 25
_FURTHEST = (1 << 63) - 1
"""Nanoseconds of the latest time a system call can say; a file system may keep an earlier one."""


def files_of_kinds() -> dict[str, tuple[str, Kind]]:
    """Every kind of hostile content with the ending of its files."""
    return {
        **{kind: (".txt", make) for kind, make in TEXTS.items()},
        **{kind: (".html", make) for kind, make in HTML.items()},
        **{kind: (".jsonl", make) for kind, make in JSON_LINES.items()},
        **{kind: (".zip", make) for kind, make in ZIPS.items()},
        **{kind: (".tar", make) for kind, make in TARS.items()},
        **PACKED,
    }


def write_hostile_folder(folder: Path, of_each: int, seed: int) -> dict[str, int]:
    """Write good articles and `of_each` inputs of every kind; how many of each."""
    write_articles(folder / "good", range(GOOD_ARTICLES))
    written: dict[str, int] = {}
    for kind, (ending, make) in files_of_kinds().items():
        (folder / kind).mkdir()
        for number in range(of_each):
            (folder / kind / f"{number:02d}{ending}").write_bytes(make(Random(f"{seed} {kind} {number}")))
        written[kind] = of_each
    for kind, place in ENTRIES.items():
        (folder / kind).mkdir()
        for number in range(of_each):
            place(Random(f"{seed} {kind} {number}"), folder / kind, number)
        written[kind] = of_each
    return written


def _write(path: str | bytes, random: Random) -> None:
    with open(path, "wb") as file:  # noqa: PTH123 - a path of bytes
        file.write(article(random).encode())


def _bytes_in_name(random: Random, folder: Path, number: int) -> None:
    _write(os.fsencode(folder) + b"/b\xe9\xff" + bytes([128 + number]) + b".txt", random)


def _named(name: str) -> Callable[[Random, Path, int], None]:
    def place(random: Random, folder: Path, number: int) -> None:
        _write(str(folder / name.format(number)), random)

    return place


def _beside_its_archive(random: Random, folder: Path, number: int) -> None:
    (folder / f"{number}.zip").write_bytes(zip_of([("x.txt", article(random).encode()), ("y!1.txt", article(random).encode())]))
    _write(str(folder / f"{number}.zip!x.txt"), random)
    (folder / f"{number}.jsonl").write_text(json.dumps({"text": article(random)}), encoding="utf-8")
    _write(str(folder / f"{number}.jsonl!1"), random)


def _like_an_escape(random: Random, folder: Path, number: int) -> None:
    for name in ("a\nb", "a\\x0ab", "a\\x5cx0ab", "a\\u2028b", "a\u2028b"):
        _write(str(folder / f"{number}{name}.txt"), random)


def _two_spellings(random: Random, folder: Path, number: int) -> None:
    for form in ("NFC", "NFD"):
        _write(str(folder / unicodedata.normalize(form, f"Huế {number}.txt")), random)  # type: ignore[arg-type]


def _at_time(nanoseconds: int) -> Callable[[Random, Path, int], None]:
    def place(random: Random, folder: Path, number: int) -> None:
        _write(str(folder / f"{number}.txt"), random)
        os.utime(folder / f"{number}.txt", ns=(0, nanoseconds))

    return place


def _fifo(random: Random, folder: Path, number: int) -> None:
    os.mkfifo(folder / f"{number}.txt")


def _socket(random: Random, folder: Path, number: int) -> None:
    here = os.open(folder, os.O_RDONLY)
    try:  # through the descriptor: the address of a socket may have a hundred bytes
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(f"/proc/self/fd/{here}/{number}.txt")
    finally:
        os.close(here)


def _link(target: str) -> Callable[[Random, Path, int], None]:
    def place(random: Random, folder: Path, number: int) -> None:
        (folder / f"{number}.txt").symlink_to(target.format(number))

    return place


def _linked_folders(random: Random, folder: Path, number: int) -> None:
    """A folder with links to all that were there before, and they to it."""
    mine = folder / str(number)
    before = [entry for entry in folder.iterdir() if not entry.is_symlink()]
    mine.mkdir()
    _write(str(mine / "x.txt"), random)
    for other in before:
        (mine / f"to-{other.name}").symlink_to(other)
        (other / f"to-{number}").symlink_to(mine)


def _deep(random: Random, folder: Path, number: int) -> None:
    """A file 1,200 folders down, further than a path reaches; all numbers share the way, each stops a folder earlier."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(1_200 - number):
        with suppress(FileExistsError):  # another number was here
            os.mkdir("sâu", dir_fd=here)
        below = os.open("sâu", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    with open(os.open(f"{number}.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here), "wb") as file:  # noqa: PTH123 - a descriptor
        file.write(article(random).encode())
    os.close(here)


ENTRIES: dict[str, Callable[[Random, Path, int], None]] = {
    "name-not-utf8": _bytes_in_name,
    "name-controls": _named("\x1b]0;{}\x07\r\x9b.txt"),
    "name-long": _named("{}" + "ổ" * 80 + ".txt"),
    "name-only-ending": _named(".{}.txt"),
    "name-spaces": _named(" {} . .txt"),
    "name-markup": _named("[red]{}<script>alert(1)<&'\"$(x)`;.html"),
    "name-like-an-address": _named("s3:::{}%2e%2e?versionId=x#y.txt"),
    "name-of-a-member": _beside_its_archive,
    "name-like-an-escape": _like_an_escape,
    "name-in-two-spellings": _two_spellings,
    "time-before-1900": _at_time(-2_300_000_000 * 10**9),
    "time-after-9999": _at_time(_FURTHEST),
    "fifo": _fifo,
    "socket": _socket,
    "link-to-nothing": _link("nowhere-{}"),
    "link-to-itself": _link("{}.txt"),
    "link-out": _link("/proc/self/environ"),
    "link-to-a-device": _link("/dev/zero"),
    "link-up": _link("../.."),
    "link-to-the-location": _link(".."),
    "linked-folders": _linked_folders,
    "deep": _deep,
}


def remove_deep(folder: Path) -> None:
    """Remove folders in folders, each taken out of the one above it first: a path of all of them would be too long."""
    while folder.exists():
        deeper = folder.with_name("deeper")
        for entry in list(folder.iterdir()):
            if entry.is_dir():
                entry.rename(deeper)
            else:
                entry.unlink()
        folder.rmdir()
        folder = deeper.rename(folder) if deeper.exists() else folder
