# SPDX-License-Identifier: MIT
"""Bad input: whatever text or value comes, the answer is a value, a clear error or a message with its line, and nothing is written."""

import importlib.util
import math
import re
import time
from types import SimpleNamespace

import markdown
import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from snippets import checks, record
from snippets.checks import _layout, _typed, _wording
from snippets.page import fences, site

SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.binary(max_size=3) | st.complex_numbers() | st.dates()
ANYTHING = st.recursive(SCALAR | st.fractions() | st.builds(numpy.array, st.lists(st.floats() | st.text(max_size=2), max_size=3)) | st.builds(object),
                        lambda entry: st.lists(entry, max_size=3) | st.dictionaries(st.text(max_size=2), entry, max_size=2)
                        | st.tuples(entry, entry) | st.sets(st.integers(), max_size=2), max_leaves=6)
PIECES = ["{{", "}}", " ", "ransac", ".", "homography", "quotients", ":", ".3f", ".3q", "d", ",", "{", "}", "```", "\n", "a", "9", "!r", "[0]", "é", "\r\n", "%", "<", "$"]


@given(ANYTHING)
def test_a_value_becomes_plain_or_is_refused_by_name(value):
    try:
        plain = record.plain(value)
    except ValueError as error:
        assert "is not an answer: expected" in str(error)
    else:
        assert record.plain(plain) == plain
        assert all(type(entry) in (bool, int, float, str) for entry in record.entries(plain))
        assert all(math.isfinite(entry) for entry in record.entries(plain) if isinstance(entry, float))
        assert record.same(plain, plain)


WHAT_TOML_HOLDS = st.recursive(st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.dates() | st.times(), lambda entry: st.lists(entry, max_size=3)
                               | st.dictionaries(st.text(max_size=2), entry, max_size=2), max_leaves=6)


@given(WHAT_TOML_HOLDS, WHAT_TOML_HOLDS, st.floats())
def test_any_two_values_are_the_same_or_not(a, b, within):
    assert record.same(a, b, within) in (True, False)


def test_values_of_every_depth_compare():
    deep = 1.0
    for _ in range(200):
        deep = [deep]
    assert record.same(deep, deep)
    assert not record.same(deep, deep[0])


TOML = st.lists(st.sampled_from(["[", "]", "[[", "]]", "a", "b", "wrong", "changes", ".", "=", " ", "\n", "1", "1.5", "nan", '"', "'", "{", "}", ",", "true",
                                 "1979-05-27", "#", "\\", "é", "\r\n", "\0"]), max_size=25).map("".join)


@given(TOML.map(str.encode) | st.binary(max_size=40))
def test_any_bytes_are_a_record_or_refused_in_one_sentence(tmp_path_factory, content):
    file = tmp_path_factory.mktemp("record") / "answers.toml"
    file.write_bytes(content)
    try:
        found = record.read(file)
    except record.RecordError as error:
        assert str(error).startswith("snippets/answers.toml is no record: ")
        assert str(error).endswith("Mend it, or type: git checkout snippets/answers.toml")
    else:
        assert all(id.count(".") in (1, 2) for id in found)
        assert set(record.changes({}, found)) == set(found)
    assert file.read_bytes() == content
    assert [path.name for path in file.parent.iterdir()] == ["answers.toml"]


@pytest.fixture(scope="module")
def page():
    site.Site()
    made = site.Page("ransac.md", "")
    yield made
    made._guard.close()


@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=40))
def test_any_text_is_filled_or_faulted(page, text):
    page.faults.clear()
    filled = page.fill(text)
    assert isinstance(filled, str)
    assert all(fault.startswith("docs/ransac.md:") for fault in page.faults)
    if "{{" not in text:
        assert (filled, page.faults) == (text, [])


