# SPDX-License-Identifier: MIT
"""All that is MkDocs' own: its events drive `snippets.page.site`.

What is wrong is raised, never warned about, so `-q` and `--no-strict` cannot hide it, and the published site stays as it was.
While serving, it is shown on every page instead.
"""

import contextlib
import ctypes
import gc
import hashlib
import logging
import multiprocessing
import os
import shutil
import signal
import sys
from pathlib import Path

from markdown.extensions.toc import slugify
from mkdocs.commands import build
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
sys.dont_write_bytecode = True  # two saves within a second could leave bytecode that looks fresh and is not
for cached in (ROOT / "snippets").rglob("__pycache__"):  # another program's
    shutil.rmtree(cached, ignore_errors=True)

for other in [name for name in sys.modules if f"{name}.".startswith("snippets.")]:  # another package's, which something imported before
    del sys.modules[other]

import markdown_exec

from snippets import checks, record
from snippets.page import citing, labs, links, maths, site, staging

serving, stage, ahead = False, None, None
refusing = logging.Handler(logging.WARNING)  # what MkDocs only warns about, a broken link for one, keeps a site from being published
refusing.emit = lambda entry: site.current.faults.append(entry.getMessage())
gc.freeze()  # what was imported stays, also when the program ends: looking through it again is a seventh of a small build


def on_startup(command, dirty):
    global serving
    serving = command == "serve"


def on_config(config):
    global stage
    if (reason := os.environ.get("ACCEPT")) is not None and (os.environ.get("CI") or not reason.strip()):
        raise PluginError('nothing is accepted in CI, nor without a reason; at home type: make accept REASON="why the answers changed"')
    config.extra["serving"] = serving
    citing.describe(config)
    site.Site(reason, config.extra, before=(site.current.pages if site.current else {}) if serving else None)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(refusing)
    logger.setLevel(min(logger.level, logging.WARNING))
    config.mdx_configs.setdefault("pymdownx.superfences", {})["custom_fences"] = site.FENCES
    # An address is given, {#why}: one made from words changes with them, and is marked so that nobody relies on it.
    config.mdx_configs.setdefault("toc", {})["slugify"] = lambda words, separator: f"_{slugify(words, separator)}"
    markdown_exec.markdown_config.save(config.markdown_extensions, config.mdx_configs)
    if not serving:
        stage = staging.Staging(config.site_dir.removesuffix(".building"))
        config.site_dir = str(stage.folder)


def on_files(files, config):
    site.current.faults += [f"docs/{lab.src_uri} needs mkdocs-jupyter" for lab in files.media_files() if lab.src_uri.endswith(".py")]
    for code in sorted([*(ROOT / "snippets").rglob("[!.]*.py"), *(ROOT / "snippets").glob("[!.]*.toml")]):  # as text, which a browser shows
        files.append(File.generated(config, code.relative_to(ROOT).as_posix() + ".txt", abs_src_path=str(code)))
    for spare in [file for file in files if file.src_uri.endswith(".map") or "/lunr/" in file.src_uri]:  # no reader asks for them
        files.remove(spare)


def on_nav(nav, config, files):
    """Where Python forks, as on Linux, a second process reads half of the questions' pages and labs meanwhile; see `on_page_markdown`."""
    global ahead
    pages = [file for file in files.documentation_pages() if Path(file.src_uri).stem in site.TOPICS]
    half = pages[(len(pages) + 1) // 2:]
    if half and not site.current.before and multiprocessing.get_start_method() == "fork":
        here, there = multiprocessing.Pipe(duplex=False)
        multiprocessing.Process(target=_read, args=(half, config, files, there), daemon=True).start()
        there.close()
        ahead = half[0], here


def _read(pages, config, files, there):
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG: it does not outlive the build
    logging.getLogger("mkdocs").handlers[:] = [refusing]
    with contextlib.suppress(BaseException):  # which the first process meets again, and says
        for file in pages:
            build._populate_page(file.page, config, files)
        if not site.current.faults:
            there.send(site.current.pages)


def on_page_markdown(markdown, page, config, files):
    if ahead and page.file is ahead[0]:  # what the second process gave is taken as a server takes pages of its last build
        with contextlib.suppress(EOFError):
            site.current.before |= ahead[1].recv()
    if lab := page.file.src_uri.endswith(".py"):
        del page.render  # mkdocs-jupyter's: labs.py says why
        page.meta["description"], markdown = labs.read(markdown)
    reading = site.Page(page.file.src_uri, markdown if lab else page.file.content_string)
    markdown.startswith("---\n") and reading.fault(1, "the head is not read: expected name: value, in quotes where it holds a colon")
    page.meta.update({key: reading.fill(value, tex=False) for key, value in page.meta.items() if isinstance(value, str)})
    # maths.numbers() reads the question's number off its entry in navigation.
    reading.title, reading.entry, reading.url = page.meta.get("title", page.title), str(page.title), page.url
    return reading.fill(markdown)


def on_page_content(content, page, config, files):
    site.current.page.finish(content)
    gc.collect(1)  # figures hold each other: without this, a page's would stay for many pages more


def on_env(env, config, files):
    """Every block has run and nothing is written yet: the one comparison that decides."""
    env.bytecode_cache = citing.jinja2.FileSystemBytecodeCache(maths.CACHE)  # of the very same text, or made anew
    problems = site.current.problems()
    env.globals |= {"built": site.current, "problems": problems, "said": site.said, "says": checks.says, "words": citing.WORDS}
    for name, content in (attached for page in site.current.pages.values() for attached in page.attached.items()):
        files.append(File.generated(config, name, content=content))
        config.extra.setdefault("attached", {})[name] = hashlib.sha256(content).hexdigest()
    if problems and not serving:
        raise PluginError("\n".join(["the site is not published:", *dict.fromkeys(problems)]))
    if problems:
        print("This site could not be published:", *problems, sep="\n", file=sys.stderr)


def on_post_page(output, page, config):
    return site.current.pages[page.file.src_uri].complete(output)


def on_post_build(config):
    if serving:
        return
    new = list(links.unlisted(stage.folder))
    for edition in [] if config.extra["edition"] else config.extra["editions"]:  # frozen, each for its own path; an edition holds no other
        shutil.copytree(ROOT / ".editions" / edition, stage.folder / edition)
    unlisted = (f'docs/addresses.html lacks {address}; type: make accept REASON="addresses"' for address in new if os.environ.get("CI"))
    if faults := site.current.faults or [*links.broken(stage.folder, config.site_url), *unlisted]:  # which a page that failed would break
        raise PluginError("\n".join(["the site is not published:", *faults]))
    maths.keep()
    config.site_dir = str(stage.final)
    if site.current.accepting is None:
        stage.publish()
    else:
        record.write(links.LIST, links.LIST.read_text("utf-8") + "".join(f'<p><a href="{address}">{address}</a>\n' for address in new))
        accepted = record.accept(site.current.answers, site.current.accepting).items()
        says = [f"accepted {id}: {old} -> {now}" for id, (old, now) in accepted] + [f"addresses.html lists {address}" for address in new]
        print("\n".join(says) or "nothing changed; ACCEPT builds no site")
    stage.leave()


def on_build_error(error):
    stage and stage.leave()
    if isinstance(error, (OSError, UnicodeError, citing.yaml.YAMLError)) and not serving:  # a full disk, a page that is no UTF-8
        raise PluginError(f"the site is not published: {error}") from error
