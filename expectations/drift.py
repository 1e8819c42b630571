"""Is tonight like the nights before? Small summaries of a run, and what differs from the runs before it, as warnings.

A rule can hold row by row while a site changed its pages and half of the figures are gone; that shows only here.
Pure: summaries in, check rows out, which `judge_checks` puts into the one report.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

MIXES: dict[str, tuple[str, ...]] = {
    "articles": ("format", "encoding", "published_rule", "boilerplate_share"),
    "observations": ("indicator", "measure", "unit", "status", "period_kind"),
    "numbers": ("disposition",),
    "quarantine": ("reason",),
}
"""Columns whose mix is kept, per table: of few values, or shares, which count by their fifth."""

FEWEST_RUNS = 3
"""With fewer runs before, there is no custom to depart from."""

FEWEST_ROWS = 100
"""Shares of fewer rows jump about by chance."""

NULL_SHARE_STEP = 0.2
MIX_STEP = 0.25
"""Half the sum of the absolute differences of two mixes (total variation); 0 the same, 1 nothing in common."""

REASON_STEP = 0.1
UNEXPLAINED_STEP = 0.1
FIGURES_FACTOR = 2.0
CHECK_SCHEMA = pa.schema(
    [
        pa.field("rule_id", pa.string()),
        pa.field("table_name", pa.string()),
        pa.field("severity", pa.string()),
        pa.field("meaning", pa.string()),
        pa.field("evaluated_count", pa.int64()),
        pa.field("failing_count", pa.int64()),
        pa.field("failing_ids", pa.list_(pa.string())),
        pa.field("observed", pa.string()),
    ]
)


@dataclass(frozen=True)
class Profile:
    """What one run looked like: rows per table, nulls per `table.column`, and the mix of values per `table.column`."""

    rows: Mapping[str, int] = field(default_factory=dict)
    nulls: Mapping[str, int] = field(default_factory=dict)
    mixes: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def to_json(self) -> str:
        """For the `stages` of `runs`."""
        return json.dumps({"rows": self.rows, "nulls": self.nulls, "mixes": self.mixes}, ensure_ascii=False, sort_keys=True)

    @staticmethod
    def from_json(text: str) -> Profile:
        """The profile that `to_json` wrote.

        Raises:
            ValueError: the text is not such a profile.
        """
        found = json.loads(text)
        if not isinstance(found, dict) or not {"rows", "nulls", "mixes"} <= found.keys():
            raise ValueError(f"not a profile of a run: {text[:80]!r}")
        return Profile(found["rows"], found["nulls"], found["mixes"])


def profile_rows(table: str, rows: pa.Table) -> Profile:
    """The profile of one batch of a table."""
    nulls = {f"{table}.{name}": rows[name].null_count for name in rows.column_names}
    mixes = {f"{table}.{name}": _mix(rows[name]) for name in MIXES.get(table, ()) if name in rows.column_names}
    return Profile({table: rows.num_rows}, nulls, mixes)


def merge_profiles(profiles: Iterable[Profile]) -> Profile:
    """The profile of all batches together."""
    rows: Counter[str] = Counter()
    nulls: Counter[str] = Counter()
    mixes: dict[str, Counter[str]] = {}
    for profile in profiles:
        rows.update(profile.rows)
        nulls.update(profile.nulls)
        for name, mix in profile.mixes.items():
            mixes.setdefault(name, Counter()).update(mix)
    return Profile(dict(rows), dict(nulls), {name: dict(mix) for name, mix in mixes.items()})


def compare_profiles(today: Profile, before: Sequence[Profile]) -> pa.Table:
    """What of this run differs from the runs before it; rows of the form that `judge_checks` takes, all warnings.

    With fewer than three runs before, or under a hundred rows, a rule says that there is nothing to compare.
    """
    rows = [_figures(today, before), _refusals(today, before), _unexplained(today, before)]
    for table in ("articles", "observations"):
        rows.append(_null_shares(table, today, before))
    rows.extend(_mixes(f"{table}.{name}", today, before) for table, names in MIXES.items() if table != "quarantine" for name in names)
    return pa.Table.from_pylist(rows, schema=CHECK_SCHEMA)


def _figures(today: Profile, before: Sequence[Profile]) -> dict[str, Any]:
    """Figures an article, against the median of the runs before."""
    meaning = f"An article gives neither {FIGURES_FACTOR:g} times as many figures as before nor less than one {FIGURES_FACTOR:g}th."
    rule_id = "observations.table.figures_per_article_drift"
    known = [rate for rate in (_per_article(profile) for profile in before) if rate]
    rate = _per_article(today)
    if rate is None or len(known) < FEWEST_RUNS or today.rows.get("articles", 0) < FEWEST_ROWS:
        return _row(rule_id, meaning, 0, (), "")
    usual = median(known)
    off = not usual / FIGURES_FACTOR <= rate <= usual * FIGURES_FACTOR
    return _row(rule_id, meaning, today.rows["articles"], ("figures",) if off else (), f"{rate:.2f} figures an article, {usual:.2f} before")


def _per_article(profile: Profile) -> float | None:
    articles = profile.rows.get("articles", 0)
    return profile.rows.get("observations", 0) / articles if articles else None


def _refusals(today: Profile, before: Sequence[Profile]) -> dict[str, Any]:
    """For each reason, the share of the documents refused for it."""
    meaning = f"No reason refuses a share of the documents that is more than {REASON_STEP:.0%} of all above what it was."
    rule_id = "quarantine.reason.drift"
    documents = _documents(today)
    usual = [profile for profile in before if _documents(profile)]
    if documents < FEWEST_ROWS or len(usual) < FEWEST_RUNS:
        return _row(rule_id, meaning, 0, (), "")
    past = merge_profiles(usual)
    was, total = past.mixes.get("quarantine.reason", {}), _documents(past)
    up = {
        reason: (was.get(reason, 0) / total, count / documents)
        for reason, count in today.mixes.get("quarantine.reason", {}).items()
        if count / documents - was.get(reason, 0) / total > REASON_STEP
    }
    told = "; ".join(f"{reason} {then:.1%} before, {now:.1%} now" for reason, (then, now) in sorted(up.items()))
    return _row(rule_id, meaning, documents, tuple(sorted(up)), told)


def _documents(profile: Profile) -> int:
    return profile.rows.get("articles", 0) + profile.rows.get("quarantine", 0)


def _unexplained(today: Profile, before: Sequence[Profile]) -> dict[str, Any]:
    """The share of the numbers that no rule explains."""
    meaning = f"The share of numbers that no rule explains is at most {UNEXPLAINED_STEP:.0%} of all above what it was."
    rule_id = "numbers.table.unexplained_drift"
    usual = [profile for profile in before if profile.rows.get("numbers")]
    count = today.rows.get("numbers", 0)
    if count < FEWEST_ROWS or len(usual) < FEWEST_RUNS:
        return _row(rule_id, meaning, 0, (), "")
    past = merge_profiles(usual)
    then, now = (profile.mixes.get("numbers.disposition", {}).get("unexplained", 0) / profile.rows["numbers"] for profile in (past, today))
    off = now - then > UNEXPLAINED_STEP
    return _row(rule_id, meaning, count, ("unexplained",) if off else (), f"{then:.1%} before, {now:.1%} now")


def _null_shares(table: str, today: Profile, before: Sequence[Profile]) -> dict[str, Any]:
    """Columns that are empty much more, or much less, often than before."""
    meaning = f"No column of {table} is empty more, or less, often than before by {NULL_SHARE_STEP:.0%} of the rows."
    rule_id = f"{table}.table.null_share_drift"
    usual = [profile for profile in before if profile.rows.get(table)]
    count = today.rows.get(table, 0)
    if count < FEWEST_ROWS or len(usual) < FEWEST_RUNS:
        return _row(rule_id, meaning, 0, (), "")
    past = merge_profiles(usual)
    shares = {
        name.split(".", 1)[1]: (past.nulls.get(name, 0) / past.rows[table], nulls / count)
        for name, nulls in today.nulls.items()
        if name.startswith(f"{table}.") and name in past.nulls
    }
    off = {name: (then, now) for name, (then, now) in shares.items() if abs(now - then) > NULL_SHARE_STEP}
    told = "; ".join(f"{name} {then:.0%} empty before, {now:.0%} now" for name, (then, now) in sorted(off.items()))
    return _row(rule_id, meaning, count, tuple(sorted(off)), told)


def _mixes(name: str, today: Profile, before: Sequence[Profile]) -> dict[str, Any]:
    """How far the mix of a column is from what it was."""
    meaning = f"The mix of {name.split('.', 1)[1]} is what it was: at most {MIX_STEP:.0%} of the rows have moved to another value."
    rule_id = f"{name}.mix_drift"
    usual = [profile for profile in before if profile.mixes.get(name)]
    now, count = today.mixes.get(name, {}), sum(today.mixes.get(name, {}).values())
    if count < FEWEST_ROWS or len(usual) < FEWEST_RUNS:
        return _row(rule_id, meaning, 0, (), "")
    then = merge_profiles(usual).mixes[name]
    total = sum(then.values())
    moves = {value: now.get(value, 0) / count - then.get(value, 0) / total for value in {*now, *then}}
    distance = sum(abs(move) for move in moves.values()) / 2
    largest = sorted(moves, key=lambda value: (-abs(moves[value]), value))[:3]
    told = "; ".join(f"{value} {then.get(value, 0) / total:.0%} before, {now.get(value, 0) / count:.0%} now" for value in largest)
    off = distance > MIX_STEP
    return _row(rule_id, meaning, count, tuple(largest) if off else (), f"{distance:.0%} moved" + (f": {told}" if off else ""))


def _row(rule_id: str, meaning: str, evaluated: int, off: tuple[str, ...], observed: str) -> dict[str, Any]:
    return {
        "rule_id": rule_id, "table_name": rule_id.split(".", 1)[0], "severity": "warning", "meaning": meaning,
        "evaluated_count": evaluated, "failing_count": len(off), "failing_ids": list(off),
        "observed": observed or ("as before" if evaluated else "too little to compare with"),
    }  # fmt: skip


def _mix(values: pa.ChunkedArray) -> dict[str, int]:
    if pa.types.is_floating(values.type):
        values = pc.cast(pc.multiply(pc.floor(pc.multiply(values, 5)), 20), pa.int64())
    return {str(pair["values"]): pair["counts"] for pair in pc.value_counts(values.combine_chunks()).to_pylist()}
