"""How Prefect is set up, and what is said when Prefect itself fails."""

from __future__ import annotations

from typing import Any

import pytest

from flows.environment import PrefectFailed, telling_prefects_failures


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
