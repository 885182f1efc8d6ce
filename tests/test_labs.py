# SPDX-License-Identifier: MIT
"""The labs: one a question, each a notebook that teaches, runs anywhere, asserts against the record, and is refused where it fails."""

import os
import re
import shutil
import subprocess
import sys
import time

import jupytext
import pytest
from conftest import ROOT, Project
from sabotages import both, replaced
from test_pages import FORMAL, NOT_PROSE, TOPICS, numerals
from test_serve import PATIENCE, Server

from snippets import record

LABS = sorted(path.stem for path in (ROOT / "docs/labs").glob("*.py"))
PLUGIN = re.search(r"\n  - mkdocs-jupyter: .*", (ROOT / "mkdocs.yml").read_text("utf-8"))[0]
LAB = "docs/labs/ransac.py"
TEXT = '''# %% [markdown] description="A lab for tests."
# # Count samples
#
# It takes [{{ ransac.homography }}](../ransac.md#homography) samples, as $\\frac{1}{16}$ of them are good. [Back](../ransac.md).

# %%
from snippets.ransac import iterations
from snippets.record import read

count = iterations("0.95", "1/2", 4)
assert count == read()["ransac.homography"]
print("counted", count)

# %% Some samples alt="A rising line."
import matplotlib.pyplot as plt

plt.plot([1, 2], [1, 2])
plt.show()
'''


def cells(lab):
    return jupytext.read(ROOT / f"docs/labs/{lab}.py").cells


def test_every_question_has_a_lab_in_the_navigation():
    assert LABS == TOPICS
    assert [lab for lab in LABS if f"    - labs/{lab}.py\n" not in (ROOT / "mkdocs.yml").read_text("utf-8")] == []


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_teaches(lab):
    code = [cell.source for cell in cells(lab) if cell.cell_type == "code"]
    prose = "\n".join(cell.source for cell in cells(lab) if cell.cell_type == "markdown")
    assert len(code) + prose.count("\n## ") > 5, "a lab has six cells of code and headings together at least"
    assert not re.search(r"except( Assertion\w*| \w*Exception)?:|suppress\(", "\n".join(code)), "an assertion that fails is not to be caught"
    assert not [cell for cell in code if re.search(r"(?m)^# ?#|^#$", cell)], "a heading in a cell of code: is [markdown] missing?"
    assert 3 <= len(code) <= 6, "a lab has three to six cells of code"
    assert {cell.cell_type for cell in cells(lab)} == {"code", "markdown"}
    assert len(cells(lab)[0].metadata["description"]) > 60, "a lab's description, in the line that opens it, says what it shows"
    assert f"](../{lab}.md" in prose.partition("## ")[0]
    assert "**Change and expect.**" in prose
    ids = [id for source in code if re.search(r"\bassert\b.*(read\(\)|recorded\[)", source, re.DOTALL) for id in re.findall(rf'"({lab}\.[\w.]+)"', source)]
    assert ids
    assert set(ids) <= set(record.read())
    assert not re.search(r"default_rng\(\)|np\.random\.(?!default_rng)|\brandom\.seed", "\n".join(code))


