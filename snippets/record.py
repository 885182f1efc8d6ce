"""The record of accepted answers: read it, compare with it, add to it. It knows nothing of pages or of MkDocs.

`python -m snippets.record site/answers.json` compares a published artefact with the record and with the second roads.
Comparing runs on Python 3.9, for verify.pyz and the notebooks; reading the record takes 3.11.
"""

import importlib
import inspect
import json
import math
import os
import pkgutil
import re
import sys
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).with_name("answers.toml")
WITHIN = 1e-9
MISSING = None  # which no answer can be
IMPORTED = re.compile(r"^[ \t]*(?:from[ \t]+(?=\S+[ \t]+import)|import[ \t]+)(\S+(?:, .+)?)", re.MULTILINE)


class RecordError(ValueError):
    """The record, or what it is compared with, cannot be read as it stands."""


@dataclass(frozen=True)
class Answer:
    """One computed value. A right answer is `topic.name`; a known wrong one is `topic.name.mistake`."""

    id: str
    value: object
    where: str
    statement: str = ""
    assuming: str = ""
    within: float = WITHIN
    seen: str = ""


def plain(value):
    """The value as TOML and JSON can hold it: numpy becomes lists and numbers, a fraction the text `n/d`."""
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if not isinstance(value, (bool, int, float, str)) or isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{value!r} is not an answer: expected a finite number, a fraction, a truth value, a word or a list of them")
    return value


def entries(value):
    """Every entry of a nested list, in order; a single value is its own entry."""
    return [entry for part in value for entry in entries(part)] if isinstance(value, list) else [value]


def shape(value):
    return [shape(part) for part in value] if isinstance(value, list) else type(value)


def same(a, b, within=WITHIN):
    """Are two plain values the same answer? Floats may differ by `within` times the answer's largest entry."""
    if shape(a) != shape(b):
        return False
    pairs = list(zip(entries(a), entries(b)))
    scale = max((abs(y) for _, y in pairs if isinstance(y, float)), default=0)
    return all(abs(x - y) <= within * scale < math.inf if isinstance(y, float) else x == y for x, y in pairs)


def read(path=FILE):
    """The record as {id: plain value}, wrong answers included. Raises RecordError."""
    import tomllib

    try:
        document = tomllib.loads(path.read_text("utf-8"))
        recorded = {id.removeprefix("wrong."): value for id, value in _flat(document) if not id.startswith("changes")}
        if bad := [id for id in recorded if id.count(".") not in (1, 2)]:
            raise ValueError(f"{bad[0]} is neither topic.name nor wrong.topic.name.mistake")
    except (OSError, ValueError) as error:
        raise RecordError(f"snippets/{path.name} cannot be read as the record: {error}. Mend it, or type: git checkout snippets") from error
    return recorded


def _flat(table, prefix=""):
    for key, value in table.items():
        yield from _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]


def roads():
    """Every second road, found by name: {"topic.name": function}."""
    package = importlib.import_module("snippets.checks")
    modules = [importlib.import_module(f"snippets.checks.{found.name}") for found in pkgutil.iter_modules(package.__path__)]
    return {f"{module.__name__.rpartition('.')[2]}.{name}": function for module in modules
            for name, function in inspect.getmembers(module, inspect.isfunction)
            if function.__module__ == module.__name__ and not name.startswith("_")}


def road(function):
    """How a road goes: the first sentence of its docstring."""
    return re.split(r"\.(?:\s|$)", inspect.cleandoc(function.__doc__ or ""))[0].replace("\n", " ")


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


def changes(answers, record):
    """{id: (recorded, computed)} wherever the two differ."""
    computed = {id: answer.value for id, answer in answers.items()}
    return {id: (record.get(id, MISSING), computed.get(id, MISSING)) for id in record | computed
            if id not in record or id not in computed or not same(computed[id], record[id], answers[id].within)}


def faults(answers, roads, confirmed):
    """What no reason can make acceptable, one message each; `confirmed` is what confirmations() said."""
    for file in sorted((FILE.parent / "checks").glob("*.py")):
        for name in IMPORTED.findall(file.read_text("utf-8")):
            if name.partition(".")[0] not in sys.stdlib_module_names and name != "snippets.checks":
                yield f"snippets/checks/{file.name} imports {name}: the two roads could share a mistake. Import the standard library only"
    for topic, name in (id.split(".") for id in sorted(set(roads) - set(answers))):
        yield f"snippets/checks/{topic}.py: {name}() confirms no answer: put {topic}.{name} back on its page, or delete the check"
    for id, answer in answers.items():
        topic, name, *mistake = id.split(".")
        right = answers.get(f"{topic}.{name}")
        if mistake and not right:
            yield f"{answer.where}: {id} is a mistake in {topic}.{name}, which no page computes"
        elif mistake and same(answer.value, right.value, max(answer.within, right.within)):
            yield f"{answer.where}: {id} is called wrong, but {answer.value!r} is the right answer to {topic}.{name}"
        elif not mistake and id not in roads:
            yield f"{answer.where}: {id} has no second road: write {name}() in snippets/checks/{topic}.py"
        elif not mistake and not confirmed[id][0]:
            yield (f"{answer.where}: the second road disagrees on {id}\n    computed   {answer.value!r}\n    confirmed"
                   f"  {confirmed[id][1]!r}  by snippets/checks/{topic}.py: {road(roads[id])}\n"
                   "    Find out which is wrong; nothing is accepted until they agree")


