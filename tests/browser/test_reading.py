# SPDX-License-Identifier: MIT
"""Whoever opens a page reads all of it: light, dark, phone, paper, no scripts, no network but this site."""

import json
import re
import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, pages

from snippets.page import maths

PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 640}}
QUESTIONS = [f"{path.stem}/" for path in sorted((ROOT / "snippets/checks").glob("[!_]*.py"))]
SHIFT = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value)).observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(sum), 500)
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", pages())
def test_axe_finds_nothing(path, scheme, visit):
    page = visit(color_scheme=scheme).open(path)
    found = Axe().run(page).response["violations"]
    assert not found, "\n".join(f"{rule['id']}: {node['html'][:300]} {node.get('failureSummary', '')[:300]}" for rule in found for node in rule["nodes"][:4])


@pytest.mark.parametrize("path", pages())
def test_a_page_asks_nobody_else_and_breaks_no_rule_of_its_own(path, visit):
    reader = visit()
    reader.open(path)
    assert not [url for url in reader.asked if not url.startswith((reader.address, "data:", "blob:"))]
    assert not reader.complaints
    assert len([url for url in reader.asked if url.startswith("http")]) <= 12
    assert not [url for url in reader.asked if "search_index" in url]


@pytest.mark.parametrize("path", QUESTIONS)
def test_a_first_visit_is_light_and_the_next_page_lighter(path, visit):
    reader = visit()
    reader.open(path)
    weights = reader.weights()
    first, html = sum(weights.values()), next(weight for url, weight in weights.items() if url.endswith(path))
    assert html <= 30 * 1460 - 300, html  # with its headers it comes in two round trips, of ten segments and of twenty
    assert first <= 160 * 1024, {url: weight for url, weight in weights.items() if weight > 5000}
    reader.asked.clear()
    reader.open(QUESTIONS[QUESTIONS.index(path) - 1])
    later = sum(weight for url, weight in reader.weights().items() if url.endswith("/"))
    assert later <= 60 * 1024


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("path", pages())
def test_nothing_moves_while_a_page_loads(path, device, visit):
    assert visit(**device).open(path).evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("device", [{}, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
@pytest.mark.parametrize("path", QUESTIONS)
def test_nothing_moves_when_the_fonts_come_late(path, device, visit):
    reader = visit(**device)
    reader.page.route("**/*.woff2", lambda route: (time.sleep(.2), route.continue_()))
    assert reader.open(path).evaluate(SHIFT) <= 0.01
    assert reader.page.locator("h1").is_visible()


@pytest.mark.parametrize("path", QUESTIONS[:1])
def test_without_fonts_the_text_is_there(path, visit):
    reader = visit()
    reader.page.route("**/*.woff2", lambda route: route.abort())
    assert reader.open(path).locator("h1").is_visible()


@pytest.mark.parametrize("path", pages())
def test_without_scripts_every_formula_is_there(path, visit):
    reader = visit(java_script_enabled=False)
    page = reader.open(path)
    assert page.locator(".arithmatex").count() == 0
    shown, spoken = page.locator(".katex-html"), page.locator(".katex-mathml math")
    assert shown.count() == spoken.count()
    if path in QUESTIONS:
        assert shown.first.bounding_box()["width"] > 0
    text = page.evaluate("""() => {
        const article = document.querySelector('article').cloneNode(true)
        article.querySelectorAll('pre, code, .katex').forEach(part => part.remove())
        return article.textContent
    }""")
    for raw in ("\\(", "\\[", "$$", "\\frac", "\\begin"):
        assert raw not in text


@pytest.mark.parametrize("path", pages())
def test_no_page_is_wider_than_a_narrow_phone(path, visit):
    page = visit(**NARROW).open(path)
    wide = page.evaluate("""() => [...document.querySelectorAll('article *')].filter(e => e.getBoundingClientRect().right > 321
      && !e.closest('.katex-display, pre, .md-typeset__scrollwrap, table, svg, .scrolls')).map(e => e.outerHTML.slice(0, 120))""")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, wide[:3]
    assert page.evaluate(SHIFT) <= 0.01


@pytest.mark.parametrize("path", QUESTIONS)
def test_the_first_answer_is_in_the_first_screen_of_a_phone(path, visit):
    page = visit(**PHONE).open(path)
    assert page.locator(".answer, .glance").first.bounding_box()["y"] < 844


@pytest.mark.parametrize("words, found", [("47", "RANSAC"), ("homography", "RANSAC"), ("499999500000", "permutation"), ("Sigma", "likelihood")])
def test_search_finds_an_answer_by_value_name_and_symbol(words, found, visit):
    reader = visit()
    page = reader.open("")
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type(words)
    page.locator(".md-search-result__item").first.wait_for()
    assert found.lower() in page.locator(".md-search-result").inner_text().lower()
    assert [url for url in reader.asked if "search_index" in url]
    assert not reader.complaints


COPY = """() => { let copied; addEventListener("copy", event => copied = event.clipboardData.getData("text/plain")); document.execCommand("copy"); return copied }"""


def test_a_formula_is_copied_whole_and_as_tex(visit):
    page = visit().open("backprop/")
    chosen = "() => { const part = document.querySelector('#formula .katex-html .mathnormal'); getSelection().setBaseAndExtent(part, 0, part, 1) }"
    page.evaluate(chosen)
    assert page.evaluate(COPY) == r"$$\frac{\partial f}{\partial W^{(1)}_{ij}} = x_j \; s'(z^{(1)}_i) \sum_k w^{(3)}_k \; s'(z^{(2)}_k) \; W^{(2)}_{ki} . \tag{2.2}$$"
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('#formula').nextElementSibling)")
    assert page.evaluate(COPY).startswith("In words: multiply the input, the slopes and the later weights along each path to the output, and add the paths. The slope of the sigmoid $s(z) = 1/(1 + e^{-z})$ is $s'(z)")
    page.evaluate("() => getSelection().selectAllChildren(document.querySelector('article'))")
    everything = page.evaluate(COPY)
    assert everything.startswith("What is the gradient of a network with two sigmoid layers?")
    assert not re.search(r"document\.currentScript|\u00b6|Copy BibTeX|\$\s*\$\s*\$", everything)
    folded = page.evaluate("() => document.querySelector('details:not([open]) > p').textContent")
    assert folded not in everything
    assert "\n\n\n" not in everything


# Each sign of a formula and where it stands, in order.
PLACES = """async html => {
  const made = document.querySelector("article h1").appendChild(Object.assign(document.createElement("div"), { innerHTML: html })), places = [];
  const walker = document.createTreeWalker(made.querySelector(".katex-html"), NodeFilter.SHOW_TEXT), range = new Range(), from = made.getBoundingClientRect();
  await document.fonts.ready;
  while (walker.nextNode()) [...walker.currentNode.data].forEach((sign, at) => {
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + 1);
    const { left, bottom } = range.getBoundingClientRect();
    if (sign !== "\u200b") places.push([sign, left - from.left, bottom - from.top]);
  });
  places.push(["whole", from.width, from.height]);
  made.remove();
  return places.sort(([a, x], [b, y]) => a < b ? -1 : a > b ? 1 : x - y);
}"""


@pytest.mark.parametrize("tex", [
    r"w^{(1)}_{ij} x_j", r"f^2_i + W_{k_i}^{(2)} - \gamma^{-2}", r"\sum_{k=1}^K w_k^{(3)}", r"\frac{\partial f}{\partial W^{(1)}_{ij}}", r"e^{-\frac{z_i}{2}}",
    r"\hat{y}_n^\top \Sigma^{-1} r_n", r"2^{2^n} x_{n_i}", r"\begin{pmatrix} a_1 & b^2 \\ c_i^2 & d \end{pmatrix}", r"\sqrt{a_i^2} \operatorname{diag}(v)_j"])
def test_every_sign_of_a_formula_stands_where_katex_puts_it(tex, visit):
    page = visit().open("cite/")
    ours, theirs = (page.evaluate(PLACES, html) for html in (maths.formula(tex, True), json.loads(maths._engine()(tex, True))))
    assert [sign for sign, *_ in ours] == [sign for sign, *_ in theirs]
    assert max(abs(one - other) for mine, its in zip(ours, theirs, strict=True) for one, other in zip(mine[1:], its[1:], strict=True)) < 0.1


def test_a_matrix_is_read_row_by_row(visit):
    page = visit().open("accumulation/")
    assert "matrix, row 1: 3, 4; row 2: 6, 8" in page.locator("#update").aria_snapshot()


@pytest.mark.parametrize("device", [{}, NARROW], ids=["desktop", "phone"])
def test_a_number_leads_to_its_formula_and_stands_beside_it(device, visit):
    page = visit(**device).open("errata/")
    page.get_by_role("link", name="(2.2)").click()
    page.wait_for_url("**/backprop/#formula")
    boxes = page.locator("#formula .katex-html > :not(.katex-tag)").all()
    tag = page.locator("#formula .katex-tag").bounding_box()
    assert page.locator("#formula .katex-tag").inner_text() == "(2.2)"
    assert max(box.bounding_box()["x"] + box.bounding_box()["width"] for box in boxes) <= tag["x"]
    assert page.locator(".md-header").bounding_box()["height"] <= page.locator("#formula").bounding_box()["y"] < 640


def test_the_keyboard_reaches_the_text_first(visit):
    page = visit().open("ransac/")
    page.keyboard.press("Tab")
    assert "Skip" in page.evaluate("document.activeElement.innerText")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash")


def test_no_link_of_the_navigation_is_focused_unseen(visit):
    page = visit(viewport={"width": 640, "height": 800}, reduced_motion="reduce").open("ransac/")
    seen = 0
    while page.keyboard.press("Tab") or not page.evaluate("document.activeElement.closest('article')"):
        if page.evaluate("!!document.activeElement.closest('.md-sidebar--primary')"):
            assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0, page.evaluate("document.activeElement.innerText")
            seen += 1
    assert seen > 20


def test_print_opens_every_fold(visit):
    page = visit().open("counting/")
    folds = page.locator("article details:not(answer-box details)").all()
    assert folds
    assert not any(fold.locator("> :not(summary)").last.is_visible() for fold in folds)
    page.emulate_media(media="print")
    assert all(fold.locator("> :not(summary)").last.is_visible() for fold in folds)


@pytest.mark.parametrize("path", QUESTIONS)
def test_questions_alone_can_be_printed(path, visit):
    page = visit().open(path + "#questions")
    page.emulate_media(media="print")
    assert page.locator("#question").is_visible()
    assert page.locator("#now-you").is_visible()
    for hidden in (".answer", ".wrong", ".glance", "#answer", "#code", "details", "figure"):
        found = page.locator(hidden).all()
        assert found
        assert not any(element.is_visible() for element in found), hidden


@pytest.mark.parametrize("system, chosen", [("light", "slate"), ("dark", "default")])
def test_colours_follow_the_system_until_a_reader_chooses_and_the_choice_stays(system, chosen, visit):
    reader = visit(color_scheme=system)
    look = "[document.body.dataset.mdColorScheme, getComputedStyle(document.documentElement).colorScheme]"
    words = {"slate": ["slate", "dark"], "default": ["default", "normal"]}
    page = reader.open("ransac/")
    assert page.evaluate(look) == words[{"slate": "default", "default": "slate"}[chosen]]
    page.locator("#__colours").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(look) == words[chosen]
    assert reader.open("likelihood/").evaluate(look) == words[chosen]
    assert not reader.complaints


@pytest.mark.parametrize("path", QUESTIONS)
def test_paper_is_light_and_needs_no_font_that_the_screen_did_not(path, visit):
    """A face that is fetched only while a page is printed comes too late: what is set in it stays blank."""
    reader = visit(color_scheme="dark")
    page = reader.open(path)
    fonts = {url for url in reader.asked if url.endswith(".woff2")}
    page.pdf()
    page.wait_for_timeout(300)
    assert {url for url in reader.asked if url.endswith(".woff2")} == fonts
    page.emulate_media(media="print", color_scheme="dark")
    look = "name => getComputedStyle(document.body).getPropertyValue(name).trim()"
    assert [page.evaluate(look, name) for name in ("--figure-ink", "--md-typeset-a-color")] == ["#222", "#303f9f"]
