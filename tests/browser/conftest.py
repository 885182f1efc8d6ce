# SPDX-License-Identifier: MIT
"""A real Chromium on the built site. No browser: these tests fail, they never skip."""

import functools
import gzip
import http.server
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[2]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The folder of a site built from this checkout."""
    folder = tmp_path_factory.mktemp("built") / "site"
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(folder)], cwd=ROOT, check=True,
                   env={name: value for name, value in os.environ.items() if name != "ACCEPT"})
    return folder


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def address(site):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="session")
def chromium():
    found = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=FLAGS, **({"executable_path": found} if found else {}))
        yield browser
        browser.close()


def settle(page):
    """Wait until every part of the page is laid out."""
    while page.evaluate("document.getAnimations().some(waiting => waiting.animationName === 'in-order')"):
        page.wait_for_timeout(100)


class Visit:
    """One reader's browser with an empty cache: what it asked for, and what it complained about."""

    def __init__(self, chromium, address, **options):
        self.context, self.address = chromium.new_context(**options), address
        self.page, self.asked, self.complaints = self.context.new_page(), {}, []
        self.page.on("request", lambda request: self.asked.setdefault(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text) if message.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path=""):
        """Open a page and wait until it has loaded, is laid out and asks for nothing more; a slow parser's pause is no end."""
        self.page.goto(self.address + path, wait_until="load")
        settle(self.page)
        asked = None
        while asked != len(self.asked):
            asked = len(self.asked)
            self.page.wait_for_timeout(500)
        return self.page

    def weights(self):
        """{address: bytes after gzip} of all that was fetched."""
        return {url: len(gzip.compress(self.context.request.get(url).body(), 6)) for url in list(self.asked) if url.startswith("http")}


@pytest.fixture
def visit(chromium, address):
    """visit(viewport=..., color_scheme=...): a new reader."""
    visits = []

    def new(**options):
        visits.append(Visit(chromium, address, **{"viewport": {"width": 1280, "height": 800}, **options}))
        return visits[-1]

    yield new
    for each in visits:
        each.context.close()


def pages():
    found = [path.relative_to(ROOT / "docs").with_suffix("") for path in (*(ROOT / "docs").glob("*.md"), *(ROOT / "docs/labs").glob("*.py"))]
    return ["", *sorted(f"{path.as_posix()}/" for path in found if path.stem != "index")]
