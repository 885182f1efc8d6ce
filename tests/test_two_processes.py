# SPDX-License-Identifier: MIT
"""A second process reads half of the pages: the site is the one that a single process builds, whatever becomes of the second."""

import subprocess
import time
from pathlib import Path

import pytest
from conftest import MKDOCS
from sabotages import BLOCK

ALONE = "import multiprocessing\nmultiprocessing.set_start_method('spawn')\n"
SECOND = "docs/scale_symmetry.md"


@pytest.fixture
def project(published):
    return published("ransac", "scale_symmetry")


def in_the_second(project, code):
    """What a block of a page of the second process does there, and nowhere else."""
    project.append(SECOND, BLOCK.format(f"import multiprocessing\nif multiprocessing.parent_process():\n    {code}"))


def test_two_processes_build_what_one_does(project, tmp_path):
    project.append(SECOND, BLOCK.format('import multiprocessing\nopen(f"by-the-second-{bool(multiprocessing.parent_process())}", "w").close()'))
    (tmp_path / "sitecustomize.py").write_text(ALONE)
    assert project.build("-q").returncode == 0
    assert [path.name for path in project.folder.glob("by-*")] == ["by-the-second-True"]
    two = project.site()
    assert project.build("-q", PYTHONPATH=str(tmp_path)).returncode == 0
    assert project.site() == two


@pytest.mark.parametrize("end", ["import os; os._exit(0)", "raise SystemExit", "1 / 0", "import warnings; warnings.warn('x')"])
def test_a_second_process_that_fails_leaves_its_pages_to_the_first(end, project):
    project.append(SECOND, BLOCK.format("import multiprocessing"))
    before = project.site()
    in_the_second(project, end)
    assert project.build("-q").returncode == 0
    assert project.site().keys() == before.keys()


def test_what_fails_in_both_is_said_once(project):
    project.append(SECOND, BLOCK.format("1 / 0"))
    built = project.build("-q")
    assert built.returncode == 1
    assert built.stdout.count("this block failed: ZeroDivisionError") == 1


def test_a_build_that_is_killed_takes_its_second_process_along(project):
    in_the_second(project, "import os, time; open('second', 'w').write(str(os.getpid())); time.sleep(60)")
    build = subprocess.Popen([str(MKDOCS), "build", "-q"], cwd=project.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    second = project.folder / "second"
    while not (second.exists() and second.read_text()):
        time.sleep(0.05)
    build.kill()
    build.wait()
    time.sleep(0.5)
    state = Path(f"/proc/{second.read_text()}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z", "it is still at work"
