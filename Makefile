# Two words to learn: `make demo` and `make test`. Each makes its environment, .venv, if there is none.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
# what `make demo` needs
LOCAL := $(VENV)/.local
# and all else that developers do
STAMP := $(VENV)/.installed

.PHONY: demo test check lint types docs validators bench release-check clean

demo: $(LOCAL)  ## reads the pages in examples/pages with the local engine; leaves PDF, picture and text in demo/, and one viewer of all
	$(BIN)/python examples/demo.py

test: $(STAMP)
	$(BIN)/python -m pytest

check: lint types docs validators test  ## what CI runs

validators: $(STAMP)  ## veraPDF, pdf.js and axe-core, which judge PDF/A, PDF/UA and the viewer in tests; needs a JDK and npm
	PYTHON=$(abspath $(BIN)/python) sh .ci/validators/setup.sh .validators

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP)
	$(BIN)/mypy

docs: $(STAMP)  ## the site, in site/; a warning is an error
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --quiet

release-check: $(STAMP)  ## builds, installs and uses what would be published; see RELEASING.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[release]'
	$(BIN)/python .ci/release_check.py

bench: $(STAMP)  ## figures, as ratios against peers in the same run; takes minutes
	$(BIN)/python bench/document.py
	$(BIN)/python bench/order.py
	$(BIN)/python bench/pdf.py
	$(BIN)/python bench/text.py
	$(BIN)/python bench/markdown.py
	$(BIN)/python bench/formats.py
	$(BIN)/python bench/jobs.py
	$(BIN)/python bench/picture.py
	$(BIN)/python bench/doubt.py

# pip says what it downloads, and how far it is
$(LOCAL): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "ocrlayout needs Python 3.11 or newer: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[local]'
	touch $(LOCAL)

$(STAMP): $(LOCAL)
	$(BIN)/python -m pip install --disable-pip-version-check --editable '.[local,dev,docs]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) .validators demo build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis
