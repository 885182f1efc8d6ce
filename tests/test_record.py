# SPDX-License-Identifier: MIT
"""The comparison: what counts as the same answer, and what the record refuses."""

import math
import tomllib
from fractions import Fraction
from functools import cache

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets import checks
from snippets.checks import Interval, confirm, mistaken
from snippets.record import FILE, Answer, RecordError, accept, changes, describe, plain, read, same

NUMBER = st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.text('ab/"\\\né', max_size=5)
VALUE = st.recursive(NUMBER, lambda entry: st.lists(entry, max_size=4), max_leaves=8)


@given(VALUE)
def test_a_value_is_the_same_as_itself(value):
    assert same(plain(value), plain(value))


@given(st.floats(min_value=1e-300, max_value=1e300), st.floats(min_value=2e-9, max_value=1))
def test_floats_further_apart_than_the_tolerance_differ(value, off):
    assert not same(value * (1 + off), value)
    assert not same(value * (1 - off), value)
    assert not same(-value, value)


@pytest.mark.parametrize("a, b", [(1, 1.0), (1, True), (1.0, [1.0]), ([1.0], [[1.0]]), ([1.0, 2.0], [1.0]), ("1/2", 0.5), ([], [1]), (0.0, 1e-300),
                                  ([1.0, 1], [1.0, 1.0]), ("1", 1), (math.nan, math.nan), (math.inf, 1.0), (1.0, math.inf)])
def test_values_of_another_type_shape_or_size_differ(a, b):
    assert not same(a, b)


def test_the_tolerance_is_relative_to_the_largest_entry():
    assert same([1.0, 1e-12], [1.0, 0.0])
    assert not same([1.0, 1e-8], [1.0, 0.0])
    assert not same([1.0 + 2e-9, 0.0], [1.0, 0.0])
    assert same(1.01, 1.0, within=0.1)
    assert same(10**30, 10**30)
    assert not same(10**30, 10**30 + 1)


@pytest.mark.parametrize("value, as_plain", [(numpy.int64(3), 3), (numpy.float64(0.5), 0.5), (numpy.array([[1, 2]]), [[1, 2]]), (Fraction(6, 4), "3/2"),
                                             (numpy.bool_(True), True), ((1, (2,)), [1, [2]]), ([Fraction(1)], ["1/1"])])
def test_values_are_recorded_as_plain_ones(value, as_plain):
    assert plain(value) == as_plain
    assert type(plain(value)) is type(as_plain)


@pytest.mark.parametrize("value", [math.nan, math.inf, [1.0, -math.inf], None, {"a": 1}, 1j, object(), [None], numpy.array([math.nan])])
def test_what_is_no_answer_is_refused(value):
    with pytest.raises((ValueError, TypeError), match="is not an answer: expected"):
        plain(value)


@pytest.mark.parametrize("given, held", [(Interval(1.4, 1.6), True), (Interval(1.6, 1.7), False), (Interval(1.3, 1.61), False), (Interval(1, 2), False), (Interval(1.5, 1.5), True), (Interval(math.nan, 2), False), (1.5, True), (1.6, False)])
def test_an_interval_must_hold_the_value_and_say_something(given, held):
    assert confirm(Answer("a.b", 1.5, ""), lambda: given)[0] is held


def test_a_road_that_fails_confirms_nothing():
    assert confirm(Answer("a.b", 1.5, ""), lambda: 1 / 0) == (False, "ZeroDivisionError: division by zero")
    assert not confirm(Answer("a.b", 1.5, ""), lambda: None)[0]


def test_changes_are_what_differs_on_either_side():
    answers = {id: Answer(id, value, "") for id, value in {"a.same": 1, "a.changed": 2, "a.new": 3}.items()}
    assert changes(answers, {"a.same": 1, "a.changed": 1, "a.gone": 4}) == {"a.changed": (1, 2), "a.new": (None, 3), "a.gone": (4, None)}


@pytest.mark.parametrize("text", ["a = 1", "[a]\nb = 1\n[a.c.d]\ne = 1", "[a", "[a]\nb = 1\nb = 2", "[wrong]\na = 1", "[a]\nb = nope"])
def test_a_broken_record_is_refused_in_one_sentence(text, tmp_path):
    (tmp_path / "answers.toml").write_text(text, "utf-8")
    with pytest.raises(RecordError, match="snippets/answers.toml is no record"):
        read(tmp_path / "answers.toml")


