# SPDX-License-Identifier: MIT
"""While serving: what is saved is shown, what fails is shown readably, and the server goes on."""

import os
import socket
import subprocess
import time
import urllib.request

import pytest
from conftest import MKDOCS

PATIENCE = 240


class Server:
    def __init__(self, project):
        self.project = project
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.log = (project.folder / "serve.log").open("w+")
        self.process = subprocess.Popen([str(MKDOCS), "serve", "-a", self.address], cwd=project.folder, stdout=self.log, stderr=self.log,
                                        env={name: value for name, value in os.environ.items() if name not in ("CI", "ACCEPT")})

    def page(self, path):
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=PATIENCE) as answer:
                return answer.read().decode()
        except OSError:
            return ""

    def shows(self, words, path="ransac/"):
        """Wait for the words to be on the page."""
        end = time.monotonic() + PATIENCE
        while words not in (page := self.page(path)):
            assert time.monotonic() < end, f"{words!r} did not come: {page[:2000]}"
            assert self.process.poll() is None, "the server stopped"
            time.sleep(0.1)
        return page


@pytest.fixture
def server(published):
    server = Server(published("ransac"))
    yield server
    server.process.terminate()
    server.process.wait()
    server.log.close()


def test_every_kind_of_save_is_shown_and_the_next_good_one_heals(server):
    project, before = server.project, server.project.site()
    page = server.shows("<strong>47</strong> iterations for a homography")
    assert "livereload" in page and "Content-Security-Policy" not in page, "the script that shows what was saved would not run"

    project.replace("docs/ransac.md", "## Question", "## A question")
    server.shows("A question")

    project.replace("snippets/ransac.py", "ROUND_CEILING", "ROUND_FLOOR")
    page = server.shows("recorded   47")
    assert "<strong>46</strong> iterations for a homography" in page
    project.replace("snippets/ransac.py", "ROUND_FLOOR", "ROUND_CEILING")
    assert 'class="failure"' not in server.shows("<strong>47</strong> iterations for a homography")

    project.replace("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return 5")
    server.shows("confirmed  5")
    project.replace("snippets/checks/ransac.py", "return 5", "return = 5")
    server.shows("SyntaxError")
    project.replace("snippets/checks/ransac.py", "return = 5", "return _draws(_good_share(4))")
    server.shows("Confirmed by a second, independent road: Failures multiplied one sample")

    project.replace("snippets/answers.toml", "homography = 47", "homography = 48")
    server.shows("recorded   48")
    project.replace("snippets/answers.toml", "homography = 48", "homography = 47")
    server.shows('<h1 id="_how-many-ransac-iterations">How many')

    line = 1 + (project.folder / "docs/ransac.md").read_text().partition("draws = range(61)")[0].count("\n")
    project.replace("docs/ransac.md", "draws = range(61)", "draws = range(61) / 0")
    server.shows(f"docs/ransac.md:{line}: this block failed: TypeError: unsupported operand")
    project.replace("docs/ransac.md", "draws = range(61) / 0", "import os; raise SystemExit(0)")
    server.shows(f"docs/ransac.md:{line}: this block failed: SystemExit: 0")
    project.replace("docs/ransac.md", "import os; raise SystemExit(0)", "draws = range(61)")
    assert 'class="failure"' not in server.shows('aria-labelledby="_success-title')

    project.append("docs/ransac.md", "\n[away](nowhere.md)\n")
    server.shows("nowhere.md&#39;, but the target is not found")
    said = (project.folder / "serve.log").read_text().rpartition("This site could not be published:\n")[2]
    assert "nowhere.md" in said.partition("\n")[0], "whoever looks at the terminal reads of it, too"
    assert project.site() == before, "serving wrote to the published site"


def test_what_was_not_saved_does_not_run_again(server):
    project = server.project
    project.append("docs/index.md", '\n```python exec="on"\nimport os, time\nprint(f"ran at {time.time_ns()}")\n```\n')
    first = server.shows("ran at", "").partition("ran at")[2][:19]
    project.replace("docs/ransac.md", "## Question", "## A question")
    server.shows("A question")
    assert server.page("").partition("ran at")[2][:19] == first
    project.replace("snippets/ransac.py", '"""How many', '"""Just how many')
    end = time.monotonic() + PATIENCE
    while server.shows("ran at", "").partition("ran at")[2][:19] == first:
        assert time.monotonic() < end, "a page that may depend on the method did not run again"
        time.sleep(0.1)
