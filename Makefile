# The two commands that matter: `make run` and `make test`.
SHELL := /bin/bash
PYTHON := .venv/bin/python
PLACES ?= 100000

.PHONY: help setup run test test-quick test-spatialite test-postgis test-browser check messages \
	fresh bench bench-others compare-hours

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: ## Install all that running, testing and checking need
	@scripts/setup all

run: ## Start the site and its worker with the demonstration data, at port 8000 or the next
	@scripts/setup run
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_demo
	@scripts/run "$(PORT)"

test: ## Every test: on SpatiaLite with a real browser, then on PostgreSQL what can differ
	@scripts/setup all
	@$(PYTHON) scripts/test spatialite postgis

test-quick: ## While you work: no browser, no PostgreSQL, nothing long, of a table one case
	@scripts/setup all
	@$(PYTHON) scripts/test quick

test-spatialite: ## On SpatiaLite, the default database, without a browser
	@scripts/setup all
	@$(PYTHON) scripts/test unseen

test-browser: ## In a real Chromium, on SpatiaLite
	@scripts/setup all
	@$(PYTHON) scripts/test browser

test-postgis: ## What can differ there, on a throw-away PostgreSQL with PostGIS
	@scripts/setup all
	@$(PYTHON) scripts/test postgis

check: ## Style, templates, imports, migrations, messages, safety of production settings
	@scripts/setup all
	@scripts/check

messages: ## Take the texts out of code and templates anew, and compile the Dutch
	@scripts/setup all
	@scripts/messages

bench: ## The map and all around it beside other ways: make bench PLACES=1000000
	@scripts/setup all
	@scripts/setup bench
	@scripts/with-postgis $(PYTHON) -m benchmarks --places $(PLACES) $(BENCH)

bench-others: ## What make bench leaves out: imports, opening hours, places, what we learn
	@scripts/setup all
	$(PYTHON) benchmarks/imports.py
	$(PYTHON) benchmarks/opening.py
	$(PYTHON) benchmarks/places.py
	$(PYTHON) benchmarks/lists.py
	$(PYTHON) benchmarks/matching.py
	@scripts/with-postgis $(PYTHON) benchmarks/places.py

compare-hours: ## Opening hours beside opening_hours.js
	@scripts/setup all
	$(PYTHON) -m pytest tests/places/hours/test_opening_js.py

fresh: ## Prove `make run` and `make test` in a bare Debian below /tmp (as root, slow)
	@scripts/fresh
