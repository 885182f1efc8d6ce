# SPDX-License-Identifier: MIT
"""The grammar of fences: a block runs, or is in a language that never runs, or is refused; and superfences agrees."""

from collections import Counter

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from snippets.page.fences import Block, scan

RUNS = ['python exec="on"', 'python exec="on" source="above"', 'python exec="on" source="below" html="on"', 'python exec="on" html="on"']
PLAIN = ["text", "console", "toml", "bibtex", "latex"]
REFUSED = ["python exec=on", 'python exec = "on"', '{python exec="on"}', '{.python exec="on"}', 'Python exec="on"', 'python3 exec="on"',
           'py exec="on"', 'python exce="on"', "python exec=“on”", "python exec='on'", "python", "", 'python exec="yes"', 'python exec="on" source="abve"',
           'python exec="on" sesion="a"', 'python exec="on" session="a"', 'python exec="on" workdir="."', 'python exec="on" returncode="1"',
           'bash exec="on"', 'pycon exec="on"', "pyodide", "mermaid", 'python  exec="on"', 'python exec="on" html="on" source="above"', "Text"]
OPENINGS = ["````", "~~~", " ```", "    ```", "> ```", "- ```", "1. ```", "\t```", "\u00a0```", "\u200b```", "text ```", "``", "'''", "´´´"]


@pytest.mark.parametrize("info", RUNS)
def test_a_block_of_the_grammar_runs(info):
    assert scan(f"# Title\n\n```{info}\nx = 1\n```\n") == ([Block(3, "x = 1")], [])


@pytest.mark.parametrize("info", PLAIN)
def test_a_plain_block_never_runs(info):
    assert scan(f"```{info}\nraise Exception\n```\n") == ([], [])


@pytest.mark.parametrize("info", REFUSED)
def test_any_other_info_string_is_refused_with_its_line(info):
    blocks, wrong = scan(f"# Title\n\n```{info}\nraise Exception\n```\n")
    assert not blocks
    assert wrong[0][0] == 3


@pytest.mark.parametrize("opening", OPENINGS)
def test_a_block_that_does_not_open_as_it_should_is_refused(opening):
    blocks, wrong = scan(f'{opening}python exec="on"\nraise Exception\n{opening}\n')
    assert not blocks
    assert wrong[0][0] == 1


@pytest.mark.parametrize("text, line", [("```text\nx\n", 1), ('a\n```python exec="on"\nx\n', 2), ("```text\n```text\n", 2),
                                        ('a\n```text\nx\n```python exec="on"\ny\n```\n', 2)])
def test_a_fence_that_is_not_closed_is_named_where_it_opens(text, line):
    assert any(at == line and "opens no block" in message for at, message in scan(text)[1])


@pytest.mark.parametrize("text", ["<!-- note ->\n\nhidden\n\n<!-- second -->", "text\n\n<!-- note", "<!-- a -- >\n\nhidden <!-- b"])
def test_a_comment_that_hides_more_than_it_says_is_refused(text):
    assert "comment" in scan(text)[1][0][1]


def test_a_comment_may_be_there():
    assert scan("<!-- one -->\n\ntext <!-- two\nlines --> and <!-- three -->\n") == ([], [])


@pytest.mark.parametrize("comment", ["<!--\n{}\n-->", "<!-- a --> <!--\n{}\n-->", "text <!-- more\n\n{}"])
def test_a_block_in_a_comment_is_refused(comment):
    assert "comment" in scan(comment.format('```python exec="on"\nx\n```'))[1][0][1]


def test_a_block_after_a_comment_runs():
    assert scan('<!-- a -->\n```python exec="on"\nx = "<!--"\n```\n\n```python exec="on"\ny\n```') == ([Block(2, 'x = "<!--"'), Block(6, "y")], [])


def test_windows_line_ends_change_nothing():
    text = '# Title\n\n```python exec="on"\nx = 1\n```\n'
    assert scan(text.replace("\n", "\r\n")) == scan(text)


LINE = st.sampled_from(['```python exec="on"', "```text", "```", "````", "    ```", "x = 1", "", "- list", "    indented", "> quote", "<div>", "</div>",
                        "<details markdown=\"1\">", "</details>", "<!--", "-->", "~~~", "# Heading", "$$", "| a | b |", "```python", "`code`", "1. one"])


WHOLE = st.builds("```{}\n{}\n```".format, st.sampled_from(RUNS + PLAIN), st.lists(LINE.filter(lambda line: "`" not in line), max_size=3).map("\n".join))
PAGE = st.lists(WHOLE | LINE, max_size=4) | st.lists(LINE, max_size=12)


def test_what_the_grammar_lets_pass_is_what_superfences_runs():
    seen = Counter()

    @given(PAGE.map("\n".join))
    @settings(max_examples=500)
    def agrees(text):
        ran = []

        def runs(language, inputs, options, attrs, md):
            return inputs.get("exec") == "on"

        def run(source, *_, **__):
            ran.append(source)
            return ""

        fences = [{"name": "python", "class": "python", "validator": runs, "format": run}]
        blocks, wrong = scan(text)
        markdown.markdown(text, extensions=["pymdownx.superfences", "md_in_html"], extension_configs={"pymdownx.superfences": {"custom_fences": fences}})
        assert wrong or [block.code.strip() for block in blocks] == [source.strip() for source in ran]
        seen["refused" if wrong else "runs" if blocks else "nothing to run"] += 1

    agrees()
    assert min(seen["refused"], seen["runs"]) > 30, seen


def test_what_is_wrong_after_a_block_has_its_own_line():
    assert [line for line, _ in scan('```python exec="on"\nprint(1)\n```\n\n```text\n\n```\n<!--\n\n-->\n~~~\n')[1]] == [11]
