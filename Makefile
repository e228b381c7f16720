# What you can do here; `make` alone lists it. Works with the make of macOS (3.81) too.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format schemas lock bench clean

BIN := .venv/bin
INSTALLED := .venv/.installed
export PATH := $(CURDIR)/$(BIN):$(PATH)

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1  /p' Makefile | column -t -s '  ' -l 2 2>/dev/null || grep '##' Makefile

setup: $(INSTALLED)  ## system packages, .venv, locked requirements

$(INSTALLED): requirements.lock pyproject.toml scripts/setup
	@scripts/setup
	@touch $@

run: setup  ## the five documents to data/clean; again only where something changed
	@test -e .git || dvc config --local core.no_scm true
	dvc repro

test: setup  ## the whole test suite
	pytest

lint: setup  ## style, types, import directions
	ruff check
	ruff format --check
	mypy
	lint-imports

format: setup  ## put the code into its style
	ruff format
	ruff check --fix

schemas: setup  ## schemas/ anew from the records
	python scripts/write_schemas.py

bench: setup  ## pages a second and memory of each step, beside pdfplumber alone
	python benchmarks/steps.py

lock: setup  ## requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock

clean:  ## what can be made again: .venv, caches, intermediate data
	rm -rf .venv .dvc/cache .dvc/tmp data/interim .mypy_cache .ruff_cache .pytest_cache .hypothesis
