# SPDX-License-Identifier: MIT
"""verify.pyz: whoever downloads it and answers.json, and has nothing but Python, sees every answer confirmed, and what is not."""

import ast
import copy
import hashlib
import json
import os
import subprocess
import sys
import zipfile

import jsonschema
import pytest
from conftest import ROOT

SCHEMA = jsonschema.Draft202012Validator(json.loads((ROOT / "docs/answers.schema.json").read_text("utf-8")))


@pytest.fixture
def download(_published, tmp_path):
    """run(*arguments) in a folder that holds verify.pyz and answers.json and nothing else, on a Python without packages."""
    site, folder = _published("ransac").folder / "site", tmp_path / "download"
    folder.mkdir()
    for name in ("verify.pyz", "answers.json"):
        (folder / name).write_bytes((site / name).read_bytes())

    def run(*arguments):
        return subprocess.run([sys.executable, "-I", "-S", *(arguments or ["verify.pyz"])], cwd=folder, text=True, capture_output=True, timeout=300, check=False)

    run.folder, run.answers = folder, json.loads((folder / "answers.json").read_text("utf-8"))
    return run


def test_every_answer_is_confirmed_without_a_package(download):
    assert download("-c", "import numpy").returncode == 1, "this Python has packages: the test shows nothing"
    checked = download()
    assert checked.returncode == 0, checked.stderr
    confirmed = [line.split()[1] for line in checked.stdout.splitlines() if line.startswith("confirmed ")]
    assert sorted(confirmed) == sorted(id for id, entry in download.answers.items() if not entry["wrong"])
    assert len(confirmed) > 20
    assert [path.name for path in sorted(download.folder.iterdir())] == ["answers.json", "verify.pyz"]


@pytest.mark.parametrize("change, said", [
    (lambda answers: answers["ransac.homography"].update(value=46), ["DIFFERS    ransac.homography", "computed   46\n    confirmed  47"]),
    (lambda answers: answers["ransac.run_theory"]["value"].__setitem__(1, 0.5), ["DIFFERS    ransac.run_theory"]),
    (lambda answers: answers["ransac.run"].update(value=0.5), ["DIFFERS    ransac.run ", "confirmed  (0.84"]),
    (lambda answers: answers.pop("ransac.affine"), ["affine() confirms no answer"]),
    (lambda answers: answers["ransac.homography.rounded"].update(value=47), ["ransac.homography.rounded is called wrong"]),
    (lambda answers: answers["ransac.homography"].update(wrong=True), ["ransac.homography: a right answer is called wrong"]),
    (lambda answers: answers["ransac.homography.rounded"].update(wrong=False), ["ransac.homography.rounded: a mistake is called right"]),
    (lambda answers: answers.update({"ransac.new": answers["ransac.affine"]}), ["ransac.new has no second road"]),
])
def test_what_was_changed_is_named(change, said, download):
    change(download.answers)
    (download.folder / "other.json").write_text(json.dumps(download.answers), "utf-8")
    checked = download("verify.pyz", "other.json")
    assert checked.returncode == 1
    for words in said:
        assert words in checked.stdout + checked.stderr
    assert download("verify.pyz").returncode == 0


def test_one_answer_is_explained(download):
    explained = download("verify.pyz", "ransac.homography")
    assert explained.returncode == 0
    entry = download.answers["ransac.homography"]
    for words in (entry["statement"], entry["assuming"], entry["road"], "it gave: 47", "not 46: ", download.answers["ransac.homography.rounded"]["because"]):
        assert words in explained.stdout
    assert "ransac.affine" not in explained.stdout
    assert "it gave: bounds (" in download("verify.pyz", "ransac.run").stdout


@pytest.mark.parametrize("text", [None, "", "{", "[]", "7", "null", '{"x": 1}', '{"a.b": 1}', '{"a.b": {}}', '{"a.b": {"wrong": false, "value": 1, "within": "near"}}', "[" * 100000])
def test_a_file_that_is_no_record_is_refused_in_one_sentence(text, download):
    if text is not None:
        (download.folder / "bad.json").write_text(text, "utf-8")
    refused = download("verify.pyz", "bad.json")
    assert refused.returncode == 1
    assert refused.stderr.startswith("bad.json cannot be read: ")
    assert refused.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["homography", "ransac.homography.rounded.twice"])
