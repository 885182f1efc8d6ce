# SPDX-License-Identifier: MIT
"""What must not be published: {name: (topic, the harm done to a copy of the project, what the refusal says)}. test_gate and test_alone try it."""

from conftest import ROOT

RANSAC = "docs/ransac.md"
CARD = 1 + (ROOT / RANSAC).read_text("utf-8").partition('answer("ransac.homography"')[0].count("\n")
HERE = f"docs/ransac.md:{CARD}: "
LAST = (ROOT / RANSAC).read_text("utf-8").count("\n")
BLOCK = '\n```python exec="on"\n{}\n```\n'
FORMULA = 'quotient.to_integral_value("ROUND_CEILING")'


def replaced(file, old, new, count=1):
    return lambda project: project.replace(file, old, new, count)


def appended(file, text):
    return lambda project: project.append(file, text)


def block(code):
    return appended(RANSAC, BLOCK.format(code))


def deleted(file):
    return lambda project: (project.folder / file).unlink()


def both(*harms):
    return lambda project: [harm(project) for harm in harms]


def accepted(harm):
    """The harm done, then an attempt to accept it, which changes nothing."""
    def refused(project):
        harm(project)
        before = (project.folder / "snippets/answers.toml").read_bytes()
        built = project.accept()
        assert built.returncode == 1, built.stdout
        assert (project.folder / "snippets/answers.toml").read_bytes() == before
    return refused


WRONG_ARGUMENT = replaced(RANSAC, 'iterations(confidence="0.95", outlier_ratio="1/2", sample_size=4)',
                          'iterations(confidence="0.95", outlier_ratio="1/2", sample_size=5)')
HOMOGRAPHY = "def homography():\n"

