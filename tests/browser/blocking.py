# SPDX-License-Identifier: MIT
"""Part of `make bench`: how long a page keeps a slow phone's processor to itself, and the theme's own page without anything on it."""

import functools
import http.server
import json
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from conftest import FLAGS, ROOT, Quiet, Visit
from playwright.sync_api import sync_playwright

SLOWED, LONG = 4, 50


def serve(folder):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/"


def empty(folder):
    """The folder of a site that is the theme's page with a title and nothing else."""
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Empty\n")
    (folder / "mkdocs.yml").write_text("site_name: Empty\ntheme: {name: material, font: false}\n")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return folder / "site"


def blocked(chromium, address, path):
    """Milliseconds beyond the first 50 of each task of the page's main thread, were its processor 4 times as slow.

    Tasks are measured in processor time, which tells the same on a busy machine.
    """
    visit = Visit(chromium, address)
    chromium.start_tracing(page=visit.page, categories=["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"])
    visit.open(path)
    events = json.loads(chromium.stop_tracing())["traceEvents"]
    visit.context.close()
    mains = {(event["pid"], event["tid"]) for event in events if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"}
    tasks = [SLOWED * event["tdur"] / 1000 for event in events if event["name"] == "RunTask" and (event["pid"], event["tid"]) in mains and "tdur" in event]
    assert len(tasks) > 20
    return sum(max(0, task - LONG) for task in tasks)


if __name__ == "__main__":
    found = shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(args=FLAGS, **({"executable_path": found} if found else {}))
        ours, bare = serve(Path(sys.argv[1]) if sys.argv[1:] else ROOT / "site"), serve(empty(Path(folder)))
        for path in ("", "ransac/", "likelihood/", "backprop/"):
            pairs = [(blocked(chromium, ours, path), blocked(chromium, bare, "")) for _ in range(7)]
            page, floor = (min(column) for column in zip(*pairs, strict=True))
            print(f"/{path} blocks for {page:.0f} ms, the theme's empty page for {floor:.0f} ms")
        chromium.close()
