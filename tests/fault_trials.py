"""`make test-faults`: a fault at every moment of every operation, one by one, and three hundred seeded kills.

With `--share 2/5` only the second fifth of the cases is tried, spread evenly. Prints what was lost, half done or left behind,
and ends with 1 when anything was.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE), str(HERE / "faults")]

from injecting import Fault, Operation  # noqa: E402
from trying import Nights, Tally, prepare_nights, try_fault  # noqa: E402

KILLS: dict[Operation, int] = {"run": 110, "rebuild": 40, "compact": 50, "rollback": 35, "replay": 35}
WORKERS, GROUPS, WRITES = 25, 15, 30
"""Kills of one worker, of a run with its workers, and in the middle of a write."""
SEED = 20261130


def list_cases(moments: dict[Operation, int]) -> Iterator[tuple[Operation, Fault]]:
    """Every case, the same in every trial."""
    drawn = random.Random(SEED)
    for operation, count in moments.items():
        yield from ((operation, Fault("fail", moment=moment)) for moment in range(1, count + 1))
        yield from ((operation, Fault("keep failing", moment=moment)) for moment in range(1, count + 1, 3))
        yield from ((operation, Fault("kill", moment=drawn.randint(1, count))) for _ in range(KILLS[operation]))
    yield from (("run", Fault("kill worker", moment=moment)) for moment in range(1, WORKERS + 1))
    # The main process passes half of the moments: the other half is its workers'.
    yield from (("run", Fault("kill group", moment=drawn.randint(1, moments["run"] // 2))) for _ in range(GROUPS))
    for number in range(WRITES):
        yield "run", Fault("kill", size=int(10 ** drawn.uniform(2, 6.7)))
        if not number % 3:
            yield "run", Fault("fail", size=int(10 ** drawn.uniform(2, 6.7)))


def try_all(folder: Path, share: int, shares: int) -> Tally:
    """Try the cases of one share."""
    tally = Tally()
    nights: Nights = prepare_nights(folder / "nights")
    moments = {operation: try_fault(nights, operation, Fault("none"), folder / operation, tally) for operation in KILLS}
    print(f"moments: {moments}", flush=True)
    cases = list(list_cases(moments))[share - 1 :: shares]
    for number, (operation, fault) in enumerate(cases, start=1):
        before = set(tally.findings)
        try:
            try_fault(nights, operation, fault, folder / f"case-{number}", tally, whole=not number % 4)
        except Exception as error:
            tally.lost.append(f"{operation} with {fault}: the next run failed: {type(error).__name__}: {error}")
            shutil.rmtree(folder / f"case-{number}", ignore_errors=True)
        for line in sorted(set(tally.findings) - before):
            print(line, flush=True)
        if not number % 25:
            print(f"{number} of {len(cases)}", flush=True)
    return tally


def main() -> int:
    """Try a share of the cases, or all."""
    share, shares = map(int, sys.argv[2].split("/")) if sys.argv[1:2] == ["--share"] else (1, 1)
    with tempfile.TemporaryDirectory(prefix="solieu-faults-") as folder:
        tally = try_all(Path(folder), share, shares)
    print(tally)
    return 0 if tally.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
