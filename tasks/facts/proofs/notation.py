"""What an example of a lexicon row must give, in writing.

One figure after another with `;` between:

    74=party_members                              the number printed `74` counts party members, of the whole, exactly, in fact
    9=party_cells{cell_type:village}              ... a slice of the whole
    5,2%=other measure:growth direction:up        ... with any other column of the figure that the row is about
    34=other unit:item unit_text:"mô hình"        ... a value with blanks in quotes
    -                                             the sentence gives no figure at all

The figures named are all the figures of the sentence, in reading order. What is not written of `breakdown`, `qualifier` and
`status` is `{}`, `exact` and `actual`; of any other column, and of the free slice `other`, it may be anything. Where a row
needs several examples, they stand in the one cell with ` | ` between them, and so do their expectations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tasks.facts.knowledge.lexicons import indicator_kinds

ATTRIBUTES = frozenset(
    {
        "value", "value_high", "denominator", "measure", "direction", "unit", "unit_text", "qualifier", "status", "frequency",
        "organisation", "period_kind", "period_start", "period_end",
    }
)  # fmt: skip
_FIGURE = re.compile(r"(?P<printed>[^={}]+)=(?P<indicator>[a-z_]+)(?:\{(?P<slice>[^{}]*)\})?(?P<rest>(?:\s+[a-z_]+:(?:\"[^\"]*\"|\S+))*)")
_ATTRIBUTE = re.compile(r"([a-z_]+):(?:\"([^\"]*)\"|(\S+))")
_SEPARATOR = re.compile(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")


class NotationError(ValueError):
    """An expectation that cannot be read; the message says which part and why."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One figure an example must give: the number as printed, its indicator and slice, and further columns by name."""

    printed: str
    indicator: str
    breakdown: Mapping[str, str]
    attributes: Mapping[str, str]


def parse_expected(text: str) -> list[Expected]:
    """Reads an expectation.

    Raises:
        NotationError: it does not follow the notation, or names an unknown indicator or column.

    >>> parse_expected('9=party_cells{cell_type:village}')[0].breakdown
    {'cell_type': 'village'}
    >>> parse_expected('74=party_members; 38,5%=party_members{sex:female} measure:share')[1].attributes
    {'measure': 'share'}
    >>> parse_expected('-')
    []
    """
    if text.strip() == "-":
        return []
    return [_parse_figure(part.strip()) for part in _SEPARATOR.split(text)]


def _parse_figure(text: str) -> Expected:
    match = _FIGURE.fullmatch(text)
    if match is None:
        raise NotationError(f"{text!r} is not written NUMBER=indicator{{key:value}} column:value")
    if match["indicator"] not in indicator_kinds():
        raise NotationError(f"{match['indicator']!r} in {text!r} is no indicator of seeds/lexicon/indicators.csv")
    attributes = {name: quoted or bare or "" for name, quoted, bare in _ATTRIBUTE.findall(match["rest"])}
    if unknown := attributes.keys() - ATTRIBUTES:
        raise NotationError(f"{', '.join(sorted(unknown))} in {text!r}: expected one of {', '.join(sorted(ATTRIBUTES))}")
    slices = dict(_pair(part, text) for part in (match["slice"] or "").split(",") if part.strip())
    return Expected(match["printed"].strip(), match["indicator"], slices, attributes)


def _pair(part: str, text: str) -> tuple[str, str]:
    key, colon, value = part.partition(":")
    if not colon or not key.strip() or not value.strip():
        raise NotationError(f"{part!r} in {text!r} is not written key:value")
    return key.strip(), value.strip()
