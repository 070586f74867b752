# One command each; everything installs into .venv and needs no key, no model and no GPU.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: help demo page docs test test-slow test-all test-spark lint types imports wheel-test ci \
	bench bench-check bench-linking bench-memory bench-page soak fuzz record reader sarif schemas cli-docs snippets clean

demo: .venv/demo ## the seed articles, read from recorded replies
	$(BIN)/summarizer run seeds/ --replay cassettes/seeds.yaml

page: .venv/demo ## seeds.html: the seed articles' findings on a page, from recorded replies; opens from disk
	$(BIN)/summarizer run seeds/ --replay cassettes/seeds.yaml -o seeds.html

help: ## these lines
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "%-14s %s\n", $$1, $$2}' Makefile

# A file is for one process, in the order of tests/conftest.py; `test-spark` has Spark's.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/spark

test: .venv/dev ## the tests of every minute, a process for each core; `test-slow` has the rest
	$(PYTEST) -m "not slow"

test-slow: .venv/dev ## browsers, built sites, kills, full disks, faults, and the benchmarks' own tests
	$(PYTEST) -m slow

test-all: .venv/dev ## both, collected once
	$(PYTEST)

SPARK_RECORDS ?= 10000
test-spark: .venv/spark ## Spark beside the local path, record for record; needs a Java, 17 or 21
	SPARK_RECORDS=$(SPARK_RECORDS) $(BIN)/python -m pytest tests/spark/test_spark.py

docs: .venv/docs ## the documentation as a site, in site/; site/index.html opens from disk
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

lint: .venv/dev ## ruff: what it finds, and how it would format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/dev ## mypy, strict
	$(BIN)/mypy

imports: .venv/dev ## which module may import which
	$(BIN)/lint-imports

wheel-test: .venv/dev ## the built wheel, in an empty environment, away from the source
	$(BIN)/python tests/helpers/wheel.py

ci: lint types imports wheel-test test-all ## all that must hold before a change lands, but Spark

bench: .venv/bench ## ratios against the bare minimum and the peers, measured in the same run
	$(BIN)/python -m benchmarks

bench-memory: .venv/dev ## the peak of memory at 10,000 and at 100,000 articles
	$(BIN)/python -m benchmarks.memory

bench-check: .venv/dev ## 20, 100,000 and 1,000,000 records linked, checked and written, beside an earlier commit
	$(BIN)/python -m benchmarks.check_files

bench-linking: .venv/bench ## linking at 1,000, 100,000 and 1,000,000 records, beside connected components and Splink
	$(BIN)/python -m benchmarks.linking

bench-page: .venv/dev ## how long a page of 5,000 findings takes to open and to scroll, in Chromium
	$(BIN)/python -m benchmarks.page

soak: .venv/dev ## 10,000 articles through faults, kills, a full disk: beside a run that nobody disturbed; under 10 minutes
	$(BIN)/python -m benchmarks.soak

fuzz: .venv/dev ## 20,500 mutated records, replies, articles, cassettes, reviews, reports: a result or one line each; 10 minutes
	$(BIN)/python -m benchmarks.fuzz

record: .venv/dev ## ask a model again for what the cassettes lack: OPENAI_BASE_URL and SUMMARIZER_MODEL say which
	$(BIN)/summarizer run seeds/ --record cassettes/seeds.yaml --timeout 3600 --concurrency 20
	$(BIN)/summarizer run seeds/ --record cassettes/seeds_two_passes.yaml --passes 2 --timeout 3600 --concurrency 20
	$(BIN)/summarizer run tests/data/languages/incidents/*/*.md --record cassettes/languages.yaml --timeout 3600 --concurrency 20

reader: .venv/dev ## train the models of the built-in reader again, from labels and the texts in ../shared/real
	$(BIN)/python -m benchmarks.train_reader

schemas: .venv/dev ## write schemas/json/ again
	$(BIN)/python -m tests.helpers.schema_files

MULTITOOL := .venv/npm/node_modules/@microsoft/sarif-multitool-linux

sarif: .venv/dev ## our SARIF by the published schema, and by GitHub's rules; needs npm, and downloads 44 MB
	npm install --silent --no-save --prefix .venv/npm @microsoft/sarif-multitool-linux@5.7.0
	$(BIN)/summarizer run seeds/ --replay cassettes/seeds.yaml --quiet -o .venv/npm/seeds.sarif
	DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 $(MULTITOOL)/Sarif.Multitool validate .venv/npm/seeds.sarif \
		--rule-kind "Sarif;Ghas" --level Error --json-schema $(MULTITOOL)/sarif-2.1.0.json > .venv/npm/found.txt
	! grep ": error " .venv/npm/found.txt # its exit code is 0 whatever it finds
	SARIF_SCHEMA=$(MULTITOOL)/sarif-2.1.0.json $(BIN)/python -m pytest tests/render/test_exports.py -k sarif

cli-docs: .venv/dev ## write docs/cli.md again
	$(BIN)/python -m tests.helpers.cli_docs

snippets: .venv/dev ## write what the documents' snippets print into them again
	$(BIN)/python -m tests.helpers.snippets --write

.venv/demo: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --editable .
	touch $@

.venv/dev: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --editable '.[dev]'
	touch $@ .venv/demo .venv/docs

.venv/docs: pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) --editable '.[docs]'
	touch $@

.venv/spark: .venv/dev
	$(PIP) --editable '.[dev,spark]'
	touch $@

.venv/bench: .venv/dev
	$(PIP) --editable '.[dev,bench]'
	touch $@

clean: ## remove what these commands have put here, .venv too
	rm -rf .venv build dist site seeds.html artefacts .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
