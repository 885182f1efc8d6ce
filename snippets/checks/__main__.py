# SPDX-License-Identifier: MIT
"""`python -m snippets.checks site/answers.json`, or `python verify.pyz`: what was published against the second roads.

In the project it is compared with the record, too. Names of answers, as in `python verify.pyz ransac.homography`, explain those.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from snippets import record
from snippets.checks import confirmations, faults, roads, says


def published(artefact):
    """The answers that an answers.json holds, as {id: Answer}. Raises RecordError."""
    try:
        entries = json.loads(Path(artefact).read_text("utf-8"), object_pairs_hook=_once)
        if bad := [id for id in entries if id.count(".") not in (1, 2)]:
            raise ValueError(f"{bad[0]!r} is no answer's name")
        if bad := [id for id, entry in entries.items() if entry["wrong"] != (id.count(".") == 2)]:
            raise ValueError(f"{bad[0]}: a {'right answer is called wrong' if entries[bad[0]]['wrong'] else 'mistake is called right'}")
        return {id: record.Answer(id, entry["value"], str(artefact), entry["because" if entry["wrong"] else "statement"],
                                  entry.get("assuming", ""), float(entry["within"])) for id, entry in entries.items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise record.RecordError(f"{artefact} cannot be read: {type(error).__name__}: {error}. Expected the site's answers.json") from error


def _once(pairs):
    """An object whose names differ: of two values for one name a reader would see one, and this the other."""
    if twice := [name for name, times in Counter(name for name, _ in pairs).items() if times > 1]:
        raise ValueError(f"{twice[0]!r} is given twice")
    return dict(pairs)


def verify(arguments, beside):
    """The messages of all that differs. Prints how each answer fares; `arguments` may name the file, else beside `beside`, and answers."""
    names = {argument for argument in arguments if not argument.endswith(".json")}
    files = [argument for argument in arguments if argument not in names] or [Path(beside).with_name("answers.json")]
    if len(files) > 1:
        return [f"expected one file of answers, and got {', '.join(files)}"]
    artefact = files[0]
    answers, known = published(artefact), roads()
    if unknown := sorted(names - ({*answers} & {*known})):
        right = unknown[0].rpartition(".")[0]
        return [f"{unknown[0]} is a mistake, and stands under its answer; type {right}" if unknown[0] in answers and right in known
                else f"{artefact} has no answer called {unknown[0]}"]
    answers = {id: answer for id, answer in answers.items() if not names or names & {id, id.rpartition(".")[0]}}
    confirmed = confirmations(answers, known)
    for id, (agrees, gave) in confirmed.items():
        print(f"{'confirmed' if agrees else 'DIFFERS':10} {id:35} {answers[id].value!s:.{999 if names else 50}}")
        if names:
            mistakes = [f"not {wrong.value}: {wrong.statement}" for wrong in answers.values() if wrong.id.startswith(f"{id}.")]
            print("", answers[id].statement, f"assuming: {answers[id].assuming or 'nothing further'}", f"second road: {says(known[id])}",
                  f"it gave: {'bounds ' * isinstance(gave, tuple)}{gave}", *mistakes, sep="\n    ")
    changed = {} if names or not record.FILE.exists() else record.changes(answers, record.read())
    known = {id: known[id] for id in names or known}
    messages = (record.describe(id, change, answers) for id, change in changed.items())
    return [*faults(answers, known, confirmed), *messages]


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="replace")  # a console that lacks a letter
    try:
        if messages := verify(sys.argv[1:], sys.argv[0]):
            sys.exit("\n".join(messages))
        print("as published, and confirmed by the second road")
    except record.RecordError as error:
        sys.exit(str(error))