@given(spec=st.text(".,:<>=+-# 0123456789abcdefgnosxX%_{}!", max_size=5).filter(lambda spec: not any(digit in spec for digit in ("00", "99", "88", "77", "66"))))
def test_any_format_is_used_or_faulted(page, spec):
    page.faults.clear()
    filled = page.fill("{{ ransac.homography:SPEC }}".replace("SPEC", spec))
    assert page.faults or "47" in filled or "{{" in filled or format(47, spec.rstrip()) == filled


def test_a_name_that_no_answer_has_leaves_a_mark_and_a_fault(page):
    page.unknown.clear()
    assert page.fill("It is {{ ransac.none }}.") == "It is ?."
    assert page.fill("It is {{ ransac.none }}.") == "It is ?."
    assert [*page.unknown.values()] == ["ransac.none"], "read again, it is said once"


@pytest.mark.parametrize("said, number", [("1,000", 1000), ("5.2%", 0.052), ("-3", -3), ("forty", math.nan), ("", math.nan)])
def test_what_a_sentence_says_is_a_number_or_not_a_number(said, number):
    assert _wording._number(said) == pytest.approx(number, nan_ok=True)


@pytest.mark.parametrize("code, refused", [
    ("count = 0\nfor _ in range(3):\n    count += 1", False), ("count = 0\nwhile (count := count + 1) < 3:\n    pass", False),
    ("count = [0, 0]\nfor x in (0, 1):\n    count[x] += 1", False), ("count = 0\nif page:\n    count = 1", False), ("count = 0\nif page:\n    count = 47", True), ("count = len(page)\ncount = 47", True), ("count = 0\nif page:\n    count = page", False), ("count = 3", True), ("count = first = -3", True)])
def test_what_a_block_counts_is_not_typed_by_somebody(page, code, refused):
    text = f'```python exec="on"\n{code}\nanswer("ransac.three", count, "It is {{}}")\n```\n'
    said = SimpleNamespace(name=page.name, answers=["one"], blocks=fences.scan(text)[0])
    assert any("is typed" in fault for fault in checks.borrowed(said)) is refused


@pytest.mark.parametrize("code", ["for step in range(3):\n    steps.append(step)", "axes.step([1, 2], [3, 4])", "optimiser.step()", "def grid(step):\n    return 2 * step",
                                  "table({'answer': answers})", "wrong = []\nwrong.append(1)", "def step(w):\n    return w - slope(w)\n\n\ndef train(w):\n    return step(step(w))",
                                  "from snippets.backprop import descend as step\nw = step(w)",
                                  'answer("ransac.a", forward(x, 0 * W, b), "{}")', 'answer("ransac.a", (draw() - draw()) ** 2, "{}")', 'wrong("ransac.a.b", 0 * f(W), "none")',
                                  'step("ransac.a", "s", left=f(W), right=g(W))\nstep("ransac.b", "s", left=h(W), right=g(W))',
                                  'net = f(W)\nstep("ransac.a", "s", out(net), g(W))\nnet = h(W)\nstep("ransac.b", "s", out(net), g(W))'])
def test_names_of_a_blocks_own_are_not_taken_for_what_a_page_calls(page, code):
    said = SimpleNamespace(name=page.name, answers=["one"], blocks=fences.scan(f'```python exec="on"\n{code}\n```\n')[0])
    assert list(checks.borrowed(said)) == []


@pytest.mark.parametrize("text, refused", [
    ("- 4 matches: [{{ ransac.homography }}](#homography)\n- 3 matches: one", 0), ("1. [{{ ransac.homography }}](#homography)\n2. one", 0),
    ("[{{ ransac.homography }}](#homography)\n\n4 matches", 0), ("### Samples of 4\n\n[{{ ransac.homography }}](#homography) are enough.", 0),
    ("For $s = 4$ – [{{ ransac.homography }}](#homography) draws", 0), ("[{{ ransac.homography }}](#homography)\n000 draws", 1), ("4\n[{{ ransac.homography }}](#homography)", 1)])
