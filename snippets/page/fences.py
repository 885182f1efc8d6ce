# SPDX-License-Identifier: MIT
"""The closed grammar of fences: every fenced block of a page either runs, or is in a language that never runs."""

import re
from typing import NamedTuple

RUNS = re.compile(r'```python exec="on"(?: source="(?:above|below)")?(?: html="on")?(?: title="[^"]*" alt="[^"]*")?')
PLAIN = re.compile(r"```(?:text|console|toml|bibtex|latex)")
SUSPECT = re.compile(r"`{3}|~{3}|\bexec\s*=")
GRAMMAR = '```python exec="on", then source="above" or "below" and html="on" as needed; or ```text, console, toml, bibtex, latex'


class Block(NamedTuple):
    """A block that must run: the line of its opening fence in the file, counted from 1, and its code."""

    line: int
    code: str


def scan(text):
    """The blocks of a page that must run, and what is wrong with its fences as (line, message)."""
    blocks, wrong, opened, comment = [], [], None, False
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        fence = line.rstrip()
        if opened and fence == "```":
            if RUNS.fullmatch(lines[opened - 1].rstrip()):
                blocks.append(Block(opened, "\n".join(lines[opened:number - 1])))
            opened = None
        elif opened and fence.startswith("```"):
            wrong.append((opened, f"this fence is not closed before the next one opens in line {number}: expected a line of ```"))
            opened = number
        elif opened:
            continue
        elif RUNS.fullmatch(fence) or PLAIN.fullmatch(fence):
            opened = number
            if comment:
                wrong.append((number, "a block inside an HTML comment: nobody would see what it gives; take one of them away"))
        elif SUSPECT.search(line):
            wrong.append((number, f"{fence.strip()!r} opens no block: expected, from the first column, {GRAMMAR}"))
        if not opened:
            comment = (comment or "<!--" in line) and "-->" not in line.rpartition("<!--")[2]
    if opened:
        wrong.append((opened, "this fence is never closed: expected a line of ```"))
    return blocks, wrong
