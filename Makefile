# `make lab` opens the course, `make test` runs every test, `make quick` those without a browser; each sets itself up.
PYTHON ?= python3
BIN := .venv/bin
WORKERS ?= 2
PYTEST = $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup --no-loadscope-reorder

.PHONY: lab test quick mutants env bench hub site notebooks lock clean

lab: .venv/course
	$(BIN)/smm lab

test: .venv/test
	$(BIN)/python tests/browser/find_browser.py
	$(PYTEST)

quick: .venv/test
	$(PYTEST) --ignore=tests/browser

mutants: .venv/test
	$(BIN)/python tests/planted_bugs.py

env: .venv/course

bench: export PYTHONPATH = $(CURDIR)
bench: build/bench/bench
	build/bench/bin/python tests/browser/find_browser.py
	build/bench/bin/python benchmarks/latency.py
	build/bench/bin/python benchmarks/cascades.py
	[ ! -d build/site/try ] || build/bench/bin/python benchmarks/site.py

hub: build/hub/hub
	mkdir -p build/class
	cd build/class && SMM_HUB_TRIAL=homes ../hub/bin/jupyterhub -f ../../deploy/jupyterhub/jupyterhub_config.py

site: build/site-env/site
	build/site-env/bin/python -m deploy.site $(if $(PYODIDE),--pyodide $(PYODIDE)) $(if $(ADDRESS),--address $(ADDRESS))

notebooks: .venv/test
	$(BIN)/smm build

lock:
	$(PYTHON) locks/make.py

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist

.venv/course: locks/course.txt pyproject.toml
	$(PYTHON) locks/install.py course

build/site-env/site: locks/site.txt pyproject.toml
	$(PYTHON) locks/install.py site build/site-env

build/hub/hub: locks/hub.txt pyproject.toml
	$(PYTHON) locks/install.py hub build/hub

.venv/test: locks/test.txt pyproject.toml
	$(PYTHON) locks/install.py test

build/bench/bench: locks/bench.txt pyproject.toml
	$(PYTHON) locks/install.py bench build/bench
