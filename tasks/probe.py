"""Whether a worker of a cluster stands on the same ground as the run: its rules, its home, its raw files, its clock, its Prefect.

What the machine of the run can do each worker must be able to do; what it lacks is a fault of the worker, and found before the
worker has touched a document.
"""

from __future__ import annotations

import errno
import os
import secrets
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pyarrow.compute as pc

from tasks.errors import WorkerUnfit
from tasks.plan.fingerprints import current_fingerprints
from tasks.plan.planning import read_plan
from tasks.store.home import Home
from tasks.store.overlay_copy import use_overlay_of
from tasks.store.quarantine import describe_error
from tasks.store.raw_files import read_bytes
from tasks.store.unread import name_here
from tasks.store.working_folder import home_of_worker
from tasks.text.readers import is_readable_name
from tasks.workers.pool import run_apart
from warehouse.permissions import open_private

if TYPE_CHECKING:
    from collections.abc import Callable

    from tasks.messages import PlanSummary
    from tasks.plan.fingerprints import Fingerprints
    from tasks.workers.recovery import Job, Recovery, Summary

SAMPLES = 3
"""Files of each raw location that a worker must be able to open."""

MOST_SKEW = timedelta(seconds=60)
"""How far the clock of a worker may be from that of the run: times are compared, and stores refuse requests of another hour."""

SECONDS_TO_ANSWER = 10


@dataclass(frozen=True, slots=True)
class Sample:
    """One file that the machine of the run can open: the location it lies in, its URI, and what opens it."""

    location: str
    uri: str
    path: bytes


@dataclass(frozen=True)
class Ground:
    """What a run stands on: its rules, its home with a file of known content in it, files it reads, and its Prefect server."""

    run_id: str
    version: str
    fingerprints: Fingerprints
    home: Home
    address: str | None
    token: str
    samples: tuple[Sample, ...]
    api: str | None

    @property
    def folder(self) -> Path:
        """Where the file of known content lies, and where workers prove that they can write."""
        return self.home.staging(self.run_id) / "probe"

    @property
    def token_name(self) -> str:
        """The name of that file in the home."""
        return f"candidates/{self.run_id}/probe/token"

    def here(self) -> Ground:
        """The ground as this process stands on it: a home on an object store has a folder of its own in each worker."""
        return self if self.address is None else replace(self, home=home_of_worker(self.address, self.run_id))


@dataclass(frozen=True)
class Answer:
    """What one worker says: who it is, what its clock shows, and in what it differs."""

    name: str
    now: datetime
    differences: tuple[str, ...]


def lay_ground(home: Home, run_id: str, planned: PlanSummary, api: str | None) -> Ground:
    """Write the file by which workers know the home, and choose files that this machine can open.

    Raises:
        OSError: the home cannot be written.
    """
    samples = tuple(_choose_samples(planned))
    address = home.store.address
    ground = Ground(run_id, metadata.version("solieu"), planned.fingerprints, home, address, secrets.token_hex(16), samples, api)
    ground.folder.mkdir(parents=True, exist_ok=True)
    (ground.folder / "token").write_text(ground.token, encoding="ascii")
    home.share(ground.folder / "token")
    return ground


def probe(ground: Ground) -> Answer:
    """What differs here from the machine of the run."""
    ground = ground.here()
    # The home holds the operator's own rows, without which the rules are not those of the run.
    home = list(_differing_store(ground) if ground.address else _differing_home(ground))
    rules = [] if home else list(_differing_rules(ground))
    return Answer(name_here(), datetime.now(UTC), (*rules, *home, *_unreadable_locations(ground), *_unreachable_server(ground)))


def say_skew(answer: Answer, asked: datetime, answered: datetime) -> str | None:
    """How far the clock of a worker is off, or None when it is not: it was asked and has answered at these times of this machine."""
    early, late = asked - answer.now, answer.now - answered
    if max(early, late) <= MOST_SKEW:
        return None
    return f"its clock is {max(early, late).total_seconds():.0f} s {'behind' if early > late else 'ahead'}; set it by NTP"


def do_on_worker(ground: Ground, work: Callable[[Job], Summary], job: Job, recovery: Recovery[Job, Summary]) -> Summary:
    """Do a batch in a worker of a cluster: in a process beside it, once it is known to stand on the ground of the run.

    Raises:
        WorkerUnfit: the worker differs, or its storage or its keys fail; names it.
        WorkersDie: more documents than are believable killed that process.
    """
    if (differences := _differences_of(ground)) is None:
        raise WorkerUnfit(f"worker {name_here()} does not see the run {ground.run_id} any more; it has ended")
    if differences:
        raise WorkerUnfit(say_worker(name_here(), differences))
    try:
        return run_apart(work, _placed(job, ground), recovery)
    except OSError as error:
        raise WorkerUnfit(say_worker(name_here(), (describe_error(error), "see to its disk, mounts and keys, then run again"))) from error


