"""Names, addresses and articles give a terminal, a log and a page no orders: control characters are written out everywhere."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from plain_run import run_stages
from small_articles import write_articles
from typer.testing import CliRunner

from expectations.page import render_page
from flows.cli import app
from flows.progress import run_log, say_line
from flows.story_page import Told, render_stories
from flows.terminal import say, say_json, show_table

ORDERS = "\x1b]0;x\x07\x9b31m\u202e"
OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that met a file and articles full of control characters."""
    folder = tmp_path_factory.mktemp("orders")
    write_articles(folder / "raw", range(2))
    (folder / "raw" / f"trống{ORDERS}.txt").write_bytes(b"")
    text = "Đảng bộ xã Nậm Cắn hiện có 214 đảng viên đang sinh hoạt tại 12 chi bộ, theo báo cáo của Ban Thường vụ Đảng ủy xã năm 2020."
    record = {"url": f"https://bao.example.vn/a{ORDERS}.html", "title": f"Tin của xã{ORDERS}", "text": f"{text}\n{text}{ORDERS}"}
    (folder / "raw" / "bài.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    run_stages(folder / "home", folder / "raw", judge=False)
    return folder / "home"


def _shown(home: Path, *arguments: object) -> str:
    done = CliRunner().invoke(app, [*map(str, arguments), "--home", str(home)])
    return done.stdout + done.stderr


@pytest.mark.parametrize("output_format", ["table", "csv", "json"])
def test_no_command_shows_a_control_character(home: Path, output_format: str) -> None:
    asked = [
        ("sql", "select right(source_uri, 40) as file, status from raw_files", "--format", output_format),
        ("sql", "select title, right(text, 30) as text from articles", "--format", output_format),
        ("sql", f"select '{ORDERS}' as \"{ORDERS}\"", "--format", output_format),
        ("sql", "select right(source_uri, 40) as file from quarantine", "--format", output_format),
    ]
    for arguments in asked:
        shown = _shown(home, *arguments)
        assert "]0;x" in shown, "what the file or the article is called is there"
        assert not OBEYED.search(shown), arguments


def test_plan_status_and_errors_show_none(home: Path) -> None:
    raw = home.parent / "raw"
    (raw / f"mới{ORDERS}.txt").write_text("Tin", "utf-8")
    try:
        for arguments in (("plan", "--raw", raw), ("plan", "--json", "--raw", raw)):
            shown = _shown(home, *arguments)
            assert "mới" in shown
            assert not OBEYED.search(shown)
    finally:
        (raw / f"mới{ORDERS}.txt").unlink()
    asked = [("sql", f'from "{ORDERS}"'), ("ask", ORDERS), ("explain", ORDERS), ("diff", ORDERS), ("rollback", "--to", ORDERS)]
    assert "]0;x" in _shown(home, "quarantine")
    for arguments in (("status",), ("quarantine",), *asked):
        assert not OBEYED.search(_shown(home, *arguments)), arguments


def test_explain_shows_none_on_the_terminal_nor_on_its_page(home: Path) -> None:
    for raw in sorted((home.parent / "raw").iterdir()):
        assert not OBEYED.search(_shown(home, "explain", raw))
        page = home.parent / "page.html"
        _shown(home, "explain", raw, "--page", page)
        assert not OBEYED.search(page.read_text("utf-8"))


def test_pages_show_none() -> None:
    story = Told(f"Tiêu đề{ORDERS}", f"file:///a{ORDERS}.txt", "2020-12-31", f"Tin{ORDERS}", ())
    refused = {"reason": "empty", "source_uri": f"file:///{ORDERS}", "item_id": "x", "detail": ORDERS, "stage": "clean"}
    run = {"run_id": "r1", "status": "failed", "message": f"nghẽn{ORDERS}", "versions": "{}"}
    for page in (render_stories([story]), render_page([], run, [refused])):
        assert not OBEYED.search(page)
        assert "x1b]0;x" in page
        assert "Content-Security-Policy" in page


def test_the_log_holds_one_harmless_line_for_each_message(caplog: pytest.LogCaptureFixture) -> None:
    run_log.addHandler(caplog.handler)
    try:
        run_log.info("stage %s", f"clean\nINFO forged{ORDERS}")
        say_line(f"published tin{ORDERS}")
    finally:
        run_log.removeHandler(caplog.handler)
    message, said = caplog.messages
    assert said == "published tin\\x1b]0;x\\x07\\x9b31m\\u202e"
    assert message.startswith("stage clean\\x0aINFO forged\\x1b]0;x\\x07")
    assert not OBEYED.search(message)


def test_what_is_said_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    import pyarrow as pa

    say(f"tin{ORDERS} [bold]1[/bold] :smile:\n\tdòng hai")
    say_json({"name": ORDERS})
    show_table(pa.table({"name": [f"[red]tin{ORDERS}"]}))
    shown = capsys.readouterr().out
    assert not OBEYED.search(shown)
    assert "tin\\x1b]0;x\\x07\\x9b31m\\u202e [bold]1[/bold] :smile:" in shown
    assert json.loads(re.search(r"\{.*?\}", shown, re.DOTALL)[0]) == {"name": ORDERS}
    assert "[red]tin" in shown
