# The two commands that matter: `make run` and `make test`.
SHELL := /bin/bash
PYTHON := .venv/bin/python
PLACES ?= 100000

.PHONY: help setup run test test-spatialite test-postgis test-browser check messages fresh bench \
	bench-others compare-hours

help: ## Say what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

setup: ## Install all that running, testing and checking need
	@scripts/setup all

run: ## Start the site and its worker with the demonstration data, at port 8000 or the next
	@scripts/setup run
	@$(PYTHON) manage.py migrate --verbosity 0
	@$(PYTHON) manage.py load_demo
	@scripts/run "$(PORT)"

test: setup ## Every test on both databases and in a real browser, side by side
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-postgis test-spatialite \
		test-browser-m-z test-browser-a-l

test-spatialite: ## On SpatiaLite, the default database
	@scripts/setup all
	$(PYTHON) -m pytest -m "not browser and not strict"

test-browser: setup ## In a real Chromium, on SpatiaLite, two at a time
	@$(MAKE) --no-print-directory -j2 --output-sync=target test-browser-a-l test-browser-m-z

test-browser-%: # the files whose names begin with one of these letters
	@scripts/setup all
	$(PYTHON) -m pytest -m browser tests/browser/test_[$*]*.py

test-postgis: ## Every test on a throw-away PostgreSQL with PostGIS
	@scripts/setup all
	@scripts/with-postgis $(PYTHON) -m pytest -m "not once"

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

bench-others: ## What make bench leaves out: imports, opening hours, pages of places
	@scripts/setup all
	$(PYTHON) benchmarks/imports.py
	$(PYTHON) benchmarks/opening.py
	$(PYTHON) benchmarks/places.py
	@scripts/with-postgis $(PYTHON) benchmarks/places.py

compare-hours: ## Opening hours beside opening_hours.js
	@scripts/setup all
	$(PYTHON) -m pytest tests/places/test_opening_js.py

fresh: ## Prove `make run` and `make test` in a bare Debian below /tmp (as root, slow)
	@scripts/fresh