def _placed(job: Job, ground: Ground) -> Job:
    """The batch as it is done in this process."""
    if ground.address is None:
        return job
    placed: Any = job
    return cast("Job", replace(placed, home=ground.here().home))


def say_worker(name: str, differences: tuple[str, ...]) -> str:
    """One line: the worker and all in which it differs."""
    return f"worker {name}: {'; '.join(differences)}"


_asked: dict[str, tuple[str, ...]] = {}
"""What was found in this process, by the run: a worker that came late is asked before its first batch."""


def _differences_of(ground: Ground) -> tuple[str, ...] | None:
    """What differs here, asked once for a run; None when the run has ended and its folder is gone."""
    if ground.run_id not in _asked:
        _asked.clear()
        _asked[ground.run_id] = probe(ground).differences
    elif not (ground.here().home.store.exists(ground.token_name) if ground.address else ground.folder.is_dir()):
        return None
    return _asked[ground.run_id]


def _choose_samples(planned: PlanSummary) -> Iterator[Sample]:
    """The first, the middle and the last of the files that each location gives tonight, where this machine can open them."""
    rows = read_plan(planned.plan_file, planned.locations).with_action("clean")
    rows = rows.filter(pc.is_null(rows["refused"]))
    for location in planned.locations:
        here = rows.filter(pc.equal(rows["location_uri"], location))
        files = [
            Sample(location, uri, path)
            for uri, path in zip(here["uri"].to_pylist(), here["path"].to_pylist(), strict=True)
            if is_readable_name(uri)
        ]
        wanted = sorted({round(step * (len(files) - 1) / (SAMPLES - 1)) for step in range(SAMPLES)}) if files else []
        yield from (files[number] for number in wanted if _error_of_reading(files[number]) is None)


def _error_of_reading(sample: Sample) -> str | None:
    try:
        read_bytes(sample.path, 0)
    except OSError as error:
        return error.strerror or describe_error(error)
    return None


def _differing_rules(ground: Ground) -> Iterator[str]:
    use_overlay_of(ground.home, ground.run_id)
    version, here = metadata.version("solieu"), current_fingerprints()
    if version != ground.version:
        yield f"it has solieu {version}, the run has {ground.version}; install the same"
    stages = [stage for stage in ("clean", "extract") if getattr(here, stage) != getattr(ground.fingerprints, stage)]
    if stages and version == ground.version:
        yield f"its rules of {' and '.join(stages)} are others than those of the run; install the same solieu and libraries, and restart it"


def _differing_home(ground: Ground) -> Iterator[str]:
    home = ground.home.path
    try:
        token = (ground.folder / "token").read_text(encoding="ascii")
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ENOTDIR):
            yield f"the home {home} cannot be read ({error.strerror})"
        elif home.is_dir():
            yield f"the home {home} is another folder there than here; mount the same disk under that path"
        else:
            yield f"the home {home} is not there; mount its disk under that path"
        return
    if token != ground.token:
        yield f"the home {home} is another folder there than here; mount the same disk under that path"
        return
    written = ground.folder / f"{socket.gethostname()}-{os.getpid()}"
    try:
        with open(written, "wb", opener=open_private) as file:
            file.write(b"solieu")
            os.fsync(file.fileno())
        written.unlink()
    except OSError as error:
        yield f"the home {home} cannot be written ({error.strerror}); let the user of the worker write it"


def _differing_store(ground: Ground) -> Iterator[str]:
    store, written = ground.home.store, ground.folder / f"{socket.gethostname()}-{os.getpid()}"
    try:
        store.remove_copies(ground.token_name)
        if ground.home.obtain(ground.token_name).read_text(encoding="ascii") != ground.token:
            yield f"the home {ground.address} is another there than here; let it speak to the same store"
            return
        written.write_bytes(b"solieu")
        store.remove([store.share(written)])
    except FileNotFoundError:
        yield f"the home {ground.address} is another there than here; let it speak to the same store"
    except OSError as error:
        yield f"the home {ground.address} cannot be read and written ({error}); give the worker its keys, and room in its temporary folder"


def _unreadable_locations(ground: Ground) -> Iterator[str]:
    for location in dict.fromkeys(sample.location for sample in ground.samples):
        for sample in ground.samples:
            if sample.location == location and (error := _error_of_reading(sample)):
                yield f"{sample.uri} cannot be read ({error}), and here it can; make {location} readable there, or give it the keys"
                break


def _unreachable_server(ground: Ground) -> Iterator[str]:
    if ground.api is None:
        return
    try:
        with urllib.request.urlopen(f"{ground.api}/health", timeout=SECONDS_TO_ANSWER):  # noqa: S310 - the operator's own server
            return
    except urllib.error.HTTPError:
        return  # it answers, and wants to know who asks
    except TimeoutError:
        return  # it has taken the question, and is busy; that nobody is there comes as a URLError
    except OSError as error:
        yield f"the Prefect server {ground.api} does not answer there ({error}); set PREFECT_API_URL to an address that workers reach"
