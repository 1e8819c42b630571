"""`solieu calibrate`: labelled articles in, the weights of holders and of confidence out."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tasks.calibrate import Calibration, calibrate, read_labels
from tasks.facts.holders.names import key_of
from tasks.facts.learning.labelled import LabelledArticle

PLACES = ("Nậm Cắn", "Tà Cạ", "Mường Lống")


def _label(anchor: str, value: int, indicator: str, place: str, year: int, **breakdown: str) -> dict[str, Any]:
    return {
        "anchor": anchor,
        "value": value,
        "indicator": indicator,
        "measure": "count",
        "unit": "person",
        "qualifier": "exact",
        "status": "actual",
        "organisation": f"Đảng bộ xã {place}",
        "period": {"kind": "year", "start": f"{year}-01-01", "end": f"{year}-12-31"},
        "breakdown": breakdown,
    }


@pytest.fixture
def labelled(tmp_path: Path) -> Path:
    """Three articles with two labelled figures each, in `raw` and `gold`."""
    return _write_labelled(tmp_path)


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[LabelledArticle], Calibration, Path]:
    """Those articles as they are read, what was measured on them, and the folder of the weights; do not change them."""
    folder = _write_labelled(tmp_path_factory.mktemp("labelled"))
    articles = read_labels(folder / "gold", folder / "raw")
    return articles, calibrate(articles, [], folder / "weights"), folder / "weights"


def _write_labelled(tmp_path: Path) -> Path:
    for folder in ("raw", "gold"):
        (tmp_path / folder).mkdir()
    for number, place in enumerate(PLACES):
        admitted, expelled, year = 34 + number, 2 + number, 2017 + number
        text = (
            f"Đảng bộ xã {place} chăm lo công tác phát triển đảng viên\n\n"
            f"Những năm qua, cấp ủy luôn quan tâm bồi dưỡng quần chúng ưu tú ở từng bản làng, coi đây là việc làm thường xuyên.\n\n"
            f"Năm {year}, Đảng bộ xã {place} kết nạp {admitted} đảng viên. Cũng trong năm {year}, đã khai trừ {expelled} đảng viên.\n"
        )
        (tmp_path / "raw" / f"{number}.txt").write_text(text, "utf8")
        labels = [
            _label(f"kết nạp {admitted} đảng", admitted, "party_members_admitted", place, year),
            _label(f"khai trừ {expelled} đảng", expelled, "party_members_expelled", place, year, sanction="expulsion"),
        ]
        (tmp_path / "gold" / f"{number}.json").write_text(json.dumps({"file": f"{number}.txt", "observations": labels}), "utf8")
    return tmp_path


def _calibrate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["calibrate", *map(str, arguments)], env={"COLUMNS": "200"})


def _told(result: Result) -> str:
    """What was printed, out of the box that is drawn around it and without its line breaks."""
    return " ".join(result.output.replace("│", "").split())


def _weights(path: Path) -> dict[str, float]:
    header, *rows = csv.reader(path.read_text("utf8").splitlines())
    assert header == ["feature", "weight"]
    return {feature: float(weight) for feature, weight in rows}


def test_three_labelled_articles_give_all_files(labelled: Path) -> None:
    done = _calibrate(f"{labelled / 'gold'}:{labelled / 'raw'}", "--to", labelled / "weights")
    assert done.exit_code == 0, done.output
    assert "3 articles, 6 labelled figures" in done.output
    holder, period, confidence = (_weights(labelled / "weights" / f"{name}.csv") for name in ("holder", "period", "confidence"))
    assert holder["clause subject"] > 0 > holder["plural left"]
    assert period["rule all"] > 0
    assert confidence["any"] > 0
    assert list(holder) == sorted(holder)


def test_each_label_finds_its_figure_and_the_shares_count_them(labelled: Path) -> None:
    articles = read_labels(labelled / "gold", labelled / "raw")
    assert [len(article.labels) for article in articles] == [2, 2, 2]
    found = calibrate(articles, [], labelled / "weights")
    assert (found.articles, found.figures) == (3, 6)
    right = sum(key_of(draft.organisation) == key_of(article.labels[draft.start]["organisation"])
                for article in articles for draft in article.drafts if draft.start in article.labels)  # fmt: skip
    assert found.holders_right == right / 6
    assert found.periods_right == 1.0
    assert 0 < found.rows_right <= found.holders_right
    assert 0 <= found.calibration_error <= 1


def test_labels_that_name_another_holder_are_counted_as_wrong(labelled: Path) -> None:
    for path in (labelled / "gold").iterdir():
        label = json.loads(path.read_text("utf8"))
        for one in label["observations"]:
            one["organisation"] = "Huyện ủy Kỳ Sơn"
        path.write_text(json.dumps(label), "utf8")
    found = calibrate(read_labels(labelled / "gold", labelled / "raw"), [], labelled / "weights")
    assert (found.figures, found.holders_right, found.rows_right) == (6, 0.0, 0.0)


@pytest.mark.parametrize("missing", ["gold", "raw"])
def test_a_folder_that_is_none_is_told(labelled: Path, missing: str) -> None:
    shutil.rmtree(labelled / missing)
    refused = _calibrate(f"{labelled / 'gold'}:{labelled / 'raw'}", "--to", labelled / "weights")
    assert refused.exit_code == 2
    assert f"expected GOLD:RAW, two folders; {labelled / missing} is none" in _told(refused)
    assert not (labelled / "weights").exists()


def test_one_folder_alone_is_told(labelled: Path) -> None:
    refused = _calibrate(labelled / "gold", "--to", labelled / "weights")
    assert refused.exit_code == 2
    assert "two folders; RAW is none" in _told(refused)


def test_a_folder_without_labels_measures_nothing_and_leaves_the_weights(labelled: Path) -> None:
    (labelled / "weights").mkdir()
    (labelled / "weights" / "confidence.csv").write_text("feature,weight\nany,0.5\n", "utf8")
    refused = _calibrate(f"{labelled / 'raw'}:{labelled / 'raw'}", "--to", labelled / "weights")
    assert refused.exit_code == 1
    assert "holds no label files (*.json)" in refused.output
    assert _weights(labelled / "weights" / "confidence.csv") == {"any": 0.5}


@pytest.mark.parametrize("content", ["{", "[]", '{"file": "0.txt"}', '{"observations": []}'])
def test_a_file_that_is_no_label_file_is_named(labelled: Path, content: str) -> None:
    (labelled / "gold" / "1.json").write_text(content, "utf8")
    refused = _calibrate(f"{labelled / 'gold'}:{labelled / 'raw'}", "--to", labelled / "weights")
    assert refused.exit_code == 2
    assert "1.json is no label file" in _told(refused)


def test_a_raw_file_that_is_missing_or_of_no_use_is_named(labelled: Path) -> None:
    (labelled / "raw" / "1.txt").write_bytes(b"")
    with pytest.raises(ValueError, match=r"1\.txt (cannot be used|holds no document)"):
        read_labels(labelled / "gold", labelled / "raw")
    (labelled / "raw" / "1.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"1\.txt"):
        read_labels(labelled / "gold", labelled / "raw")


def test_articles_that_count_twice_pull_the_weights_their_way(
    measured: tuple[list[LabelledArticle], Calibration, Path], tmp_path: Path
) -> None:
    articles, _, once = measured
    calibrate(articles, [], tmp_path / "twice", {articles[0].name})
    assert (once / "holder.csv").read_text("utf8") != (tmp_path / "twice" / "holder.csv").read_text("utf8")
