"""How well cleaned articles and extracted figures agree with hand-made labels.

The measures are those of the project's reference scorer: tokens of the text, metadata, detection of numbers, the full
tuple of an observation, the whole row (the tuple and its period, frequency and organisation), those three of the detected
ones, and how well a stated confidence tells right rows from wrong ones. Everything works on values in memory;
`test_scoring.py` checks it against the reference scorer where that is at hand.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from calibration import Judged, calibrate
from label_files import Label, anchor_range, fold_space

PEOPLE_AND_BODIES = "person household organisation village commune school class target case"
QUANTITIES = "percent vnd usd hectare square_metre kilometre tonne day year item"
UNITS = frozenset(f"{PEOPLE_AND_BODIES} {QUANTITIES}".split())
BODY = "body"
NEUTRAL = frozenset({"caption", "title", "byline", "dateline", "source", "kicker"})
METADATA = ("title", "published_at", "author", "source_url", "view_count")
TUPLE_FIELDS = ("indicator", "measure", "unit", "qualifier", "status")
NUMBER_FIELDS = ("value_high", "denominator")
TOKEN = re.compile(r"\w+(?:[.,]\w+)*")

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Problem:
    """One disagreement. `kind` is missed, spurious, wrong, leak, metadata or absent; `field` the column it is about."""

    file: str
    kind: str
    field: str
    indicator: str
    where: str
    want: Any = None
    got: Any = None
    context: str = ""
    rule: str = ""


@dataclass(slots=True)
class Score:
    """Counts and disagreements of one article, or of many added up."""

    counts: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    by_indicator: dict[str, Counter[str]] = field(default_factory=dict)
    judged: list[Judged] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.counts.update(other.counts)
        self.judged.extend(other.judged)
        self.problems.extend(other.problems)
        for code, counts in other.by_indicator.items():
            self.by_indicator.setdefault(code, Counter()).update(counts)

    def count_indicator(self, code: str, what: str) -> None:
        self.by_indicator.setdefault(code, Counter())[what] += 1


def is_close(have: Any, want: Any) -> bool:
    """Equal numbers, or both null."""
    if have is None or want is None:
        return have is None and want is None
    return abs(float(have) - float(want)) <= 1e-6 * max(1.0, abs(float(want)))


def parse_breakdown(value: Any) -> dict[str, Any]:
    """The coded keys of a breakdown; free text (`other`) is not scored."""
    if isinstance(value, str):
        value = json.loads(value) if value.strip() else {}
    return {key: code for key, code in (value or {}).items() if code not in (None, "") and key != "other"}


def alternatives(label: Row, key: str) -> list[Any]:
    """The labelled value of a field and those the annotator marked as acceptable too."""
    return [label.get(key) or None, *label.get("alt", {}).get(key, [])]


def is_right(label: Row, key: str, have: Any) -> bool:
    """Whether `have` is an accepted value of `key`; a unit finer than the contract's list counts as `item`."""
    wants = alternatives(label, key)
    if key == "unit":
        wants = [unit if unit in UNITS else "item" for unit in wants]
        have = have if have in UNITS else "item"
    return (have or None) in wants


def day_text(value: Any) -> str | None:
    return None if value is None else str(value)[:10]


def is_same_period(have: Row, want: Row) -> bool:
    """Same kind of period, same first and last day."""
    got = (have.get("period_kind") or "none", day_text(have.get("period_start")), day_text(have.get("period_end")))
    return got == (want.get("kind") or "none", want.get("start"), want.get("end"))


def is_same_time(want: str | None, at: datetime | None, on: date | None) -> bool:
    """The same instant when the label has a clock time, the same day when it has none, null for null."""
    if want is None:
        return at is None and on is None
    if "T" not in want:
        return day_text(on) == want
    return at is not None and at.tzinfo is not None and at == datetime.fromisoformat(want)


def tokens(text: str) -> list[str]:
    return TOKEN.findall(fold_space(text).lower())


def score_cleaning(label: Label, text: str) -> Score:
    """Tokens of the text against the lines labelled body, and boilerplate lines that stand in the text."""
    score = Score()
    body: Counter[str] = Counter()
    neutral: Counter[str] = Counter()
    for number, kind in label.line_kinds.items():
        if kind == BODY:
            body.update(tokens(label.lines[number - 1]))
        elif kind in NEUTRAL:
            neutral.update(tokens(label.lines[number - 1]))
    have = Counter(tokens(text))
    found = sum((body & have).values())
    extra = sum(((have - body) - neutral).values())
    score.counts.update(clean_tp=found, clean_fp=extra, clean_fn=sum(body.values()) - found)
    for token, times in (body - have).most_common(3):
        score.problems.append(Problem(label.file, "lost", "lost", "", f"{token!r} x{times}", context="of the body, not in the text"))
    for token, times in ((have - body) - neutral).most_common(3):
        score.problems.append(Problem(label.file, "extra", "extra", "", f"{token!r} x{times}", context="in the text, not of the body"))
    text_lines = Counter(fold_space(line) for line in text.split("\n") if fold_space(line))
    fine = {fold_space(label.lines[n - 1]) for n, kind in label.line_kinds.items() if kind == BODY or kind in NEUTRAL}
    for number, kind in label.line_kinds.items():
        line = fold_space(label.lines[number - 1])
        if kind == BODY or kind in NEUTRAL or not line:
            continue
        score.counts["boiler_lines"] += 1
        if text_lines[line] > (line in fine):
            score.counts["boiler_leaked"] += 1
            score.problems.append(Problem(label.file, "leak", kind, "", f"line {number}", context=line[:100]))
    return score


