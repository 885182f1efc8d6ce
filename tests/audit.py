# SPDX-License-Identifier: MIT
"""`make audit`: the built site by others' rules: every page by the Nu HTML checker, three by Lighthouse on a phone. Needs npm and java."""

import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

ROOT = Path(__file__).parents[1]
SITE, TOOLS = ROOT / "site", ROOT / ".cache/audit"
VERSIONS = ["lighthouse@13.5.0", "vnu-jar@26.9.27"]
PAGES = ["", "ransac/", "likelihood/"]
FLAGS = "--headless --no-sandbox --disable-gpu --disable-background-networking"


class Host(http.server.SimpleHTTPRequestHandler):
    """Serves what any web host does: compressed."""

    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            return self.send_error(404)
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        for name, value in {"Content-Type": self.guess_type(path), "Content-Encoding": "gzip", "Content-Length": len(body)}.items():
            self.send_header(name, value)
        self.end_headers()
        return self.wfile.write(body)

    def log_message(self, *_):
        pass


def install():
    """The tools, at these versions, in a folder that git does not see."""
    TOOLS.mkdir(parents=True, exist_ok=True)
    if not (TOOLS / "made").exists() or (TOOLS / "made").read_text() != " ".join(VERSIONS):
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", TOOLS, *VERSIONS], check=True)
        (TOOLS / "made").write_text(" ".join(VERSIONS))


def html_errors():
    """What the Nu checker calls an error, a line each."""
    pages = sorted(str(path.relative_to(ROOT)) for path in SITE.rglob("*.html"))
    checked = subprocess.run(["java", "-Xss4m", "-jar", TOOLS / "node_modules/vnu-jar/build/dist/vnu.jar", "--errors-only", "--format", "gnu", *pages],
                             cwd=ROOT, capture_output=True, text=True)
    return checked.stderr.splitlines()


def scores(address):
    """{category: points of 100} of one visit by Lighthouse, on its phone."""
    report = TOOLS / "report.json"
    subprocess.run([TOOLS / "node_modules/.bin/lighthouse", address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}"],
                   check=True, env=os.environ | {"CHROME_PATH": shutil.which("chromium") or os.environ.get("CHROME_PATH", "")}, stderr=subprocess.DEVNULL)
    return {name: round(100 * category["score"]) for name, category in json.loads(report.read_text())["categories"].items()
            if name in ("performance", "accessibility", "best-practices", "seo")}


if __name__ == "__main__":
    install()
    errors = html_errors()
    print(*errors[:20], f"HTML errors: {len(errors)}", sep="\n")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Host, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    short = False
    for page in PAGES:
        best = {}
        for _ in range(3):  # a busy machine slows a page and nothing speeds one up: the best of three; performance is told, and fails nothing
            best = {name: max(points, best.get(name, 0)) for name, points in scores(f"http://127.0.0.1:{server.server_port}/{page}").items()}
        print(f"Lighthouse /{page}:", *(f"{name} {points}" for name, points in best.items()))
        short |= min(points for name, points in best.items() if name != "performance") < 100
    sys.exit(bool(errors) or short)
