"""Hand-labelled articles: where the sets lie, how a label file is read, and a digest of what was labelled."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
SAMPLES = ROOT / "seeds" / "articles"
WRITTEN = Path(__file__).with_name("written")
SETS = ("shared_gold", "shared_dev", "samples_dev", "samples_held_out", "written")

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
WIDE_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u3000]")
SPACE = re.compile(r"\s+")
BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Label:
    """One labelled article: the parsed label file, its line kinds by number, and the lines of its raw text."""

    path: Path
    raw: Path
    data: Mapping[str, Any]
    line_kinds: Mapping[int, str]
    lines: tuple[str, ...]

    @property
    def file(self) -> str:
        return str(self.data["file"])

    @property
    def observations(self) -> list[dict[str, Any]]:
        return list(self.data.get("observations", []))


def door(text: str | None) -> str:
    """Text as it enters the pipeline: NFC, one letter for Đ, no invisible characters, plain spaces.

    >>> door("Ðảng\\u200b bộ\\u00a0xã")
    'Đảng bộ xã'
    """
    text = unicodedata.normalize("NFC", text or "").replace("\u00d0", "\u0110").replace("\r\n", "\n")
    return WIDE_SPACE.sub(" ", INVISIBLE.sub("", text))


def fold_space(text: str | None) -> str:
    """`door`, with every run of white space as one space."""
    return SPACE.sub(" ", door(text)).strip()


def anchor_range(text: str, anchor: str) -> tuple[int, int] | None:
    """Where `anchor` first stands in `text`, white space folded on both sides; None when it does not."""
    words = [re.escape(word) for word in fold_space(anchor).split(" ")]
    match = re.search(r"\s+".join(words), text)
    return match.span() if match else None


def expand_lines(labels: Mapping[str, str] | None) -> dict[int, str]:
    """Line kinds keyed by "12" or "3-40" as one kind per line.

    >>> expand_lines({"1": "title", "3-4": "body"})
    {1: 'title', 3: 'body', 4: 'body'}
    """
    kinds: dict[int, str] = {}
    for key, kind in (labels or {}).items():
        first, _, last = str(key).partition("-")
        kinds.update(dict.fromkeys(range(int(first), int(last or first) + 1), kind))
    return kinds


def decode_sample(data: bytes, encoding: str | None = None) -> str:
    """Text of a labelled raw file: UTF-8 unless it has a UTF-16 mark or its label file names another encoding."""
    for mark, codec in BOMS:
        if data.startswith(mark):
            return data.decode(codec)
    return data.decode(encoding or "utf-8")


def read_label(path: Path, raw_dir: Path) -> Label:
    """One label file with the raw text it speaks of."""
    data = json.loads(path.read_text("utf8"))
    raw = raw_dir / data["file"]
    text = decode_sample(raw.read_bytes(), data.get("encoding")) if raw.exists() else ""
    return Label(path, raw, data, expand_lines(data.get("lines")), tuple(door(text).split("\n")))


def sample_splits() -> dict[str, str]:
    """File name of each labelled sample and the split it belongs to, as seeds/articles/split.csv says."""
    path = SAMPLES / "split.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf8", newline="") as stream:
        return {row["file"]: row["split"] for row in csv.DictReader(stream)}


def folders(name: str) -> tuple[Path, Path]:
    """Label folder and raw folder of a set."""
    if name == "shared_gold":
        return SHARED / "gold", SHARED / "seeds"
    if name == "shared_dev":
        return SHARED / "dev" / "gold", SHARED / "dev" / "raw"
    here = WRITTEN if name == "written" else SAMPLES
    return here / "gold", here / "raw"


def read_set(name: str) -> Iterator[Label]:
    """The labelled articles of a set, by file name; nothing when the set is not on this machine."""
    gold, raw = folders(name)
    splits = sample_splits()
    wanted = name.removeprefix("samples_")
    for path in sorted(gold.rglob("*.json")):
        label = read_label(path, raw)
        if not name.startswith("samples_") or splits.get(label.file) == wanted:
            yield label


def digest(name: str) -> str:
    """Short hash of the labels and raw texts of a set: a floor holds only for the data it was measured on."""
    total = hashlib.sha256()
    for label in read_set(name):
        total.update(json.dumps(label.data, ensure_ascii=False, sort_keys=True).encode())
        total.update("\n".join(label.lines).encode())
    return total.hexdigest()[:16]
