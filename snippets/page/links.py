"""The links of a built site: every address inside it must lead to a file and, after #, to an element there."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Reader(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.links, self.ids = [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "src") and value:
                self.links.append(value)


def broken(folder, base="/"):
    """(page, link, what is wrong) for each link that leads nowhere and each id given twice; `base` is the site's path."""
    read = cache(lambda path: _Reader(path.read_text("utf-8")))
    for page in sorted(folder.rglob("*.html")):
        for id in {id for id in read(page).ids if read(page).ids.count(id) > 1}:
            yield page, f"#{id}", "stands on the page twice"
        for link in read(page).links:
            address = urlsplit(link)
            if address.scheme or address.netloc:
                continue
            path = unquote(address.path)
            target = folder / path.removeprefix(base) if path.startswith("/") else page.parent / path if path else page
            if target.is_dir():
                target /= "index.html"
            if not target.is_file():
                yield page, link, "leads to no file"
            elif address.fragment and target.suffix == ".html" and unquote(address.fragment) not in read(target.resolve()).ids:
                yield page, link, "leads to no place on that page"
