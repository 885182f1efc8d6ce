# SPDX-License-Identifier: MIT
"""The small changes that `make mutants` makes: each kind that the page names is made, and what is no change is not."""

import re
import subprocess
import sys

import mutants
import numpy as np
import pytest

from snippets import proof, ransac

KINDS = {"another operator": ("a = b + c\n", "a = b - c\n"), "another sign": ("a = -b\n", "a = +b\n"), "a constant more": ("a = 4\n", "a = 5\n"),
         "a constant less": ("a = 4\n", "a = (3)\n"), "a constant in quotes": ('f("0.95")\n', 'f("0.96")\n'), "another index": ("a = b[:, 0]\n", "a = b[:, 1]\n"),
         "indices swapped": ("a = b[i, j]\n", "a = b[j, i]\n"), "arguments swapped": ("f(a, b)\n", "f(b, a)\n"), "an argument lost": ("f(a, b)\n", "f(b)\n"),
         "no argument": ("f(a)\n", "f(None)\n"), "a transpose lost": ("a = b.T @ c\n", "a = b @ c\n"), "a term lost": ("a = b + c\n", "a = b\n"),
         "another term lost": ("a = b + c\n", "a = c\n"), "rounded": ("a = math.ceil(b)\n", "a = round(b)\n"), "off by one": ("for i in range(n): f()\n", "for i in range((n) - 1): f()\n"),
         "another comparison": ("a = b < c\n", "a = b <= c\n")}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_change_is_made(kind):
    before, after = KINDS[kind]
    assert after in list(mutants.changed(before))


def test_words_are_left_alone_and_every_change_is_another_text():
    made = list(mutants.changed('def f(a):\n    """Twice a."""\n    if a < 0:\n        raise ValueError(f"a is {a + 1}: expected 0 or more")\n    return 2 * a\n'))
    assert len(set(made)) == len(made)
    assert all('"""Twice a."""' in text and 'f"a is {a + 1}: expected 0 or more"' in text for text in made)


@pytest.mark.parametrize("path", [*proof.methods(), *proof.pages()], ids=lambda path: path.name)
def test_parts_are_the_whole(path):
    text = path.read_text("utf-8")
    assert "".join(mutants.statements(text)) == text if path.suffix == ".py" else all(code in text for code in proof.pages()[path])


def test_every_topic_is_changed():
    topics = {path.stem for path in (proof.ROOT / "snippets/checks").glob("[!_]*.py")}
    assert topics < {path.stem for path in proof.pages()}


def test_figures_are_left_undrawn_only_where_they_are_made_from_the_same():
    told = mutants.made_from
    assert told(([1.0], np.eye(2))) == told(([1.0], np.eye(2)))
    assert len({told(value) for value in (0.0, -0.0, 0, np.zeros(1), np.zeros(1, int), (), ransac.iterations, lambda: 0)}) == 8
    assert told(ransac.iterations) != told(ransac.iterations)  # told by a name: the mutant's has the same


def test_mutants_are_tried_and_what_they_were_is_said():
    """A sample of one page and one method: every mutant ends somewhere, and most are refused without the record."""
    told = subprocess.run([sys.executable, mutants.__file__, "--only", "counting", "--every", "60"], capture_output=True, text=True, check=False)
    made, killed, changed = map(int, re.match(r"(\d+) mutants, (\d+) killed .*; of those killed (\d+) ", told.stdout).groups())
    assert made > 20 and made >= killed >= changed > made / 2, told.stdout + told.stderr
