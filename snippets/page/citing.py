# SPDX-License-Identifier: MIT
"""What the site is, and what produced it: CITATION.cff says the one, git and the installed packages the other."""

import contextlib
import hashlib
import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path

import jinja2
import numpy
import yaml
from mkdocs.utils import get_build_date

from snippets import record

ROOT = Path(__file__).parents[2]
EDITIONS = ROOT / ".editions"
DATED = os.environ.get("SOURCE_DATE_EPOCH")
NEWEST_FIRST = lambda path: [-int(part) for part in path.name.split(".")]  # noqa: E731
PACKAGES = ("numpy", "matplotlib", "mkdocs", "mkdocs-material", "markdown-exec", "pymdown-extensions")
WORDS = jinja2.Environment(loader=jinja2.FileSystemLoader(Path(__file__).with_name("theme"))).get_template("cite.html").module


def describe(config):
    """Complete `extra`, which templates read: the work, its edition and address, what produced it. The build's date is the source's."""
    edition, epoch = os.environ.get("EDITION", ""), DATED or _git("log", "-1", "--format=%ct")
    os.environ["SOURCE_DATE_EPOCH"] = epoch or "0"
    work = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    newest = config.site_url or work.get("url", "")
    config.site_url = newest and f"{newest.rstrip('/')}/{edition and f'{edition}/'}"
    config.extra |= {
        "work": work, "repository": config.extra.get("repository") or work.get("repository-code"),
        "address": config.site_url, "newest": newest, "edition": edition, "version": edition and {"provider": "mike"},
        "editions": [path.name for path in sorted(EDITIONS.glob("[0-9]*"), key=NEWEST_FIRST)],
        "commit": _git("describe", "--always", "--dirty=, with changes", "--abbrev=40", "--exclude=*"), "date": epoch and get_build_date(),
        "python": platform.python_version(), "packages": {name: version(name) for name in PACKAGES},
        "algebra": numpy.show_config(mode="dicts")["Build Dependencies"]["blas"],
        "recorded": hashlib.sha256(record.FILE.read_bytes()).hexdigest() if record.FILE.exists() else ""}


def _git(*arguments):
    """What git says of this folder's own repository; nothing where there is none."""
    with contextlib.suppress(OSError):
        return subprocess.run(["git", f"--git-dir={ROOT / '.git'}", f"--work-tree={ROOT}", *arguments],
                              capture_output=True, text=True, check=False).stdout.strip()
