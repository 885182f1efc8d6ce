# SPDX-License-Identifier: MIT
"""`make pdf`: pdf/ with each page of the site as a tagged PDF with an outline, printed by Chromium."""

import mimetypes
import re
import shutil
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
NOWHERE = "https://twice-answered.invalid/"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FOOT = '<p style="width: 100%; text-align: center; font: 8pt sans-serif"><span class="title"></span>, <span class="pageNumber"></span></p>'
WITHOUT_LINKS = "start => document.querySelectorAll(`a[href]`).forEach(a => a.href.startsWith(start) && a.pathname != location.pathname && a.removeAttribute('href'))"


def print_site(site, folder, address=""):
    """Print every page of the built `site` into `folder`, as it is read at `address`; without one links between pages are left out."""
    base = address or NOWHERE

    def answered(route):
        path = site / unquote(urlsplit(route.request.url).path).removeprefix(urlsplit(base).path)
        path = path / "index.html" if path.is_dir() else path
        route.fulfill(path=path, content_type=mimetypes.guess_type(path.name)[0]) if path.is_file() else route.abort()

    folder.mkdir(exist_ok=True)
    found = shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(args=FLAGS, **({"executable_path": found} if found else {}))
        page = browser.new_page(color_scheme="light")
        page.route("**/*", answered)
        for name in sorted(path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")):
            page.goto(base + name.replace(".", "", 1) + "/" * (name != "."), wait_until="load")
            page.evaluate("document.fonts.ready")
            if not address:
                page.evaluate(WITHOUT_LINKS, base)
            page.pdf(path=folder / f"{'index' if name == '.' else name.replace('/', '-')}.pdf", format="A4", tagged=True, outline=True,
                     display_header_footer=True, header_template="<p></p>", footer_template=FOOT,
                     margin={"top": "18mm", "bottom": "20mm", "left": "18mm", "right": "18mm"})
        browser.close()


if __name__ == "__main__":
    canonical = re.search(r'<link rel="canonical" href="([^"]*)"', (ROOT / "site/index.html").read_text("utf-8"))
    print_site(ROOT / "site", target := Path(sys.argv[1] if len(sys.argv) == 2 else ROOT / "pdf"), canonical[1] if canonical else "")
    print(f"{target}: {len(list(target.glob('*.pdf')))} pages of the site")
