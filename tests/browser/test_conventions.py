# SPDX-License-Identifier: MIT
"""Conventions stand side by side in tabs: the choice is kept from page to page, and no variant is out of reach."""

import functools
import http.server
import json
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import Quiet

TABS = {
    "ransac/": [["With replacement", "Without replacement"]],
    "backprop/": [["Columns", "Rows"]],
    "accumulation/": [["Columns", "Rows"], ["Bias folded in", "Bias apart"]],
    "counting/": [["Bias folded in", "Bias apart"]],
    "likelihood/": [["With ½", "Without ½"]],
    "scale_symmetry/": [["With ½", "Without ½"]],
}
CARDS = {"ransac/": "finite", "backprop/": "rows_second", "accumulation/": "apart_biases", "likelihood/": "without_half", "scale_symmetry/": "stable_without_half"}


def labels(page):
    return [[label.inner_text().strip() for label in tabs.locator(".tabbed-labels label").all()] for tabs in page.locator(".tabbed-set").all()]


def chosen(page):
    """What is to be seen of each set of tabs: the numbers of its panels."""
    return [[number for number, panel in enumerate(tabs.locator(".tabbed-block").all()) if panel.is_visible()] for tabs in page.locator(".tabbed-set").all()]


def test_a_choice_is_kept_across_pages(visit):
    reader = visit()
    for first, second, label in (("backprop/", "accumulation/", "Rows"), ("accumulation/", "counting/", "Bias apart"), ("likelihood/", "scale_symmetry/", "Without ½")):
        page = reader.open(first)
        page.locator(".tabbed-labels label", has_text=label).click()
        page = reader.open(second)
        index = next(number for number, names in enumerate(labels(page)) if label in names)
        assert chosen(page)[index] == [1]
    assert chosen(reader.open("ransac/")) == [[0]]
    assert not reader.complaints


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("path", TABS)
def test_tabs_switch_by_keyboard_also_without_scripts(path, scripts, visit):
    page = visit(java_script_enabled=scripts).open(path)
    assert labels(page) == TABS[path]
    assert chosen(page) == [[0]] * len(TABS[path])
    page.locator(".tabbed-set > input").first.focus()
    page.keyboard.press("ArrowRight")
    assert chosen(page) == [[1], *[[0]] * (len(TABS[path]) - 1)]


@pytest.mark.parametrize("path", CARDS)
def test_an_address_leads_into_a_tab(path, visit):
    page = visit().open(path)
    assert not page.locator(f"#{CARDS[path]}").is_visible()
    page = visit().open(f"{path}#{CARDS[path]}")
    box = page.locator(f"#{CARDS[path]}").bounding_box()
    assert 0 <= box["y"] < 800


@pytest.mark.parametrize("path", TABS)
def test_paper_has_every_variant_under_its_name(path, visit):
    page = visit().open(path)
    page.emulate_media(media="print")
    assert chosen(page) == [[0, 1]] * len(TABS[path])
    for tabs in page.locator(".tabbed-set").all():
        places = [element.bounding_box()["y"] for pair in zip(tabs.locator(".tabbed-labels label").all(), tabs.locator(".tabbed-block").all(), strict=True) for element in pair]
        assert places == sorted(places)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", TABS)
def test_axe_finds_nothing_in_the_other_tabs(path, scheme, visit):
    page = visit(color_scheme=scheme).open(path)
    for tabs in page.locator(".tabbed-set").all():
        tabs.locator(".tabbed-labels label").nth(1).click()
    assert chosen(page) == [[1]] * len(TABS[path])
    page.wait_for_timeout(400)
    found = Axe().run(page).response["violations"]
    assert not found, [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"][:3]]


def test_an_edition_marks_what_was_corrected_since(chromium, published):
    """Wherever the site is, whether it knows its address or not: a corrected answer leads to what it is now."""
    project = published("ransac")
    assert project.build("-q", "-d", ".editions/2026.1").returncode == 0
    assert project.build("-q").returncode == 0
    newest = project.folder / "site/answers.json"
    answers = json.loads(newest.read_text("utf-8"))
    answers["ransac.homography"]["value"] += 1
    newest.write_text(json.dumps(answers), "utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(project.folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    root = f"http://127.0.0.1:{server.server_port}/site/"
    page = chromium.new_page()
    page.goto(f"{root}2026.1/ransac/#affine")
    marked = page.locator(".changed a")
    marked.wait_for()
    assert [link.get_attribute("href") for link in marked.all()] == [f"{root}ransac/#homography"]
    assert page.locator("#__changed").inner_text() == "Corrected since, on this page: ransac.homography."
    page.close()
    server.shutdown()
