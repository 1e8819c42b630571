"""How Prefect is set up, and what is said when Prefect itself fails."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest

from flows.environment import TELEMETRY_OFF, PrefectFailed, telling_prefects_failures


def _fail_inside_prefect() -> None:
    from prefect import Flow

    nothing: Any = None
    Flow(nothing)


def test_an_error_of_prefect_says_where_its_database_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setenv("PREFECT_HOME", "/somewhere/prefect")
    told = r"what was published stands; make room .* /somewhere/prefect, or remove prefect\.db\*"
    with pytest.raises(PrefectFailed, match=told), telling_prefects_failures():
        _fail_inside_prefect()


def test_with_a_server_of_the_operators_it_names_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    with pytest.raises(PrefectFailed, match=r"see that http://127\.0\.0\.1:1/api answers"), telling_prefects_failures():
        _fail_inside_prefect()


def test_other_errors_go_on_as_they_are() -> None:
    with pytest.raises(ZeroDivisionError), telling_prefects_failures():
        _ = 1 / 0


@pytest.mark.parametrize("before", ["", "import prefect; "])
def test_a_flow_called_from_python_is_quiet_and_gives_prefects_server_time_to_start(before: str) -> None:
    code = (
        f"{before}import flows; from prefect.settings import PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS as seconds;"
        "import os; print(seconds.value(), os.environ['PREFECT_SERVER_ANALYTICS_ENABLED'], os.environ['DO_NOT_TRACK'])"
    )
    name = "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS"
    for chosen, expected in ((None, 180), ("77", 77)):
        environment = {key: value for key, value in os.environ.items() if key not in (name, *TELEMETRY_OFF)}
        environment |= {name: chosen} if chosen else {}
        told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment).stdout
        assert told.split() == [str(expected), "false", "1"]
