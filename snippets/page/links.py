# SPDX-License-Identifier: MIT
"""The links of a built site, and its list of all addresses ever published: each must lead to a file and, after #, to a place there."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

# Patterns that start with plain letters are fast. What leads elsewhere is not looked at.
LINKS = [re.compile(rf"""{name}\s*=\s*["']?(?!(?i:[a-z]+:)|//)([^"'\s>]+)""") for name in ["href", "src", "HREF", "SRC", "Href", "Src"]]
ID = re.compile(r""" id=["']([^"']+)["']""")
LIST = Path(__file__).parents[2] / "docs/addresses.html"
MOVED = re.compile(r'content="0; url=([^"#]+)')  # what mkdocs-redirects leaves where a page was
UNNAMED = re.compile(r"_|figure_\d")  # made from words, or counted: no address


def unlisted(folder):
    """The addresses that the list lacks: of pages, and of what has an id in their text, as far as it was named."""
    listed = set(LIST.read_text("utf-8").split('"'))
    for path in sorted(folder.rglob("index.html")):
        page = f"{path.parent.relative_to(folder).as_posix()}/"
        ids = ID.findall(path.read_text("utf-8").partition("<article")[2].partition("</article>")[0])
        yield from sorted({page, *(f"{page}#{id}" for id in ids if not UNNAMED.match(id))} - listed)


def broken(folder, site_url=""):
    """A message for each link that leads nowhere and each id given twice, in the site that `site_url` will be the address of."""
    base = urlsplit(site_url or "/").path
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: _found((folder / name).read_text("utf-8")) for name in sorted(files) if name.endswith(".html")}
    ids = {name: found for name, (found, *_) in pages.items()}
    ids |= {name: ids.get(_target(name, moved[0], base), {}) for name, (*_, moved) in pages.items() if moved}
    for name, (_, leading, _) in pages.items():
        yield from (f"{name}: the id {id!r} stands there twice" for id, times in ids[name].items() if times > 1)
        for link in leading:
            path, _, place = unescape(link).partition("#")
            if (to := _target(name, path, base)) not in files:
                yield f"{name}: the link {link!r} leads to no file"
            elif place and to in ids and unquote(place) not in ids[to]:
                yield f"{name}: the link {link!r} leads to no place on that page: mend it, or put <span id=\"{place}\"></span> there"


def _found(page):
    """The ids of a page, its links, and where it moved; its text is not kept, for together they fill a memory."""
    return Counter(ID.findall(page)), dict.fromkeys(link for pattern in LINKS for link in pattern.findall(page)), MOVED.findall(page)


def _target(name, path, base):
    """The file that a link's path on the page `name` leads to; urljoin took a tenth of the gate's time for it."""
    path = unquote(path.partition("?")[0])
    return normpath(join(name, "..", path, "" if path.rpartition("/")[2].strip(".") else "index.html")).removeprefix(base) if path else name
