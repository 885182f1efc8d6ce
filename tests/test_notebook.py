# SPDX-License-Identifier: MIT
"""A question's page as a notebook: it runs in an empty folder with numpy and matplotlib alone, and reaches the answers on record."""

import importlib.metadata
import json
import re
import subprocess
import sys

import nbformat
import pytest
from test_pages import TOPICS

from snippets import record


@pytest.fixture(scope="session")
def packages(tmp_path_factory):
    """A folder with numpy, matplotlib and what matplotlib itself needs."""
    folder = tmp_path_factory.mktemp("packages")
    needed = ["numpy", "matplotlib", *(re.match(r"[\w.-]+", requirement)[0] for requirement in importlib.metadata.requires("matplotlib") if "extra" not in requirement)]
    for distribution in map(importlib.metadata.distribution, dict.fromkeys(needed)):
        for name in {file.parts[0] for file in distribution.files} - {"..", "__pycache__"}:
            if not (folder / name).exists():
                (folder / name).symlink_to(distribution.locate_file(name))
    return folder


@pytest.fixture
def run(packages, tmp_path):
    """Run a notebook's code cells in an empty folder."""
    def run(notebook, extra=""):
        folder = tmp_path / "empty"
        folder.mkdir(exist_ok=True)
        code = "\n".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code")
        started = f"import sys\nsys.path.append({str(packages)!r})\n{extra}\n{code}"
        ran = subprocess.run([sys.executable, "-I", "-S", "-"], input=started, cwd=folder, text=True, capture_output=True, timeout=300, check=False)
        assert not [*folder.iterdir()]
        return ran

    return run


def values(topic):
    return {id for id in record.read() if id.startswith(f"{topic}.")}


def test_every_page_runs_alone_and_reaches_its_answers(_published, run):
    site = _published(*TOPICS).folder / "site"
    assert sorted(path.stem for path in (site / "notebooks").iterdir()) == TOPICS
    for topic in TOPICS:
        assert f'href="../notebooks/{topic}.ipynb"' in (site / topic / "index.html").read_text("utf-8")
        text = (site / f"notebooks/{topic}.ipynb").read_text("utf-8")
        notebook = nbformat.reads(text, as_version=4)
        nbformat.validate(notebook)
        assert [cell["id"] for cell in notebook["cells"]] == [f"cell-{number}" for number in range(len(notebook["cells"]))]
        prose = "\n".join(cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "markdown")
        for leftover in ("{{", "{:", "](#", ".md", "<details", "<summary", "exec=", "///"):
            assert leftover not in prose, f"{topic}: {leftover}"
        ran = run(notebook)
        assert ran.returncode == 0, f"{topic}: {ran.stderr}"
        assert "-explorer" not in ran.stdout
        assert set(re.findall(r"^([\w.]+) (?:=|is not) .*, as on record$", ran.stdout, re.MULTILINE)) == values(topic)
        assert ran.stdout.count("<svg") >= 2
        assert topic != "ransac" or "ransac.homography = 47, as on record\n**47** iterations for a homography" in ran.stdout
        assert not re.search(r"#0101\d\d", ran.stdout), f"{topic}: a stand-in colour was left"


@pytest.fixture
def notebook(_published):
    return json.loads((_published("ransac").folder / "site/notebooks/ransac.ipynb").read_text("utf-8"))


@pytest.mark.parametrize("old, new, said", [
    ('"ransac.homography": 47', '"ransac.homography": 48', "ransac.homography came out as 47; on record is 48"),
    ('"ransac.homography.rounded": 46', '"ransac.homography.rounded": 45', "ransac.homography.rounded came out as 46"),
    ("sample_size=4),", "sample_size=5),", "ransac.homography came out as 95"),
    ("found, 8)", "found, 9)", "the step ransac.sample does not hold"),
])
def test_a_notebook_that_reaches_another_answer_stops(old, new, said, notebook, run):
    for cell in notebook["cells"]:
        if old in cell["source"]:
            cell["source"] = cell["source"].replace(old, new, 1)
            break
    else:
        pytest.fail(f"the notebook no longer holds {old!r}: this sabotage does nothing")
    ran = run(notebook)
    assert ran.returncode == 1
    assert said in ran.stderr


@pytest.mark.parametrize("package", ["markdown", "snippets.page.site", "scipy", "IPython"])
def test_nothing_else_is_there_to_lean_on(package, notebook, run):
    notebook["cells"].append({"cell_type": "code", "source": f"import {package}"})
    assert "ModuleNotFoundError" in run(notebook).stderr


def test_a_notebook_carries_what_its_blocks_import_and_no_more(notebook):
    carried = set(re.findall(r'^module\("(.*?)"', notebook["cells"][1]["source"], re.MULTILINE))
    assert carried == {"snippets/__init__.py", "snippets/record.py", "snippets/network.py", "snippets/ransac.py", "snippets/figures/__init__.py", "snippets/figures/ransac.py",
                       "snippets/page/__init__.py", "snippets/page/on_record.json"}
