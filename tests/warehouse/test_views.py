"""Views and macros: what people see."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from small_lake import Page, commit_run

from warehouse.building import rebuild
from warehouse.lake.lake import Lake
from warehouse.reading import run_query
from warehouse.view_catalog import list_macros, list_views, parse_view

VIEWS = [view.name for view in list_views()]


def warehouse_of(folder: Path, pages: list[Page]) -> Path:
    lake = Lake(folder)
    commit_run(lake, "r1", pages)
    path = folder / "w.duckdb"
    rebuild(lake, path)
    return path


def fact(name: str, number: str, host: str | None, words: str, **more: object) -> Page:
    return Page(f"file:///raw/{name}.txt", f"Tin {words}\n{words} có {number} đảng viên.", date(2026, 1, 1), host, **more)


def figures(path: Path) -> list[dict]:
    return run_query(path, "select value, report_count, article_count, agrees, conflicting_values from figures").to_pylist()


@pytest.mark.parametrize("view", VIEWS)
def test_every_column_of_a_view_is_explained(rich_live: Path, view: str):
    rows = run_query(rich_live, "select column_name, meaning, row_is from dictionary where name = ?", [view]).to_pylist()
    assert rows
    assert all(row["meaning"] for row in rows), [row["column_name"] for row in rows if not row["meaning"]]
    assert rows[0]["row_is"]


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_file_explains_no_column_it_lacks(rich_live: Path, view: str):
    columns = set(run_query(rich_live, f"select * from {view} limit 0").column_names)
    assert set(next(v for v in list_views() if v.name == view).columns) <= columns


@pytest.mark.parametrize("view", VIEWS)
def test_views_have_rows(rich_live: Path, view: str):
    assert run_query(rich_live, f"from {view}").num_rows > 0


def test_independent_reports_count_once_each(tmp_path: Path):
    path = warehouse_of(
        tmp_path,
        [
            fact("a", "214", "bao-a.vn", "Đảng bộ xã trên núi cao"),
            fact("b", "214", "bao-b.vn", "Theo báo cáo cuối năm của xã"),
            fact("c", "214", "bao-b.vn", "Cũng báo ấy viết thêm một bài nữa"),
            fact("copy", "214", "bao-c.vn", "Đảng bộ xã trên núi cao"),
        ],
    )
    assert figures(path) == [{"value": 214.0, "report_count": 2, "article_count": 3, "agrees": True, "conflicting_values": None}]


def test_fact_told_twice_in_one_article_is_one_row(tmp_path: Path):
    path = warehouse_of(tmp_path, [Page("file:///raw/a.txt", "Xã có 214 đảng viên\nToàn xã có 214 đảng viên.")])
    assert figures(path) == [{"value": 214.0, "report_count": 1, "article_count": 1, "agrees": True, "conflicting_values": None}]


def test_values_that_differ_are_shown(tmp_path: Path):
    path = warehouse_of(
        tmp_path,
        [
            fact("a", "214", "a.vn", "một"),
            fact("b", "216", "b.vn", "hai khác"),
            fact("c", "216", "c.vn", "ba khác nữa"),
        ],
    )
    assert figures(path) == [{"value": 216.0, "report_count": 3, "article_count": 3, "agrees": False, "conflicting_values": [214.0, 216.0]}]
    reports = run_query(path, "select value, is_shown, reported_values from conflicts order by value, is_shown").to_pylist()
    assert [row["value"] for row in reports] == [214.0, 216.0, 216.0]
    assert sum(row["is_shown"] for row in reports) == 1


@pytest.mark.parametrize(
    ("one", "other", "agrees"),
    [
        (("67,17", "exact"), ("67,2", "exact"), True),
        (("67,17", "exact"), ("67,1", "exact"), False),
        (("67,17", "exact"), ("67,18", "exact"), False),
        (("214", "exact"), ("215", "exact"), False),
        (("200", "over"), ("214", "exact"), True),
        (("200", "over"), ("199", "exact"), False),
        (("220", "nearly"), ("214", "exact"), True),
        (("220", "nearly"), ("221", "exact"), False),
        (("200", "about"), ("214", "exact"), True),
        (("200", "about"), ("260", "exact"), False),
        (("200", "at_least"), ("900", "exact"), True),
        (("200", "at_most"), ("201", "exact"), False),
        (("7", "exact"), ("7", "exact"), True),
    ],
)
def test_agreement_respects_precision_and_qualifier(one: tuple[str, str], other: tuple[str, str], agrees: bool):
    sql = f"""
      with told as (
        select * from (values ('{one[0]}', '{one[1]}'), ('{other[0]}', '{other[1]}')) as t(span_text, qualifier)
      ),
      valued as (select *, replace(span_text, ',', '.')::double as value from told),
      stepped as (select *, printed_step(span_text, value) as step from valued)
      select max(reported_low(value, qualifier, step)) < min(reported_high(value, null, qualifier, step)) - 0.001 * min(step) as agrees
      from stepped
    """
    assert run_query(_macros(), sql).to_pylist() == [{"agrees": agrees}]


def _macros() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    for macro in list_macros():
        if not macro.gives_rows:
            con.execute(macro.statement)
    return con


@pytest.mark.parametrize(
    ("span_text", "value", "step"),
    [
        ("67,17%", 67.17, 0.01), ("2.804", 2804, 1), ("1,2 triệu", 1.2e6, 1e5), ("7 tỷ", 7e9, 1e9), ("394 tỷ 581 triệu", 394581e6, 1e6),
        ("hai mươi", 20, 1), ("0,0", 0, 0.1), ("0", 0, 1), ("1.319,652", 1319652, 1), ("67.17", 67.17, 0.01), ("311/463", 311, 1),
    ],
)  # fmt: skip
def test_printed_step(span_text: str, value: float, step: float):
    found = run_query(_macros(), "select printed_step(?, ?::double) as step", [span_text, value]).to_pylist()[0]["step"]
    assert found == pytest.approx(step)


def test_articles_are_found_with_and_without_marks(rich_live: Path):
    for words in ("phat trien dang vien", "Phát triển đảng viên", "  PHAT TRIEN DANG VIEN "):
        rows = run_query(rich_live, "select * from find_articles(?)", [words]).to_pylist()
        assert {Path(row["source_uri"]).stem for row in rows if row["has_phrase"]} == {"story", "story-again"}
        assert "đảng viên" in rows[0]["snippet"]
    scattered = run_query(rich_live, "select * from find_articles('vien dang trien')").to_pylist()
    assert scattered
    assert not any(row["has_phrase"] for row in scattered)
    assert run_query(rich_live, "select * from find_articles('khong he co dau')").num_rows == 0


def test_a_figure_is_explained_with_all_its_reports(rich_live: Path):
    one = run_query(
        rich_live, "select observation_id from observations join articles using (article_id) where source_uri = 'file:///raw/story.txt'"
    )
    rows = run_query(rich_live, "from explain_figure(?)", [one["observation_id"][0].as_py()]).to_pylist()
    assert [row["is_asked_for"] for row in rows].count(True) == 1
    assert rows[0]["is_asked_for"]
    assert rows[0]["sentence"] == "Toàn Đảng bộ xã A có 214 đảng viên."
    assert {Path(row["source_uri"]).stem for row in rows} >= {"story", "story-again", "third"}


def test_blocks_of_a_page_in_order(rich_live: Path):
    rows = run_query(rich_live, "from blocks_of((select article_id from articles where source_uri = 'file:///raw/story.txt'))").to_pylist()
    assert [row["kept"] for row in rows] == [True, True, True, False]
    assert rows[0]["block_text"] == "Phát triển đảng viên ở xã A"
    assert rows[3]["block_text"] == "Bản quyền thuộc về báo"


def test_unexplained_numbers_stand_in_their_words(rich_live: Path):
    rows = run_query(rich_live, "from unexplained_numbers").to_pylist()
    assert [(row["span_text"], row["context"]) for row in rows] == [("999", "Mục tiêu Phấn đấu có 250 đảng viên, số [999] không rõ.")]


def test_article_metrics_count(rich_live: Path):
    row = run_query(rich_live, "select * from article_metrics where title = 'Mục tiêu'").to_pylist()[0]
    assert (row["observation_count"], row["number_count"], row["unexplained_count"]) == (1, 2, 1)


def test_place_of_a_figure_is_named(rich_live: Path):
    row = run_query(rich_live, "select place_name, province_name, year from figures where indicator = 'poverty_rate'").to_pylist()[0]
    assert row == {"place_name": "Phường Phúc Xá", "province_name": "Thành phố Hà Nội", "year": 2025}
    by_year = run_query(
        rich_live, "select value, share, rate, figure_count from figures_by_place_year where indicator = 'poverty_rate'"
    ).to_pylist()
    assert by_year == [{"value": None, "share": 12.5, "rate": None, "figure_count": 1}]


def test_a_figure_says_where_its_place_lies_and_what_kind_of_number_it_is(rich_live: Path):
    columns = "level, level_vi, district_name, province_name, measure_vi, measure_en"
    rows = run_query(rich_live, f"select distinct {columns} from figures where place_code = '00001' and measure = 'share'").to_pylist()
    assert rows == [
        {
            "level": "commune", "level_vi": "Xã", "district_name": "Quận Ba Đình", "province_name": "Thành phố Hà Nội",
            "measure_vi": "tỷ lệ", "measure_en": "share",
        }
    ]  # fmt: skip
    assert run_query(rich_live, "from figures where measure_vi is null or measure_en is null").num_rows == 0


def kind(name: str, number: str, **more: object) -> Page:
    return Page(f"file:///raw/{name}.txt", f"Tin {name}\nPhường có {number} theo báo cáo {name}.", place_code="00001", more=more)


KINDS = [
    kind("đếm", "214"),
    kind("tỷ lệ", "12,5", measure="share", unit="percent"),
    kind("tiền", "700", measure="amount", unit="vnd"),
    kind("giảm", "5", measure="growth", unit="percent", direction="down"),
    kind("nữ", "80", breakdown='{"sex": "female"}'),
    kind("mục tiêu", "250", status="target"),
    kind("tỷ lệ nữ", "37", measure="share", unit="percent", breakdown='{"sex": "female"}'),
]


def test_macros_of_a_kind_give_no_other_kind_no_slice_and_no_target(tmp_path: Path):
    path = warehouse_of(tmp_path, KINDS)

    def values(query: str) -> list[float]:
        return sorted(run_query(path, query)["value"].to_pylist())

    assert values("from counts('party_members')") == [214]
    assert values("from shares('party_members')") == [12.5]
    assert values("from amounts('party_members')") == [700]
    assert values("from counts('party_members', of_status := 'target')") == [250]
    assert values("from counts('party_members', of_slice := null)") == [80, 214]
    assert values("""from shares('party_members', of_slice := '{"sex": "female"}')""") == [37]
    assert values("from counts('deaths')") == []


def test_no_sum_over_a_year_of_a_place_mixes_kinds(tmp_path: Path):
    path = warehouse_of(tmp_path, KINDS)
    sums = "select sum(value) filter (unit = 'person') as people, sum(value) as all, sum(share) as shares, sum(rate) as rates"
    assert run_query(path, f"{sums} from figures_by_place_year").to_pylist() == [
        {"people": 214.0, "all": 914.0, "shares": 12.5, "rates": -5.0}
    ]
    one_of = "select (value is not null)::int + (share is not null)::int + (rate is not null)::int as filled from figures_by_place_year"
    assert set(run_query(path, one_of)["filled"].to_pylist()) == {1}


def test_figures_are_found_with_and_without_marks_the_phrase_first(rich_live: Path):
    for words in ("phuong phuc xa", "Phường Phúc Xá", "  PHUC XA phường "):
        rows = run_query(rich_live, "from find_figures(?)", [words]).to_pylist()
        assert {row["indicator"] for row in rows} >= {"party_members_admitted", "poverty_rate"}
    rows = run_query(rich_live, "from find_figures('phuc xa')").to_pylist()
    assert [row["has_phrase"] for row in rows] == sorted((row["has_phrase"] for row in rows), reverse=True)
    by_district = run_query(rich_live, "from find_figures('ba dinh')").to_pylist()
    assert {row["district_name"] for row in by_district if row["has_phrase"]} == {"Quận Ba Đình"}
    assert run_query(rich_live, "from find_figures('khong he co dau')").num_rows == 0


def test_a_year_of_a_place_holds_no_sum_of_years_no_target_and_no_other(tmp_path: Path) -> None:
    def page(name: str, number: int, start: date, end: date, indicator: str = "party_members_admitted", **more: object) -> Page:
        span = {"period_kind": "range", "period_end": end, **more}
        text = f"Tin {name}\nNăm ấy có {number} đảng viên {name}."
        return Page(f"file:///raw/{name}.txt", text, indicator=indicator, place_code="00001", period_start=start, more=span)

    path = warehouse_of(
        tmp_path,
        [
            page("nửa năm", 20, date(2025, 1, 1), date(2025, 6, 30)),
            page("cả năm", 45, date(2025, 1, 1), date(2025, 12, 31)),
            page("nhiệm kỳ", 210, date(2020, 1, 1), date(2025, 12, 31)),
            page("chỉ tiêu", 50, date(2025, 1, 1), date(2025, 12, 31), status="target"),
            page("khác", 9, date(2025, 1, 1), date(2025, 12, 31), indicator="other"),
        ],
    )
    rows = run_query(path, "select indicator, value, period_start, period_end, lowest, highest from figures_by_place_year").to_pylist()
    assert rows == [
        {
            "indicator": "party_members_admitted", "value": 45.0, "period_start": date(2025, 1, 1), "period_end": date(2025, 12, 31),
            "lowest": 20.0, "highest": 45.0,
        }
    ]  # fmt: skip


def test_indicators_without_figures_are_listed(rich_live: Path):
    rows = run_query(rich_live, "select indicator, figure_count from indicator_coverage where figure_count = 0").num_rows
    assert rows > 10


def test_arithmetic_warnings_are_taken_apart(rich_live: Path):
    row = run_query(rich_live, "select disagreement, expected, compared_with from arithmetic_warnings").to_pylist()[0]
    assert row == {"disagreement": "parts_exceed_whole", "expected": 50.0, "compared_with": ["abc"]}


def test_news_of_today(rich_live: Path):
    rows = run_query(rich_live, "select source_uri from articles_today join articles using (article_id)").to_pylist()
    assert {Path(row["source_uri"]).stem for row in rows} == {"mended", "00009"}


def test_view_file_without_a_comment_is_refused():
    with pytest.raises(ValueError, match=r"x.sql must begin with a comment"):
        parse_view("x", "select 1")
