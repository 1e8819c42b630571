"""What the tests share: no telemetry, Prefect's files in a temporary folder, the read-only material, one whole run."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest

# Before anything imports Prefect or Great Expectations.
os.environ.update(
    DO_NOT_TRACK="1",
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    GX_ANALYTICS_ENABLED="false",
    PREFECT_LOGGING_LEVEL="ERROR",
    # Pages of every night are tested where they are the matter (tests/warehouse/site, tests/flows/test_site.py).
    SOLIEU_SITE="false",
    # On two busy cores the temporary server takes longer than the 20 s that Prefect allows.
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="180",
)
os.environ.setdefault("PREFECT_HOME", tempfile.mkdtemp(prefix="solieu-prefect-"))

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The read-only material beside the repository: real articles and their labels."""
    if not SHARED.is_dir():
        pytest.skip("the real articles of ../shared are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def sample_articles() -> Path:
    """The sample articles of the repository."""
    return ROOT / "seeds" / "articles" / "raw"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory, sample_articles: Path) -> tuple[Path, object]:
    """A home after one whole nightly flow, Prefect and all, over the sample articles; and the summary. Do not change it."""
    from flows.nightly import nightly

    home = tmp_path_factory.mktemp("home")
    summary = nightly(raw=[str(sample_articles)], home=str(home), workers=1)
    return home, summary
