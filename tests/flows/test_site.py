"""A run publishes the copy of the site, and a site that fails never costs the night."""

from __future__ import annotations

from pathlib import Path

import pytest


def test_a_night_publishes_the_site_and_survives_one_that_fails(
    tmp_path: Path, sample_articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows.nightly import nightly

    monkeypatch.setenv("SOLIEU_SITE", "true")
    raw, home = tmp_path / "raw", tmp_path / "home"
    raw.mkdir()
    names = sorted(sample_articles.glob("0[1-3]*.txt"))
    for one in names[:2]:
        (raw / one.name).write_bytes(one.read_bytes())
    first = nightly(raw=[str(raw)], home=str(home), workers=1)
    assert first.status == "published"
    assert not first.warnings
    shown = (home / "site" / "vi" / "index.html").read_text("utf-8")
    assert first.run_id in shown

    def fail(*_: object) -> None:
        raise ValueError("a template is broken")

    monkeypatch.setattr("warehouse.site.copying._fill", fail)
    (raw / names[2].name).write_bytes(names[2].read_bytes())
    second = nightly(raw=[str(raw)], home=str(home), workers=1)
    assert second.status == "published"
    assert ["publishing the site failed: ValueError: a template is broken" in one for one in second.warnings] == [True]
    assert (home / "site" / "vi" / "index.html").read_text("utf-8") == shown
