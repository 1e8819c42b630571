"""A worker that dies or hangs costs one document, not the night; a machine that kills them all is told apart."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import plain_run
import pytest
from killing import POISON, clean_and_die, clean_and_hang, extract_and_die, extract_and_hang, name_process
from plain_run import Works, run_stages
from small_articles import small_article, write_articles

from flows.settings import load_settings
from flows.workload import batch_runner
from tasks.clean import CLEAN_RECOVERY
from tasks.errors import WorkersDie
from tasks.messages import CleanJob
from tasks.runs.waiting import waiting_files
from tasks.store.home import Home
from tasks.workers import pool as workers
from warehouse.checksums import state_checksums
from warehouse.lake.lake import Lake
from warehouse.reading import run_query

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirteen small articles, one of them with poison in its name and text; read them, do not change them."""
    raw = tmp_path_factory.mktemp("poison") / "raw"
    write_articles(raw, range(12))
    text = f"{small_article(50)}\n\nDân bản kể nhau nghe một câu chuyện {POISON} đáo."
    (raw / f"bài-{POISON}.txt").write_text(text, encoding="utf-8")
    return raw


@pytest.fixture(scope="module")
def unharmed(raw: Path) -> dict[str, str]:
    """What comes of them where nothing dies."""
    run_stages(raw.parent / "once", raw, judge=False)
    return state_checksums(raw.parent / "once" / "warehouse.duckdb")


def refused(home: Path) -> list[tuple[str, str, str]]:
    rows = run_query(home / "warehouse.duckdb", "select stage, reason, source_uri from quarantine").to_pylist()
    return [(row["stage"], row["reason"], row["source_uri"].rpartition("/")[2]) for row in rows]


@pytest.mark.parametrize(
    ("stage", "works"),
    [
        pytest.param("clean", Works(clean=clean_and_die), id="kills-cleaning"),
        pytest.param("extract", Works(extract=extract_and_die), id="kills-extraction"),
        pytest.param("clean", Works(clean=clean_and_hang), id="hangs-cleaning"),
        pytest.param("extract", Works(extract=extract_and_hang), id="hangs-extraction"),
    ],
)
def test_a_document_that_kills_its_worker_or_hangs_is_quarantined_and_the_night_goes_on(
    raw: Path, unharmed: dict[str, str], tmp_path: Path, stage: str, works: Works
) -> None:
    home = tmp_path / "home"
    run = run_stages(home, raw, workers=2, works=works, judge=False, batch_size=7)
    assert (run.documents.discovered, run.documents.loaded, run.documents.quarantined) == (13, 12, 1)
    assert refused(home) == [(stage, "killed_worker", f"bài-{POISON}.txt")]
    assert run_stages(home, raw, workers=2, works=works, judge=False).status == "unchanged", "it is not tried again every night"
    waiting = waiting_files(home, "killed_worker")
    mended = run_stages(home, list(waiting.locations), replayed=waiting.files, judge=False)
    assert (mended.documents.loaded, mended.documents.unchanged) == (1, 12)
    assert state_checksums(home / "warehouse.duckdb") == unharmed


def test_when_too_many_documents_kill_the_run_fails_with_advice_and_the_next_one_does_the_work(tmp_path: Path) -> None:
    raw, home = tmp_path / "raw", tmp_path / "home"
    write_articles(raw, range(12))
    for path in list(raw.iterdir()):
        path.rename(path.with_name(f"{POISON}-{path.name}"))
    with pytest.raises(WorkersDie, match=r"11 documents killed their worker process.*--workers"):
        run_stages(home, raw, workers=2, works=Works(clean=clean_and_die), judge=False, batch_size=2)
    (record,) = Lake(home).read_current("runs").to_pylist()
    assert (record["status"], record["message"].split(":")[0]) == ("failed", "WorkersDie")
    assert not (home / "warehouse.duckdb").exists()
    assert run_stages(home, raw, judge=False).documents.loaded == 12


def test_what_killed_a_run_that_had_no_worker_costs_one_document_of_the_next_that_has_one(raw: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    code = (
        "from pathlib import Path; from killing import die_here; from plain_run import Works, run_stages\n"
        f"run_stages(Path({str(home)!r}), Path({str(raw)!r}), judge=False, works=Works(clean=die_here))"
    )
    killed = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": f"{TESTS.parent}:{TESTS}"}, check=False)
    assert killed.returncode == -9
    run = run_stages(home, raw, works=Works(clean=clean_and_die), apart=True, judge=False)
    assert run.documents.loaded == 12
    assert refused(home) == [("clean", "killed_worker", f"bài-{POISON}.txt")]


def test_what_takes_too_long_is_no_sign_of_a_machine_that_kills(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST_POISON_DOCUMENTS", 0)
    run = run_stages(tmp_path / "home", raw, workers=2, works=Works(clean=clean_and_hang), judge=False, batch_size=4)
    assert (run.documents.loaded, run.documents.quarantined) == (12, 1)
    with pytest.raises(WorkersDie):
        run_stages(tmp_path / "other", raw, workers=2, works=Works(clean=clean_and_die), judge=False, batch_size=4)


def test_a_document_of_a_container_that_hangs_costs_no_other_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "raw").mkdir()
    with zipfile.ZipFile(tmp_path / "raw" / "a.zip", "w") as archive:
        for number in range(6):
            archive.writestr(f"bài-{POISON if number == 3 else number}.txt", small_article(number))
    unhalved = replace(CLEAN_RECOVERY, halve=lambda job: pytest.fail("it is known which document it is"))
    monkeypatch.setattr(plain_run, "CLEAN_RECOVERY", unhalved)
    run = run_stages(tmp_path / "home", tmp_path / "raw", workers=2, works=Works(clean=clean_and_hang), judge=False)
    assert (run.documents.loaded, run.documents.quarantined) == (5, 1)
    assert refused(tmp_path / "home") == [("clean", "killed_worker", f"a.zip!bài-{POISON}.txt")]


def test_the_limits_of_a_worker_hold_for_one_file_too(tmp_path: Path) -> None:
    job = CleanJob(Home(tmp_path), "run", "manifest", "00000")
    with batch_runner(load_settings(home=tmp_path), files=1):
        assert workers.run_batch(name_process, job, CLEAN_RECOVERY) != os.getpid()
    with batch_runner(load_settings(home=tmp_path), files=0):
        assert workers.run_batch(name_process, job, CLEAN_RECOVERY) == os.getpid()


def test_a_script_that_does_not_guard_its_run_is_not_begun_again_by_the_workers(tmp_path: Path) -> None:
    write_articles(tmp_path / "raw", range(3))
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom plain_run import run_stages\nprint('begun', flush=True)\n"
        f"print(run_stages(Path({str(tmp_path / 'home')!r}), Path({str(tmp_path / 'raw')!r}), workers=2, judge=False).documents.loaded)\n"
    )
    environment = {**os.environ, "PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}"}
    done = subprocess.run([sys.executable, str(script)], env=environment, capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("begun\n3\n", 0), done.stderr
