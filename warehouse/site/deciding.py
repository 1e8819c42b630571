"""From a form that a reader sent to the verdicts it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from warehouse.site.articles import ArticlePage, Figure
from warehouse.site.judging import DROPPED_KINDS, OF_THE_TEXT, Fields, Judged, WrongVerdict, draft_verdict
from warehouse.site.words import Words
from warehouse.verdicts.anchors import find_words
from warehouse.verdicts.records import COMPLETE, JUDGED, WITHDRAWN, Verdict, block_subject, judged_columns, span_subject
from warehouse.verdicts.standing import JudgedArticle

ARTICLE = "article"
FIGURE_VERDICTS = ("right", "wrong", "no_figure", WITHDRAWN)


class ArticleChanged(ValueError):
    """The article is another than the page showed that sent the verdict."""


def decide(page: ArticlePage, judged: Judged, words: Words, fields: Fields) -> tuple[list[Verdict], str]:
    """The verdicts that a form gives, and the place on the page to go on at.

    Raises:
        WrongVerdict: the form is none of the page, or something in it cannot be.
        ArticleChanged: the text is another since the page was shown.
    """
    if fields.sent.get("text_sha256") != judged.text_sha256:
        raise ArticleChanged(words.say("The article has changed since this page was shown. Look again and judge what is there now."))
    kinds: dict[str, Callable[[], tuple[list[Verdict], str]]] = {
        "figure": lambda: _on_figure(page, words, fields),
        "missing": lambda: _missing(page, words, fields),
        "other": lambda: _withdraw_other(page, judged, words, fields),
        "block": lambda: _on_block(page, words, fields),
        ARTICLE: lambda: _on_article(page, judged, words, fields),
    }
    about = fields.sent.get("on", "")
    if about not in kinds:
        raise WrongVerdict(words.say("This form is none of the page."))
    return kinds[about]()


def _on_figure(page: ArticlePage, words: Words, fields: Fields) -> tuple[list[Verdict], str]:
    figure = page.figure_at(fields.sent.get("figure", ""))
    kind = fields.sent.get("verdict", "")
    if figure is None or kind not in FIGURE_VERDICTS:
        raise WrongVerdict(words.say("This form is none of the page."))
    right: dict[str, Any] = {}
    if kind == "wrong":
        told = fields.columns(JUDGED)
        read = judged_columns(figure.row)
        right = {name: value for name, value in told.items() if not _is_shown_as(words, value, read[name])}
    return [_figure_verdict(page, figure, kind, right, fields.text("note"))], f"c-{figure.row['observation_id']}"


def _is_shown_as(words: Words, told: Any, read: Any) -> bool:
    """Whether a value is the one that was shown; a number is shown with fewer decimals than it may have."""
    return told == read or (isinstance(told, float) and isinstance(read, float) and words.number(told) == words.number(read))


def _figure_verdict(page: ArticlePage, figure: Figure, kind: str, right: Mapping[str, Any], note: str) -> Verdict:
    row, text = figure.row, page.article["text"]
    return draft_verdict(
        page,
        kind,
        span_subject(row["span_start"], row["span_end"]),
        text,
        span_start=row["span_start"],
        span_end=row["span_end"],
        span_text=row["span_text"],
        sentence=text[row["sentence_start"] : row["sentence_end"]],
        read=judged_columns(row),
        right=right,
        note=note,
    )


def _missing(page: ArticlePage, words: Words, fields: Fields) -> tuple[list[Verdict], str]:
    """A figure that was not found: at the one number in the words, or at the words where they hold no digits."""
    text, anchor = page.article["text"], fields.text("anchor")
    found = find_words(text, anchor)
    if len(found) != 1:
        told = "These words stand in the text {count} times; give words around the number that stand there once."
        raise WrongVerdict(words.say(told, count=len(found)))
    start, end = found[0]
    inside = [one for one in page.numbers if one["span_start"] >= start and one["span_end"] <= end]
    free = [one for one in inside if one["observation_id"] is None]
    if len(free) > 1 or (inside and not free):
        raise WrongVerdict(words.say("These words hold several numbers, or one that is a figure already; give fewer words."))
    if free:
        start, end = free[0]["span_start"], free[0]["span_end"]
    right = {**dict.fromkeys(JUDGED), "breakdown": {}, **fields.columns(JUDGED)}
    if any(right[name] is None for name in ("value", "indicator", "unit", "measure", "qualifier", "status", "period_kind")):
        raise WrongVerdict(words.say("A missing figure needs its value, indicator, unit and kind."))
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    verdict = draft_verdict(
        page,
        "missing",
        span_subject(start, end),
        text,
        span_start=start,
        span_end=end,
        span_text=text[start:end],
        sentence=text[line_start : line_end if line_end >= 0 else len(text)],
        right=right,
        note=fields.text("note"),
    )
    return [verdict], "missing"


def _withdraw_other(page: ArticlePage, judged: Judged, words: Words, fields: Fields) -> tuple[list[Verdict], str]:
    """Take back a verdict on a place of the text where no figure is read."""
    found = next((one.verdict for one in judged.others if one.verdict.subject == fields.sent.get("subject")), None)
    if found is None:
        raise WrongVerdict(words.say("This form is none of the page."))
    span = {"span_start": found.span_start, "span_end": found.span_end}
    return [draft_verdict(page, WITHDRAWN, found.subject, page.article["text"], **span)], "missing"


def _on_block(page: ArticlePage, words: Words, fields: Fields) -> tuple[list[Verdict], str]:
    numbers = {str(block["block_no"]): block for block in page.raw_blocks}
    name = "withdraw" if "withdraw" in fields.sent else "block"
    block = numbers.get(fields.sent.get(name, ""))
    kind = fields.sent.get("kind", "")
    if block is None or (name == "block" and block["kept"] and kind not in DROPPED_KINDS):
        raise WrongVerdict(words.say("This form is none of the page."))
    text = JudgedArticle(page.article, (), page.raw_blocks).text_of(block)
    about = {column: block[column] for column in ("line_start", "line_end", "kind", "kept", "rule")} | {"text": text}
    right = {"kind": kind} if block["kept"] else {"kind": OF_THE_TEXT[1]}
    given = WITHDRAWN if name == "withdraw" else "drop" if block["kept"] else "keep"
    return [draft_verdict(page, given, block_subject(text), text, block=about, right={} if given == WITHDRAWN else right)], "blocks"


def _on_article(page: ArticlePage, judged: Judged, words: Words, fields: Fields) -> tuple[list[Verdict], str]:
    """That nothing is missing, and that every figure without a verdict is right; or that this is taken back."""
    kind = fields.sent.get("verdict", "")
    if kind not in (COMPLETE, WITHDRAWN):
        raise WrongVerdict(words.say("This form is none of the page."))
    whole = draft_verdict(page, kind, ARTICLE, page.article["text"])
    if kind == WITHDRAWN:
        return [whole], "verdicts"
    unjudged = [figure for figure in page.figures if figure.row["observation_id"] not in judged.figures]
    return [*(_figure_verdict(page, figure, "right", {}, "") for figure in unjudged), whole], "verdicts"
