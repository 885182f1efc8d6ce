# make serve, make test: everything else is made on the way. Windows, or no make: see README.md.
VENV ?= .venv
BIN = $(VENV)/bin
PYTHON ?= python3
export NO_MKDOCS_2_WARNING = 1

.PHONY: serve site test test-browser accept fonts bench size mutants faults
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

# After `make site`, when formulas use new symbols: pages stay light.
fonts: $(VENV)/made
	$(BIN)/python tests/fonts.py

bench: $(VENV)/made
	$(BIN)/python tests/bench.py

size: $(VENV)/made
	$(BIN)/python tests/size.py

# How well are the answers checked? Some minutes; writes docs/assets/mutants.json.
mutants: $(VENV)/made
	$(BIN)/python tests/mutants.py

# Builds and accepts killed at 50 moments that nobody chose, and other faults of the machine.
faults: $(VENV)/made
	MOMENTS=50 $(BIN)/pytest tests/test_faults.py

$(VENV)/made: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	touch $@
