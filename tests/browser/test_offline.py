# SPDX-License-Identifier: MIT
"""The zip of `make offline`, unpacked to a disk and read in a Chromium that reaches no network."""

import re
import sys
import zipfile
from pathlib import Path

import pytest
from conftest import pages

sys.path.insert(0, str(Path(__file__).parents[1]))

import offline

from snippets.page import links


@pytest.fixture(scope="session")
def disk(site, tmp_path_factory):
    """The folder that the zip unpacks to."""
    folder = tmp_path_factory.mktemp("stick")
    offline.pack(site, folder / "twice-answered.zip")
    with zipfile.ZipFile(folder / "twice-answered.zip") as packed:
        packed.extractall(folder)
    return folder / "twice-answered"


@pytest.fixture
def reader(chromium, disk):
    """A browser without network, what it asked for and what it complained about."""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, offline=True)
    page = context.new_page()
    page.asked, page.complaints = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    yield page
    context.close()


def test_no_link_is_dead_and_none_leads_to_a_folder(disk):
    assert not list(links.broken(disk))
    for name in ("index.html", "ransac/index.html", "answers/index.html"):
        assert not re.findall(r' href="(?:[^"#:]*/|\.+)(?:#[^"]*)?"', (disk / name).read_text("utf-8"))


@pytest.mark.parametrize("path", pages())
def test_a_page_opens_from_a_disk_as_it_does_from_a_server(path, reader, disk):
    reader.goto((disk / path / "index.html").as_uri(), wait_until="load")
    reader.wait_for_timeout(500)
    assert not [url for url in reader.asked if not url.startswith(("file:", "data:", "blob:"))]
    assert not reader.complaints
    faces = reader.evaluate("() => document.fonts.ready.then(fonts => [...fonts].filter(font => font.status == 'error').map(font => font.family))")
    assert not faces
    for formula in reader.locator(".katex-html").all()[:3]:
        assert formula.bounding_box()["height"] > 5
    assert reader.evaluate("() => getComputedStyle(document.querySelector('.md-header')).position") == "sticky"


def test_search_finds_an_answer_on_a_disk_and_leads_to_it(reader, disk):
    reader.goto(disk.joinpath("notation/index.html").as_uri(), wait_until="load")
    reader.locator("[data-md-component=search-query]").click()
    reader.keyboard.type("47")
    reader.locator(".md-search-result__link[href*='ransac/index.html']").first.click()
    reader.wait_for_url("**/ransac/index.html*")
    reader.locator("#homography").wait_for()
    assert not [url for url in reader.asked if not url.startswith(("file:", "data:", "blob:"))]
    assert not reader.complaints
