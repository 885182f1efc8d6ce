# SPDX-License-Identifier: MIT
"""Do the two roads share nothing? Read off the sources: what they import, what they could read, and what somebody typed."""

import ast
import inspect
import re
from functools import lru_cache
from pathlib import Path

# Ways to what others gave that no import shows, and what a second road may import: it computes, and reads nothing.
UNSEEN = re.compile(r"\b(?:importlib|runpy|pkgutil|pydoc|__import__|sys\.modules|exec|eval|open|read_text|read_bytes|tomllib"
                    r"|loadtxt|genfromtxt|fromfile|memmap|load|DataSource|linecache|fileinput|FileIO|environ|getenv)\b")
COMPUTES = ("bisect", "cmath", "collections", "decimal", "fractions", "functools", "heapq", "itertools", "math", "random")
# A docstring or a comment, which is left out; or a string, group 1, which is kept: it may name a module.
WORDS = re.compile(r"""(?<![fF])\"{3}[\s\S]*?\"{3}|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#.*""")
# What says a value in another way; and what makes one value of another, without calculating.
COPIES = {"Interval", "Fraction", "F", "Decimal", "bool", "float", "int", "str", "list", "tuple", "sorted", "format", "round", "split",
          "np", "array"}
MAKERS = COPIES | {"sum", "max", "min", "len", "math", "ceil", "floor", "abs", "map"}
CALCULATES = ast.BinOp, ast.AugAssign, ast.For, ast.comprehension, ast.Lambda, ast.FunctionDef
WRITTEN = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Subscript, ast.Slice, ast.Call, ast.keyword, ast.UnaryOp, ast.unaryop,
           ast.expr_context, ast.Lambda, ast.arguments, ast.arg)
PARAMETERS = {"answer": ("id", "value"), "wrong": ("id", "value"), "step": ("id", "says", "left", "right")}
# A block that imports what its answers are compared with, or the whole package, which a notebook lacks.
BORROWED = re.compile(r"snippets\.(?:checks|record|page\.)|from snippets(?:\.page)? import (?:\([^)]*|[^\n(]*)\b(?:checks|record|site)\b"
                      r"|answers\.(?:toml|json)")
WHOLE = re.compile(r"(?m)^[ \t]*import snippets\b.*")
SILENT = re.compile(r"\b(?:simplefilter|filterwarnings|catch_warnings|errstate|seterr)\b")


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
    for node in ast.walk(_parsed(file.read_text("utf-8"))):
        for alias in node.names if isinstance(node, (ast.Import, ast.ImportFrom)) else ():
            yield f"{getattr(node, 'module', None) or ''}.{alias.name}".lstrip(".")


def typed(road):
    """Is what it returns written out in it: on one of its ways out, or because nothing calculates?"""
    road = inspect.unwrap(road)  # of whoever remembers what it gave
    code = _code(road)
    names = _names(code, ast.walk(code)) | _constants(road) if code else set()
    returned = [part.value for part in ast.walk(code or ast.parse("")) if isinstance(part, ast.Return) and part.value]
    return any(_written(way, names) for value in returned for way in _ways(value)) or _idle(road)


def _idle(function, callers=()):
    """Does it calculate nothing, nor call what does?"""
    if not (code := _code(function)) or function in callers:
        return not code
    parts = [part for line in code.body for part in ast.walk(line)]
    names = [part for part in parts if isinstance(part, ast.Name)]
    called = {name.id for name in names} - {name.id for name in names if isinstance(name.ctx, ast.Store)}
    called |= {part.attr for part in parts if isinstance(part, ast.Attribute)}
    others = {name: function.__globals__.get(name) for name in called - MAKERS - _constants(function)}
    return not any(isinstance(part, CALCULATES) for part in parts) and all(
        inspect.isfunction(other) and _idle(other, (*callers, function)) for other in others.values())


def _constants(function):
    return {name for name, value in function.__globals__.items() if isinstance(value, (bool, int, float, str, list, tuple, dict))}


def _code(function):
    """The statement that defines a function of a module, or None."""
    module = function.__globals__
    return _functions(module["__loader__"].get_source(module["__name__"])).get(function.__name__)


@lru_cache(maxsize=None)
def _functions(source):
    """{name: the statement that defines it} of the functions of a module."""
    return {node.name: node for node in _parsed(source).body if isinstance(node, ast.FunctionDef)}


def _ways(value):
    """What an expression may give: either side of `or`, of `and`, of `if`; what `:=` names."""
    if isinstance(value, ast.NamedExpr):
        return _ways(value.value)
    if isinstance(value, (ast.BoolOp, ast.IfExp)):
        return [way for part in getattr(value, "values", None) or (value.body, value.orelse) for way in _ways(part)]
    return [value]


