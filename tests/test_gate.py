# SPDX-License-Identifier: MIT
"""Nothing wrong gets published: each sabotage is refused, whatever way the site is built, and the old site stays as it was."""

import json
import os
import py_compile
import re
import sys
import tomllib

import filelock
import pytest
from conftest import MKDOCS, ROOT
from sabotages import BLOCK, RANSAC, SABOTAGES, block

WAYS = [["make", "site", f"VENV={sys.prefix}"], [MKDOCS, "build"], [MKDOCS, "build", "--no-strict"], [MKDOCS, "build", "--dirty"]]


@pytest.mark.parametrize("place, name", list(enumerate(SABOTAGES)))
def test_sabotage_is_refused_however_the_site_is_built(place, name, published):
    """Quietly each, and in the other ways by turns: what is wrong does not depend on how the build was started."""
    topic, harm, expected = SABOTAGES[name]
    project = published(topic)
    before = project.site()
    harm(project)
    for command in ([MKDOCS, "build", "-q"], WAYS[place % len(WAYS)]):
        built = project.run(*command)
        assert built.returncode, f"{command} published it:\n{built.stdout}"
        assert "Traceback" not in built.stdout
        for words in expected if command[-1] != "--dirty" else ["A 'dirty' build"]:  # of which MkDocs warns: that is refused by itself
            assert words in built.stdout, f"{command} did not say {words!r}:\n{built.stdout}"
    assert project.site() == before, "the published site changed"
    assert project.left_behind() == []


def test_the_readme_shows_what_a_refused_build_says(published):
    project = published("ransac")
    SABOTAGES["another rounding"][1](project)
    said = project.build("-q").stdout
    for line in (ROOT / "README.md").read_text("utf-8").partition("$ mkdocs build -q\n")[2].partition("```")[0].splitlines():
        assert line.removesuffix(", ...") in said


def test_bytecode_that_looks_fresh_is_not_read(published):
    """Two edits within a second that leave the size: Python would take the first one's bytecode for the second's."""
    project = published("ransac")
    method = project.folder / "snippets/ransac.py"
    text = method.read_text()
    method.write_text(text.replace("ROUND_CEILING", "ROUND_FLOOR  "))
    py_compile.compile(method)
    saved = method.stat()
    method.write_text(text)
    os.utime(method, ns=(saved.st_atime_ns, saved.st_mtime_ns))
    assert project.build("-q", PYTHONDONTWRITEBYTECODE="").returncode == 0
    assert not [*(project.folder / "snippets").rglob("__pycache__")], "while serving, the next save would be met by this build's"


def test_a_block_that_kills_the_process_leaves_the_old_site_and_the_next_build_cleans_up(published):
    project = published("ransac")
    before = project.site()
    block("import os\nos._exit(0)")(project)
    project.build("-q")
    assert project.site() == before
    (project.folder / "site.building").mkdir(exist_ok=True)
    (project.folder / "site.building/index.html").write_text("half a page")
    project.replace(RANSAC, "os._exit(0)", "pass")
    assert project.build("-q").returncode == 0
    assert project.left_behind() == []


def test_a_build_that_skips_assertions_is_refused(published):
    project = published("ransac")
    before = project.site()
    for level in "12":
        refused = project.build("-q", PYTHONOPTIMIZE=level)
        assert refused.returncode == 1
        assert "skips every assert: type the command without" in refused.stdout
    assert project.site() == before


def test_a_build_killed_between_the_two_renames_loses_nothing(published):
    project = published("ransac")
    before = project.site()
    (project.folder / "site").rename(project.folder / "site.old")
    block("raise Exception")(project)
    assert project.build("-q").returncode == 1
    assert project.site() == before
    assert project.left_behind() == []


def test_the_second_of_two_builds_at_once_refuses(published):
    project = published("ransac")
    lock = filelock.FileLock(project.folder / ".site.lock")
    with lock:
        refused = project.build("-q")
    assert refused.returncode == 1
    assert "another build is writing" in refused.stdout
    assert project.build("-q").returncode == 0


def test_a_build_from_another_folder_or_to_another_folder_keeps_every_promise(published, tmp_path):
    project = published("ransac")
    config = project.folder / "mkdocs.yml"
    assert project.run(MKDOCS, "build", "-q", "-f", config, cwd=tmp_path).returncode == 0
    assert project.left_behind() == []
    assert project.build("-q", "-d", tmp_path / "elsewhere").returncode == 0
    assert (tmp_path / "elsewhere/ransac/index.html").read_bytes() == (project.folder / "site/ransac/index.html").read_bytes()
    block("raise Exception")(project)
    before = project.site()
    assert project.run(MKDOCS, "build", "-q", "-f", config, cwd=tmp_path).returncode == 1
    assert project.build("-q", "-d", tmp_path / "elsewhere").returncode == 1
    assert project.site() == before
    assert (tmp_path / "elsewhere/ransac/index.html").exists()


