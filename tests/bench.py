# SPDX-License-Identifier: MIT
"""What a build costs above its floor, side by side in one run: `make bench`. Prints CPU seconds and ratios; fails nothing.

The floor is a bare process that runs the same blocks, so the same methods, and saves the same figures as SVG.
"""

import contextlib
import io
import json
import os
import re
import resource
import runpy
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import types
from pathlib import Path

ROOT = Path(__file__).parents[1]
FORMULAS = [r"\sigma(z) = \frac{1}{1 + e^{-z}}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix}",
            r"\prod_{n=1}^{N} (2\pi)^{-K/2} |\Sigma|^{-1/2}", r"\underbrace{\delta_k}_{K} z_j^{(%d)}", r"\sum_{k} w_k \, \sigma'(z_k)",
            r"\begin{aligned} f &= w^\top h \\ h &= \sigma(Wx) \end{aligned}", r"\boxed{N = \lceil \log_q p \rceil}", r"\lVert g \rVert^2 = \gamma^{-2} A + B",
            r"\int_0^1 x^{%d} \, dx", r"\begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}"]
PROSE = "The sample is drawn again until one of the draws holds no outlier and the model that it fixes explains the matches that are left over. "
METHOD = '''"""A generated method."""

import numpy


def solve(seed):
    """x with A x = b for a well-conditioned random A (60, 60), by gradient descent on |A x - b|^2 / 2."""
    generator = numpy.random.default_rng(seed)
    matrix = numpy.eye(60) + generator.normal(size=(60, 60)) / 60
    x, right = numpy.zeros(60), matrix @ numpy.arange(60.0)
    for _ in range(3000):
        x -= 0.5 * (matrix.T @ (matrix @ x - right))
    return x
'''
CHECK = '''"""A generated second road."""


def last():
    """The right side was made from it."""
    return float(range(60)[-1])
'''


def copy(folder, *parts):
    for part in parts:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy2)(ROOT / part, folder / part)


