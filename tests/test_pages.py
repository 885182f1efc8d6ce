# SPDX-License-Identifier: MIT
"""The house is complete: one name through all floors, the eleven headings of a page, and no computed number typed in prose."""

import ast
import json
import re
from pathlib import Path

import pytest
import quickjs
import yaml

from snippets import checks, record

ROOT = Path(__file__).parents[1]
TOPICS = sorted(path.stem for path in (ROOT / "snippets/checks").glob("[!_]*.py"))
BLOCKS = ["Question", "Answer", "Why", "Worked numbers", "Checked by", "What if", "Common mistakes", "Now you", "Code", "References", "Cite"]
BLOCK = re.compile(r"^```python exec.*?^```$", re.DOTALL | re.MULTILINE)
FORMAL = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|^```.*?^```$|`[^`]*`", re.DOTALL | re.MULTILINE)  # formulas and code that does not run
# What is not prose: front matter, links' targets, raw HTML, placeholders, attributes.
NOT_PROSE = re.compile(r"\A---\n.*?\n---\n|\]\([^)]*\)|<[^>]*>|\{\{.*?\}\}|\{:.*?\}", re.DOTALL)
NUMERAL = re.compile(r"(?<![\w.])(?:\d+(?:\.\d+)?|\.\d+)(?!(?!st\b|nd\b|rd\b|th\b)\w)")


def text(page):
    return (ROOT / f"docs/{page}.md").read_text("utf-8")


@pytest.mark.parametrize("topic", TOPICS)
def test_one_name_runs_through_all_floors(topic):
    for path in (f"docs/{topic}.md", f"snippets/{topic}.py", f"snippets/figures/{topic}.py", f"tests/test_{topic}.py"):
        assert (ROOT / path).exists(), f"{path} is missing"
    assert f"{topic}.md" in (ROOT / "mkdocs.yml").read_text("utf-8")
    assert any(id.startswith(f"{topic}.") for id in record.read())


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_has_its_blocks_in_order(topic):
    assert [heading for heading in re.findall(r"^## (.*) \{#[\w-]+\}$", text(topic), re.MULTILINE) if heading in BLOCKS] == BLOCKS


@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_teaches(topic):
    assert len(re.findall(r'^ *step\("', text(topic), re.MULTILINE)) >= 5, "a page has five steps at least"
    assert len(re.findall(r'figure\("', text(topic))) >= 2, "a page has two figures at least"
    assert sum(id.startswith(f"{topic}.") and id.count(".") == 2 for id in record.read()) >= 4, "a page has four mistakes at least"
    assert text(topic).partition("## Now you")[2].count("<summary>Answer") >= 3, "a page has three exercises at least"


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_a_number_in_prose_is_computed_or_given(page):
    front = re.match(r"---\n(.*?)\n---\n", text(page), re.DOTALL)
    meta = yaml.safe_load(front[1]) if front else {}
    given, words = set(str(meta.get("given", "")).split()), [meta.get("title", ""), meta.get("description", "")]
    said = BLOCK.sub(" ", "\n\n".join([text(page).partition("\n## References")[0], *words]))
    assert numerals(NOT_PROSE.sub(" ", FORMAL.sub(" ", said))) - given == set(), "use a placeholder, or list what the question gives in the front matter: given"
    computed_with = numerals(" ".join(BLOCK.findall(text(page))))
    formal = re.sub(r"\\[td]?frac\d\d", " ", " ".join(FORMAL.findall(NOT_PROSE.sub(" ", said))))
    assert numerals(formal) - given - computed_with == set(), "a formula holds a number that no block computes with: list it in the front matter: given"


def test_no_mistake_stands_under_what_is_right():
    for row in re.findall(r"(?m)^\| .*\|$", text("errata")):
        right = re.split(r"(?<!\\)\|", row)[2]
        assert not re.search(r"\{\{ *\w+\.\w+\.", right), right


def numerals(said):
    return {number for number in NUMERAL.findall(said) if "." in number or int(number) > 10}


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_what_a_page_opens_it_closes_and_its_head_is_read(page):
    """An open tab would hold the rest of the page; a head that is no YAML would stand on it."""
    front = re.match(r"---\n(.*?)\n---\n", text(page), re.DOTALL)
    assert front, f"docs/{page}.md begins with a head: --- title, description ---"
    assert set(re.findall(r"\{\{ *(\w+)\.", front[1])) <= {page}, "where no link can say it again, a value is the page's own"
    assert {"title", "description"} <= set(yaml.safe_load(front[1])) <= {"title", "description", "given", "search", "hide"}
    tabs = re.findall(r"^///(?: (.*))?$", text(page), re.MULTILINE)
    assert all(opened.startswith("tab | ") and not closed for opened, closed in zip(tabs[::2], tabs[1::2], strict=True))
    prose = re.sub(r"^```.*?^```$|`[^`]*`|<!--.*?-->", "", text(page), flags=re.DOTALL | re.MULTILINE)
    for tag in set(re.findall(r"<([a-z][\w-]*)", prose)) - {"br", "img", "hr"}:
        assert len(re.findall(rf"<{tag}\b", prose)) == prose.count(f"</{tag}>"), f"<{tag}> is not closed"


@pytest.mark.parametrize("topic", TOPICS)
def test_a_number_in_the_words_of_a_block_is_computed_or_given(topic):
    front = yaml.safe_load(re.match(r"---\n(.*?)\n---\n", text(topic), re.DOTALL)[1])
    words, known = "", [*str(front.get("given", "")).split()]
    for node in (node for block in blocks(topic) for node in ast.walk(block)):
        if isinstance(node, ast.keyword) and node.arg == "seen":  # of an issue where the mistake was seen
            known += numerals(ast.unparse(node))
        elif isinstance(node, ast.Constant) and re.fullmatch(r"\d[\d.]*(?:e-?\d+)?(?:/\d+)?", f"{node.value}"):
            known += f"{node.value}".split("/")
        elif isinstance(node, ast.Constant):
            words += re.sub(r"\\[td]?frac\d\d|_\{\d+\}", " ", f" {node.value} ")
    assert {float(number) for number in numerals(words)} - {float(number) for number in known} == set(), \
        "take it from what is computed, or list what the question gives in the front matter: given"


def blocks(topic):
    """The code of the page's blocks, parsed."""
    return [ast.parse(block.partition("\n")[2].rpartition("\n")[0]) for block in BLOCK.findall(text(topic))]


@pytest.mark.parametrize("topic", TOPICS)
def test_a_block_draws_its_random_numbers_from_a_seed(topic):
    found = re.search(r"default_rng\(\s*(?:seed=)?(?:None)?\s*\)|np\.random(?!\.default_rng\()|numpy\.random|urandom"
                      r"|^\s*(?:import|from)\b.*\b(?:random|secrets|time|datetime|uuid)\b", "\n".join(BLOCK.findall(text(topic))), re.MULTILINE)
    assert not found, f"{found[0]} differs in each build: expected np.random.default_rng(seed)"


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_a_list_counts_and_no_line_of_words_opens_as_something_else(page):
    prose = re.sub(r"^(```.*?^```|---\n.*?\n---)$", "", text(page), flags=re.DOTALL | re.MULTILINE)
    for numbers in re.findall(r"(?m)(?:^\d+\. .*\n(?:^ +.*\n|^\n(?=\d+\. |    ))*)+", prose):
        counted = [int(number) for number in re.findall(r"(?m)^(\d+)\. ", numbers)]
        assert counted == [*range(1, len(counted) + 1)], "Markdown counts by itself, whatever is typed"
    assert not re.search(r"(?m)^\s*(?:>|#(?!#* .*\{#[\w-]+\}$|(?<=\A#) ))", re.sub(r"(?m)^# .*$", "", prose, count=1)), "a line that begins with > or #"
    assert not re.search(r"(?<!\S):[a-z_]+:(?!\S)|==\S|\^\^", FORMAL.sub("", prose)), "a sign of an extension that is not there"


NUMBER = r"(?<![\w.])-?(?:\d+(?:\.\d+)?|\.\d+)(?!\w)"
ROW = rf"{NUMBER}(?:\s*[,&]\s*{NUMBER})+"
DATA = re.compile(rf"\(({ROW})\)(?!\^?\{{?\()|\\begin\{{[bp]matrix\}}\s*({ROW}(?:\s*\\\\\s*{ROW})*)\s*\\end")


@pytest.mark.parametrize("topic", TOPICS)
def test_the_data_that_a_page_says_are_those_that_a_block_computes_with(topic):
    code = [[float(number) for number in re.findall(NUMBER, block)] for block in BLOCK.findall(text(topic))]
    prose = NOT_PROSE.sub(" ", BLOCK.sub(" ", text(topic).partition("\n## References")[0]))
    for found in DATA.finditer(prose):
        said = [float(number) for number in re.findall(NUMBER, found[0])]
        assert any(said == numbers[at:at + len(said)] for numbers in code for at in range(len(numbers))), f"no block of the page has {found[0]}"


def test_a_digit_that_is_a_link_is_the_place_of_its_step():
    """One that leads to an answer would be typed, and a step's number that is no link would go stale."""
    known = record.read()
    for topic in TOPICS:
        steps = re.findall(r'^ *step\("\w+\.(\w+)"', text(topic), re.MULTILINE)
        for number, page, place in re.findall(r"\[(\d+)\]\((?:(\w+)\.md)?#([\w-]+)\)", text(topic)):
            assert f"{page or topic}.{place.replace('-', '.')}" not in known, f"docs/{topic}.md types {number} for the value of {place}"
            assert page or place not in steps or int(number) == steps.index(place) + 1, f"docs/{topic}.md: step {place} is not step {number}"
        assert re.findall(r"\b[Ss]teps? \d", BLOCK.sub("", text(topic)) + "".join(re.findall(r'step\(.*', text(topic)))) == [], \
            "a step of a derivation is linked: step [2](#name); of a loop say: after 3 updates"


@pytest.mark.parametrize("script", sorted((ROOT / "docs/assets").glob("*.js")), ids=lambda path: path.name)
def test_a_script_can_be_read(script):
    quickjs.Context().eval(f"new Function({json.dumps(script.read_text('utf-8'))})")


def test_the_index_and_the_navigation_number_the_questions_alike():
    numbered = re.findall(r"(?m)^  - (\d+\w?) [^:\n]*: (\w+)\.md$", (ROOT / "mkdocs.yml").read_text("utf-8"))
    assert sorted(topic for _, topic in numbered) == TOPICS
    assert len({number for number, _ in numbered}) == len(numbered)
    assert re.findall(r"(?m)^\| \[(\d+\w?) [^\]]*\]\((\w+)\.md\)", text("index")) == numbered


def test_nothing_lies_in_docs_that_no_build_reads():
    """A notebook or a page of raw HTML would be published as it is, placeholders, old numbers and the marks of a merge included."""
    known = {"addresses.html", "answers.schema.json", "mutants.json"}
    assert {path.name for path in (ROOT / "docs").rglob("[!.]*.*") if path.suffix not in (".md", ".py", ".js", ".css", ".woff2")} == known, "is it needed?"
    for path in (path for part in ("docs", "snippets") for path in (ROOT / part).rglob("[!.]*.*") if path.suffix not in (".woff2", ".pyc")):
        assert not re.search(r"^(?:<{7}|>{7}) ", path.read_text("utf-8"), re.MULTILINE), f"{path.name} holds an unfinished merge"


def test_how_many_questions_there_are_and_their_licences_are_said_alike():
    words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
    asked = words[len(set(re.findall(r"(?m)^  - (\d+)[a-z]? ", (ROOT / "mkdocs.yml").read_text("utf-8"))))]
    for file in ("mkdocs.yml", "CITATION.cff", "README.md", "docs/index.md"):
        said = {word.lower() for word in re.findall(r"(?i)\b(\w+) (?:deep-learning )?(?:exercise )?questions\b", (ROOT / file).read_text("utf-8"))}
        assert said & {*words} == {asked}, file
    licences = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))["license"]
    for file in ("docs/cite.md", "README.md", "LICENSE"):
        said = re.sub(r"[\s-]+", " ", (ROOT / file).read_text("utf-8"))
        assert all(re.search(rf"\b{licence.replace('-', ' ')}\b(?! ?NC)", said) for licence in licences), file


def test_two_answers_are_confirmed_by_bounds_as_three_pages_say():
    assert [id for id, road in checks.roads().items() if type(road()).__name__ == "Interval"] == ["ransac.run", "ransac.run_finite"]
    assert all(re.search(r"two\s+shares", (ROOT / f"docs/{page}.md").read_text("utf-8")) for page in ("index", "answers", "verify"))
