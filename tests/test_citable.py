# SPDX-License-Identifier: MIT
"""What is cited stays: metadata read back by others' parsers, addresses, editions, publishing."""

import json
import re
import shutil
import sys
import threading
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import bibtexparser
import pytest
import yaml
from conftest import ROOT, Project

from snippets.page import citing, staging

SITE = "https://example.org/course/"
TERMS = {"@context", "@type", "@id", "name", "description", "inLanguage", "isAccessibleForFree", "license", "author", "dateModified", "version", "url",
         "isPartOf", "learningResourceType", "hasPart", "identifier", "givenName", "familyName"}  # of schema.org, LearningResource and Person
MAKE = f"VENV={sys.prefix}"


class Head(HTMLParser):
    """The meta elements, links and JSON-LD of a page."""

    def __init__(self, text):
        super().__init__()
        self.meta, self.links, self.data, self.reading = {}, [], "", False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "meta" and "content" in given:
            self.meta[given.get("name") or given.get("property")] = given["content"]
        if tag == "link":
            self.links.append((given["rel"], given["href"]))
        self.reading = tag == "script" and given.get("type") == "application/ld+json"

    def handle_data(self, data):
        if self.reading:
            self.data += data


def commit(project, message="all"):
    for command in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", message]):
        done = project.run("git", *command, GIT_COMMITTER_DATE="2026-03-04T12:00:00Z")
        assert done.returncode == 0, done.stdout


def read(project, page, folder="site"):
    return (project.folder / folder / page / "index.html").read_text("utf-8")


def entries(page):
    """The BibTeX entries that a page prints, as a parser reads them."""
    library = bibtexparser.parse_string(unescape("\n".join(re.findall(r"<pre><code>(@.*?)</code></pre>", page, re.DOTALL))))
    assert not library.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


@pytest.fixture(scope="module")
def addressed(_published, tmp_path_factory):
    """A project with a commit, an address and a repository, built."""
    project = Project(tmp_path_factory.mktemp("addressed") / "project")
    shutil.copytree(_published("ransac").folder, project.folder)
    for page in ("changes", "cite"):
        shutil.copy(ROOT / f"docs/{page}.md", project.folder / f"docs/{page}.md")
    project.replace("docs/changes.md", "[corrections](corrections.md)", "corrections")
    project.replace("mkdocs.yml", "  - ransac.md\n", "  - ransac.md\n  - changes.md\n  - cite.md\n")
    project.append("CITATION.cff", f"url: {SITE}\nrepository-code: https://example.org/repository\n")
    assert project.accept().returncode == 0
    commit(project)
    built = project.build("-q", CI="true")
    assert built.returncode == 0, built.stdout
    return project


@pytest.fixture
def fresh(addressed, tmp_path):
    return Project(Path(shutil.copytree(addressed.folder, tmp_path / "project")))


def test_all_that_is_printed_is_what_the_metadata_file_says(addressed):
    work = yaml.safe_load((addressed.folder / "CITATION.cff").read_text("utf-8"))
    hash = addressed.run("git", "rev-parse", "HEAD").stdout.strip()
    for path, title in (("", work["title"]), ("ransac/", "How many RANSAC iterations?")):
        text = read(addressed, path)
        head = Head(text)
        data = json.loads(head.data)
        assert {key for part in (data, *data.get("hasPart", []), *data["author"]) for key in part} <= TERMS
        assert (data["@context"], data["@type"]) == ("https://schema.org", "LearningResource")
        assert [author["name"] for author in data["author"]] == [author["name"] for author in work["authors"]]
        assert [address.rpartition("/")[2] for address in data["license"]] == work["license"]
        assert (data["url"], data["dateModified"], data["version"]) == (SITE + path, "2026-03-04", hash)
        assert (head.meta["og:url"], head.meta["og:title"]) == (SITE + path, data["name"])
        assert ("cite-as", SITE + path) in head.links
        assert ("canonical", SITE + path) in head.links
        entry = next(iter(entries(text).values()))  # the one after it is the pattern for an answer
        assert (entry["title"], entry["author"]) == (f"{{{title}}}", "{The contributors to Twice Answered}")
        assert (entry["year"], entry["url"], entry["note"]) == ("2026", SITE + path, f"Source of 2026-03-04, commit {hash[:12]}")
        said = unescape(re.search(r'class="citation".*?<p>(.*?)</p>', text, re.DOTALL)[1])
        assert said.startswith(f"{work['authors'][0]['name']} (2026). ")
        assert title in said
        assert said.endswith(SITE + path)
        assert not re.search(r"doi\.org|orcid", text.partition('id="references"')[0] + text.partition('id="cite"')[2])
        assert hash in text.partition("What produced this page")[2]
        cited = entries(text)[next(key for key in entries(text) if key.endswith("PLACE"))] if path else None
        assert not path or (cited["url"], cited["note"].split(",")[0]) == (f"{SITE}{path}#PLACE", "PART")
        library = {name: value for name, value in head.meta.items() if name and name.startswith("citation_")}
        assert library == ({} if path else {
            "citation_title": work["title"], "citation_author": work["authors"][0]["name"], "citation_language": "en",
            "citation_publication_date": "2026/03/04", "citation_fulltext_html_url": SITE})
    assert [part["name"] for part in data["hasPart"]][:2] == ["ransac.homography", "ransac.affine"]
    assert all(f'id="{part["@id"][1:]}"' in text for part in data["hasPart"])