SABOTAGES = {
    "another rounding": ("ransac", replaced("snippets/ransac.py", FORMULA, "nearest"), [
        HERE + "ransac.homography changed\n    recorded   47\n    computed   46",
        HERE + "the second road disagrees on ransac.homography\n    computed   46\n    confirmed  47  by snippets/checks/ransac.py"]),
    "a lost transpose": ("backprop", replaced("snippets/backprop.py", "W2.T @ delta2", "W2 @ delta2"), [
        "backprop.first changed", "second road disagrees on backprop.first"]),
    "a lost transpose, accepted": ("backprop", accepted(replaced("snippets/backprop.py", "W2.T @ delta2", "W2 @ delta2")), [
        "second road disagrees on backprop.first"]),
    "the other outer product": ("accumulation", replaced("snippets/accumulation.py", "np.outer(delta, activation)", "np.outer(activation, delta).T[::-1]"), [
        "accumulation.update changed\n    recorded   [[3, 4], [6, 8]]\n    computed   [[6, 8], [3, 4]]"]),
    "a lost minus": ("likelihood", replaced("snippets/likelihood.py", "return -np.linalg.solve", "return np.linalg.solve"), [
        "likelihood.gradient changed", "second road disagrees on likelihood.gradient"]),
    "a lost half": ("likelihood", replaced("snippets/likelihood.py", "covariance) ** 2).sum() / 2)", "covariance) ** 2).sum())"), [
        "likelihood.error changed", "second road disagrees on likelihood.nll"]),
    "a forgotten bias": ("scale_symmetry", replaced("snippets/scale_symmetry.py", "gamma[:, None] * W1, gamma * b1,", "gamma[:, None] * W1, b1,"), [
        "scale_symmetry.outputs changed", "scale_symmetry.outputs.without_bias is called wrong, but"]),
    "a method that does not parse": ("ransac", appended("snippets/ransac.py", "\n(\n"), ["this block failed: SyntaxError"]),
    "a check that does not parse": ("ransac", appended("snippets/checks/ransac.py", "\n(\n"), ["snippets/checks/ransac.py SyntaxError: '(' was never closed"]),
    "a wrong argument": ("ransac", WRONG_ARGUMENT, ["recorded   47\n    computed   95", "second road disagrees on ransac.homography"]),
    "a wrong argument, accepted": ("ransac", accepted(WRONG_ARGUMENT), ["second road disagrees on ransac.homography"]),
    "a changed record": ("ransac", replaced("snippets/answers.toml", "homography = 47", "homography = 48"), [
        HERE + "ransac.homography changed\n    recorded   48\n    computed   47", 'make accept REASON="']),
    "a record of too few digits": ("ransac", replaced("snippets/answers.toml", "0.7733585410465", "0.7733585"), ["ransac.too_few changed"]),
    "an entry too many": ("ransac", replaced("snippets/answers.toml", "[ransac]\n", "[ransac]\nspare = 1\n"), [
        "docs/ransac.md: ransac.spare changed\n    recorded   1\n    computed   nothing"]),
    "an entry too few": ("ransac", replaced("snippets/answers.toml", "homography = 47\n", ""), [
        HERE + "ransac.homography changed\n    recorded   nothing\n    computed   47"]),
    "a mistake too few on record": ("ransac", replaced("snippets/answers.toml", "rounded = 46\n", ""), ["ransac.homography.rounded changed"]),
    "a broken record": ("ransac", appended("snippets/answers.toml", "[ransac\n"), ["snippets/answers.toml is no record", "type: git checkout snippets/answers.toml"]),
    "a record given twice": ("ransac", replaced("snippets/answers.toml", "affine = 23", "affine = 23\naffine = 23"), ["is no record"]),
    "no record": ("ransac", deleted("snippets/answers.toml"), ["snippets/answers.toml is no record"]),
    "a check removed": ("ransac", replaced("snippets/checks/ransac.py", HOMOGRAPHY, "def _homography():\n"), [
        HERE + "ransac.homography has no second road: write homography() in snippets/checks/ransac.py"]),
    "all checks removed": ("ransac", deleted("snippets/checks/ransac.py"), ["ransac.homography has no second road"]),
    "an orphaned check": ("ransac", appended("snippets/checks/ransac.py", '\n\ndef spare():\n    """A spare."""\n    return 1\n'), [
        "snippets/checks/ransac.py: spare() confirms no answer"]),
    "a check that disagrees": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return 46"), [
        "computed   47\n    confirmed  46"]),
    "a check that fails": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return 1 / 0"), [
        "confirmed  'ZeroDivisionError"]),
    "a check that imports its method": ("ransac", replaced("snippets/checks/ransac.py", "from fractions", "import snippets.ransac\nfrom fractions"), [
        "snippets/checks/ransac.py imports snippets.ransac"]),
    "a check that imports its method inside": (
        "ransac", replaced("snippets/checks/ransac.py", "    return _draws(_good_share(4))",
                           '    from snippets.ransac import iterations\n    return iterations("0.95", "1/2", 4)'),
        ["snippets/checks/ransac.py imports snippets.ransac"]),
    "a check that imports its method by another name": ("ransac", replaced("snippets/checks/ransac.py", "from fractions", "import math as m, snippets.ransac as r\nfrom fractions"), [
        "snippets/checks/ransac.py imports snippets.ransac"]),
    "a check that shares a helper with its method": ("ransac", both(
        lambda project: (project.folder / "snippets/checks/_shared.py").write_text("from snippets.ransac import iterations\n"),
        replaced("snippets/checks/ransac.py", "from fractions", "from snippets.checks import _shared\nfrom fractions")), [
        "snippets/checks/_shared.py imports snippets.ransac"]),
    "a method that imports its check": ("ransac", replaced("snippets/ransac.py", "import math\n", "import math\n\nimport snippets.checks.ransac\n"), [
        "snippets/ransac.py imports snippets.checks.ransac: the two roads could share a mistake"]),
    "a method that imports its check from the package": ("ransac", replaced("snippets/ransac.py", "import math\n", "import math\n\nfrom snippets import checks\n"), [
        "snippets/ransac.py imports snippets.checks"]),
    "a method that imports its check behind a colon": ("ransac", replaced("snippets/ransac.py", "import math\n", "import math\n\nif math: from snippets import (\n    checks,\n)\n"), [
        "snippets/ransac.py imports snippets.checks"]),
    "a method that imports its check from beside it": ("ransac", replaced("snippets/ransac.py", "import math\n", "import math\n\nfrom .checks import ransac as again\n"), [
        "snippets/ransac.py imports checks.ransac"]),
    "a method that imports its check by a call": ("ransac", replaced("snippets/ransac.py", "import math\n", 'import importlib\nimport math\n\nagain = importlib.import_module("snippets.checks.ransac")\n'), [
        "snippets/ransac.py says importlib: the two roads could share a mistake"]),
    "a check that imports its method by a call": ("ransac", replaced("snippets/checks/ransac.py", "from fractions", '__import__("snippets.ransac")\nfrom fractions'), [
        "snippets/checks/ransac.py says __import__: the two roads could share a mistake"]),
    "a check that finds its method by name": ("ransac", replaced("snippets/checks/ransac.py", "    return _draws(_good_share(4))\n",
        '    import pkgutil\n    return int(pkgutil.resolve_name("snippets.ransac:iterations")(0.95, 0.5, 4))\n'), ["snippets/checks/ransac.py says pkgutil"]),
    "a check that reads the record": ("ransac", replaced("snippets/checks/ransac.py", "    return _draws(_good_share(4))\n",
        "    import pathlib\n    return int(pathlib.Path(__file__).parents[1].joinpath('answers.toml').open().read().split('homography = ')[1][:2])\n"), [
        "snippets/checks/ransac.py imports pathlib: the two roads could share a mistake", "snippets/checks/ransac.py says open"]),
    "a method that reads the record": ("ransac", replaced("snippets/ransac.py", "import math\n", "import math\n\nfrom snippets.record import read\n"), [
        "snippets/ransac.py imports snippets.record.read"]),
    "a method that reads a file through numpy": ("ransac", replaced(
        "snippets/ransac.py", "import math\n", "import math\n\nimport numpy as np\n\nREAD = np.loadtxt(__file__, dtype=str, max_rows=1)\n"), [
        "snippets/ransac.py says loadtxt"]),
    "a method that reads a file through a name of numpy's": ("ransac", replaced(
        "snippets/ransac.py", "import math\n", "import math\n\nfrom numpy import load\n\nREAD = load\n"), [
        "snippets/ransac.py says load:"]),
    "a figure that walks a second road": ("ransac", appended("snippets/figures/ransac.py", "\n\nfrom snippets.checks import ransac as again\n"), [
        "snippets/figures/ransac.py imports snippets.checks.ransac"]),
    "a check that somebody typed": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return 47"), [
        "snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that somebody typed and named": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "count = int(47)\n    return count"), [
        "snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a known mistake in words that Markdown reads": ("ransac", replaced(
        RANSAC, 'wrong("ransac.homography.', 'wrong("ransac.homography.starred", "*".join("abc"), "nobody asked")\nwrong("ransac.homography.'), [
        "ransac.homography.starred is 'a*b*c', in which Markdown takes * as its own"]),
    "a check that nothing could fail": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return Interval(0, 10 ** 6)"), [
        "the second road disagrees on ransac.homography\n    computed   47\n    confirmed  (0, 1000000)"]),
    "an answer that somebody typed": ("ransac", replaced(RANSAC, '"ransac.just_enough", [success', '"ransac.typed", 0.5, "It is {:.4f}")\nanswer("ransac.just_enough", [success'), [
        """"answer('ransac.typed', 0.5, 'It is {:.4f}')" is typed: expected it from its method alone"""]),
    "a list that somebody typed": ("ransac", replaced(RANSAC, 'answer("ransac.by_model", needed,', 'answer("ransac.by_model", [5, 11, 23, 47, 95, 382, 766],'), [
        "is typed: expected it from its method alone"]),
    "an answer that somebody typed and named": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'count = 11\nanswer("ransac.fewer_outliers", count,'), [
        "is typed: expected it from its method alone"]),
    "an answer that somebody typed by its keyword": ("ransac", replaced(
        RANSAC, 'answer("ransac.expected_success", success_probability(16, "1/2", 4),\n       "', 'answer(\'ransac.expected_success\', value=0.6439358592, statement="'), [
        "is typed: expected it from its method alone"]),
    "a step with one side twice": ("ransac", replaced(RANSAC, "found, 8)\n", "found, found)\n"), ["has one side twice: expected both sides"]),
    "a whole number within bounds": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))",
        "count = _draws(_good_share(4))\n    return Interval(count - 5, count + 5)"), ["the second road disagrees on ransac.homography\n    computed   47\n    confirmed  (42, 52)"]),
    "a check with a typed value above its road": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return 47\n    return _draws(_good_share(4))'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that gives a typed value where its road fails": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'try:\n        return _draws(_good_share(4, 5))\n    except TypeError:\n        return 47'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that computes for nothing": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'found = _draws(_good_share(4))\n    return 47 if found else 0'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that computes and returns a typed name": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'found = _draws(_good_share(4))\n    count = 47\n    return count'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that gives a typed value or its road": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return 47 or _draws(_good_share(4))'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that picks from what is typed": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return {3: 23, 4: 47}[4]'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that picks from what is typed above it": ("ransac", both(replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return EXPECTED["affine"] + 0 if False else EXPECTED["homography"]'), appended("snippets/checks/ransac.py", '\n\nEXPECTED = {"affine": 23, "homography": 47}\n')), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that calls a function that somebody typed": ("ransac", both(replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return _expected()'), appended("snippets/checks/ransac.py", '\n\ndef _expected():\n    return 47\n')), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that takes the most of what is typed": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return max(47, 0)'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a method that reads the environment": ("ransac", replaced("snippets/ransac.py", "import math\n", "import math\nimport os\n\nFAST = os.environ.get('FAST')\n"), [
        "snippets/ransac.py says environ: the two roads could share a mistake"]),
    "a check with a default": ("ransac", replaced("snippets/checks/ransac.py", HOMOGRAPHY, "def homography(count=47):\n"), ["homography() takes an argument: expected none"]),
    "a check that names a typed value where it returns it": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'found = _draws(_good_share(4))\n    return (count := 47)'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that names a typed value on its way": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'print((count := 47), _draws(_good_share(4)))\n    return count'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that returns the last of what is typed": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'for count in (23, 47):\n        _draws(_good_share(4))\n    return count'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that types a value under a condition": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'if _draws(_good_share(4)):\n        count = 47\n    return count'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "an answer that somebody typed and named where it is given": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", (count := 11),'), ["is typed: expected it from its method alone"]),
    "an answer that is typed or computed": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", 11 or iterations("0.99", "0.3", 3),'), ["is typed: expected it from its method alone"]),
    "an answer from a lambda": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'given = lambda *_: 11\nanswer("ransac.fewer_outliers", given("0.99", "0.3", 3),'), ["is typed: expected it from its method alone"]),
    "an answer from a function that somebody typed": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'def given(*_):\n    # Later.\n    return 11\n\n\nanswer("ransac.fewer_outliers", given("0.99", "0.3", 3),'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed and annotated": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'count: int = 11\nanswer("ransac.fewer_outliers", count,'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed among others": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'count, spare = 11, 12\nanswer("ransac.fewer_outliers", count,'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed and converted": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", int(11),'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed as a sum": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", 10 + 1,'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed and called by the package": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'from snippets import page\npage.answer("ransac.fewer_outliers", 11,'), ["is typed: expected it from its method alone"]),
    "an answer called by another name": ("ransac", replaced(RANSAC, 'from snippets.page import answer, cite', 'from snippets.page import answer as given, answer, cite'), ["answer is called given: expected its own name"]),
    "an answer typed in a block before": ("ransac", both(replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", eleven,'), replaced(
        RANSAC, "from snippets.page import answer", "eleven = 11\nfrom snippets.page import answer")), ["is typed: expected it from its method alone"]),
    "a mistake that is the right answer as text": ("ransac", block('wrong("ransac.homography.text", str(iterations("0.95", "1/2", 4)), "It is text")'), ["ransac.homography.text is called wrong, but '47' is the right answer"]),
    "a mistake that is the right answer, rounded": ("ransac", block('wrong("ransac.quotient.rounded", round(quotient("0.95", "1/2", 4), 4), "It is rounded")'), ["ransac.quotient.rounded is called wrong, but 46.4177 is the right answer"]),
    "a minus in a word before a value": ("ransac", appended(RANSAC, "\nIt gives minus [{{ ransac.homography }}](#homography).\n"), ["behind a minus: expected its own sign alone"]),
    "negative before a value": ("ransac", appended(RANSAC, "\nIt is negative [{{ ransac.homography }}](#homography).\n"), ["behind a minus: expected its own sign alone"]),
    "a minus behind a sign": ("ransac", appended(RANSAC, "\nIt is ≈−[{{ ransac.homography }}](#homography).\n"), ["behind a minus: expected its own sign alone"]),
    "plus or minus a value": ("ransac", appended(RANSAC, "\nIt is ±[{{ ransac.homography }}](#homography).\n"), ["behind a minus: expected its own sign alone"]),
    "a power of ten in TeX behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) $\\times 10^3$.\n"), ["beside another digit: expected"]),
    "a power of ten behind an x": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) x 10^3.\n"), ["beside another digit: expected"]),
    "a share in per cent behind a hyphen": ("ransac", appended(RANSAC, "\nThe chance is [{{ ransac.too_few:.3f }}](#too_few)-percent.\n"), ["before a percent sign: expected a share"]),
    "a format that pads a whole number": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography:05d }}](#homography).\n"), ["expected the whole number"]),
    "a whole number in per cent": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography:.0%}}](#homography).\n"), ["expected the whole number"]),
    "a format that fits no number": ("ransac", replaced(RANSAC, "Their quotient is {:.4f}", "Their quotient is {:4.f}"), ["this block failed: ValueError: ", "the statement of ransac.quotient says its value as in {:4.f}"]),
    "a statement of no words": ("ransac", block('answer("ransac.none", quotient("0.95", "1/2", 4), None)'), ["this block failed: TypeError", "ransac.none says its value in 0 places"]),
    "a tolerance in words": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is {:.4f}", within="some"'), ["this block failed: ValueError: could not convert"]),
    "an entity that is none": ("ransac", appended(RANSAC, "\nA&nbps;space.\n"), ["was left raw near"]),
    "a reference link turned round": ("ransac", appended(RANSAC, "\nSee (the page)[#homography].\n"), ["was left raw near"]),
    "a check that returns what is typed above it": ("ransac", both(replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return EXPECTED"), appended(
        "snippets/checks/ransac.py", "\n\nEXPECTED = 47\n")), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check from a calculator": ("ransac", both(replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return math.ceil(46.4177)"), replaced(
        "snippets/checks/ransac.py", "from fractions", "import math\nfrom fractions")), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "an entry of a list that is rounded away": ("ransac", replaced(RANSAC, "$N$ before rounding up, for $s = 1, 2, 3, 4, 5, 7, 8$: {:.4f}", "$N$ before rounding up, for $s = 1, 2, 3, 4, 5, 7, 8$: {:.0f}"), [
        "the statement of ransac.quotients says 4 for 4.32"]),
    "a figure of another topic": ("ransac", replaced(RANSAC, 'figure("ransac.success"', 'figure("backprop.success"'), [
        "the id 'backprop.success' does not fit this page: expected ransac.name"]),
    "a statement that lost its f": ("ransac", replaced(RANSAC, 'f"Share of 300 runs that found the homography with 47 samples: {{:.4f}}.', '"Share of 300 runs that found the homography with 47 samples: {:.4f}.'), [
        "Markdown was left raw near", "{at_47:.4f}"]),
    "a title with a colon": ("ransac", replaced("docs/verify.md", "title: Check", "title: Verify: check"), ["docs/verify.md:1: the head is not read: expected name: value"]),
    "a fold that holds Markdown without saying so": ("ransac", appended(RANSAC, "\n<details><summary>Answer</summary>\n\nIt is **[{{ ransac.affine }}](#affine)**.\n\n</details>\n"), [
        "Markdown was left raw near"]),
    "a list that follows a line": ("ransac", appended(RANSAC, "\nThe roads:\n- one\n- two\n"), ["Markdown was left raw near"]),
    "a placeholder in a block that is shown": ("ransac", appended(RANSAC, "\n```text\nN = {{ ransac.affine }}\n```\n"), ["a placeholder or Markdown was left raw near", "N = {{ ransac.affine }}"]),
    "a caption with TeX": ("ransac", block('from snippets.figures.ransac import success\nfigure("ransac.small", success({"one": ([0, 1], 1)}, 0.5), "Where $q$ is small", "A line.")'), ["Markdown was left raw near"]),
    "a description that a reader would hear wrongly": ("ransac", block('from snippets.figures import canvas\nfigure("ransac.empty", canvas()[0], "Nothing", f"At {float(\'nan\')}.")'), [
        "the words of a figure hold 'nan': expected what can be read aloud"]),
    "a table without a row": ("ransac", block('table({"a": [], "b": []})'), ["Markdown was left raw near", "<tr>"]),
    "a comment sign in a formula": ("ransac", appended(RANSAC, "\n$$\np = 95 % \\text{ of all, so } N = 47\n$$\n"), ["this formula cannot be set", "% is a comment, align a number: write"]),
    "a share in bold before a percent sign": ("ransac", appended(RANSAC, "\nIt is [**{{ ransac.too_few:.4f }}**](#too_few) %.\n"), ["before a percent sign: expected a share"]),
    "thousands in a formula": ("permutation_symmetry", appended("docs/permutation_symmetry.md", "\nIt is [$n = {{ permutation_symmetry.swaps:,}}$](#swaps).\n"), [
        "{{ permutation_symmetry.swaps:,}} in a formula, which sets 499,999,500,000 as a product or a list"]),
    "a power of ten in a formula": ("backprop", appended("docs/backprop.md", "\n[$s = {{ backprop.saturated:.3g }}$](#saturated)\n"), ["in a formula, which sets 4.25e-18 as a product or a list"]),
    "a minus before one": ("backprop", appended("docs/backprop.md", "\nIt is -[{{ backprop.output:.4f }}](#output).\n"), ["behind a minus: expected its own sign alone"]),
    "a mistake that puts its value into TeX": ("ransac", replaced(RANSAC, "the quotient rounded to nearest,", "the quotient ${}^{t}$ rounded to nearest,"), [
        "ransac.homography.rounded says why it is wrong with {}, where its value would stand again"]),
    "a module that a notebook would lack": ("ransac", block("import snippets.counting as method"), [
        "'import snippets.counting as method' brings the notebook no file: expected from snippets.topic import name"]),
    "a road that Markdown would read": ("ransac", replaced("snippets/checks/ransac.py", HOMOGRAPHY + '    """', HOMOGRAPHY + '    """Sums w*x. '), [
        "homography() says how it goes with *, which Markdown takes as its own"]),
    "a file that is read behind a sign in a string": ("ransac", appended("snippets/ransac.py", '\n\nHIDDEN = "#", open(__file__).close()  # nothing\n'), [
        "snippets/ransac.py says open: the two roads could share a mistake"]),
    "a link to nothing": ("ransac", appended(RANSAC, "\nSee [later]().\n"), ["Markdown was left raw near"]),
    "a link with a misspelt scheme": ("ransac", appended(RANSAC, "\nSee [here](htps://example.org).\n"), ["Markdown was left raw near"]),
    "a minus before a size": ("likelihood", appended("docs/likelihood.md", "\nIt is -[{{ likelihood.error:.4f }}](#error).\n"), ["behind a minus: expected its own sign alone"]),
    "thousands behind a number": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography),000.\n"), ["beside another digit: expected a word between them, and the whole number"]),
    "millions behind a number": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) million.\n"), ["beside another digit: expected"]),
    "a share in per cent": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.too_few:.4f }}](#too_few) per cent.\n"), ["before a percent sign: expected a share"]),
    "a value that leads nowhere": ("ransac", appended(RANSAC, "\nIt is {{ ransac.homography }}.\n"), [
        "{{ ransac.homography }} outside a link: expected [{{ ransac.homography }}](#homography)"]),
    "a mistake's value that leads nowhere": ("ransac", appended("docs/index.md", "\nIt is {{ ransac.homography.rounded }}.\n"), [
        "{{ ransac.homography.rounded }} outside a link: expected [{{ ransac.homography.rounded }}](ransac.md#homography-rounded)"]),
    "a mistake's value that leads to the answer": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography.rounded }}](#homography).\n"), [
        "{{ ransac.homography.rounded }} in a link to #homography: expected [{{ ransac.homography.rounded }}](#homography-rounded)"]),
    "a value among words that lead to another": ("ransac", appended(RANSAC, "\nThe map needs [only {{ ransac.homography }} of them](#affine).\n"), [
        "{{ ransac.homography }} in a link to #affine: expected [{{ ransac.homography }}](#homography)"]),
    "a value that is an image's words": ("ransac", appended(RANSAC, "\nIt is ![{{ ransac.homography }}](#homography).\n"), ["{{ ransac.homography }} outside a link"]),
    "a value behind a bracket that opens nothing": ("ransac", appended(RANSAC, "\nIt is \\[{{ ransac.homography }}](#homography).\n"), ["{{ ransac.homography }} outside a link"]),
    "a value in a link within a link": ("ransac", appended(RANSAC, "\nIt is [so [{{ ransac.homography }}](#homography) many](#affine).\n"), ["Markdown was left raw near"]),
    "a value in code": ("ransac", appended(RANSAC, "\nIt is `[{{ ransac.homography }}](#homography)`.\n"), ["{{ ransac.homography }} outside a link"]),
    "a value whose link ends in another paragraph": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}\n\nand more](#homography).\n"), ["Markdown was left raw near"]),
    "a mistake's value that is rounded away": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography.unknowns:.0e }}](#homography-unknowns).\n"), [
        "the statement of ransac.homography.unknowns says 8e+02 for 766"]),
    "a value under one": ("ransac", appended(RANSAC, "\nIt is [1/{{ ransac.homography }}](#homography).\n"), ["beside another digit: expected"]),
    "a value over another": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)/2.\n"), ["beside another digit: expected"]),
    "a power of ten behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) × 10⁶.\n"), ["beside another digit: expected"]),
    "a factorial of a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)!\n"), ["beside another digit: expected"]),
    "a half behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)½.\n"), ["beside another digit: expected"]),
    "two values side by side": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)[{{ ransac.affine }}](#affine).\n"), ["beside another digit: expected"]),
    "two values with a comma between": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography),[{{ ransac.affine }}](#affine).\n"), ["beside another digit: expected"]),
    "a digit behind a value's class": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography){: .value}0.\n"), ["beside another digit: expected"]),
    "a digit in bold behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)<b>0</b>.\n"), ["beside another digit: expected"]),
    "a digit in bold before a value": ("ransac", appended(RANSAC, "\nIt is <b>1</b>[{{ ransac.homography }}](#homography).\n"), ["beside another digit: expected"]),
    "a value behind a link": ("ransac", appended(RANSAC, "\n[It](#homography) is {{ ransac.homography }}, [so](#homography).\n"), ["{{ ransac.homography }} outside a link"]),
    "a value that leads to another": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#affine).\n"), [
        "{{ ransac.homography }} in a link to #affine: expected [{{ ransac.homography }}](#homography)"]),
    "a value in bold that links to another answer": ("ransac", appended(RANSAC, "\nIt is [**{{ ransac.homography }}**](ransac.md#affine).\n"), [
        "{{ ransac.homography }} in a link to ransac.md#affine: expected [{{ ransac.homography }}](#homography)"]),
    "a value that leads to its namesake here": ("ransac", appended("docs/index.md", "\nIt is [{{ ransac.homography }}](#homography).\n"), [
        "in a link to #homography: expected [{{ ransac.homography }}](ransac.md#homography)"]),
    "a value whose link has a title and leads to another": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#affine 'x').\n"), [
        "in a link to #affine: expected [{{ ransac.homography }}](#homography)"]),
    "a minus before a link": ("ransac", appended(RANSAC, "\nIt is [-{{ ransac.homography }}](#homography).\n"), ["behind a minus: expected its own sign alone"]),
    "a minus in bold": ("ransac", appended(RANSAC, "\nIt is **−[{{ ransac.homography }}](#homography)**.\n"), ["behind a minus: expected its own sign alone"]),
    "a minus in a formula": ("ransac", appended(RANSAC, "\nIt is [$-{{ ransac.homography }}$](#homography).\n"), ["behind a minus: expected its own sign alone"]),
    "an answer that is typed by keyword": ("ransac", replaced(RANSAC, 'answer("ransac.homography", ', 'answer(id="ransac.homography", value=47, statement="**{}** iterations")\n(lambda *_, **__: 0)('), ["is typed: expected it from its method alone"]),
    "a value that leads to its namesake on another page": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](backprop.md#homography).\n"), [
        "{{ ransac.homography }} in a link to backprop.md#homography: expected [{{ ransac.homography }}](#homography)"]),
    "a digit behind a value and a space": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) 0.\n"), ["beside another digit: expected"]),
    "a digit behind a value on the next line": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)\\\n0 times.\n"), ["beside another digit: expected"]),
    "a sum behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) +1.\n"), ["beside another digit: expected"]),
    "a number subtracted from a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)-1.\n"), ["beside another digit: expected"]),
    "thousands behind a space": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) 000.\n"), ["beside another digit: expected a word between them"]),
    "thousands behind a space that does not break": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)&nbsp;000.\n"), ["beside another digit: expected"]),
    "hundreds behind a number": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) hundred.\n"), ["beside another digit: expected"]),
    "a square behind a number": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)².\n"), ["beside another digit: expected"]),
    "a square in a formula behind a number": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)$^2$.\n"), ["beside another digit: expected"]),
    "a minus by its name": ("ransac", appended(RANSAC, "\nIt is &minus;[{{ ransac.homography }}](#homography).\n"), ["behind a minus: expected its own sign alone"]),
    "a minus in words before one in digits": ("likelihood", appended("docs/likelihood.md", "\nIt is minus [{{ likelihood.weight_slope }}](#weight_slope).\n"), [
        "behind a minus: expected its own sign alone"]),
    "a percent sign by its name": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.too_few:.4f }}](#too_few)&#37;.\n"), ["before a percent sign: expected a share"]),
    "a step that is typed": ("ransac", replaced(RANSAC, "found, 8)\n", "8, 2 * 4)\n"), ["is typed: expected a side that is computed"]),
    "a column that is lost": ("ransac", block('table({"n": [1, 2], "n": [3, 4]})'), ["this dictionary has a key twice"]),
    "a share before a percent sign": ("ransac", replaced(RANSAC, "with 47 samples: {{:.4f}}.", "with 47 samples: {{:.4f}} %."), [
        "the statement of ransac.run says {:.4f} before a percent sign: expected a share, as in {:.1%}"]),
    "a check that does not say how it goes": ("ransac", lambda project: project.append("snippets/checks/ransac.py", "\n\ndef spare():\n    return len('a')\n"), [
        "snippets/checks/ransac.py: spare() does not say how it goes"]),
    "a check that ends the program": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "raise SystemExit(0)"), [
        "the second road disagrees on ransac.homography", "confirmed  'SystemExit: 0'"]),
    "a file of checks that ends the program": ("ransac", appended("snippets/checks/ransac.py", "\nraise SystemExit(0)\n"), [
        "snippets/checks/ransac.py ends the program: SystemExit(0)"]),
    "an empty answer": ("ransac", both(block('answer("ransac.roots", [], "The roots are {}")'), appended(
        "snippets/checks/ransac.py", '\n\ndef roots():\n    """None are found."""\n    return list(())\n')), ["ransac.roots is an empty list"]),
    "an empty row as an answer": ("ransac", both(block('answer("ransac.roots", [[]], "The roots are {}")'), appended(
        "snippets/checks/ransac.py", '\n\ndef roots():\n    """None are found."""\n    return [list(())]\n')), ["ransac.roots is an empty list"]),
    "an answer that Markdown reads": ("ransac", both(block('answer("ransac.roots", "a*b*c".lower(), "The product is {}")'), appended(
        "snippets/checks/ransac.py", '\n\ndef roots():\n    """Put together."""\n    return "*".join("abc")\n')), ["'a*b*c', in which Markdown takes * as its own"]),
    "a statement that types its value": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is 46.4153"'), [
        "the statement of ransac.quotient says its value in 0 places"]),
    "a statement with two places": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is {:.4f}, or {:.0f}"'), [
        "the statement of ransac.quotient says its value in 2 places"]),
    "a statement that rounds the value away": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is {:.0f}"'), [
        "the statement of ransac.quotient says 46 for 46.4"]),
    "a statement that Markdown makes a list": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"{:.0f}. That is their quotient"'), [
        "the statement of ransac.quotient says {:.0f}. at the start of a line, which Markdown takes for a list's number"]),
    "a fraction cut short": ("ransac", block('answer("ransac.share", "15/16", "It is {:.3}")'), ["the statement of ransac.share says 15/ for '15/16'"]),
    "digits that nothing confirms": ("scale_symmetry", replaced("docs/scale_symmetry.md", "then from (9, 0.09): {:.4f}\"", "then from (9, 0.09): {:.3g}\""), [
        "of which nothing confirms the last digit: it is right to 5e-10"]),
    "more digits than anything confirms": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is {:.12f}"'), [
        "the statement of ransac.quotient says 46.417739680899, of which nothing confirms the last digit: it is right to 5e-08. Show fewer"]),
    "an exponent of which TeX takes one digit": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', 'r"It is $10^{:.4f}$"'), [
        "the statement of ransac.quotient says {:.4f} where TeX takes one digit only"]),
    "a digit before the value": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"It is 1{:.4f}"'), [
        "the statement of ransac.quotient says {:.4f} beside another digit"]),
    "a placeholder of which TeX takes one digit": ("ransac", appended(RANSAC, "\nIt is [$\\sqrt{{ ransac.homography }}$](#homography).\n"), [
        f"{RANSAC}:{LAST + 2}: {{{{ ransac.homography }}}} where TeX takes one digit only"]),
    "a placeholder that rounds the value away": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.too_few:.0f }}](#too_few).\n"), [
        f"{RANSAC}:{LAST + 2}: the statement of ransac.too_few says 1 for 0.7733"]),
    "a backslash that Python took": ("ransac", block('print("$2 \\times 3$")'), [
        f"{RANSAC}:{LAST + 2}: this block printed '\\t': expected a value, and r before TeX, or Python reads its backslashes"]),
    "a nabla that Python broke": ("ransac", block('step("ransac.slope", "Its slope is $\\nabla f$.", 1, 1)'), [
        "this block printed '\\nabla': expected"]),
    "a block that waits to be the program": ("ransac", block('if __name__ == "__main__":\n    raise ValueError("it ran")'), ["this block failed: ValueError: it ran"]),
    "a tab in a block": ("ransac", block("if True:\n\tprint(1)"), [f"{RANSAC}:{LAST + 2}: ", "expected each to run once, as it stands"]),
    "a placeholder in a statement": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is {:.4f}, not {{ ransac.affine }}"'), [
        "docs/ransac.md: TeX, a placeholder or Markdown was left raw near"]),
    "a placeholder that a block prints": ("ransac", block('print("It is {{ ransac.affine }}.")'), ["docs/ransac.md: TeX, a placeholder or Markdown was left raw near"]),
    "a placeholder with a hyphen": ("ransac", appended(RANSAC, "\nIt is {{ransac-homography}}.\n"), ["TeX, a placeholder or Markdown was left raw near"]),
    "a placeholder with an index": ("ransac", appended(RANSAC, "\nIt is {{ransac.by_model[0]}}.\n"), ["TeX, a placeholder or Markdown was left raw near"]),
    "a merge that was not finished": ("ransac", appended(RANSAC, "\n<<<<<<< HEAD\nIt is 47.\n=======\nIt is 95.\n>>>>>>> other\n"), [
        "Markdown was left raw near", "&lt;&lt;&lt;&lt;"]),
    "a table that a line of text precedes": ("ransac", appended(RANSAC, "\nThe counts:\n| a | b |\n|---|---|\n| 1 | 2 |\n"), ["Markdown was left raw near"]),
    "a row that a blank line cuts off": ("ransac", appended(RANSAC, "\n| a | b |\n|---|---|\n\n| 1 | 2 |\n"), ["Markdown was left raw near"]),
    "tabs of another dialect": ("ransac", appended(RANSAC, '\n=== "Tab"\n\nIt is so.\n'), ["Markdown was left raw near"]),
    "an admonition": ("ransac", appended(RANSAC, "\n!!! warning\n\nIt is so.\n"), ["Markdown was left raw near"]),
    "a link to a name": ("ransac", appended(RANSAC, "\nSee [here][there].\n"), ["Markdown was left raw near"]),
    "a product that Markdown reads": ("ransac", block('print("5*3*2 = 30")'), ["Markdown was left raw near"]),
    "a card that is printed again": ("ransac", replaced(RANSAC, 'answer("ransac.logs"', 'print(step("ransac.again", "It is.", 1, 1))\nanswer("ransac.logs"'), [
        "this block printed 'None': expected a value"]),
    "not a number in a table": ("ransac", block('print(f"It is {float(\'nan\'):.4f}.")'), ["this block printed 'nan': expected a value"]),
    "numbers as numpy writes them": ("ransac", block("import numpy\nprint(list(numpy.array([0.5])))"), ["this block printed 'np.float64': expected a value"]),
    "a step of nothing": ("ransac", block('step("ransac.nothing", "says", [], [])'), ["this block failed: ValueError: the step ransac.nothing does not hold"]),
    "a mistake that is the answer, as a float": ("ransac", block('wrong("ransac.homography.float", 47.0, "because")'), [
        "ransac.homography.float is called wrong, but 47.0 is the right answer"]),
    "a condition that is none": ("ransac", replaced(RANSAC, 'half = f"half', 'half = None\nspare = f"half'), [
        "ransac.just_enough assumes None: expected words"]),
    "a tolerance of 0": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is {:.4f}", within=0'), ["ransac.quotient is right within 0.0: expected"]),
    "a block that warns": ("ransac", block("import numpy\nprint(numpy.log(-1.0))"), ["this block failed: RuntimeWarning: invalid value"]),
    "not a number": ("ransac", block('answer("ransac.nan", float("nan"), "{}")'), [RANSAC, "nan is not an answer: expected a finite number"]),
    "not a number on both roads": (
        "ransac", lambda project: (block('answer("ransac.nan", [1.0, float("nan")], "{}")')(project),
                                   project.append("snippets/checks/ransac.py", '\n\ndef nan():\n    """Nan."""\n    return [1.0, float("nan")]\n')),
        ["nan is not an answer"]),
    "an int become a float": ("ransac", replaced("snippets/ransac.py", "return int(quotient", "return float(quotient"), [
        "recorded   47\n    computed   47.0"]),
    "a shape changed": ("ransac", replaced(RANSAC, "(8, 20, 100, 1000)", "(8, 20, 100)"), ["ransac.finite changed"]),
    "a wrong answer that is right": ("ransac", replaced(RANSAC, "round(log(0.05) / log(15 / 16))", "47"), [
        "ransac.homography.rounded is called wrong, but 47 is the right answer to ransac.homography"]),
    "a mistake in no answer": ("ransac", block('wrong("ransac.nothing.at_all", 1, "because")'), ["which no page computes"]),
    "a picture from elsewhere": ("ransac", appended(RANSAC, "\n![Dots](https://example.org/dots.png)\n"), ["loads from elsewhere, which a reader's browser refuses"]),
    "a picture from elsewhere behind other attributes": ("ransac", appended(RANSAC, '\n<img alt="a > b" src="https://example.org/dots.png">\n'), ["loads from elsewhere"]),
    "pictures of which one is elsewhere": ("ransac", appended(RANSAC, '\n<img alt="Dots" src="../assets/dots.png" srcset="../assets/dots.png 1x, https://example.org/dots.png 2x">\n'), ["loads from elsewhere"]),
    "a script from elsewhere that a block prints": ("ransac", block("print('<script async src=\"//example.org/count.js\"></script>')"), ["loads from elsewhere"]),
    "a number that a formula gives itself": ("ransac", appended(RANSAC, "\n$$\n\\begin{align} a &= b \\end{align}\n$$\n"), ["write \\%, aligned"]),
    "a row of the question's numbers mistyped on a card": ("accumulation", replaced("docs/accumulation.md", r"the columns $\delta = (1, 2)$", r"the columns $\delta = (7, 2)$"), [
        "docs/accumulation.md:42: '(7, 2)': no block of this page computes with 7.0 2.0: mend one of them"]),
    "a row of the question's numbers mistyped in a sentence": ("backprop", replaced("docs/backprop.md", "$x = (1, -2, 0.5)$", "$x = (1, 2, 0.5)$"), [
        "'(1, 2, 0.5)': no block of this page computes with 1.0 2.0 0.5"]),
    "a row of a matrix mistyped": ("scale_symmetry", replaced("docs/scale_symmetry.md", r"1 & -1 & 2 \\ 0.5 & 2 & -0.75", r"1 & -1 & 2 \\ 0.5 & 2 & 0.75"), [
        "no block of this page computes with 0.5 2.0 0.75"]),
    "a column mistyped": ("permutation_symmetry", replaced("docs/permutation_symmetry.md", r"0.1 \\ -0.2 \\ 0.3", r"0.1 \\ 0.2 \\ 0.3"), [
        "no block of this page computes with 0.1 0.2 0.3"]),
    "an answer given twice": ("ransac", block('answer("ransac.homography", 47, "{}")'), [f"{RANSAC}:{CARD}: ransac.homography is given again, in {RANSAC}:"]),
    "a tolerance that a wrong value fits in": ("ransac", replaced(RANSAC, 'quotient("0.95", "1/2", 4), "Their quotient is {:.4f}",',
                                                                    '0.9 * quotient("0.95", "1/2", 4), "Their quotient is {:.4f}", within=0.5,'),
                                                ["ransac.quotient is right within 0.5: expected more than 0 and at most 1e-09"]),
    "a page that walks the second road itself": ("ransac", replaced(
        RANSAC, 'answer("ransac.too_few", ', 'from snippets.checks import ransac as again\nanswer("ransac.too_few", again.too_few() or '), [
        "'snippets.checks' gives what the answers are compared with: expected them from their method alone"]),
    "a page that reads the record": ("ransac", block("from snippets import figures, record"), [
        f"{RANSAC}:{LAST + 3}: 'from snippets import figures, record' gives what the answers are compared with"]),
    "a step of another page": ("ransac", block('step("backprop.output", "says", 1, 1)'), ["does not fit this page: expected ransac.name"]),
    "a step with its words for a name": ("ransac", block('step("**Six** of 6.", "ransac.six", 6, 6)'), ["does not fit this page: expected ransac.name"]),
    "an answer on another page": ("ransac", block('answer("backprop.output", 47, "{}")'), ["does not fit this page: expected ransac.name"]),
    "an answer taken away": ("ransac", replaced(RANSAC, 'answer("ransac.too_few"', 'str("ransac.too_few"'), [
        "docs/ransac.md: ransac.too_few changed", "too_few() confirms no answer"]),
    "a card that nobody sees": ("ransac", replaced(RANSAC, 'answer("ransac.too_few"', 'from contextlib import redirect_stdout\n'
                                'import io\nwith redirect_stdout(io.StringIO()): answer("ransac.too_few"'), ["its card is not on the page"]),
    "a block that raises": ("ransac", block("x = 1\nassert x == 2, 'one is not two'"), [
        ": this block failed: AssertionError: one is not two"]),
    "a block that does not parse": ("ransac", block("x = = 2"), ["this block failed: SyntaxError"]),
    "a block that exits": ("ransac", block("import sys\nsys.exit(0)"), ["this block failed: SystemExit: 0"]),
    "a block that is interrupted": ("ransac", block("raise KeyboardInterrupt"), ["this block failed: KeyboardInterrupt"]),
    "an unclosed fence": ("ransac", appended(RANSAC, '\n```python exec="on"\nprint(1)\n'), ["opens no block: expected, from the first column and closed by a line of ```"]),
    "an unclosed fence in the middle": ("ransac", replaced(RANSAC, "files()\n```", "files()"), [
        "opens no block: expected, from the first column and closed by a line of ```"]),
    "a block that prints a block": ("ransac", block(r'print("```python exec=\"on\"\nprint(1 + 1)\n```")'), [RANSAC, "ran"]),
    "a block in a comment": ("ransac", appended(RANSAC, "\n<!--\n" + BLOCK.format("print(1)") + "\n-->\n"), ["an HTML comment that holds a block or another comment, or has no end"]),
    "an unknown placeholder": ("ransac", appended(RANSAC, "\nIt is {{ ransac.homografy }}.\n"), [
        "{{ ransac.homografy }}: no answer has that name"]),
    "a card that is left as it was written": ("ransac", replaced(RANSAC, '```python exec="on" source="below"\nfrom snippets.page import answer',
        '```python exec="on" source="below" html="on"\nfrom snippets.page import answer'), ["ransac.homography was computed, but its card is not on the page, whole: its statement is one paragraph, and its block needs no html"]),
    "a placeholder without topic": ("ransac", appended(RANSAC, "\nIt is {{ homography }}.\n"), ["{{ homography }}: no answer has that name"]),
    "a placeholder that cannot be printed so": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography:.3q }}](#homography).\n"), ["cannot be printed as '.3q'"]),
    "TeX that cannot be set": ("ransac", appended(RANSAC, "\n$\\frac{1}$\n"), ["this formula cannot be set: '\\\\frac{1}'"]),
    "a label given twice": ("ransac", appended(RANSAC, "\n$$\n1 \\label{ransac.formula}\n$$\n"), [
        RANSAC + f":{LAST + 3}: \\label{{ransac.formula}}: expected ransac.name, each once"]),
    "a label of another page": ("ransac", appended(RANSAC, "\n$$\n1 \\label{backprop.other}\n$$\n"), [
        RANSAC + f":{LAST + 3}: \\label{{backprop.other}}: expected ransac.name"]),
    "a label that is an answer's address": ("ransac", appended(RANSAC, "\n$$\n1 \\label{ransac.homography}\n$$\n"), [
        "the id 'homography' stands there twice"]),
    "a label in a sentence": ("ransac", appended(RANSAC, "\n$1 \\label{ransac.inline}$\n"), ["docs/ransac.md: this formula cannot be set: '1 \\\\tag{"]),
    "a label outside a formula": ("ransac", appended(RANSAC, "\nsee \\label{ransac.outside}\n"), ["docs/ransac.md: TeX, a placeholder or Markdown was left raw near"]),
    "a reference to no formula": ("ransac", appended(RANSAC, "\nby \\eqref{ransac.formulae}\n"), [
        RANSAC + f":{LAST + 2}: \\eqref{{ransac.formulae}}: no formula has that label"]),
    "a reference to no formula, inside one": ("ransac", appended(RANSAC, "\n$1 = \\eqref{ransac.formulae}$\n"), [
        RANSAC + f":{LAST + 2}: \\eqref{{ransac.formulae}}: no formula has that label"]),
    "a reference to no formula, printed": ("ransac", block(r'print(r"by \eqref{ransac.formulae}")'), [
        RANSAC + f":{LAST + 3}: \\eqref{{ransac.formulae}}: no formula has that label"]),
    "a value crossed out": ("ransac", appended(RANSAC, "\nIt is <s>[{{ ransac.homography }}](#homography)</s>\n"), ["hides or strikes out what stands there"]),
    "a value called deleted": ("ransac", appended(RANSAC, "\nIt is <del>[{{ ransac.homography }}](#homography)</del>\n"), ["hides or strikes out what stands there"]),
    "a value that is hidden": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography){: hidden }\n"), ["hides or strikes out what stands there"]),
    "a paragraph that is hidden": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)\n{: style=\"display:none\"}\n"), ["hides or strikes out what stands there"]),
    "a block that silences warnings": ("ransac", block("import warnings\nwarnings.simplefilter('ignore')"), ["'simplefilter' hides a warning"]),
    "a check that somebody typed in one of two cases": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'if SIZES:\n        count = 47\n    else:\n        count = _draws(_good_share(4))\n    return count'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that somebody typed where it cannot compute": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'try:\n        count = _draws(_good_share(4))\n    except TypeError:\n        count = 47\n    return count'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that somebody typed by a choice": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'count = 47 if SIZES else _draws(_good_share(4))\n    return count'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that somebody typed as a sum": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return 46 + 1'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that somebody typed by name": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return dict(affine=23, homography=47)["homography"]'), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a check that looks up what somebody typed": ("ransac", both(replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", 'return EXPECTED.get("homography")'), appended("snippets/checks/ransac.py", "\n\nEXPECTED = {'homography': 47}\n")), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "bounds that somebody typed": ("ransac", replaced("snippets/checks/ransac.py", "return _exponent(1 - _good_share(4))", "about = 46\n    return Interval(about * 0.9, about * 1.1)"), ["snippets/checks/ransac.py: quotient() returns what somebody typed"]),
    "an answer that somebody typed as a type of numpy's": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", np.int64(11),'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed as the most of two": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", max(11, 0),'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed and rounded up": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", ceil(10.96),'), ["is typed: expected it from its method alone"]),
    "an answer from a helper": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'def card(name, value, says, **more):\n    answer(f"ransac.{name}", value, says, **more)\n\n\ncard("fewer_outliers", 11,'), ["is in a function: expected it in the block itself"]),
    "answers in a loop": ("ransac", block('for name, count in [("one", 11)]:\n    answer("ransac." + name, count, "It is {}")'), ["cannot be read off the page: expected its id"]),
    "an answer from a list of arguments": ("ransac", block('row = "ransac.one", 11, "It is {}"\nanswer(*row)'), ["cannot be read off the page: expected its id"]),
    "an answer handed on": ("ransac", block('from functools import partial\ngive = partial(answer, assuming=drawn)\ngive("ransac.one", 11, "It is {}")'), ["answer is handed on: expected"]),
    "an answer through a function's parameter": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'def say(count):\n    answer("ransac.fewer_outliers", count, "**{}** iterations", assuming="this")\n\n\nsay(11)\n(lambda *_, **__: 0)('), [
        "is in a function: expected it in the block itself"]),
    "an answer times nothing": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3) * 0 + 11,'), ["times 0, or less itself: expected it from its method alone"]),
    "an answer times nothing, rounded": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'answer("ransac.fewer_outliers", int(iterations("0.99", "0.3", 3) * 0 + 11.5),'), [
        "times 0, or less itself: expected it from its method alone"]),
    "an answer less itself": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'kept = iterations("0.99", "0.3", 3)\nanswer("ransac.fewer_outliers", kept - kept + 11,'), ["less itself: expected it from its method alone"]),
    "a check times nothing": ("ransac", replaced("snippets/checks/ransac.py", "return _draws(_good_share(4))", "return _draws(_good_share(4)) * 0 + 47"), ["snippets/checks/ransac.py: homography() returns what somebody typed"]),
    "a step less itself": ("ransac", replaced(RANSAC, "found, 8)\n", "found - found, 0)\n"), ["would hold for many a value: expected the two sides themselves"]),
    "a step with the sides of another": ("ransac", replaced(RANSAC, 'next(n for n in range(99) if success_probability(n, "1/2", 4) >= 0.95), ceil(log(0.05) / log(15 / 16)))',
        "[Fraction(15, 16) ** n <= Fraction(1, 20) for n in range(99)], [n >= log(0.05) / log(15 / 16) for n in range(99)])"), ["this step has the two sides of another: expected its own"]),
    "a check copied under another name": ("ransac", both(block('answer("ransac.again", iterations("0.95", "1/2", 4), "**{}** iterations for a similarity")'), appended(
        "snippets/checks/ransac.py", '\n\ndef again():\n    """Another one."""\n    return _draws(_good_share(4))\n')), ["homography() goes as ransac.again does, word for word"]),
    "a heading that signs below a line make": ("ransac", appended(RANSAC, "\nIt was found in 2026.\n---\n"), [f"docs/ransac.md:{LAST + 3}: '---' makes a heading of 'It was found in 2026.'"]),
    "a head whose colon is no YAML": ("ransac", replaced(RANSAC, "title: ", "title: How: "), ["docs/ransac.md:1: the head is not read: expected name: value, in quotes where it holds a colon"]),
    "a value in a heading that is outside a link, as further down": ("ransac", replaced(RANSAC, "### Another model {", "### Another model than {{ ransac.homography }} {"), [
        f"docs/ransac.md:{1 + (ROOT / RANSAC).read_text('utf-8').partition('### Another model {')[0].count(chr(10))}: {{{{ ransac.homography }}}} outside a link"]),
    "a step that is nearly so": ("ransac", replaced(RANSAC, "found, 8)\n", 'np.allclose(found, 9, atol=2), True)\n'), ["would hold for many a value: expected the two sides themselves"]),
    "a step between rounded sides": ("ransac", replaced(RANSAC, "found, 8)\n", 'round(found / 7), round(found / 9))\n'), ["would hold for many a value: expected the two sides themselves"]),
    "a step times nothing": ("ransac", replaced(RANSAC, "found, 8)\n", '0 * found, 0 * source[0, 0])\n'), ["would hold for many a value: expected the two sides themselves"]),
    "a step that is a truth": ("ransac", replaced(RANSAC, "found, 8)\n", 'found > 7, True)\n'), ["would hold for many a value: expected the two sides themselves"]),
    "a digit and a space before a value": ("ransac", appended(RANSAC, "\nIt is 1 [{{ ransac.homography }}](#homography).\n"), ["beside another digit: expected"]),
    "a factor before a value": ("ransac", appended(RANSAC, "\nIt is 1000 × [{{ ransac.homography }}](#homography).\n"), ["beside another digit: expected"]),
    "an entity behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)&#48;.\n"), ["beside another digit: expected"]),
    "a letter o behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)O.\n"), ["beside another digit: expected"]),
    "a capital exponent behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)E3.\n"), ["beside another digit: expected"]),
    "a half of a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) / 2.\n"), ["beside another digit: expected"]),
    "thousands of a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) thousands.\n"), ["beside another digit: expected"]),
    "a typographic separator behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography)’000.\n"), ["beside another digit: expected"]),
    "a digit and a space before a value in a formula": ("ransac", replaced(RANSAC, '"**{}** iterations for a homography, which 4 matches fix "', '"$2 {}$ iterations for a homography, which 4 matches fix "'), ["beside another digit: expected"]),
    "a root of a value": ("ransac", replaced(RANSAC, '"**{}** iterations for a homography, which 4 matches fix "', 'r"$\\sqrt{{}}$ iterations for a homography, which 4 matches fix "'), ["or what a command is of: expected"]),
    "a minus and a space before a value in a formula": ("ransac", replaced(RANSAC, '"**{}** iterations for a homography, which 4 matches fix "', '"$- {}$ iterations for a homography, which 4 matches fix "'), ["behind a minus: expected"]),
    "thin spaces and digits behind a value": ("ransac", replaced(RANSAC, '"**{}** iterations for a homography, which 4 matches fix "', 'r"${}\\;000$ iterations for a homography, which 4 matches fix "'), ["beside another digit: expected"]),
    "digits that are filled up": ("ransac", replaced(RANSAC, '"Their quotient is {:.4f}"', '"Their quotient is {:1<9.4f}"'), ["expected its own digits, rounded"]),
    "a mistake's value in a sentence": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography.rounded }}](#homography-rounded).\n"), ["a mistake's value, outside"]),
    "a tab that is not closed": ("ransac", replaced(RANSAC, "nearly all there are\")\n```\n///", "nearly all there are\")\n```\n"), ["stands in a fold, a tab, a card or a list"]),
    "a fold that is not closed": ("ransac", replaced(RANSAC, "so they tend to err to the same side.\n\n</details>", "so they tend to err to the same side.\n"), ["stands in a fold, a tab, a card or a list"]),
    "a fold that nothing closes": ("ransac", replaced(RANSAC, "## Cite {#cite}", "## Cite {#cite}\n\n<details><summary>How</summary>"), ["a fold, a tab, a card or a list is not closed"]),
    "a template in a page": ("ransac", appended(RANSAC, "\n<template>A word.</template>\n"), ["hides or strikes out what stands there"]),
    "a style in single quotes in a page": ("ransac", appended(RANSAC, "\n<span style='display:none'>A word.</span>\n"), ["hides or strikes out what stands there"]),
    "a space without width in a page": ("ransac", appended(RANSAC, "\nA\u200bword.\n"), ["hides or strikes out what stands there"]),
    "a comment that a block prints": ("ransac", block('print("A word. <!-- It is 46. -->")'), ["hides or strikes out what stands there"]),
    "a row that lacks a cell": ("ransac", appended(RANSAC, "\n| a | b | c |\n|---|---|---|\n| 1 | 2 |\n"), ["a row of 2 cells in a table of 3"]),
    "a row with a cell too many": ("ransac", appended(RANSAC, "\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n"), ["a row of 3 cells in a table of 2"]),
    "an error that a block prints": ("ransac", block('try:\n    nowhere\nexcept NameError as error:\n    print(error)'), ["this block printed \"name 'nowhere' is not defined\""]),
    "a figure without a curve": ("ransac", replaced("snippets/figures/ransac.py", "    return figure\n", "    axes.cla()\n    return figure\n"), ["a figure or one of its axes is empty"]),
    "cards without their statements": ("ransac", replaced("snippets/page/theme/cards.md", "{: .statement }\n", ""), ["ransac.homography was computed, but its card is not on the page"]),
    "a method's helper that imports a check": ("ransac", lambda project: ((project.folder / "snippets/common").mkdir(), (project.folder / "snippets/common/__init__.py").write_text(
        "from snippets.checks.ransac import homography\n"), project.replace("snippets/ransac.py", "import math\n", "import math\n\nfrom snippets import common\n")), [
        "snippets/common/__init__.py imports snippets.checks.ransac.homography: the two roads could share a mistake"]),
    "a block that imports everything": ("ransac", block("from snippets.page import *"), ["'from snippets.page import *' gives what the answers are compared with"]),
    "an answer that was computed and then typed": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'kept = iterations("0.99", "0.3", 3)\nkept = 11\nanswer("ransac.fewer_outliers", kept,'), ["is typed: expected it from its method alone"]),
    "an answer that somebody typed and unpacked": ("ransac", replaced(RANSAC, 'answer("ransac.fewer_outliers", iterations("0.99", "0.3", 3),', 'kept = [11]\nanswer("ransac.fewer_outliers", [*kept][0],'), ["is typed: expected it from its method alone"]),
    "a step between what somebody typed": ("ransac", both(replaced(RANSAC, "found, 8)\n", "eight, 8)\n"), replaced(RANSAC, "from fractions import Fraction\n", "from fractions import Fraction\neight = 8\n")), ["is typed: expected a side that is computed"]),
    "bounds that somebody typed by their names": ("ransac", replaced("snippets/checks/ransac.py", "return _exponent(1 - _good_share(4))", "return Interval(low=46.0, high=47.0)"), ["snippets/checks/ransac.py: quotient() returns what somebody typed"]),
    "a style with room round its sign": ("ransac", appended(RANSAC, '\n<span style = "display:none">A word.</span>\n'), ["hides or strikes out what stands there"]),
    "a style that hides by its width": ("ransac", appended(RANSAC, '\n<span style="width:0;overflow:hidden">A word.</span>\n'), ["hides or strikes out what stands there"]),
    "a half and a space behind a value": ("ransac", appended(RANSAC, "\nIt is [{{ ransac.homography }}](#homography) ½.\n"), ["beside another digit: expected"]),
    "a fold that nothing opened": ("ransac", appended(RANSAC, "\n</details>\n"), ["is closed that nothing opened"]),
    "a broken link": ("ransac", appended(RANSAC, "\n[away](nowhere.md)\n"), ["nowhere.md"]),
    "a broken anchor": ("ransac", appended(RANSAC, "\n[away](index.md#nowhere)\n"), ["#nowhere"]),
    "a broken link that a block prints": ("ransac", block('print("[away](../nowhere/)")'), ["'../nowhere/' leads to no file"]),
    "a broken link with room round its sign": ("ransac", appended(RANSAC, '\n<a href = "../nowhere/">away</a>\n'), ["'../nowhere/' leads to no file"]),
    "a broken anchor that a block prints": ("ransac", block('print("[away](#nowhere)")'), ["'#nowhere' leads to no place on that page"]),
    "an id given twice": ("ransac", appended(RANSAC, '\n<b id="homography"></b>\n'), ["the id 'homography' stands there twice"]),
    "an id given twice, by tabs that a block prints": ("ransac", block('print("/// tab | One\\nOne.\\n///\\n\\n/// tab | Two\\nTwo.\\n///")'), [
        "the id '__tabbed_1_1' stands there twice"]),
    "a broken navigation entry": ("ransac", replaced("mkdocs.yml", "  - ransac.md", "  - ransac.md\n  - nowhere.md"), ["nowhere.md"]),
    "a page that navigation misses": ("ransac", lambda project: (project.folder / "docs/lost.md").write_text("# Lost\n"), ["lost.md"]),
    "a page deleted": ("ransac", deleted(RANSAC), ["docs/ransac.md: ransac.homography changed\n    recorded   47\n    computed   nothing"]),
    "a page and its navigation deleted": (
        "ransac", lambda project: (deleted(RANSAC)(project), project.replace("mkdocs.yml", "  - ransac.md\n", "")), ["ransac.homography changed"]),
}
