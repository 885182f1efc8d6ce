# SPDX-License-Identifier: MIT
"""The second roads: `checks.<topic>.<name>()` reaches the answer `<topic>.<name>` without the method that gave it.

Standard library only, so that a road shares nothing with a method and runs wherever Python 3.9 or later does. A road
takes no argument: it restates the question's numbers, so that a wrong argument on a page is noticed. The first sentence of
its docstring says how it goes.
"""

import importlib
import inspect
import pkgutil
import re
import sys
from pathlib import Path
from typing import NamedTuple

from snippets.record import plain, same

IMPORTED = re.compile(r"^[ \t]*(?:from[ \t]+(?=\S+[ \t]+import)|import[ \t]+)(\S+(?:, .+)?)", re.MULTILINE)

WIDEST = 1e-3  # of an answer's size: no stated tolerance may let three right digits go


class Interval(NamedTuple):
    """What a simulation can say: bounds that must hold the answer."""

    low: float
    high: float


def roads():
    """Every second road, found by name: {"topic.name": function}."""
    modules = [importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__) if found.name != "__main__"]
    return {f"{module.__name__.rpartition('.')[2]}.{name}": function for module in modules
            for name, function in inspect.getmembers(module, inspect.isfunction)
            if function.__module__ == module.__name__ and not name.startswith("_")}


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
    except Exception as error:
        return False, f"{type(error).__name__}: {error}"


def confirmations(answers, roads):
    """{id: what confirm() says} of every answer that has a second road; each road is walked once."""
    return {id: confirm(answer, roads[id]) for id, answer in answers.items() if id in roads}


def faults(answers, roads, confirmed):
    """What no reason can make acceptable, one message each: a right answer needs one road of its own, which confirms it."""
    if not __debug__:
        yield "Python was started with -O or PYTHONOPTIMIZE, and skips every assert: type the command without"
    for file in sorted(Path(__file__).parent.glob("[!_]*.py")):
        for name in IMPORTED.findall(file.read_text("utf-8")):
            if name.partition(".")[0] not in sys.stdlib_module_names and name != "snippets.checks":
                yield f"snippets/checks/{file.name} imports {name}: the two roads could share a mistake. Import the standard library only"
    for topic, name in (id.split(".") for id in sorted(set(roads) - set(answers))):
        yield f"snippets/checks/{topic}.py: {name}() confirms no answer: put {topic}.{name} back on its page, or delete the check"
    for id, answer in answers.items():
        topic, _, name = id.partition(".")
        if not 0 < answer.within <= WIDEST:
            yield f"{answer.where}: {id} is right within {answer.within!r}: expected more than 0 and at most {WIDEST}"
        if "." not in name and id not in roads:
            yield f"{answer.where}: {id} has no second road: write {name}() in snippets/checks/{topic}.py"
        elif not confirmed.get(id, (True,))[0]:
            yield (f"{answer.where}: the second road disagrees on {id}\n    computed   {answer.value!r}\n    confirmed"
                   f"  {confirmed[id][1]!r}  by snippets/checks/{topic}.py: {says(roads[id])}\n"
                   "    Find out which is wrong; nothing is accepted until they agree")