def test_without_address_and_repository_none_is_printed_and_without_git_the_source_is_unknown(published):
    page = read(published("ransac"), "ransac")
    entry = next(iter(entries(page).values()))
    assert "url" not in entry
    assert "year" not in entry
    assert "url" not in json.loads(Head(page).data)
    assert "Source of an unknown date, commit <code>unknown</code>" in page
    assert "Report a mistake" not in page
    assert "cite-as" not in page


def test_a_date_may_be_given(published):
    project = published("ransac")
    assert project.build("-q", SOURCE_DATE_EPOCH="1000000000").returncode == 0
    assert "Source of 2001-09-09" in read(project, "ransac")


def test_the_committed_metadata_is_sound_and_invents_nothing():
    work = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(work)
    assert set(work) <= {"cff-version", "message", "title", "authors", "type", "license", "url", "repository-code", "doi", "abstract", "keywords"}
    assert work["authors"] == [{"name": "The contributors to Twice Answered"}]
    assert "doi" not in work


def test_people_identifiers_and_awkward_titles_survive():
    site = {"work": {"title": "A & B: 100 % of #1_x {y}", "doi": "10.5555/12345678",
                     "authors": [{"family-names": "Noether", "given-names": "Emmy"}, {"name": "R&D"}]}, "date": "2026-03-04", "edition": "2026.1",
            "address": f"{SITE}2026.1/", "repository": ""}
    printed = str(citing.WORDS.citation(site, "ransac-too_few", "Half of 10 % & more", "ransac/#too_few", "answer ransac.too_few"))
    (key, fields), = entries(printed).items()
    assert key == "a-&-b-2026.1-ransac-too_few"
    assert fields["author"] == "{Emmy Noether} and {R\\&D}"
    assert fields["title"] == "{Half of 10 \\% \\& more}"
    assert fields["howpublished"] == "In: A \\& B: 100 \\% of \\#1\\_x \\{y\\}"
    assert fields["note"] == "answer ransac.too\\_few, edition 2026.1"
    assert fields["url"] == f"{SITE}2026.1/ransac/#too_few"
    assert "doi" not in fields
    whole, = entries(str(citing.WORDS.citation(site))).values()
    assert whole["doi"] == "10.5555/12345678"


def test_an_address_that_was_published_stays_or_the_site_is_not_published(fresh):
    before = fresh.site()
    fresh.replace("docs/ransac.md", "## Why {#why}", "## Wherefore {#wherefore}")
    refused = fresh.build("-q")
    assert refused.returncode == 1
    assert "'ransac/#why' leads to no place on that page" in refused.stdout
    assert fresh.site() == before
    fresh.replace("docs/ransac.md", "## Wherefore {#wherefore}", '<span id="why"></span>\n\n## Wherefore {#wherefore}')
    assert fresh.build("-q").returncode == 0
    refused = fresh.build("-q", CI="true")
    assert refused.returncode == 1
    assert "docs/addresses.html lacks ransac/#wherefore; type: make accept" in refused.stdout
    assert fresh.accept().returncode == 0
    assert '"ransac/#wherefore"' in (fresh.folder / "docs/addresses.html").read_text()
    assert fresh.build("-q", CI="true").returncode == 0


