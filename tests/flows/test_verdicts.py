"""`solieu verdicts`: what readers said on the pages comes back as a list, as labels that the rules are measured by, as a correction."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from kept_folder import KeptFolder
from plain_run import run_stages
from starlette.testclient import TestClient
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.lexicons import own_rows
from flows.settings import load_settings
from tasks.facts.document.records import ArticleText
from tasks.facts.extraction import extract_figures
from tasks.facts.learning.labelled import is_right, match_labels
from tasks.facts.output.corrections import apply_corrections, parse_corrections
from warehouse.reading import run_query
from warehouse.site.serving import Site
from warehouse.site.source import Source
from warehouse.verdicts.store import VerdictStore

LOCAL = "http://127.0.0.1:8750"
STORY = """Trang chủ | Tin tức | Liên hệ

Đảng bộ xã Nậm Búng vững bước

12/03/2021

Năm 2020, Đảng bộ xã Nậm Búng kết nạp được 21 đảng viên mới.

Đến nay, toàn Đảng bộ xã Nậm Búng có 214 đảng viên, sinh hoạt tại 12 chi bộ.

Toàn xã còn 87 hộ nghèo.
"""


def _solieu(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


class Desk:
    """A home with one article, and a reader who judges it on its page."""

    def __init__(self, folder: Path) -> None:
        self.home, self.raw = folder / "home", folder / "raw"

    def write(self, text: str) -> None:
        (self.raw / "nam-bung.txt").write_text(text, encoding="utf-8")

    def run(self, **options: Any) -> None:
        run_stages(self.home, self.raw, judge=False, **options)

    def rows(self, sql: str) -> list[dict[str, Any]]:
        return list(run_query(self.home / "warehouse.duckdb", sql).to_pylist())

    def judge(self, span_text: str = "", **fields: str) -> None:
        article = self.rows("select article_id from articles")[0]["article_id"]
        if span_text:
            sql = f"select observation_id from observations where span_text = '{span_text}'"
            fields = {"on": "figure", "figure": self.rows(sql)[0]["observation_id"], **fields}
        source = Source(self.home / "warehouse.duckdb")
        with TestClient(Site(source, None, VerdictStore.of(self.home)).app(), base_url=LOCAL) as client:
            html = client.get(f"/vi/articles/{article}.html").text
            for name in ("token", "text_sha256"):
                fields[name] = re.search(rf'name="{name}" value="([0-9a-f]+)"', html)[1]  # type: ignore[index]
            answer = client.post(f"/vi/articles/{article}/verdicts", data=fields, headers={"origin": LOCAL}, follow_redirects=False)
        source.close()
        assert answer.status_code == 303, answer.text

    def listed(self) -> list[dict[str, Any]]:
        return list(json.loads(_solieu("verdicts", "list", "--format", "json", "--home", self.home).stdout))

    def standing(self) -> dict[str, str]:
        return {row["what"]: row["standing"] for row in self.listed()}

    def counts(self) -> dict[str, int]:
        return dict(json.loads(_solieu("status", "--json", "--home", self.home).stdout)["verdicts"])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> KeptFolder:
    """The raw file of the story and a home that published it."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    desk.raw.mkdir()
    desk.write(STORY)
    desk.run()
    return KeptFolder.of(desk.home.parent)


@pytest.fixture
def desk(made: KeptFolder) -> Desk:
    return Desk(made.put_back())


def test_verdicts_survive_runs_until_the_text_changes(desk: Desk) -> None:
    desk.judge("214", verdict="right")
    desk.judge("12", verdict="no_figure")
    desk.run(again="clean")
    desk.run(again="extract")
    assert desk.standing() == {"214": "holds", "12": "holds"}
    assert "verdicts: 1 right, 1 no figure" in _solieu("status", "--home", desk.home).output
    desk.write(STORY.replace("87 hộ", "86 hộ"))
    desk.run()
    assert desk.standing() == {"214": "outdated", "12": "outdated"}
    assert desk.counts() == dict.fromkeys(desk.counts(), 0) | {"outdated": 2}
    desk.write(STORY)
    desk.run()
    assert desk.standing() == {"214": "holds", "12": "holds"}