def score_metadata(label: Label, article: Row) -> Score:
    """Title, date, author, source and view count, null where the page gives none."""
    score = Score()
    wanted = label.data["article"]
    for key in METADATA:
        want, have = wanted.get(key), article.get(key)
        if key == "published_at":
            wants = [want, *wanted.get("alt", {}).get(key, [])]
            right = any(is_same_time(w, have, article.get("published_on")) for w in wants)
            have = have or article.get("published_on")
        elif isinstance(want, str) or isinstance(have, str):
            right = fold_space(want).rstrip(".") == fold_space(have).rstrip(".")
        else:
            right = want == have
        score.counts.update({"meta_all": 1, "meta_ok": int(right), f"meta_{key}": int(right)})
        if not right:
            score.problems.append(Problem(label.file, "metadata", key, "", "", want, have))
    return score


def find_hit(label: Row, span: tuple[int, int], free: Sequence[Row]) -> Row | None:
    """The first free row on the anchor with the labelled value, else with an accepted one."""
    touching = [row for row in free if row["span_start"] < span[1] and row["span_end"] > span[0]]
    for values in ([label["value"]], label.get("alt", {}).get("value", [])):
        for row in touching:
            if any(is_close(row["value"], value) for value in values):
                return row
    return None


def context_of(text: str, start: int, end: int, sentence: tuple[int, int] | None = None, width: int = 160) -> str:
    """The surroundings of a span with the span in »«, cut to its line (and its sentence when known)."""
    left, right = sentence or (text.rfind("\n", 0, start) + 1, (text.find("\n", end) + len(text) + 1) % (len(text) + 1))
    left, right = max(left, start - width), min(max(right, end), end + width)
    return f"{text[left:start]}»{text[start:end]}«{text[end:right]}"


def wrong_fields(label: Row, hit: Row) -> list[tuple[str, Any, Any]]:
    """Fields of the full tuple on which the row and the label disagree: field, want, got."""
    wrong = [(key, label.get(key), hit.get(key)) for key in TUPLE_FIELDS if not is_right(label, key, hit.get(key))]
    wrong += [(key, label.get(key), hit.get(key)) for key in NUMBER_FIELDS if not is_close(hit.get(key), label.get(key))]
    accepted = (label.get("breakdown", {}), *label.get("alt", {}).get("breakdown", []))
    have = parse_breakdown(hit.get("breakdown"))
    if have not in [parse_breakdown(value) for value in accepted]:
        wrong.append(("breakdown", label.get("breakdown", {}), have))
    return wrong


def wrong_attributes(label: Row, hit: Row) -> list[tuple[str, Any, Any]]:
    """Fields judged apart from the tuple (frequency, period, organisation) on which they disagree."""
    wrong: list[tuple[str, Any, Any]] = []
    if not is_right(label, "frequency", hit.get("frequency")):
        wrong.append(("frequency", label.get("frequency"), hit.get("frequency")))
    periods = [label.get("period"), *label.get("alt", {}).get("period", [])]
    if not any(is_same_period(hit, period or {}) for period in periods):
        first = periods[0] or {}
        got = (hit.get("period_kind"), day_text(hit.get("period_start")), day_text(hit.get("period_end")), hit.get("period_text"))
        wrong.append(("period", (first.get("kind"), first.get("start"), first.get("end"), first.get("text")), got))
    names = {fold_space(name).lower() for name in [label.get("organisation"), *label.get("alt", {}).get("organisation", [])]}
    if fold_space(hit.get("organisation")).lower() not in names:
        wrong.append(("organisation", label.get("organisation"), hit.get("organisation")))
    return wrong


