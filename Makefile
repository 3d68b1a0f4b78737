# The two commands that matter: `make run` and `make test`.
SHELL := /bin/bash
PYTHON := .venv/bin/python
PORT ?= 8000

.PHONY: help setup run test test-spatialite test-postgis check messages fresh bench \
	compare-hours

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: ## Install all that running, testing and checking need
	@scripts/setup all

run: ## Start the site with the demonstration data, at http://127.0.0.1:8000
	@scripts/setup run
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_demo
	@echo "Website: http://127.0.0.1:$(PORT)/   (ctrl-c stops it)"
	@$(PYTHON) manage.py runserver 127.0.0.1:$(PORT)

test: setup ## Every test on both databases, side by side, with a real browser
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-spatialite test-postgis

test-spatialite: ## Every test on SpatiaLite, the default database
	@scripts/setup all
	$(PYTHON) -m pytest

test-postgis: ## Every test on a throw-away PostgreSQL with PostGIS
	@scripts/setup all
	@scripts/with-postgis $(PYTHON) -m pytest -m "not once"

check: ## Style, templates, imports, migrations, messages, safety of production settings
	@scripts/setup all
	@scripts/check

messages: ## Take the texts out of code and templates anew, and compile the Dutch
	@scripts/setup all
	@scripts/messages

bench: ## Measure what must be fast, side by side with something else
	@scripts/setup all
	$(PYTHON) benchmarks/imports.py
	$(PYTHON) benchmarks/opening.py
	$(PYTHON) benchmarks/places.py
	$(PYTHON) benchmarks/pages.py
	@scripts/with-postgis $(PYTHON) benchmarks/pages.py
	$(PYTHON) benchmarks/tiles.py
	@scripts/with-postgis $(PYTHON) benchmarks/tiles.py
	$(PYTHON) benchmarks/search.py
	@scripts/with-postgis $(PYTHON) benchmarks/search.py

compare-hours: ## Opening hours beside opening_hours.js
	@scripts/setup all
	$(PYTHON) -m pytest tests/places/test_opening_js.py

fresh: ## Prove `make run` and `make test` in a bare Debian below /tmp (as root, slow)
	@scripts/fresh
