# Two words to learn: `make demo` and `make test`. Each makes its environment, .venv, if there is none.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test check lint types validators bench clean

demo: $(STAMP)  ## reads the pages in examples/pages with the local engine; leaves PDF, picture and text in demo/, and one viewer of all
	$(BIN)/python examples/demo.py

test: $(STAMP)
	$(BIN)/python -m pytest

check: lint types validators test  ## what CI runs

validators: $(STAMP)  ## veraPDF, pdf.js and axe-core, which judge PDF/A, PDF/UA and the viewer in tests; needs a JDK and npm
	PYTHON=$(abspath $(BIN)/python) sh .ci/validators/setup.sh .validators

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

bench: $(STAMP)  ## figures, as ratios against peers in the same run; takes minutes
	$(BIN)/python bench/document.py
	$(BIN)/python bench/order.py
	$(BIN)/python bench/pdf.py
	$(BIN)/python bench/text.py
	$(BIN)/python bench/markdown.py
	$(BIN)/python bench/jobs.py

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ocrlayout needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[local,dev]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) .validators demo build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
