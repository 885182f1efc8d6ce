# SPDX-License-Identifier: MIT
"""What is known of how well the answers are checked: the last run of `make mutants`, and whether it was made on what stands here now."""

import hashlib
import json
from pathlib import Path

from snippets import record
from snippets.page import fences

ROOT = Path(__file__).parents[1]
RESULT = ROOT / "docs/assets/mutants.json"


def methods():
    """The files of methods: those with a second road, and the network that they share."""
    return [path for path in sorted((ROOT / "snippets").glob("*.py"))
            if path.stem == "network" or path.stem != "__init__" and (ROOT / "snippets/checks" / path.name).exists()]


def pages():
    """{page: the code of its blocks}, for the pages that compute with a method."""
    codes = {path: [block.code for block in fences.scan(path.read_text("utf-8"))[0]] for path in sorted((ROOT / "docs").glob("*.md"))}
    imports = [f"from snippets.{path.stem} import" for path in methods()]
    return {path: code for path, code in codes.items() if any(line in block for block in code for line in imports)}


def made_of():
    """A hash of all that the score depends on: methods, blocks of pages, second roads, the record, figures, the gate, the changes."""
    files = [*sorted((ROOT / "snippets").rglob("*.py")), ROOT / "snippets/page/theme/cards.md", ROOT / "tests/mutants.py"]
    texts = [path.read_text("utf-8") for path in files if path.exists()] + [code for codes in pages().values() for code in codes]
    texts.append(repr(record.read(ROOT / "snippets/answers.toml")))  # without the log of its changes
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def result():
    """What the last run found, as tests/mutants.py wrote it, or that there was none."""
    return json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {"made_of": "", "every": 1, "files": {}, "survivors": []}


def score():
    """The table of the last run as {heading: values}, one row a file and one for all; and what is to be said of it."""
    found = result()
    if not found["files"]:
        return {}, "It was not measured yet."
    counts = {f"`{file}`": [count.get(end, 0) for end in ("refused", "changed", "same", "seen")] for file, count in found["files"].items()}
    counts["all of them"] = [sum(column) for column in zip(*counts.values(), strict=True)]
    refused, changed, same, seen = zip(*counts.values(), strict=True)
    columns = {"changed file": [*counts], "changes": [sum(row) for row in counts.values()],
               "refused": [without + by_record for without, by_record in zip(refused, changed, strict=True)],
               "of these without the record": [*refused], "survive, same bytes": [*same], "survive, to be seen": [*seen]}
    made, killed = columns["changes"][-1], columns["refused"][-1]
    sample = f"One change in {found['every']}, evenly spread, was tried. " if found["every"] > 1 else ""
    says = (f"{sample}Of {made} changes the build refuses {killed}, or {killed / made:.1%}; {same[-1]} leave every page as it is, "
            f"byte for byte, and {seen[-1]} show something else. With the record rewritten after each change, so that only second "
            f"roads, steps and blocks can tell, it still refuses {refused[-1]} of the {killed}, or {refused[-1] / killed:.1%}.")
    state = "the sources as they are now" if found["made_of"] == made_of() else "sources that have **changed since**"
    return columns, f"{says} Measured on {state} (hash `{found['made_of']}`)."


def survivors():
    """{file: [(change, why it does no harm)]} for the changes that the build lets pass and that can be seen."""
    found = {}
    for entry in result()["survivors"]:
        file, _, change = entry["mutant"].partition(": ")
        found.setdefault(file, []).append((change, entry["because"]))
    return found
