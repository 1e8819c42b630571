"""A bad row costs the row, a bad article the article, and only what makes the whole untrustworthy costs the night."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from plain_run import PlainRun, run_stages
from small_articles import write_articles

import tasks.clean
import tasks.extract
from tasks.facts.document.records import Extraction
from tasks.rebuild import rebuild_judged
from tasks.runs.verdicts import ValidationRefused
from tasks.store.home import Home
from tasks.text.records import CleanedDocument, RawDocument
from warehouse.contracts import CONTRACTS
from warehouse.lake.lake import Lake
from warehouse.reading import run_query

extract_figures, clean_document = tasks.extract.extract_figures, tasks.clean.clean_document
Spoil = Callable[[Extraction], Extraction]


def _rows(home: Path, sql: str) -> list[dict[str, Any]]:
    return run_query(home / "warehouse.duckdb", sql).to_pylist()


def _spoil_extraction(patch: pytest.MonkeyPatch, spoil: Spoil, only: str = "đợt 1\n") -> None:
    """Let a rule give wrong rows for the articles whose text holds `only`."""

    def extract(article: Any) -> Extraction:
        found = extract_figures(article)
        return spoil(found) if only in article.text else found

    patch.setattr(tasks.extract, "extract_figures", extract)


def _spoil_cleaning(patch: pytest.MonkeyPatch, only: str = "đợt 1\n") -> None:
    """Let a rule give blocks that overlap."""

    def clean(document: RawDocument) -> Any:
        cleaned = clean_document(document)
        if not isinstance(cleaned, CleanedDocument) or only not in cleaned.article.text:
            return cleaned
        return replace(cleaned, blocks=tuple(block._replace(text_start=0) if block.kept else block for block in cleaned.blocks))

    patch.setattr(tasks.clean, "clean_document", clean)


def _double_places(found: Extraction) -> Extraction:
    assert found.places
    return replace(found, places=(*found.places, found.places[0]))


def _misquote(found: Extraction) -> Extraction:
    first, *others = found.observations
    return replace(found, observations=(first._replace(span_text="?" * len(first.span_text)), *others))


def _misplace_number(found: Extraction) -> Extraction:
    """A number of no figure whose characters are not in the text."""
    numbers = list(found.numbers)
    at = next(place for place, number in enumerate(numbers) if number.observation_id is None)
    numbers[at] = numbers[at]._replace(span_text="?" * len(numbers[at].span_text))
    return replace(found, numbers=tuple(numbers))


def _failed(home: Path) -> dict[str, tuple[str, str]]:
    rows = _rows(home, "select rule_id, scope, observed from validations where severity = 'critical' and not success")
    return {row["rule_id"]: (row["scope"], row["observed"]) for row in rows}


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Three small articles."""
    write_articles(tmp_path / "raw", range(3))
    return tmp_path / "raw"