def test_a_name_that_no_answer_can_have_is_refused(name, download):
    (download.folder / "named.json").write_text(json.dumps({name: download.answers["ransac.homography"]}), "utf-8")
    refused = download("verify.pyz", "named.json")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert f"{name!r} is no answer's name" in refused.stderr


def test_a_console_that_lacks_a_letter_is_told_all_the_same(download):
    download.answers["ransac.homography"]["assuming"] = "every α"
    (download.folder / "letters.json").write_text(json.dumps(download.answers), "utf-8")
    told = subprocess.run([sys.executable, "verify.pyz", "letters.json", "ransac.homography"], cwd=download.folder, capture_output=True, check=False,
                          env=os.environ | {"PYTHONIOENCODING": "ascii"})
    assert told.returncode == 0 and b"assuming: every ?" in told.stdout, told.stderr


def test_an_answer_given_twice_and_a_second_file_are_refused(download):
    entry = json.dumps(download.answers["ransac.homography"])
    (download.folder / "twice.json").write_text(f'{{"ransac.homography": {entry}, "ransac.homography": {entry}}}', "utf-8")
    refused = download("verify.pyz", "twice.json")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)
    assert "'ransac.homography' is given twice" in refused.stderr
    refused = download("verify.pyz", "answers.json", "twice.json")
    assert (refused.returncode, refused.stderr) == (1, "expected one file of answers, and got answers.json, twice.json\n")


def test_an_unknown_name_is_refused_in_one_sentence(download):
    for name in ("ransac.nothing", "ransac", "ransac.homography.nothing", "--help"):
        refused = download("verify.pyz", name)
        assert (refused.returncode, refused.stderr) == (1, f"answers.json has no answer called {name}\n")
    refused = download("verify.pyz", "ransac.homography.rounded")
    assert (refused.returncode, refused.stderr) == (1, "ransac.homography.rounded is a mistake, and stands under its answer; type ransac.homography\n")


def test_it_is_written_for_python_3_9(download):
    with zipfile.ZipFile(download.folder / "verify.pyz") as archive:
        assert {"__main__.py", "snippets/record.py", "snippets/checks/ransac.py"} < set(archive.namelist())
        for name in archive.namelist():
            tree = ast.parse(archive.read(name), feature_version=(3, 9))
            for node in tree.body:  # what is imported on the way in
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module] if isinstance(node, ast.ImportFrom) else []
                assert {each.partition(".")[0] for each in names} <= (sys.stdlib_module_names | {"snippets"}) - {"tomllib"}, name


def test_its_bytes_depend_on_nothing_but_the_sources_and_their_hash_is_at_the_foot(published):
    project = published("ransac")
    packed = (project.folder / "site/verify.pyz").read_bytes()
    hash = hashlib.sha256(packed).hexdigest()
    for page in ("index.html", "ransac/index.html"):
        assert hash in (project.folder / "site" / page).read_text("utf-8").partition("<footer")[2]
    for path in project.folder.rglob("*.py"):
        path.chmod(0o600)
        os.utime(path, (1, 1))
    assert project.build("-q").returncode == 0
    assert (project.folder / "site/verify.pyz").read_bytes() == packed
    project.append("snippets/checks/ransac.py", "\n")
    assert project.build("-q").returncode == 0
    assert (project.folder / "site/verify.pyz").read_bytes() != packed


def test_answers_json_is_as_its_schema_says(download):
    SCHEMA.check_schema(SCHEMA.schema)
    SCHEMA.validate(download.answers)
    assert {"gave", "between"} <= {key for entry in download.answers.values() for key in entry}


@pytest.mark.parametrize("id", ["ransac.homography", "ransac.homography.rounded"])
def test_the_schema_refuses_what_is_no_record(id, download):
    entry = download.answers[id]
    for key in set(entry) - {"assuming", "seen"}:
        assert not SCHEMA.is_valid({id: {name: value for name, value in entry.items() if name != key}}), f"without {key}"
    changed = [{"wrong": not entry["wrong"]}, {"value": None}, {"value": {}}, {"value": ""}, {"within": 0}, {"within": "1e-9"}, {"where": "elsewhere"}, {"more": 1}]
    for change in changed:
        assert not SCHEMA.is_valid({id: copy.deepcopy(entry) | change}), change
    for name in ("homography", "a.b.c.d", "ransac.Homography", ""):
        assert not SCHEMA.is_valid({name: entry})
    assert not SCHEMA.is_valid({})
    assert not SCHEMA.is_valid([entry])
