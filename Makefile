# `make run` opens the dashboard, `make test` checks everything; `make help` lists the rest.

# Where the dashboard answers: make run PORT=8600
PORT ?= 8501
# Which Python makes the virtual environment. The first that works: the newest of those we test on, then others.
# make run PYTHON=/opt/python/bin/python3 names one.
PYTHON ?= python3.13 python3.12 python3.11 python3.14 python3
# How pytest runs: two files at a time, so that what a file sets up is set up once; a hung test ends the run.
PYTEST_FLAGS ?= -n 2 --dist loadfile --max-worker-restart 0
# What `make lock` resolves versions with.
UV = uv==0.13.9

VENV = .venv
PY = $(VENV)/bin/python
PIP_INSTALL = $(PY) -m pip install -qq --disable-pip-version-check --no-input
# A stamp says what is installed; a newer lock file makes it out of date.
FOR_RUNNING = $(VENV)/.installed-for-running
FOR_CHECKING = $(VENV)/.installed-for-checking

# Links in downloads and citations must lead to the port that is served.
SERVE = exec env TRACKER_PUBLIC_URL="$${TRACKER_PUBLIC_URL:-http://localhost:$(PORT)}" \
	$(PY) -m streamlit run dashboard.py --server.port $(PORT)

COMPILE = $(PY) -m uv pip compile --quiet --no-header --universal --python-version 3.11 --fork-strategy fewest

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help run dev test lint format browser bench pictures lock clean

help: ## list what can be asked for
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: $(FOR_RUNNING) ## open the dashboard on http://localhost:8501 (PORT=... moves it)
	@$(PY) -m tracker init
	@$(SERVE)

dev: $(FOR_CHECKING) ## the same, showing errors in full and starting a page anew when its code changes
	@$(PY) -m tracker init
	@$(SERVE) --server.fileWatcherType auto --server.runOnSave true \
		--client.showErrorDetails full --client.toolbarMode developer

test: lint browser ## all checks, then all tests
	@echo "== pytest"
	@$(PY) -m pytest $(PYTEST_FLAGS)

lint: $(FOR_CHECKING) ## style, types and who imports whom
	@echo "== ruff check"
	@$(PY) -m ruff check
	@echo "== ruff format --check"
	@$(PY) -m ruff format --check
	@echo "== mypy"
	@$(PY) -m mypy
	@echo "== lint-imports"
	@$(PY) -c 'from importlinter.cli import lint_imports_command as check; check(["--no-logo"])'

format: $(FOR_CHECKING) ## lay out the code, and mend what can be mended by itself
	@$(PY) -m ruff check --fix-only
	@$(PY) -m ruff format

browser: $(FOR_CHECKING) ## make sure there is a browser to test with
	@echo "== a browser"
	@$(PY) tests/find_browser.py

bench: $(FOR_CHECKING) ## measure how fast it is
	@$(PY) -m bench

pictures: $(FOR_CHECKING) browser ## take pictures of the pages
	@$(PY) -m tests.pictures

lock: $(FOR_CHECKING) ## newest versions that requirements.in and requirements-dev.in allow
	@$(PIP_INSTALL) $(UV)
	@{ echo '# What running needs, exactly. Made from requirements.in by `make lock`; do not edit.'; \
		$(COMPILE) requirements.in; } > requirements.txt.new
	@mv requirements.txt.new requirements.txt
	@{ echo '# What checking needs on top, exactly. Made from requirements-dev.in by `make lock`; do not edit.'; \
		echo '-r requirements.txt'; $(COMPILE) requirements-dev.in; } > requirements-dev.txt.new
	@mv requirements-dev.txt.new requirements-dev.txt

clean: ## remove the virtual environment and caches; records stay
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(PY):
	@usable=; lacking=; \
	for candidate in $(PYTHON); do \
		"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		if "$$candidate" -c 'import ensurepip, venv' 2>/dev/null; then usable=$$candidate; break; fi; \
		lacking=$$candidate; \
	done; \
	if [ -n "$$usable" ]; then \
		trap 'rm -rf $(VENV); exit 1' INT TERM; \
		"$$usable" -m venv --clear $(VENV) || { rm -rf $(VENV); exit 1; }; \
	elif [ -n "$$lacking" ]; then \
		echo "$$lacking cannot make a virtual environment, because its venv part is missing." \
			"On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; \
	else \
		echo "Python 3.11 or newer is needed, and none was found" \
			"(looked for: $(PYTHON))." \
			"Install one from https://www.python.org/downloads/ or name yours: make run PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi

$(FOR_RUNNING): requirements.txt | $(PY)
	@echo "Installing what the dashboard needs (the first time takes a minute) ..."
	@$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(FOR_CHECKING): requirements-dev.txt $(FOR_RUNNING)
	@echo "Installing what the checks need (the first time takes a minute) ..."
	@$(PIP_INSTALL) -r requirements-dev.txt
	@touch $@
