# SPDX-License-Identifier: MIT
"""Do the two roads share nothing? Read off the sources: what they import, and what they could read."""

import ast
import re
from pathlib import Path

from snippets.checks._typed import parsed

# Ways to what others gave that no import shows, and what a second road may import: it computes, and reads nothing.
UNSEEN = re.compile(r"\b(?:importlib|runpy|pkgutil|pydoc|__import__|sys\.modules|exec|eval|open|read_text|read_bytes|tomllib"
                    r"|loadtxt|genfromtxt|fromfile|memmap|load|DataSource|linecache|fileinput|FileIO|environ|getenv)\b")
COMPUTES = ("bisect", "cmath", "collections", "decimal", "fractions", "functools", "heapq", "itertools", "math", "random")
# A docstring or a comment, which is left out; or a string, group 1, which is kept: it may name a module.
WORDS = re.compile(r"""(?<![fF])\"{3}[\s\S]*?\"{3}|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#.*""")
NO_ROADS = "__init__", "__main__", "_independence", "_layout", "_typed", "_wording"


def shared():
    """Where a road could share a mistake with a method, one message each. In verify.pyz there are no source files to read."""
    here = Path(__file__).parent
    roads = sorted({*here.rglob("[!.]*.py")} - {here / f"{name}.py" for name in NO_ROADS})
    keepers = {here.parent / name for name in ("checks", "page", "record.py", "proof.py")}
    methods = sorted(file for file in here.parent.rglob("[!.]*.py") if keepers.isdisjoint((file, *file.parents)))
    for file, found in ((file, UNSEEN.search(WORDS.sub(r"\1", file.read_text("utf-8")))) for file in (*roads, *methods)):
        if found:
            yield (f"snippets/{file.relative_to(here.parent).as_posix()} says {found[0]}: the two roads could share a mistake. "
                   "Import by statements, which can be seen, and read no file")
    for file in roads:
        for name in _imported(file):
            if name.partition(".")[0] not in COMPUTES and name != "snippets.checks.Interval":
                yield (f"snippets/checks/{file.relative_to(here).as_posix()} imports {name}: the two roads could share a mistake. "
                       f"Import what computes, of the standard library: {', '.join(COMPUTES)}")
    for file in methods:
        for name in filter(re.compile(r"(?:snippets\.)?(?:checks|record)\b").match, _imported(file)):
            yield f"snippets/{file.relative_to(here.parent).as_posix()} imports {name}: the two roads could share a mistake"


def _imported(file):
    """What the statements of a source file import, wherever in it: modules, or module and name."""
    for node in ast.walk(parsed(file.read_text("utf-8"))):
        for alias in node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else ():
            yield f"{getattr(node, 'module', None) or ''}.{alias.name}".lstrip(".")
