# One entry point for people and CI. Everything lands in .venv and build/; nothing outside is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PRESET ?= dev
WORKERS ?= logical
# cmake and ninja come through pip; only our own calls see them, so that isolated builds find none broken.
CMAKE_ENV := PATH="$(CURDIR)/$(BIN):$$PATH"

CXX_FILES = $(shell git ls-files 'cpp/*.cpp' 'cpp/*.hpp' 'cpp/*.inl')
PY_DIRS := python tests benchmarks tools
WORKING := tools/setup/working.sh

.PHONY: help demo test test-python test-cpp lint format bench bench-engine bench-sizing bench-validation bench-judgement bench-tuning bench-live catalogues configdefs configdefs-check rule-pages design-pages docs transcripts schemas wheel reproducible vectors vectors-check tiers sanitize fuzz proofs-short kafka clean
.DEFAULT_GOAL := help

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kafka-architect needs Python 3.11 or newer; set PYTHON=")'
	@$(WORKING) "Making $(VENV)" $(PYTHON) -m venv $(VENV)
	@$(WORKING) "Updating pip" $(BIN)/python -m pip install --quiet --upgrade 'pip>=25.1'

# Built in place: a changed .cpp is compiled again when the package is next imported.
$(VENV)/.installed: pyproject.toml CMakeLists.txt cpp/CMakeLists.txt | $(BIN)/python
	@$(WORKING) "Installing the build tools" $(BIN)/python -m pip install --quiet --group build
	@$(WORKING) "Compiling the C++ core (one to three minutes)" \
	  $(BIN)/python -m pip install --quiet --no-build-isolation --editable . \
	  -Ceditable.rebuild=true -Cbuild-dir=build/editable -Ccmake.define.KA_WERROR=ON
	@touch $@

$(VENV)/.tools: pyproject.toml $(VENV)/.installed
	@$(WORKING) "Installing the tools of tests and linters" \
	  $(BIN)/python -m pip install --quiet --group test --group lint --group wheel
	@touch $@

$(VENV)/.bench: $(VENV)/.tools
	@$(WORKING) "Installing the peers of the benchmarks" $(BIN)/python -m pip install --quiet --group bench
	@touch $@

$(VENV)/.docs: $(VENV)/.tools
	@$(WORKING) "Installing the site generator" $(BIN)/python -m pip install --quiet --group docs
	@touch $@

demo: $(VENV)/.installed ## Set up and analyse a real key dump
	$(BIN)/kafka-architect analyze examples/flights_dest.txt --partitions 12,24,48

test: test-python test-cpp ## Set up and pass every test

# One worker per core; tests that share a broker or a wheel stay on one worker (tests/conftest.py).
test-python: $(VENV)/.tools
	$(BIN)/python -m pytest -m "not publishing" --numprocesses $(WORKERS) --dist loadgroup

reproducible: $(VENV)/.tools ## Build the wheel twice, in two folders, and compare the bytes (five minutes; a release waits for it)
	$(BIN)/python -m pytest -m publishing

test-cpp: $(VENV)/.installed
	$(CMAKE_ENV) cmake --preset $(PRESET) $(CMAKE_FLAGS)
	$(CMAKE_ENV) cmake --build --preset $(PRESET)
	$(CMAKE_ENV) ctest --preset $(PRESET)

# Sanitizers place their shadow memory where the randomised address space of newer kernels may already be.
FIXED_ADDRESSES = $(shell setarch -R true 2>/dev/null && echo setarch -R)
FUZZ_SECONDS ?= 20
PROOFS_BASE ?= HEAD

tiers: $(VENV)/.installed ## Hold every instruction-set tier to scalar, older and foreign CPUs by emulation
	$(CMAKE_ENV) $(BIN)/python tools/tiers/check_tiers.py

# Left out: what measures memory, of which AddressSanitizer needs several times as much.
sanitize: $(VENV)/.tools ## C++ and Python tests under ASan and UBSan, the threads under TSan
	$(CMAKE_ENV) cmake --preset asan $(CMAKE_FLAGS)
	$(CMAKE_ENV) $(FIXED_ADDRESSES) cmake --build --preset asan
	$(CMAKE_ENV) $(FIXED_ADDRESSES) ctest --preset asan
	$(CMAKE_ENV) cmake --preset tsan $(CMAKE_FLAGS)
	$(CMAKE_ENV) $(FIXED_ADDRESSES) cmake --build --preset tsan --target threads_test
	$(FIXED_ADDRESSES) build/tsan/cpp/tests/threads/threads_test --gtest_brief=1
	$(CMAKE_ENV) $(BIN)/python tools/sanitizers/build_extension.py
	$(FIXED_ADDRESSES) $(BIN)/python tools/sanitizers/run_python_tests.py build/asan-python \
	  tests/unit tests/property tests/engine/border tests/engine/test_update.py tests/engine/test_masked_arrays.py -q -m "not java and not wheel and not clients and not kafka and not exhausts_memory" -k "not memory_does_not_grow"

fuzz: $(VENV)/.tools ## Fuzz states, sources of keys and kernels for FUZZ_SECONDS each, then the border to Python and readers of configurations
	$(CMAKE_ENV) $(BIN)/python tools/fuzz/run_fuzzers.py --seconds $(FUZZ_SECONDS)
	KAFKA_ARCHITECT_FUZZ_EXAMPLES=20000 $(BIN)/python -m pytest -q tests/validation/test_robustness.py \
	  tests/engine/border/test_random_programs.py tests/engine/border/test_random_arrow_programs.py