def generate(folder, pages):
    """A project of the size of the comparison: pages of some 600 words, 4 blocks, 1 or 2 figures, 10 display and 32 inline formulas, one answer."""
    copy(folder, "snippets", "mkdocs.yml", "CITATION.cff", "docs/assets")
    for kind in ("[!_]*.py", "checks/[!_]*.py", "figures/[!_]*.py"):
        for path in (folder / "snippets").glob(kind):
            if path.stem != "record":
                path.unlink()
    topics = [f"topic_{number}" for number in range(pages)]
    config = re.sub(r"\n  - mkdocs-jupyter: .*", "", (folder / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")[0])
    (folder / "mkdocs.yml").write_text(config + "\nnav:\n  - index.md\n" + "".join(f"  - {topic}.md\n" for topic in topics) + "  - verify.md\n", "utf-8")
    shutil.copy2(ROOT / "docs/verify.md", folder / "docs")
    (folder / "docs/index.md").write_text("# Index\n", "utf-8")
    (folder / "docs/addresses.html").write_text("<!doctype html>\n<title>None yet</title>\n", "utf-8")
    (folder / "snippets/answers.toml").write_text("".join(f"[{topic}]\nlast = 59.0\n" for topic in topics), "utf-8")
    for number, topic in enumerate(topics):
        (folder / f"snippets/{topic}.py").write_text(METHOD, "utf-8")
        (folder / f"snippets/checks/{topic}.py").write_text(CHECK, "utf-8")
        (folder / f"docs/{topic}.md").write_text(_page(number, topic), "utf-8")


def _page(number, topic):
    # Every block computes: in the comparison's floor the blocks' work is 0.41 of the time, importing 0.25, saving figures 0.34.
    blocks = [f'from snippets.page import answer, figure\nfrom snippets.figures import canvas\nfrom snippets.{topic} import solve\n'
              f'x = solve({number})\nanswer("{topic}.last", float(x[-1]), "{{}} is the last entry")',
              f'x = solve({number})\nprint("| n | x |\\n|---|---|")\nfor n in range(5):\n    print(f"| {{n}} | {{abs(x[n]):.4f}} |")', _draw(topic, 1),
              _draw(topic, 2) if number % 2 else f'x = solve({number})\nprint(f"The mean is {{x.mean():.4f}}.")']
    text = [f"# Sheet {number}\n"]
    for section in range(4):
        text += [f"## Part {section}\n", PROSE * 6, "Here " + ", ".join(f"$x_{{{section}{k}}} + \\alpha^{k}$" for k in range(8)) + " are given.\n"]
        text += ["$$\n" + (f % number if "%d" in f else f) + "\n$$\n" for f in FORMULAS[section::4]]
        text.append(f'```python exec="on" source="above"\n{blocks[section]}\n```\n')
    return "\n".join(text)


PLAIN_PAGE = '''"""What a page of the plain stack prints: no record, no second road, formulas left to the reader's browser."""

import io
import sys


def answer(id, value, statement):
    sys._getframe(1).f_globals["print"](statement.format(value))


def figure(id, figure, title, description):
    figure.savefig(svg := io.StringIO(), format="svg")
    sys._getframe(1).f_globals["print"](svg.getvalue()[svg.getvalue().index("<svg"):])
'''


def plain(folder, pages):
    """The same pages for MkDocs with Material and markdown-exec as they come: no gate, no second road, no set formulas."""
    generate(folder, pages)
    (folder / "docs/verify.md").unlink()
    shutil.rmtree(folder / "snippets/page")
    (folder / "snippets/page").mkdir()
    (folder / "snippets/page/__init__.py").write_text(PLAIN_PAGE, "utf-8")
    config = (folder / "mkdocs.yml").read_text("utf-8").replace("plugins:\n", "plugins:\n  - markdown-exec: {languages: [python]}\n")
    config = re.sub(r"(?m)^(hooks:|site_dir:|  custom_dir:|  - verify.md).*$", "", config)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    for page in (folder / "docs").glob("topic_*.md"):
        text = page.read_text("utf-8").replace('exec="on"', f'exec="on" session="{page.stem}"')
        page.write_text(re.sub(r'source="above"(?=\n(?:(?!```).*\n)*?figure\()', 'source="above" html="on"', text), "utf-8")


def _draw(topic, number):
    return (f'x = solve({number})\ndrawing, axes = canvas()\nfor k in range(1, 5):\n    axes.plot(x * k, label=f"line {{k}}")\naxes.legend()\n'
            f'figure("{topic}.lines_{number}", drawing, "Lines", "Four rising lines.")')


def floor(folder):
    """Run every block of every page, bare: answers and cards go nowhere, figures are saved as SVG."""
    sys.path.insert(0, str(folder))
    from matplotlib import rcParams

    from snippets import figures

    rcParams.update(figures.LOOK)
    page = sys.modules["snippets.page"] = types.ModuleType("snippets.page")
    page.figure = lambda id, figure, *_, **__: figure.savefig(io.BytesIO(), format="svg")
    page.__getattr__ = lambda name: lambda *_, **__: None
    for path in sorted((folder / "docs").glob("*.md")):
        if path.stem in ("answers", "changes", "cite", "proof", "verify"):  # these show what the others gave
            continue
        session = {}
        for code in re.findall(r'^```python exec="on".*?\n(.*?)^```$', path.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            with contextlib.redirect_stdout(io.StringIO()):
                exec(code, session)
    for path in sorted((folder / "docs").glob("labs/*.py")):
        with contextlib.redirect_stdout(io.StringIO()), figures.drawn() as drawn:
            exec(path.read_text("utf-8"), {"__name__": path.stem})
        for figure in drawn:
            figure.savefig(io.BytesIO(), format="svg")


def itemised(folder):
    """One build in this process; {item: CPU seconds}, each counted where it is spent and nowhere else."""
    os.chdir(folder)
    sys.path.insert(0, str(folder))
    spent, running = {}, []

    def timed(item, function):
        def call(*arguments, **options):
            running.append(0)
            start = time.process_time()
            try:
                return function(*arguments, **options)
            finally:
                whole = time.process_time() - start
                spent[item] = spent.get(item, 0) + whole - running.pop()
                if running:
                    running[-1] += whole
        return call

    from mkdocs.config import config_options, load_config

    load_config()  # and the gate, once, which imports snippets anew

    from snippets import checks, figures, record
    from snippets.page import fences, links, maths, site, staging
    for item, owner, names in (("loading of plugins", config_options.Plugins, ["load_plugin"]), ("formulas", maths, ["typeset"]), ("checks", checks, ["roads", "confirm"]), ("figures", figures, ["drawing"]),
                               ("gate", fences, ["scan"]), ("gate", links, ["broken", "unlisted"]), ("gate", record, ["changes"]),
                               ("gate", site, ["_guard", "_made_of"]), ("gate", site.Site, ["__init__", "problems"]), ("gate", site.Page, ["fill", "finish"]), ("gate", staging.Staging, ["__init__", "publish", "leave"]),
                               ("methods", site.Page, ["run"]), ("rendering of blocks", site.markdown_exec, ["base_format"])):
        for name in names:
            found = getattr(owner, name)
            setattr(owner, name, timed(item, (lambda find: lambda *a, **o: list(find(*a, **o)))(found) if owner is links else found))
    start = time.process_time()
    sys.argv = ["mkdocs", "build", "-q"]
    with contextlib.suppress(SystemExit):
        runpy.run_module("mkdocs", run_name="__main__")
    whole = time.process_time() - start
    return {"MkDocs and theme": whole - sum(spent.values()), **spent, "all of it, imports apart": whole}


def cpu(*command, cwd):
    """CPU seconds of one command with its children."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def environment():
    """A person's, who builds at home: in CI, pages that were just made would be refused for addresses that no list has."""
    return {name: value for name, value in os.environ.items() if name not in ("CI", "ACCEPT")} | {"NO_MKDOCS_2_WARNING": "1"}


def items_of(folder):
    """What `itemised` says of that project, from a process of its own."""
    return json.loads(subprocess.run([sys.executable, __file__, "items", folder], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                     env=environment()).stdout)


def compare(name, folder, rounds=5):
    """Build and floor in turn; medians, their difference, and the median of the paired ratios."""
    cpu(sys.executable, "-m", "mkdocs", "build", "-q", cwd=folder)  # formulas are remembered from here on, as in a second build
    pairs = [(cpu(sys.executable, "-m", "mkdocs", "build", "-q", cwd=folder), cpu(sys.executable, __file__, "floor", folder, cwd=folder))
             for _ in range(rounds)]
    build, bare = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(a / b for a, b in pairs)
    print(f"{name}: build {build:.2f} s, floor {bare:.2f} s, difference {build - bare:.2f} s, ratio {ratio:.2f}")


def main():
    with tempfile.TemporaryDirectory() as temporary:
        own, generated, bare = (Path(temporary) / name for name in ("own", "generated", "bare"))
        copy(own, "docs", "snippets", "mkdocs.yml", "CITATION.cff")
        generate(generated, 8)
        compare("this site", own)
        plain(bare, 8)
        compare("8 generated pages", generated)
        compare("8 generated pages, plain MkDocs with Material and markdown-exec", bare)
        items = [items_of(own) for _ in range(3)]
        for item in items[0]:
            print(f"  {item}: {statistics.median(run[item] for run in items):.2f} s")


if __name__ == "__main__":
    if sys.argv[1:2] == ["floor"]:
        floor(Path(sys.argv[2]))
    elif sys.argv[1:2] == ["items"]:
        print(json.dumps(itemised(Path(sys.argv[2]))))
    else:
        main()
