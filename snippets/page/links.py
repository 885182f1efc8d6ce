"""The links of a built site: every address inside it must lead to a file and, after #, to an element there."""

import re
from collections import Counter
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

LINKS = [re.compile(rf"""{name}=["']?([^"'\s>]+)""") for name in ("href", "src")]  # a pattern that starts with plain letters is fast
ID = re.compile(r' id="([^"]+)"')


def broken(folder, site_url=""):
    """A message for each link that leads nowhere and each id given twice, in the site that `site_url` will be the address of."""
    base = urlsplit(site_url or "/").path
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    pages = {name: (folder / name).read_text("utf-8") for name in sorted(files) if name.endswith(".html")}
    ids = {name: Counter(ID.findall(page)) for name, page in pages.items()}
    for name, page in pages.items():
        yield from (f"{name}: the id {id!r} stands there twice" for id, times in ids[name].items() if times > 1)
        for link in dict.fromkeys(link for pattern in LINKS for link in pattern.findall(page)):
            address = urlsplit(unescape(link))
            path, fragment = unquote(address.path), unquote(address.fragment)
            target = f"{normpath(join(base, dirname(name), path))}/".removeprefix(base).strip("/") if path else name
            target = target if target in files else normpath(join(target, "index.html"))
            if not address.scheme and not address.netloc:
                if target not in files:
                    yield f"{name}: the link {link!r} leads to no file"
                elif fragment and target in ids and fragment not in ids[target]:
                    yield f"{name}: the link {link!r} leads to no place on that page"
