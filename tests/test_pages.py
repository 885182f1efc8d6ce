# SPDX-License-Identifier: MIT
"""The house is complete: one name through all floors, the eleven headings of a page, and no computed number typed in prose."""

import re
from pathlib import Path

import pytest
import yaml

from snippets import record

ROOT = Path(__file__).parents[1]
TOPICS = sorted(path.stem for path in (ROOT / "snippets/checks").glob("[!_]*.py"))
BLOCKS = ["Question", "Answer", "Why", "Worked numbers", "Checked by", "What if", "Common mistakes", "Now you", "Code", "References", "Cite"]
# What is not prose: front matter, code, formulas, links' targets, raw HTML, placeholders, references.
NOT_PROSE = re.compile(r"\A---\n.*?\n---\n|^```.*?^```$|\$\$.*?\$\$|\$[^$]*\$|`[^`]*`|\]\([^)]*\)|<[^>]*>|\{\{.*?\}\}|\{:.*?\}", re.DOTALL | re.MULTILINE)
NUMERAL = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")


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
    assert len(re.findall(r'^ *step\("', text(topic), re.MULTILINE)) >= 5
    assert len(re.findall(r'figure\("', text(topic))) >= 2
    assert sum(id.startswith(f"{topic}.") and id.count(".") == 2 for id in record.read()) >= 4
    assert text(topic).partition("## Now you")[2].count("<summary>Answer") >= 3


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_a_number_in_prose_is_computed_or_given(page):
    front = re.match(r"---\n(.*?)\n---\n", text(page), re.DOTALL)
    meta = yaml.safe_load(front[1]) if front else {}
    given, words = str(meta.get("given", "")).split(), [meta.get("title", ""), meta.get("description", "")]
    prose = NOT_PROSE.sub(" ", "\n\n".join([text(page).partition("\n## References")[0], *words]))
    typed = [number for number in NUMERAL.findall(prose) if "." in number or int(number) > 10]
    assert sorted(set(typed) - set(given)) == [], "use a placeholder, or list what the question gives in the front matter: given"


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_what_a_page_opens_it_closes_and_its_head_is_read(page):
    """An open tab would hold the rest of the page; a head that is no YAML would stand on it."""
    front = re.match(r"---\n(.*?)\n---\n", text(page), re.DOTALL)
    assert front, f"docs/{page}.md begins with a head: --- title, description ---"
    assert {"title", "description"} <= set(yaml.safe_load(front[1])) <= {"title", "description", "given", "search", "hide"}
    tabs = re.findall(r"^///(?: (.*))?$", text(page), re.MULTILINE)
    assert all(opened.startswith("tab | ") and not closed for opened, closed in zip(tabs[::2], tabs[1::2], strict=True))
    for tag in ("details", "div", "figure"):
        prose = re.sub(r"^```.*?^```$", "", text(page), flags=re.DOTALL | re.MULTILINE)
        assert prose.count(f"<{tag}") == prose.count(f"</{tag}>")


@pytest.mark.parametrize("page", sorted(path.stem for path in (ROOT / "docs").glob("*.md")))
def test_a_value_that_is_a_link_leads_to_its_own_card(page):
    known = record.read()
    for id, topic, place in re.findall(r"\[\{\{\s*([\w.]+)[^}]*\}\}\]\((?:(\w+)\.md)?#([\w-]+)\)", text(page)):
        to = f"{topic or page}.{place.replace('-', '.')}"
        assert to == id or to not in known, f"{id} leads to the card of {to}"


@pytest.mark.parametrize("page", sorted(path.name for path in (ROOT / "docs").glob("*.md")))
def test_the_rows_of_a_table_have_as_many_cells_as_its_head(page):
    # Markdown drops a cell too many without a word, and leaves one too few empty.
    for table in re.findall(r"(?m)(?:^\|.*\n)+", (ROOT / "docs" / page).read_text("utf-8")):
        cells = [len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()]
        assert len(set(cells)) == 1, table
