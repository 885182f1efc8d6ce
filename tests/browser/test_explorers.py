# SPDX-License-Identifier: MIT
"""The explorers are a second implementation in a reader's browser: held to the Python, driven by keyboard, pointer and address."""

import math
import re
import urllib.parse
from decimal import Decimal

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe

from snippets import likelihood, permutation_symmetry, ransac, record, scale_symmetry

PAGES = {"ransac": "ransac/", "scale": "scale_symmetry/", "likelihood": "likelihood/", "permutation": "permutation_symmetry/"}
SHIFT = """() => new Promise(resolve => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(entry => sum += entry.value)).observe({type: 'layout-shift', buffered: true})
  setTimeout(() => resolve(sum), 700)
})"""
every = pytest.mark.parametrize("name", PAGES)


def ready(page, name):
    """The explorer, scrolled to and come to life."""
    page.locator(f"{name}-explorer").scroll_into_view_if_needed()
    page.locator(f"{name}-explorer > p[aria-live]").wait_for()
    return page.locator(f"{name}-explorer")


@pytest.fixture
def explorer(visit):
    """explorer("ransac", "?outliers=0.3"): that explorer, ready on its page. The reader is kept as `.reader`."""
    def opened(name, address="", **options):
        reader = visit(**options)
        found = ready(reader.open(PAGES[name] + address), name)
        found.reader = reader
        return found

    return opened


def says(found):
    return found.locator("p[aria-live]").inner_text()


def address(found):
    return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(found.page.url).query))


def by_javascript(found, function, cases):
    return found.page.evaluate(f"cases => cases.map(case_ => ({function})(...case_))", cases)


def agree(given, wanted):
    """Within 1e-9 of the largest entry of each case."""
    for one, other in zip(given, wanted, strict=True):
        one, other = np.array(one, float), np.array(other, float)
        assert one.shape == other.shape
        assert np.abs(one - other).max() <= 1e-9 * np.abs(other).max(), (one, other)


# The second implementation against the Python.


def test_ransac_counts_as_python_does(explorer):
    outliers = ["0", "0.01", "0.05", *(f"0.{tenth}" for tenth in range(1, 10)), "0.25", "0.333333", "0.75", "0.99"]
    cases = [[p, e, s] for p in ("0.36", "0.5", "0.95", "0.578125", "0.99", "0.999") for e in outliers for s in (1, 2, 3, 4, 5, 7, 8)]
    found = explorer("ransac")
    given = by_javascript(found, "(p, e, s) => String(Ransac.iterations(p, e, s))", cases)
    assert len(cases) >= 500
    assert given == [str(ransac.iterations(*case)) for case in cases]


def test_ransac_counts_whole_quotients_exactly(explorer):
    """1 - p is a whole power of 1 - q, exactly: floating point takes many of these for a little more, and some for a little less."""
    cases = [[f"{1 - (1 - Decimal(q) / 100) ** n:f}", f"{1 - Decimal(q) / 100:f}", n] for q in range(1, 100) for n in range(1, 8)]
    found = explorer("ransac")
    given = by_javascript(found, "(p, e) => Number(Ransac.iterations(p, e, 1))", cases)
    assert len(cases) >= 500
    assert given == [n for *_, n in cases] == [ransac.iterations(p, e, 1) for p, e, _ in cases]
    assert sum(math.ceil(math.log(1 - float(p)) / math.log(float(e) or 1e-300)) != n for p, e, n in cases) > 50


