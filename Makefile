# 民生票决: `make demo` shows it, `make test`, `make crawls` and `make walks` prove it.
SHELL := /bin/bash
PORT ?= 8000
DATA ?= data
PYTHON ?= python3
PY := .venv/bin/python
export PORT DATA
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo test crawls walks lint types release-check bench clean
PYTEST := $(PY) -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder

.venv: .venv/ready
	@:

.venv/ready: requirements.lock pyproject.toml
	test -x $(PY) || $(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(PY) -c "from votes.common.i18n import compile_catalogues; compile_catalogues()"
	$(PY) -m compileall -q votes
	touch $@

demo: .venv/ready
	.venv/bin/votes demo --serve --again "make demo PORT=$(PORT) DATA=$(DATA)"

test: .venv/ready
	$(PYTEST) -m "not crawl" --ignore tests/browser

crawls: .venv/ready
	$(PYTEST) -m crawl --ignore tests/browser

walks: .venv/ready
	@$(PY) -m tests.browser_ready
	$(PYTEST) tests/browser

lint: .venv/ready
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .

types: .venv/ready
	.venv/bin/mypy

release-check: .venv/ready
	@$(PY) -m tests.browser_ready
	$(PYTEST) --release

bench: .venv/ready
	$(PY) -m tests.bench

clean:
	rm -rf .venv build dist *.egg-info