def test_status_counts_nothing_where_nobody_judged(desk: Desk) -> None:
    assert "verdicts:" not in _solieu("status", "--home", desk.home).output
    assert not any(desk.counts().values())
    assert "no verdict yet" in _solieu("verdicts", "list", "--home", desk.home).output


def test_status_names_files_that_are_no_verdicts(desk: Desk) -> None:
    (desk.home / "verdicts").mkdir()
    (desk.home / "verdicts" / "ghi-chep.json").write_text("{}", encoding="utf-8")
    assert "verdicts: 1 files cannot be read: ghi-chep.json" in _solieu("status", "--home", desk.home).output


def test_status_works_where_the_warehouse_is_damaged(desk: Desk) -> None:
    desk.judge("214", verdict="right")
    (desk.home / "warehouse.duckdb").write_bytes(b"no warehouse")
    shown = _solieu("status", "--home", desk.home)
    assert shown.exit_code == 0
    assert "verdicts: 1 given" in shown.output
    assert json.loads(_solieu("status", "--json", "--home", desk.home).stdout)["verdicts"] is None


def test_a_whole_article_as_labels_is_what_is_read_of_it(desk: Desk, tmp_path: Path) -> None:
    """The labels find their figures again, and every row is right by them."""
    desk.judge(on="article", verdict="complete")
    shown = _solieu("verdicts", "export", "--to", tmp_path / "gold", "--home", desk.home)
    assert shown.output.startswith("1 articles with 4 labelled figures")
    label = json.loads((tmp_path / "gold" / "nam-bung.json").read_text("utf-8"))
    assert label["file"] == "nam-bung.txt"
    assert label["exhaustive"]
    assert label["article"]["title"] == "Đảng bộ xã Nậm Búng vững bước"
    assert label["article"]["published_at"] == "2021-03-12"
    assert {"level": "commune", "name": "Nậm Búng", "district": "Văn Chấn", "province": "Yên Bái"} in label["article"]["places"]
    assert label["lines"]["3"] == "title"
    assert label["lines"]["7"] == "body"
    file = STORY.replace("\n", " ")
    assert all(file.count(one["anchor"]) == 1 for one in label["observations"])
    article = desk.rows("select article_id, text, title, published_on, source_host from articles")[0]
    matched = match_labels("nam-bung", ArticleText(*article.values()), label["observations"])
    assert len(matched.labels) == len(label["observations"]) == 4
    assert all(is_right(draft, matched.labels[draft.start]) for draft in matched.drafts)


def test_labels_say_what_is_right_and_leave_out_what_is_not_known(desk: Desk, tmp_path: Path) -> None:
    desk.judge("214", verdict="wrong", organisation="xã Nậm Búng", period_kind="as_of", period_start="2021-01-01", period_end="2021-12-31")
    desk.judge("12", verdict="wrong")
    desk.judge("87", verdict="no_figure")
    _solieu("verdicts", "export", "--to", tmp_path / "gold", "--home", desk.home)
    label = json.loads((tmp_path / "gold" / "nam-bung.json").read_text("utf-8"))
    assert not label["exhaustive"]
    assert "lines" not in label
    [only] = label["observations"]
    assert (only["value"], only["organisation"]) == (214, "xã Nậm Búng")
    assert only["period"] == {"kind": "as_of", "start": "2021-01-01", "end": "2021-12-31", "text": only["period"]["text"]}
    assert [one for one in label["not_observations"] if "87" in one] == label["not_observations"] != []


