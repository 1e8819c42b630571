"""Stage load: the run's documents become `raw_files`, conservation is proved, and the candidate is built from the lake."""

from __future__ import annotations

from dataclasses import dataclass

from tasks.messages import PlanSummary
from tasks.plan.planning import read_plan
from tasks.runs.conservation import DocumentCounts, check_conservation, count_documents
from tasks.runs.document_states import build_raw_files, read_documents_of_run
from tasks.runs.losses import refuse_lost
from tasks.store.home import Home
from tasks.store.quarantine import quarantine_table
from warehouse.addresses import LOCAL, SiteAddress
from warehouse.building import BuildSummary, build_candidate
from warehouse.diffing import FigureDiff, diff_figures
from warehouse.lake.lake import Lake


@dataclass(frozen=True)
class LoadSummary:
    """What the candidate holds, how it was built, and how its figures differ from those of the live file."""

    candidate: str
    documents: DocumentCounts
    build: BuildSummary
    diff: FigureDiff


def settle_documents(home: Home, run_id: str, planned: PlanSummary) -> DocumentCounts:
    """Write what became of every document of the run to the lake.

    Raises:
        NotConserved: a document was lost or made up on the way; nothing is written.
    """
    lake = Lake(home.path)
    plan, known = read_plan(planned.plan_file, planned.locations), lake.known_files()
    documents, failed = read_documents_of_run(home, run_id)
    raw_files = build_raw_files(plan, known, documents, failed, run_id, planned.fingerprints)
    check_conservation(plan, known, raw_files, failed, lake, run_id)
    if refused := refuse_lost(plan):
        lake.write("quarantine", run_id, "lost", quarantine_table(refused, run_id))
    if raw_files.num_rows:
        lake.write("raw_files", run_id, "run", raw_files)
    return count_documents(plan, known, raw_files)


def load_candidate(home: Home, run_id: str, documents: DocumentCounts, site: SiteAddress = LOCAL) -> LoadSummary:
    """Build the file that would be published, whose figures lead to the pages of `site`.

    Raises:
        ConservationBroken: a row of the lake did not arrive in it.
    """
    candidate = home.candidate(run_id)
    candidate.parent.mkdir(parents=True, exist_ok=True)
    build = build_candidate(Lake(home.path), run_id, home.live, candidate, site=site)
    return LoadSummary(str(candidate), documents, build, diff_figures(home.live, candidate))
