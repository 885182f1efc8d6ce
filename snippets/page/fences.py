# SPDX-License-Identifier: MIT
"""The closed grammar of fences: every fenced block of a page either runs, or is in a language that never runs."""

import re
from collections import namedtuple

# A lab's cell has a title; one in brackets, but [code], is of another kind and would not run.
RUNS = re.compile(r'python exec="on"(?: source="(?:above|below)")?(?: html="on")?(?: title="(?!\[(?!code\]))[^"]*" alt="[^"]*")? *')
PLAIN = re.compile("(?:text|console|toml|bibtex|latex) *")
PART = re.compile(r"<!--[\s\S]*?(?:-->|\Z)|^```(?P<info>.*)\n(?P<code>(?:(?!```).*\n)*)``` *$", re.MULTILINE)
SUSPECT = re.compile(r"`{3}|~{3}|\bexec\s*=")
EXPECTED = ('expected, from the first column and closed by a line of ```: ```python exec="on", then source="above" or "below" and '
            'html="on" as needed; or ```text, console, toml, bibtex, latex')


class Block(namedtuple("Block", "line code")):
    """A block that must run: the line of its opening fence in the file, counted from 1, and its code."""


def scan(text):
    """The blocks of a page that must run, and what is wrong with its fences as (line, message)."""
    blocks, wrong, text = [], [], text.replace("\r\n", "\n")

    def take(part):
        line, info = text.count("\n", 0, part.start()) + 1, part["info"] or ""
        if RUNS.fullmatch(info):
            blocks.append(Block(line, part["code"].removesuffix("\n")))
        elif part["info"] is None and re.search(r"(?s)```|.<!--|(?<!-->)\Z", part[0]):
            wrong.append((line, "an HTML comment that holds a block or another comment, or has no end: nobody would see what it hides"))
        elif part["info"] is not None and not PLAIN.fullmatch(info):
            return part[0]
        return "\n" * part[0].count("\n")

    for number, line in enumerate(PART.sub(take, text).split("\n"), 1):
        if SUSPECT.search(line):
            wrong.append((number, f"{line.strip()!r} opens no block: {EXPECTED}"))
    return blocks, wrong
