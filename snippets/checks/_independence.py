# SPDX-License-Identifier: MIT
"""Do the two roads share nothing? Read off the sources: what they import, what they could read, and what somebody typed."""

import ast
import dis
import inspect
import re
from pathlib import Path

IMPORT = re.compile(r"(?:^|[;:])[ \t]*(?:from[\s\\]+([\w.]+)[\s\\]+)?import\b(\s*\([^)]*\)|(?:\\\n|[^\n;#])+)", re.MULTILINE)
# Ways to what others gave that no import shows, and what a second road may import: it computes, and reads nothing.
UNSEEN = re.compile(r"\b(?:importlib|runpy|pkgutil|pydoc|__import__|sys\.modules|exec|eval|open|read_text|read_bytes|tomllib"
                    r"|loadtxt|genfromtxt|fromfile|memmap|load|DataSource|linecache|fileinput|FileIO)\b")
COMPUTES = ("bisect", "cmath", "collections", "decimal", "fractions", "functools", "heapq", "itertools", "math", "random")
# A docstring or a comment, which is left out; or a string, group 1, which is kept: it may name a module.
WORDS = re.compile(r"""(?<![fF])\"{3}[\s\S]*?\"{3}|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#.*""")
# What makes one value of another, without calculating.
MAKERS = {"Interval", "Fraction", "F", "Decimal", "bool", "float", "int", "str", "list", "tuple", "sum",
          "math", "ceil", "floor", "round", "abs", "map", "split"}
PARAMETERS = {"answer": ("id", "value"), "wrong": ("id", "value"), "step": ("id", "says", "left", "right")}
# A block that imports what its answers are compared with, or the whole package, which a notebook lacks.
BORROWED = re.compile(r"snippets\.(?:checks|record|page\.)|from snippets(?:\.page)? import (?:\([^)]*|[^\n(]*)\b(?:checks|record|site)\b"
                      r"|answers\.(?:toml|json)")
WHOLE = re.compile(r"(?m)^[ \t]*import snippets\b.*")


def shared():
    """Where a road could share a mistake with a method, one message each. In verify.pyz there are no source files to read."""
    here = Path(__file__).parent
    roads = sorted({*here.rglob("[!.]*.py")} - {here / f"{name}.py" for name in ("__init__", "__main__", "_independence", "_wording")})
    keepers = {here.parent / name for name in ("record.py", "proof.py")}
    methods = sorted({*here.parent.glob("[!.]*.py"), *here.parent.glob("figures/[!.]*.py")} - keepers)
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
    for start, names in IMPORT.findall(file.read_text("utf-8")):
        for name in filter(str.strip, re.sub(r"[()\\\s]+", " ", names).split(",")):
            yield f"{start}.{name.split()[0]}".lstrip(".")


def typed(road):
    """Is what it returns written out in it? Then it calls nothing but what makes a value of another, and calculates nothing."""
    road = inspect.unwrap(road)  # of whoever remembers what it gave
    code, constant = road.__code__, (bool, int, float, str, list, tuple, dict)
    return all(name in MAKERS or isinstance(road.__globals__.get(name), constant) for name in code.co_names) and not any(
        step.opname.startswith(("BINARY_", "INPLACE_", "FOR_")) or inspect.iscode(step.argval) for step in dis.get_instructions(code))


def borrowed(page):
    """Where a page of answers has them from elsewhere than their method, one message each: there is one road, then, or none."""
    for block in page.blocks if page.answers else ():
        yield from (f"docs/{page.name}:{block.line + line}: {why}" for line, why in (*_imports(block.code), *_values(block.code)))


def _imports(code):
    """(line, why) of what a block imports in vain, or from where answers are compared."""
    for pattern, why in ((BORROWED, "gives what the answers are compared with: expected them from their method alone"),
                         (WHOLE, "brings the notebook no file: expected from snippets.topic import name")):
        if found := pattern.search(code):
            yield 1 + code.count("\n", 0, found.start()), f"{found[0]!r} {why}"


def _values(code):
    """(line, why) where a block gives what somebody typed for an answer, one side for both of a step, or a value that is lost."""
    try:
        tree = ast.parse(code)
    except SyntaxError:  # the block has failed
        return
    names = _names(tree)
    for node in ast.walk(tree):
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        given = {part.arg: part.value for part in node.keywords} | dict(zip(PARAMETERS[called], node.args)) if called in PARAMETERS else {}
        sides = [given[side] for side in ("left", "right") if side in given]
        if "value" in given and _written(given["value"], names):
            yield node.lineno, f"{ast.unparse(node)[:60]!r} is typed: expected it from its method alone"
        elif len(sides) == 2 and not any(isinstance(part, ast.Name) for side in sides for part in ast.walk(side)):
            yield node.lineno, f"{ast.unparse(node)[:60]!r} is typed: expected a side that is computed"
        elif len({ast.dump(side) for side in sides}) < len(sides):
            yield node.lineno, f"{ast.unparse(node)[:60]!r} has one side twice: expected both sides"
        elif isinstance(node, ast.Dict) and len(keys := [ast.dump(key) for key in node.keys if key]) > len(set(keys)):
            yield node.lineno, "this dictionary has a key twice, which loses a value: expected others"


def _names(tree):
    """The names that a block gives what is written out, and nothing else."""
    written = [target for node in tree.body if isinstance(node, ast.Assign) and _written(node.value) for target in node.targets]
    stored = (node for node in ast.walk(tree) if isinstance(getattr(node, "ctx", None), ast.Store))
    stored = [node.value if isinstance(node, ast.Subscript) else node for node in stored]
    counted = {node.id for node in stored if isinstance(node, ast.Name) and node not in written}
    return {target.id for target in written if isinstance(target, ast.Name)} - counted


def _written(node, names=()):
    """Is a value written out in the source: numbers and words, or a name that was given some, and lists of them?"""
    parts = [*ast.walk(node)]
    return any(isinstance(part, (ast.Constant, ast.Name)) for part in parts) and all(
        isinstance(part, (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)) or
        isinstance(part, ast.Name) and part.id in names for part in parts)


