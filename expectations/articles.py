"""What must hold of a cleaned article, beyond its contract."""

from __future__ import annotations

from datetime import date, timedelta
from unicodedata import is_normalized

import pyarrow as pa
import pyarrow.compute as pc

from expectations.conditions import Condition
from expectations.rules import Rule, domain_rule

FIRST_DAY = date(1990, 1, 1)
"""No page of a news site is older."""

INVISIBLE = "[\\x{00AD}\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}\\x{FEFF}]"
"""Soft hyphen, zero-width characters, direction marks, byte order mark."""

SPACES = "[\\t\\r\\f\\v\\x{00A0}\\x{1680}\\x{2000}-\\x{200A}\\x{2028}\\x{2029}\\x{202F}\\x{205F}\\x{3000}]"
"""Every white space that is neither a space nor the end of a line."""

HANOI_OFFSET = timedelta(hours=7)

_text, _title, _day, _time = pc.field("text"), pc.field("title"), pc.field("published_on"), pc.field("published_at")


def _is_nfc(rows: pa.Table) -> pa.Array:
    """Python looks first whether a text can be anything else; Arrow normalises each text whole, ten times slower."""
    return pa.array([text is None or is_normalized("NFC", text) for text in rows["text"].to_pylist()], pa.bool_())


def _begins_with_title(rows: pa.Table) -> pa.Array:
    """The first line of the text is the headline; where there is no headline nothing is asked."""
    pairs = zip(rows["title"].to_pylist(), rows["text"].to_pylist(), strict=True)
    return pa.array([title is None or text is None or text[: len(title) + 1].rstrip("\n") == title for title, text in pairs], pa.bool_())


def _published_when_plausible(run_on: date) -> Condition:
    """A page dated after the run shows somebody's clock, not when it was published."""
    latest = pa.scalar(run_on + timedelta(days=1), pa.date32())
    return Condition(where=~_day.is_null(), holds=(_day >= pc.scalar(pa.scalar(FIRST_DAY, pa.date32()))) & (_day <= pc.scalar(latest)))


def _same_day(rows: pa.Table) -> pa.ChunkedArray:
    local = pc.add(pc.cast(rows["published_at"], pa.timestamp("us")), pa.scalar(HANOI_OFFSET, pa.duration("us")))
    return pc.equal(pc.cast(pc.floor_temporal(local, unit="day"), pa.date32()), rows["published_on"])


ARTICLE_RULES: tuple[Rule, ...] = (
    domain_rule("articles.source_uri.absolute", "The source is an absolute URI.",
                Condition(pc.match_substring_regex(pc.field("source_uri"), "^[a-z][a-z0-9+.-]*://.")), "source_uri"),
    domain_rule("articles.text_chars.is_length", "text_chars is the length of the text in code points.",
                Condition(pc.utf8_length(_text) == pc.field("text_chars")), "text text_chars"),
    domain_rule("articles.text.nfc", "The text is in Unicode normal form C, so that spans and searches find its letters.",
                Condition(_is_nfc), "text"),
    domain_rule("articles.text.no_invisible", "The text has no invisible characters: soft hyphens, zero-width and direction marks.",
                Condition(~pc.match_substring_regex(_text, INVISIBLE)), "text"),
    domain_rule("articles.text.plain_spaces", "Every white space of the text is a space or the end of a line.",
                Condition(~pc.match_substring_regex(_text, SPACES)), "text", "warning"),
    domain_rule("articles.text.no_empty_line", "One block a line, no line is empty.",
                Condition(~pc.match_substring_regex(_text, r"^\n|\n\s*\n|\n$")), "text", "warning"),
    domain_rule("articles.text.begins_with_title", "The first line of the text is the title.",
                Condition(_begins_with_title, where=~_title.is_null()), "title text", "warning"),
    domain_rule("articles.text_folded.length", "Folding changes letters, not their number, so spans hold in text_folded too.",
                Condition(pc.utf8_length(pc.field("text_folded")) == pc.field("text_chars")), "text_folded text_chars", "warning"),
    domain_rule("articles.text_folded.lower", "text_folded is in lower case and without đ.",
                Condition(~pc.match_substring_regex(pc.field("text_folded"), "[A-ZĐđ]")), "text_folded", "warning"),
    domain_rule("articles.published_on.plausible", f"The day of publication lies between {FIRST_DAY:%Y} and the day after the run.",
                _published_when_plausible, "published_on published_rule", "warning"),
    domain_rule("articles.published_on.explained", "A day of publication says where it was found.",
                Condition(~pc.field("published_rule").is_null(), where=~_day.is_null()), "published_on published_rule", "warning"),
    domain_rule("articles.published_at.same_day", "The time of publication falls on the day of publication in Việt Nam.",
                Condition(_same_day, where=~_time.is_null()), "published_at published_on", "warning"),
    domain_rule("articles.source_host.bare", "A host is in lower case and without www.",
                Condition(~pc.match_substring_regex(pc.field("source_host"), r"[A-Z/]|^www\."), where=~pc.field("source_host").is_null()),
                "source_host", "warning"),
    domain_rule("articles.word_count.below_text", "A text has fewer syllables than characters.",
                Condition(pc.field("word_count") <= pc.field("text_chars")), "word_count text_chars", "warning"),
    domain_rule("articles.sentence_count.some", "A text has at least one sentence.",
                Condition(pc.field("sentence_count") >= 1), "sentence_count", "warning"),
)  # fmt: skip
