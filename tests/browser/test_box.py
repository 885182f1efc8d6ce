# SPDX-License-Identifier: MIT
"""Got something else? A reader types what they have, and learns whether it is right, which known mistake it is, or that it is neither."""

import json
import subprocess
import sys

import jsonschema
import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import ROOT, settle
from test_reading import NARROW, PHONE, SHIFT

from snippets import record

RIGHT, DIGITS, ROUNDED, WHOLE = "exactly the value on record", "Right: it agrees to ", "Right up to rounding", "rounded to a whole number"
OTHER = "Not this answer, but one to something else on this page:"
KNOWN, UNKNOWN, SIGN = "A known mistake:", "neither right nor a known mistake", "Right up to the sign"
FEWER = "One too few. Rounded to the nearest whole number, or down?"
SAYS = {
    "ransac.homography": {
        "n_samples = 47": RIGHT, "np.float64(47.0)": RIGHT, "np.int64(47)": RIGHT, "math.ceil(46.4)": DIGITS, "np.log(0.05)/np.log(15/16)": WHOLE, "≈ 47": RIGHT, "47⋅1": RIGHT, "46½": "Read as 46.5. Right once", "47½": "Read as 47.5. Not on record", "47 iterations": RIGHT, "46.01": WHOLE, "47.9": UNKNOWN, "½⋅94": RIGHT, "47": RIGHT, " 47.0 ": RIGHT, "47,0": RIGHT, "94/2": RIGHT, "[47]": RIGHT, "4.7e1": RIGHT, "7^2 - 2": RIGHT, "2(20+3)+1": RIGHT, "0047": RIGHT, "N = 47": RIGHT, "= 47": RIGHT, "4700 %": RIGHT,
        "ceil(ln(0.05)/ln(15/16))": DIGITS, "sqrt(2209)": DIGITS, "ln(0.05)/ln(15/16)": WHOLE, "ln(0,05)/ln(15/16)": WHOLE, "46.4177": WHOLE,
        "46": "Not 46:", "2^4": "Not 16:", "2**4": "Not 16:", "23": "Not 23:", "766,0": "Not 766:",
        "-47": SIGN, "94": UNKNOWN, "N ≥ 47": RIGHT, "n >= 47": RIGHT, "$47$": RIGHT, "47 samples of four": RIGHT, "22": UNKNOWN, "93.5": UNKNOWN, "(1/2)(1/2)*188": RIGHT, "2^-1 * 94": RIGHT, "log2(2^47)": DIGITS, "47 log2/log2": DIGITS, "log10(1e47)": DIGITS, "-23.5": UNKNOWN, "48": UNKNOWN, "0": UNKNOWN, "-46": UNKNOWN, "46.9999999": WHOLE, "141": UNKNOWN, "1e300": UNKNOWN,
        "(1, 2)": "the answer is one number, yours is 2 numbers", "true": "yours is one word", "NaN": "yours is one word", "Infinity": "yours is one word",
    },
    "ransac.tiny": {
        "29957322735539909": RIGHT, "29,957,322,735,539,909": RIGHT, "29 957 322 735 539 909": RIGHT, "29\u202f957\u202f322\u202f735\u202f539\u202f909": RIGHT, "29\u00a0957\u00a0322\u00a0735\u00a0539\u00a0909": RIGHT, "29_957_322_735_539_909": RIGHT, "29957322735539908": FEWER, "29957322735539910": UNKNOWN,
        "2.9957e16": ROUNDED, "2.9957 * 10^16": ROUNDED, "26983157501759044": KNOWN, "2.698e16": KNOWN,
    },
    "ransac.affine": {"22": FEWER, "22.4": WHOLE, "46": UNKNOWN}, "ransac.fewer_outliers": {"10": FEWER, "11": RIGHT, "12": UNKNOWN},
    "likelihood.separate": {"4.5": UNKNOWN, "9/8": RIGHT}, "likelihood.combined": {"10": KNOWN, "10.4": KNOWN, "11": KNOWN, "9.5": DIGITS},
    "ransac.by_model": {"5,11,23,47,95,382,766": RIGHT, "5; 11; 23; 47; 95; 382; 766": RIGHT, "5 11 23 47 95 382 766": RIGHT, "4 10 22 46 94 382 765": KNOWN, "5 10 23 47 95 382 766": UNKNOWN},
    "ransac.whole": {"2, 3": RIGHT, "(2; 3)": RIGHT, "[2 3]": RIGHT, "3, 4": KNOWN, "[2; 4]": KNOWN},
    "accumulation.update": {
        "[3, 4; 6, 8]": RIGHT, "[[3,4],[6,8]]": RIGHT, "[[3. 4.]\n [6. 8.]]": RIGHT, "array([[3, 4], [6, 8]])": RIGHT, "tensor([[3., 4.], [6., 8.]])": RIGHT, "3,4;6,8": RIGHT, "(3, 4; 6, 8)": RIGHT, "1/2 [6, 8; 12, 16]": RIGHT,
        "[3, 6; 4, 8]": KNOWN, "[11, 11; 11, 11]": KNOWN, "[-3, -4; -6, -8]": SIGN, "[6, 8; 12, 16]": "a factor 2", "[9, 12; 18, 24]": "a factor 3", "[3, 4; 6, 9]": UNKNOWN,
        "(3, 4, 6, 8)": "the answer is 2 × 2 numbers, yours is 4 numbers", "[3, 4; 6]": "the answer is 2 × 2 numbers, yours is 2 × 2 or one numbers",
    },
    "accumulation.bias": {"[1, 3, 4; 2, 6, 8]": RIGHT, "[1, 2; 3, 6; 4, 8]": "rows and columns", "[-2, -4; -6, -12; -8, -16]": "rows and columns and the sign and a factor 2",
                          "[0, 0, 0; 1, 3, 4; 2, 6, 8]": KNOWN},
    "backprop.exact": {"-8/21, 3/14": RIGHT, "(−8/21; 3/14)": RIGHT, "-0.38095, 0.21429": ROUNDED, "-0,38095; 0,21429": ROUNDED, "-0.38095238095238093, 0.21428571428571427": DIGITS, "8/21, -3/14": SIGN, "\\frac{-8}{21}, \\dfrac{3}{14}": RIGHT, "p=-8/21, q=3/14": RIGHT, "-8/21 and 3/14": RIGHT, "{-8 \\over 21}": "“over” is no number", "-8 ln2/21": "yours is one number"},
    "backprop.signs": {"false, true": RIGHT, "no, yes": RIGHT, "[False  True]": RIGHT, "true, false": UNKNOWN, "0, 1": "the answer is 2 words, yours is 2 numbers"},
    "backprop.saturated": {"4.248354255291589e-18": RIGHT, "4.25e-18": ROUNDED, "4.2e-18": ROUNDED, "exp(-40)": DIGITS, "0": KNOWN, "1e-999": KNOWN, "1e-300000000": KNOWN},
    "ransac.random_search": {"59": RIGHT, "ln(.05)/ln(.95)": WHOLE},
    "ransac.logs": {"ln 0.05, ln(15/16)": DIGITS, "(ln0.05; ln(15/16))": DIGITS, "[-2.9957, -0.0645]": ROUNDED, "2.995732, 0.064539": SIGN},
    "likelihood.error": {"0.9032": ROUNDED, "0,90320": ROUNDED, "0.903201219512": DIGITS, "0,903201219512": DIGITS, "-0.9": UNKNOWN, "0.9032013": UNKNOWN, "7.158877": OTHER, "7.1589": OTHER, "7.16": UNKNOWN, "0.91": UNKNOWN, "1.6125": KNOWN, "1,61": KNOWN, "1.8064": "a factor 2",
                         "0.30107": "a factor 1/3"},
    "likelihood.weight_slope": {"-3/2": RIGHT, "-1.5": RIGHT, "1.5": KNOWN, "-3": "a factor 2", "-½·3": RIGHT},
    "counting.independent": {"13": RIGHT, "3 + 2·4 + 2": RIGHT, "32": "Not 32:", "26": "Not 26:", "8": "Not 8:", "10": OTHER, "12": OTHER, "11.5": UNKNOWN},
    "permutation_symmetry.swaps": {"499999500000": RIGHT, "1e6 (1e6 - 1) / 2": RIGHT, "10^6*(10^6-1)/2": RIGHT, "5e11": ROUNDED, "999999000000": KNOWN, "1000000!": "factorial"},
    "scale_symmetry.homogeneous": {"linear, relu, leaky_relu, abs": RIGHT, "[linear ReLU leaky_relu abs]": RIGHT, "linear, relu, leaky relu and abs": RIGHT, "relu, linear, leaky_relu, abs": RIGHT, "relu, relu, leaky_relu, abs": UNKNOWN, "['linear', 'relu', 'leaky_relu', 'abs']": RIGHT, "linear, relu, tanh, abs": UNKNOWN, "4": "yours is one number"},
    "counting.gradient": {"[1, 2; 3, 4]": "the answer is 6 × 4 or 5 numbers, yours is 2 × 2 numbers"},
    "scale_symmetry.odd": {"tanh, linear": RIGHT, "linear, tanh": RIGHT, "linear, sigmoid": UNKNOWN},
    "permutation_symmetry.four": {"4!·2²": RIGHT, "96": RIGHT},
    "permutation_symmetry.flips": {"1, 3715891200, 2": UNKNOWN, "48, 3.7e9, 18432": ROUNDED},
    "permutation_symmetry.orderings": {"sqrt(4), 3628800, 2432902008176640000, 1": UNKNOWN, "sqrt(36), 10!, 20!, 30": KNOWN, "6, 3628800, 2.4329e18, 144": ROUNDED, "sqrt(36), 10!, 20!, 144": DIGITS},
    "counting.second_order": {"[[9999, 1], [3160959805, 3161039315]]": UNKNOWN}, "counting.digits": {"80000, 0, 0": UNKNOWN, "80000, 990, 210": ROUNDED},
    "counting.parameters": {"26 weights and biases": RIGHT, "25.5": UNKNOWN, "26.5": UNKNOWN, "25.999999999999996": "Right: it agrees to 15 digits."},
    "scale_symmetry.allowed": {"linear, relu": "the answer is", "47": "yours is one number", "true": "yours is one word"}, "scale_symmetry.squared": {"0.1111111111111111": DIGITS, "1/9": RIGHT},
    "scale_symmetry.unbalanced": {"[1.80500000e-02 9.10502672e-01 4.56168351e+01 1.81854962e+03]": ROUNDED, "-0.02, 0.9, 46, 1800": UNKNOWN, "0, 0, 0, 1800": UNKNOWN, "0.02, 0.91, 45.62, 1818.55": ROUNDED},
    "backprop.output": {"f(x) = −0.2357": ROUNDED, "-0.235": ROUNDED, "-0.23": UNKNOWN, "-0.24": ROUNDED, "tensor(-0.2357, dtype=torch.float64)": ROUNDED, "array(-0.2357, dtype=float32)": ROUNDED},
}
BAD = {
    "": "there is nothing to compare", "   ": "there is nothing to compare", "1e999": "too large", "9^9^9": "too large", "0/0": "divides by zero", "1/(2-2)": "divides by zero", "0^-1": "divides by zero",
    "171!": "factorial", "0.5!": "factorial", "ln(0)": "too large", "ln(-1)": "not a number", "(-1)^0.5": "not a number", "<b>47</b>": "“<” means nothing here", "<script>alert(1)</script>": "“<” means nothing here",
    "47;": "something is missing at its end", "4 7": "yours is 2 numbers", "(47": "a bracket is not closed", "47)": "“)” cannot stand where it does", "[47)": "“)” cannot stand where it does",
    "()": "cannot stand", "ln": "yours is one word", "ln(": "something is missing", "2 *": "something is missing", "* 2": "“*” cannot stand", "alert(1)": "“alert” is no number", "constructor(1)": "“constructor” is no number",
    "__proto__": "yours is one word", "47€": "“€” means nothing here", "🙂": "“🙂” means nothing here", "[1,2]*[3,4]": "it computes with two lists",
    "(" * 400: "nested too deeply", "-" * 400 + "1": "nested too deeply", "7" * 400: "too large", "x" * 900: "yours is one word", "1" * 1001: "too long", "1+" * 500_000 + "1": "too long", "<i>" * 300_000: "too long",
}