def test_places_of_one_key_are_quarantined_and_the_rest_is_published(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    _spoil_extraction(monkeypatch, _double_places)
    run = run_stages(home, raw)
    assert (run.status, run.documents.loaded, run.documents.quarantined) == ("published", 3, 0)
    (row,) = _rows(home, "select item_id, stage, reason, detail, source_uri from quarantine")
    assert (row["stage"], row["reason"]) == ("validate", "failed_expectation")
    assert row["detail"].startswith("article_places.key.unique: No two rows share (article_id, level, name).")
    still = f"select count(*) as n from article_places where concat_ws('/', article_id, level, name) = {row['item_id']!r}"
    assert _rows(home, still) == [{"n": 0}]
    assert _failed(home) == {"article_places.key.unique": ("row", "1 keys stand more than once; taken out")}
    assert len(_rows(home, "select distinct article_id from observations")) == 3


def test_a_misquoted_figure_is_quarantined_and_its_number_says_so(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    _spoil_extraction(monkeypatch, _misquote)
    assert run_stages(home, raw).documents.loaded == 3
    (row,) = _rows(home, "select item_id, detail from quarantine")
    assert row["detail"].startswith("observations.span.reproved: ")
    assert _rows(home, f"select count(*) as n from observations where observation_id = {row['item_id']!r}") == [{"n": 0}]
    assert _rows(home, "select count(*) as n from numbers where disposition = 'quarantined'") == [{"n": 1}]
    assert _rows(home, "select observation_id from numbers where disposition = 'quarantined'") == [{"observation_id": None}]
    rebuilt = rebuild_judged(Home(home))  # judged in full
    assert rebuilt.rows["numbers"] == _rows(home, "select count(*) as n from numbers")[0]["n"]


@pytest.mark.parametrize("what", ["blocks", "numbers"])
def test_what_is_wrong_with_an_article_costs_the_article(what: str, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    if what == "blocks":
        _spoil_cleaning(monkeypatch)
    else:
        _spoil_extraction(monkeypatch, _misplace_number)
    run = run_stages(home, raw)
    assert (run.documents.loaded, run.documents.quarantined) == (2, 1)
    (row,) = _rows(home, "select item_id, detail from quarantine")
    assert row["detail"].startswith(f"{what}.")
    assert _rows(home, "select count(*) as n from articles") == [{"n": 2}]
    assert _rows(home, f"select count(*) as n from numbers where article_id = {row['item_id']!r}") == [{"n": 0}]
    monkeypatch.undo()
    assert run_stages(home, raw).status == "unchanged"
    waiting = _rows(home, "select container_uri from raw_files where status = 'quarantined'")
    again = run_stages(home, raw, replayed=(waiting[0]["container_uri"],))
    assert (again.documents.loaded, _rows(home, "select outcome from quarantine")) == (1, [{"outcome": "loaded"}])


def test_an_article_of_an_earlier_run_that_is_wrong_is_taken_out(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    with monkeypatch.context() as patch:
        _spoil_extraction(patch, _misquote)
        run_stages(home, raw, judge=False)
    write_articles(raw, range(3, 4))
    run = run_stages(home, raw)
    assert (run.documents.discovered, run.documents.loaded, run.documents.unchanged, run.documents.quarantined) == (4, 1, 2, 1)
    assert _rows(home, "select count(*) as n from articles") == [{"n": 3}]
    assert run_stages(home, raw).status == "unchanged"


def _refused(home: Path, raw: Path, match: str, **more: Any) -> None:
    before = (home / "warehouse.duckdb").read_bytes() if (home / "warehouse.duckdb").exists() else None
    with pytest.raises(ValidationRefused, match=match):
        run_stages(home, raw, **more)
    assert Lake(home).read_current("runs")["status"].to_pylist()[-1] == "refused"
    assert ((home / "warehouse.duckdb").read_bytes() if before is not None else None) == before


def test_faults_at_large_stop_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_articles(tmp_path / "raw", range(25))
    _spoil_extraction(monkeypatch, _misquote, only="")
    _refused(tmp_path / "home", tmp_path / "raw", r"articles\.candidate\.faulty_share \(25 of 25 articles of this run are faulty\)")


def _fail_cleaning(patch: pytest.MonkeyPatch, wanted: Callable[[str], bool]) -> None:
    def fail(document: RawDocument) -> Any:
        if wanted(document.source_uri):
            raise KeyError("một quy tắc hỏng")
        return clean_document(document)

    patch.setattr(tasks.clean, "clean_document", fail)


def test_an_empty_result_where_there_was_none_before_stops_the_run(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    run_stages(home, raw)
    _fail_cleaning(monkeypatch, lambda uri: True)
    _refused(home, raw, r"articles\.table\.emptied \(0 articles, 3 before\)", again="clean")
    assert run_stages(home, raw, again="clean", allow_drop=True).documents.quarantined == 3


def test_a_drop_beyond_the_set_share_stops_the_run_and_a_smaller_one_does_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(30))
    run_stages(home, raw, judge=False)
    with monkeypatch.context() as patch:
        _fail_cleaning(patch, lambda uri: int(uri[-9:-4]) < 21)
        _refused(home, raw, r"articles\.table\.dropped \(21 of 30 articles cannot be used any more\)", again="clean")
    _fail_cleaning(monkeypatch, lambda uri: int(uri[-9:-4]) < 5)
    assert run_stages(home, raw, again="clean").documents.quarantined == 5


def test_figures_that_unchanged_bytes_no_longer_give_stop_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(30))
    run_stages(home, raw, judge=False)
    _spoil_extraction(monkeypatch, lambda found: Extraction((), (), found.places), only="")
    _refused(home, raw, r"observations\.table\.dropped \(0 figures out of unchanged bytes, \d+ before\)", again="extract")


def test_a_first_night_without_an_article_publishes_an_empty_warehouse(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "trống.txt").write_bytes(b"")
    run: PlainRun = run_stages(tmp_path / "home", tmp_path / "raw")
    assert (run.status, run.documents.quarantined) == ("published", 1)
    assert _rows(tmp_path / "home", "select count(*) as n from articles") == [{"n": 0}]


def _break_contract(found: Extraction) -> Extraction:
    first, *others = found.observations
    return replace(found, observations=(first._replace(indicator=None), *others))  # type: ignore[arg-type]


def test_rows_that_no_table_can_hold_cost_their_article(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    _spoil_extraction(monkeypatch, _break_contract)
    run = run_stages(home, raw, judge=False)
    assert (run.documents.loaded, run.documents.quarantined) == (2, 1)
    (row,) = _rows(home, "select stage, reason, detail from quarantine")
    assert (row["stage"], row["reason"]) == ("extract", "internal_error")
    assert "observations.indicator is null" in row["detail"]


def test_a_cleaned_page_that_no_table_can_hold_costs_itself(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"

    def clean(document: RawDocument) -> Any:
        cleaned = clean_document(document)
        if isinstance(cleaned, CleanedDocument) and "đợt 1\n" in cleaned.article.text:
            return replace(cleaned, article=replace(cleaned.article, word_count=2**70))
        return cleaned

    monkeypatch.setattr(tasks.clean, "clean_document", clean)
    run = run_stages(home, raw, judge=False)
    assert (run.documents.loaded, run.documents.quarantined) == (2, 1)
    (row,) = _rows(home, "select stage, reason, detail from quarantine")
    assert (row["stage"], row["reason"]) == ("clean", "internal_error")
    assert "articles.word_count" in row["detail"]


def test_every_table_says_what_a_bad_row_costs() -> None:
    from warehouse.checks import WORTH

    assert set(WORTH) <= set(CONTRACTS)
    by_row = {table for table, worth in WORTH.items() if worth.scope == "row"}
    assert by_row == {"articles", "blocks", "numbers", "observations", "article_places"}
