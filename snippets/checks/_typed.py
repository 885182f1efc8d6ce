# SPDX-License-Identifier: MIT
"""Did somebody type a value that should be computed? Read off the sources of second roads and of the pages' blocks."""

import ast
import inspect
import re
from collections import Counter
from functools import lru_cache

# What says a value in another way; and what makes one value of another, without calculating.
COPIES = {"Interval", "Fraction", "F", "Decimal", "bool", "float", "int", "str", "list", "tuple", "set", "dict", "zip", "sorted", "format",
          "round", "split", "np", "array", "asarray", "int64", "float64", "get", "pop", "next", "iter", "item", "tolist", "numerator",
          "divmod", "math", "prod", "max", "min", "abs", "ceil", "floor"}
MAKERS = COPIES | {"sum", "len", "map"}
CALCULATES = ast.BinOp, ast.AugAssign, ast.For, ast.comprehension, ast.Lambda, ast.FunctionDef
WRITTEN = (ast.Constant, ast.List, ast.Tuple, ast.Dict, ast.Subscript, ast.Slice, ast.Call, ast.keyword, ast.UnaryOp, ast.unaryop,
           ast.expr_context, ast.Lambda, ast.arguments, ast.arg, ast.Starred, ast.JoinedStr, ast.FormattedValue, ast.ListComp,
           ast.GeneratorExp, ast.comprehension)
PARAMETERS = {"answer": ("id", "value"), "wrong": ("id", "value"), "step": ("id", "says", "left", "right")}
VAGUE = {"allclose", "isclose", "isinstance", "bool", "round", "all", "any"}  # as a side of a step: many a value would do
# A block that imports what its answers are compared with, or the whole package, which a notebook lacks.
BORROWED = re.compile(r"snippets\.(?:checks|record|page\.)\b|from snippets(?:\.page)? import (?:\([^)]*|[^\n(]*)\b(?:checks|record|site)\b"
                      r"|answers\.(?:toml|json)|from snippets[\w.]* import \(?\s*\*")
WHOLE = re.compile(r"(?m)^[ \t]*import snippets\b.*")
SILENT = re.compile(r"\b(?:simplefilter|filterwarnings|catch_warnings|errstate|seterr)\b")


def typed(road):
    """Is what it returns written out in it: on one of its ways out, or because nothing calculates?"""
    road = inspect.unwrap(road)  # of whoever remembers what it gave
    code = _code(road)
    names = _names(code) | _constants(road) if code else set()
    returned = [part.value for part in ast.walk(code or ast.parse("")) if isinstance(part, ast.Return) and part.value]
    bounds = [end for value in returned if _called(value) == "Interval" for end in (*value.args, *(part.value for part in value.keywords))]
    ways = [way for value in returned for way in _ways(value)]
    return (any(_written(way, names, sums=True) for way in ways if not _plain(way))
            or any(_written(end, names, formulas=True) for end in bounds if not _plain(end))
            or all(map(_plain, ways)) or any(map(_void, returned)) or _idle(road))


def body(road):
    """What a road does, behind its docstring."""
    code = _code(inspect.unwrap(road))
    return ast.dump(ast.Module(code.body[1:], [])) if code else road


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
    return {node.name: node for node in parsed(source).body if isinstance(node, ast.FunctionDef)}


def _ways(value):
    """What an expression may give: either side of `or`, of `and`, of `if`; what `:=` names."""
    if isinstance(value, ast.NamedExpr):
        return _ways(value.value)
    if isinstance(value, (ast.BoolOp, ast.IfExp)):
        return [way for part in getattr(value, "values", None) or (value.body, value.orelse) for way in _ways(part)]
    return [value]


def borrowed(page):
    """Where a page of answers has them from elsewhere than their method, one message each: there is one road, then, or none."""
    trees = [(block, parsed(block.code)) for block in page.blocks if page.answers]
    before = set()  # what blocks were given: one may use what another has
    for block, tree in trees:
        stored = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        before = before - stored | _names(tree)
        for line, why in (*_imports(block.code), *_values(tree, before)):
            yield f"docs/{page.name}:{block.line + line}: {why}"
    yield from (f"docs/{page.name}:{line}: this step has the two sides of another: expected its own" for line in _twins(trees))