ASK = """async (questions) => {
  const said = []
  const until = async (done) => {
    for (const end = performance.now() + 60_000; !done(); await new Promise(resolve => setTimeout(resolve)))
      if (performance.now() > end) throw new Error("the box says nothing")
  }
  for (const [id, text] of questions) {
    const box = document.querySelector(`answer-box[answer="${id}"]`)
    box.firstElementChild.open = true
    await until(() => box.querySelector('form'))
    const status = box.querySelector('[role=status]')
    status.replaceChildren()
    box.querySelector('input').value = text
    box.querySelector('button').click()
    await until(() => status.firstChild)
    said.push([status.textContent, [...status.querySelectorAll('.address a')].map(link => link.hash)])
  }
  return said
}"""


@pytest.fixture(scope="module")
def ask(chromium, address):
    """ask([(id, text), ...]), all of one page: what its boxes say, [(words, links)]."""
    context = chromium.new_context()
    page, complaints = context.new_page(), []
    page.set_default_timeout(60_000)
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    def ask(questions):
        there = f"{address}{questions[0][0].split('.')[0]}/"
        if page.url != there:
            page.goto(there)
            settle(page)
            page.locator("answer-box").first.scroll_into_view_if_needed()
        said = page.evaluate(ASK, questions)
        assert not complaints
        return said

    ask.page = page
    yield ask
    context.close()


