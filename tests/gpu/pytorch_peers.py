"""What these scripts share with the one that measures PyTorch: records, timing, and the errors that have exit codes."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "peers" / "pytorch"))

from bench_peers import (  # noqa: E402, F401
    FIELDS, Contender, Rules, Unsupported, UsageError, cpu_model, interleave, spread)
