# SPDX-License-Identifier: MIT
"""What the proof page says of the last run of `make mutants`."""

import json
import shutil

import pytest

from snippets import proof

FOUND = {"made_of": "an older hash", "every": 3, "files": {"docs/a.md": {"refused": 6, "changed": 1, "seen": 2}, "snippets/a.py": {"refused": 10, "same": 1}},
         "survivors": [{"mutant": "docs/a.md: b: 1 becomes 2", "because": "It is a label."}, {"mutant": "docs/a.md: c", "because": "It is another."}]}


@pytest.fixture
def found(tmp_path, monkeypatch):
    def write(**changed):
        (tmp_path / "mutants.json").write_text(json.dumps(FOUND | changed), "utf-8")
    monkeypatch.setattr(proof, "RESULT", tmp_path / "mutants.json")
    return write


def test_without_a_run_it_says_so(found):
    assert proof.score() == ({}, "It was not measured yet.")
    assert proof.survivors() == {}


def test_the_table_has_a_row_a_file_and_one_for_all_of_them(found):
    found()
    assert proof.score()[0] == {
        "changed file": ["`docs/a.md`", "`snippets/a.py`", "all of them"], "changes": [9, 11, 20], "refused": [7, 10, 17],
        "of these without the record": [6, 10, 16], "survive, same bytes": [0, 1, 1], "survive, to be seen": [2, 0, 2]}


def test_what_is_said_counts_what_the_table_shows(found):
    found()
    said = proof.score()[1]
    assert said.startswith("One change in 3, evenly spread, was tried. Of 20 changes the build refuses 17, or 85.0%; 1 leave every page as it is")
    assert "and 2 show something else" in said and "it still refuses 16 of the 17, or 94.1%." in said
    found(every=1)
    assert proof.score()[1].startswith("Of 20 changes")


def test_a_score_of_other_sources_is_called_so(found):
    found()
    assert proof.score()[1].endswith("Measured on sources that have **changed since** (hash `an older hash`).")
    found(made_of=proof.made_of())
    assert proof.score()[1].endswith(f"Measured on the sources as they are now (hash `{proof.made_of()}`).")


def test_survivors_stand_under_their_file(found):
    found()
    assert proof.survivors() == {"docs/a.md": [("b: 1 becomes 2", "It is a label."), ("c", "It is another.")]}


def test_the_hash_is_of_what_the_score_depends_on(tmp_path, monkeypatch):
    for part in ("docs", "snippets"):
        shutil.copytree(proof.ROOT / part, tmp_path / part)
    before = proof.made_of()
    monkeypatch.setattr(proof, "ROOT", tmp_path)

    def changes(file, old, new):
        path = tmp_path / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
        now = proof.made_of()
        path.write_text(text, "utf-8")
        return now != whole

    whole = proof.made_of()
    assert whole != before, "tests/mutants.py, which makes the changes, is not there"
    assert changes("snippets/answers.toml", "homography = 47", "homography = 46")
    assert changes("snippets/checks/ransac.py", "import", "import  ")
    assert changes("snippets/ransac.py", "import", "import  ")
    assert changes("snippets/figures/ransac.py", "import", "import  ")
    assert changes("snippets/page/site.py", "import", "import  ")
    assert changes("snippets/page/theme/cards.md", "Assuming", "Suppose")
    assert changes("docs/ransac.md", "several = (8,", "several = (9,")
    assert not changes("snippets/answers.toml", "[[changes]]", "[[changes]]\n# ")
    assert not changes("docs/ransac.md", "# ", "#  ")
