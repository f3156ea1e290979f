# make run   set up, build the index where it is missing or out of date, serve the chat
# make torture  the tests of survival, with all their counts, and those that take long
# make test  set up what the tests need, and pass them all

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check torture

run: $(VENV)/.ready-run
	@$(BIN)/python app.py

test: $(VENV)/.ready-test
	@sh tests/install_chromium.sh
	@$(MAKE) --no-print-directory check
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist worksteal

torture: $(VENV)/.ready-test
	ZITAT_TORTURE=1 $(BIN)/python -m pytest -m 'slow or not slow' tests/torture \
	  tests/index/rebuild tests/index/formats/test_any_file.py \
	  tests/bot/test_cluster.py tests/bot/test_shards.py tests/web/test_bench_page.py tests/bot/lab/bench/speed

check: $(VENV)/.ready-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

$(VENV)/.ready-run: pyproject.toml | $(BIN)/python
	@echo "Installing zitat into $(VENV) (the first time this takes a few minutes) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.ready-test: pyproject.toml $(VENV)/.ready-run
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "zitat needs Python 3.11 or newer; $(PYTHON) is not. Name another: make run PYTHON=python3.12"; exit 2; }
	@$(PYTHON) -m venv $(VENV)
