"""Known errors of sources, as data: what to match, what to change, and a guard that fails once the source is mended.

A file of `seeds/corrections/` is a YAML list. One correction:

    - id: short-name                     stands on every figure it changed
      match: {sentence: ..., span_text: ...}   words of the sentence, and the number as printed
      expect: {value: 1319652}           what the rules read today
      action: {set: {value: 1319.652}}   new values of columns
      reason: why it is wrong, and how one knows
      reported_on: 2026-11-01
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml

from seeds.overlay import own_corrections
from tasks.facts.document.records import ArticleText, Observation

# What a correction may set: the values a source can get wrong, never identity or provenance.
CORRECTABLE = frozenset({"value", "value_high", "denominator", "indicator", "unit", "qualifier", "status", "organisation"})
FOLDER = "seeds/corrections"
_KEYS = {"id", "match", "expect", "action", "reason", "reported_on"}


class CorrectionError(ValueError):
    """A correction that is badly written, or whose guard no longer holds; the message names it."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One known error of a source."""

    id: str
    sentence: str
    span_text: str
    expect: Mapping[str, Any]
    changes: Mapping[str, Any]
    reason: str


@cache
def read_corrections() -> tuple[Correction, ...]:
    """Every correction of `seeds/corrections/` and of the overlay; there one with the id of another replaces it.

    Raises:
        CorrectionError: a file is not a list of corrections, or one of them lacks a key or sets what may not be set.
    """
    folder = resources.files("seeds") / "corrections"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yml")), key=lambda file: file.name)
    found = [one for file in files for one in parse_corrections(f"{FOLDER}/{file.name}", file.read_text("utf-8"))]
    own = [one for label, text in own_corrections() for one in parse_corrections(label, text)]
    replaced = {one.id for one in own}
    return (*(one for one in found if one.id not in replaced), *own)


def parse_corrections(label: str, text: str) -> list[Correction]:
    """Reads one file of corrections; `label` names it in the errors.

    Raises:
        CorrectionError: see `read_corrections`.
    """
    try:
        rows = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        raise CorrectionError(f"{label}: no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(rows, list):
        raise CorrectionError(f"{label}: expected a list of corrections")
    found = []
    for number, row in enumerate(rows, 1):
        where = f"{label}, correction {number}"
        if not isinstance(row, dict) or set(row) != _KEYS:
            raise CorrectionError(f"{where}: expected the keys {', '.join(sorted(_KEYS))}")
        changes = (row["action"] or {}).get("set") or {}
        wrong = set(changes) - CORRECTABLE
        if not changes or wrong:
            raise CorrectionError(
                f"{where}: action.set may change {', '.join(sorted(CORRECTABLE))}; got {', '.join(sorted(wrong)) or 'nothing'}"
            )
        match = row["match"] or {}
        if set(match) != {"sentence", "span_text"}:
            raise CorrectionError(f"{where}: match needs sentence and span_text")
        unknown = set(row["expect"] or {}) - set(Observation._fields)
        if unknown or not row["expect"]:
            raise CorrectionError(f"{where}: expect names columns of observations; got {', '.join(sorted(unknown)) or 'nothing'}")
        found.append(Correction(str(row["id"]), match["sentence"], str(match["span_text"]), row["expect"], changes, row["reason"]))
    return found


def apply_corrections(
    article: ArticleText, observations: Sequence[Observation], corrections: Sequence[Correction] | None = None
) -> tuple[Observation, ...]:
    """The figures with what is known to be wrong in their source put right, each change marked with its correction.

    Raises:
        CorrectionError: the guard of a correction that matches no longer holds.
    """
    known = read_corrections() if corrections is None else corrections
    near = [one for one in known if one.sentence in article.text]
    if not near:
        return tuple(observations)
    return tuple(_corrected(article, observation, near) for observation in observations)


def _corrected(article: ArticleText, observation: Observation, near: Sequence[Correction]) -> Observation:
    sentence = article.text[observation.sentence_start : observation.sentence_end]
    for one in near:
        if one.span_text != observation.span_text or one.sentence not in sentence:
            continue
        for column, wanted in one.expect.items():
            have = getattr(observation, column)
            if have != wanted:
                raise CorrectionError(
                    f"correction {one.id}: expected {column} = {wanted!r} at {one.span_text!r}, the rules now read {have!r}; review it"
                )
        return observation._replace(**one.changes, correction=one.id)
    return observation