def test_numbers_of_other_paragraphs_do_not_stand_beside_a_value(page, text, refused):
    page.faults.clear()
    page.fill(text)
    assert len(page.faults) == refused


@pytest.mark.parametrize("text, wrong", [
    ("| a | b |\n|---|---|\n| 1 | 2 |", []), ("| a | b |\n|---|---|\n| `x|y` | 2 |", []), ("| a | b |\n|---|---|\n| 1 | 2", []), ("| a | b |\n|---|---|\n| 1 \\| 3 | 2 |", []),
    ("| a | b |\n|---|---|\n| 1 |", [3]), ("| a | b |\n|---|---|\n| 1 | 2 | 3 |", [3]), ("| a |\n|---|\n| 1 |\n\n| a | b |\n|---|---|\n| 1 |  |", [])])
def test_a_row_has_as_many_cells_as_the_head_of_its_table(text, wrong):
    assert [line for line, _ in checks.ragged(text)] == wrong


@pytest.mark.parametrize("words, line", [
    ("one\n---", 2), ("a\n\nThe norm $|x|$\n===\n", 4), ("> one\n---", 2), ("- one\n---\n", 2), ("```text\na\n---\n```\n---\n", 5), ("---\ntitle: a\n---\none\n-\n", 5),
    ("one\n\n---", None), ("$$\na\n=\nb\n$$", None), ("---\ntitle: a\n---\n", None), ("one\ntwo\n---", None), ("## T {#t}\n---", None), ("<div>\n---\n</div>", None),
    ("| a |\n|---|\n| b |", None), ("", None), ("```text\na\n---\n```", None)])
def test_signs_below_a_line_are_a_heading_where_markdown_makes_one(words, line):
    assert [at for at, _ in checks.underlined(words)] == [line] * (line is not None)
    made = markdown.markdown(re.sub(r"\A---\n.*?\n---\n", "", words, flags=re.DOTALL), extensions=["tables", "md_in_html", "pymdownx.superfences", "pymdownx.arithmatex"])
    assert bool(re.search("<h[12]>(?!T )", made)) is (line is not None)


USES = '\n```python exec="on"\nx, y = [1, 2], [[3, 4], [5, -0.5]]\n"""(7, 7)"""\nprint("from (1, 2)",\n      {})\n```\n'


@pytest.mark.parametrize("words, line", [
    ("(1, 2)", None), ("(1.0, 2)", None), (r"(1,\, 2)", None), ("f(2)", None), ("(1, n)", None), ("(2, 1)", 1), ("(1, 2, 3)", 1), ("(1, -2)", 1), ("one\n\n(2, 1)", 3),
    (r"\begin{pmatrix} 3 & 4 \\ 5 & -0.5 \\ \end{pmatrix}", None), (r"\begin{bmatrix} 3 & 4 \\ 5 & 0.5 \end{bmatrix}", 1), (r"\begin{bmatrix} 1 \\ 2 \end{bmatrix}", None),
    (r"\begin{bmatrix} 2 \\ 1 \end{bmatrix}", 1), (r"\begin{bmatrix} a & 1 \\ 2 & 1 \end{bmatrix}", None), ("```text\n(2, 1)\n```", None)])
def test_a_row_of_numbers_is_one_that_a_block_computes_with(words, line):
    text = words + USES.format('"it is"')
    assert [at for at, _ in checks.misread(text, fences.scan(text)[0])] == [line] * (line is not None)


def test_a_row_of_numbers_is_also_looked_for_in_what_a_block_says():
    text = USES.format('f"it is {x} and (2, 1)"')
    assert [at for at, _ in checks.misread(text, fences.scan(text)[0])] == [6]


@pytest.mark.parametrize("content", ["</details><details></details><p>.</p>", "<details><details></details>"])
def test_a_fold_too_many_is_said_once(page, content):
    assert len([*checks.unseen(SimpleNamespace(name=page.name, answers=[], blocks=[], ran=[], before=None), content, str)]) == 1


