# SPDX-License-Identifier: MIT
"""The record of accepted answers: read it, compare with it, add to it. It knows nothing of pages or of MkDocs.

Comparing runs on Python 3.9, for verify.pyz and the notebooks; reading the record takes 3.11.
"""

import math
import os
from collections import namedtuple
from fractions import Fraction
from pathlib import Path

FILE = Path(__file__).with_name("answers.toml")
WITHIN = 1e-9


class RecordError(ValueError):
    """The record, or what it is compared with, cannot be read as it stands."""


class Answer(namedtuple("Answer", "id value where statement assuming within seen", defaults=["", "", WITHIN, ""])):
    """One computed value. A right answer is `topic.name`; a known wrong one is `topic.name.mistake`."""


def plain(value):
    """The value as TOML and JSON can hold it: numpy becomes lists and numbers, a fraction the text `n/d`."""
    value = value.tolist() if hasattr(value, "tolist") else value
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
    """Its type, or those of its entries, in lists as it is."""
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
        document = tomllib.loads(path.read_text("utf-8-sig"))
        recorded = {id.removeprefix("wrong."): value for id, value in _flat(document) if id != "changes"}
        if bad := [id for id in recorded if id.count(".") not in (1, 2)]:
            raise ValueError(f"{bad[0]} is neither topic.name nor wrong.topic.name.mistake")
    except (OSError, ValueError) as error:
        raise RecordError(f"snippets/{path.name} is no record: {error}. Mend it, or type: git checkout snippets/{path.name}") from error
    return recorded


def _flat(table, prefix=""):
    for key, value in table.items():
        yield from _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, value)]


def changes(answers, record):
    """{id: (recorded, computed)} wherever the two differ; None, which no answer can be, stands for nothing."""
    computed = {id: answer.value for id, answer in answers.items()}
    return {id: (record.get(id), computed.get(id)) for id in record | computed
            if id not in record or id not in computed or not same(computed[id], record[id], answers[id].within)}


def describe(id, change, answers):
    """The message of one change: where, and recorded above computed."""
    recorded, computed = ("nothing" if value is None else repr(value) for value in change)
    where = answers[id].where if id in answers else f"docs/{id.partition('.')[0]}.md"
    return f"{where}: {id} changed\n    recorded   {recorded}\n    computed   {computed}"


def accept(answers, reason, path=FILE):
    """Write what changed into the record, one line each, with one entry that gives the reason. Returns the changes."""
    import tomlkit

    changed = changes(answers, read(path))
    document = tomlkit.parse(path.read_text("utf-8-sig"))
    log = document.pop("changes", tomlkit.aot())  # it stays last, behind a new topic's table
    entry = tomlkit.table().add("reason", reason).add("values", tomlkit.array().multiline(True))
    for id, (old, new) in sorted(changed.items(), key=lambda change: change[0].count(".")):  # right answers first
        *tables, name = ["wrong"] * (id.count(".") - 1) + id.split(".")
        table = document
        for key in tables:
            table = table.setdefault(key, tomlkit.table(is_super_table=key != tables[-1]))
        if new is None:
            del table[name]
        else:
            table[name] = new
        entry["values"].append({key: value for key, value in (("id", id), ("old", old), ("new", new)) if value is not None})
    if changed:
        document["changes"] = [*log, entry]
        write(path, tomlkit.dumps(document))
    return changed


def write(path, text):
    """Write a file whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(text, "utf-8", newline="\n")
    os.replace(draft, path)
