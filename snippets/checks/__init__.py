# SPDX-License-Identifier: MIT
"""The second roads: `checks.<topic>.<name>()` reaches the answer `<topic>.<name>` without the method that gave it.

Standard library only, so that a road shares nothing with a method and runs wherever Python 3.9 or later does. A road
takes no argument: it restates the question's numbers, so that a wrong argument on a page is noticed. The first sentence of
its docstring says how it goes.
"""

import ast
import dis
import importlib
import inspect
import math
import pkgutil
import re
from pathlib import Path
from typing import NamedTuple

from snippets.record import entries, plain, same

WIDEST = 1e-6  # of an answer's size: no stated tolerance may let go of a digit that a page shows
THREE_DIGITS, ONE_DIGIT = 5e-3, 0.05
IMPORT = re.compile(r"(?:^|[;:])[ \t]*(?:from[\s\\]+([\w.]+)[\s\\]+)?import\b(\s*\([^)]*\)|(?:\\\n|[^\n;#])+)", re.MULTILINE)
# Ways to what others gave that no import shows, and what a second road may import: it computes, and reads nothing.
UNSEEN = re.compile(r"\b(?:importlib|runpy|pkgutil|pydoc|__import__|sys\.modules|exec|eval|open|read_text|read_bytes|tomllib"
                    r"|loadtxt|genfromtxt|fromfile|memmap|load|DataSource|linecache|fileinput|FileIO)\b")
WORDS = re.compile(r"""(?<![fF])\"{3}[\s\S]*?\"{3}|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#.*""")  # or a string, which is kept
COMPUTES = ("bisect", "cmath", "collections", "decimal", "fractions", "functools", "heapq", "itertools", "math", "random")
MARKUP = re.compile(r"[*`<>&\[\]\\$~^]|\b_|_\b")  # of a value that is words
MAKERS = {"Interval", "Fraction", "F", "Decimal", "bool", "float", "int", "str", "list", "tuple", "sum",
          "math", "ceil", "floor", "round", "abs", "map", "split"}
BORROWED = re.compile(r"snippets\.(?:checks|record|page\.)|from snippets(?:\.page)? import (?:\([^)]*|[^\n(]*)\b(?:checks|record|site)\b"
                      r"|answers\.(?:toml|json)")
WHOLE = re.compile(r"(?m)^[ \t]*import snippets\b.*")


class Interval(NamedTuple):
    """What a simulation can say: bounds that must hold the answer."""

    low: float
    high: float


def roads():
    """Every second road, found by name: {"topic.name": function}."""
    modules = [_module(found.name) for found in pkgutil.iter_modules(__path__) if found.name != "__main__"]
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
    """(does the road confirm the answer, what it gave). An interval must hold the value, a float, and be narrower than half of it."""
    try:
        given = road()
        if type(given).__name__ == "Interval":  # by name: a page imports anew, so this may be another
            narrow = isinstance(answer.value, float) and given.high < given.low + abs(answer.value) / 2
            return narrow and given.low <= answer.value <= given.high, tuple(given)
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
    yield from _together(roads)
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


def _together(roads):
    """Where a road could share a mistake with its method, or is none. In verify.pyz there are no source files to read."""
    here = Path(__file__).parent
    checks = sorted({*here.rglob("[!.]*.py")} - {here / "__init__.py", here / "__main__.py"})
    keepers = {here.parent / name for name in ("record.py", "proof.py")}
    methods = sorted({*here.parent.glob("[!.]*.py"), *here.parent.glob("figures/[!.]*.py")} - keepers)
    for file, found in ((file, UNSEEN.search(WORDS.sub(r"\1", file.read_text("utf-8")))) for file in (*checks, *methods)):
        if found:
            yield (f"snippets/{file.relative_to(here.parent).as_posix()} says {found[0]}: the two roads could share a mistake. "
                   "Import by statements, which can be seen, and read no file")
    for file in checks:
        for name in _imported(file):
            if name.partition(".")[0] not in COMPUTES and name != "snippets.checks.Interval":
                yield (f"snippets/checks/{file.relative_to(here).as_posix()} imports {name}: the two roads could share a mistake. "
                       f"Import what computes, of the standard library: {', '.join(COMPUTES)}")
    for file in methods:
        for name in filter(re.compile(r"(?:snippets\.)?(?:checks|record)\b").match, _imported(file)):
            yield f"snippets/{file.relative_to(here.parent).as_posix()} imports {name}: the two roads could share a mistake"
    for id, road in roads.items():
        topic, _, name = id.partition(".")
        if not inspect.getdoc(road):
            yield f"snippets/checks/{topic}.py: {name}() does not say how it goes: begin with a docstring whose first sentence does"
        elif sign := re.search(r"[`$]|\*(?! )|<(?! )", says(road)):
            yield f"snippets/checks/{topic}.py: {name}() says how it goes with {sign[0]}, which Markdown takes as its own: expected words"
        elif _typed(road):
            yield f"snippets/checks/{topic}.py: {name}() returns what somebody typed: expected a road that reaches it"


