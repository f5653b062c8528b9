#!/bin/sh
# Everything CI runs, in the order in which a failure is cheapest to see.
set -e
cd "$(dirname -- "$0")/.."
PATH=$PWD/.venv/bin:$PATH
export PATH

step() { printf '\n== %s\n' "$*"; }

step "format";      ruff format --check --quiet .
step "lint";        ruff check --quiet .
step "spelling";    codespell src docs README.md changelog.d
step "yaml";        yamllint --strict src tests docs
step "types";       mypy
step "the floors";  lint-imports --no-cache
step "the reference pages"; python scripts/reference.py --check
step "tests";       pytest -n 2 --quiet
step "the platform on PostgreSQL"; python scripts/with_postgres.py -- pytest -n 2 --quiet tests/web
