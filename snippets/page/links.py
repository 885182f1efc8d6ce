# SPDX-License-Identifier: MIT
"""The links of a built site, and its list of all addresses ever published: each must lead to a file and, after #, to a place there."""

import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

LINKS = [re.compile(rf"""{name}=["']?([^"'\s>]+)""") for name in ("href", "src")]  # a pattern that starts with plain letters is fast
ID = re.compile(r' id="([^"]+)"')
LIST = Path(__file__).parents[2] / "docs/addresses.html"
DRAWING = re.compile(r"<svg.*?</svg>", re.DOTALL)
MOVED = re.compile(r'content="0; url=([^"#]+)')  # what mkdocs-redirects leaves where a page was
UNNAMED = re.compile(r"_|figure-\d")  # made from words, or counted: no address


def unlisted(folder):
    """The addresses that the list lacks: of pages, and of what has an id in their text, as far as it was named."""
    listed = LIST.read_text("utf-8")
    for path in sorted(folder.rglob("index.html")):
        page, text = f"{path.parent.relative_to(folder).as_posix()}/", DRAWING.sub("", path.read_text("utf-8"))
        ids = ID.findall(text.partition("<article")[2].partition("</article>")[0])
        addresses = [page, *(f"{page}#{id}" for id in sorted(ids) if not UNNAMED.match(id))]
        yield from (address for address in addresses if f'"{address}"' not in listed)


def broken(folder, site_url=""):
    """A message for each link that leads nowhere and each id given twice, in the site that `site_url` will be the address of."""
    base = urlsplit(site_url or "/").path
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: (folder / name).read_text("utf-8") for name in sorted(files) if name.endswith(".html")}
    ids = {name: Counter(ID.findall(page)) for name, page in pages.items()}
    ids |= {name: ids.get(urljoin(name, moved[1]) + "index.html", {}) for name, page in pages.items() if (moved := MOVED.search(page))}
    for name, page in pages.items():
        yield from (f"{name}: the id {id!r} stands there twice" for id, times in ids[name].items() if times > 1)
        for link in dict.fromkeys(link for pattern in LINKS for link in pattern.findall(page)):
            to = urlsplit(urljoin(f"//here{base}{name}", unescape(link)))
            path = unquote(to.path).removeprefix(base)
            path += "index.html" if path[-1:] in ("", "/") else ""
            if to.netloc == "here" and path not in files:
                yield f"{name}: the link {link!r} leads to no file"
            elif to.netloc == "here" and to.fragment and path in ids and unquote(to.fragment) not in ids[path]:
                yield f"{name}: the link {link!r} leads to no place on that page"
