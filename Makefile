# The user's targets: make brief, make run, make test. `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
STAMP := $(VENV)/.puente-stamp
EXAMPLES := $(sort $(wildcard examples/*.yaml))
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help setup brief run test check eval bench soak lock clean

help:
	@echo "make brief   draft every example into out/ (no key, no network)"
	@echo "make run     serve the page on http://127.0.0.1:7860"
	@echo "make test    the whole suite     make check  lint, types, floors"
	@echo "make eval    offline evals       make bench  benchmarks     make soak  long trials"

setup: $(STAMP)

$(STAMP): requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --disable-pip-version-check "$$(grep -o '^uv==[0-9.]*' requirements.lock)"
	$(VENV)/bin/uv pip sync --quiet --require-hashes --compile-bytecode --python $(PY) requirements.lock
	$(PY) -c "import pathlib, sysconfig; pathlib.Path(sysconfig.get_path('purelib'), 'puente.pth').write_text(str(pathlib.Path.cwd()) + chr(10))"
	printf '#!/bin/sh\nexec "%s/$(PY)" -m app "$$@"\n' "$(CURDIR)" > $(VENV)/bin/puente && chmod +x $(VENV)/bin/puente
	$(PY) -m compileall -q app
	touch $(STAMP)

brief: setup
	@$(PY) -m app draft-all examples --out out

run: setup
	$(PY) -m app library reindex
	$(PY) -m app serve

# Trials that fork run last, in a process of their own: what other tests leave running would hold locks in a fork.
FORKING := tests/trust/test_struck.py
test: setup check
	$(PY) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --ignore $(FORKING)
	$(PY) -m pytest $(FORKING)

check: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports --no-cache
	$(PY) -m tests.file_sizes
	$(PY) -m app library lint > /dev/null || $(PY) -m app library lint

# Regressions (1) and integrity (2) fail; an undecided verdict (3) is printed and lets pass.
eval: setup
	$(PY) -m evals gate --baseline main || [ $$? -eq 3 ]
	$(PY) -m evals mutate --cached
	$(PY) -m evals retrieval --cached --data-dir evals/runs/index

bench: setup
	$(PY) -m bench

soak: setup
	$(PY) -m pytest -m soak tests/soak -s

lock:
	$(VENV)/bin/uv pip compile pyproject.toml --extra dev --extra evals --group weights --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet -o requirements.lock

clean:
	rm -rf $(VENV) out
