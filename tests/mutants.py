# SPDX-License-Identifier: MIT
"""How well are the answers checked? Changes the methods and the pages' blocks, one small change at a time, and sees whether the build refuses.

`make mutants` makes all the changes that the operators below know, or one in EVERY of them, runs the pages that the change can touch, and
writes docs/assets/mutants.json, which docs/proof.md prints. All of them take two cores about ten minutes. A page is run here without MkDocs:
its blocks in one session, then the gate's comparison with record and second roads. A run that was stopped goes on where it was;
`--only ransac` tries those of one topic and writes nothing.
"""

import argparse
import collections
import contextlib
import difflib
import functools
import gc
import importlib
import importlib.machinery
import json
import os
import pickle
import re
import resource
import shutil
import sys
import time
import tomllib
import types
import warnings
from pathlib import Path

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[threads] = "1"  # a core each; numpy comes later
ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

import libcst as cst
from libcst import matchers as m
from mutmut.mutation import mutators

from snippets import proof

METHODS, PAGES = proof.methods(), list(proof.pages())
SENTENCES = ROOT / "tests/survivors.toml"
END = "same", "survived", "changed", "refused", "seen"
SAME, SURVIVED, CHANGED, REFUSED, SEEN = range(5)  # refused by the record alone, or without it; of survivors: nothing, or something to see
SAME_BYTES = "Every page that it can touch comes out the same, byte for byte."
PATIENCE = 6  # CPU seconds; a page takes a quarter of one


# The operators of our own, in the form of mutmut's: a node's type, and what it may turn into. Words are left alone: what a sentence
# says is read, not computed.

def arguments(node):
    """mutmut's: each argument becomes None, then each is left out; but not those that are words."""
    words = m.SimpleString() | m.FormattedString() | m.ConcatenatedString()
    for number, argument in enumerate(node.args):
        if not m.matches(argument.value, words) or next(number_in_quotes(argument.value), None):
            alone = node.with_changes(args=[argument])
            yield from (node.with_changes(args=[*node.args[:number], *new.args, *node.args[number + 1:]])
                        for new in mutators.operator_arg_removal(alone))
            if len(node.args) > 1:
                yield node.with_changes(args=[*node.args[:number], *node.args[number + 1:]])


def one_less(node):
    if isinstance(node, cst.Integer | cst.Float):
        yield cst.parse_expression(f"({node.evaluated_value - 1!r})")


def number_in_quotes(node):
    """"0.95" becomes "0.96", "1/2" becomes "1/3"."""
    if isinstance(node, cst.SimpleString) and re.fullmatch(r"\d+([./]\d+)?", str(node.evaluated_value)):
        yield node.with_changes(value=re.sub(r"\d(?=\D*$)", lambda digit: str((int(digit[0]) + 1) % 10), node.value))


def term_dropped(node):
    if isinstance(node.operator, cst.Add | cst.Subtract | cst.Multiply | cst.Divide | cst.MatrixMultiply):
        for side in (node.left, node.right):
            yield side.with_changes(lpar=[*node.lpar, *side.lpar], rpar=[*side.rpar, *node.rpar])


def transpose_lost(node):
    if m.matches(node, m.Attribute(attr=m.Name("T"))):
        yield node.value
    elif m.matches(node, m.Call(func=m.Attribute(attr=m.Name("swapaxes")))):
        yield node.func.value
    elif m.matches(node, m.Call(func=m.Attribute(attr=m.Name("transpose")), args=[m.Arg()])):
        yield node.args[0].value


def neighbours_swapped(node):
    """f(a, b) becomes f(b, a), x[i, j] becomes x[j, i]."""
    kind = "args" if isinstance(node, cst.Call) else "slice"
    parts = getattr(node, kind)
    for first, (one, two) in enumerate(zip(parts, parts[1:], strict=False)):
        if isinstance(node, cst.Call) and (one.keyword or two.keyword or one.star or two.star):
            continue
        swapped = [one.with_changes(comma=two.comma), two.with_changes(comma=one.comma)][::-1]
        yield node.with_changes(**{kind: [*parts[:first], *swapped, *parts[first + 2:]]})


