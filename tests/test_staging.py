# SPDX-License-Identifier: MIT
"""The folder that is replaced whole or not at all, also where the process dies on the way."""

import ctypes
import os
import signal
from pathlib import Path

import pytest

from snippets.page.staging import Staging


def made(stage, text):
    stage.folder.mkdir()
    (stage.folder / "index.html").write_text(text)
    (stage.folder / "addresses.html").write_text("")
    return stage


def text(site):
    return (site / "index.html").read_text()


def test_what_was_built_takes_the_place_of_what_was_there(tmp_path):
    for words in ("first", "second"):
        stage = made(Staging(tmp_path / "deep/site"), words)
        stage.publish()
        stage.leave()
        assert text(tmp_path / "deep/site") == words
        assert sorted(path.name for path in (tmp_path / "deep").iterdir()) == [".site.lock", "site"]


def test_a_link_to_a_folder_leads_to_the_new_site(tmp_path):
    made(Staging(tmp_path / "www"), "first").publish()
    (tmp_path / "site").symlink_to(tmp_path / "www", target_is_directory=True)
    for words in ("second", "third"):
        stage = made(Staging(tmp_path / "site"), words)
        stage.publish()
        stage.leave()
        assert (tmp_path / "site").is_symlink()
        assert text(tmp_path / "www") == words


def test_what_is_given_up_leaves_the_old_site_and_nothing_else(tmp_path):
    made(first := Staging(tmp_path / "site"), "first").publish()
    first.leave()
    made(second := Staging(tmp_path / "site"), "second").leave()
    assert text(tmp_path / "site") == "first"
    assert not second.folder.exists()


def test_the_second_at_once_is_refused_and_the_first_unharmed(tmp_path):
    stage = made(Staging(tmp_path / "site"), "first")
    with pytest.raises(BlockingIOError, match="another build is writing"):
        Staging(tmp_path / "site")
    stage.publish()
    stage.leave()
    Staging(tmp_path / "site").leave()
    assert text(tmp_path / "site") == "first"


@pytest.mark.parametrize("calls", range(2))
@pytest.mark.parametrize("afterwards", [False, True])
def test_killed_at_any_rename_nothing_is_lost(tmp_path, calls, afterwards):
    """On a system that cannot exchange two folders at once, and renames them one after the other."""
    made(stage := Staging(tmp_path / "site"), "old").publish()
    stage.leave()
    if not (child := os.fork()):
        rename, done = Path.rename, []

        def deadly(path, target):
            done.append(path)
            if len(done) > calls and not afterwards:
                os.kill(os.getpid(), signal.SIGKILL)
            rename(path, target)
            if len(done) > calls:
                os.kill(os.getpid(), signal.SIGKILL)

        Path.rename, ctypes.CDLL = deadly, lambda name: object()
        try:
            made(Staging(tmp_path / "site"), "new").publish()
        finally:
            os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert (tmp_path / "site").exists() == ((calls, afterwards) in ((0, False), (1, True)))  # between the two it is missing
    made(stage := Staging(tmp_path / "site"), "next").leave()
    assert text(tmp_path / "site") == ("new" if calls and afterwards else "old")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site/diary.txt").write_text("mine", "utf-8")
    with pytest.raises(FileExistsError, match="holds something else"):
        Staging(tmp_path / "site")
    assert (tmp_path / "site/diary.txt").read_text("utf-8") == "mine"