@pytest.mark.parametrize("lab", LABS)
def test_a_number_in_a_labs_prose_is_computed(lab):
    heads = re.findall(r"^# %% (?!\[markdown\]$)(.*)", (ROOT / f"docs/labs/{lab}.py").read_text("utf-8"), re.MULTILINE)
    assert heads
    prose = "\n\n".join([*heads, *(cell.source for cell in cells(lab) if cell.cell_type == "markdown")])
    assert numerals(NOT_PROSE.sub(" ", FORMAL.sub(" ", prose))) == set()


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_runs_alone_as_a_plain_script_and_twice_alike(lab, tmp_path):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1"}
    ran = [subprocess.run([sys.executable, ROOT / f"docs/labs/{lab}.py"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
           for _ in range(2)]
    assert (ran[0].returncode, ran[0].stderr) == (0, "")
    assert ran[0].stdout == ran[1].stdout
    assert not re.search(r"<\w+.* at 0x|\[<", ran[0].stdout)


@pytest.mark.parametrize("lab", LABS)
def test_the_questions_page_leads_to_its_lab(lab):
    assert f"](labs/{lab}.py)" in (ROOT / f"docs/{lab}.md").read_text("utf-8")


def test_no_package_of_jupyter_is_imported_without_labs(published):
    seen = published("ransac").run(sys.executable, "-X", "importtime", "-m", "mkdocs", "build", "-q").stdout
    assert "mkdocs.commands" in seen
    assert not re.search(r"\| +(jupytext|nbclient|nbconvert|mkdocs_jupyter|matplotlib.pyplot)\b", seen)


@pytest.fixture(scope="session")
def _with_lab(_published, tmp_path_factory):
    project = Project(shutil.copytree(_published("ransac").folder, tmp_path_factory.mktemp("lab") / "project"))
    (project.folder / LAB).parent.mkdir()
    (project.folder / LAB).write_text(TEXT, "utf-8")
    project.replace("docs/ransac.md", "](index.md)", "](labs/ransac.py)")
    project.replace("mkdocs.yml", "  - ransac.md\n", "  - ransac.md\n  - labs/ransac.py\n")
    project.replace("mkdocs.yml", "\nplugins:", "\nplugins:" + PLUGIN)
    built = project.build("-q", NO_MKDOCS_2_WARNING="1")
    assert (built.returncode, built.stdout) == (0, "")
    return project


@pytest.fixture
def project(_with_lab, tmp_path):
    return Project(shutil.copytree(_with_lab.folder, tmp_path / "project"))


def page(project):
    return (project.folder / "site/labs/ransac/index.html").read_text("utf-8")


def test_a_lab_is_a_page_like_any_other(project):
    text = page(project)
    assert "<title>Count samples" in text
    assert '<meta name="description" content="A lab for tests.">' in text
    assert 'It takes <a href="../../ransac/#homography">47</a> samples' in text
    assert 'class="katex"' in text
    assert '<a href="../../ransac/">Back</a>' in text
    assert re.search(r'<div class="output .*?counted 47', text, re.DOTALL)
    assert text.count('class="output ') == 1  # and none for a cell that prints nothing
    assert 'role="img" aria-labelledby="_figure_1-title _figure_1-words"' in text
    assert "var(--figure-1)" in text
    assert len(text) < 60_000
    assert (project.folder / "site/labs/ransac/ransac.py").read_text("utf-8") == TEXT
    index = (project.folder / "site/search/search_index.json").read_text("utf-8")
    assert index.count("It takes 47 samples") == 1


def test_two_builds_of_a_lab_give_the_same_bytes(project):
    before = page(project)
    assert project.build("-q").returncode == 0
    assert page(project) == before


def test_an_answer_that_a_lab_asserts_can_be_accepted(project):
    """The lab reads the record, which accepting writes: the lab can only be right after that."""
    project.append("docs/ransac.md", '\n```python exec="on"\nanswer("ransac.more", iterations("0.95", "1/2", 8), "**{}** samples of 8")\n```\n')
    project.append("snippets/checks/ransac.py", '\n\ndef more():\n    """Failures multiplied."""\n    return _draws(_good_share(8))\n')
    added(' \nassert read()["ransac.more"] == iterations("0.95", "1/2", 8)')(project)
    accepted = project.accept()
    assert accepted.returncode == 0, accepted.stdout
    assert {"accepted ransac.more: None -> 766", "addresses.html lists ransac/#more"} < set(accepted.stdout.splitlines())
    assert project.build("-q").returncode == 0
    project.replace(LAB, 'iterations("0.95", "1/2", 8)', 'iterations("0.95", "1/2", 7)')
    refused = project.build("-q").stdout
    assert f'{LAB}:{END + 2}: this block failed: AssertionError: assert read()["ransac.more"]' in refused


def test_a_broken_lab_does_not_let_anything_else_be_accepted(project):
    project.replace("snippets/ransac.py", "ROUND_CEILING", "ROUND_FLOOR")
    added("\n1 / 0")(project)
    assert "the second road disagrees on ransac.homography" in project.accept().stdout


def added(cell):
    return lambda project: project.append(LAB, f"\n# %%{cell}\n")


END = TEXT.count("\n") + 1
SABOTAGES = {
    "a cell that fails": (added("\nfine = 1\n1 / 0"), [f"{LAB}:{END + 3}: this block failed: ZeroDivisionError: division by zero"]),
    "an assertion against the record that fails": (replaced(LAB, '["ransac.homography"]', '["ransac.affine"]'), [
        f"{LAB}:11: this block failed: AssertionError"]),
    "a changed record": (replaced("snippets/answers.toml", "homography = 47", "homography = 48"), [
        "ransac.homography changed", "type: make accept"]),
    "a lab that loads something, beside a changed record": (both(replaced("snippets/answers.toml", "homography = 47", "homography = 48"), replaced(
        LAB, "# It takes", "# ![Dots](https://example.org/dots.png)\n# It takes")), ["loads from elsewhere"]),
    "a cell that does not parse": (added("\nx = = 2"), [f"{LAB}:{END + 2}: this block failed: SyntaxError"]),
    "a cell that exits": (added("\nimport sys\nsys.exit(0)"), ["this block failed: SystemExit: 0"]),
    "a cell that is interrupted": (added("\nraise KeyboardInterrupt"), ["this block failed: KeyboardInterrupt"]),
    "a cell that is to be skipped": (added(' tags=["skip-execution"]\nfine = 1'), [f"{LAB}:{END + 1}: ", "skip-execution", "opens no block"]),
    "a cell that may fail": (added(' tags=["raises-exception"]\n1 / 0'), [f"{LAB}:{END + 1}: ", "raises-exception", "opens no block"]),
    "a cell that warns": (added("\nimport warnings\nwarnings.warn('beware')"), [f"{LAB}:{END + 3}: this block failed: UserWarning: beware"]),
    "a cell that no blank line ends": (replaced(LAB, "count)\n\n# %%", "count)\n# %%"), [f"{LAB}:6: ", "opens no block"]),
    "a cell that ends a fence": (added('\ntext = """\n```\n"""'), [f"{LAB}:{END + 5}: '```' opens no block"]),
    "a figure without words": (added("\nplt.plot([1, 2])\nplt.show()"), [f"{LAB}:{END + 1}: this block failed: ValueError: a figure needs words"]),
    "a figure without a title": (added(' alt="A line."\nplt.plot([1, 2])'), [f"{LAB}:{END + 1}: this block failed: ValueError: a figure needs words"]),
    "a name of an earlier run": (replaced(LAB, "from snippets.record import read\n", ""), ["this block failed: NameError: name 'read' is not defined"]),
    "an unknown placeholder": (replaced(LAB, "{{ ransac.homography }}", "{{ ransac.homografy }}"), [
        f"{LAB}:4: {{{{ ransac.homografy }}}}: no answer has that name"]),
    "TeX that cannot be set": (replaced(LAB, "frac{1}{16}", "frac{1}"), ["this formula cannot be set: '\\\\frac{1}'"]),
    "a fence in prose": (replaced(LAB, "# It takes", "# ```python\n# It takes"), [f"{LAB}:4: '```python' opens no block"]),
    "code in a cell of text": (replaced(LAB, "(../ransac.md).\n", "(../ransac.md).\ncount = 46\n"), [f"{LAB}:5: '```count = 46' opens no block"]),
    "code before the first cell": (lambda project: (project.folder / LAB).write_text("1 / 0\n" + TEXT), [f"{LAB}:1: '```1 / 0' opens no block"]),
    "a head that an editor put before it": (lambda project: (project.folder / LAB).write_text("# ---\n# jupyter:\n# ---\n\n" + TEXT), [
        f"{LAB}:1: '```# ---' opens no block"]),
    "a cell's head as an editor writes it": (lambda project: project.append(LAB, "\n#%%\n1 / 0\n"), ["this block failed: ZeroDivisionError"]),
    "a cell of text whose head is misspelt": (replaced(LAB, "# %% [markdown]", "# %% [markdwon]"), ["[markdwon]", "opens no block"]),
    "a cell that says it is code": (added(" [code]\n1 / 0"), ["this block failed: ZeroDivisionError"]),
    "a broken link": (replaced(LAB, "](../ransac.md)", "](../nowhere.md)"), ["nowhere.md"]),
    "a lab that navigation misses": (replaced("mkdocs.yml", "  - labs/ransac.py\n", ""), ["labs/ransac.py"]),
    "no plugin to make it a page": (replaced("mkdocs.yml", PLUGIN, ""), [f"{LAB} needs mkdocs-jupyter"]),
    "a method that changed": (replaced("snippets/ransac.py", 'quotient.to_integral_value("ROUND_CEILING")', "nearest"), [
        "ransac.homography changed"]),
}


@pytest.mark.parametrize("name", SABOTAGES)
def test_a_sabotaged_lab_is_refused_and_the_old_site_stays(name, project):
    harm, expected = SABOTAGES[name]
    before = project.site()
    harm(project)
    built = project.build("-q")
    assert built.returncode == 1, f"published it:\n{built.stdout}"
    assert "Traceback" not in built.stdout
    for words in expected:
        assert words in built.stdout, f"did not say {words!r}:\n{built.stdout}"
    assert project.site() == before
    assert project.left_behind() == []


def test_an_unchanged_lab_is_not_stale_when_a_snippet_changed(project):
    project.append("snippets/ransac.py", '\nVERSION = "first"\n')
    added("\nfrom snippets.ransac import VERSION\n\nprint('version', VERSION)")(project)
    assert project.build("-q").returncode == 0
    assert "version first" in page(project)
    project.replace("snippets/ransac.py", '"first"', '"third"')
    assert project.build("-q").returncode == 0
    assert "version third" in page(project)


def test_while_serving_a_lab_runs_again_when_it_or_what_it_uses_was_saved(project):
    added("\nimport time\n\nprint('ran at', time.time_ns())")(project)
    server = Server(project)

    def ran(path="labs/ransac/"):
        return server.shows("ran at", path).partition("ran at ")[2][:19]

    try:
        first = ran()
        start = time.monotonic()
        project.replace("docs/ransac.md", "## Question", "## A question")
        server.shows("A question")
        print(f"a save on a page was shown after {time.monotonic() - start:.1f} s")
        assert ran() == first
        project.replace("snippets/ransac.py", '"""How many', '"""Just how many')
        end = time.monotonic() + PATIENCE
        while ran() == first:
            assert time.monotonic() < end, "the lab did not run again after its method was saved"
            time.sleep(0.1)
        project.replace(LAB, 'print("counted"', '1 / 0\nprint("counted"')
        server.shows(f"{LAB}:12: this block failed: ZeroDivisionError")
        project.replace(LAB, '1 / 0\nprint("counted"', 'print("recounted"')
        assert 'class="failure"' not in server.shows("recounted", "labs/ransac/")
        project.replace("snippets/answers.toml", "homography = 47", "homography = 48")
        server.shows("ransac.homography changed")
    finally:
        server.process.terminate()
        server.process.wait()
        server.log.close()
