"""Times of files as tables can hold them: a clock may say anything."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta

EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)
"""What an earlier or later time is noted as; a file with such a time is compared by its bytes."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def moment_of(nanoseconds: int) -> datetime:
    """The time of a file, to the microsecond.

    Units: nanoseconds since 1970, UTC.

    >>> moment_of(1_700_000_000_123_456_789).isoformat(), moment_of(-(1 << 62)).year, moment_of(1 << 62).year
    ('2023-11-14T22:13:20.123456+00:00', 1900, 2116)
    """
    try:
        return min(max(_EPOCH + timedelta(microseconds=nanoseconds // 1000), EARLIEST), LATEST)
    except OverflowError:
        return LATEST if nanoseconds > 0 else EARLIEST


def moment_of_seconds(seconds: float) -> datetime:
    """The same of seconds since 1970; the epoch of what is no number.

    >>> moment_of_seconds(1e300).year, moment_of_seconds(float("nan")).year
    (9999, 1970)
    """
    if math.isnan(seconds):
        return _EPOCH
    return moment_of(int(min(max(seconds, -1e12), 1e12) * 1_000_000) * 1000)
