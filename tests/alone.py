# SPDX-License-Identifier: MIT
"""Every page but the labs, without MkDocs: `python tests/alone.py [folder]` reads the pages with Python-Markdown alone and judges them as the build does.

It prints {"problems": [...], "answers": {id: value}, "pages": {name: HTML}} as JSON. What it leaves to a site generator: navigation,
theme, search, and the links between pages, which stay `name.md`.
"""

import json
import re
import sys
import types
from pathlib import Path

import yaml

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def entries(nav, title=None):
    """(title in navigation or None, file) of every page written in Markdown, in order."""
    if isinstance(nav, str):
        return [(title, nav)] if nav.endswith(".md") else []
    parts = nav.items() if isinstance(nav, dict) else [(None, part) for part in nav]
    return [entry for title, part in parts for entry in entries(part, title)]


def read(folder):
    """(problems, answers, pages) of the project in `folder`, whose `snippets` must be the one that is imported."""
    import markdown
    import markdown_exec

    from snippets.page import citing, site

    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    extensions = [name for entry in settings["markdown_extensions"] for name in ([entry] if isinstance(entry, str) else entry)]
    options = {name: value for entry in settings["markdown_extensions"] if isinstance(entry, dict) for name, value in entry.items()}
    options["pymdownx.superfences"]["custom_fences"] = site.FENCES
    markdown_exec.markdown_config.save(extensions, options)
    config = types.SimpleNamespace(site_url=settings["site_url"], site_name=settings["site_name"], site_dir=settings["site_dir"], extra=settings["extra"])
    citing.describe(config)
    site.Site(settings=config.extra)
    contents = {}
    for entry, name in entries(settings["nav"]):
        path = folder / "docs" / name
        text = path.read_text("utf-8")
        front = FRONT.match(text)
        page = site.Page(path.name, text)
        page.title = page.fill(str((yaml.safe_load(front[1]) if front else {}).get("title", path.stem)), tex=False)
        page.entry = entry or page.title
        page.url = f"{path.stem}/"
        filled = page.fill(FRONT.sub("", text))
        contents[path.name] = markdown.Markdown(extensions=extensions, extension_configs=options).convert(filled)
        page.finish(contents[path.name])
    problems = site.current.problems()
    pages = {name: site.current.pages[name].complete(content) for name, content in contents.items()}
    return [*problems, *(fault for fault in site.current.faults if fault not in problems)], site.current.answers, pages


if __name__ == "__main__":
    for name in ("mkdocs", "material"):
        sys.modules[name] = None  # as if it were not installed
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1]).resolve()
    sys.path.insert(0, str(folder))
    problems, answers, pages = read(folder)
    assert not [name for name in sys.modules if name.partition(".")[0] in ("mkdocs", "material") and sys.modules[name]]
    json.dump({"problems": problems, "answers": {id: answer.value for id, answer in answers.items()}, "pages": pages}, sys.stdout)
