# `make check` runs the whole gate in the order that fails fastest.
PYTHON ?= python

.PHONY: check format lint types layers test docs fix bench

check: format lint types layers test docs

format:
	$(PYTHON) -m ruff format --check .

lint:
	$(PYTHON) -m ruff check .

types:
	$(PYTHON) -m mypy

layers:
	lint-imports

test:
	$(PYTHON) -m pytest -n auto

docs:
	$(PYTHON) docs/tables.py --check
	$(PYTHON) -m towncrier build --draft --version next > /dev/null

fix:
	$(PYTHON) docs/tables.py
	$(PYTHON) -m ruff format .
	$(PYTHON) -m ruff check --fix .

bench:
	$(PYTHON) benchmarks/run.py
	$(PYTHON) benchmarks/replay.py
