# SPDX-License-Identifier: MIT
"""Faults of the machine: killed, full, read-only, alone in the world, at another time. It works or says why not; nothing is lost.

`make faults` kills 50 builds, accepts, editions and publishings at moments that nobody chose; here a few must do.
"""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
import tomllib

import pytest
from conftest import MKDOCS

RANSAC, RECORD = "docs/ransac.md", "snippets/answers.toml"
MOMENTS = int(os.environ.get("MOMENTS", "4"))
# What Python runs first in the process of a build, found by PYTHONPATH: it dies before or after its n-th change of a name.
DEADLY = """
import os, signal
def deadly(change, before, last, done=[]):
    def changed(*names, **options):
        done.append(names)
        if before and len(done) > last: os.kill(os.getpid(), signal.SIGKILL)
        change(*names, **options)
        if len(done) > last: os.kill(os.getpid(), signal.SIGKILL)
    return changed
os.{change} = deadly(os.{change}, {before}, {last})
"""

# As on a system that cannot exchange two folders at once.
NO_EXCHANGE = "import ctypes\nCDLL = ctypes.CDLL\nctypes.CDLL = lambda name, *rest, **more: object() if name is None else CDLL(name, *rest, **more)\n"


def start(project, *options, **environment):
    clean = {name: value for name, value in os.environ.items() if name not in ("CI", "ACCEPT", "PYTHONPATH")}
    return subprocess.Popen([MKDOCS, "build", "-q", *options], cwd=project.folder, env=clean | environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def first_code(project, tmp_path, code):
    """The environment in which Python runs that code first."""
    (tmp_path / "first").mkdir(exist_ok=True)
    (tmp_path / "first/sitecustomize.py").write_text(code)
    return {"PYTHONPATH": str(tmp_path / "first")}


def changed(project):
    """The project with another sentence on its page: (the old site, the new one)."""
    before = project.site()
    project.append(RANSAC, "\nAnother sentence.\n")
    assert project.build("-q").returncode == 0
    after = project.site()
    project.replace(RANSAC, "\nAnother sentence.\n", "")
    assert project.build("-q").returncode == 0
    project.append(RANSAC, "\nAnother sentence.\n")
    return pages(before), pages(after)


def pages(site):
    return {path: text for path, text in site.items() if path.suffix in (".html", ".json")}


@pytest.mark.parametrize("before, last", [(True, 0), (False, 0), (False, 1)])
def test_killed_in_the_swap_the_site_is_the_old_one_or_the_new_one(published, tmp_path, before, last):
    project = published("ransac")
    old, new = changed(project)
    killed = start(project, **first_code(project, tmp_path, NO_EXCHANGE + DEADLY.format(change="rename", before=before, last=last)))
    assert killed.wait() == -signal.SIGKILL
    found = pages(project.site())
    assert found in (old, new) or not (project.folder / "site").exists()
    project.append(RANSAC, "\n```\n")  # the next build is refused, and puts back what it finds
    assert project.build("-q").returncode == 1
    assert pages(project.site()) in (old, new)
    assert project.left_behind() == []


def test_killed_at_any_moment_the_site_is_whole(published):
    project = published("ransac")
    old, new = changed(project)
    begin = time.monotonic()
    assert project.build("-q").returncode == 0
    whole = time.monotonic() - begin
    for moment in range(MOMENTS):
        build = start(project)
        time.sleep(random.Random(moment).uniform(0, 1.1) * whole)
        build.kill()
        build.wait()
        assert not (project.folder / "site").exists() or pages(project.site()) in (old, new)
    assert project.build("-q").returncode == 0
    assert pages(project.site()) == new
    assert project.left_behind() == []


@pytest.mark.parametrize("where, frozen", [(".editions/2026.1", True), ("www", False)], ids=["edition", "publish"])
def test_killed_at_any_moment_of_freezing_or_publishing_the_folder_is_whole(where, frozen, published):
    """The last command of `make edition` and of `make publish`: an edition is not there or whole, a published site the old one or the new one."""
    project = published("ransac")
    target = project.folder / where

    def begun():
        if frozen:  # what is frozen stays: only a new one is made
            shutil.rmtree(target, ignore_errors=True)
        return start(project, "-d", where, CI="1")

    def found():
        return pages({path.relative_to(target): path.read_bytes() for path in target.rglob("*") if path.is_file()})

    assert begun().wait() == 0
    old = {} if frozen else found()
    project.append(RANSAC, "\nAnother sentence.\n")
    begin = time.monotonic()
    assert begun().wait() == 0
    whole, new = time.monotonic() - begin, found()
    for moment in range(MOMENTS):
        build = begun()
        time.sleep(random.Random(moment).uniform(0, 1.1) * whole)
        build.kill()
        build.wait()
        assert found() in (old, new)
    assert project.build("-q").returncode == 0, "what was left stands in the way of the next build"
    assert begun().wait() == 0
    assert found() == new != old
    assert not [path for path in target.parent.iterdir() if path.name.startswith(f"{target.name}.")]


@pytest.mark.parametrize("before", [True, False])
def test_killed_while_it_writes_the_record_the_record_is_whole(published, tmp_path, before):
    project = published("ransac")
    project.replace(RECORD, "homography = 47", "homography = 48")
    old, site = (project.folder / RECORD).read_text(), project.site()
    deadly = "import os, signal\nreplace = os.replace\ndef deadly(a, b):\n" + "    if str(b).endswith('.toml'):\n" + (
        "        os.kill(os.getpid(), signal.SIGKILL)\n" if before else "        replace(a, b); os.kill(os.getpid(), signal.SIGKILL)\n"
    ) + "    replace(a, b)\nos.replace = deadly\n"
    killed = start(project, ACCEPT="because", **first_code(project, tmp_path, deadly))
    assert killed.wait() == -signal.SIGKILL
    found = (project.folder / RECORD).read_text()
    assert (found == old) if before else tomllib.loads(found)["changes"][-1]["values"] == [{"id": "ransac.homography", "old": 48, "new": 47}]
    assert project.site() == site
    assert project.accept().returncode == 0
    assert project.build("-q").returncode == 0


def test_killed_at_any_moment_of_accepting_the_record_is_old_or_new(published):
    project = published("ransac")
    project.replace(RECORD, "homography = 47", "homography = 48")
    old, site = (project.folder / RECORD).read_text(), project.site()
    begin = time.monotonic()
    assert project.accept().returncode == 0
    whole = time.monotonic() - begin
    for moment in range(MOMENTS):
        (project.folder / RECORD).write_text(old)
        accepting = start(project, ACCEPT="because")
        time.sleep(random.Random(moment).uniform(0.5, 1.1) * whole)
        accepting.kill()
        accepting.wait()
        found = (project.folder / RECORD).read_text()
        assert found == old or "homography = 47\n" in found and tomllib.loads(found)["changes"][-1]["reason"] == "because"
        assert project.site() == site


@pytest.mark.parametrize("accepting", [False, True])
def test_on_a_full_disk_nothing_is_lost(published, accepting):
    project = published("ransac")
    project.replace(RECORD, "homography = 47", "homography = 48" if accepting else "homography = 47")
    before = (project.folder / RECORD).read_bytes(), project.site()
    # No file may grow beyond that many bytes: a page does, and so does the record.
    limit = ["bash", "-c", 'ulimit -f 4; exec "$@"', "bash", MKDOCS, "build", "-q"]
    full = project.run(*limit, **({"ACCEPT": "because"} if accepting else {}))
    assert full.returncode == 1
    assert "the site is not published: [Errno 27] File too large" in full.stdout
    assert "Traceback" not in full.stdout
    assert ((project.folder / RECORD).read_bytes(), project.site()) == before
    assert project.accept().returncode == 0 if accepting else project.build("-q").returncode == 0
    assert project.left_behind() == []


def test_in_a_folder_that_cannot_be_written_it_says_so(published):
    project = published("ransac")
    before = project.site()
    if os.geteuid():
        project.folder.chmod(0o555)
        refused = project.build("-q")
        project.folder.chmod(0o755)
    else:  # nothing stops root but a mount
        refused = project.run("unshare", "-m", "bash", "-c", 'mount --bind "$PWD" "$PWD" && mount -o remount,ro,bind "$PWD" && cd "$PWD" && exec "$@"', "bash",
                              MKDOCS, "build", "-q")
    assert refused.returncode == 1, refused.stdout
    assert re.search(r"Read-only file system|Permission denied", refused.stdout)
    assert project.site() == before


def test_of_two_builds_at_once_one_publishes_and_the_other_says_why_not(published):
    project = published("ransac")
    old, new = changed(project)
    both = [start(project) for _ in range(2)]
    said = [build.communicate()[0] for build in both]
    for build, words in zip(both, said, strict=True):
        assert build.returncode == 0 or (build.returncode == 1 and "another build is writing" in words and "Traceback" not in words)
    assert 0 in [build.returncode for build in both]
    assert pages(project.site()) == new
    assert project.left_behind() == []


CLOCK = "import time\nnow = time.time\ntime.time = lambda: now() - 1.45e9\ntime.time_ns = lambda: int(time.time() * 1e9)\n"
COMMA = "import locale\nlocale.localeconv = lambda: {**__import__('locale')._override_localeconv, 'decimal_point': ',', 'thousands_sep': '.', 'grouping': [3, 0]}\n"


@pytest.mark.parametrize("name, code, environment", [
    ("a clock in 1980", CLOCK, {}), ("no home folder", "", {"HOME": "/nowhere", "MPLCONFIGDIR": "", "XDG_CACHE_HOME": ""}), ("no programs, so no git", "", {"PATH": "/nowhere"}),
    ("decimal commas", COMMA, {"LC_ALL": "de_DE.UTF-8", "LANG": "de_DE.UTF-8"}), ("no locale, plain ASCII", "", {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}),
    ("a proxy that nobody answers", "", {"HTTP_PROXY": "http://127.0.0.1:9", "HTTPS_PROXY": "http://127.0.0.1:9"})])
def test_elsewhere_the_same_pages_come_out(published, tmp_path, name, code, environment):
    project = published("ransac")
    before = project.site()
    built = project.build("-q", **first_code(project, tmp_path, code), **environment)
    assert built.returncode == 0, built.stdout
    assert pages(project.site()) == pages(before)


def test_without_a_network_the_same_pages_come_out(published):
    project = published("ransac")
    before = project.site()
    alone = project.run("unshare", "-n" if os.geteuid() == 0 else "-rn", MKDOCS, "build", "-q")
    assert alone.returncode == 0, alone.stdout
    assert pages(project.site()) == pages(before)


def test_a_path_with_spaces_and_accents_changes_nothing(published, tmp_path):
    project = published("ransac")
    before = project.site()
    project.folder = project.folder.rename(tmp_path / "un été à l'école {{ % $HOME")
    built = project.build("-q")
    assert built.returncode == 0, built.stdout
    assert pages(project.site()) == pages(before)
    project.replace(RECORD, "homography = 47", "homography = 48")
    assert project.accept().returncode == 0


def test_windows_line_ends_change_no_answer(published):
    project = published("ransac")
    answers = json.loads((project.folder / "site/answers.json").read_text())
    for path in [*project.folder.glob("docs/*.md"), *project.folder.glob("snippets/**/*.py"), project.folder / RECORD, project.folder / "mkdocs.yml"]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    built = project.build("-q")
    assert built.returncode == 0, built.stdout
    assert json.loads((project.folder / "site/answers.json").read_text()) == answers
    project.replace(RECORD, "homography = 47", "homography = 48")
    assert project.accept().returncode == 0
    assert tomllib.loads((project.folder / RECORD).read_text())["ransac"]["homography"] == 47


@pytest.mark.parametrize("content", ["", '{"0x": "<', "[1]", "5", "\0"])
def test_a_damaged_memo_of_formulas_is_forgotten(content, tmp_path, monkeypatch):
    from snippets.page import maths

    monkeypatch.setattr(maths, "CACHE", tmp_path)
    maths._memo.cache_clear()
    maths._memo()[0].write_text(content)
    maths._memo.cache_clear()
    assert "katex" in maths.formula("x")
    maths.keep()
    assert list(json.loads(maths._memo()[0].read_text())) == ["0x"]
    maths._memo.cache_clear()
    assert list(maths._memo()[1]) == ["0x"], "the next build knows it"
    maths._memo.cache_clear()


def test_a_build_goes_on_after_what_was_remembered_is_damaged(published):
    project = published("ransac")
    before, remembered = project.site(), list((project.folder / ".cache").iterdir())
    assert {path.suffix for path in remembered} == {".json", ".cache"}, "formulas and templates"
    for path in remembered:
        path.write_bytes(path.read_bytes()[:100])
    built = project.build("-q")
    assert built.returncode == 0, built.stdout
    assert pages(project.site()) == pages(before)


@pytest.mark.parametrize(("file", "says"), [("docs/ransac.md", "Encoding error reading file: ransac.md"), ("CITATION.cff", "CITATION.cff\", line ")])
def test_a_file_that_cannot_be_read_is_named_without_a_traceback(file, says, published):
    project = published("ransac")
    before = project.site()
    with (project.folder / file).open("ab") as end:
        end.write(b"\n\xe9: [\n" if file.endswith(".md") else b"\n]: [\n")
    refused = project.build("-q")
    assert refused.returncode == 1, refused.stdout
    assert says in refused.stdout
    assert "the site is not published: " in refused.stdout
    assert "Traceback" not in refused.stdout
    assert project.site() == before
