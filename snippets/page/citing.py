# SPDX-License-Identifier: MIT
"""What the site is, and what produced it: CITATION.cff says the one, git and the installed packages the other."""

import contextlib
import hashlib
import os
import platform
import subprocess
import time
from importlib.metadata import version
from pathlib import Path

import jinja2
import numpy
import yaml

from snippets import record

ROOT = Path(__file__).parents[2]
WORDS = jinja2.Environment(loader=jinja2.FileSystemLoader(Path(__file__).with_name("theme"))).get_template("cite.html").module


def describe(config):
    """Complete `extra`, which templates read: the work, its edition and address, what produced it. The build's date is the source's."""
    folder, epoch = Path(config.site_dir), os.environ.setdefault("SOURCE_DATE_EPOCH", _git("log", "-1", "--format=%ct") or "0")
    edition = folder.name if folder.parent == ROOT / ".editions" else ""
    with (ROOT / "CITATION.cff").open(encoding="utf-8") as file:  # so that what is wrong in it is said with its name
        work = yaml.safe_load(file)
    newest = config.site_url or work.get("url", "")
    config.site_url = newest and f"{newest.rstrip('/')}/{edition and f'{edition}/'}"
    config.extra |= {
        "work": work, "repository": config.extra.get("repository") or work.get("repository-code"),
        "address": config.site_url, "newest": newest, "edition": edition, "version": edition and {"provider": "mike"},
        "editions": sorted((path.name for path in ROOT.glob(".editions/????.*[0-9]")), key=lambda name: [-int(n) for n in name.split(".")]),
        "commit": _git("describe", "--always", "--dirty=, with changes", "--abbrev=40", "--exclude=*"), "release": version,
        "date": epoch > "0" and time.strftime("%Y-%m-%d", time.gmtime(int(epoch))), "python": platform.python_version(),
        "algebra": numpy.show_config(mode="dicts")["Build Dependencies"]["blas"],
        "recorded": hashlib.sha256(record.FILE.read_bytes()).hexdigest() if record.FILE.exists() else ""}


def _git(*arguments):
    """What git says of this folder's own repository; nothing where there is none."""
    with contextlib.suppress(OSError):
        return subprocess.run(["git", "-C", ROOT, "--git-dir=.git", *arguments], capture_output=True, text=True, check=False).stdout.strip()
