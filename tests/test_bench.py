# SPDX-License-Identifier: MIT
"""What measures the speed still measures it: the generated project, its floor, the plain stack and the items. No time is judged here."""

import sys

import bench
import pytest


@pytest.mark.parametrize("make", [bench.generate, bench.plain])
def test_generated_pages_are_built(tmp_path, make):
    make(tmp_path, 2)
    bench.cpu(sys.executable, "-m", "mkdocs", "build", "-q", cwd=tmp_path)
    assert "is the last entry" in (tmp_path / "site/topic_1/index.html").read_text("utf-8")


def test_the_floor_runs_every_block_of_this_site_that_computes():
    bench.cpu(sys.executable, bench.__file__, "floor", bench.ROOT, cwd=bench.ROOT)


def test_a_build_is_itemised(tmp_path):
    bench.generate(tmp_path, 1)
    items = bench.items_of(tmp_path)
    assert items.keys() > {"MkDocs and theme", "formulas", "checks", "gate", "methods", "figures"} and min(items.values()) > 0
