# SPDX-License-Identifier: MIT
"""What a reader sees of an answer is what was computed: each card, box and row of the record is read back from the pages."""

import math
import os
import re
from unittest import mock

import alone
import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

from snippets import checks
from snippets.page import site
from snippets.record import entries

# Words of a text that Markdown and TeX leave as they are.
WORD = re.compile(r"(?<![\\\w{^])[A-Za-z]{4,}(?![\w}])")
FORMULA = re.compile(r"\$[^$]*\$|`[^`]*`|\]\([^)]*\)")


@pytest.fixture(scope="module")
def built():
    """({id: Answer}, {topic: the page as a reader gets it})."""
    with mock.patch.dict(os.environ):  # it sets the date of what it builds
        problems, answers, pages = alone.read(ROOT)
    assert problems == []
    return answers, {name.removesuffix(".md"): BeautifulSoup(page, "html.parser") for name, page in pages.items()}


def card(built, answer):
    topic, *names = answer.id.split(".")
    found = built[1][topic].find(id="-".join(names))
    assert not [part for part in (found, *found.parents) if "hidden" in part.attrs], f"{answer.id} is hidden"
    return found


def said(part):
    """Its words and, of a formula, its TeX, with one space between them."""
    for formula in part.select(".katex"):
        formula.replace_with(" " + formula.find("annotation").get_text() + " ")
    return " ".join(part.get_text(" ").split())


def missing(values, text):
    """The first of the values that does not stand in the text behind those before it."""
    place = 0
    for value in values:
        found = re.compile(rf"(?<![\w.]){re.escape(value)}(?![\w%]|[.,]\d)").search(text, place)
        if not found:
            return value
        place = found.end()
    return None


def test_a_card_says_the_value_and_what_it_rests_on(built):
    for answer in (answer for answer in built[0].values() if answer.id.count(".") == 1):
        found, spec = card(built, answer), site.SLOT.search(answer.statement)[1]
        assert found["class"] == ["answer"]
        assert answer.id in found.find(class_="address").get_text(), answer.id
        assert found.find("answer-box")["answer"] == answer.id
        assert missing([site.shown(entry, spec) for entry in entries(answer.value)], said(found.find(class_="statement"))) is None, answer.id
        words = said(found)
        assert [word for word in WORD.findall(FORMULA.sub(" ", answer.assuming)) if word not in words] == [], answer.id
        assert " ".join(checks.says(site.current.roads[answer.id]).split()) in words, answer.id


def test_a_card_of_a_mistake_says_its_value_why_it_is_wrong_and_where_the_right_one_is(built):
    for answer in (answer for answer in built[0].values() if answer.id.count(".") == 2):
        found = card(built, answer)
        assert found["class"] == ["wrong"]
        assert f"#{site.anchor(answer.id.rpartition('.')[0])}" in [link["href"] for link in found.find_all("a")], answer.id
        words = said(found)
        value, colon, why = words.partition(":")
        assert value.startswith("Not "), answer.id
        assert missing([site.shown(entry) for entry in entries(answer.value)], value + colon) is None, answer.id
        assert [word for word in WORD.findall(FORMULA.sub(" ", f"{answer.statement} {answer.seen}")) if word not in why] == [], answer.id


def test_the_record_shows_each_value_beside_its_name_and_road(built):
    rows = {row.a.get_text(): [said(cell) for cell in row.find_all("td")[1:]] for row in built[1]["answers"].find_all("tr") if row.td}
    assert rows.keys() == built[0].keys()
    for id, answer in built[0].items():
        value, *road = rows[id]
        assert road == ([checks.says(site.current.roads[id])] if id.count(".") == 1 else []), id
        shown = re.sub(r"[\[\]]", "", value).split(", ")
        top = max((abs(entry) for entry in entries(answer.value) if isinstance(entry, float)), default=0)
        for entry, text in zip(entries(answer.value), shown, strict=True):
            if isinstance(entry, float):
                assert math.isclose(float(text), entry, rel_tol=0, abs_tol=5e-9 * top), id
                assert math.isclose(float(text), entry, rel_tol=6e-9, abs_tol=10.0 ** (math.floor(math.log10(top or 1)) - 8)), id
            else:
                assert text == f"{entry}".removesuffix("/1"), id
