"""The replay flow: what is in quarantine goes through the nightly flow again."""

from __future__ import annotations

from prefect import flow

from flows.nightly import stages_of_a_run, work_in_tasks
from flows.run_names import name_of_run
from flows.running import bring_up_to_date
from flows.settings import load_settings
from flows.summary import RunSummary
from tasks.runs.waiting import waiting_files


@flow(name="replay", flow_run_name=name_of_run, persist_result=False)
def replay(home: str | None = None, reason: str | None = None) -> RunSummary | None:
    """Process again what is in quarantine; None when nothing is.

    Args:
        home: Folder of the warehouse. Empty: that of solieu.toml, or var.
        reason: Only this reason code of seeds/reasons.csv. Empty: everything.

    Raises:
        HomeBusy: another run works on this home.
    """
    settings = load_settings(home=home)
    waiting = waiting_files(settings.home, reason)
    if not waiting.files:
        return None
    return bring_up_to_date(settings.model_copy(update={"raw": waiting.locations}), waiting.files, stages_of_a_run(), work_in_tasks)
