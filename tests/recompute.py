# SPDX-License-Identifier: MIT
"""Computes every answer again, without MkDocs, and compares it with the record and its second road: `python tests/recompute.py`.

With other versions of the packages, or another linear-algebra kernel, this says which answers are no longer those on record.
"""

import os
import sys
from pathlib import Path

import numpy

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import alone

from snippets import figures

figures.drawing = lambda *_: ""  # answers, not drawings


if __name__ == "__main__":
    messages, answers, _ = alone.read(ROOT)
    kernel = os.environ.get("OPENBLAS_CORETYPE", "as found")
    print(*messages, f"numpy {numpy.__version__}, kernel {kernel}: {len(answers)} answers compared, {len(messages)} messages", sep="\n")
    sys.exit(bool(messages))
