# SPDX-License-Identifier: MIT
"""Can a line of the gate go without a test failing? `python tests/mutants_gate.py record fences` takes out one statement after the other.

Each is taken out of a copy of the project, where the quick tests run, all of them in a process forked from one that has imported what they
need; what these let pass is printed, and with `--slow` the tests that build are run on it, too. It ends with 0 if nothing passed.
`--change` makes the small changes of tests/mutants.py in place of taking statements out.
"""

import argparse
import ast
import contextlib
import copy
import importlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUICK = {"record": ["tests/test_record.py", "tests/test_input.py", "tests/test_alone.py"],
         "page/fences": ["tests/test_fences.py", "tests/test_input.py", "tests/test_alone.py"],
         "page/staging": ["tests/test_staging.py"],
         "page/links": ["tests/test_links.py"],
         "page/maths": ["tests/test_maths.py", "tests/test_input.py"],
         "checks/__main__": ["tests/test_verify.py"], "proof": ["tests/test_proof.py", "tests/test_mutants.py"]}
USUAL = ["tests/test_alone.py", "tests/test_input.py"]
SLOW = ["tests/test_gate.py", "tests/test_serve.py"]


def taken_out(code):
    """(line, what is gone, the code without it) for every statement but docstrings and imports."""
    tree = ast.parse(code)
    for place, node in enumerate(ast.walk(tree)):
        for field in ("body", "orelse", "finalbody", "handlers"):
            for number, statement in enumerate(getattr(node, field, []) if not isinstance(node, ast.Lambda | ast.IfExp) else []):
                words = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
                if words or isinstance(statement, ast.Import | ast.ImportFrom | ast.Pass | ast.ExceptHandler):
                    continue
                without = copy.deepcopy(tree)
                list(ast.walk(without))[place].__dict__[field][number] = ast.Pass()
                yield statement.lineno, ast.unparse(statement).partition("\n")[0], ast.unparse(ast.fix_missing_locations(without))


def small_changes(code):
    import mutants

    parts = mutants.statements(code)
    for number, part in enumerate(parts):
        for mutant in mutants.changed(part):
            yield 1 + "".join(parts[:number]).count("\n"), mutants.difference(part, mutant), "".join([*parts[:number], mutant, *parts[number + 1:]])


def passes(folder, tests):
    """Do these tests pass in the folder? In a process of its own, which has everything but snippets."""
    if not (child := os.fork()):
        code = 1
        with contextlib.suppress(BaseException):
            for end in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), end)
            os.chdir(folder)
            for name in [name for name in sys.modules if name.partition(".")[0] in ("snippets", "mutants")]:
                del sys.modules[name]
            sys.path[:] = [str(folder), *(path for path in sys.path if path != str(ROOT))]
            sys.dont_write_bytecode = True
            import pytest
            code = pytest.main(["-x", "-q", "-o", "addopts=", "-p", "no:cacheprovider", "-p", "no:xdist", *tests])
        os._exit(int(code))
    return os.waitpid(child, 0)[1] == 0


def passes_slowly(folder, tests):
    return subprocess.run([sys.executable, "-m", "pytest", "-x", *tests], cwd=folder, stdout=subprocess.DEVNULL, check=False).returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="+", help="record, page/fences, page/site, ...")
    parser.add_argument("--slow", action="store_true", help="run the tests that build on what the quick ones let pass")
    parser.add_argument("--change", action="store_true", help="small changes in place of taking out")
    parser.add_argument("--tests", nargs="*", help="these in place of the quick tests")
    parser.add_argument("--every", type=int, default=1)
    options = parser.parse_args()
    for name in ("hypothesis", "markdown_exec", "matplotlib.pyplot", "pymdownx.superfences", "pytest", "tomlkit"):
        importlib.import_module(name)  # once, before the forks

    passed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "project"
        shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".git", ".venv", ".cache", "site", "__pycache__"))
        for module in options.modules:
            file, tests = folder / f"snippets/{module}.py", options.tests or QUICK.get(module, USUAL)
            code = file.read_text("utf-8")
            if not passes(folder, tests):
                sys.exit(f"{tests} fail as it is")
            tried = list((small_changes if options.change else taken_out)(code))[::options.every]
            for number, (line, what, mutant) in enumerate(tried, 1):
                file.write_text(mutant, "utf-8")
                if passes(folder, tests) and not (options.slow and not passes_slowly(folder, SLOW)):
                    passed += 1
                    print(f"snippets/{module}.py:{line}: no test fails without: {what}")
                print(f"{module}: {number} of {len(tried)}, {passed} passed", file=sys.stderr)
            file.write_text(code, "utf-8")
    sys.exit(bool(passed))


if __name__ == "__main__":
    main()
