# SPDX-License-Identifier: MIT
"""A copy of the project, cut down to a few topics and published once, for tests that do harm to it."""

import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parents[1]
MKDOCS = Path(sys.executable).with_name("mkdocs")
settings.register_profile("untimed", deadline=None)  # a busy machine is no failure
settings.load_profile("untimed")
PARTS = ["docs", "snippets", "mkdocs.yml", "Makefile", "requirements.lock", "CITATION.cff", ".gitignore"]


class Project:
    """A copy of the project in `folder`."""

    def __init__(self, folder):
        self.folder = folder

    def run(self, *command, cwd=None, **environment):
        clean = {name: value for name, value in os.environ.items() if name not in ("CI", "ACCEPT", "PYTHONPATH", "MAKEFLAGS")}
        return subprocess.run([str(part) for part in command], cwd=cwd or self.folder, env=clean | environment, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=900, check=False)

    def build(self, *options, **environment):
        return self.run(MKDOCS, "build", *options, **environment)

    def accept(self, reason="a test accepts it", **environment):
        return self.build("-q", ACCEPT=reason, **environment)

    def replace(self, file, old, new, count=1):
        text = (self.folder / file).read_text("utf-8")
        assert old in text, f"{file} no longer holds {old!r}: the page may be right; quote its new words in this test"
        (self.folder / file).write_text(text.replace(old, new, count), "utf-8")

    def append(self, file, text):
        with (self.folder / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    def site(self):
        """Every published file and its bytes."""
        return {path.relative_to(self.folder): path.read_bytes() for path in sorted((self.folder / "site").rglob("*")) if path.is_file()}

    def left_behind(self):
        return [path.name for path in self.folder.iterdir() if path.name.startswith("site.")]

    def cut_to(self, topics):
        """Keep these topics only: pages, snippets, navigation, record; and the page that makes verify.pyz. The index says nothing but its title."""
        for kind in ("docs/*.md", "snippets/checks/[!_]*.py", "snippets/figures/[!_]*.py"):
            for path in self.folder.glob(kind):
                if path.stem not in (*topics, "index", "verify"):
                    path.unlink()
        (self.folder / "docs/index.md").write_text("# Index\n", "utf-8")
        listed = (self.folder / "docs/addresses.html").read_text("utf-8").splitlines(keepends=True)
        kept = re.compile(rf'<p><a href="(?:(?:{"|".join((*topics, "verify"))})/|\./(?:#questions)?")|<(?!p>)')
        (self.folder / "docs/addresses.html").write_text("".join(line for line in listed if kept.match(line)), "utf-8")
        for path in self.folder.glob("docs/*.md"):  # links to the pages that are gone
            kept = "|".join(("index", "verify", *topics))
            path.write_text(re.sub(rf"\]\((?!(?:{kept})\.)[\w/]+\.(?:md|py)[^)]*\)", "](index.md)", path.read_text("utf-8")), "utf-8")
        nav = "".join(f"  - {topic}.md\n" for topic in ("index", *topics, "verify"))
        config = re.sub(r"\n  - mkdocs-jupyter: .*", "", (self.folder / "mkdocs.yml").read_text("utf-8"))
        config = re.sub(r"redirect_maps: \{.*?\}", "redirect_maps: {}", config, flags=re.DOTALL)
        shutil.rmtree(self.folder / "docs/labs")  # and Jupyter, which is slow to import
        (self.folder / "mkdocs.yml").write_text(re.sub(r"\nnav:\n(  .*\n)+", f"\nnav:\n{nav}", config), "utf-8")
        record = (self.folder / "snippets/answers.toml").read_text("utf-8").split("\n[[changes]]")[0]
        tables = [table for table in re.split(r"(?m)^(?=\[)", record) if re.match(rf"\[(wrong\.)?({'|'.join(topics)})[\].]", table)]
        (self.folder / "snippets/answers.toml").write_text("".join(tables), "utf-8")


@pytest.fixture(scope="session")
def _published(tmp_path_factory):
    @cache
    def publish(*topics):
        project = Project(tmp_path_factory.mktemp("published") / "project")
        for part in PARTS:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy2
            (project.folder / part).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / part, project.folder / part, **({"ignore": shutil.ignore_patterns("__pycache__")} if (ROOT / part).is_dir() else {}))
        project.cut_to(topics)
        built = project.build("-q")
        assert built.returncode == 0, built.stdout
        return project

    return publish


@pytest.fixture
def published(_published, tmp_path):
    """published("ransac"): a fresh copy of the project with that topic alone, its site/ built."""
    def copy(*topics):
        return Project(Path(shutil.copytree(_published(*topics).folder, tmp_path / "project")))

    return copy