def _twins(trees):
    """The lines of steps whose sides are those of another step, of the same names, which nobody gave another value in between."""
    tried, given = set(), Counter()  # how often each name
    for block, line in ((block, line) for block, tree in trees for line in tree.body):
        if _called(getattr(line, "value", None)) == "step" and _names_itself(line.value):
            sides = [*line.value.args[2:], *(part.value for part in line.value.keywords if part.arg in ("left", "right"))]
            parts = [node for side in sides for node in ast.walk(side)]
            names = sorted(_ids(parts) - _ids(node for node in parts if isinstance(getattr(node, "ctx", None), ast.Store)))
            if (key := f"{[*map(ast.dump, sides)]} {[given[name] for name in names]}") in tried:
                yield block.line + line.lineno
            tried.add(key)
        given.update(_touched(line))


@lru_cache(maxsize=None)
def parsed(code):
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError, RecursionError):  # it has failed already
        return ast.parse("")


def _imports(code):
    """(line, why) of what a block imports in vain, or from where answers are compared, or does to hide what is wrong."""
    for pattern, why in ((BORROWED, "gives what the answers are compared with: expected them from their method alone"),
                         (SILENT, "hides a warning, which would keep the site from being published: expected code that gives none"),
                         (WHOLE, "brings the notebook no file: expected from snippets.topic import name")):
        if found := pattern.search(code):
            yield 1 + code.count("\n", 0, found.start()), f"{found[0]!r} {why}"


def _values(tree, names):
    """(line, why) where a block gives what somebody typed for an answer, tries a step that proves nothing, or loses a value."""
    nodes = [*ast.walk(tree)]
    functions = [node.func for node in nodes if isinstance(node, ast.Call)]
    own = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)} | {
        getattr(node, "arg", getattr(node, "name", "")) for node in nodes if isinstance(node, (ast.arg, ast.FunctionDef))} | {
        node.asname for node in nodes if isinstance(node, ast.alias)}  # names of the block's own, such as a loop's step
    within = {inner for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef)) for inner in ast.walk(node)}
    for node in nodes:
        if _called(node) in PARAMETERS and (isinstance(node.func, ast.Name) and node.func.id not in own or _names_itself(node)):
            if why := node in within and "is in a function: expected it in the block itself" or _in_vain(node, names):
                yield node.lineno, f"{ast.unparse(node)[:60]!r} {why}"
        elif isinstance(node, ast.Name) and node.id in PARAMETERS and node.id not in own and node not in functions:
            yield node.lineno, f"{node.id} is handed on: expected it to be called by its own name, by which it is found"
        elif isinstance(node, ast.alias) and node.name in PARAMETERS and node.asname:
            yield node.lineno, f"{node.name} is called {node.asname}: expected its own name, by which it is found"
        elif isinstance(node, ast.Dict) and len(keys := [ast.dump(key) for key in node.keys if key]) > len(set(keys)):
            yield node.lineno, "this dictionary has a key twice, which loses a value: expected others"


def _called(node):
    """The name of what is called, or its last part; of what is no call, nothing."""
    function = getattr(node, "func", None)
    return getattr(function, "id", getattr(function, "attr", ""))


def _names_itself(call):
    """Is an id among its arguments? page.answer("topic.name", 1) is meant, axes.step([1, 2], [3, 4]) is not."""
    return any(isinstance(getattr(first, "value", None), str) for first in call.args[:1]) or any(
        part.arg in ("id", None) for part in call.keywords)


