"""What must hold of a reported figure, beyond its contract."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from expectations.conditions import Condition
from expectations.rules import Rule, domain_rule

PERCENT_MEASURES = ("share", "growth", "target_rate", "target_excess")
"""Measures that are printed in per cent; a change or a rate may be."""

DIRECTED_MEASURES = ("change", "growth", "multiple", "target_excess")

DATED_PERIODS = ("year", "month", "quarter")
"""Kinds of period that cannot be without a date; a range may be vague: những năm gần đây."""

BREAKDOWN_KEYS = frozenset({
    "sex", "ethnicity", "religion", "age", "education", "introduced_by", "cell_type", "occupation", "sanction", "level", "area",
    "gender_of_head", "other",
})  # fmt: skip

FIRST_DAY, LAST_DAY = date(1800, 1, 1), date(2120, 12, 31)
"""No figure of a news article holds for a day outside these."""

MOST_PERSONS = 1e10
"""More people than have ever been counted: the number, or its unit, was misread."""

_value, _high, _whole = pc.field("value"), pc.field("value_high"), pc.field("denominator")
_measure, _unit, _status = pc.field("measure"), pc.field("unit"), pc.field("status")
_kind, _first, _last = pc.field("period_kind"), pc.field("period_start"), pc.field("period_end")
_start, _end = pc.field("span_start"), pc.field("span_end")


def json_of(column: str, accepted: Callable[[object], bool]) -> Condition:
    """The text is JSON and `accepted` says yes to its value; each distinct text is parsed once."""

    def parses(rows: pa.Table) -> pa.Array:
        texts = rows[column].combine_chunks().dictionary_encode()
        verdicts = [text is None or _parses(text, accepted) for text in texts.dictionary.to_pylist()]
        return pc.take(pa.array(verdicts, pa.bool_()), texts.indices)

    return Condition(holds=parses)


def _parses(text: str, accepted: Callable[[object], bool]) -> bool:
    try:
        return accepted(json.loads(text))
    except ValueError:
        return False


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _has_known_keys(value: object) -> bool:
    return not isinstance(value, dict) or BREAKDOWN_KEYS.issuperset(value)


def _is_list(value: object) -> bool:
    return isinstance(value, list)


def _actual_is_not_in_future(run_on: date) -> Condition:
    """What was, was before the run. A `target` may lie ahead."""
    return Condition(where=(_status == "actual") & ~_first.is_null(), holds=_first <= pc.scalar(pa.scalar(run_on, pa.date32())))


def _day(value: date) -> pc.Expression:
    return pc.scalar(pa.scalar(value, pa.date32()))


SPAN_RULES: tuple[Rule, ...] = (
    domain_rule("observations.span_end.after_start", "A span ends after it begins.",
                Condition(_end > _start), "span_start span_end"),
    domain_rule("observations.span_text.length", "A span is as long as its text: span_end - span_start characters.",
                Condition(pc.utf8_length(pc.field("span_text")) == _end - _start), "span_start span_end span_text"),
    domain_rule("observations.span_text.trimmed", "A span neither begins nor ends with a space.",
                Condition(~pc.match_substring_regex(pc.field("span_text"), r"^\s|\s$")), "span_text", "warning"),
    domain_rule("observations.sentence.encloses_span", "The sentence holds the whole span.",
                Condition((pc.field("sentence_start") <= _start) & (pc.field("sentence_end") >= _end)),
                "sentence_start span_start span_end sentence_end"),
)  # fmt: skip

VALUE_RULES: tuple[Rule, ...] = (
    domain_rule("observations.value.not_negative", "Values stand as printed, without a sign; a fall is told by direction.",
                Condition(_value >= 0), "value span_text", "warning"),
    domain_rule("observations.value.share_within_whole", "A share lies within 0 and 100; a target_rate or a growth may exceed.",
                Condition((_value >= 0) & (_value <= 100), where=_measure == "share"), "measure value span_text"),
    domain_rule("observations.value.person_count", f"A number of people is below {MOST_PERSONS:g}.",
                Condition(_value < MOST_PERSONS, where=_unit == "person"), "unit value span_text", "warning"),
    domain_rule("observations.value.people_are_whole", "An exact number of counted people has no fraction.",
                Condition(_value == pc.floor(_value), where=(_unit == "person") & (_measure == "count")),
                "unit measure value span_text", "warning"),
    domain_rule("observations.value_high.not_below_value", "The upper end of a range is not below its lower end.",
                Condition(_high >= _value, where=~_high.is_null()), "value value_high span_text"),
    domain_rule("observations.value_high.only_of_ranges", "A figure has an upper end exactly when its qualifier is range.",
                Condition(_high.is_null() == (pc.field("qualifier") != "range")), "qualifier value_high span_text", "warning"),
    domain_rule("observations.denominator.of_ratios", "A figure has a denominator exactly when it is a ratio.",
                Condition(_whole.is_null() == (_measure != "ratio")), "measure denominator span_text"),
    domain_rule("observations.denominator.positive", "The denominator of a ratio is above zero.",
                Condition(_whole > 0, where=~_whole.is_null()), "denominator span_text"),
    domain_rule("observations.denominator.not_below_value", "n of d: n is not above d. An article may say so, so it is only reported.",
                Condition(_value <= _whole, where=~_whole.is_null()), "value denominator span_text", "warning"),
)  # fmt: skip

MEANING_RULES: tuple[Rule, ...] = (
    domain_rule("observations.unit.percent_of_shares", "A share is in per cent.",
                Condition(_unit == "percent", where=_measure == "share"), "measure unit span_text"),
    domain_rule("observations.unit.percent_of_growth", "Growth, target_rate and target_excess are in per cent.",
                Condition(_unit == "percent", where=_measure.isin(list(PERCENT_MEASURES[1:]))), "measure unit span_text", "warning"),
    domain_rule("observations.measure.of_percent", "Per cent measure a share, a rate, a change or a target, never a count or an amount.",
                Condition(_measure.isin([*PERCENT_MEASURES, "change", "rate"]), where=_unit == "percent"),
                "unit measure span_text", "warning"),
    domain_rule("observations.direction.of_changes", "Only a change, growth, multiple or target_excess has a direction.",
                Condition(_measure.isin(list(DIRECTED_MEASURES)), where=~pc.field("direction").is_null()),
                "measure direction span_text", "warning"),
    domain_rule("observations.breakdown.is_object", "breakdown is a JSON object.", json_of("breakdown", _is_object), "breakdown"),
    domain_rule("observations.breakdown.known_keys", "breakdown uses the known keys only.",
                json_of("breakdown", _has_known_keys), "breakdown", "warning"),
    domain_rule("observations.warnings.is_list", "warnings is a JSON list.", json_of("warnings", _is_list), "warnings"),
    domain_rule("observations.warnings.none", "No figure disagrees with another of its article.",
                Condition(pc.field("warnings") == "[]"), "span_text warnings", "warning"),
    domain_rule("observations.place_code.explained", "A place code says how it was resolved.",
                Condition(~pc.field("place_rule").is_null(), where=~pc.field("place_code").is_null()),
                "place_code place_rule", "warning"),
    domain_rule("observations.fact_key.is_hash", "fact_key is a hash in hex.",
                Condition(pc.match_substring_regex(pc.field("fact_key"), "^[0-9a-f]{16,64}$")), "fact_key", "warning"),
)  # fmt: skip

PERIOD_RULES: tuple[Rule, ...] = (
    domain_rule("observations.period_end.not_before_start", "A period does not end before it begins.",
                Condition(_last >= _first, where=~_first.is_null() & ~_last.is_null()), "period_start period_end period_text"),
    domain_rule("observations.period_start.plausible", f"A period lies between {FIRST_DAY:%Y} and {LAST_DAY:%Y}.",
                Condition((_first.is_null() | ((_first >= _day(FIRST_DAY)) & (_first <= _day(LAST_DAY))))
                          & (_last.is_null() | ((_last >= _day(FIRST_DAY)) & (_last <= _day(LAST_DAY))))),
                "period_start period_end period_text", "warning"),
    domain_rule("observations.period_start.of_dated_periods", "A year, month or quarter has a date at one end at least.",
                Condition(~(_first.is_null() & _last.is_null()), where=_kind.isin(list(DATED_PERIODS))),
                "period_kind period_text", "warning"),
    domain_rule("observations.period_start.none_without_period", "A figure without a period has no dates.",
                Condition(_first.is_null() & _last.is_null(), where=_kind == "none"), "period_kind period_start period_end", "warning"),
    domain_rule("observations.period_start.actual_not_in_future", "What is said to have been does not lie after the run.",
                _actual_is_not_in_future, "status period_start period_text", "warning"),
)  # fmt: skip

OBSERVATION_RULES: tuple[Rule, ...] = SPAN_RULES + VALUE_RULES + MEANING_RULES + PERIOD_RULES