@pytest.mark.parametrize("id", SAYS)
def test_the_box_says_what_an_answer_is(id, ask):
    said = ask([(id, text) for text in SAYS[id]])
    assert not {text: got for (text, words), (got, _) in zip(SAYS[id].items(), said, strict=True) if words not in got}


def test_bad_input_gets_one_clear_word_and_changes_nothing_else(ask):
    rest = "() => document.querySelector('article').innerHTML.replace(/<answer-box answer=.ransac.homography.>.*?<.answer-box>/s, '')"
    ask([("ransac.homography", "47")])
    before = ask.page.evaluate(rest)
    said = ask([("ransac.homography", text) for text in BAD])
    assert not {text[:50]: got for (text, words), (got, _) in zip(BAD.items(), said, strict=True) if words not in got or len(got) > 300}
    assert ask.page.evaluate(rest) == before
    assert RIGHT in ask([("ransac.homography", "47")])[0][0]


@pytest.fixture(scope="module")
def recorded(site):
    return json.loads((site / "answers.json").read_text("utf-8"))


def digits(value, count):
    """The value, its floats rounded to so many digits, as Python prints it."""
    if isinstance(value, list):
        return f"[{', '.join(digits(entry, count) for entry in value)}]"
    return f"{value:.{count}g}" if isinstance(value, float) and count < 17 else str(value)