def score_observations(label: Label, text: str, rows: Sequence[Row]) -> Score:
    """Labelled figures against extracted ones, in reading order of the labels."""
    score = Score()
    free = list(rows)
    for wanted in label.observations:
        span = anchor_range(text, wanted["anchor"])
        hit = find_hit(wanted, span, free) if span else None
        code = str(wanted["indicator"])
        if span is None or hit is None:
            score.counts.update(det_fn=1, obs_fn=1, row_fn=1)
            score.count_indicator(code, "missed")
            where = context_of(text, *span) if span else "its text was cleaned away"
            score.problems.append(Problem(label.file, "missed", "missed", code, wanted["anchor"], wanted["value"], None, where))
            continue
        free.remove(hit)
        score.counts.update(det_tp=1, attr_all=1)
        tuple_wrong, attributes_wrong = wrong_fields(wanted, hit), wrong_attributes(wanted, hit)
        score.counts.update(dict.fromkeys(("obs_fn", "obs_fp"), 1) if tuple_wrong else {"obs_tp": 1})
        row_wrong = bool(tuple_wrong or attributes_wrong)
        score.counts.update(dict.fromkeys(("row_fn", "row_fp"), 1) if row_wrong else {"row_tp": 1})
        score.judged.append(Judged(hit.get("confidence"), not row_wrong))
        score.count_indicator(code, "wrong" if tuple_wrong else "right")
        broken = {name for name, _, _ in attributes_wrong}
        score.counts.update({f"attr_{name}": int(name not in broken) for name in ("frequency", "period", "organisation")})
        score.counts["attr_provenance"] += text[hit["span_start"] : hit["span_end"]] == (hit.get("span_text") or "")
        where = context_of(text, hit["span_start"], hit["span_end"])
        for name, want, got in [*tuple_wrong, *attributes_wrong]:
            score.problems.append(Problem(label.file, "wrong", name, code, wanted["anchor"], want, got, where, str(hit.get("rule") or "")))
    if label.data.get("exhaustive", True):
        score.add(score_spurious(label, text, free))
    return score


def score_spurious(label: Label, text: str, free: Sequence[Row]) -> Score:
    """Extracted figures that no label claims; those on a `not_observations` anchor are marked forbidden."""
    score = Score()
    forbidden = [span for anchor in label.data.get("not_observations", []) if (span := anchor_range(text, anchor))]
    for row in free:
        code = str(row.get("indicator"))
        score.counts.update(det_fp=1, obs_fp=1, row_fp=1)
        score.judged.append(Judged(row.get("confidence"), False))
        score.count_indicator(code, "spurious")
        is_forbidden = any(row["span_start"] < end and row["span_end"] > start for start, end in forbidden)
        where = context_of(text, row["span_start"], row["span_end"])
        kind = "forbidden" if is_forbidden else "spurious"
        score.problems.append(Problem(label.file, "spurious", kind, code, "", None, row["value"], where, str(row.get("rule") or "")))
    return score


def score_article(label: Label, article: Row | None, rows: Sequence[Row] | None) -> Score:
    """One labelled article against its cleaned article (None when there is none) and its figures (None: not asked for)."""
    score = Score(Counter(articles=1))
    if article is None:
        lost = len(label.observations)
        score.counts.update(missing=1, det_fn=lost, obs_fn=lost, row_fn=lost, meta_all=len(METADATA))
        score.problems.append(Problem(label.file, "absent", "absent", "", "not among the articles"))
        return score
    text = article.get("text") or ""
    if label.line_kinds:
        score.add(score_cleaning(label, text))
    score.add(score_metadata(label, article))
    if rows is not None:
        score.add(score_observations(label, text, rows))
    return score


def precision_recall_f1(hits: int, extra: int, lost: int) -> dict[str, float]:
    precision = hits / (hits + extra) if hits + extra else 1.0
    recall = hits / (hits + lost) if hits + lost else 1.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": round(precision, 4), "recall": round(recall, 4), "f1": round(both, 4)}


def summarise(score: Score) -> dict[str, Any]:
    """The figures of a score under the names of the reference scorer."""
    counts = score.counts

    def share(part: str, whole: str) -> float | None:
        return round(counts[part] / counts[whole], 4) if counts[whole] else None

    summary: dict[str, Any] = {"articles": counts["articles"], "articles_missing": counts["missing"]}
    for name, prefix in (("cleaning", "clean"), ("detection", "det"), ("observation", "obs"), ("row", "row")):
        summary[name] = precision_recall_f1(counts[prefix + "_tp"], counts[prefix + "_fp"], counts[prefix + "_fn"])
    summary["boilerplate_leak"] = share("boiler_leaked", "boiler_lines")
    summary["metadata"] = share("meta_ok", "meta_all")
    summary["metadata_by_field"] = {key: f"{counts['meta_' + key]}/{counts['articles']}" for key in METADATA}
    attributes = ("period", "frequency", "organisation", "provenance")
    summary["of_detected"] = {key: share("attr_" + key, "attr_all") for key in attributes}
    if any(row.confidence is not None for row in score.judged):
        summary["confidence"] = calibrate(score.judged)
    return summary