def _imported(file):
    """What the statements of a source file import, wherever in it: modules, or module and name."""
    for start, names in IMPORT.findall(file.read_text("utf-8")):
        for name in filter(str.strip, re.sub(r"[()\\\s]+", " ", names).split(",")):
            yield f"{start}.{name.split()[0]}".lstrip(".")


def _typed(road):
    """Is what it returns written out in it? Then it calls nothing but what makes a value of another, and calculates nothing."""
    road = inspect.unwrap(road)  # of whoever remembers what it gave
    code, constant = road.__code__, (bool, int, float, str, list, tuple, dict)
    return all(name in MAKERS or isinstance(road.__globals__.get(name), constant) for name in code.co_names) and not any(
        step.opname.startswith(("BINARY_", "INPLACE_", "FOR_")) or inspect.iscode(step.argval) for step in dis.get_instructions(code))


def borrowed(page):
    """Where a page of answers has them from elsewhere than their method, one message each: there is one road, then, or none."""
    for block in page.blocks if page.answers else ():
        for found in filter(None, (BORROWED.search(block.code), WHOLE.search(block.code))):
            line = block.line + 1 + block.code.count("\n", 0, found.start())
            yield f"docs/{page.name}:{line}: {found[0]!r} " + (
                "brings the notebook no file: expected from snippets.topic import name" if found.re is WHOLE else
                "gives what the answers are compared with: expected them from their method alone")
    yield from _copied(page)


def _copied(page):
    """Where a page says what somebody typed to be an answer, or the same twice to be the two sides of a step."""
    for block in page.blocks if page.answers else ():
        try:
            nodes = [*ast.walk(whole := ast.parse(block.code))]
        except SyntaxError:  # the block has failed
            continue
        for keys in ([ast.dump(key) for key in node.keys if key] for node in nodes if isinstance(node, ast.Dict)):
            if len(keys) > len(set(keys)):
                yield f"docs/{page.name}:{block.line}: a dictionary of this block has a key twice, which loses a value: expected others"
        named = [target for node in whole.body if isinstance(node, ast.Assign) and _written(node.value) for target in node.targets]
        stored = (node for node in nodes if isinstance(getattr(node, "ctx", None), ast.Store))
        stored = [node.value if isinstance(node, ast.Subscript) else node for node in stored]
        counted = {node.id for node in stored if isinstance(node, ast.Name) and node not in named}
        typed = {target.id for target in named if isinstance(target, ast.Name)} - counted
        for call in (node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("answer", "wrong", "step")):
            given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in ("value", "left", "right"))]
            said, where = ast.unparse(call)[:60], f"docs/{page.name}:{block.line + call.lineno}"
            if call.func.id == "step" and len(given) > 3 and ast.dump(given[2]) == ast.dump(given[3]):
                yield f"{where}: {said!r} has one side twice: expected both sides"
            elif call.func.id != "step" and len(given) > 1 and _written(given[1], typed):
                yield f"{where}: {said!r} is typed: expected it from its method alone"


def _written(node, typed=()):
    """Is a value written out in the source: numbers and words, or a name that was given some, and lists of them?"""
    parts = [*ast.walk(node)]
    return any(isinstance(part, (ast.Constant, ast.Name)) for part in parts) and all(
        isinstance(part, (ast.Constant, ast.List, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)) or
        isinstance(part, ast.Name) and part.id in typed for part in parts)


