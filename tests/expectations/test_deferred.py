"""What Great Expectations imports and no rule uses is loaded when it is asked for, and works then."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from pydantic.v1 import BaseModel, Field, ValidationError, validator

from expectations.deferred import KEPT_BACK, deferring

SAYS = """
import json, sys
import expectations.row_expectations
from expectations.deferred import DEFERRED, KEPT_BACK
waiting = [name for name in DEFERRED if "LazyModule" in str(type(sys.modules[name]))]
loaded = [name for name in KEPT_BACK if name in sys.modules]
from scipy import stats
import altair
import sqlalchemy
print(json.dumps([sorted(waiting), loaded, float(stats.entropy([0.5, 0.5])), altair.Chart.__name__, str(sqlalchemy.select(1))]))
"""


def test_charts_and_statistics_wait_for_their_first_use_and_databases_are_there_for_others() -> None:
    done = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    waiting, loaded, entropy, chart, query = json.loads(done.stdout)
    assert waiting == ["altair", "scipy.stats"]
    assert loaded == []
    assert entropy == pytest.approx(0.6931, abs=1e-4)
    assert (chart, query) == ("Chart", "SELECT 1")


def test_where_prefect_is_imported_nothing_is_kept_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in KEPT_BACK:
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setitem(sys.modules, "prefect", sys)
    with deferring():
        assert not any(getattr(finder, "kept_back", ()) for finder in sys.meta_path)
    monkeypatch.delitem(sys.modules, "prefect")
    with deferring():
        assert sys.meta_path[0].kept_back == KEPT_BACK  # type: ignore[attr-defined]


def test_a_class_made_meanwhile_changes_nothing_of_its_base() -> None:
    class Base(BaseModel):
        names: list[str] = Field(default_factory=list)
        share: float = 0.5

    with deferring():

        class Strict(Base):
            class Config:
                fields = {"share": {"alias": "part"}}  # noqa: RUF012 - so Pydantic wants it

            @validator("share", "names")
            def _known(cls, value: object) -> object:
                if value in ([""], 2.0):
                    raise ValueError("unknown")
                return value

    assert Strict(part=0.1, names=["hộ"]).dict() == {"names": ["hộ"], "share": 0.1}
    for wrong in ({"part": 2.0}, {"names": [""]}):
        with pytest.raises(ValidationError):
            Strict(**wrong)
    assert Base(share=2.0, names=[""]).dict() == {"names": [""], "share": 2.0}
    assert (Base.__fields__["share"].alias, Strict.__fields__["share"].alias) == ("share", "part")
    first, second = Strict(), Strict()
    first.names.append("xã")
    assert second.names == []
