"""What the tests share: no telemetry, Prefect's files in a temporary folder, the read-only material, one whole run."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as settings_of_hypothesis

# However slow or busy the machine is: no example has a deadline, and none is refused because it took long to draw.
settings_of_hypothesis.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings_of_hypothesis.load_profile("any machine")

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

# Tests start some hundred processes: each would compile this project's modules anew where no bytecode may be kept.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

WRITTEN = 4_000_000_000
"""Bytes: more than all tests together leave in their folders."""


def find_memory() -> str | None:
    """A folder of the machine's memory with room for what tests write, and as much again for each of two processes; None without one.

    A night waits for the disk dozens of times, so that nothing is lost when the power goes: tests need not wait.
    """
    folder = "/dev/shm"  # noqa: S108 - the folders below it are this user's own
    try:
        free, about = shutil.disk_usage(folder).free, Path("/proc/meminfo").read_text("utf-8")
    except OSError:
        return None
    available = next((1024 * int(line.split()[1]) for line in about.splitlines() if line.startswith("MemAvailable")), 0)
    return folder if os.access(folder, os.W_OK) and free >= WRITTEN and available >= 3 * WRITTEN else None


if "PYTEST_XDIST_WORKER" not in os.environ and "PYTEST_DEBUG_TEMPROOT" not in os.environ and (memory := find_memory()):
    os.environ["PYTEST_DEBUG_TEMPROOT"] = memory  # pytest makes its temporary folders below it

TEMPORARY = os.environ.get("PYTEST_DEBUG_TEMPROOT")
OWN_PREFECT = None if "PREFECT_HOME" in os.environ else tempfile.mkdtemp(prefix="solieu-prefect-", dir=TEMPORARY)
"""Made by the process that was started first; those that it starts find it in their environment."""
if OWN_PREFECT:
    os.environ["PREFECT_HOME"] = OWN_PREFECT
if "PYTEST_XDIST_WORKER" in os.environ:  # two servers that begin at once would both make the tables of one database
    os.environ["PREFECT_HOME"] = str(Path(os.environ["PREFECT_HOME"]) / os.environ["PYTEST_XDIST_WORKER"])

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"

TAKE_LONGEST = (
    "ops/test_schedule.py", "flows/test_own_rows.py", "faults/test_damage.py", "browser/test_pages.py", "flows/test_workers.py",
    "ops/test_home_on_a_store.py", "flows/test_withdrawal.py", "faults/test_faults_one_by_one.py", "ops/test_packaging.py",
    "warehouse/test_building.py", "flows/test_faults.py", "flows/test_teach_command.py", "flows/test_increments.py",
    "flows/test_quiet_nights.py", "warehouse/site/test_judging.py", "warehouse/site/test_serving.py", "warehouse/site/test_copying.py",
    "warehouse/test_publishing.py", "facts/proofs/test_teach.py", "faults/test_after_publishing.py", "warehouse/test_object_home.py",
    "flows/test_verdicts.py", "docs/test_nights.py", "ops/test_announcing.py", "faults/test_hostile_night.py", "ops/test_fingerprints.py",
    "faults/test_nothing_stays_alive.py", "warehouse/test_run_order.py", "warehouse/test_rewriting.py",
)  # fmt: skip
"""Files of tests that take longest, in that order; of those of ONE_PREFECT the first alone."""


ONE_PREFECT = (
    "flows/test_own_rows.py", "flows/test_command_line.py", "flows/test_cluster.py", "flows/test_nightly_flow.py", "flows/test_site.py",
    "flows/test_late_failures.py",
)  # fmt: skip
"""Files whose flows run in the process of the tests, or that read `published`: one process starts Prefect's server for all of them."""


class OnlyExamples:
    """Of the product only modules with examples are collected: to import all of them takes each process seconds, Prefect and all."""

    def pytest_ignore_collect(self, collection_path: Path) -> bool | None:
        """True for a module without an example; None leaves the choice to pytest."""
        outside = ROOT / "tests" not in collection_path.parents and collection_path.suffix == ".py"
        return True if outside and ">>>" not in collection_path.read_text("utf-8") else None


def pytest_configure(config: pytest.Config) -> None:
    """Let the choice hold for every folder, not for those below this one alone."""
    config.pluginmanager.register(OnlyExamples())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that no process is left with a long file while the other has nothing to do any more."""
    first = {ROOT / "tests" / name: place for place, name in enumerate(TAKE_LONGEST)}
    items.sort(key=lambda item: first.get(item.path, len(first)))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """With `--dist loadfile`, give out files in the order of their tests, not by how many they hold, and those of ONE_PREFECT as one."""
    from xdist.scheduler import LoadFileScheduling

    class InOrder(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = super()._split_scope(nodeid)
            return "one Prefect" if file.removeprefix("tests/") in ONE_PREFECT else file

    if config.option.dist != "loadfile":
        return None
    config.option.loadscopereorder = False
    return InOrder(config, log)


def pytest_unconfigure() -> None:
    """Remove Prefect's files, once the processes that use them have ended."""
    if OWN_PREFECT:
        shutil.rmtree(OWN_PREFECT, ignore_errors=True)


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
