"""How much room a home takes, by what takes it."""

from __future__ import annotations

from pathlib import Path

from tasks.store.home import Home

PARTS = ("lake", "snapshots", "docs", "sites", "verdicts", "logs", "candidates")
"""Folders of a home that are told apart."""


def disk_use(home: Path) -> dict[str, int]:
    """Bytes of the live file, of each folder of the home, and of all else in it. A file that vanishes meanwhile counts nothing."""
    live = Home(home).live
    sizes = {"warehouse": _size(live), **{part: _sum(home / part) for part in PARTS}}
    known = {live, *(home / part for part in PARTS)}
    sizes["other"] = sum(_sum(path) if path.is_dir() else _size(path) for path in _entries(home) if path not in known)
    return sizes


def say_bytes(count: int) -> str:
    """A size as people read it.

    >>> say_bytes(512), say_bytes(2_340_000), say_bytes(12_600_000_000)
    ('512 B', '2.3 MB', '12.6 GB')
    """
    size = float(count)
    for unit in ("B", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit in ("B", "kB") else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"


def _sum(folder: Path) -> int:
    return sum(_size(path) for path in folder.rglob("*") if not path.is_symlink() and path.is_file()) if folder.is_dir() else 0


def _entries(home: Path) -> list[Path]:
    return list(home.iterdir()) if home.is_dir() else []


def _size(path: Path) -> int:
    try:
        return path.stat(follow_symlinks=False).st_size
    except FileNotFoundError:
        return 0
