# SPDX-License-Identifier: MIT
"""What one build of the site collects, page by page, and the one comparison that decides at its end. No MkDocs here."""

import base64
import contextlib
import decimal
import hashlib
import html
import io
import os
import random
import re
import sys
import traceback
import warnings
from pathlib import Path

import markdown_exec
import matplotlib
import numpy

from snippets import checks, figures, record
from snippets.page import fences, labs, maths

ROOT = Path(__file__).parents[2]
# Code, which stays as it is; {{ topic.name }} or {{ topic.name:.3f }}; and what is meant as one and is none, which has no value.
FILLED = re.compile(r"(?m)^```.*\n(?:(?!```).*\n)*``` *$|\{\{\s*([a-z]\w*(?:\.\w+)+)(?::([^{}]*?))?\s*\}\}|\{\{\s([^{}]*)\s\}\}")
# The value's place in a statement: {} or {:.4f}.
SLOT = re.compile(r"\{(?::([^{}]*))?\}")
SOURCE, FOLD = re.compile(r'(?s)<div class="highlight">.*?</div>'), "<details><summary>The code that gave this</summary>{}</details>"

TOPICS = {path.stem for path in (ROOT / "snippets/checks").glob("[!_]*.py")}

current = None
matplotlib.rcdefaults()  # what somebody's own matplotlibrc says would draw other figures, or none


def shown(value, spec=None, tex=True):
    """A value as a reader sees it: nine significant digits, or as the format `spec` says; a matrix as a formula, where TeX is set."""
    if tex and isinstance(value, list) and value and all(type(row) is list and row and isinstance(row[0], int | float) for row in value):
        rows = r" \\ ".join(" & ".join(shown(entry, spec) for entry in row) for row in value)
        return rf"$\begin{{bmatrix}} {rows} \end{{bmatrix}}$"
    if isinstance(value, list):
        return f"[{', '.join(shown(entry, spec, tex) for entry in value)}]"
    # A number that is rounded to 0 has no sign, and a whole fraction no denominator.
    return re.sub(r"^-(?=[0.,]+%?$)", "", format(value, spec or (".9g" if isinstance(value, float) else "")).removesuffix("/1"))


def said(answer, tex=True):
    """The statement of an answer, its value in place."""
    return SLOT.sub(lambda slot: shown(answer.value, slot[1], tex), answer.statement)


class Site:
    """Everything one build computed, page by page.

    `accepting` is None, or the reason given for accepting what changed. `before` has the pages of a running server's last build,
    {name: Page}; what is published is computed anew, if partly by a second process (gate.py).
    """

    def __init__(self, accepting=None, settings=None, before=None):
        global current
        current = self
        self.accepting, self.settings, self.serving, self.before = accepting, settings or {}, before is not None, before or {}
        self.pages, self.page, self.answers, self.confirmed, self.faults, self.record, self.roads = {}, None, {}, {}, [], {}, {}
        try:
            self.roads, self.record = checks.roads(), record.read()
        except Exception as error:
            self.faults.append(f"{getattr(error, 'filename', None) or ''} {type(error).__name__}: {error}".lstrip())

    def problems(self):
        """The messages of everything that keeps this site from being published: the one comparison, after the last page."""
        self.numbers = maths.numbers(self.pages.values())
        if self.faults and not (self.roads and self.record):  # neither was read, and everything else would follow from that
            return self.faults[:1]
        self.faults += checks.unnumbered(self.pages.values())
        self.answers = {answer.id: answer for page in self.pages.values() for answer in page.answers}
        changed = record.changes(self.answers, self.record)
        for page in self.pages.values():
            waits = bool(changed) and page.path.suffix == ".py"  # a lab asserts against the record, which is to change
            faults = [fault for fault in page.faults if not (waits and "this block failed" in fault)]
            faults += [fault for fault, id in page.unknown.items() if id not in self.answers]
            self.faults += [*faults, *checks.twice(page.answers, self.answers)]
            self.faults += [*checks.unsaid(page.answers, SLOT, shown), *checks.borrowed(page)]
            page.confirmed = page.confirmed or checks.confirmations({answer.id: answer for answer in page.answers}, self.roads)
            self.confirmed |= page.confirmed
        messages = [*self.faults, *checks.faults(self.answers, self.roads, self.confirmed)]
        if self.accepting is None:
            cure = [] if messages or not changed else ['If the new values are right, type: make accept REASON="why they changed"']
            messages += [record.describe(id, change, self.answers) for id, change in changed.items()] + cure
        return messages


