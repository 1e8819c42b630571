"""What makes a figure the same figure: its id within an article, and the key of the fact it reports."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256

from tasks.facts.knowledge.links import OTHER
from tasks.vi.gazetteer.organisation_heads import QUANTIFIERS, organisation_lexicon
from tasks.vi.gazetteer.place_names import unmarked_name
from tasks.vi.text.spelling import one_spelling

GOVERNING = frozenset({"party_committee", "government"})
"""Kinds of bodies that stand for the place whose name follows them, as the lexicon of organisations has it."""


def observation_id(article_id: str, span_start: int, span_end: int, indicator: str) -> str:
    """16 hex digits that name a figure: the same article, span and indicator always give the same."""
    return _digest(article_id, str(span_start), str(span_end), indicator)


def breakdown_json(breakdown: Mapping[str, str]) -> str:
    """The slice as JSON text with sorted keys, so that equal slices are equal texts.

    >>> breakdown_json({"sex": "female", "age": "youth"})
    '{"age": "youth", "sex": "female"}'
    """
    return _json(tuple(sorted(breakdown.items()))) if breakdown else "{}"


@lru_cache(maxsize=4096)
def _json(items: tuple[tuple[str, str], ...]) -> str:
    return json.dumps(dict(items), ensure_ascii=False)


def fact_key(
    *,
    article_id: str,
    indicator: str,
    measure: str,
    unit: str,
    unit_text: str | None,
    status: str,
    frequency: str | None,
    breakdown: Mapping[str, str],
    place_code: str | None,
    organisation: str | None,
    period: tuple[str, object, object],
    is_old_level: bool = False,
) -> str:
    """Key of the fact a figure reports: everything but the value, so that two reports of one fact can disagree.

    A place code stands for the place and for those who govern it, not for other bodies in it. A free slice counts folded:
    without it every part of a list would contradict its whole. Where organisation, every period date or the indicator is
    unknown the key also holds the article and the folded unit, so that unlike figures never merge.
    The old level of `từ 28 lên 35` was true before the new one: it is another fact even where no time is said.
    """
    slices = {**breakdown, OTHER: unmarked_name(breakdown[OTHER])} if OTHER in breakdown else breakdown
    holder = f"{place_code} {_body_in_place(organisation)}".strip() if place_code else unmarked_name(organisation or "")
    parts = [indicator, measure, unit, status, frequency or "", breakdown_json(slices), holder]
    kind, first, last = period
    parts += [kind, str(first or ""), str(last or "")]
    if (not place_code and not organisation) or (first is None and last is None) or indicator == OTHER:
        parts += [article_id, unmarked_name(unit_text or "")]
    return _digest(*parts, *(["old level"] if is_old_level else []))


@lru_cache(maxsize=4096)
def _body_in_place(organisation: str | None) -> str:
    """The folded name of a body that is in a place and does not stand for it; nothing for the place and those who govern it.

    >>> [_body_in_place(name) for name in ("huyện Quế Phong", "Đảng bộ huyện Quế Phong", "UBND huyện Quế Phong", "Quế Phong", None)]
    ['', '', '', '', '']
    >>> _body_in_place("Huyện đoàn Quế Phong"), _body_in_place("Phòng Y tế huyện Quế Phong")
    ('huyen doan que phong', 'phong y te huyen que phong')
    """
    words = [word for word in one_spelling(organisation or "").split() if word not in QUANTIFIERS]
    heads = organisation_lexicon().heads.get(words[0]) if words else None
    if organisation is None or heads is None:
        return ""
    longer = heads.longer.get(words[1], ()) if len(words) > 1 else ()
    head = next((head for rest, head in longer if words[1 : 1 + len(rest)] == rest), heads.alone)
    governs = head is None or head.kind == "place" or (head.kind in GOVERNING and head.tail == "place")
    return "" if governs else unmarked_name(organisation)


def _digest(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode()).hexdigest()[:16]