ROADS = "import math\nfrom functools import cache\nA, TABLE = 4, {1: 47}\ndef _hand(): return 47\ndef _holds(n):\n    for k in range(n):\n        if k > 3: return False\n    return True\ndef _loop(n): return n if n < 2 else _loop(n - 1)\ndef _round(): return _round()\n_short = lambda: 47\n"


@pytest.mark.parametrize("body, refused", [
    ("return _holds(A)", False), ("return [_holds(n) for n in (1, 5)]", False), ("return A * 2", False), ("return math.comb(A, 2)", False), ("return _loop(A)", False),
    ("found = []\n    found.append(A + 1)\n    return found", False), ("for k in range(A):\n        if k > 2:\n            return k\n    return None", False),
    ("for k in range(A):\n        if k > 2:\n            return k\n    return 0", False), ("try:\n        k = math.comb(A, 2)\n    except ValueError:\n        k = 0\n    return k", False),
    ("found = False\n    for k in range(A):\n        if k == 3:\n            found = True\n    return found", False), ("return 0", True), ("return True", True),
    ("return 47", True), ("return A", True), ("return TABLE[1]", True), ("return _hand()", True), ("return _short()", True), ("return _round()", False), ("return A * 2 or 47", True), ("return 47 if _holds(A) else A * 2", True),
    ("found = A * 2\n    count = 47\n    return count", True), ("return math.floor(47.5)", True), ("return max([47, 3])", True), ("x = A * 2\n    return -47", True)])
def test_a_road_that_somebody_typed_is_told_from_one_that_reaches(body, refused, tmp_path):
    (tmp_path / "roads.py").write_text(f"{ROADS}@cache\ndef road():\n    {body}\n", "utf-8")
    spec = importlib.util.spec_from_file_location("roads", tmp_path / "roads.py")
    spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
    assert _typed.typed(module.road) is refused


def test_no_answer_is_what_a_search_gives_that_finds_nothing():
    """A road may end in `return 0`, or 1 or nothing. Were that its answer, nobody would see it typed: read such a road."""
    assert not [id for id, value in record.read().items() if id.count(".") == 1 and value in (0, 1, "")]


@pytest.mark.parametrize("value, spec, said", [(-0.0, None, "0"), (-1e-17, ".4f", "0.0000"), ([46.0, -4.6e-16], ".4f", "[46.0000, 0.0000]"), (-0.001, ".1%", "-0.1%"),
                                               (-0.0001, ".1%", "0.0%"), (-10, None, "-10"), (-0.5, ".1f", "-0.5"), ("-1/2", None, "-1/2")])
def test_nothing_is_below_nothing(value, spec, said):
    assert site.shown(value, spec) == said


@given(st.text(st.sampled_from('`~ \n\r\tpython exec="on<!->') | st.characters(), max_size=200))
def test_any_text_is_scanned_line_by_line(text):
    blocks, wrong = fences.scan(text)
    lines = text.replace("\r\n", "\n").count("\n") + 1
    assert all(1 <= block.line <= lines for block in blocks)
    assert all(1 <= line <= lines and message for line, message in wrong)


@pytest.mark.parametrize("line", ["```", "````", "```python exec=\"on\"", "<!--", "-->", "{{ a.b", "{{ a.b.", "`" * 200, "```text", "{{ " * 50])
def test_a_long_text_takes_no_long_time(page, line):
    text = f"{line}\n" * (60_000 // len(line))  # longer than any page
    start = time.process_time()
    fences.scan(text)
    page.fill(text)
    assert time.process_time() - start < 20


@pytest.mark.parametrize("content", ['<img alt="the line src = https://example.org" src="../dots.png">', '<a href="https://example.org">there</a>', '<img src="../a//b.png">',
                                     "<p>src=//example.org</p>", '<img src="data:image/png;base64,iVBOR//w">'])
def test_what_only_speaks_of_elsewhere_is_let_through(content):
    assert not _layout.ELSEWHERE.search(content)