@pytest.mark.parametrize("topic", sorted(path.stem for path in (ROOT / "snippets/checks").glob("[a-z]*.py")))
def test_every_answer_is_right_in_its_own_box_and_every_mistake_is_known(topic, ask, recorded):
    cases = [(id, entry, count) for id, entry in recorded.items() if id.startswith(f"{topic}.") for count in ((17,) if entry["wrong"] else (3, 6, 14, 17))]
    said = ask([(".".join(id.split(".")[:2]), digits(entry["value"], count)) for id, entry, count in cases])
    for (id, entry, count), (words, links) in zip(cases, said, strict=True):
        if entry["wrong"]:
            assert KNOWN in words, id
            assert f"#{'-'.join(id.split('.')[1:])}" in links, id
        else:
            assert any(right in words for right in ([RIGHT] if count == 17 else [RIGHT, DIGITS, ROUNDED])), (id, count, words)
            assert not links


def one_changed(value):
    """The value with one of its entries changed, in each place: a whole number by a little, a float by a twentieth, or the sign turned."""
    if isinstance(value, list):
        for place, entry in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1:]] for other in one_changed(entry))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield value + (1 if (value + 1) % 10 else 2)
    elif isinstance(value, float) and value:
        yield from (value * 1.05, -value)


def weighty(value):
    """Without floats that are small beside the largest: rounded together, they come to little."""
    floats = np.abs([entry for entry in record.entries(value) if isinstance(entry, float)])
    return not floats.size or floats.min() > 0.1 * floats.max()


