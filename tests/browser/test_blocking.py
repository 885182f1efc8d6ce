"""How long a page keeps a slow phone's processor to itself, against the theme's own page without anything on it, in one run."""

import functools
import http.server
import json
import subprocess
import sys
import threading

import pytest
from conftest import Quiet, Visit

SLOWED, LONG, ALLOWED = 4, 50, 20
CONFIG = "site_name: Empty\ntheme: {name: material, font: false}\nuse_directory_urls: true\n"


@pytest.fixture(scope="session")
def empty(tmp_path_factory):
    """The address of the theme's page with a title and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    (folder / "docs").mkdir()
    (folder / "docs/index.md").write_text("# Empty\n")
    (folder / "mkdocs.yml").write_text(CONFIG)
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder / "site")))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


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


@pytest.mark.parametrize("path", ["", "ransac/", "likelihood/"])
def test_a_page_blocks_hardly_longer_than_the_themes_empty_one(path, chromium, address, empty, capsys):
    pairs = [(blocked(chromium, address, path), blocked(chromium, empty, "")) for _ in range(3)]
    page, bare = (min(column) for column in zip(*pairs, strict=True))
    with capsys.disabled():
        print(f"\n/{path} blocks for {page:.0f} ms, the theme's empty page for {bare:.0f} ms")
    assert page <= bare + ALLOWED
