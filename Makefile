# wellread: `make site` builds the site, `make test` tests everything, `make help` lists the rest.
# Each set-up step leaves a file behind, so that it is done once, and again only when its lock file changes.

PYTHON ?= $(shell for each in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$each -c '$(NEW_ENOUGH)' 2>/dev/null && echo $$each && break; done)
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))

VENV := .venv
RUN := $(VENV)/bin/python
PIP_INSTALL := $(RUN) -m pip install --quiet --disable-pip-version-check
COMPILE := build/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

SITE_READY := $(VENV)/.site-ready
TEST_READY := $(VENV)/.test-ready
NODE_READY := node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help site check serve test mutants fuzz look look-accept lighthouse docs icons bench lock clean browser-tools

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo 'More words for the program go into ARGS: make site ARGS="--base-url https://example.org/health/"'

site: $(SITE_READY)  ## build the site into public/
	$(RUN) build.py $(ARGS)

check: $(SITE_READY)  ## check the content without writing anything
	$(RUN) build.py check $(ARGS)

serve: $(SITE_READY)  ## show the site while you write it
	$(RUN) build.py serve $(ARGS)

test: browser-tools $(TEST_READY) $(NODE_READY)  ## run the linters, the type checker and all tests, the browser's too
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	@mkdir -p build; $(VENV)/bin/mypy >build/mypy.log 2>&1 & types=$$!; \
	$(RUN) -m pytest --numprocesses auto --dist worksteal $(ARGS); tests=$$?; \
	wait $$types; types=$$?; cat build/mypy.log; exit $$((tests | types))

mutants: $(TEST_READY)  ## plant small faults in the rules and see which of them no test notices (ARGS="list_long" for one file)
	nice $(RUN) -m tests.mutants $(ARGS)

fuzz: $(TEST_READY)  ## spoil files and read them, for a minute of processor time (ARGS="3600": an hour; ARGS="60 5000": from number 5000)
	nice $(RUN) -m tests.fuzz $(ARGS)

docs: $(TEST_READY)  ## make docs/rules.md from the rules and their pages, the schemas in docs/schema/ and VS Code's snippets
	$(RUN) -m tests.make_rules
	$(RUN) -m tests.make_problems_schema
	$(RUN) -m tests.make_report_schema
	$(RUN) -m tests.make_api_schemas
	$(RUN) build.py schema --write docs/schema
	$(RUN) -m tests.make_snippets

icons: $(TEST_READY)  ## draw the icons of telephones and older browsers from static/img/icon.svg
	$(RUN) -m tests.make_icons

look: browser-tools $(TEST_READY)  ## take screenshots of every kind of page into build/screens/
	$(RUN) -m tests.browser.look $(ARGS)

look-accept: browser-tools $(TEST_READY)  ## accept how pages look now, for the tests that compare pictures (ARGS=home-phone-dark: only that)
	$(RUN) -m tests.browser.visual $(ARGS)

lighthouse: browser-tools $(TEST_READY) $(NODE_READY)  ## ask Lighthouse about five pages, five times each, and fail below 100
	$(RUN) -m tests.browser.lighthouse

bench: $(SITE_READY)  ## time wellread, Hugo and others on the same articles (half an hour; ARGS="--n 1000 --runs 1" for a taste)
	$(RUN) -m benchmarks.run $(ARGS)

lock: build/uv/bin/uv  ## write the lock files anew from pyproject.toml and package.json (ARGS=--upgrade: newest versions)
	$(COMPILE) $(ARGS) pyproject.toml -o requirements.lock
	$(COMPILE) $(ARGS) --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	$(COMPILE) $(ARGS) --group links -c requirements-dev.lock -o requirements-links.lock
	npm install --package-lock-only

clean:  ## remove what was built and every cache (.venv and node_modules stay)
	rm -rf public build dist .wellread .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find wellread tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

# --- setting up -------------------------------------------------------------------------------------------------------

$(RUN):
	@"$(PYTHON)" -c '$(NEW_ENOUGH)' 2>/dev/null || { echo "wellread needs Python 3.11 or newer. Install it, or name it: make PYTHON=/path/to/python3 …" >&2; exit 1; }
	@"$(PYTHON)" -m venv --clear $(VENV) || { rm -rf $(VENV); \
		echo "$(PYTHON) has no venv module. On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(SITE_READY): requirements.lock | $(RUN)
	$(PIP_INSTALL) --require-hashes -r requirements.lock
	@touch $@

$(TEST_READY): requirements-dev.lock | $(RUN)
	$(PIP_INSTALL) --require-hashes -r requirements-dev.lock
	@touch $@ $(SITE_READY)

$(NODE_READY): package.json package-lock.json | browser-tools
	npm ci --loglevel=error
	@touch $@

# Chromium, Node and Java are the machine's, not the project's: looked for each time, installed where they are missing.
browser-tools:
	@sh tests/browser/setup.sh

build/uv/bin/uv: | $(RUN)
	$(RUN) -m venv build/uv
	build/uv/bin/pip install --quiet --disable-pip-version-check uv