@given(st.dictionaries(st.sampled_from(["a.b", "a.c", "d.e", "a.b.f", "d.e.g"]), VALUE), st.dictionaries(st.sampled_from(["a.b", "a.c", "d.e", "a.b.f"]), VALUE))
def test_what_was_accepted_is_what_is_read(tmp_path_factory, before, after):
    path = tmp_path_factory.mktemp("record") / "answers.toml"
    path.write_text("", "utf-8")
    for step in (before, after):
        answers = {id: Answer(id, plain(value), "") for id, value in step.items()}
        accept(answers, "because", path)
        assert not changes(answers, read(path))


def test_the_log_of_changes_stays_behind_a_new_topic(tmp_path):
    path = tmp_path / "answers.toml"
    path.write_text("", "utf-8")
    for ids in (["a.b"], ["a.b", "d.e"]):
        accept({id: Answer(id, 1, "") for id in ids}, f"{ids[-1]} is new", path)
    values, *log = path.read_text("utf-8").split("[[changes]]")
    assert "[a]" in values
    assert "[d]" in values
    assert ["a.b is new" in entry for entry in log] == [True, False]


def test_a_known_mistake_needs_the_right_answer_and_another_value():
    values = {"a.b": 1, "a.b.same": 1, "a.b.other": 2, "a.gone.mistake": 3, "a.near": 1.0, "a.near.mistake": 1.0 + 1e-12}
    assert list(mistaken({id: Answer(id, value, "docs/a.md:1") for id, value in values.items()})) == [
        "docs/a.md:1: a.b.same is called wrong, but 1 is the right answer to a.b",
        "docs/a.md:1: a.gone.mistake is a mistake in a.gone, which no page computes",
        "docs/a.md:1: a.near.mistake is called wrong, but 1.000000000001 is the right answer to a.near"]


def test_a_mark_that_an_editor_puts_before_the_record_is_none_of_it(tmp_path):
    (tmp_path / "answers.toml").write_text("\ufeff[a]\nb = 1\n", "utf-8")
    assert read(tmp_path / "answers.toml") == {"a.b": 1}
    accept({"a.b": Answer("a.b", 2, "")}, "because", tmp_path / "answers.toml")
    assert read(tmp_path / "answers.toml") == {"a.b": 2}


@pytest.mark.parametrize("right, wrong, alike", [(47, "47", True), (47, [[47]], True), (47, 47.0, True), (46.41777, 46.4178, True), ("1/2", 0.5, True), (0.5, "0.5", True),
                                                 (47, 46, False), (10**18, 10**18 + 1, False), (0.9484, 0.9494, False), ("1/3", "33333/100000", False), ("yes", "no", False),
                                                 (True, 1, True), ([1, 2], [2, 1], False), ([1, 2], [1], False), ([[1], [2]], [1, 2], True)])
def test_a_mistake_that_a_reader_takes_for_the_right_answer_is_none(right, wrong, alike):
    answers = {"a.b": Answer("a.b", right, "docs/a.md:1"), "a.b.c": Answer("a.b.c", wrong, "docs/a.md:2")}
    assert bool(list(mistaken(answers))) is alike


def test_the_changes_on_record_lead_to_what_is_on_record():
    """Replayed from nothing, each with the old value that the one before left."""
    replayed = {}
    for entry in tomllib.loads(FILE.read_text("utf-8"))["changes"]:
        for change in entry["values"]:
            assert replayed.pop(change["id"], None) == change.get("old", None), change["id"]
            if "new" in change:
                replayed[change["id"]] = change["new"]
    assert replayed == read()


def test_a_change_is_described_with_its_place():
    answers = {"a.b": Answer("a.b", 2, "docs/a.md:7")}
    assert describe("a.b", (1, 2), answers) == "docs/a.md:7: a.b changed\n    recorded   1\n    computed   2"
    assert describe("a.b", (None, 2), answers) == "docs/a.md:7: a.b changed\n    recorded   nothing\n    computed   2"
    assert describe("a.gone", ("x", None), answers) == "docs/a.md: a.gone changed\n    recorded   'x'\n    computed   nothing"


def test_an_answer_is_what_answers_json_tells():
    assert Answer("a.b", 1, "docs/a.md:7")._asdict() == {"id": "a.b", "value": 1, "where": "docs/a.md:7", "statement": "", "assuming": "", "within": 1e-9, "seen": ""}


@pytest.mark.parametrize("said, goes", [
    ("Enumeration, e.g. of pairs. Then more.", "Enumeration, e.g. of pairs"), ("One sentence.", "One sentence"), ("On two\n    lines. Then.", "On two lines"), (None, "")])
def test_a_road_says_its_first_sentence(said, goes):
    def road():
        return 1
    road.__doc__ = said
    assert checks.says(road) == goes


def test_a_road_that_remembers_what_it_gave_is_one(monkeypatch):
    from snippets.checks import ransac

    monkeypatch.setattr(ransac, "affine", cache(ransac.affine))
    assert "ransac.affine" in checks.roads()
