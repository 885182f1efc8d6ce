# make serve, make test: everything else is made on the way. Windows, or no make: see README.md.
VENV ?= .venv
BIN = $(VENV)/bin
PYTHON ?= python3
export NO_MKDOCS_2_WARNING = 1

<<<<<<< HEAD
.PHONY: serve site test test-browser accept offline pdf fonts mutants bench size
=======
.PHONY: serve site test test-browser accept offline pdf audit fonts bench size
>>>>>>> 96870cf (CI reads every page in a browser and has the HTML checked; blocking time is told by make bench)
.DEFAULT_GOAL := site

serve: $(VENV)/made
	$(BIN)/mkdocs serve

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

# After `make site`, when formulas use new symbols: pages stay light.
fonts: $(VENV)/made
	$(BIN)/python tests/fonts.py

bench: $(VENV)/made
	$(BIN)/python tests/bench.py
	$(BIN)/mkdocs build -q
	$(BIN)/python tests/browser/blocking.py

size: $(VENV)/made
	$(BIN)/python tests/size.py

# How well are the answers checked? Some minutes; writes docs/assets/mutants.json.
mutants: $(VENV)/made
	$(BIN)/python tests/mutants.py

$(VENV)/made: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	touch $@
