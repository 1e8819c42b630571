"""Facts: what is put together, what is kept apart, and that nights give what one build gives."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest
from small_lake import Page, commit_run

from warehouse.building import build_candidate, rebuild
from warehouse.lake.lake import Lake
from warehouse.reading import opened, run_query

WORDS = "Người dân trong bản cùng nhau làm đường, dựng trường, giữ rừng và trồng thêm nhiều cây ăn quả trên những sườn đồi cao."
FACTS = ("internal.facts", "internal.reports_apart", "main.duplicates")


def one_key(name: str, text: str, **more: object) -> Page:
    """A page all of whose figures share one fact_key with those of every such page."""
    columns = {"fact_key": "0f" * 8, **more.pop("more", {})}  # type: ignore[dict-item]
    return Page(f"file:///raw/{name}", text, more=columns, **more)  # type: ignore[arg-type]


def built(folder: Path, *pages: Page) -> Path:
    lake = Lake(folder)
    commit_run(lake, "r1", list(pages))
    rebuild(lake, folder / "w.duckdb")
    return folder / "w.duckdb"


def shown(path: Path, columns: str = "value, report_count, is_comparable, agrees") -> list[tuple[object, ...]]:
    return [tuple(row.values()) for row in run_query(path, f"select {columns} from figures order by all").to_pylist()]


def test_unlike_values_of_one_article_are_facts_of_their_own(tmp_path: Path) -> None:
    path = built(tmp_path, one_key("a.txt", "Tin\nKết nạp 146 người ở bản, toàn huyện có 11300 người.", host="a.vn"))
    assert shown(path) == [(146.0, 1, False, True), (11300.0, 1, False, True)]
    assert run_query(path, "from conflicts").num_rows == 0


def test_where_one_article_tells_slices_apart_only_equal_values_of_others_confirm(tmp_path: Path) -> None:
    path = built(
        tmp_path,
        one_key("a.txt", "Tin\nKết nạp 146 người ở bản, toàn huyện có 11300 người.", host="a.vn"),
        one_key("b.txt", "Tin khác\nToàn huyện hiện có 11300 người, báo cáo nói vậy.", host="b.vn"),
    )
    assert shown(path) == [(146.0, 1, False, True), (11300.0, 2, False, True)]


def test_two_articles_that_differ_are_a_conflict(tmp_path: Path) -> None:
    path = built(
        tmp_path,
        one_key("a.txt", "Tin\nĐảng bộ có 214 người, 214 người đều dự.", host="a.vn"),
        one_key("b.txt", "Tin khác\nĐảng bộ có 216 người, báo khác viết.", host="b.vn"),
    )
    assert shown(path) == [(216.0, 2, True, False)] or shown(path) == [(214.0, 2, True, False)]
    assert run_query(path, "select value from conflicts order by value")["value"].to_pylist() == [214.0, 214.0, 216.0]


@pytest.mark.parametrize(
    "unsure",
    [{"breakdown": '{"other": "trong lực lượng"}'}, {"place_rule": "ambiguous"}, {"place_rule": "below_commune"}],
)
def test_a_slice_without_a_code_or_an_unsettled_holder_is_compared_within_its_article_only(
    tmp_path: Path, unsure: dict[str, object]
) -> None:
    path = built(
        tmp_path,
        one_key("a.txt", "Tin\nCó 214 người.", host="a.vn", more=unsure),
        one_key("b.txt", "Tin khác\nCó 30 người ở đây.", host="b.vn", more=unsure),
        one_key("c.txt", "Tin thứ ba\nChi bộ có 500 người nữa.", host="c.vn"),
    )
    assert shown(path) == [(30.0, 1, True, True), (214.0, 1, True, True), (500.0, 1, True, True)]
    assert run_query(path, "from conflicts").num_rows == 0


def reprint(name: str, host: str | None, published_on: date, key: str, until: date | None) -> Page:
    text = f"Đảng bộ xã A lớn mạnh\nToàn Đảng bộ có 318 đảng viên.\n{WORDS}\n{' '.join(reversed(WORDS.split()))}"
    return Page(f"file:///raw/{name}", text, published_on, host, more={"fact_key": key, "period_end": until, "period_kind": "to_date"})


def test_a_reprint_counts_with_its_original_though_its_key_holds_the_article(tmp_path: Path) -> None:
    """A figure of no stated day has a key of its article; `until now` ends with the day of each publication."""
    first, later = date(2026, 1, 5), date(2026, 1, 9)
    path = built(
        tmp_path,
        reprint("a.html", None, first, "aa" * 8, first),
        reprint("a.txt", None, later, "bb" * 8, later),
        reprint("b.txt", "b.vn", later, "cc" * 8, later),
    )
    assert run_query(path, "select count(*) as n from duplicates").to_pylist() == [{"n": 2}]
    assert shown(path, "value, report_count, article_count, is_comparable") == [(318.0, 1, 1, True)]
    asked = run_query(path, "select observation_id from observations")["observation_id"].to_pylist()
    for observation_id in asked:
        assert run_query(path, "from explain_figure(?)", [observation_id]).num_rows == 3


def test_a_reprint_with_another_figure_keeps_it(tmp_path: Path) -> None:
    first = reprint("a.html", None, date(2026, 1, 5), "aa" * 8, None)
    more = {"fact_key": "bb" * 8, "period_kind": "to_date", "period_end": None}
    other = Page("file:///raw/a.txt", first.text + "\nThêm 12 hộ nghèo.", date(2026, 1, 9), None, more=more)
    assert run_query(built(tmp_path, first, other), "select count(*) as n from duplicates").to_pylist() == [{"n": 1}]
    assert shown(tmp_path / "w.duckdb", "value, article_count") == [(12.0, 1), (318.0, 1)]
    assert run_query(tmp_path / "w.duckdb", "select count(*) as n from reports where counted_as <> fact_key").to_pylist() == [{"n": 1}]


def test_a_reprint_that_was_edited_is_a_conflict_with_its_original(tmp_path: Path) -> None:
    first, later = date(2026, 1, 5), date(2026, 1, 9)
    original = reprint("a.html", None, first, "aa" * 8, first)
    copies = [reprint(name, None, later, key * 8, later) for name, key in (("a.txt", "bb"), ("b.txt", "cc"))]
    edited = Page(copies[0].uri, copies[0].text.replace("318", "325"), later, None, more=copies[0].more)
    path = built(tmp_path, original, edited, copies[1])
    assert shown(path) == [(318.0, 1, True, False)]
    told = run_query(path, "select value, is_shown, is_reprint from conflicts order by value").to_pylist()
    assert [tuple(row.values()) for row in told] == [(318.0, True, False), (325.0, False, True)]


def state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with opened(path, "UTC") as con:
        rows = {table: con.execute(f"select * from {table}").fetchall() for table in FACTS}
        rows["reports"] = con.execute("select observation_id, counted_as, facet, shown_id from reports").fetchall()
    rows["main.duplicates"] = [row[:-1] for row in rows["main.duplicates"]]
    return {table: sorted(found, key=repr) for table, found in rows.items()}


@pytest.mark.parametrize("seed", range(2))
def test_nights_give_the_facts_of_one_build(tmp_path: Path, seed: int) -> None:
    """Originals, reprints, unlike values and uncertain slices come, change and go at random."""
    chance = random.Random(seed)
    lake, live = Lake(tmp_path / "home"), tmp_path / "home" / "w.duckdb"
    standing: set[str] = set()
    for night in range(6):
        pages = [random_page(chance, number) for number in chance.sample(range(9), 4)]
        gone = chance.sample(sorted(standing - {page.uri for page in pages}), min(night % 2, len(standing - {p.uri for p in pages})))
        standing = standing - set(gone) | {page.uri for page in pages}
        commit_run(lake, f"r{night}", pages, gone=gone)
        build_candidate(lake, f"r{night}", live, tmp_path / "home" / "c.duckdb")
        (tmp_path / "home" / "c.duckdb").replace(live)
    rebuild(lake, tmp_path / "again.duckdb")
    assert state(live) == state(tmp_path / "again.duckdb")


def random_page(chance: random.Random, number: int) -> Page:
    """One of three texts, which reprints share, with one or two figures."""
    body = WORDS if number % 3 else " ".join(reversed(WORDS.split()))
    figures = f"Có {chance.choice((10, 11))} người" + chance.choice((".", f" và {chance.choice((10, 20))} người khác."))
    unsure = chance.choice(({}, {}, {"breakdown": '{"other": "khác"}'}, {"place_rule": "ambiguous"}))
    key = chance.choice(("aa" * 8, f"{number:02}" * 8))
    published_on = date(2026, 1, 1 + chance.randrange(5))
    return Page(f"file:///raw/{number}.txt", f"Tin\n{body}\n{figures}", published_on, f"{number % 2}.vn", more={"fact_key": key, **unsure})
