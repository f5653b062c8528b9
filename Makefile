# The developers' shortcuts; `./run` and `./test` need none of them.
.DEFAULT_GOAL := help
.PHONY: help check format lock reference pictures screenshots bench benchmark hardships platform

help:  ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

check:  ## everything CI runs
	@sh scripts/check.sh

format:  ## put the code into the house's form
	.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

lock:  ## resolve pyproject.toml into the two lock files
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --extra web -o requirements.lock
	.venv/bin/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml --extra web --group dev -c requirements.lock -o requirements-dev.lock

reference:  ## write docs/reference from the code
	.venv/bin/python scripts/reference.py

pictures:  ## make the pictures of the README from the example
	.venv/bin/python scripts/pictures.py

screenshots:  ## make the pictures of the platform from its demonstration
	.venv/bin/python scripts/screenshots.py

platform:  ## load the platform on a PostgreSQL of its own, write the table in docs/
	.venv/bin/python scripts/with_postgres.py -- .venv/bin/python -m benchmarks.platform

bench: platform  ## measure evaluate and the platform under load, write the tables in docs/
	.venv/bin/python -m benchmarks.evaluate

hardships:  ## hostile files, files counted apart, failing disks: measure, into docs/benchmarks
	.venv/bin/python -m benchmarks.hostile
	.venv/bin/python -m benchmarks.counting
	.venv/bin/python -m benchmarks.faults

benchmark:  ## measure figures, statements, planted errors and speed of audit, into docs/benchmarks
	.venv/bin/python -m benchmarks.figures
	.venv/bin/python -m benchmarks.audit