class Page:
    """One page of the site while it is read: made from the file's text; then fill, convert (which renders blocks), finish, complete."""

    def __init__(self, name, text):
        self.blocks, wrong = fences.scan(text)
        self.name, self.path = name, ROOT / "docs" / name
        self.faults = [f"docs/{name}:{at}: {says}" for at, says in (*wrong, *checks.misread(text, self.blocks))]
        self.topic, self.words, self._guard, self.session = Path(name).stem, (), _guard(), {"__name__": "__main__"}
        self.ran, self.rendered, self.answers, self.unknown, self.inserts, self.confirmed, self.attached = [], [], [], {}, {}, {}, {}
        self.made_of, before = _made_of(self, text) if current.serving else hash(text), current.before.get(name)
        self.before = before if before and before.made_of == self.made_of and not before.faults else None
        current.page = current.pages[name] = self
        # A page imports anew: what another one did to a module is not there, and what was saved since a server's last build is.
        for module in [*filter(re.compile(r"snippets\.(?!(page|record)\b)").match, sys.modules)]:
            del sys.modules[module]

    def fault(self, line, message):
        self.faults.append(f"docs/{self.name}:{line}: {message}")

    def line(self, said):
        """The line in which that ends, where the file says it the last time; of a lab, which is read line for line, in what was read."""
        return (self.path.read_text("utf-8").rpartition(said)[0] + said).count("\n") + 1

    def fill(self, text, tex=True):
        """The text with every `{{ topic.name }}` outside code replaced from the record."""
        return FILLED.sub(lambda found: found[0] if found[0].startswith("```") else self._filled(found, tex), text)

    def _filled(self, found, tex):
        id, spec, line = found[1] or found[3], found[2], self.line(found.string[:found.end()])
        if id in current.record:
            with contextlib.suppress(ValueError, TypeError):
                said = record.Answer(id, current.record[id], f"docs/{self.name}:{line}", f"{{:{spec or ''}}}")
                self.faults += checks.unsaid([said], SLOT, shown, found, self.name if tex else "")
                return shown(said.value, spec, tex)
            self.fault(line, f"{found[0]}: {current.record[id]!r} cannot be printed as {spec!r}")
        else:  # unless a page computes it, and the next build knows it
            self.unknown[f"docs/{self.name}:{line}: {found[0]}: no answer has that name. Expected one in snippets/answers.toml"] = id
        return "?"

    def render(self, code, **options):
        """One block's HTML: markdown-exec renders what it prints, unless the same block was rendered for the build before."""
        self.words, fold = tuple(options.pop("extra", {}).values()), {"below": FOLD}.get(options["source"], "{}")
        made = self.before.rendered[len(self.rendered)] if self.before else markdown_exec.base_format(run=self.run, code=code, **options)
        self.rendered.append(SOURCE.sub(lambda source: self.later(f"source-{len(self.inserts)}", fold.format(source[0])), made))
        return self.rendered[-1]

    def run(self, code, **_):
        """Run one block in this page's session: what it printed, or a box that says where and why it failed."""
        line = next((block.line for block in self.blocks[len(self.ran):] if block.code.strip() == code.strip()), 0)
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), warnings.catch_warnings(action="error"):
                (labs.execute if self.words else exec)(compile("\n" * line + code, str(self.path), "exec", dont_inherit=True), self.session)
        except BaseException as error:
            frames = traceback.extract_tb(error.__traceback__)
            where = [frame.lineno for frame in frames if frame.filename == str(self.path)]
            within = [f" ({own[0]}:{at.lineno})" for at in frames if (own := re.search(r"snippets[/\\](?!(page|record)\b).*", at.filename))]
            said = f"this block failed: {type(error).__name__}: {str(error) or frames[-1].line}{(within or [''])[-1]}"
            self.fault((where or [getattr(error, "lineno", None) or line])[-1], said)
            printed = io.StringIO(f'<pre class="failure">{html.escape(self.faults[-1])}</pre>\n')
        if lost := figures.ODD.search(maths.NOT_PROSE.sub("", printed.getvalue())):
            self.fault(line, f"this block printed {lost[0]!r}: expected a value, and r before TeX, or Python reads its backslashes")
        self.ran.append(code.strip())
        return printed.getvalue()

    def finish(self, content):
        """After the page's last block: put back what the blocks changed, and count them and the cards of their answers."""
        self._guard = self._guard.close()
        # Only a page with numbered formulas is looked through for them; and what the blocks made is let go.
        self.prose, self.session = maths.NOT_PROSE.sub("", content if re.search(r"\\(?:label|eqref)\{", content) else ""), None
        if self.before:
            current.pages[self.name] = self.before
        self.faults += checks.unseen(self, content, anchor)

    def later(self, name, insert):
        """Where `insert` will stand: Markdown and the search index need not read a drawing's paths or each word of code in its colour."""
        self.inserts[f"<!--{name}-->"] = insert
        return f"<!--{name}-->"

    def complete(self, output):
        """The page as it is published, with formulas and inserts in their places."""
        faults = [*checks.raw(self, maths.NOT_PROSE.sub("", maths.FORMULA.sub("·", output)), output)]
        try:
            output = maths.typeset(output, current.numbers, "../" * (self.name.count("/") + (self.topic != "index")))
        except ValueError as error:
            faults.append(f"docs/{self.name}: {error}")
        current.faults += faults
        output = output.replace("<h1", "".join(f'<pre class="failure">{html.escape(fault)}</pre>\n' for fault in faults) + "<h1", 1)
        return mend(re.sub("<!--[^>]*-->", lambda place: self.inserts.get(place[0], place[0]), output))


