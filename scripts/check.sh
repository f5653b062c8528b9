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
step "every line and branch of the nouns, the scoring and the audit"
# Tests that reach them directly; what only a whole run reaches is not held to be tested.
measured=$(mktemp)
trap 'rm -f "$measured"' EXIT
coverage run --data-file="$measured" -m pytest --quiet tests/domain tests/scoring tests/audit tests/compose \
    src/hengji/domain src/hengji/scoring src/hengji/audit
coverage report --data-file="$measured" --fail-under=100 \
    --include='src/hengji/domain/*,src/hengji/scoring/*,src/hengji/audit/*'
step "tests";       pytest -n 2 --quiet
step "the platform on PostgreSQL"; python scripts/with_postgres.py -- pytest -n 2 --quiet tests/web