def borrowed(page):
    """Where a page of answers has them from elsewhere than their method, one message each: there is one road, then, or none."""
    trees = [(block, _parsed(block.code)) for block in page.blocks if page.answers]
    before = set()  # what blocks were given: one may use what another has
    for block, tree in trees:
        stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        before = before - stored | _names(tree, tree.body)
        for line, why in (*_imports(block.code), *_values(tree, before)):
            yield f"docs/{page.name}:{block.line + line}: {why}"


@lru_cache(maxsize=None)
def _parsed(code):
    try:
        return ast.parse(code)
    except SyntaxError:  # it has failed already
        return ast.parse("")


def _imports(code):
    """(line, why) of what a block imports in vain, or from where answers are compared, or does to hide what is wrong."""
    for pattern, why in ((BORROWED, "gives what the answers are compared with: expected them from their method alone"),
                         (SILENT, "hides a warning, which would keep the site from being published: expected code that gives none"),
                         (WHOLE, "brings the notebook no file: expected from snippets.topic import name")):
        if found := pattern.search(code):
            yield 1 + code.count("\n", 0, found.start()), f"{found[0]!r} {why}"


def _values(tree, names):
    """(line, why) where a block gives what somebody typed for an answer, one side for both of a step, or a value that is lost."""
    for node in ast.walk(tree):
        called = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
        given = {part.arg: part.value for part in node.keywords} | dict(zip(PARAMETERS[called], node.args)) if called in PARAMETERS else {}
        sides = [given[side] for side in ("left", "right") if side in given]
        if "value" in given and any(_written(way, names, sums=called == "answer") for way in _ways(given["value"])):
            yield node.lineno, f"{ast.unparse(node)[:60]!r} is typed: expected it from its method alone"
        elif len(sides) == 2 and not any(isinstance(part, ast.Name) for side in sides for part in ast.walk(side)):
            yield node.lineno, f"{ast.unparse(node)[:60]!r} is typed: expected a side that is computed"
        elif len({ast.dump(side) for side in sides}) < len(sides):
            yield node.lineno, f"{ast.unparse(node)[:60]!r} has one side twice: expected both sides"
        elif isinstance(node, ast.alias) and node.name in PARAMETERS and node.asname:
            yield node.lineno, f"{node.name} is called {node.asname}: expected its own name, by which it is found"
        elif isinstance(node, ast.Dict) and len(keys := [ast.dump(key) for key in node.keys if key]) > len(set(keys)):
            yield node.lineno, "this dictionary has a key twice, which loses a value: expected others"


def _names(tree, statements):
    """The names that these statements of the tree give what is written out, and that nothing else is given."""
    given = [target for node in statements for target, value in _named(node) if _written(value)]
    written = [part for target in given for part in getattr(target, "elts", [target])]
    stored = (node for node in ast.walk(tree) if isinstance(getattr(node, "ctx", None), ast.Store))
    stored = [node.value if isinstance(node, ast.Subscript) else node for node in stored]
    stored += [node.value for node in ast.walk(tree) if isinstance(node, ast.Attribute)]  # what is appended to, for one
    counted = {node.id for node in stored if isinstance(node, ast.Name) and node not in written}
    return {target.id for target in written if isinstance(target, ast.Name)} - counted


def _named(node):
    """(target, value) of each name that a statement gives: a loop's is one of its values, a function's what it returns."""
    if isinstance(node, (ast.Assign, ast.AnnAssign, ast.NamedExpr)) and node.value:
        return [(target, node.value) for target in getattr(node, "targets", None) or [node.target]]
    if isinstance(node, ast.For):
        return [(node.target, node.iter)]
    if isinstance(node, ast.FunctionDef):
        returned = [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value]
        return [(ast.Name(node.name), ast.Tuple(returned))]
    return []


def _written(node, names=(), sums=False):
    """Is a value written out in the source: numbers and words, names that were given some, copies and parts of them; or sums of numbers?"""
    parts = [*ast.walk(node)]
    named = any(isinstance(part, ast.Name) and part.id in names for part in parts)
    kinds = WRITTEN if named or not sums else (*WRITTEN, ast.BinOp, ast.operator)
    return (named or any(isinstance(part, ast.Constant) and part.value is not None for part in parts)) and all(
        isinstance(part, kinds) or getattr(part, "attr", getattr(part, "id", "")) in COPIES.union(names) for part in parts)


