# SPDX-License-Identifier: MIT
"""Computes every answer again, without MkDocs, and compares it with the record and its second road: `python tests/recompute.py`.

With other versions of the packages, or another linear-algebra kernel, this says which answers are no longer those on record.
"""

import os
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from snippets import figures  # noqa: E402
from snippets.page import citing, site  # noqa: E402

figures.drawing = lambda *_: ""  # answers, not drawings


def differences():
    """The messages of all that differs from the record, and how many answers were compared."""
    config = SimpleNamespace(site_url="", extra={})
    citing.describe(config)
    built = site.Site(settings=config.extra)
    for path in sorted((ROOT / "docs").glob("*.md")):
        page = site.Page(path.name, path.read_text("utf-8"))
        for block in page.blocks:
            page.run(block.code)
        page._guard.close()
    return built.problems(), len(built.answers)


if __name__ == "__main__":
    messages, compared = differences()
    kernel = os.environ.get("OPENBLAS_CORETYPE", "as found")
    print(*messages, f"numpy {numpy.__version__}, kernel {kernel}: {compared} answers compared, {len(messages)} messages", sep="\n")
    sys.exit(bool(messages))
