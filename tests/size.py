# SPDX-License-Identifier: MIT
"""Prints how much code is neither method, check, figure, page nor test, and then how much is: no blank lines, comments and docstrings.

The gate stands in both: what it asks of roads and sentences, snippets/checks/_*.py, is a check and has no limit.
"""

import ast
import io
import re
import sys
import tokenize
from pathlib import Path

ROOT = Path(__file__).parents[1]
NO_CODE = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER, tokenize.ENCODING}


def python(text):
    prose = {line for node in ast.walk(ast.parse(text))
             if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
             for line in range(node.lineno, node.end_lineno + 1)}
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return len({line for token in tokens if token.type not in NO_CODE for line in range(token.start[0], token.end[0] + 1)} - prose)


def other(text):
    return sum(bool(line.strip()) and not line.strip().startswith("//") for line in re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split("\n"))


KINDS = [("Python", 600, python, ["snippets/record.py", "snippets/page/*.py"]),
         ("JavaScript", 500, other, ["docs/assets/*.js"]), ("CSS", 300, other, ["docs/assets/*.css"])]
METHODS = [f"snippets/{path.name}" for path in (ROOT / "snippets/checks").glob("[!_]*.py")]
BESIDE = {"methods": [*METHODS, "snippets/network.py"], "second roads": ["snippets/checks/[!_]*.py"],
          "what is asked of roads and sentences": ["snippets/checks/_*.py"], "figures": ["snippets/figures/*.py"],
          "notebooks and score": ["snippets/page/notebook/*.py", "snippets/proof.py"], "labs": ["docs/labs/*.py"], "tests": ["tests/**/*.py"]}

if __name__ == "__main__":
    over = False
    for kind, most, count, patterns in KINDS:
        sizes = {path: count(path.read_text("utf-8")) for pattern in patterns for path in sorted(ROOT.glob(pattern))}
        print(f"{kind}: {sum(sizes.values())} lines of at most {most}:", *(f"{path.relative_to(ROOT)} {size}" for path, size in sizes.items()))
        over |= sum(sizes.values()) > most
    print("No limit:", ", ".join(f"{what} {sum(python(path.read_text('utf-8')) for pattern in patterns for path in ROOT.glob(pattern))}"
                                 for what, patterns in BESIDE.items()))
    sys.exit(over)