def rounded_instead(node):
    if m.matches(node, m.Call(func=m.Attribute(attr=m.Name("ceil") | m.Name("floor")) | m.Name("ceil") | m.Name("floor"))):
        yield node.with_changes(func=cst.Name("round"))
    elif m.matches(node, m.SimpleString('"ROUND_CEILING"')):
        yield cst.SimpleString('"ROUND_HALF_EVEN"')


def off_by_one(node):
    if m.matches(node, m.Call(func=m.Name("range") | m.Name("len"))):
        for operator in (cst.Add(), cst.Subtract()):
            if node.func.value == "len":
                yield cst.BinaryOperation(node, operator, cst.Integer("1"), lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
            else:
                last = node.args[min(len(node.args), 2) - 1]
                moved = last.with_changes(value=cst.BinaryOperation(_in_brackets(last.value), operator, cst.Integer("1")))
                yield node.with_deep_changes(last, value=moved.value)


def _in_brackets(value):
    return value.with_changes(lpar=[cst.LeftParen(), *value.lpar], rpar=[*value.rpar, cst.RightParen()])


NOT_OURS = (mutators.operator_arg_removal, mutators.operator_string, mutators.operator_dict_arguments,
            mutators.operator_symmetric_string_methods_swap, mutators.operator_unsymmetrical_string_methods_swap)
OPERATORS = [operator for operator in mutators.mutation_operators if operator[1] not in NOT_OURS] + [
    (cst.Call, arguments), (cst.BaseNumber, one_less), (cst.SimpleString, number_in_quotes), (cst.BinaryOperation, term_dropped), (cst.Attribute, transpose_lost),
    (cst.Call, transpose_lost), (cst.Call, neighbours_swapped), (cst.Subscript, neighbours_swapped), (cst.Call, rounded_instead),
    (cst.SimpleString, rounded_instead), (cst.Call, off_by_one)]


class Changes(cst.CSTVisitor):
    """Collects (node, what it turns into). What an error says is left alone, and so are annotations and imports."""

    def __init__(self):
        self.found = []

    def visit_Raise(self, node):
        return False

    def visit_Annotation(self, node):
        return False

    def visit_ImportFrom(self, node):
        return False

    def on_visit(self, node):
        for kind, operator in OPERATORS:
            if isinstance(node, kind):
                self.found += [(node, new) for new in operator(node)]
        return super().on_visit(node)


def statements(code):
    """The text of each top-level statement; joined, they are the code."""
    module = cst.parse_module(code)
    texts = [module.code_for_node(statement) for statement in module.body]
    texts[0] = "".join(map(module.code_for_node, module.header)) + texts[0]
    texts[-1] += "".join(map(module.code_for_node, module.footer))
    return texts


def changed(statement):
    """Every mutant of a statement, as text, without those that are no Python or no change."""
    module = cst.parse_module(statement)
    changes = Changes()
    module.visit(changes)
    seen = {statement}
    for node, new in changes.found:
        text = module.deep_replace(node, new).code
        if text not in seen:
            seen.add(text)
            with contextlib.suppress(SyntaxError), warnings.catch_warnings():
                warnings.simplefilter("ignore")
                compile(text, "", "exec", dont_inherit=True)
                yield text


def difference(old, new):
    """The lines that differ, as one line: `old` becomes `new`."""
    old, new = old.splitlines(), new.splitlines()
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            return " ".join(map(str.strip, old[a:b])) + " becomes " + " ".join(map(str.strip, new[c:d]))
    return "blank"


# What happens to a mutant: each runs in a process of its own, forked where everything it needs is there already.

class Run:
    """One page: its blocks run one after the other, and what they gave is judged after each."""

    def __init__(self, name, replaced=None):
        site.Site(settings=settings)
        self.page = site.Page(name, (ROOT / "docs" / name).read_text("utf-8"))
        self.page.title = self.page.entry = self.page.url = ""  # what MkDocs says of it
        if replaced:
            number, code = replaced
            self.page.blocks[number] = self.page.blocks[number]._replace(code=code)
        self.printed, self.judged, self.changed = [], 0, False

    def blocks(self, first, last=None):
        """Run these blocks, until the build would refuse whatever is on record. Returns whether it would."""
        for block in self.page.blocks[first:last]:
            self.printed.append(self.page.run(block.code))
            if self.refused():
                return True
        return False

    def refused(self):
        for answer in self.page.answers[self.judged:]:
            road = site.current.roads.get(answer.id)
            self.changed |= answer.id not in site.current.record or not record.same(answer.value, site.current.record[answer.id], answer.within)
            if road and not checks.confirm(answer, road)[0]:
                return True
        self.judged = len(self.page.answers)
        return bool(self.page.faults)

    def verdict(self):
        """After the last block: the comparison of the whole page."""
        self.page.finish("".join(self.printed))
        site.current.accepting = "any reason"
        site.current.roads = {id: road for id, road in site.current.roads.items() if id.partition(".")[0] == self.page.topic}
        recorded = {id: value for id, value in site.current.record.items() if id.partition(".")[0] == self.page.topic}
        if site.current.problems():
            return REFUSED
        if self.changed or record.changes(site.current.answers, recorded):
            return CHANGED
        return SAME if self.shown() == sketched.get(self.page.name) else SURVIVED

    def shown(self):
        return "".join(self.printed), self.page.inserts


def prepare():
    """Import what every mutant needs, and let each second road give its answer: it shares nothing with what is changed."""
    global record, site, checks, drawing, inline, shown, sketched, figures, settings
    from snippets import checks, record
    from snippets import figures as drawing
    from snippets.page import citing, maths, site
    config = types.SimpleNamespace(site_url="", site_name="", site_dir="", extra={})
    citing.describe(config)
    settings = config.extra
    roads = {id: functools.cache(road) for id, road in checks.roads().items()}
    for road in roads.values():
        road()
    recorded, inline, figures, sketched = record.read(), drawing.drawing, {}, {}
    record.read, checks.roads, maths.numbers, checks.unnumbered = lambda *_: dict(recorded), lambda: dict(roads), lambda pages: {}, lambda pages: []
    checks.unseen = lambda page, content, anchor: (answer.id for answer in page.answers if f'id="{anchor(answer.id)}"' not in content)
    draw(really=True)
    shown = {path.name: whole(path.name) for path in PAGES}
    if refused := [name for name, page in shown.items() if page is None]:
        sys.exit(f"docs/{refused[0]} is refused as it is: build the site first")
    names = [f"snippets.figures.{path.stem}" for path in sorted((ROOT / "snippets/figures").glob("[!_.]*.py"))]
    figures = {name: importlib.import_module(name) for name in names}
    Instead.modules |= {"snippets.checks": checks, "snippets.figures": drawing}
    sys.meta_path.insert(0, Instead)
    draw(really=False)
    sketched = {path.name: whole(path.name) for path in PAGES}


class Instead:
    """Finds these modules before Python looks for their files: a page imports anew, and a mutant is in no file."""

    modules = {}

    @classmethod
    def find_spec(cls, name, *_):
        return importlib.machinery.ModuleSpec(name, cls) if name in cls.modules else None

    @classmethod
    def create_module(cls, spec):
        return cls.modules[spec.name]

    @staticmethod
    def exec_module(module):
        pass


class Undrawn(types.ModuleType):
    """Stands for a module of figures, and tells what they were given: drawing is the larger half of a page's time."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *given, **named: (name, made_from(given), made_from(named))


def made_from(given):
    """The same for nothing but the same values; never the same for what is told by its name, such as a function, or not at all."""
    with contextlib.suppress(Exception):
        if b"snippets." not in (told := pickle.dumps(given)):
            return told
    return os.urandom(16)


def draw(really):
    """Figures as they are, or what they are made from: where that is the same, so are they, and any other survivor is tried with them."""
    drawing.drawing = inline if really else lambda *given: repr(given)
    for name, module in figures.items():
        Instead.modules[name] = module if really else Undrawn(name)


@functools.cache
def pages_of(module):
    """The pages that a method can touch, its own first."""
    users, sources = {module}, {path.stem: path.read_text("utf-8") for path in METHODS}
    while more := {name for name, text in sources.items() if name not in users and any(f"from snippets.{user} import" in text for user in users)}:
        users |= more
    pages = [path.name for path in PAGES if any(f"from snippets.{user} import" in path.read_text("utf-8") for user in users)]
    return sorted(pages, key=lambda name: (name != f"{module}.md", name))


def forked(action, mutant):
    """What the action says of the mutant, a small number, or REFUSED where its process died or would not end."""
    if not (child := os.fork()):
        gc.disable()  # looking through memory would copy it
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # numpy warns of what mutants do
        code = 99
        try:
            code = action(mutant)
        finally:
            os._exit(code)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 99:
        raise RuntimeError("the judge failed, not the mutant")
    return os.WEXITSTATUS(status) if os.WIFEXITED(status) else REFUSED


def whole(name, replaced=None):
    """What a page shows, or None where the build would refuse it."""
    run = Run(name, replaced)
    return None if run.blocks(0) or run.verdict() > SURVIVED else run.shown()


def method_mutants(path, place):
    """(how each mutant of one statement of a method is written, how to try it), for all of them."""
    texts = statements(path.read_text("utf-8"))

    def install(mutant):
        module = Instead.modules[f"snippets.{path.stem}"] = types.ModuleType(f"snippets.{path.stem}")
        exec(compile("".join([*texts[:place], mutant, *texts[place + 1:]]), str(path), "exec", dont_inherit=True), module.__dict__)

    def attempt(mutant):
        try:
            install(mutant)
        except Exception:
            return REFUSED
        ends = []
        for name in pages_of(path.stem):
            run = Run(name)
            ends.append(REFUSED if run.blocks(0) else run.verdict())
            if ends[-1] == REFUSED:
                break
        return max(ends)

    def shows(mutant):
        draw(really=True)
        install(mutant)
        return looks({name: whole(name) for name in pages_of(path.stem)})

    return texts[place], attempt, shows


def block_mutants(path, place):
    run = Run(path.name)
    original = run.page.blocks[place].code
    if run.blocks(0, place):
        raise RuntimeError(f"docs/{path.name} is refused as it is: {run.page.faults}")

    def attempt(mutant):
        run.page.blocks[place] = run.page.blocks[place]._replace(code=mutant)
        return REFUSED if run.blocks(place) else run.verdict()

    def shows(mutant):
        draw(really=True)
        return looks({path.name: whole(path.name, (place, mutant))})

    return original, attempt, shows


def looks(pages):
    if None in pages.values():
        return REFUSED
    return SAME if all(shown[name] == now for name, now in pages.items()) else SEEN


def unit(path, place, every):
    """Try every mutant of one statement of a method, or of one block of a page: [(mutant, how it ended)]."""
    draw(really=False)
    original, attempt, shows = (method_mutants if path.suffix == ".py" else block_mutants)(path, place)
    gc.freeze()
    results, seen = [], collections.Counter()
    for mutant in list(changed(original))[::every]:
        name = f"{path.relative_to(ROOT)}: {difference(original, mutant)}"
        seen[name] += 1
        end = forked(attempt, mutant)
        end = forked(shows, mutant) if end == SURVIVED else end
        results.append((name if seen[name] == 1 else f"{name} ({seen[name]})", END[end]))
    return results


def units(only):
    for path in (path for path in [*METHODS, *PAGES] if only in path.name):
        parts = statements(path.read_text("utf-8")) if path.suffix == ".py" else proof.pages()[path]
        yield from ((path, place) for place in range(len(parts)))


def try_all(wanted, every, workers):
    """The results of all units, `workers` at a time, each in a process of its own; says how far it is.

    What is done is kept in .cache until the sources change, so that a run that was stopped goes on where it was.
    """
    folder = ROOT / f".cache/mutants-{proof.made_of()}"
    for old in ROOT.glob(".cache/mutants-*"):
        if old != folder:
            shutil.rmtree(old)
    folder.mkdir(parents=True, exist_ok=True)
    files = [folder / f"{path.name}-{place}-{every}.json" for path, place in wanted]
    left, running, start = [at for at, file in enumerate(files) if not file.exists()], {}, time.monotonic()
    done, all_of_them = 0, len(left)
    while left or running:
        while left and len(running) < workers:
            at = left.pop(0)
            if not (process := os.fork()):
                with contextlib.suppress(BaseException):
                    record.write(files[at], json.dumps(unit(*wanted[at], every)))
                os._exit(0)
            running[process] = at
        at = running.pop(os.wait()[0])
        if not files[at].exists():
            sys.exit(f"{wanted[at][0].name}, part {wanted[at][1]}: the judge failed, not a mutant")
        done += 1
        passed = time.monotonic() - start
        print(f"{done} of {all_of_them} parts, {passed:.0f} s, about {passed / done * (all_of_them - done):.0f} s to go: {wanted[at][0].name}",
              file=sys.stderr)
    return sorted(result for file in files for result in json.loads(file.read_text("utf-8")))


@functools.cache
def sentences():
    """{mutant: why no reader could see it}, from tests/survivors.toml."""
    groups = tomllib.loads(SENTENCES.read_text("utf-8")).get("survivors", []) if SENTENCES.exists() else []
    return {mutant: group["because"] for group in groups for mutant in group["mutants"]}


def summary(results, every):
    """What docs/proof.md prints: how the mutants of each file ended, and every survivor."""
    counts = collections.defaultdict(collections.Counter)
    for name, end in results:
        counts[name.partition(": ")[0]][end] += 1
    survivors = [{"mutant": name, "because": sentences().get(name, SAME_BYTES if end == "same" else "")}
                 for name, end in results if end in ("same", "seen")]
    return {"made_of": proof.made_of(), "every": every, "files": {file: dict(count) for file, count in sorted(counts.items())}, "survivors": survivors}


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--only", default="", help="only files whose name holds this; nothing is written")
    parser.add_argument("--every", type=int, default=1, help="a sample: every n-th mutant of each part")
    parser.add_argument("--workers", type=int, default=os.cpu_count())
    options = parser.parse_args()
    prepare()
    results = try_all(list(units(options.only)), options.every, options.workers)
    ends = collections.Counter(end for _, end in results)
    killed = ends["refused"] + ends["changed"]
    print(f"{len(results)} mutants, {killed} killed ({killed / len(results):.2%}), {ends['same']} change no byte of any page; of those killed "
          f"{ends['refused']} ({ends['refused'] / killed:.2%}) without the record")
    seen = {name for name, end in results if end == "seen"}
    unsaid, stale = (sorted(names) for names in (seen - {*sentences()}, {*sentences()} - seen))
    print(*[f"survives: {name}" for name in unsaid], sep="\n")
    if options.only:
        print(*[f"killed by the record alone: {name}" for name, end in results if end == "changed"], sep="\n")
        return
    record.write(proof.RESULT, json.dumps(summary(results, options.every), indent=1, ensure_ascii=False))
    print(*[f"tests/survivors.toml names a mutant that does not survive: {name}" for name in stale], sep="\n")
    sys.exit(bool(unsaid or stale))


if __name__ == "__main__":
    main()