def test_a_page_that_moves_leaves_its_addresses_behind(fresh):
    (fresh.folder / "docs/old.md").write_text("# Page\n\n## Part {#part}\n\n## Words\n")
    fresh.replace("mkdocs.yml", "  - cite.md\n", "  - cite.md\n  - old.md\n")
    assert fresh.accept().returncode == 0
    listed = (fresh.folder / "docs/addresses.html").read_text()
    assert '"old/"' in listed
    assert '"old/#part"' in listed
    assert "words" not in listed
    (fresh.folder / "docs/old.md").rename(fresh.folder / "docs/new.md")
    fresh.replace("mkdocs.yml", "  - old.md\n", "  - new.md\n")
    assert "'old/' leads to no file" in fresh.build("-q").stdout
    fresh.replace("mkdocs.yml", "redirect_maps: {}", "redirect_maps: {old.md: new.md}")
    built = fresh.build("-q")
    assert built.returncode == 0, built.stdout
    assert 'url=../new/"' in read(fresh, "old")
    fresh.replace("docs/new.md", "{#part}", "{#parts}")
    assert "'old/#part' leads to no place on that page" in fresh.build("-q").stdout


def test_an_edition_is_frozen_and_a_later_one_says_what_changed(fresh):
    def edition(name):
        return fresh.run("make", "edition", MAKE, f"NAME={name}")

    assert "No edition has been frozen yet" in read(fresh, "changes")
    assert "md-banner" not in read(fresh, "changes")  # an empty one would be a dark strip
    assert json.loads((fresh.folder / "site/versions.json").read_text()) == [{"version": ".", "title": "newest", "aliases": []}]
    for bad in ("", "1", "2026", "../x", "2026.0", "v2026.1", "2026.1; rm -rf x"):
        refused = edition(bad)
        assert refused.returncode != 0
        assert "An edition is called by its year and number; type: make edition NAME=2026.1" in refused.stdout
    (fresh.folder / "docs/left.txt").write_text("left")
    assert "An edition is made from a commit: commit or remove what git names here" in edition("2026.1").stdout
    (fresh.folder / "docs/left.txt").unlink()
    made = edition("2026.1")
    assert made.returncode == 0, made.stdout
    frozen = {path: path.read_bytes() for path in sorted((fresh.folder / ".editions/2026.1").rglob("*")) if path.is_file()}
    page = (fresh.folder / ".editions/2026.1/ransac/index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{SITE}2026.1/ransac/">' in page
    assert f'Edition 2026.1, frozen. <a href="{SITE}ransac/">' in page
    assert next(iter(entries(page).values()))["note"] == "Edition 2026.1"
    assert json.loads(re.search(r'<script id="__config" type="application/json">(.*?)</script>', page)[1])["version"] == {"provider": "mike"}
    commit(fresh, "edition")
    assert "Edition 2026.1 is frozen already and stays as it is" in edition("2026.1").stdout

    page = (fresh.folder / "docs/ransac.md").read_text("utf-8")
    reworded = re.sub(r'("ransac\.affine", .*?\*\*\{\}\*\*)', r"\1 or so", page, count=1, flags=re.DOTALL)
    (fresh.folder / "docs/ransac.md").write_text(reworded, "utf-8")
    fresh.replace("docs/ransac.md", 'answer("ransac.tolerated", tolerated_outliers("0.95", draws=30', 'answer("ransac.tolerated", tolerated_outliers("0.95", draws=31')
    fresh.replace("snippets/checks/ransac.py", "for _ in range(30):", "for _ in range(31):")  # of tolerated()
    accepted = fresh.accept("one more draw")
    assert accepted.returncode == 0, accepted.stdout
    commit(fresh, "another value")
    made = edition("2026.2")
    assert made.returncode == 0, made.stdout
    built = fresh.build("-q")
    assert built.returncode == 0, built.stdout
    assert {path: path.read_bytes() for path in frozen} == frozen
    assert all((fresh.folder / "site" / path.relative_to(fresh.folder / ".editions")).read_bytes() == text for path, text in frozen.items())
    assert [entry["version"] for entry in json.loads((fresh.folder / "site/versions.json").read_text())] == [".", "2026.2", "2026.1"]
    changes = read(fresh, "changes").partition("2026.2, after 2026.1")[2]
    assert re.search(r"ransac\.tolerated</td>\s*<td>value</td>.*?<td>one more draw</td>", changes, re.DOTALL)
    assert re.search(r"ransac\.affine</td>\s*<td>wording</td>", changes)
    assert len(re.findall(r"<tr>", changes)) == 3
    assert 'href="2026.1/" class="md-version__link"' in read(fresh, "")


def test_an_edition_frozen_before_the_site_had_an_address_fits_any(published):
    project = published("ransac")
    assert project.build("-q", "-d", ".editions/2026.1").returncode == 0
    for address in ("https://example.org/", "https://example.org/twice/"):
        project.append("CITATION.cff", f"url: {address}\n")
        built = project.build("-q")
        assert built.returncode == 0, built.stdout
        project.replace("CITATION.cff", f"url: {address}\n", "")


def test_whoever_reads_while_the_site_is_published_finds_the_old_one_or_the_new_one(tmp_path):
    final, missing, done = tmp_path / "www", [], threading.Event()

    def publish(number):
        stage = staging.Staging(final)
        stage.folder.mkdir()
        for name in ("index.html", "addresses.html"):
            (stage.folder / name).write_text(str(number))
        stage.publish()
        stage.leave()

    def look():
        while not done.is_set():
            try:
                (final / "index.html").read_text()
            except OSError as error:
                missing.append(error)

    publish(0)
    reader = threading.Thread(target=look)
    reader.start()
    for number in range(1, 300):
        publish(number)
    done.set()
    reader.join()
    assert (final / "index.html").read_text() == "299"
    assert not missing or sys.platform != "linux"
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == ["www"]


def test_publishing_leaves_alone_what_is_no_site(published, tmp_path):
    project = published("ransac")
    (tmp_path / "precious").mkdir()
    for name in ("thesis.txt", "index.html"):
        (tmp_path / "precious" / name).write_text("years")
    refused = project.run("make", "publish", MAKE, f"DIR={tmp_path / 'precious'}")
    assert refused.returncode != 0
    assert "holds something else than this site; name an empty folder" in refused.stdout
    assert [path.name for path in sorted((tmp_path / "precious").iterdir())] == ["index.html", "thesis.txt"]
    assert "Where to? Type: make publish DIR=" in project.run("make", "publish", MAKE).stdout
    published_to = project.run("make", "publish", MAKE, f"DIR={tmp_path / 'www'}")
    assert published_to.returncode == 0, published_to.stdout
    assert (tmp_path / "www/ransac/index.html").read_bytes() == (project.folder / "site/ransac/index.html").read_bytes()


def test_a_build_that_lost_its_gate_is_not_published(published, tmp_path):
    project = published("ransac")
    file, page = project.folder / "mkdocs.yml", tmp_path / "www/ransac/index.html"
    assert project.run("make", "publish", MAKE, f"DIR={tmp_path / 'www'}").returncode == 0
    before = page.read_bytes()
    file.write_text(re.sub(r"hooks: .*\n|  custom_dir:.*\n|  static_templates:.*\n", "", file.read_text("utf-8")), "utf-8")
    refused = project.run("make", "publish", MAKE, f"DIR={tmp_path / 'www'}")
    assert refused.returncode != 0
    assert "This build had no gate" in refused.stdout
    assert page.read_bytes() == before


def test_a_build_that_a_block_ended_is_not_published(published, tmp_path):
    project = published("ransac")
    project.append("docs/ransac.md", '\n```python exec="on"\nimport os\nos._exit(0)\n```\n')
    refused = project.run("make", "publish", MAKE, f"DIR={tmp_path / 'www'}")
    assert refused.returncode != 0
    assert "no block may call os._exit" in refused.stdout


def test_the_page_for_what_is_not_there_needs_nothing_else(published):
    page = (published("ransac").folder / "site/404.html").read_text("utf-8")
    assert not re.findall(r'(?:src|href)="(?!data:|/")', page)
    assert "<script" not in page


def test_a_page_without_a_heading_has_its_title_for_one(published):
    project = published("ransac")
    (project.folder / "docs/index.md").write_text("---\ntitle: One & all\n---\n\nNo heading.\n", "utf-8")
    assert project.build("-q").returncode == 0
    assert (project.folder / "site/index.html").read_text("utf-8").count("<h1>One &amp; all</h1>") == 1
    assert (project.folder / "site/ransac/index.html").read_text("utf-8").count("<h1") == 1


def test_of_the_theme_nothing_is_published_that_no_reader_asks_for(published):
    names = [path.as_posix() for path in (published("ransac").folder / "site").rglob("*")]
    assert any(name.endswith(".min.js") for name in names)
    assert not [name for name in names if name.endswith(".map") or "lunr" in name]
