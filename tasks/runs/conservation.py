"""Every document is accounted for: what was listed and known must equal what was loaded, left alone, refused or is gone."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from tasks.errors import RunRefused
from tasks.plan.listing import is_under
from tasks.plan.planning import Plan
from warehouse.lake.files import LakeFiles


class NotConserved(RunRefused):
    """Documents appeared or disappeared on the way through a run; nothing may be published."""


@dataclass(frozen=True)
class DocumentCounts:
    """Documents of one run, over all its locations. discovered = unchanged + loaded + quarantined."""

    discovered: int
    unchanged: int
    loaded: int
    quarantined: int
    gone: int


def count_documents(plan: Plan, known: pa.Table, raw_files: pa.Table) -> DocumentCounts:
    """The counts a run reports of its documents; a document listed anew with the same bytes is unchanged.

    One whose article of an earlier run was found wrong tonight is quarantined, if this run listed it; else it does not count.
    """
    left_alone = set(plan.with_action("none")["uri"].to_pylist()) | set(plan.with_action("refresh")["uri"].to_pylist())
    standing = known.filter(pc.not_equal(known["status"], "gone"))
    listed = set(plan.rows["uri"].to_pylist())
    rows = list(zip(*(raw_files[name].to_pylist() for name in ("source_uri", "container_uri", "status")), strict=True))
    were_loaded = set(standing.filter(pc.equal(standing["status"], "loaded"))["source_uri"].to_pylist())
    withdrawn = {uri for uri, file, status in rows if file in left_alone and status == "quarantined" and uri in were_loaded}
    pairs = zip(standing["source_uri"].to_pylist(), standing["container_uri"].to_pylist(), strict=True)
    unchanged = sum(file in left_alone and uri not in withdrawn for uri, file in pairs)
    worked_on = listed - left_alone
    processed = [status for uri, file, status in rows if uri in withdrawn or file in worked_on or status == "gone"]
    loaded, quarantined, gone = (processed.count(status) for status in ("loaded", "quarantined", "gone"))
    return DocumentCounts(unchanged + loaded + quarantined, unchanged, loaded, quarantined, gone)


def check_conservation(plan: Plan, known: pa.Table, raw_files: pa.Table, failed: pa.Table, lake: LakeFiles, run_id: str) -> None:
    """Prove per location that no file and no document was lost or made up.

    The rows written to the lake are counted against the listing and against what was known before, not against the
    counters of the stages.

    Raises:
        NotConserved: says what does not add up, where, with an example.
    """
    written = _uris(lake, "articles", run_id)
    # A figure that validation refused leaves its document loaded; an article that it refused is in `failed`.
    refused = _uris(lake, "quarantine", run_id, stage_not="validate") | set(failed["source_uri"].to_pylist())
    status_of = dict(zip(raw_files["source_uri"].to_pylist(), raw_files["status"].to_pylist(), strict=True))
    if len(status_of) != raw_files.num_rows:
        raise NotConserved(f"{raw_files.num_rows - len(status_of)} documents have more than one row in raw_files of run {run_id}")
    standing = known.filter(pc.not_equal(known["status"], "gone"))
    before = dict(zip(standing["source_uri"].to_pylist(), standing["container_uri"].to_pylist(), strict=True))
    file_of = dict(zip(raw_files["source_uri"].to_pylist(), raw_files["container_uri"].to_pylist(), strict=True))
    actions = dict(zip(plan.rows["uri"].to_pylist(), plan.rows["action"].to_pylist(), strict=True))
    cleaned = {uri for uri, file in file_of.items() if actions.get(file) == "clean" and status_of[uri] != "gone"}
    kept = {uri for uri in cleaned if status_of[uri] == "loaded"}
    for location in plan.locations:
        _must_be_empty(location, "loaded without a row in articles", kept - written)
        _must_be_empty(location, "in articles and neither loaded nor refused", written - kept - refused)
        _must_be_empty(location, "quarantined without a row in quarantine", cleaned - kept - refused)
        silent = _silent_files(plan, location, set(before.values()), file_of, status_of)
        _must_be_empty(location, "listed without any document in raw_files", silent)
        _must_be_empty(location, "known before and not accounted for", _lost_documents(before, actions, status_of, location))


def _silent_files(plan: Plan, location: str, known: set[str], file_of: dict[str, str], status_of: dict[str, str]) -> set[str]:
    """Files of the listing for which no document stands, before or after."""
    spoken = {file for uri, file in file_of.items() if status_of[uri] != "gone"}
    rows = plan.rows.filter(pc.equal(plan.rows["location_uri"], location))
    pairs = zip(rows["uri"].to_pylist(), rows["action"].to_pylist(), strict=True)
    return {uri for uri, action in pairs if action != "forget" and uri not in (known if action == "none" else spoken)}


def _lost_documents(before: dict[str, str], actions: dict[str, str], status_of: dict[str, str], location: str) -> set[str]:
    """Known documents of a location whose file was worked on or is gone, and that have no row now."""
    return {
        uri
        for uri, file in before.items()
        if is_under(file, location) and uri not in status_of and actions.get(file, actions.get(uri)) != "none"
    }


def _uris(lake: LakeFiles, table: str, run_id: str, stage_not: str | None = None) -> set[str]:
    found: set[str] = set()
    for path in lake.files(table, [run_id]):
        rows = pq.ParquetFile(path).read(columns=["source_uri"] if stage_not is None else ["source_uri", "stage"])
        if stage_not is not None:
            rows = rows.filter(pc.not_equal(rows["stage"], stage_not))
        found.update(rows["source_uri"].to_pylist())
    return found


def _must_be_empty(location: str, what: str, uris: set[str]) -> None:
    here = sorted(uri for uri in uris if is_under(uri, location))
    if here:
        raise NotConserved(f"{len(here)} documents under {location} are {what}, e.g. {here[0]}; nothing was published, report this")
