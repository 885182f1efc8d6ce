# make serve, make test: everything else is made on the way. Windows, or no make: see README.md.
VENV ?= .venv
BIN = $(VENV)/bin
PYTHON ?= python3
export NO_MKDOCS_2_WARNING = 1

.PHONY: serve site test accept bench size
.DEFAULT_GOAL := site

serve: $(VENV)/made
	$(BIN)/mkdocs serve

site: $(VENV)/made
	$(BIN)/mkdocs build

test: $(VENV)/made
	$(BIN)/ruff check
	$(BIN)/pytest

# The same build with another ending; the second one is published as any other.
accept: $(VENV)/made
	ACCEPT='$(subst ','\'',$(value REASON))' $(BIN)/mkdocs build -q
	$(BIN)/mkdocs build -q

bench: $(VENV)/made
	$(BIN)/python tests/bench.py

size:
	@for kind in 'Python 600 snippets/record.py snippets/page/*.py' 'JavaScript 500 docs/assets/*.js' 'CSS 300 docs/assets/*.css'; do \
		set -- $$kind; name=$$1 most=$$2; shift 2; \
		echo "$$name: $$(cat "$$@" 2>/dev/null | wc -l) lines of at most $$most"; done

$(VENV)/made: requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements.lock
	touch $@