def test_ransac_counts_distinct_matches_as_python_does(explorer):
    cases = [[p, inliers, matches, s] for p in ("0.5", "0.95", "0.99") for matches in (8, 20, 100, 1000) for inliers in range(0, matches + 1, max(1, matches // 20))
             for s in (1, 3, 4, 8)]

    def wanted(p, inliers, matches, s):
        try:
            return str(ransac.iterations_finite(p, inliers, matches, s))
        except ValueError:
            return "null"

    found = explorer("ransac")
    assert len(cases) >= 500
    assert by_javascript(found, "(...given) => String(Ransac.finite(...given))", cases) == [wanted(*case) for case in cases]


def test_ransac_success_is_pythons(explorer):
    cases = [[draws, e, s] for draws in (0, 1, 2, 5, 17, 47, 100, 1000, 10**6) for e in ("0", "0.01", "0.2", "0.3", "0.5", "0.7", "0.9", "1") for s in (1, 2, 3, 4, 5, 7, 8)]
    given = by_javascript(explorer("ransac"), "(draws, e, s) => Ransac.success(draws, (1 - e) ** s)", cases)
    assert len(cases) >= 500
    agree(given, [ransac.success_probability(*case) for case in cases])


def test_scale_descends_as_python_does(explorer):
    cases = [[0.9 * gamma, 0.9 / gamma, rate, steps] for gamma in (0.1, 0.5, 1, 1.5, 2, 3, 5, 7.3, 10) for rate in (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1)
             for steps in (0, 1, 2, 3, 5, 10, 20, 40)]
    found = explorer("scale")
    assert len(cases) >= 500
    agree(by_javascript(found, "(...given) => Scale.descend(...given)", cases),
          [scale_symmetry.two_weights(*case, "relu") for case in cases])


def test_likelihood_costs_what_python_says(explorer):
    cases = [[r1, r2, v1, v2, c] for r1 in (-2, -0.5, 0.05, 1, 2) for r2 in (-2, -1, 0.3, 1.7) for v1 in (0.1, 1, 4) for v2 in (0.5, 1, 3)
             for c in (-0.99, -0.4, 0, 0.9)]
    pairs = [([[r1, r2]], [[0, 0]], [[v1, c * (v1 * v2) ** 0.5], [c * (v1 * v2) ** 0.5, v2]]) for r1, r2, v1, v2, c in cases]
    found = explorer("likelihood")
    assert len(cases) >= 500
    agree(by_javascript(found, "(...given) => Likelihood.cost(...given)", cases), [likelihood.error(*pair) for pair in pairs])
    agree(by_javascript(found, "(...given) => Likelihood.slope(...given)", cases), [-likelihood.error_gradient(*pair)[0] for pair in pairs])


def test_permutation_walks_and_aligns_as_python_does(explorer):
    random = np.random.default_rng(8)
    inputs, shares, walks, wanted, aligned = [[1, 0], [0, 1], [-1, 0], [0.3, -1]], np.linspace(0, 1, 5), [], [], []
    for _ in range(500):
        start, end = [(random.normal(size=(3, 2)), random.normal(size=3), random.normal(size=(2, 3))) for _ in range(2)]
        b2 = random.normal(size=2)
        units = [np.column_stack([W1, b1, W2.T]).tolist() for W1, b1, W2 in (start, end)]
        walks.append([*units, b2.tolist(), inputs, shares.tolist()])
        wanted.append(permutation_symmetry.losses_between(start, end, b2, inputs, shares, "tanh"))
        aligned.append(permutation_symmetry.align(start, onto=end))
    found = explorer("permutation")
    agree(by_javascript(found, "(start, end, b2, inputs, shares) => shares.map(share => Permutation.loss(start, end, b2, inputs, share))", walks), wanted)
    assert by_javascript(found, "(start, end) => [...Permutation.align(start, end)].map(unit => unit - 1)", walks) == aligned


# What a reader meets.


def test_each_starts_from_the_record(explorer):
    recorded = record.read()
    found = explorer("ransac")
    assert f"Samples needed: {recorded['ransac.homography']}." in says(found)
    fewer, enough = recorded["ransac.just_enough"]
    assert f"The chance of a good one is then {enough:.4g}, and with one fewer {fewer:.4g}; 0.95 is asked for." in says(found)
    assert found.evaluate("explorer => ({ ...explorer.constructor.controls.model[1] })") == {"1": "translation, 1", "2": "similarity, 2", "3": "affine map, 3", "4": "homography, 4",
                                                                                          "5": "essential matrix, 5", "7": "fundamental matrix, 7", "8": "the same, linear, 8"}
    start, last = recorded["scale_symmetry.dead"][0], recorded["scale_symmetry.dead"][-1]
    assert f"the loss {start:.4g}." in (text := says(explorer("scale")))
    assert f"(dashed) {last:.4g} for good" in text
    assert f"(solid) the loss is then {scale_symmetry.two_weights(0.9, 0.9, 0.1, 6, 'relu')[-1, 2]:.4g}," in text
    assert f"rates below {recorded['scale_symmetry.stable'][2]:.4g} are stable" in text
    cost = sum(entry**2 for entry in recorded["likelihood.whitened"][2]) / 2
    slope = recorded["likelihood.gradient"][2]
    assert f"costs {cost:.4g}," in (text := says(explorer("likelihood")))
    assert "({})".format(", ".join(f"{-entry:.4g}" for entry in slope)).replace("-", "−") in text
    barrier = recorded["permutation_symmetry.barrier"]
    found = explorer("permutation")
    assert f"the loss is {barrier[2]:.4g}" in says(found)
    found.get_by_label("Before the walk").select_option("yes")
    order = ", ".join(str(1 + unit) for unit in recorded["permutation_symmetry.order"])
    assert f"in the order {order}," in says(found)
    assert "the loss is 0," in says(found)


@every
def test_nothing_is_fetched_before_it_is_near(name, visit):
    reader = visit()
    page = reader.open(PAGES[name])
    assert not [url for url in reader.asked if "explorer" in url]
    ready(page, name)
    assert sorted(url.rpartition("/")[2] for url in reader.asked if "explorer" in url) == ["explorer.js", f"{name}-explorer.js"]
    assert not reader.complaints


@pytest.mark.parametrize("width", [320, 1280])
@every
def test_nothing_moves_when_it_comes(name, width, visit):
    reader = visit(viewport={"width": width, "height": 800})
    reader.page.route("**/*explorer.js", lambda route: (reader.page.wait_for_timeout(200), route.continue_()))
    page = reader.open(PAGES[name])
    before, moved = page.locator(f"{name}-explorer").bounding_box()["height"], page.evaluate(SHIFT)
    page.evaluate(f"document.querySelector('{name}-explorer').scrollIntoView()")
    found = ready(page, name)
    assert page.evaluate(SHIFT) - moved <= 0.01
    assert found.bounding_box()["height"] == before
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@every
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_it(name, scheme, explorer):
    found = explorer(name, color_scheme=scheme)
    violations = Axe().run(found.page).response["violations"]
    assert not violations, [(rule["id"], node["html"][:200]) for rule in violations for node in rule["nodes"][:3]]


@every
def test_without_scripts_it_says_where_else_to_look(name, visit):
    page = visit(java_script_enabled=False).open(PAGES[name])
    found = page.locator(f"{name}-explorer")
    assert "Without them" in found.inner_text()
    assert found.bounding_box()["height"] < 120
    links = found.locator("a").all()
    assert links
    for link in links:
        assert page.locator(link.get_attribute("href")).count() == 1


@every
def test_the_keyboard_is_enough(name, explorer):
    found = explorer(name)
    before, drawn = says(found), found.locator("> svg").inner_html()
    found.locator("input, select").first.focus()
    seen = set()
    for _ in range(12):
        tag = found.page.evaluate("document.activeElement.name || document.activeElement.tagName")
        seen.add(tag)
        found.page.keyboard.press("ArrowDown" if tag in ("model", "matches") else "ArrowLeft")
        found.page.keyboard.press("Tab")
        if tag == "BUTTON":
            break
    controls = {element.get_attribute("name") for element in found.locator("[name]").all()}
    assert seen >= controls | {"BUTTON"}
    assert says(found) != before
    assert found.locator("> svg").inner_html() != drawn
    assert address(found)
    found.get_by_role("button", name="Reset").focus()
    found.page.keyboard.press("Enter")
    assert says(found) == before
    assert found.locator("> svg").inner_html() == drawn
    assert not address(found)
    assert not found.reader.complaints


def test_the_residual_follows_pointer_and_arrow_keys(explorer):
    found = explorer("likelihood")
    plane, handle = found.get_by_role("application"), found.locator(".handle")
    plane.focus()
    for key in ("ArrowRight", "ArrowUp", "ArrowUp", "ArrowDown", "ArrowLeft", "ArrowRight", "ArrowUp", "x"):
        found.page.keyboard.press(key)
    assert "residual (1.05, −0.4) costs" in says(found)
    assert address(found) == {"first": "1.05", "second": "-0.40"}
    box = handle.bounding_box()
    found.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    found.page.mouse.down()
    found.page.mouse.move(box["x"] - 60, box["y"] - 40, steps=5)
    found.page.mouse.up()
    after = handle.bounding_box()
    assert abs(after["x"] - box["x"] + 60 + box["width"] / 2) < 2
    assert abs(after["y"] - box["y"] + 40 + box["height"] / 2) < 2
    found.page.mouse.move(0, 0)
    assert handle.bounding_box() == after
    found.page.mouse.move(after["x"] - 80, after["y"])
    found.page.mouse.down()
    found.page.mouse.move(after["x"] - 40, after["y"] - 30, steps=3)
    found.page.mouse.up()
    assert handle.bounding_box() == after


def test_the_residual_follows_a_finger(explorer):
    found = explorer("likelihood", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    before, touch = found.locator(".handle").bounding_box(), found.page.context.new_cdp_session(found.page)
    x, y = before["x"] + before["width"] / 2, before["y"] + before["height"] / 2
    touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        touch.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - 8 * step, "y": y - 8 * step}]})
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    after = found.locator(".handle").bounding_box()
    assert abs(after["x"] - before["x"] + 64) < 2
    assert abs(after["y"] - before["y"] + 64) < 2


