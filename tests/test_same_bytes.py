# SPDX-License-Identifier: MIT
"""The same commit gives the same bytes: in another folder, on another day, for another user, in another country, with other threads,
and with figures as somebody likes them at home."""

import os
import shutil

from conftest import Project

ELSEWHERE = """import datetime, time
shift = 400 * 24 * 3600
now = time.time
time.time = lambda: now() + shift
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.fromtimestamp(time.time(), tz)
datetime.datetime = Later
"""


def test_two_builds_far_apart_are_the_same_file_for_file(published, tmp_path):
    one = published("ransac")
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "all"]):
        assert one.run("git", *command).returncode == 0
    shutil.rmtree(one.folder / "site")
    other = Project(tmp_path / "else where/päge")
    shutil.copytree(one.folder, other.folder)
    for path in other.folder.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (1_000_000_000, 1_000_000_000))
    (tmp_path / "later").mkdir()
    (tmp_path / "later/sitecustomize.py").write_text(ELSEWHERE)
    (tmp_path / "matplotlibrc").write_text("axes.xmargin: 0.3\naxes.formatter.use_locale: True\nlines.linestyle: None\nfont.family: serif\n")
    assert one.build("-q", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C").returncode == 0
    before = os.umask(0o077)
    try:
        built = other.build("-q", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C.UTF-8", OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                            PYTHONPATH=str(tmp_path / "later"), HOME=str(tmp_path), MATPLOTLIBRC=str(tmp_path / "matplotlibrc"))
    finally:
        os.umask(before)
    assert built.returncode == 0, built.stdout
    here, there = one.site(), other.site()
    assert here.keys() == there.keys()
    assert [str(path) for path in here if here[path] != there[path]] == []
