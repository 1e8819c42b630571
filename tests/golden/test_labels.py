"""The labels of the sample articles: their format, and that they say what the files say."""

from __future__ import annotations

import csv
import html
import json
import re
import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from label_format import (
    BREAKDOWNS,
    FINER_UNITS,
    FREQUENCIES,
    INDICATORS,
    LINE_KINDS,
    MEASURES,
    MEASURES_WITH_DIRECTION,
    PERIOD_KINDS,
    QUALIFIERS,
    STATUSES,
    UNITS,
    possible_values,
)

SAMPLES = Path(__file__).parents[2] / "seeds" / "articles"
RAW, GOLD = SAMPLES / "raw", SAMPLES / "gold"
LABEL_FILES = sorted(GOLD.rglob("*.json"))
TOP_KEYS = {"file", "article", "lines", "observations", "not_observations", "exhaustive", "encoding"}
ARTICLE_KEYS = {"title", "published_at", "author", "source_url", "view_count", "places"}
REQUIRED = {"anchor", "value", "indicator", "measure", "unit", "qualifier", "status", "organisation", "period", "frequency", "breakdown"}
OPTIONAL = {"value_high", "denominator", "direction", "unit_text", "alt"}
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

by_file = pytest.mark.parametrize("path", LABEL_FILES, ids=lambda path: path.stem)


def door(text: str) -> str:
    return INVISIBLE.sub("", unicodedata.normalize("NFC", text).replace("\u00d0", "\u0110"))


def fold(text: str) -> str:
    return re.sub(r"\s+", " ", door(text)).strip()


def load(path: Path) -> dict[str, Any]:
    label: dict[str, Any] = json.loads(path.read_text("utf8"))
    return label


def raw_text(label: dict[str, Any]) -> str:
    return (RAW / str(label["file"])).read_bytes().decode(str(label.get("encoding", "utf-8")))


def line_kinds(label: dict[str, Any]) -> dict[int, str]:
    kinds: dict[int, str] = {}
    for key, kind in label["lines"].items():
        first, _, last = key.partition("-")
        for number in range(int(first), int(last or first) + 1):
            assert number not in kinds, f"line {number} is labelled twice"
            kinds[number] = kind
    return kinds


def occurrences(anchor: str, text: str) -> int:
    return len(re.findall(f"(?={re.escape(fold(anchor))})", text))


def test_there_are_enough_samples() -> None:
    with (SAMPLES / "split.csv").open(encoding="utf8", newline="") as stream:
        splits = {row["file"]: row["split"] for row in csv.DictReader(stream)}
    assert set(splits) == {load(path)["file"] for path in LABEL_FILES}
    assert sorted(splits.values()).count("dev") == 16
    assert sorted(splits.values()).count("held_out") == 8
    assert sum((RAW / file).with_suffix(".html").exists() for file in splits) >= 8


def test_every_raw_file_is_labelled_or_listed_as_broken() -> None:
    with (SAMPLES / "broken.csv").open(encoding="utf8", newline="") as stream:
        broken = {row["file"] for row in csv.DictReader(stream)}
    labelled = {Path(load(path)["file"]).stem for path in LABEL_FILES}
    for path in RAW.iterdir():
        assert path.name in broken or path.stem in labelled, path.name


def test_samples_use_most_indicators() -> None:
    used = {observation["indicator"] for path in LABEL_FILES for observation in load(path)["observations"]}
    assert len(used) >= 55, sorted(INDICATORS - used)


@by_file
def test_format(path: Path) -> None:
    label = load(path)
    assert path.stem == Path(label["file"]).stem
    assert set(label) <= TOP_KEYS
    assert set(label["article"]) - {"alt"} == ARTICLE_KEYS
    published = label["article"]["published_at"]
    if published:
        parsed = datetime.fromisoformat(published)
        assert ("T" in published) == (parsed.tzinfo is not None)
    for place in label["article"]["places"]:
        assert set(place) <= {"level", "name", "district", "province"}
    for observation in label["observations"]:
        check_observation(observation)


