# SPDX-License-Identifier: MIT
"""The links of a built site, and its list of all addresses ever published: each must lead to a file and, after #, to a place there."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

LINKS = [re.compile(rf"""{name}=["']?([^"'\s>]+)""") for name in ("href", "src")]  # a pattern that starts with plain letters is fast
ID = re.compile(r' id="([^"]+)"')
LIST = Path(__file__).parents[2] / "docs/addresses.html"
ELSEWHERE = re.compile("[a-z]+:|//")
MOVED = re.compile(r'content="0; url=([^"#]+)')  # what mkdocs-redirects leaves where a page was
UNNAMED = re.compile(r"_|figure-\d")  # made from words, or counted: no address


def unlisted(folder):
    """The addresses that the list lacks: of pages, and of what has an id in their text, as far as it was named."""
    listed = set(LIST.read_text("utf-8").split('"'))
    for path in sorted(folder.rglob("index.html")):
        page = f"{path.parent.relative_to(folder).as_posix()}/"
        ids = ID.findall(path.read_text("utf-8").partition("<article")[2].partition("</article>")[0])
        addresses = [page, *(f"{page}#{id}" for id in sorted(ids) if not UNNAMED.match(id))]
        yield from (address for address in addresses if address not in listed)


def broken(folder, site_url=""):
    """A message for each link that leads nowhere and each id given twice, in the site that `site_url` will be the address of."""
    base = urlsplit(site_url or "/").path
    files = {f"{base}{path.relative_to(folder).as_posix()}": path for path in sorted(folder.rglob("*")) if path.is_file()}
    pages = {address: path.read_text("utf-8") for address, path in files.items() if path.suffix == ".html"}
    ids = {address: Counter(ID.findall(page)) for address, page in pages.items()}
    ids |= {address: ids.get(_target(address, moved[1]), {}) for address, page in pages.items() if (moved := MOVED.search(page))}
    for address, page in pages.items():
        name = address.removeprefix(base)
        yield from (f"{name}: the id {id!r} stands there twice" for id, times in ids[address].items() if times > 1)
        for link in dict.fromkeys(link for pattern in LINKS for link in pattern.findall(page) if not ELSEWHERE.match(link)):
            path, _, place = unescape(link).partition("#")
            if (to := _target(address, path)) not in files:
                yield f"{name}: the link {link!r} leads to no file"
            elif place and to in ids and unquote(place) not in ids[to]:
                yield f"{name}: the link {link!r} leads to no place on that page"


def _target(address, path):
    """The address that a link's path leads to from the page at `address`; urljoin took a tenth of the gate's time for it."""
    path = unquote(path.partition("?")[0])
    folder = path.rpartition("/")[2] in ("", ".", "..")
    return normpath(join(address, "..", path, "index.html" if folder else "")) if path else address
