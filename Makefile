# Everything a user needs; each target sets up what it needs first.
# PYTHON is any Python >= 3.11: make report PYTHON=python3.12

PYTHON ?= python3
CLIENTS := ca_phe_may hoc_vien_so

ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
else
BIN := .venv/bin
endif
VENV_PYTHON := $(BIN)/python
READY := .venv/.ready
WORKERS ?= 4
# tests are compiled with their assertions taken apart: once, not by every worker of every run
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup report test test-long check headlines tables lab bench messages lock
.DELETE_ON_ERROR:

help: ## Show this list
	@echo "make report   both sample clients: all studies as HTML and PDF, into reports/"
	@echo "make test     style, types, unit, notebook and end-to-end tests"
	@echo "make test-long  tests of minutes: real data, other processors, every key"
	@echo "make check    read the sample clients' files and list what is wrong with them"
	@echo "make lab      open JupyterLab in notebooks/"
	@echo "make bench    time runs, clustering and order lines, and the plain tools beside them"
	@echo "make setup    only install into .venv (the others do it by themselves)"
	@echo "make messages for developers: texts without translation, and translations without text"
	@echo "make headlines  for developers: write the notebooks' headline outputs anew"
	@echo "make tables   for developers: write docs/modules.md and the generated tables of docs/client-file.md"
	@echo "make lock     for developers: write requirements.lock anew (needs uv)"

setup: $(READY)

# One environment for every target, made once for each state of the lock.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c "import sys; sys.exit(sys.version_info < (3, 11))" || \
	  { echo "Python 3.11 or later is needed: make $(MAKECMDGOALS) PYTHON=<its name>" >&2; exit 1; }
	@rm -f "$(READY)"
	@$(PYTHON) -c "import ensurepip, venv" || \
	  { echo "Python's venv module is needed (Debian and Ubuntu: package python3-venv)" >&2; exit 1; }
	@echo "Setting up .venv: once, a few minutes"
	@$(PYTHON) -m venv .venv
	@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --no-compile --require-hashes -r requirements.lock
	@$(VENV_PYTHON) -W ignore -m compileall -q -q -j 0 .venv || true # pip would compile on one core
	@$(VENV_PYTHON) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch "$(READY)"

report: $(READY)
	@$(VENV_PYTHON) -m analysis.cli run --all

check: $(READY)
	@code=0; for client in $(CLIENTS); do $(VENV_PYTHON) -m analysis.cli check $$client || code=1; done; exit $$code

test: $(READY)
	@$(VENV_PYTHON) -m ruff check --quiet .
	@$(VENV_PYTHON) -m mypy --no-error-summary --num-workers 2
	@$(VENV_PYTHON) -m pytest --nbval -n $(WORKERS) --no-loadscope-reorder tests notebooks

test-long: $(READY)
	@$(VENV_PYTHON) -m pytest -m long -n $(WORKERS) --no-loadscope-reorder --durations 0 --durations-min 5 tests

tables: $(READY)
	@$(VENV_PYTHON) -m analysis.clients.key_tables
	@$(VENV_PYTHON) tests/rules/module_inventory.py

headlines: $(READY)
	@$(VENV_PYTHON) tests/notebooks/refresh_headlines.py

# WRITE=1 writes the catalogs: entries to fill in, marks on what was edited, nothing unused.
messages: $(READY)
	@$(VENV_PYTHON) -m analysis.languages.upkeep $(if $(WRITE),--write)

lab: $(READY)
	@$(VENV_PYTHON) -m jupyterlab --notebook-dir=notebooks

bench: $(READY)
	@$(VENV_PYTHON) tests/bench/bench_run.py
	@$(VENV_PYTHON) tests/bench/bench_clustering.py
	@$(VENV_PYTHON) tests/bench/bench_transactions.py

# Versions and hashes for every platform, without the address of any index. What others want with
# extras stands there with them as well: of such a package pip 23 takes the newest version otherwise.
LOCKED := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
  --no-emit-index-url --no-header --group test --group build pyproject.toml
lock:
	@set -e; { echo "# Written by 'make lock' from pyproject.toml; install with --require-hashes."; \
	  $(LOCKED); echo "# once more, with their extras"; \
	  $(LOCKED) --no-strip-extras | awk '/^[a-z]/ { extras = /^[a-z0-9-]*\[/ } extras && !/#/'; \
	} > requirements.lock.new
	@mv requirements.lock.new requirements.lock
	@{ echo "# Written by 'make lock': the versions of requirements.lock, for environment.yml."; \
	  sed -n 's/ \\$$//; /^[a-z0-9-]*\[/d; /^[a-z0-9]/p' requirements.lock; } > constraints.txt
