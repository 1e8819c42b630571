# Everything a newcomer needs. `make` alone explains the targets.
# Needs Python 3.11 or later, pip, make and a package index; nothing else.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
	if $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; exit; fi; done; echo python3)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
RAW    ?= seeds/articles/raw
HOME_DIR ?= var
# Hashes for every platform; neither the index nor its hosts in the file; extras kept, without which pip 23 resolves sqlalchemy anew.
# Every extra but explore, whose notebook server is no part of what runs at night.
EXTRAS := --extra legacy --extra xlsx --extra s3 --extra dask
LOCK   := $(BIN)/uv pip compile --quiet --generate-hashes --universal --no-emit-index-url --no-annotate --no-strip-extras

# No telemetry from any library, in any target.
export DO_NOT_TRACK := 1
export PREFECT_SERVER_ANALYTICS_ENABLED := false
export GX_ANALYTICS_ENABLED := false
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help env run test lint audit format bench bench-cluster bench-door peers soak test-faults test-cluster calibrate wheel serve stop lock clean

help: ## Say what the targets do
	@echo "solieu: raw Vietnamese news articles in, a DuckDB warehouse of figures out"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'
	@echo
	@echo "  make run RAW=/path/to/articles HOME_DIR=/path/to/home   runs it on your own files"

env: $(READY) ## Create .venv from requirements-dev.lock (done by every other target when needed)

# The stamp is written last, so an installation that broke off is done again.
$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "solieu needs Python 3.11 or later; $(PYTHON) is older or missing. Try: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing the locked packages into $(VENV) (about a minute, once)"
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

run: $(READY) ## Run the nightly flow on the sample articles (RAW=… for your own) and print the summary
	@$(BIN)/solieu run --raw $(RAW) --home $(HOME_DIR)

# Three processes: a test waits a third of its time for processes and servers that it started.
test: $(READY) ## Run every test, on two cores
	@$(BIN)/python -m pytest -n 3 --dist loadfile

lint: $(READY) ## Check style, security rules, types, the direction of imports and the locked packages
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python security/check_lock.py

audit: $(READY) ## Ask PyPI for faults found in the locked packages since (installs pip-audit into .venv/audit; needs a network)
	@test -x $(VENV)/audit/bin/pip-audit || { $(PYTHON) -m venv $(VENV)/audit && $(VENV)/audit/bin/python -m pip install --quiet pip-audit; }
	@$(VENV)/audit/bin/pip-audit --strict --disable-pip --require-hashes -r requirements.lock

format: $(READY) ## Let ruff mend what it can
	@$(BIN)/ruff check --fix .

bench: $(READY) ## Measure what nights cost (BASE=commit: beside that build), then cleaning and figures against peers
	@$(BIN)/python benchmarks/nights.py
	@$(MAKE) --no-print-directory peers

bench-cluster: $(READY) ## Measure one night of 8,000 articles by 1 and 2 workers, of solieu's own and of Dask
	@$(BIN)/python benchmarks/cluster.py

bench-door: $(READY) ## Measure cleaning and reading beside another build, in turn: make bench-door BASE=commit (or a checkout)
	@$(BIN)/python benchmarks/door.py $(BASE)

peers: $(READY) ## Install the other cleaners and extractors beside ours and measure all of them on the labelled pages
	@$(BIN)/python -m pip install --quiet --no-deps --require-hashes -r requirements-bench.lock
	@$(BIN)/python benchmarks/cleaning.py
	@$(BIN)/python benchmarks/figures.py

test-faults: $(READY) ## Try a fault at every moment of every operation, and 300 kills, one by one (on two cores, most of an hour)
	@$(BIN)/python tests/fault_trials.py --share 1/2 & first=$$!; \
		$(BIN)/python tests/fault_trials.py --share 2/2; second=$$?; wait $$first && exit $$second

soak: $(READY) ## Run all articles of ../shared, together and each corpus alone, twice, in a temporary home (some minutes)
	@$(BIN)/python tests/soaking.py

test-cluster: $(READY) ## Run on a Dask cluster of real processes on loopback, and do to its machines what may happen (some minutes)
	@$(BIN)/python -m pytest -n 0 tests/cluster_trials.py

calibrate: $(READY) ## Measure the weights of holders, of periods and of confidence anew on the labelled articles (needs ../shared)
	@$(BIN)/python tests/quality/calibrating.py

wheel: $(READY) ## Build dist/solieu-….whl for production, its rules compiled where there is a C compiler (some minutes)
	@rm -rf build dist
	@SOLIEU_COMPILE=$$(command -v cc >/dev/null && echo 1) $(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .
	@$(BIN)/python benchmarks/compiled.py dist/solieu-*.whl

serve: $(READY) ## Start a local Prefect server and worker with the deployments; prints what to open
	@$(BIN)/python -m flows.serving start

stop: $(READY) ## Stop exactly what `make serve` started
	@$(BIN)/python -m flows.serving stop

lock: $(READY) ## Write requirements*.lock anew from pyproject.toml (installs uv into .venv)
	@$(BIN)/python -m pip install --quiet uv
	@$(LOCK) pyproject.toml $(EXTRAS) -o requirements.lock
	@$(LOCK) pyproject.toml $(EXTRAS) --group dev -o requirements-dev.lock
	@$(LOCK) pyproject.toml --group bench -o requirements-bench.lock

clean: ## Remove the environment and caches; leaves var/ alone
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist solieu.egg-info