def test_lines_of_the_page_follow_verdicts_on_blocks(desk: Desk, tmp_path: Path) -> None:
    block = desk.rows("select block_no, line_start, line_end, kind from blocks where not kept order by block_no")[0]
    desk.judge(on="block", block=str(block["block_no"]), kind="related")
    _solieu("verdicts", "export", "--to", tmp_path / "gold", "--home", desk.home)
    lines = json.loads((tmp_path / "gold" / "nam-bung.json").read_text("utf-8"))["lines"]
    first, last = block["line_start"], block["line_end"]
    assert lines[str(first) if first == last else f"{first}-{last}"] == "body" != block["kind"]


def test_a_verdict_becomes_a_correction_that_holds(desk: Desk, tmp_path: Path) -> None:
    desk.judge("87", verdict="wrong", value="78", note="Báo in nhầm, xã đã đính chính.")
    [row] = desk.listed()
    to = tmp_path / "corrections" / "readers.yml"
    told = _solieu("verdicts", "correct", row["id"][:6], "--to", to, "--home", desk.home)
    assert f"verdict-{row['id']} in {to}" in told.output.replace("\n", "")
    corrections = parse_corrections(to.name, to.read_text("utf-8"))
    article = ArticleText(*desk.rows("select article_id, text, title, published_on, source_host from articles")[0].values())
    corrected = apply_corrections(article, extract_figures(article).observations, corrections)
    assert [(one.value, one.correction) for one in corrected if one.span_text == "87"] == [(78.0, f"verdict-{row['id']}")]
    again = _solieu("verdicts", "correct", row["id"], "--to", to, "--home", desk.home)
    assert again.exit_code == 2
    assert "has the correction" in again.output


def test_a_correction_in_the_home_is_read_by_the_next_run(desk: Desk) -> None:
    desk.judge("87", verdict="wrong", value="78")
    [row] = desk.listed()
    to = desk.home / "lexicon" / "readers.yml"
    assert _solieu("verdicts", "correct", row["id"], "--to", to, "--home", desk.home).exit_code == 0
    with own_rows(load_settings(home=desk.home)):
        desk.run()
    figure = desk.rows("select value, correction from observations where span_text = '87'")
    assert figure == [{"value": 78.0, "correction": f"verdict-{row['id']}"}]
    assert desk.standing() == {"87": "met"}


def test_a_second_correction_goes_below_the_first(desk: Desk, tmp_path: Path) -> None:
    to = tmp_path / "readers.yml"
    for printed in ("87", "12"):
        desk.judge(printed, verdict="wrong", value="5")
    for row in desk.listed():
        assert _solieu("verdicts", "correct", row["id"], "--to", to, "--home", desk.home).exit_code == 0
    assert [one.span_text for one in parse_corrections(to.name, to.read_text("utf-8"))] == ["87", "12"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"verdict": "right"}, "does not say what is right"),
        ({"verdict": "wrong"}, "does not say what is right"),
        ({"verdict": "wrong", "period_start": "2020-01-01"}, "not period_start; teach a rule instead"),
    ],
)
def test_what_cannot_be_a_correction_says_why(desk: Desk, fields: dict[str, str], told: str) -> None:
    desk.judge("87", **fields)
    shown = _solieu("verdicts", "correct", desk.listed()[0]["id"], "--home", desk.home)
    assert shown.exit_code == 2
    assert told in " ".join(shown.output.split())


def test_a_file_that_would_not_be_read_is_refused(desk: Desk, tmp_path: Path) -> None:
    desk.judge("87", verdict="wrong", value="78")
    shown = _solieu("verdicts", "correct", desk.listed()[0]["id"], "--to", tmp_path / "readers.yaml", "--home", desk.home)
    assert shown.exit_code == 2
    assert "ends in .yml" in " ".join(shown.output.split())
    assert not (tmp_path / "readers.yaml").exists()


def test_a_verdict_that_is_not_there_is_said(desk: Desk) -> None:
    shown = _solieu("verdicts", "correct", "abc", "--home", desk.home)
    assert shown.exit_code == 2
    assert "abc: 0 verdicts that hold begin so" in shown.output