def check_observation(observation: dict[str, Any]) -> None:
    where = observation["anchor"]
    assert REQUIRED <= set(observation) <= REQUIRED | OPTIONAL, where
    assert observation["indicator"] in INDICATORS, where
    assert observation["measure"] in MEASURES, where
    assert observation["unit"] in UNITS | FINER_UNITS, where
    assert observation["qualifier"] in QUALIFIERS, where
    assert observation["status"] in STATUSES, where
    assert observation["frequency"] in FREQUENCIES, where
    assert (observation["measure"] == "ratio") == ("denominator" in observation), where
    assert ("direction" in observation) <= (observation["measure"] in MEASURES_WITH_DIRECTION), where
    assert "value_high" not in observation or observation["value_high"] > observation["value"], where
    assert observation["measure"] != "share" or 0 <= observation["value"] <= 100, where
    check_period(observation["period"], where)
    alt = observation.get("alt", {})
    for period in alt.get("period", []):
        check_period(period, where)
    for breakdown in [observation["breakdown"], *alt.get("breakdown", [])]:
        for key, value in breakdown.items():
            codes = BREAKDOWNS[key]
            assert codes is None or value in codes, (where, key, value)
    for key, allowed in (("indicator", INDICATORS), ("measure", MEASURES), ("unit", UNITS | FINER_UNITS), ("qualifier", QUALIFIERS)):
        assert set(alt.get(key, [])) <= allowed, (where, key)


def check_period(period: dict[str, Any], where: str) -> None:
    assert period["kind"] in PERIOD_KINDS, where
    days = [date.fromisoformat(day) for day in (period["start"], period["end"]) if day]
    assert days == sorted(days), where
    if period["kind"] == "none":
        assert not days, where
    if period["kind"] in ("year", "month", "quarter"):
        assert len(days) == 2, where


@by_file
def test_anchors_stand_once_and_hold_the_value(path: Path) -> None:
    label = load(path)
    text = fold(raw_text(label))
    for observation in label["observations"]:
        anchor = observation["anchor"]
        assert occurrences(anchor, text) == 1, anchor
        assert len(anchor.split()) <= 8, anchor
        wanted = [observation["value"], *observation.get("alt", {}).get("value", [])]
        assert any(abs(value - want) < 1e-6 * max(1, abs(want)) for value in possible_values(anchor) for want in wanted), (anchor, wanted)
    for anchor in label["not_observations"]:
        assert occurrences(anchor, text) == 1, anchor


@by_file
def test_lines_cover_the_file(path: Path) -> None:
    label = load(path)
    kinds = line_kinds(label)
    lines = door(raw_text(label)).split("\n")
    assert set(kinds.values()) <= LINE_KINDS
    for number, line in enumerate(lines, start=1):
        assert bool(line.strip()) == (number in kinds), f"line {number}: {line[:60]!r}"
    titles = [fold(lines[number - 1]) for number, kind in sorted(kinds.items()) if kind == "title"]
    assert " ".join(titles) == fold(label["article"]["title"])


@by_file
def test_observations_stand_in_title_or_body(path: Path) -> None:
    label = load(path)
    kinds = line_kinds(label)
    lines = door(raw_text(label)).split("\n")
    text = fold("\n".join(lines[number - 1] for number, kind in sorted(kinds.items()) if kind in ("title", "body")))
    for observation in label["observations"]:
        assert occurrences(observation["anchor"], text) == 1, observation["anchor"]
    starts = [text.index(fold(observation["anchor"])) for observation in label["observations"]]
    assert starts == sorted(starts), "observations are not in reading order"


@by_file
def test_organisations_are_printed_in_the_article(path: Path) -> None:
    label = load(path)
    text = fold(raw_text(label)).casefold()
    for observation in label["observations"]:
        if observation["organisation"]:
            assert fold(observation["organisation"]).casefold() in text, (observation["anchor"], observation["organisation"])


@by_file
def test_page_holds_the_text(path: Path) -> None:
    label = load(path)
    page = (RAW / label["file"]).with_suffix(".html")
    if not page.exists():
        pytest.skip("no page of this article")
    data = page.read_bytes()
    markup = data.decode("cp1258" if b"windows-1258" in data else "utf-8")
    assert " k=" not in markup
    assert "{{" not in markup
    visible = fold(html.unescape(re.sub(r"<[^>]+>", " ", markup)))
    squeezed = visible.replace(" ", "")
    lines = door(raw_text(label)).split("\n")
    for number, kind in line_kinds(label).items():
        if kind in ("title", "body"):
            assert fold(lines[number - 1]).replace(" ", "") in squeezed, f"line {number}"