def unsaid(answers, slots, shown, place=None):
    """What keeps answers from being said, one message each.

    The statement of a right one has one place for the value, which `slots` finds, or it is `place` in another text; there `shown`
    puts three right digits at least, and none that nothing confirms.
    """
    for answer in answers:
        if not isinstance(answer.assuming, str):
            yield f"{answer.where}: {answer.id} assumes {answer.assuming!r}: expected words"
        for word in entries(answer.value):
            if isinstance(word, str) and (sign := MARKUP.search(word)):
                yield f"{answer.where}: {answer.id} is {word!r}, in which Markdown takes {sign[0]} as its own: expected plain words"
        places, says = [*slots.finditer(answer.statement)], f"{answer.where}: the statement of {answer.id} says"
        if answer.id.count(".") == 1 and len(places) != 1:
            yield f"{says} its value in {len(places)} places: expected one, as in 'It is {{:.4f}}'"
        elif places and not place and answer.id.count(".") == 2:
            yield f"{answer.where}: {answer.id} says why it is wrong with {places[0][0]}, where its value would stand again: expected words"
        elif answer.id.count(".") == 1:
            said = shown(answer.value, places[0][1])
            faults = _misread(place or places[0], said), _misled(place, answer.id), *_digits(answer, places[0][1], shown)
            yield from (f"{says} {fault}" for fault in faults if fault)


def _misled(place, id):
    """Why a reader would be led to another answer than the one whose value is the link, or nothing."""
    to = place and place.string[place.start() - 1] == "[" and re.match(r"\]\([^)#]*#([\w-]+)\)", place.string[place.end():])
    name = "-".join(id.split(".")[1:])
    return f"{place[0]} in a link to #{to[1]}, another answer: expected #{name}" if to and to[1] != name else ""


def _misread(place, said):
    """Why a reader would see another value than what is `said` in this place of a text, or nothing."""
    before, rest = place.string[max(0, place.start() - 50):place.start()], place.string[place.end():]
    after = rest[:1]
    if re.search(r"(?:[\^_}]|\\[A-Za-z]+)\Z", before):
        return f"{place[0]} where TeX takes one digit only: expected braces round it"
    if re.search(r"(?:[\d.]|\d,)\Z", before) or re.match(r"\d|[.,]\d|[kKM]\b|\s*(?:thousand|million|billion)\b|<sup>", rest):
        return f"{place[0]} beside another digit: expected a space between them, and the whole number"
    if re.search(r"(?:^|[\s(=])[-−–](?:\$|\*\*)*\Z", before) or said.startswith("-") and re.search(r"[-−–]\$?\Z", before):
        return f"{place[0]} behind a minus: expected its own sign alone"
    within = said.startswith("$") or place.string[:place.start()].rpartition("\n\n")[2].replace("$$", "$").count("$") % 2
    if within and re.search(r"\de[+-]|\d,\d", said):
        return f"{place[0]} in a formula, which sets {said} as a product or a list: expected it outside"
    if re.match(r"(?:\*\*|\]\([^)]*\)|\$|\\,|\s|&(?:nbsp|thinsp);)*(?:\\?%|‰|per ?cent\b)", rest):
        return f"{place[0]} before a percent sign: expected a share, as in {{:.1%}}"
    if after in tuple(".)") and re.search(r"(?m)^[ >*+-]*\Z", before):
        return f"{place[0]}{after} at the start of a line, which Markdown takes for a list's number: expected a word before it"
    return ""


def _digits(answer, spec, shown):
    """What is wrong with the digits that are said of an answer."""
    values = entries(answer.value)
    scale = max((abs(value) for value in values if isinstance(value, float)), default=0)
    for value, said in ((value, shown(value, spec)) for value in values):
        number, exact, unsure = _number(said), said == f"{value}".removesuffix("/1"), answer.within * scale
        if not exact and (isinstance(value, str) or not abs(number - value) <= THREE_DIGITS * (scale or abs(value))):
            yield f"{said} for {value!r}: expected three digits of it"
        elif not exact and abs(number - value) > ONE_DIGIT * abs(value) and abs(value) > 2 * unsure:
            yield f"{said} for {value!r}: expected a digit of it"
        elif isinstance(value, float) and (number and unsure > THREE_DIGITS * abs(value) or unsure > 1.01 * _last(said)):
            yield f"{said}, of which nothing confirms the last digit: it is right to {unsure:.1g}. Show fewer, as in {{:.4f}}"


def _number(said):
    """The number that was said: 1,000 and 5.2% are numbers, too; what is none is not a number."""
    try:
        return float(said.replace(",", "").rstrip("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return float("nan")


def _last(said):
    """The worth of the last digit that was said, if it is a fraction's."""
    found = re.fullmatch(r"-?[\d,]*\.(\d+)(?:e([+-]\d+))?", said)
    return 10.0 ** (int(found[2] or 0) - len(found[1])) if found else math.inf
