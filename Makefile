# Everything a person types: make run, make test. It needs Python 3.11 or newer with pip (or venv), and nothing else.
# Words for the command itself go into ARGS: make run ARGS=--no-demo, make test ARGS="-k thank_you".
PYTHON ?= python3
N ?= 2000
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
# Templates and Python name the icons that the sprite holds.
ASSET_SOURCES := $(shell find static templates accounts config contacts interviews outreach -type f -not -name '*.pyc')
# A machine may have pip but not the venv package that copies it, or the other way round: either is enough.
PIP = $$($(BIN)/python -m pip --version >/dev/null 2>&1 && echo $(BIN)/python -m pip \
	|| echo $(PYTHON) -m pip --python $(BIN)/python) install -q --disable-pip-version-check --require-hashes --only-binary=:all:
UV ?= uv
LOCK = $(UV) pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command "make lock"
# What `check --deploy` looks at; none of it is a secret and nothing is reached.
PRODUCTION := RAPPORT_PRODUCTION=1 SITE_URL=https://rapport.example.org DEFAULT_FROM_EMAIL=rapport@example.org \
	SECRET_KEY=only-for-the-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ \
	DATABASE_URL=postgresql://rapport@localhost/rapport REDIS_URL=redis://localhost:6379/0 EMAIL_URL=smtp://localhost:25

.DELETE_ON_ERROR:
.PHONY: run setup test check faults fuzz bench pictures browser lock

run: setup
	@exec $(MANAGE) up $(ARGS)

setup: $(VENV)/.app .assets/.built

# One process more than there are cores, as two of them wait for browsers; beyond nine these two are the last to end.
test: setup $(VENV)/.dev browser
	@cores=$$(getconf _NPROCESSORS_ONLN); exec $(BIN)/python -m pytest -n $$((cores < 8 ? cores + 1 : 9)) $(ARGS)

faults: setup $(VENV)/.dev
	@RAPPORT_FAULTS=$(N) $(BIN)/python -m pytest tests/faults -s $(ARGS)

fuzz: setup $(VENV)/.dev
	@$(BIN)/python -m tests.fuzz $(ARGS)

bench: setup $(VENV)/.dev
	@$(BIN)/python -W ignore -m tests.bench $(ARGS)

pictures: setup $(VENV)/.dev browser
	@$(BIN)/python -m tests.pictures

check: setup $(VENV)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy .
	$(BIN)/lint-imports
	find templates -name '*.html' -print0 | xargs -0 $(BIN)/djade --check --target-version 5.2
	$(BIN)/python -W ignore::RuntimeWarning manage.py makemigrations --check
	$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

$(VENV)/.app: requirements/app.txt requirements/embedded.txt
	@$(PYTHON) -c 'import sys; sys.version_info < (3, 11) and sys.exit("Rapport needs Python 3.11 or newer; $(PYTHON) is %d.%d. Name a newer one: make run PYTHON=python3.12" % sys.version_info[:2])'
	@$(BIN)/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 \
		|| { $(PYTHON) -m pip --version && $(PYTHON) -m venv --clear --without-pip $(VENV); } >/dev/null 2>&1 \
		|| { echo "$(PYTHON) has neither venv nor pip. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Installing $^"
	@$(PIP) $(foreach file,$^,-r $(file))
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.app
	@echo "Installing $<"
	@$(PIP) -r $<
	@touch $@

# Compressing every file takes some seconds, so they are collected only when one is newer than the last time.
.assets/.built: $(VENV)/.app $(ASSET_SOURCES)
	@$(MANAGE) build_assets
	@test .static/.collected -nt $(VENV)/.app && \
		test -z "$$(find static .assets -type f -not -name '.*' -newer .static/.collected)" || \
		{ $(MANAGE) collectstatic --noinput --clear --verbosity 0 && touch .static/.collected; }
	@touch $@

# The browser tests drive a Chromium. As root on Debian the one without windows is installed, with which they take 40 %
# less CPU, else any that is there will do; where there is none they fail and say so.
APT := test "$$(id -u)" = 0 && command -v apt-get && timeout 120 apt-get update -qq && \
	timeout 300 apt-get install -y -qq --no-install-recommends
browser:
	@command -v chromium-headless-shell || { $(APT) chromium-headless-shell; } >/dev/null 2>&1 || \
		command -v chromium || command -v chromium-browser || command -v google-chrome || { $(APT) chromium; } || \
		echo "No Chromium on this machine: the browser tests will fail. Install the package chromium (or Google Chrome)."

# Needs uv, on the maintainer's machine only; writes no address of a package index.
lock:
	$(LOCK) requirements/app.in -o requirements/app.txt
	$(LOCK) requirements/embedded.in -o requirements/embedded.txt
	$(LOCK) requirements/dev.in -o requirements/dev.txt
