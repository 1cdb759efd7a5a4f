# Two promises: `make demo` and `make test` on a bare Python 3.11-3.13 do all the set-up.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
OUT    ?= detente-out
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test check lock clean

demo: $(VENV)/program
	$(BIN)/detente demo --out $(OUT)

test: $(VENV)/development
	$(BIN)/python -m pytest

lock: $(VENV)/development
	$(BIN)/python .ci/lock.py

clean:
	rm -rf $(VENV) $(OUT) build dist *.egg-info

# One lock file with hashes: the part above its line is the program, the rest is for its tests.
$(VENV)/program: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(None if (3, 11) <= sys.version_info < (3, 14) else "detente needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is " + sys.version.split()[0] + ". Try: make $(MAKECMDGOALS) PYTHON=python3.12")'
	@test -x $(BIN)/python || { echo "Making $(VENV) (once; about a minute) ..."; $(PYTHON) -m venv $(VENV); }
	@sed '/^# ---- development/,$$d' requirements.lock > $(VENV)/program.txt
	@$(PIP) --no-deps --require-hashes -r $(VENV)/program.txt
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/development: $(VENV)/program
	@echo "Installing what the tests need (once) ..."
	@$(PIP) --no-deps --require-hashes -r requirements.lock
	@touch $@

.PHONY: quality
quality: $(VENV)/development
	$(BIN)/python benchmarks/quality.py

.PHONY: picture
picture: $(VENV)/development
	$(BIN)/python benchmarks/picture.py

.PHONY: validation
validation: $(VENV)/development
	$(BIN)/python benchmarks/validation.py

.PHONY: trust trust-long
trust: $(VENV)/development
	$(BIN)/python benchmarks/trust.py --write

trust-long: $(VENV)/development
	$(BIN)/python benchmarks/trust.py --write --long

.PHONY: dist sbom licences
dist: $(VENV)/development
	$(BIN)/python .ci/dist.py

sbom: $(VENV)/development
	@mkdir -p dist
	$(BIN)/cyclonedx-py requirements $(VENV)/program.txt --pyproject pyproject.toml --output-reproducible --validate --sv 1.6 --of JSON -o dist/sbom.json

licences: $(VENV)/development
	$(BIN)/python .ci/licences.py --write