@pytest.mark.parametrize("topic", sorted(path.stem for path in (ROOT / "snippets/checks").glob("[a-z]*.py")))
def test_an_answer_of_which_one_entry_is_wrong_is_not_called_right(topic, ask, recorded):
    cases = [(id, changed) for id, entry in recorded.items() if id.startswith(f"{topic}.") and not entry["wrong"] and weighty(entry["value"]) for changed in one_changed(entry["value"])]
    said = ask([(id, json.dumps(changed)) for id, changed in cases])
    assert not [(id, changed, words) for (id, changed), (words, _) in zip(cases, said, strict=True) if any(right in words for right in (RIGHT, DIGITS, ROUNDED))]


def test_a_mistake_is_shown_as_its_card_says_it(ask):
    ask([("ransac.homography", "46")])
    page = ask.page
    assert page.locator("answer-box blockquote .katex").count() == page.locator("#homography-rounded .katex").count() > 0
    page.locator("answer-box blockquote").get_by_role("link").last.click()
    assert page.url.endswith("#homography-rounded")
    assert page.locator("[id=homography-rounded]").count() == 1
    page.goto(page.url.partition("#")[0])


def test_an_exercise_is_compared_before_its_answer_is_seen(visit, recorded):
    page = visit().open("ransac/")
    folds = page.locator("details:has(> summary:text-is('Answer'))")
    assert [fold.locator("xpath=preceding-sibling::*[1]").get_attribute("answer") for fold in folds.all()] == [
        "ransac.fewer_outliers", "ransac.tolerated", "ransac.random_search"]
    box = page.locator('answer-box[answer="ransac.fewer_outliers"]')
    box.get_by_text("Check your answer").click()
    box.get_by_label("Your answer").fill(str(recorded["ransac.fewer_outliers"]["value"]))
    page.keyboard.press("Enter")
    box.get_by_text(RIGHT).wait_for()
    assert not page.locator("#fewer_outliers").is_visible()


def test_several_mistakes_that_give_one_number_are_all_shown(ask):
    ask([("ransac.homography", "46")])
    ask.page.evaluate("() => { onRecord['ransac.homography.expected'] = ['46', 1e-9] }")
    said, links = ask([("ransac.homography", "46")])[0]
    assert "rounded to nearest" in said
    assert "the mean number of samples" in said
    assert links == ["#homography-rounded", "#homography-expected"]
    ask.page.reload()


