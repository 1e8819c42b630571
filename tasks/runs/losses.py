"""Documents whose rows the lake has lost, in the plan of a run: what stands is worked out again, what does not waits in quarantine."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from tasks.plan.listing import local_path
from tasks.plan.planning import PLAN_SCHEMA, Plan
from tasks.store.file_times import moment_of
from tasks.store.quarantine import Refusal
from warehouse.lake.damage import Concerned

LOST = "lost_rows"
WHY = "its rows in the lake were damaged, and its file was not where it had been; a run over its location brings it back"


def add_unlisted(plan: Plan, lost: Concerned) -> Plan:
    """The plan with what to do about lost rows of files that lie under none of its locations.

    Figures come from the stored text. What has to be cleaned again is read where its file still stands on this machine;
    otherwise its document waits in quarantine, so that the state holds no document without its rows.
    """
    settled = set(plan.rows["uri"].to_pylist())
    rows = [row for row in (*_to_clean(lost.to_clean), *_to_extract(lost.to_extract)) if row["uri"] not in settled]
    once = {row["uri"]: row for row in reversed(rows)}  # one row for each file; what has to be cleaned comes first
    return Plan(plan.locations, pa.concat_tables([plan.rows, pa.Table.from_pylist(list(once.values()), schema=PLAN_SCHEMA)]).sort_by("uri"))


def refuse_lost(plan: Plan) -> list[Refusal]:
    """The quarantine rows of documents whose rows are lost and that cannot be worked out again tonight."""
    return [Refusal(uri, uri, "discover", LOST, WHY) for uri in plan.with_action("lose")["uri"].to_pylist()]


def lost_documents(plan: Plan, known: pa.Table) -> pa.Table:
    """The known rows of those documents."""
    return known.filter(pc.is_in(known["source_uri"], plan.with_action("lose")["uri"].combine_chunks()))


def _to_clean(lost: pa.Table) -> Iterator[dict[str, object]]:
    for document in lost.to_pylist():
        path = local_path(document["container_uri"])
        told = {"location_uri": document["location_uri"], "status": "damaged"}
        if path is not None and path.is_file():
            about = path.stat()
            yield {
                **told, "uri": document["container_uri"], "path": os.fsencode(path), "size": about.st_size,
                "modified_at": moment_of(about.st_mtime_ns), "etag": f"{about.st_ino:x}-{about.st_ctime_ns:x}",
                "action": "clean", "reason": "its rows in the lake were damaged",
            }  # fmt: skip
        else:
            yield {**told, "uri": document["source_uri"], "action": "lose", "reason": WHY}


def _to_extract(lost: pa.Table) -> Iterator[dict[str, object]]:
    for document in lost.to_pylist():
        listed = {name: document[name] for name in ("location_uri", "size", "modified_at", "etag", "sha256")}
        reason = "its figures in the lake were damaged"
        yield {**listed, "uri": document["container_uri"], "status": "damaged", "action": "extract", "reason": reason}
