# SPDX-License-Identifier: MIT
"""Links of a built site: what leads nowhere is named. Where a link leads is a peer's word, urllib's."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest

from snippets.page import links

PAGES = "index.html", "404.html", "a/index.html", "a/b/index.html", "x y/index.html"
PATHS = (".", "..", "./", "../", "../a/", "../b/", "a/", "./a/", "a/b/", "a//b/", "a", "a/f.txt", "../a/f.txt", "a/b/../f.txt", "f.txt?x=1", "?q=1",
         "index.html", "../index.html", "x%20y/", "../x%20y/", "404.html", "/", "/a/", "/course/", "/course/a/", "/course/a/f.txt", "../../a/b/")
ELSEWHERE = "https://e.org/", "HTTPS://E.ORG/a", "//e.org/a", "mailto:a@e.org", "data:,a", "javascript:a"


@pytest.fixture
def site(tmp_path):
    def made(**texts):
        for name in (*PAGES, "a/f.txt"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(texts.get(name, '<p id="here">'), "utf-8")
        return tmp_path
    return made


@pytest.mark.parametrize("base", ["/", "/course/"])
@pytest.mark.parametrize("name", PAGES)
def test_a_link_leads_where_urllib_says(site, name, base):
    folder = site(**{name: "".join(f'<a href="{path}">' for path in PATHS)})
    for path in PATHS:
        to = unquote(urlsplit(urljoin(base + name, path)).path)
        to = to.removeprefix(base) + ("index.html" if to.endswith("/") else "")
        leads_out = path.startswith("..") and urljoin(f"/deep/er{base}{name}", path) != f"/deep/er{urljoin(base + name, path)}"
        found = (folder / to).is_file() and not to.startswith("/") and not leads_out
        assert found != (f"{name}: the link {path!r} leads to no file" in links.broken(folder, f"https://e.org{base}")), path


def test_what_leads_elsewhere_is_not_looked_at(site):
    assert not list(links.broken(site(**{"index.html": "".join(f'<a href="{link}">' for link in ELSEWHERE)})))


@pytest.mark.parametrize("name, link", [("index.html", "#there"), ("404.html", "#there"), ("a/index.html", "../#there"), ("a/b/index.html", "../../a/#there")])
def test_a_place_that_a_page_has_not_is_named(site, name, link):
    assert list(links.broken(site(**{name: f"<a href={link}>"}))) == [
        f"{name}: the link {link!r} leads to no place on that page: mend it, or put <span id=\"{link.partition('#')[2]}\"></span> there"]
    assert not list(links.broken(site(**{name: f"<p id=\"here\"><a href='{link.replace('there', 'here')}'>"})))


@pytest.mark.parametrize("written", ["href", "HREF", "Href", "src", "SRC", "Src"])
def test_a_link_may_be_written_in_capitals(site, written):
    assert list(links.broken(site(**{"index.html": f'<x {written}="nowhere/">'}))) == ["index.html: the link 'nowhere/' leads to no file"]


@pytest.mark.parametrize("link", ["#é", "#%C3%A9"])
def test_a_place_may_have_any_letters(site, link):
    assert not list(links.broken(site(**{"index.html": f'<p id="é"><a href="{link}">'})))
    assert list(links.broken(site(**{"index.html": f'<p id="è"><a href="{link}">'})))


@pytest.mark.parametrize("link", ["é/", "%C3%A9/", "é/#à", "%C3%A9/#%C3%A0"])
def test_a_page_may_be_called_by_any_letters(site, link):
    folder = site(**{"index.html": f'<a href="{link}"> <a href="è/">'})
    (folder / "é").mkdir()
    (folder / "é/index.html").write_text('<p id="à">', "utf-8")
    assert list(links.broken(folder)) == ["index.html: the link 'è/' leads to no file"]


def test_an_id_given_twice_is_named(site):
    assert list(links.broken(site(**{"a/index.html": '<p id="one"><p id="one">'}))) == ["a/index.html: the id 'one' stands there twice"]


def test_a_page_that_moved_has_the_places_of_the_one_it_leads_to(site):
    folder = site(**{"index.html": "<a href=old.html#here><a href=old.html#there>"})
    (folder / "old.html").write_text('<meta http-equiv="refresh" content="0; url=a/#here">', "utf-8")
    assert list(links.broken(folder)) == [
        "index.html: the link 'old.html#there' leads to no place on that page: mend it, or put <span id=\"there\"></span> there"]


def test_addresses_are_pages_and_what_was_named_in_their_text(site, tmp_path, monkeypatch):
    listed = tmp_path / "addresses.txt"
    listed.write_text('<a href="a/"><a href="a/#old">', "utf-8")
    monkeypatch.setattr(links, "LIST", listed)
    folder = site(**{"a/index.html": '<nav id="above"><article><p id="new"><p id="old"><p id="_made-of-words"><p id="figure_1"></article><p id="below">'})
    assert [address for address in links.unlisted(folder) if address.startswith("a/#")] == ["a/#new"]
    assert {"./", "a/b/"} <= {*links.unlisted(folder)}
    assert "a/" not in links.unlisted(folder)
