"""The links of a built site: every address inside it must lead to a file and, after #, to an element there."""

import re
from functools import cache
from html import unescape
from urllib.parse import unquote, urlsplit

LINK = re.compile(r'\s(?:href|src)="([^"]+)"')
ID = re.compile(r'\sid="([^"]+)"')


def broken(folder, base="/"):
    """A message for each link that leads nowhere and each id given twice; `base` is the site's path at its address."""
    ids = cache(lambda page: [unescape(id) for id in ID.findall(page.read_text("utf-8"))])
    for page in sorted(folder.rglob("*.html")):
        where = page.relative_to(folder).as_posix()
        yield from (f"{where}: the id {id!r} stands there twice" for id in set(ids(page)) if ids(page).count(id) > 1)
        for link in LINK.findall(page.read_text("utf-8")):
            address = urlsplit(unescape(link))
            path = unquote(address.path)
            target = (folder / path.removeprefix(base) if path.startswith("/") else page.parent / path if path else page).resolve()
            target = target / "index.html" if target.is_dir() else target
            if not address.scheme and not address.netloc:
                if not target.is_file():
                    yield f"{where}: the link {link!r} leads to no file"
                elif address.fragment and target.suffix == ".html" and unquote(address.fragment) not in ids(target):
                    yield f"{where}: the link {link!r} leads to no place on that page"
