# SPDX-License-Identifier: MIT
"""The links of a built site, and the list of all addresses ever published: each must lead to a file and, after #, to an element there."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

LINKS = [re.compile(rf"""{name}=["']?([^"'\s>]+)""") for name in ("href", "src")]  # a pattern that starts with plain letters is fast
ID = re.compile(r' id="([^"]+)"')
LIST = Path(__file__).parents[2] / "docs/addresses.txt"
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
UNNAMED = re.compile(r"_|figure-\d")  # made from words, or counted: no address
MOVED = re.compile(r'<link rel="canonical" href="([^":]+)">\s*<script>var anchor')  # what mkdocs-redirects leaves where a page was
CURE = "; what was published stays: give the id back, or put it where a reader should land; for a page, name the new one in redirect_maps"


def unlisted(folder):
    """The addresses that the list lacks: of pages, and of what has an id in their text, as far as it was named."""
    found = []
    for path in sorted(folder.rglob("index.html")):
        page, text = f"{path.parent.relative_to(folder).as_posix()}/", DRAWING.sub("", path.read_text("utf-8"))
        ids = ID.findall(text[text.find("<article"):text.find("</article>")])
        found += [page, *(f"{page}#{id}" for id in sorted(ids) if not UNNAMED.match(id))]
    return [address for address in found if address not in LIST.read_text("utf-8").split()]


def broken(folder, site_url=""):
    """A message for each link that leads nowhere and each id given twice, in the site that `site_url` will be the address of."""
    base = urlsplit(site_url or "/").path
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: (folder / name).read_text("utf-8") for name in sorted(files) if name.endswith(".html")}
    ids = {name: Counter(ID.findall(page)) for name, page in pages.items()}
    for name, page in pages.items():
        if moved := MOVED.search(page):
            ids[name] = ids.get(join(normpath(join(dirname(name), moved[1])), "index.html"), {})
    pages["addresses.txt"], ids["addresses.txt"] = "".join(f"href={address} " for address in LIST.read_text("utf-8").split()), {}
    for name, page in pages.items():
        yield from (f"{name}: the id {id!r} stands there twice" for id, times in ids[name].items() if times > 1)
        cure = CURE if name == "addresses.txt" else ""
        for link in dict.fromkeys(link for pattern in LINKS for link in pattern.findall(page)):
            address = urlsplit(unescape(link))
            path, fragment = unquote(address.path), unquote(address.fragment)
            target = f"{normpath(join(base, dirname(name), path))}/".removeprefix(base).strip("/") if path else name
            target = target if target in files else normpath(join(target, "index.html"))
            if not address.scheme and not address.netloc:
                if target not in files:
                    yield f"{name}: the link {link!r} leads to no file{cure}"
                elif fragment and target in ids and fragment not in ids[target]:
                    yield f"{name}: the link {link!r} leads to no place on that page{cure}"