def test_the_keyboard_is_enough_and_the_result_is_announced(visit):
    reader = visit()
    page = reader.open("ransac/")
    page.locator('answer-box[answer="ransac.homography"] summary').focus()
    assert not [url for url in reader.asked if "answers.js" in url]
    page.keyboard.press("Enter")
    page.get_by_label("Your answer").wait_for()
    page.keyboard.press("Tab")
    page.keyboard.type("46")
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text(KNOWN).wait_for()
    assert len([url for url in reader.asked if "answers.js" in url]) == 1
    assert not reader.complaints
    assert not Axe().run(page).response["violations"]


@pytest.mark.parametrize("options", [{}, {"color_scheme": "dark", **PHONE}, NARROW], ids=["light", "dark phone", "narrow"])
def test_an_open_box_is_readable_and_fits(options, visit):
    page = visit(**options).open("accumulation/")
    page.locator("answer-box summary").first.click()
    page.get_by_label("Your answer").fill("[11, 11; 11, 11]")
    page.get_by_role("button", name="Compare").click()
    page.get_by_text(KNOWN).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    assert page.locator(".answer:has(form)").evaluate("card => card.scrollWidth - card.clientWidth") <= 0
    found = Axe().run(page, context="answer-box").response["violations"]
    assert not found, [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]


def test_closed_boxes_move_nothing(visit):
    page = visit(**PHONE).open("ransac/#homography")
    page.wait_for_timeout(500)
    assert page.evaluate(SHIFT) <= 0.01


def test_without_scripts_the_box_says_what_to_do_instead(visit):
    page = visit(java_script_enabled=False).open("ransac/")
    box = page.locator("answer-box").first
    fallback = box.get_by_text("common mistakes on this page")
    assert not fallback.is_visible()
    box.locator("summary").click()
    assert fallback.is_visible()
    assert not page.locator("answer-box input").count()


def test_it_works_from_a_disk_and_says_when_its_record_is_missing(site, chromium, tmp_path):
    for part in ("assets", "ransac"):
        (tmp_path / part).symlink_to(site / part)
    page = chromium.new_page()
    page.goto((tmp_path / "ransac/index.html").as_uri())
    page.locator("answer-box summary").first.click()
    for expected in ("the record, answers.js, did not load", "Not 46:"):
        page.get_by_label("Your answer").fill("46")
        page.keyboard.press("Enter")
        page.locator("answer-box").first.get_by_role("status").get_by_text(expected).first.wait_for()
        if not (tmp_path / "answers.js").exists():
            (tmp_path / "answers.js").symlink_to(site / "answers.js")
    page.close()


def test_paper_has_no_boxes(visit):
    page = visit().open("ransac/")
    page.emulate_media(media="print")
    boxes = page.locator("answer-box").all()
    assert boxes
    assert not any(box.is_visible() for box in boxes)


def test_the_whole_site_is_confirmed_by_its_verifier_and_valid(site, tmp_path, recorded):
    for name in ("verify.pyz", "answers.json"):
        (tmp_path / name).write_bytes((site / name).read_bytes())
    checked = subprocess.run([sys.executable, "-I", "-S", "verify.pyz"], cwd=tmp_path, text=True, capture_output=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert sum(line.startswith("confirmed ") for line in checked.stdout.splitlines()) == sum(not entry["wrong"] for entry in recorded.values())
    schema = json.loads((ROOT / "docs/answers.schema.json").read_text("utf-8"))
    jsonschema.validate(recorded, schema)
    assert (site / "answers.schema.json").exists()


def test_on_a_phone_an_open_box_is_as_wide_as_its_card_and_covers_nothing(visit):
    phone = visit(viewport={"width": 390, "height": 800})
    phone.open("permutation_symmetry/#followed")
    card = phone.page.locator("#followed")
    card.locator("answer-box summary").click()
    field, asks, address = (card.locator(part).bounding_box() for part in ("answer-box input", "answer-box summary", ".address"))
    assert field["width"] > 200
    assert asks["y"] >= address["y"] + address["height"] - 1 or asks["x"] + asks["width"] <= address["x"]