proofs-short: $(VENV)/.tools ## Tiers, sanitizers and fuzzers for minutes, those that differ from PROOFS_BASE asks for
	$(CMAKE_ENV) $(FIXED_ADDRESSES) $(BIN)/python tools/proofs/short_round.py --base "$(PROOFS_BASE)"

lint: $(VENV)/.bench docs ## Every gate: style, types, directions, stubs, C++ analysis, links of the documentation
	$(BIN)/ruff check $(PY_DIRS)
	$(BIN)/ruff format --check $(PY_DIRS)
	$(BIN)/mypy
	$(BIN)/mypy $(PY_DIRS:python=)
	$(BIN)/lint-imports
	$(BIN)/python -m mypy.stubtest kafka_architect._core --mypy-config-file pyproject.toml \
	  --allowlist .stubtest-allowlist
	$(BIN)/clang-format --dry-run -Werror $(CXX_FILES)
	$(CMAKE_ENV) cmake --preset tidy -DPython_EXECUTABLE=$(CURDIR)/$(BIN)/python \
	  -Dpybind11_DIR=$$($(BIN)/python -m pybind11 --cmakedir)
	$(CMAKE_ENV) cmake --build --preset tidy

format: $(VENV)/.tools ## Rewrite Python and C++ in the house style
	$(BIN)/ruff check --fix --exit-zero $(PY_DIRS)
	$(BIN)/ruff format $(PY_DIRS)
	$(BIN)/clang-format -i $(CXX_FILES)

bench: $(VENV)/.bench ## Compare with the peers; writes benchmarks/results
	$(BIN)/python -m pytest benchmarks --benchmark-only --benchmark-columns=median,rounds
	$(BIN)/python -m benchmarks.record

bench-engine: $(VENV)/.bench ## The engine against wc, DuckDB and chDB; BENCH_FLAGS=--billion for 37 GB of keys
	$(BIN)/python -m pip install --quiet --group bench-engine
	$(CMAKE_ENV) $(BIN)/python -m benchmarks.record_engine $(BENCH_FLAGS)

bench-sizing: $(VENV)/.bench ## Uncertain worlds per second against service-capacity-modeling
	$(BIN)/python -m pip install --quiet --group bench-sizing
	$(BIN)/python -m benchmarks.sizing_worlds

bench-validation: $(VENV)/.bench ## Files per second, start to verdict, beside other validators
	$(BIN)/python -m benchmarks.validation

bench-judgement: $(VENV)/.bench ## How often the judgement of keys is right, on labelled situations
	$(BIN)/python -m benchmarks.judgement

bench-tuning: $(VENV)/.bench ## Predicted batches and requests against real producers and consumers (needs Java, Maven)
	$(BIN)/python -m benchmarks.tuning

bench-live: $(VENV)/.bench ## A topic from its brokers against a consumer that counts keys (needs Java, Maven)
	$(BIN)/python -m benchmarks.live

catalogues: $(VENV)/.bench ## Regenerate hardware catalogues and the calibration page from tools/instances/facts
	$(BIN)/python tools/instances/generate.py
	$(BIN)/python tools/calibration/generate.py

configdefs: $(VENV)/.bench ## Regenerate Kafka's configuration keys from its jars (needs Java, Maven)
	$(BIN)/python -m tools.kafka.catalogue.generate

configdefs-check: $(VENV)/.bench ## Compare the committed configuration keys with the jars
	$(BIN)/python -m tools.kafka.catalogue.generate check

kafka: $(VENV)/.tools ## Run a real Kafka until Ctrl-C (needs Java, Maven); KAFKA_FLAGS="--brokers 3 --version 3.9.2 --secure"
	$(BIN)/python -m tools.kafka.cluster $(KAFKA_FLAGS)

rule-pages: $(VENV)/.installed ## Regenerate docs/rules and the index of the rules
	$(BIN)/python -m tools.rules.generate

schemas: $(VENV)/.installed ## Regenerate docs/schemas, the JSON Schemas of what the commands print
	$(BIN)/python -m tools.schemas.generate

design-pages: $(VENV)/.installed ## Regenerate the pages and schema of designs, and the outputs of examples/designs
	$(BIN)/python -m tools.designs.generate

docs: $(VENV)/.docs ## Build the documentation site into build/docs/site; a broken link fails
	$(BIN)/python -m tools.docs.site

transcripts: $(VENV)/.installed ## Run the commands that pages of docs/ show, and write what they print
	$(BIN)/python -m tools.docs.transcripts

wheel: $(VENV)/.tools ## Build sdist and a repaired wheel into dist/ and wheelhouse/
	rm -rf dist wheelhouse
	$(BIN)/python -m build --outdir dist
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/auditwheel repair --wheel-dir wheelhouse dist/*.whl

vectors: $(VENV)/.bench ## Regenerate the test vectors from the real clients (needs Java, Maven, Go, Node, Cargo)
	$(PYTHON) tools/vectors/kafka_clients_oracle.py generate
	$(BIN)/python -m tools.vectors.client_oracles generate

vectors-check: $(VENV)/.bench ## Compare the committed vectors with the real clients
	$(PYTHON) tools/vectors/kafka_clients_oracle.py check
	$(BIN)/python -m tools.vectors.client_oracles check

clean: ## Remove everything that was built
	rm -rf build dist wheelhouse $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