def _in_vain(call, names):
    """Why an answer, a mistake or a step that is called so proves nothing, or nothing."""
    given = {part.arg: part.value for part in call.keywords} | dict(zip(PARAMETERS[_called(call)], call.args))
    sides = [given[side] for side in ("left", "right") if side in given]
    if None in given or any(isinstance(part, ast.Starred) for part in call.args) or not isinstance(given.get("id"), ast.Constant):
        return "cannot be read off the page: expected its id, and each of its arguments, written out"
    ways = _ways(given["value"]) if "value" in given else []
    if any(_written(way, names, sums=_called(call) == "answer") for way in ways):
        return "is typed: expected it from its method alone"
    if _called(call) == "answer" and any(map(_void, ways)):
        return "is something times 0, or less itself: expected it from its method alone"
    if sides and all(_written(side, names, sums=True) or not any(isinstance(part, ast.Name) for part in ast.walk(side)) for side in sides):
        return "is typed: expected a side that is computed"
    if any(_called(side) in VAGUE or isinstance(getattr(side, "value", 0), bool) or _void(side) for side in sides):
        return "would hold for many a value: expected the two sides themselves"
    return "has one side twice: expected both sides" if len({ast.dump(side) for side in sides}) < len(sides) else ""


def _void(value):
    """Is a term of it times 0, or less itself? What a function is given may be, and two calls may give two values."""
    if isinstance(value, ast.BinOp):
        sides = value.left, value.right
        nothing = isinstance(value.op, ast.Mult) and any(getattr(side, "value", 1) == 0 for side in sides)
        less_itself = isinstance(value.op, ast.Sub) and len({*map(ast.dump, sides)}) == 1 and not any(map(_called, ast.walk(value)))
        return nothing or less_itself or any(map(_void, sides))
    return _called(value) in COPIES and any(map(_void, value.args))


def _names(tree):
    """The names that are given what is written out, and nothing else; or in one of several cases, whatever the others give; or at last."""
    nodes = [*ast.walk(tree)]
    cases = [case for node in nodes if isinstance(node, (ast.If, ast.Try)) for case in (node, *getattr(node, "handlers", ()))]
    lines = [line for case in cases for line in (*case.body, *getattr(case, "orelse", ()))]
    last = {id: line for line in tree.body for id in _touched(line)}
    # A flag, 0 or 1 as the case may be, is computed.
    return (_never_computed(nodes) - _ids(_given(lines)) | _ids(_given(lines, plain=False))
            | {id for id, line in last.items() if id in _ids(_given([line]))})


def _never_computed(nodes):
    """The names that are given what is written out, and nothing else."""
    written = {part for target in _given(nodes) for part in getattr(target, "elts", [target])}
    stored = (node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store))
    stored = {node.value if isinstance(node, ast.Subscript) else node for node in stored}
    stored |= {node.value for node in nodes if isinstance(node, ast.Attribute)}  # what is appended to, for one
    return _ids(written) - _ids(stored - written)


def _touched(line):
    """The names that a statement gives a value, or calls a method of."""
    nodes = [*ast.walk(line)]
    bases = [node.value for node in nodes if isinstance(node, ast.Attribute) and isinstance(line, ast.Expr)]
    return _ids(node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store) or node in bases) | _ids(
        node.value for node in nodes if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store))


def _ids(targets):
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _plain(value):
    """Is it 0, 1, True, False, None or an empty text: what a search that finds nothing gives?"""
    return isinstance(value, ast.Constant) and value.value in (0, 1, None, "")


def _given(nodes, plain=True):
    return [target for node in nodes for target, value in _named(node)
            if any(_written(way) and (plain or not _plain(way)) for way in _ways(value))]


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


def _written(node, names=(), sums=False, formulas=False):
    """Is a value written out in the source: numbers and words, names that were given some, copies and parts of them; or sums of numbers?"""
    parts, copies = [*ast.walk(node)], COPIES.union(names)
    named = any(isinstance(part, ast.Name) and part.id in names for part in parts)
    kinds = (*WRITTEN, ast.BinOp, ast.operator) if formulas or sums and not named else WRITTEN
    return (named or any(isinstance(part, ast.Constant) and part.value is not None for part in parts)) and all(
        isinstance(part, kinds) or getattr(part, "attr", getattr(part, "id", "")) in copies for part in parts)
