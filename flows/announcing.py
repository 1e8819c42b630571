"""Around a run: its log, and when it has ended the metrics, the alert and the notices. Nothing here can make a good run fail."""

from __future__ import annotations

import logging
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from flows.environment import PrefectFailed
from flows.health import Problem
from flows.metrics import write_metrics
from flows.notices import Notice, notice_of_failure, notice_of_problems, notice_of_recovery, page_of
from flows.notifying import FAILURE_FILE, end_alert, raise_alert, read_alert, send_notice
from flows.progress import Progress, run_log, say_line, tell
from flows.results import RunResult, read_result, run_ids
from flows.settings import Settings
from flows.terminal import exit_code_of
from tasks.runs.record import STOPPED
from tasks.store.access import hide_passwords
from tasks.store.home import RUN_ID_FORMAT, Home
from warehouse.permissions import owner_and_group_only
from warehouse.printable import escape_controls

LOG_FORMAT = "%(asctime)s %(levelname)-7s %(message)s"
ShowFailure = Callable[[Notice], None]


class SafeFormatter(logging.Formatter):
    """Keeps passwords and control characters out of the file, of tracebacks too."""

    def format(self, record: logging.LogRecord) -> str:
        """The entry, safe to show."""
        return escape_controls(hide_passwords(super().format(record)))


_announced: list[BaseException] = []
"""The error of this process that people were told of last, so that no caller tells of it again."""


@contextmanager
def announced(settings: Settings, show_failure: ShowFailure | None = None) -> Iterator[None]:
    """Let people hear how the run of the block ended, and keep its log in HOME/logs.

    Args:
        settings: `home`, and `notify` with the addresses.
        show_failure: shows the notice of a failure elsewhere, too.

    Raises:
        BaseException: what the block raised.
    """
    with owner_and_group_only(), _logged(settings.home):
        before = _runs(settings.home)
        try:
            yield
        except BaseException as error:
            _announced[:] = [error]
            run_log.error("the run did not end well", exc_info=error)
            reason = error
            _try("what people are told", lambda: _announce_error(settings, before, reason, show_failure))
            raise
        if result := _own_result(settings.home, before):
            _try("what people are told", lambda: announce_success(settings, result))


def _announce_error(settings: Settings, before: list[str], error: BaseException, show_failure: ShowFailure | None) -> None:
    """Tell of an error, unless the run had published when it came."""
    result = _own_result(settings.home, before)
    if result and result.is_good:
        announce_success(settings, result)
        return
    show = show_failure if isinstance(error, Exception) else None  # whoever stops a run does not wait for Prefect
    announce_failure(settings, result, error, tell_people=not _was_stopped_by_hand(error), show=show)


@contextmanager
def hearing_of_prefect(settings: Settings) -> Iterator[None]:
    """Let people hear, too, that Prefect failed before or around a run.

    Raises:
        PrefectFailed: what the block raised.
    """
    try:
        yield
    except PrefectFailed as error:
        if not was_announced(error):
            announce_failure(settings, None, error)
        raise


def was_announced(error: BaseException) -> bool:
    """Whether people were told of this error, or of one that it came from."""
    step: BaseException | None = error
    while step is not None:
        if any(step is known for known in _announced):
            return True
        step = step.__cause__ or step.__context__
    return False


def announce_failure(
    settings: Settings, result: RunResult | None, error: BaseException, *, tell_people: bool = True, show: ShowFailure | None = None
) -> None:
    """Write the trouble down, and tell people unless they made it themselves."""
    if result and any(one.stops for one in result.failed_expectations):
        _try("the page of the run", lambda: keep_page(settings.home, result.run_id))
    message = result.message if result else _said(error)
    notice = notice_of_failure(settings.home, result, message, settings.raw, exit_code_of(error))
    say_line(notice.text, logging.ERROR)
    _try("last_failure.md", lambda: raise_alert(settings.home, notice))
    tell(Progress(notice.kind, 1, 1, note=f"{settings.home / FAILURE_FILE} says which inputs, and what to do"))
    if show:
        _try("the summary in Prefect", lambda: show(notice))
    if result:
        _try("metrics.prom", lambda: write_metrics(settings.home))
    if tell_people:
        _send(settings, notice)


def keep_page(home: Path, run_id: str) -> None:
    """Keep the validation page of a run that was refused: the next run writes its own in its place."""
    kept = page_of(home, run_id)
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Home(home).page, kept)


def announce_success(settings: Settings, result: RunResult) -> None:
    """Write the metrics; after trouble, tell people that it is over."""
    _try("metrics.prom", lambda: write_metrics(settings.home))
    alert = read_alert(settings.home)
    if alert:
        notice = notice_of_recovery(settings.home, result, alert.since)
        _try("last_failure.md", lambda: end_alert(settings.home, notice))
        _send(settings, notice)


def announce_problems(settings: Settings, problems: Sequence[Problem]) -> None:
    """Tell people what `status --check` found, once until a run is good again."""
    if not problems or read_alert(settings.home):
        return
    notice = notice_of_problems(settings.home, problems)
    _try("last_failure.md", lambda: raise_alert(settings.home, notice))
    _send(settings, notice)


def _send(settings: Settings, notice: Notice) -> None:
    if not settings.notify:
        return
    failures = send_notice(notice, settings.notify)
    reached = len(settings.notify) - len(failures)
    told = f"{notice.kind}: told {reached} of {len(settings.notify)} addresses"
    tell(Progress("notify", 1, 1, note="; ".join([told, *failures])))


def _own_result(home: Path, before: list[str]) -> RunResult | None:
    """The run of the block: the last that has ended since."""
    new = [run_id for run_id in _runs(home) if run_id not in before]
    return read_result(home, new[-1]) if new else None


def _runs(home: Path) -> list[str]:
    """The runs that have ended; of a home that cannot be read none, which the run itself says better."""
    try:
        return run_ids(home)
    except Exception:
        run_log.exception("the runs of %s cannot be read", home)
        return []


def _was_stopped_by_hand(error: BaseException) -> bool:
    return isinstance(error, KeyboardInterrupt) and sys.stdin is not None and sys.stdin.isatty()


def _said(error: BaseException) -> str:
    return " ".join(str(error).split()) if isinstance(error, Exception) else STOPPED


def _try(what: str, act: Callable[[], object]) -> None:
    """Do what comes after a run; when it fails that is said, and the run stays what it was."""
    try:
        act()
    except Exception as error:
        run_log.exception("%s could not be written", what)
        tell(Progress("after", 1, 1, note=f"{what} could not be written: {error}"))


@contextmanager
def _logged(home: Path) -> Iterator[None]:
    """Keep what the run says in a file of HOME/logs while the block lasts."""
    folder = home / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(folder / f"{datetime.now(UTC):{RUN_ID_FORMAT}}.log", encoding="utf-8")
    except OSError as error:  # whoever makes the home says it better
        run_log.warning("no log in %s: %s", folder, error)
        yield
        return
    handler.setFormatter(SafeFormatter(LOG_FORMAT))
    run_log.addHandler(handler)
    try:
        yield
    finally:
        run_log.removeHandler(handler)
        handler.close()
