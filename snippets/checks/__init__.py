# SPDX-License-Identifier: MIT
"""The second roads: `checks.<topic>.<name>()` reaches the answer `<topic>.<name>` without the method that gave it.

Standard library only, so that a road shares nothing with a method and runs wherever Python 3.9 or later does. A road
takes no argument: it restates the question's numbers, so that a wrong argument on a page is noticed. The first sentence of
its docstring says how it goes.
"""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from pathlib import Path
from typing import NamedTuple

from snippets.record import entries, plain, same

WIDEST = 1e-6  # of an answer's size: no stated tolerance may let go of a digit that a page shows
THREE_DIGITS = 5e-3
BORROWED = re.compile(r"snippets\.(?:checks|record|page\.)|from snippets(?:\.page)? import (?:\([^)]*|[^\n(]*)\b(?:checks|record|site)\b"
                      r"|answers\.(?:toml|json)")


class Interval(NamedTuple):
    """What a simulation can say: bounds that must hold the answer."""

    low: float
    high: float


def roads():
    """Every second road, found by name: {"topic.name": function}."""
    modules = [_module(found.name) for found in pkgutil.iter_modules(__path__) if found.name != "__main__"]
    return {f"{module.__name__.rpartition('.')[2]}.{name}": function for module in modules
            for name, function in inspect.getmembers(module, inspect.isfunction)
            if function.__module__ == module.__name__ and not name.startswith("_")}


def _module(name):
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except SystemExit as error:  # it would end the build, and perhaps with 0
        raise ImportError(f"snippets/checks/{name}.py ends the program: {error!r}") from error


def says(road):
    """How a road goes: the first sentence of its docstring."""
    return re.split(r"\.(?:\s|$)", inspect.cleandoc(road.__doc__ or ""))[0].replace("\n", " ")


def confirm(answer, road):
    """(does the road confirm the answer, what it gave). An interval must hold the value; a road that fails confirms nothing."""
    try:
        given = road()
        if type(given).__name__ == "Interval":
            return given.low <= answer.value <= given.high, tuple(given)
        return same(plain(given), answer.value, answer.within), plain(given)
    except BaseException as error:  # sys.exit(), too
        return False, f"{type(error).__name__}: {error}"


def confirmations(answers, roads):
    """{id: what confirm() says} of every answer that has a second road; each road is walked once."""
    return {id: confirm(answer, roads[id]) for id, answer in answers.items() if id in roads}


def faults(answers, roads, confirmed):
    """What no reason can make acceptable, one message each: a right answer needs one road of its own, which confirms it."""
    if not __debug__:
        yield "Python was started with -O or PYTHONOPTIMIZE, and skips every assert: type the command without"
    yield from _together(Path(__file__).parent)
    for topic, name in (id.split(".") for id in sorted(set(roads) - set(answers))):
        yield f"snippets/checks/{topic}.py: {name}() confirms no answer: put {topic}.{name} back on its page, or delete the check"
    for id, answer in answers.items():
        topic, _, name = id.partition(".")
        if not 0 < answer.within <= WIDEST:
            yield f"{answer.where}: {id} is right within {answer.within!r}: expected more than 0 and at most {WIDEST}"
        if "." not in name and not entries(answer.value):
            yield f"{answer.where}: {id} is an empty list, which any road confirms: expected a value"
        if "." not in name and id not in roads:
            yield f"{answer.where}: {id} has no second road: write {name}() in snippets/checks/{topic}.py"
        elif not confirmed.get(id, (True,))[0]:
            yield (f"{answer.where}: the second road disagrees on {id}\n    computed   {answer.value!r}\n    confirmed"
                   f"  {confirmed[id][1]!r}  by snippets/checks/{topic}.py: {says(roads[id])}\n"
                   "    Find out which is wrong; nothing is accepted until they agree")


def _together(folder):
    """Where a road could share a mistake with its method, or is none, by the source files. In verify.pyz there are none to read."""
    for file in sorted({*folder.rglob("*.py")} - {folder / "__init__.py", folder / "__main__.py"}):
        here, tree = f"snippets/checks/{file.relative_to(folder).as_posix()}", _tree(file)
        for name in _imported(tree):
            if name.partition(".")[0] not in sys.stdlib_module_names and name != "snippets.checks":
                yield f"{here} imports {name}: the two roads could share a mistake. Import the standard library only"
        for road in (node for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")):
            if not ast.get_docstring(road):
                yield f"{here}: {road.name}() does not say how it goes: begin with a docstring whose first sentence does"
            elif len(road.body) < 3 and _typed(road.body[-1]):
                yield f"{here}: {road.name}() returns what somebody typed: expected a road that reaches it"
    for file in sorted(folder.parent.glob("*.py")):
        if "checks" in file.read_text("utf-8") and any(name.startswith("snippets.checks") for name in _imported(_tree(file))):
            yield f"snippets/{file.name} imports a second road: the two roads could share a mistake"


def _tree(file):
    """The file's syntax; of a file that has none nothing, for whoever runs it says so."""
    try:
        return ast.parse(file.read_text("utf-8"))
    except SyntaxError:
        return ast.Module([], [])


def _imported(node):
    """The modules that a source file imports, wherever in it; statements alone can."""
    for part in ("body", "orelse", "finalbody", "handlers", "cases"):
        for inner in inside if isinstance(inside := getattr(node, part, ()), list) else ():
            yield from _imported(inner)
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        yield "." * node.level + (node.module or "")


def _typed(statement):
    """Does it return a value that is written out?"""
    found = (ast.Call, ast.BinOp, ast.Name, ast.comprehension)
    return isinstance(statement, ast.Return) and not any(isinstance(node, found) for node in ast.walk(statement))


def borrowed(page):
    """Where a page of answers reads them from the record or walks a second road, one message each: there is one road, then."""
    for block in page.blocks if page.answers else ():
        if found := BORROWED.search(block.code):
            line = block.line + 1 + block.code.count("\n", 0, found.start())
            yield f"docs/{page.name}:{line}: {found[0]!r} gives what the answers are compared with: expected them from their method alone"


def unsaid(answers, slots, shown):
    """What keeps the statements of right answers from saying them, one message each.

    A statement has one place for the value, which `slots` finds; there `shown` puts three right digits at least, and none that
    nothing confirms.
    """
    for answer in answers:
        places, values = slots.findall(answer.statement), entries(answer.value)
        scale = max((abs(value) for value in values if isinstance(value, float)), default=0)
        says = f"{answer.where}: the statement of {answer.id} says"
        if answer.id.count(".") == 1 and (len(places) != 1 or re.match(r"\{[^}]*\}[.)]", answer.statement)):
            yield f"{says} its value in {len(places)} places, or as a list's number: expected one, as in 'It is {{:.4f}}'"
        elif answer.id.count(".") == 1:
            for value, said in ((value, shown(value, places[0])) for value in values):
                number, exact = _number(said), said == f"{value}".removesuffix("/1")
                if not exact and (isinstance(value, str) or not abs(number - value) <= THREE_DIGITS * (scale or abs(value))):
                    yield f"{says} {said} for {value!r}: expected three digits of it"
                elif isinstance(value, float) and number and answer.within * scale > THREE_DIGITS * abs(value):
                    yield f"{says} {said}, of which nothing confirms a digit: beside {scale:.3g} it counts as 0. Show fewer, as in {{:.4f}}"


def _number(said):
    """The number that was said: 1,000 and 5.2% are numbers, too; what is none is not a number."""
    try:
        return float(said.replace(",", "").rstrip("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return float("nan")