def anchor(id):
    """The address of an answer on its page: `ransac.homography.rounded` is at `ransac/#homography-rounded`."""
    return "-".join(id.split(".")[1:])


def _made_of(page, text):
    """What a page depends on: its text and snippets/, record included; a topic's page or lab only on the topics that its code names."""
    others = {topic for topic in TOPICS if page.topic in TOPICS and not any(topic in block.code for block in page.blocks)}
    return text, [path.read_bytes() for path in sorted((ROOT / "snippets").rglob("[!.]*.*")) if path.stem not in others]


def mend(output):
    """The theme's HTML made sound: the search dialog named, tables left alone by its script, the hashes of its inline scripts allowed."""
    output = output.replace('role="dialog"', 'role="dialog" aria-label="Search"').replace(' autocomplete="off">', ">")
    output = output.replace("<table>", '<div class="scrolls" tabindex="0"><table class="plain">').replace("</table>", "</table></div>")
    output = output.replace("</span><code>", '</span><code tabindex="0">')
    hashes = {base64.b64encode(hashlib.sha256(js.encode()).digest()).decode() for js in re.findall(r"(?s)<script>(.*?)</script>", output)}
    return output.replace("SCRIPT-HASHES", " ".join(f"'sha256-{hash}'" for hash in sorted(hashes)))


def render(source, language, css_class, options, md, **_):
    """superfences says: render it."""
    return current.page.render(source, language=language, md=md, **options | {"id_prefix": "", "update_toc": False})


# What runs: the grammar was checked before, and code that is only shown has no `exec`.
FENCES = [{"name": "python", "class": "python", "format": render,
           "validator": lambda language, inputs, *rest: inputs.get("exec") == "on" and markdown_exec.validator(language, inputs, *rest)}]


def _guard():
    """An open ExitStack that puts back, when it is closed, what a block could change for the pages after it."""
    stack = contextlib.ExitStack()
    for guard in (matplotlib.rc_context(figures.LOOK), numpy.printoptions(), numpy.errstate(), decimal.localcontext()):
        stack.enter_context(guard)
    # The last comes first.
    for undo in ((os.environ.update, dict(os.environ)), (os.environ.clear,), (os.chdir, os.getcwd()), (setattr, sys, "path", [*sys.path]),
                 (random.setstate, random.getstate()), (numpy.random.set_state, numpy.random.get_state())):  # noqa: NPY002  the old one leaks
        stack.callback(*undo)
    return stack
