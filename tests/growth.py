# SPDX-License-Identifier: MIT
"""What a build costs as the site grows, beside its peers: `make growth PEERS=folder` prints a table; it fails nothing.

PEERS is a virtual environment with the peers in it: pip install zensical sphinx myst-nb sphinx-gallery furo, and of requirements.txt
mkdocs-material, markdown-exec, numpy and matplotlib. Each gets the same generated pages (tests/bench.py), built from nothing, in turn
within each round; the floor is a bare process that runs the same blocks. Peers that typeset no formulas leave them to the reader's browser.
"""

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import bench

MYST = "---\nfile_format: mystnb\nkernelspec:\n  name: python3\n---\n\n"
CONF = """extensions = [{extension!r}]
exclude_patterns = ["_build"]
html_theme = "furo"
myst_enable_extensions = ["dollarmath"]
nb_execution_mode = "force"
nb_execution_raise_on_error = True
sphinx_gallery_conf = {{"examples_dirs": "examples", "gallery_dirs": "gallery", "filename_pattern": "topic", "plot_gallery": True, "abort_on_example_error": True}}
"""
SHOW = {"myst": "from IPython.display import SVG, display\n    import io\n    figure.savefig(svg := io.BytesIO(), format='svg')\n    display(SVG(svg.getvalue()))",
        "gallery": "pass"}
BLOCK = re.compile(r'^```python exec="on".*?\n(.*?)^```$', re.DOTALL | re.MULTILINE)


def sphinx(folder, pages, kind):
    """The same pages for Sphinx: as MyST notebooks, or as scripts for sphinx-gallery."""
    made = folder.with_name(folder.name + "-source")
    bench.generate(made, pages)
    shutil.copytree(made / "snippets", folder / "snippets", ignore=shutil.ignore_patterns("page"))
    (folder / "snippets/page").mkdir()
    (folder / "snippets/page/__init__.py").write_text(
        f"def answer(id, value, statement):\n    print(statement.format(value))\n\n\ndef figure(id, figure, title, description):\n    {SHOW[kind]}\n", "utf-8")
    if kind == "gallery":  # it collects what pyplot drew
        figures = folder / "snippets/figures/__init__.py"
        figures.write_text(figures.read_text("utf-8") + "\n\ndef canvas():\n    import matplotlib.pyplot as plt\n    return plt.subplots()\n", "utf-8")
        (folder / "examples").mkdir()
        (folder / "examples/README.txt").write_text("Sheets\n======\n", "utf-8")
    (folder / "conf.py").write_text(CONF.format(extension={"myst": "myst_nb", "gallery": "sphinx_gallery.gen_gallery"}[kind]), "utf-8")
    names = []
    for page in sorted((made / "docs").glob("topic_*.md")):
        text = page.read_text("utf-8")
        if kind == "myst":
            (folder / page.name).write_text(MYST + BLOCK.sub(r"```{code-cell}\n\1```", text), "utf-8")
            names.append(page.stem)
        else:
            parts = BLOCK.split(text)
            parts = [part if place % 2 else "\n# %%\n" + "\n".join(f"# {line}".rstrip() for line in _rst(part).split("\n")) + "\n" for place, part in enumerate(parts)]
            (folder / f"examples/{page.stem}.py").write_text(f'"""\nSheet {page.stem}\n==========\n"""\n' + "".join(parts), "utf-8")
    tree = "\n".join(f"   {name}" for name in names or ["gallery/index"])
    (folder / "index.rst").write_text(f"Index\n=====\n\n.. toctree::\n\n{tree}\n", "utf-8")


def _rst(text):
    text = re.sub(r"(?m)^#+ (.*)$", lambda found: f"{found[1]}\n{'-' * len(found[1])}", text)
    text = re.sub(r"\$\$\n(.*?)\n\$\$", lambda found: "\n.. math::\n\n   " + found[1] + "\n", text, flags=re.DOTALL)
    return re.sub(r"\$([^$]+)\$", r":math:`\1`", text)


def systems(peers):
    """{name: (how its project is made, the command, a file that must hold what the first block of the first page gave)}."""
    here, there = Path(sys.executable).parent, Path(peers) / "bin" if peers else None
    known = {"this": (bench.generate, [here / "mkdocs", "build", "-q"], "site/topic_0/index.html"),
             "MkDocs, markdown-exec": (bench.plain, [here / "mkdocs", "build", "-q"], "site/topic_0/index.html")}
    if there:
        known |= {"Zensical, markdown-exec": (bench.plain, [there / "zensical", "build"], "site/topic_0/index.html"),
                  "Sphinx, myst-nb": (lambda folder, pages: sphinx(folder, pages, "myst"), [there / "sphinx-build", "-q", ".", "_build"], "_build/topic_0.html"),
                  "sphinx-gallery": (lambda folder, pages: sphinx(folder, pages, "gallery"), [there / "sphinx-build", "-q", ".", "_build"],
                                     "_build/gallery/topic_0.html")}
    return known


def measured(command, folder):
    """(seconds, CPU seconds with all children, peak MB of the largest process) of one command."""
    for old in ("site", "_build", ".cache", "gallery", "jupyter_execute"):
        shutil.rmtree(folder / old, ignore_errors=True)
    with (folder / "log.txt").open("w") as log:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], cwd=folder, stdout=log, stderr=log,
                                   env=bench.environment() | {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"})
        _, status, usage = os.wait4(process.pid, 0)
        passed = time.perf_counter() - began
    if status:
        raise RuntimeError(f"{command} failed: {(folder / 'log.txt').read_text('utf-8')[-2000:]}")
    return passed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 40, 160])
    parser.add_argument("--peers", default="")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    costs = {}
    for pages in options.sizes:
        with tempfile.TemporaryDirectory() as temporary:
            folders = {}
            for number, (name, (make, command, shows)) in enumerate(systems(options.peers).items()):
                folders[name] = Path(temporary) / str(number)
                folders[name].mkdir()
                make(folders[name], pages)
                try:
                    measured(command, folders[name])
                    assert "is the last entry" in (folders[name] / shows).read_text("utf-8"), f"{name} shows no answer"
                except (RuntimeError, AssertionError, OSError) as error:
                    print(f"{name}, {pages} pages: not measured: {error}", file=sys.stderr)
                    del folders[name]
            bare = [sys.executable, Path(bench.__file__), "floor", folders["this"]]
            rounds = []
            for _ in range(options.rounds):
                floor = measured(bare, Path(temporary) / "0")
                rounds.append({"floor": floor} | {name: measured(systems(options.peers)[name][1], folder) for name, folder in folders.items()})
            for name in rounds[0]:
                above, busy = (statistics.median(found[name][column] - found["floor"][column] for found in rounds) for column in (0, 1))
                seconds, _, memory = (statistics.median(column) for column in zip(*(found[name] for found in rounds), strict=True))
                costs[name, pages] = above, memory
                print(f"{pages:4} pages  {name:24} {seconds:7.2f} s  above the floor {above:7.2f} s, {busy:7.2f} s of CPU  {memory:6.0f} MB", flush=True)
    for first, last in zip(options.sizes, options.sizes[1:], strict=False):
        for name in dict.fromkeys(name for name, _ in costs):
            if (name, first) in costs and (name, last) in costs:
                (before, memory), (after, more) = costs[name, first], costs[name, last]
                print(f"from {first} to {last} pages, each page more: {name:24} {(after - before) / (last - first) * 1000:6.0f} ms above the floor, "
                      f"{(more - memory) / (last - first):5.2f} MB")


if __name__ == "__main__":
    main()