def describe(id, change, answers):
    """The message of one change: where, recorded above computed, and the cure."""
    recorded, computed = ("nothing" if value is MISSING else repr(value) for value in change)
    where = answers[id].where if id in answers else f"docs/{id.partition('.')[0]}.md"
    return f"{where}: {id} changed\n    recorded   {recorded}\n    computed   {computed}"


def accept(answers, reason, path=FILE):
    """Write what changed into the record, one line each, with one entry that gives the reason. Returns the changes."""
    import tomlkit

    changed = changes(answers, read(path))
    document = tomlkit.parse(path.read_text("utf-8"))
    entry = tomlkit.table().add("reason", reason).add("values", tomlkit.array().multiline(True))
    for id, (old, new) in sorted(changed.items(), key=lambda change: change[0].count(".")):  # right answers first
        *tables, name = id.split(".") if id.count(".") == 1 else ["wrong", *id.split(".")]
        table = document
        for key in tables:
            table = table.setdefault(key, tomlkit.table(is_super_table=key != tables[-1]))
        if new is MISSING:
            del table[name]
        else:
            table[name] = new
        entry["values"].append({key: value for key, value in (("id", id), ("old", old), ("new", new)) if value is not MISSING})
    if changed:
        document.setdefault("changes", tomlkit.aot()).append(entry)
        write(path, tomlkit.dumps(document))
    return changed


def write(path, text):
    """Write a file whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(text, "utf-8", newline="\n")
    os.replace(draft, path)


def published(artefact):
    """The answers that an answers.json holds, as {id: Answer}. Raises RecordError."""
    try:
        entries = json.loads(Path(artefact).read_text("utf-8"))
        if bad := [id for id in entries if id.count(".") not in (1, 2)]:
            raise ValueError(f"{bad[0]!r} is no answer's name")
        return {id: Answer(id, entry["value"], str(artefact), entry["because" if entry["wrong"] else "statement"],
                           entry.get("assuming", ""), float(entry["within"])) for id, entry in entries.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise RecordError(f"{artefact} cannot be read: {type(error).__name__}: {error}. Expected the site's answers.json") from error


def verify(arguments, beside):
    """Compare answers.json with the second roads and, in the project, with the record: the messages of all that differs.

    Prints how each answer fares. `arguments` may name the file, otherwise in the folder of `beside`, and answers to explain.
    """
    names = {argument for argument in arguments if not argument.endswith(".json")}
    artefact = next((argument for argument in arguments if argument not in names), Path(beside).with_name("answers.json"))
    answers, second = published(artefact), roads()
    if unknown := sorted(names - ({*answers} & {*second})):
        return [f"{artefact} has no answer called {unknown[0]}"]
    answers = {id: answer for id, answer in answers.items() if not names or names & {id, id.rpartition(".")[0]}}
    confirmed = confirmations(answers, second)
    for id, (agrees, gave) in confirmed.items():
        print(f"{'confirmed' if agrees else 'DIFFERS':10} {id:35} {answers[id].value!s:.{999 if names else 50}}")
        if names:
            mistakes = [f"not {wrong.value}: {wrong.statement}" for wrong in answers.values() if wrong.id.startswith(f"{id}.")]
            print("", answers[id].statement, f"assuming: {answers[id].assuming or 'nothing further'}", f"second road: {road(second[id])}",
                  f"it gave: {'bounds ' * isinstance(gave, tuple)}{gave}", *mistakes, sep="\n    ")
    changed = {} if names or not FILE.exists() else changes(answers, read())
    second = {id: second[id] for id in names or second}
    return [*faults(answers, second, confirmed), *(describe(id, change, answers) for id, change in changed.items())]


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # a console that lacks a letter
    try:
        sys.exit("\n".join(verify(sys.argv[1:], sys.argv[0])) or print("as published, and confirmed by the second road"))
    except RecordError as error:
        sys.exit(str(error))
