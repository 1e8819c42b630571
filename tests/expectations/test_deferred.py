"""What Great Expectations imports and no rule uses is loaded when it is asked for, and works then."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

SAYS = """
import json, sys
import expectations.row_expectations
from expectations.deferred import DEFERRED
waiting = [name for name in DEFERRED if "LazyModule" in str(type(sys.modules[name]))]
from scipy import stats
import altair
print(json.dumps([sorted(waiting), float(stats.entropy([0.5, 0.5])), altair.Chart.__name__]))
"""


def test_charts_and_statistics_wait_for_their_first_use() -> None:
    done = subprocess.run([sys.executable, "-c", SAYS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    waiting, entropy, chart = json.loads(done.stdout)
    assert waiting == ["altair", "scipy.stats"]
    assert entropy == pytest.approx(0.6931, abs=1e-4)
    assert chart == "Chart"
