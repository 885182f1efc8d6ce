# SPDX-License-Identifier: MIT
"""Without MkDocs: the pages, the record and the roads work with Python-Markdown alone, and what is wrong is seen there, too."""

import importlib
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import alone
import pytest
from conftest import ROOT, Project
from sabotages import SABOTAGES

from snippets import record

importlib.import_module("snippets.page.site")  # what it needs is there before the forks

# What the generator itself has to notice, or what is tried by accepting; everything else is decided without it.
GENERATOR = re.compile("colon|link|anchor|navigation|accepted|id given twice|TeX|page deleted|answer's address")


def test_every_page_gives_the_same_answers_without_mkdocs():
    run = subprocess.run([sys.executable, ROOT / "tests/alone.py"], capture_output=True, text=True, check=True)  # asserts that mkdocs is not there
    given = json.loads(run.stdout)
    assert given["problems"] == []  # values that differ are among them; their last bits are the machine's own
    assert given["answers"].keys() == record.read().keys()
    for name, page in given["pages"].items():
        assert len(re.findall(r'class="(?:answer|wrong)"', page)) == sum(id.partition(".")[0] == name.removesuffix(".md") for id in given["answers"])
        assert not re.search(r"\\\(|\{\{ |class=\"failure\"", page)
        assert page.count("<h1") == 1
        assert not re.search('<h[23] id="_', page), "a heading without an address, or words above a line of dashes"
        assert not re.search(r"<code>[^<]*\]\([^)<]*#", page), "words indented by four spaces, which Markdown takes for code"


def judged(folder):
    """The problems of the project in `folder`, read in a process that has everything but its snippets already."""
    out, into = os.pipe()
    if not (child := os.fork()):
        try:
            for name in [name for name in sys.modules if name.partition(".")[0] == "snippets"]:
                del sys.modules[name]
            sys.path.insert(0, str(folder))
            os.write(into, "\n".join(alone.read(folder)[0]).encode())
        except BaseException as error:
            os.write(into, f"it failed: {error!r}".encode())
        finally:
            os._exit(0)
    os.close(into)
    with open(out, encoding="utf-8") as said:
        problems = said.read()
    os.waitpid(child, 0)
    return problems


@pytest.fixture(scope="module")
def topic(tmp_path_factory):
    """topic("ransac"): a folder with that topic alone."""
    made = {}

    def cut(name):
        if name not in made:
            made[name] = Project(tmp_path_factory.mktemp("alone") / name)
            for part in ("docs", "snippets"):
                shutil.copytree(ROOT / part, made[name].folder / part, ignore=shutil.ignore_patterns("__pycache__", "assets"))
            for part in ("mkdocs.yml", "CITATION.cff"):
                shutil.copy2(ROOT / part, made[name].folder)
            made[name].cut_to([name])
        return made[name]

    return cut


@pytest.mark.parametrize("name", [name for name in SABOTAGES if not GENERATOR.search(name)])
def test_sabotage_is_noticed_without_mkdocs(name, topic, tmp_path):
    which, harm, expected = SABOTAGES[name]
    project = Project(Path(shutil.copytree(topic(which).folder, tmp_path / "project")))
    harm(project)
    problems = judged(project.folder)
    for words in expected:
        assert words in problems


@pytest.mark.parametrize("name", sorted({topic for topic, _, _ in SABOTAGES.values()}))
def test_a_topic_without_harm_has_no_problem(name, topic):
    assert judged(topic(name).folder) == ""
