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
from fractions import Fraction
from typing import NamedTuple

from snippets.checks._independence import shared
from snippets.checks._layout import ragged, raw, underlined, unnumbered, unseen
from snippets.checks._typed import body, borrowed, typed
from snippets.checks._wording import unsaid, unused
from snippets.record import WITHIN, entries, plain, same

__all__ = ["Interval", "borrowed", "confirm", "confirmations", "faults", "mistaken", "misread", "raw", "roads", "says", "twice",
           "unnumbered", "unsaid", "unseen"]


class Interval(NamedTuple):
    """What a simulation can say: bounds that must hold the answer, a float, and be narrower than a fifth of it."""

    low: float
    high: float


def roads():
    """Every second road, found by name: {"topic.name": function}."""
    modules = [_module(found.name) for found in pkgutil.iter_modules(__path__) if not found.name.startswith("_")]
    return {f"{module.__name__.rpartition('.')[2]}.{name}": function for module in modules
            for name, function in inspect.getmembers(module, lambda member: inspect.isfunction(inspect.unwrap(member)))
            if function.__module__ == module.__name__ and not name.startswith("_")}


def _module(name):
    try:
        return importlib.import_module(f"{__name__}.{name}")
    except SystemExit as error:  # it would end the build, and perhaps with 0
        raise ImportError(f"snippets/checks/{name}.py ends the program: {error!r}") from error


def says(road):
    """How a road goes: the first sentence of its docstring."""
    return re.split(r"\.(?:\s+(?=[A-Z])|$)", inspect.cleandoc(road.__doc__ or ""))[0].replace("\n", " ")


def confirm(answer, road):
    """(does the road confirm the answer, what it gave). An interval must hold the value, a float, and be narrower than a fifth of it."""
    try:
        given = road()
        if type(given).__name__ == "Interval":  # by name: a page imports anew, so this may be another
            narrow = isinstance(answer.value, float) and given.high < given.low + abs(answer.value) / 5
            return narrow and given.low <= answer.value <= given.high, tuple(given)
        return same(plain(given), answer.value, answer.within), plain(given)
    except (Exception, SystemExit) as error:
        return False, f"{type(error).__name__}: {error}"


def misread(text, blocks):
    """(line, why) of each place in a page's text that a reader would see or take otherwise than its author, or its blocks, mean it."""
    return *ragged(text), *underlined(text), *unused(text, blocks)


def confirmations(answers, roads):
    """{id: what confirm() says} of every answer that has a second road; each road is walked once."""
    return {id: confirm(answer, roads[id]) for id, answer in answers.items() if id in roads}


def faults(answers, roads, confirmed):
    """What no reason can make acceptable, one message each: a right answer needs one road of its own, which confirms it."""
    if not __debug__:
        yield "Python was started with -O or PYTHONOPTIMIZE, and skips every assert: type the command without"
    yield from shared()
    known = {}
    for id, road in roads.items():
        same_way = known.setdefault((id.partition(".")[0], body(road)), id)
        if why := _no_road(road) or same_way != id and f"goes as {same_way} does, word for word: expected its own numbers, or one answer":
            yield f"snippets/checks/{id.replace('.', '.py: ', 1)}() {why}"
    for topic, name in (id.split(".") for id in sorted(set(roads) - set(answers))):
        yield f"snippets/checks/{topic}.py: {name}() confirms no answer: put {topic}.{name} back on its page, or delete the check"
    for id, answer in answers.items():
        topic, _, name = id.partition(".")
        if not 0 < answer.within <= WITHIN:
            yield f"{answer.where}: {id} is right within {answer.within!r}: expected more than 0 and at most {WITHIN}"
        if "." not in name and not entries(answer.value):
            yield f"{answer.where}: {id} is an empty list, which any road confirms: expected a value"
        if "." not in name and id not in roads:
            yield f"{answer.where}: {id} has no second road: write {name}() in snippets/checks/{topic}.py"
        elif not confirmed.get(id, (True,))[0]:
            gave = confirmed[id][1]
            wide = isinstance(gave, tuple) and gave[0] <= answer.value <= gave[1]
            yield (f"{answer.where}: the second road disagrees on {id}\n    computed   {answer.value!r}\n    confirmed"
                   f"  {gave!r}  by snippets/checks/{topic}.py: {says(roads[id])}\n    "
                   + ("Such bounds say too little: expected a float, and bounds narrower than a fifth of it" if wide else
                      "Find out which is wrong; nothing is accepted until they agree"))
    yield from mistaken(answers)


def twice(given, answers):
    """What is wrong with the answers that a page gave where `answers` has another of the same name, one message each."""
    for answer in given:
        if answer is not answers[answer.id]:
            yield f"{answer.where}: {answer.id} is given again, in {answers[answer.id].where}"


def mistaken(answers):
    """What is wrong with the known mistakes, one message each: the right answer must be there, and be another."""
    for id, answer in answers.items():
        right = answers.get(id.rpartition(".")[0])
        if id.count(".") == 2 and not right:
            yield f"{answer.where}: {id} is a mistake in {id.rpartition('.')[0]}, which no page computes"
        elif right and (same(answer.value, right.value, max(answer.within, right.within)) or _alike(answer.value, right.value)):
            yield f"{answer.where}: {id} is called wrong, but {answer.value!r} is the right answer to {right.id}"


def _alike(a, b):
    """Does a reader see one number in both: in a list of one, as text, as a fraction, or rounded to four digits?"""
    if isinstance(a, list) or isinstance(b, list):
        a, b = (each if isinstance(each, list) else [each] for each in (a, b))
        return len(a) == len(b) and all(map(_alike, a, b))
    a, b = map(_number, (a, b))
    rounded = isinstance(a, (float, Fraction)) and isinstance(b, (float, Fraction)) and {type(a), type(b)} != {Fraction}
    return a == b or rounded and f"{float(a):.4g}" == f"{float(b):.4g}"


def _number(entry):
    """The exact number of an entry that is one; else the entry."""
    try:
        return entry if isinstance(entry, (bool, float)) else Fraction(entry)
    except ValueError:
        return entry


def _no_road(road):
    """Why a function is no second road, or nothing."""
    if not inspect.getdoc(road):
        return "does not say how it goes: begin with a docstring whose first sentence does"
    if sign := re.search(r"[`$]|\*(?! )|<(?! )", says(road)):
        return f"says how it goes with {sign[0]}, which Markdown takes as its own: expected words"
    if inspect.signature(road).parameters:
        return "takes an argument: expected none, for a road restates the question's numbers"
    return "returns what somebody typed: expected a road that reaches it" if typed(road) else ""
