"""What may be read from where, and that the password of an address is nowhere but where the address is opened."""

from __future__ import annotations

import base64
import http.server
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from plain_run import run_stages
from small_articles import write_articles
from typer.testing import CliRunner

from flows.cli import app
from flows.progress import run_log, say_line
from flows.settings import SettingsError, load_settings
from tasks.plan.listing import CannotList, list_locations
from tasks.store.access import address_to_open, admit_location, hide_passwords
from tasks.store.quarantine import describe_error
from tasks.store.raw_files import read_bytes
from warehouse.lake.lake import Lake
from warehouse.lake.tables import LAKE_TABLES

PASSWORD = "chia-khoa-1"
SIGNED = "X-Amz-Credential=AKIA%2F1&X-Amz-Signature=0bad&id=3"


class _Guarded(http.server.SimpleHTTPRequestHandler):
    """Serves a folder to who knows the password."""

    def do_GET(self) -> None:
        wanted = base64.b64encode(f"an:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != f"Basic {wanted}":
            self.send_response(401)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        super().do_GET()

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """`host:port` of a server of two articles that asks for a password."""
    pytest.importorskip("aiohttp", reason="reading http needs aiohttp")
    write_articles(tmp_path / "www", range(2))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(_Guarded, directory=str(tmp_path / "www")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_settings_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("RAW", "CONFIG", "ALLOW_HTTP"):
        monkeypatch.delenv(f"SOLIEU_{name}", raising=False)


def test_a_password_opens_what_it_opens_and_stands_nowhere(served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLIEU_ALLOW_HTTP", "1")
    monkeypatch.setenv("SOLIEU_RAW", f"http://an:{PASSWORD}@{served}/")
    settings = load_settings(home=tmp_path / "home")
    assert settings.raw == (f"http://{served}/",)
    assert PASSWORD not in str(settings.model_dump())
    files = list_locations(list(settings.raw)).files
    assert len(files) == 2
    assert all(file.uri.startswith(f"http://{served}/b") for file in files)
    assert all(b"\n\n" in read_bytes(file.path) for file in files)
    assert run_stages(settings.home, list(settings.raw), judge=False).documents.loaded == 2
    for table in LAKE_TABLES:
        assert PASSWORD not in str(Lake(settings.home).read_current(table).to_pylist())
    shown = CliRunner().invoke(app, ["plan", "--json", "--home", str(settings.home)])
    assert served in shown.stdout
    assert PASSWORD not in shown.output


def test_a_wrong_password_is_an_error_that_does_not_repeat_it(served: str) -> None:
    location = admit_location(f"http://an:falsch@{served}/tin", allow_http=True)
    with pytest.raises(CannotList) as caught:
        list_locations([location])
    assert served in str(caught.value)
    assert "falsch" not in str(caught.value)


def test_signed_addresses_lose_what_signs_them() -> None:
    plain = admit_location(f"https://kho.example.vn/tin.zip?{SIGNED}", allow_http=True)
    assert plain == "https://kho.example.vn/tin.zip?id=3"
    assert address_to_open(plain) == f"https://kho.example.vn/tin.zip?{SIGNED}"


def test_what_lies_under_a_location_is_opened_with_its_password_and_nothing_else_is() -> None:
    plain = admit_location("https://an:mat@kho.example.vn/tin/", allow_http=True)
    assert address_to_open(f"{plain}a.txt") == "https://an:mat@kho.example.vn/tin/a.txt"
    for other in ("https://kho.example.vn/tin-khac/a.txt", "https://kho.example.vn/", "https://khac.example.vn/tin/a.txt"):
        assert address_to_open(other) == other


@pytest.mark.parametrize(
    "location",
    [
        "ftp://kho/x", "sftp://kho/x", "ssh://kho/x", "memory://x", "data://x", "github://o:r@main/x", "hdfs://x", "dask://x", "jar://x",
        "simplecache::https://kho/x", "zip://x.txt::https://kho/x.zip", "filecache::s3://kho/x", "reference://x", "local:///etc",
        "S3://kho", "gopher://x", "javascript://x", "://x",
    ],
)  # fmt: skip
def test_other_schemes_are_refused_before_anything_starts(location: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["run", "--raw", location, "--home", str(tmp_path / "home")])
    assert done.exit_code == 2
    assert "no kind of address that is read; there are paths, file://, az://, gs://, s3:// and with allow_http" in done.stderr
    assert not (tmp_path / "home").exists()
    with pytest.raises(CannotList):
        list_locations([location])


@pytest.mark.parametrize("location", ["tin", "/tin/2026", "file:///tin", "s3://kho/tin", "gs://kho", "az://kho/tin", "s3://kho/a@b.txt"])
def test_paths_and_stores_are_admitted_as_they_are(location: str) -> None:
    assert load_settings(raw=(location,)).raw == (location,)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_the_web_is_read_only_where_a_setting_allows_it(scheme: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"is read only with allow_http = true \(SOLIEU_ALLOW_HTTP=1\)"):
        load_settings(raw=(f"{scheme}://kho.example.vn/tin",))
    (tmp_path / "solieu.toml").write_text("allow_http = true\n", "utf-8")
    assert load_settings(raw=(f"{scheme}://kho.example.vn/tin",)).raw == (f"{scheme}://kho.example.vn/tin",)


@pytest.mark.parametrize(
    "location",
    [f"s3://AKIA:{PASSWORD}@kho/tin", f"az://an:{PASSWORD}@kho", f"https://an:{PASSWORD}/x@kho/tin", f"ftp://an:{PASSWORD}@kho",
     f"https://an:{PASSWORD}@kho.example.vn/tin"],
)  # fmt: skip
def test_a_refused_address_is_told_without_its_password(location: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if location.startswith("https") and "/x@" in location:
        monkeypatch.setenv("SOLIEU_ALLOW_HTTP", "1")
    done = CliRunner().invoke(app, ["run", "--raw", location, "--home", str(tmp_path / "home")])
    assert done.exit_code == 2
    assert done.stderr.startswith("error: raw: ")
    assert PASSWORD not in done.output


def test_messages_logs_and_wrong_settings_hold_no_password(caplog: pytest.LogCaptureFixture) -> None:
    address = f"https://an:{PASSWORD}@kho.example.vn/tin?sig={PASSWORD}&x=1"
    assert hide_passwords(f"401 for {address}.") == "401 for https://***@kho.example.vn/tin?sig=***&x=1."
    assert PASSWORD not in describe_error(OSError(f"no answer from {address}"))
    run_log.addHandler(caplog.handler)
    try:
        run_log.info("reading %s", address)
        say_line(f"reading {address}")
    finally:
        run_log.removeHandler(caplog.handler)
    assert caplog.text.count("https://***@kho.example.vn/tin") == 2
    assert PASSWORD not in caplog.text
    with pytest.raises(SettingsError) as caught:
        load_settings(raw={"a": address})
    assert PASSWORD not in str(caught.value)


def test_the_wall_stands_where_stores_are_opened_too() -> None:
    with pytest.raises(OSError, match="no kind of address that is read"):
        read_bytes(b"ftp://kho/x")
