"""What the site publishes for programs: the answers, verify.pyz, and each question's page as a notebook."""

import io
import json
import re
import zipfile
from pathlib import Path

from snippets import page, record
from snippets.page import fences, site

MAIN = 'import runpy\nrunpy.run_module("snippets.record", run_name="__main__")\n'
STAND_IN = Path(__file__).parent / "theme/notebook.py"
IMPORT = re.compile(r"^from (snippets[\w.]*) import (.+)$", re.MULTILINE)
# What a notebook cannot show: links inside the site (their words stay), attributes, folds.
SITE_ONLY = re.compile(r"\[((?:[^\[\]]|\[[^\]]*\])*)\]\((?!https?:)[^)]*\)|\n?\{:[^}\n]*\}|</?(?:details|summary)[^>]*>")


def answers(site):
    """{name: text} of answers.json, which answers.schema.json describes, and of what the box needs of it.

    That is a script, which a browser loads from a disk, too; its values are text, for JavaScript would round a long number.
    """
    entries = {id: _entry(answer, site) for id, answer in site.answers.items()}
    for_the_box = {id: [json.dumps(answer.value), answer.within] for id, answer in site.answers.items()}
    return {"answers.json": _lines(entries), "answers.js": f"var onRecord = {_lines(for_the_box)}"}


def _entry(answer, site):
    known = {key: value for key, value in vars(answer).items() if value != ""} | {"statement": page.said(answer, tex=False)}
    if answer.id.count(".") == 2:
        return {"wrong": True, "because": known.pop("statement"), **known}
    gave = site.confirmed.get(answer.id, (False, "nothing"))[1]
    return {"wrong": False, **known, "road": record.road(site.roads.get(answer.id)), "between" if isinstance(gave, tuple) else "gave": gave}


def _lines(entries):
    return "{\n" + ",\n".join(f"{json.dumps(id)}: {json.dumps(entry, ensure_ascii=False)}" for id, entry in entries.items()) + "\n}\n"


def verifier():
    """The bytes of verify.pyz, the second roads and what compares with them: the same bytes wherever they are packed."""
    paths = [site.ROOT / "snippets" / name for name in ("__init__.py", "record.py")] + sorted((site.ROOT / "snippets/checks").glob("*.py"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in [("__main__.py", MAIN), *((path.relative_to(site.ROOT).as_posix(), path.read_text("utf-8")) for path in paths)]:
            entry = zipfile.ZipInfo(name)  # dated 1980
            entry.create_system = 3  # whatever system packs it
            archive.writestr(entry, text)
    return packed.getvalue()


def notebook(page, markdown):
    """The cells and files of a page as a notebook that runs alone, for theme/partials/notebook.html; `markdown` is its filled text."""
    values = {id: value for id, value in site.current.record.items() if id.startswith(f"{Path(page.name).stem}.")}
    files = {"snippets/page/__init__.py": STAND_IN.read_text("utf-8"), "snippets/page/on_record.json": json.dumps(values)}
    imports = IMPORT.findall("\n".join([files["snippets/page/__init__.py"], *(block.code for block in page.blocks)]))
    for module, names in imports:  # which grows on the way
        for name in [module, *(f"{module}.{name}" for name in names.split(", "))]:
            for path in (f"{name.replace('.', '/')}.py", f"{name.replace('.', '/')}/__init__.py"):
                if path not in files and (site.ROOT / path).exists():
                    files[path] = (site.ROOT / path).read_text("utf-8")
                    imports += IMPORT.findall(files[path])
    parts = [(bool(fences.RUNS.match(part)), part) for part in site.CODE.split(markdown)]
    cells = [(runs, part.partition("\n")[2].rpartition("\n")[0] if runs else SITE_ONLY.sub(r"\1", part).strip()) for runs, part in parts]
    return {"files": files, "cells": [cell for cell in cells if cell[1]]}
