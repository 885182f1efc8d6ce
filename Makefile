# SPDX-License-Identifier: MIT
# make serve, make test: everything else is made on the way. Windows, or no make: see README.md.
VENV ?= .venv
BIN = $(VENV)/bin
PYTHON ?= python3
export NO_MKDOCS_2_WARNING = 1

.PHONY: serve site test test-browser accept edition publish offline pdf audit fonts mutants faults bench growth said size
.DEFAULT_GOAL := site

serve: $(VENV)/made
	$(BIN)/mkdocs serve $(if $(PORT),-a 127.0.0.1:$(PORT))

site: $(VENV)/made
	$(BIN)/mkdocs build

test: $(VENV)/made
	$(BIN)/ruff check
	$(BIN)/pytest

test-browser: $(VENV)/made
	$(BIN)/pytest tests/browser

# The same build with another ending; the second one is published as any other.
accept: $(VENV)/made
	ACCEPT='$(subst ','\'',$(value REASON))' $(BIN)/mkdocs build -q
	$(BIN)/mkdocs build -q

# The site to take along: twice-answered.zip opens from a disk; pdf/ has every page on paper.
offline: site
	$(BIN)/python tests/offline.py

pdf: site
	$(BIN)/python tests/paper.py

# The built site by others' rules. Needs npm and java.
audit: site
	$(BIN)/python tests/audit.py

# make edition NAME=2026.1 freezes the site of the last commit, for good, for its own path. Built again, that commit gives the same bytes.
edition: $(VENV)/made
	@case "$$NAME" in [0-9][0-9][0-9][0-9].[1-9] | [0-9][0-9][0-9][0-9].[1-9][0-9]) ;; \
	  *) echo 'An edition is called by its year and number; type: make edition NAME=2026.1' >&2; exit 1 ;; esac
	@if [ -e ".editions/$$NAME" ]; then echo "Edition $$NAME is frozen already and stays as it is; take the next number" >&2; exit 1; fi
	@changes=$$(git status --porcelain 2>&1); if [ "$$changes" ]; then printf '%s\n' 'An edition is made from a commit: commit or remove what git names here' "$$changes" >&2; exit 1; fi
	$(CHECKED)
	CI=1 $(BIN)/mkdocs build -q -d ".editions/$$NAME" && [ ".editions/$$NAME/index.html" -nt $(VENV)/start ]
	@echo "Frozen in .editions/$$NAME. Commit that folder, and tag the commit it was made from: git tag $$NAME $$(git rev-parse --short HEAD)"

# make publish DIR=/srv/www/answers: made beside that folder and exchanged with it at once. For any host that serves files.
publish: $(VENV)/made
	@if [ -z "$$DIR" ]; then echo 'Where to? Type: make publish DIR=/srv/www/answers' >&2; exit 1; fi
	$(CHECKED)
	CI=1 $(BIN)/mkdocs build -q -d "$$DIR" && [ "$$DIR/index.html" -nt $(VENV)/start ]

# A second process compares what is about to be published with the record. The gate leaves no site.building; a build that lost it does; and
# one that a block ends, with os._exit(0), leaves the site as it was.
CHECKED = @touch $(VENV)/start && $(BIN)/mkdocs build -q && if [ -e site.building ] || [ ! site/index.html -nt $(VENV)/start ]; then \
  echo 'This build had no gate, or a block ended it: mkdocs.yml must name its hooks and site.building, and no block may call os._exit' >&2; exit 1; fi \
  && $(BIN)/python -m snippets.checks site/answers.json > /dev/null

# After `make site`, when formulas use new symbols: pages stay light.
fonts: $(VENV)/made
	$(BIN)/python tests/fonts.py

bench: $(VENV)/made
	$(BIN)/python tests/bench.py
	$(BIN)/mkdocs build -q
	$(BIN)/python tests/browser/blocking.py

# make growth PEERS=folder: 10, 40 and 160 generated pages, beside the peers in that environment; see tests/growth.py.
growth: $(VENV)/made
	$(BIN)/python tests/growth.py --peers "$(PEERS)"

# What the pages say and nothing computes: writes tests/said.txt, which the tests compare. Read what it changed.
said: $(VENV)/made
	PYTHONPATH=. $(BIN)/python tests/said.py

size: $(VENV)/made
	$(BIN)/python tests/size.py

# How well are the answers checked? Ten minutes on two cores, two for one change in five (EVERY=5); writes docs/assets/mutants.json.
EVERY ?= 1
mutants: $(VENV)/made
	$(BIN)/python tests/mutants.py --every $(EVERY)

# Builds, accepts, editions and publishings killed at 50 moments that nobody chose, and other faults of the machine.
faults: $(VENV)/made
	MOMENTS=50 $(BIN)/pytest tests/test_faults.py

$(VENV)/made: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	touch $@