def test_an_address_brings_back_what_was_seen(explorer):
    found = explorer("ransac", "?outliers=0,3&matches=20&model=3#finite")
    assert "Right matches: 14 of 20." in says(found)
    assert f"Samples needed: {ransac.iterations_finite('0.95', 14, 20, 3)}." in says(found)
    found.get_by_label("Confidence, as a number").fill("0.99")
    found.page.keyboard.press("Tab")
    assert f"Samples needed: {ransac.iterations_finite('0.99', 14, 20, 3)}." in says(found)
    assert address(found) == {"outliers": "0.3", "matches": "20", "model": "3", "confidence": "0.99"}
    assert found.page.url.endswith("#several-changes-at-once")  # where the explorer is, for whom this is sent to


def test_what_is_told_apart_looks_different_and_what_is_nothing_is_0(explorer):
    text = says(explorer("ransac", "?outliers=0.9&model=4&confidence=0.99&matches=any"))
    after, fewer = re.search(r"is then ([\d.]+), and with one fewer ([\d.]+); 0.99 is asked for", text).groups()
    assert float(fewer) < 0.99 <= float(after)
    assert "At 1 of the way the loss is 0, and at both ends" in says(explorer("permutation", "?share=1"))


BAD = ["banana", "1e999", "NaN", "Infinity", "-1", "99", "0.5.5", "", " ", "<img src=x onerror=document.title='bad'>", "0x1", "１", "__proto__", "toString", "5" * 10**6]
ANEW = """([name, parameter, bad]) => {
  history.replaceState(0, '', '?' + new URLSearchParams([[parameter, bad], ['other', '1']]))
  const old = document.querySelector(name + '-explorer')
  old.replaceWith(old.cloneNode())
}"""


