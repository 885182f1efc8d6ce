# SPDX-License-Identifier: MIT
"""`make offline`: twice-answered.zip, the site as files that open from a disk, with formulas, links and search.

On a disk nothing turns a folder into its index.html, and a page may neither read another file nor start a worker from one. So links
name the file, and the search index comes as a script, with the worker's code. All else is as published.
"""

import json
import re
import sys
import zipfile
from pathlib import Path
from posixpath import dirname, join, normpath

ROOT = Path(__file__).parents[1]
PRELOADED = re.compile(r'\s*<link rel="preload"[^>]*>')
PATH = re.compile(r'(?<=\shref=")[^"#?:]+')
FOR_SERVERS = {"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"}


def linked(html, page, pages):
    """The page with each link to a folder leading to the file that opens it."""
    def named(link):
        return link[0].rstrip("/") + "/index.html" if normpath(join(dirname(page), link[0], "index.html")) in pages else link[0]

    # By the letter of the standard no file is of the same origin as another; a preload would be refused for that.
    return PATH.sub(named, PRELOADED.sub("", html)).replace("'self'", "'self' file:")


def search(site):
    """The script that holds what a page on a disk cannot fetch."""
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    for entry in index["docs"]:
        page, *place = entry["location"].partition("#")
        entry["location"] = "".join([page, "index.html", *place])
    worker = next((site / "assets/javascripts/workers").glob("search.*.js")).read_text("utf-8")
    return f"var __index = {json.dumps(index)}, searchWorker = {json.dumps(worker)};\n"


def pack(site, file):
    """Write the built site in the folder `site` into the zip `file`."""
    names = sorted({path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - FOR_SERVERS)
    contents = {name: (site / name).read_bytes() for name in names} | {"search/search_index.js": search(site).encode()}
    contents |= {name: linked(html.decode(), name, contents).encode() for name, html in contents.items() if name.endswith(".html")}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(f"{file.stem}/{name}")  # without a date: the same bytes whenever it is made
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    pack(ROOT / "site", target := Path(sys.argv[1] if len(sys.argv) == 2 else ROOT / "twice-answered.zip"))
    print(f"{target}: unpack it and open index.html")
