# Two commands: `make` sets everything up and runs the main job on the sample bulletins; `make test` passes all tests.
# A new machine needs python3.11 (or 3.12, 3.13), pip, git and make.

PYTHON ?= python3
UV := .uv/bin/uv
BIN := .venv/bin
export UV_COMPILE_BYTECODE := 1
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo setup test check fast-test clean

demo: setup
	$(BIN)/taizhang run corpora/samples --out ledger
	@echo "在这个窗口里用这些命令，先执行 to use these commands in this shell, first:  . $(BIN)/activate"

setup: .venv/.done

.venv/.done: pyproject.toml uv.lock
	@echo "正在装入所需软件包，第一次约一分钟 installing what it needs, about a minute the first time"
	test -x $(UV) || { $(PYTHON) -m venv .uv && .uv/bin/pip install --quiet --disable-pip-version-check uv; }
	$(UV) sync --frozen --inexact --quiet --python $(PYTHON)
	touch $@

# One of the extras in pyproject.toml: make extra-ocr, make extra-passwords, …
extra-%: .venv/.done
	$(UV) sync --frozen --inexact --quiet --extra $* --python $(PYTHON)

.venv/.test-done: .venv/.done tests/apt-packages.txt
	$(UV) sync --frozen --quiet --all-extras --python $(PYTHON)
	sh tests/install_apt.sh
	touch $@

test: .venv/.test-done
	$(BIN)/python -m pytest -n 2 --dist worksteal

fast-test: .venv/.done
	$(BIN)/python -m pytest -m "not slow"

check: .venv/.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf .venv .uv ledger build dist