@pytest.mark.parametrize("name, parameter, label", [("ransac", "outliers", "Wrong matches, share"), ("ransac", "model", "Model, sample"), ("scale", "steps", "Steps"),
                                                    ("likelihood", "first", "First residual"), ("permutation", "order", "Units of the copy")])
def test_a_bad_address_gets_a_word_and_changes_nothing(name, parameter, label, explorer):
    found = explorer(name, f"?{parameter}=banana")
    page, expected = found.page, r"a number from -?[\d.]+ to [\d.]+|one of [\w, ]+"
    fine, drawn, title = says(found).partition("It stays ")[2].partition(". ")[2], found.locator("> svg").inner_html(), page.title()
    for bad in BAD[(parameter == "first"):]:
        if parameter == "first" and bad == "-1":
            continue
        page.evaluate(ANEW, [name, parameter, bad])
        word = says(found)
        assert word.endswith(fine), bad[:20]
        assert re.fullmatch(rf"{label} is “(.{{0,20}})”: expected ({expected})\. It stays \S+\. ", word[:-len(fine)]), word
        assert found.locator("> svg").inner_html() == drawn
        assert found.locator("img").count() == 0
    assert page.title() == title
    assert not found.reader.complaints


def test_a_bad_number_typed_gets_a_word_and_changes_nothing(explorer):
    found = explorer("ransac")
    fine, box = says(found), found.get_by_label("Confidence, as a number")
    for typed in ("7", "-", "1e3", ""):
        box.fill("0.95")
        box.press("Control+a")
        box.press_sequentially(typed) if typed else box.press("Delete")
        assert says(found).startswith("Confidence is “")
        assert says(found).endswith(fine)
    box.blur()
    assert box.input_value() == "0.95"
    assert not address(found)


@every
def test_from_a_disk_it_works_as_well(name, site, chromium):
    context, complaints = chromium.new_context(), []
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"file://{site}/{PAGES[name]}index.html")
    found = ready(page, name)
    before = says(found)
    found.locator("input[type=range]").first.focus()
    page.keyboard.press("ArrowLeft")
    assert says(found) != before
    assert address(found)
    assert not complaints
    context.close()


@every
def test_on_paper_the_drawing_stays(name, explorer):
    found = explorer(name)
    found.page.emulate_media(media="print")
    assert found.locator("> svg").bounding_box()["height"] > 150
    assert not found.get_by_role("button").is_visible()