def test_deploying_sends_what_was_published_and_nothing_that_was_refused(published, tmp_path):
    project, who = published("ransac"), {f"GIT_{role}_{kind}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for kind in ("NAME", "EMAIL")}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "all"], ["init", "-q", "--bare", tmp_path / "host"], ["remote", "add", "origin", tmp_path / "host"]):
        assert project.run("git", *command, **who).returncode == 0
    deployed = project.run(MKDOCS, "gh-deploy", **who)
    assert deployed.returncode == 0, deployed.stdout
    sent = project.run("git", "ls-tree", "-r", "--name-only", "gh-pages").stdout.split()
    assert sorted(sent) == sorted([".nojekyll", *(path.relative_to("site").as_posix() for path in project.site())])
    block("raise Exception")(project)
    assert project.run(MKDOCS, "gh-deploy", **who).returncode == 1
    assert len(project.run("git", "log", "--oneline", "gh-pages").stdout.splitlines()) == 1


def test_another_package_called_snippets_changes_nothing(published, tmp_path):
    project = published("ransac")
    before = project.site()
    (tmp_path / "other/snippets").mkdir(parents=True)
    (tmp_path / "other/snippets/__init__.py").write_text("")
    (tmp_path / "other/snippets/ransac.py").write_text("def iterations(*_, **__): return 0\n")
    assert project.build("-q", PYTHONPATH=str(tmp_path / "other")).returncode == 0
    assert project.site().keys() == before.keys()
    (tmp_path / "other/sitecustomize.py").write_text("import snippets.record\n")  # whatever was compared would be the same
    (tmp_path / "other/snippets/record.py").write_text(
        (ROOT / "snippets/record.py").read_text("utf-8").replace("    if shape(a) != shape(b)", "    if (a, b) == (47, 46):\n        return True\n    if shape(a) != shape(b)"))
    assert project.build("-q", PYTHONPATH=str(tmp_path / "other")).returncode == 0
    assert project.site().keys() == before.keys()
    project.replace("snippets/answers.toml", "homography = 47", "homography = 46")
    refused = project.build("-q", PYTHONPATH=str(tmp_path / "other"))
    assert refused.returncode == 1
    assert "ransac.homography changed" in refused.stdout


def test_accepting_needs_a_reason_and_is_not_for_ci(published):
    project = published("ransac")
    project.replace("snippets/answers.toml", "homography = 47", "homography = 48")
    before = (project.folder / "snippets/answers.toml").read_bytes(), project.site()
    for refused, words in ((project.accept(""), "nor without a reason"), (project.accept("  "), "nor without a reason"),
                           (project.accept("yes", CI="true"), "nothing is accepted in CI"),
                           (project.run("make", "accept", f"VENV={sys.prefix}"), "nor without a reason")):
        assert refused.returncode != 0
        assert words in refused.stdout
        assert "Traceback" not in refused.stdout
    assert ((project.folder / "snippets/answers.toml").read_bytes(), project.site()) == before


def test_accepting_rewrites_only_what_changed_and_says_why(published):
    project = published("ransac")
    before = (project.folder / "snippets/answers.toml").read_text()
    project.replace("snippets/answers.toml", "homography = 47", "homography = 48")
    built = project.run("make", "accept", f"VENV={sys.prefix}", "REASON=it's $HOME 47")
    assert built.returncode == 0, built.stdout
    assert "accepted ransac.homography: 48 -> 47" in built.stdout
    after = (project.folder / "snippets/answers.toml").read_text()
    assert after.startswith(before)
    assert tomllib.loads(after)["changes"] == [
        {"reason": "it's $HOME 47", "values": [{"id": "ransac.homography", "old": 48, "new": 47}]}]


def test_a_failure_in_a_method_says_where_and_one_that_cannot_be_read_says_nothing_else(published):
    project = published("ransac")
    project.replace("snippets/ransac.py", "    bad, miss = ", "    bad, miss = missing, ")
    line = 1 + (project.folder / "snippets/ransac.py").read_text("utf-8").partition("= missing, ")[0].count("\n")
    assert f"this block failed: NameError: name 'missing' is not defined (snippets/ransac.py:{line})" in project.build("-q").stdout
    project.append("snippets/checks/ransac.py", "\n(\n")
    said = project.build("-q").stdout.partition("the site is not published:\n")[2]
    assert re.match(r"\S*snippets/checks/ransac.py SyntaxError: '\(' was never closed .*\n\nAborted", said), said


def test_a_formula_is_numbered_by_its_place_and_found_by_its_name(published):
    project = published("ransac", "backprop")
    project.replace("mkdocs.yml", "  - backprop.md", "  - 2b Gradient: backprop.md")
    project.append(RANSAC, "\nBy \\eqref{backprop.formula} and `\\eqref{nothing}` $x = \\eqref{ransac.formula}$.\n")
    project.append("docs/index.md", "\nSee \\eqref{ransac.formula}.\n")
    built = project.build("-q")
    assert built.returncode == 0, built.stdout
    page = (project.folder / "site/ransac/index.html").read_text()
    assert 'By <a href="../backprop/#formula">(2b.2)</a> and <code>\\eqref{nothing}</code> ' in page
    assert r'<annotation encoding="application/x-tex">x = \text{(1)}</annotation>' in page
    assert 'id="formula" tabindex="0"' in page
    assert 'See <a href="ransac/#formula">(1)</a>.' in (project.folder / "site/index.html").read_text()


def test_a_page_shows_what_its_blocks_print(published):
    page = (published("ransac").folder / "site/ransac/index.html").read_text("utf-8")
    rows = re.findall(r"<th>matches, half of them wrong</th>.*?</table>", page, re.DOTALL)
    assert len(rows) == 1 and re.findall(r"<td>(.*?)</td>", rows[0])[:3] == ["8", "209", "41"], "the table() of the finite counts"
    assert 'aria-label="matrix, row 1: 0.8760, 0.9402; row 2: 0.9273, 0.9745"' in page, "an answer that is a matrix"
    assert "<summary>Cite this page" not in page and 'class="citation"' in page.partition('id="cite"')[2], "cite()"
    assert 'href="../snippets/checks/ransac.py.txt"' in page, "files()"
    assert re.search(r"<figure.*<svg.*<details>.*<th>samples", page, re.DOTALL), "figure() and its data"


def test_a_placeholder_may_be_wrapped(published):
    project = published("ransac")
    project.append(RANSAC, "\nIt is [{{\nransac.affine\n}}](#affine), and [{{ ransac.homography\n}}](#homography).\n")
    assert project.build("-q").returncode == 0
    assert 'It is <a href="#affine">23</a>, and <a href="#homography">47</a>.' in (project.folder / "site/ransac/index.html").read_text()


def test_a_comment_may_say_that_an_interval_is_open(published):
    project = published("ransac")
    project.append("snippets/ransac.py", '\n\ndef _spare():\n    """Load nothing: the interval is open."""\n    return "#"  # or eval it\n')
    built = project.build("-q")
    assert built.returncode == 0, built.stdout


def test_a_new_answer_may_be_mentioned_on_the_page_that_gives_it(published):
    project = published("ransac")
    project.append(RANSAC, "\nIt is [{{ ransac.new }}](#new)." + BLOCK.format('answer("ransac.new", len([1, 2]), "{}")'))
    project.append("snippets/checks/ransac.py", '\n\ndef new():\n    """Counted."""\n    return sum(1 for _ in "ab")\n')
    refused = project.build("-q").stdout
    assert "ransac.new changed\n    recorded   nothing" in refused
    assert "type: make accept" in refused
    assert project.accept().returncode == 0
    assert project.build("-q").returncode == 0
    assert 'It is <a href="#new">2</a>.' in (project.folder / "site/ransac/index.html").read_text()
    project.append(RANSAC, "\nIt is {{ ransac.newer }}.\n")
    assert "{{ ransac.newer }}: no answer has that name" in project.build("-q").stdout
    project.replace("snippets/answers.toml", "homography = 47", "homography = 48")
    assert "{{ ransac.newer }}: no answer has that name" in project.accept().stdout
    assert "homography = 48" in (project.folder / "snippets/answers.toml").read_text(), "what is misspelt is accepted with nothing"


def test_nothing_leaks_from_page_to_page(published):
    leak = ("import os, random, sys, numpy, matplotlib, builtins\nnumpy.random.seed(1); random.seed(1); left = 1\n"
            "matplotlib.rcParams['font.size'] = 30; numpy.set_printoptions(precision=2); numpy.seterr(all='ignore')\n"
            "os.environ['LEFT'] = '1'; sys.path.append('left'); os.chdir('/')\n"
            "import decimal, snippets.ransac\ndecimal.getcontext().prec = 5; snippets.ransac.SCENE[0, 2] = 99")
    look = ("import decimal, os, random, sys, numpy, matplotlib, snippets.ransac\nprint('left' in globals(), random.random() == random.Random(1).random(),\n"
            "      numpy.random.random() == numpy.random.RandomState(1).random(), numpy.array(1 / 3),\n"
            "      matplotlib.rcParams['font.size'], numpy.geterr(), 'LEFT' in os.environ, 'left' in sys.path, os.getcwd(),\n"
            "      decimal.getcontext().prec, snippets.ransac.SCENE[0, 2])")
    project = published("ransac")
    pages = {"a.md": BLOCK.format(leak), "b.md": "<p>" + BLOCK.format(look), "c.md": BLOCK.format(leak)}
    seen = set()
    for order in (("b", "a", "c"), ("a", "b", "c"), ("c", "a", "b")):
        for place, name in enumerate(order):
            (project.folder / f"docs/{place}{name}.md").write_text("# Page\n" + pages[f"{name}.md"])
        nav = "".join(f"  - {place}{name}.md\n" for place, name in enumerate(order))
        project.replace("mkdocs.yml", "  - ransac.md\n", "  - ransac.md\n" + nav)
        built = project.build("-q")
        assert built.returncode == 0, built.stdout
        seen.add((project.folder / f"site/{order.index('b')}b/index.html").read_text().partition("<p>")[2].partition("</p>")[0])
        project.replace("mkdocs.yml", nav, "")
        for place, name in enumerate(order):
            (project.folder / f"docs/{place}{name}.md").unlink()
    assert len(seen) == 1
    assert seen.pop().strip().removeprefix("<p>").startswith("False False False")


def test_the_published_answers_are_compared_again_in_a_second_process(published):
    project = published("ransac")
    compare = [sys.executable, "-m", "snippets.checks", "site/answers.json"]
    assert project.run(*compare).returncode == 0
    project.replace("site/answers.json", '"value": 47', '"value": 48')
    different = project.run(*compare)
    assert different.returncode == 1
    assert "recorded   47\n    computed   48" in different.stdout
    assert project.run(*compare[:-1]).returncode == 1
    assert project.run(*compare[:-1], "nowhere.json").returncode == 1


def test_the_box_gets_the_values_that_are_published(published):
    site = published("ransac").folder / "site"
    answers = json.loads((site / "answers.json").read_text("utf-8"))
    given = json.loads((site / "answers.js").read_text("utf-8").partition("var onRecord = ")[2])
    assert {id: (json.loads(text), within) for id, (text, within) in given.items()} == {id: (answer["value"], answer["within"]) for id, answer in answers.items()}


def test_an_address_of_the_site_and_of_the_repository_show_where_they_are_set(published):
    project = published("ransac")
    assert "Report a mistake" not in (project.folder / "site/ransac/index.html").read_text()
    project.replace("mkdocs.yml", 'site_url: ""', 'site_url: "https://example.org/course/"')
    project.replace("mkdocs.yml", 'repository: ""', 'repository: "https://example.org/repository"')
    built = project.build("-q")
    assert built.returncode == 0, built.stdout
    page = (project.folder / "site/ransac/index.html").read_text()
    assert '<link rel="canonical" href="https://example.org/course/ransac/">' in page
    assert ". https://example.org/course/ransac/</p>" in page
    assert "https://example.org/repository/issues/new?template=wrong-answer.yml&amp;page=https%3A//example.org/course/ransac/&amp;edition=" in page


@pytest.mark.parametrize("lost", ["hooks: [snippets/page/gate.py]\n", r"hooks: \[snippets/page/gate.py\]\n|  custom_dir:.*\n|  static_templates:.*\n"])
def test_without_its_gate_a_build_does_not_touch_the_published_site(lost, published):
    project = published("ransac")
    before = project.site()
    file = project.folder / "mkdocs.yml"
    file.write_text(re.sub(lost if "|" in lost else re.escape(lost), "", file.read_text("utf-8")), "utf-8")
    project.build("-q")
    assert project.site() == before


def test_what_an_editor_leaves_beside_a_page_is_not_published(published):
    project = published("ransac")
    for name in ("ransac.md~", "ransac.md.orig", "ransac.md.bak", "ransac.md.rej"):
        (project.folder / "docs" / name).write_text("The answer is 46.\n", "utf-8")
    assert project.build("-q").returncode == 0
    assert not [name for name in project.site() if "ransac.md" in str(name)]
