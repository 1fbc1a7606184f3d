# 联图 Liantu. `make help` lists what can be made. Needs git, make, Python 3.11+ with venv; all else comes from requirements.lock.
# Paths stay relative, scripts are run as modules, and nothing is installed as editable (its .pth file would hold the path in an encoding
# that a missing locale cannot read), so that the checkout may lie in a folder with spaces or Chinese characters.
PYTHON ?= python3
PY := .venv/bin/python
CORPUS := $(firstword $(wildcard ../shared))
export LIANTU_CORPUS ?= $(CORPUS)
# JOBS=auto runs the files of tests side by side, one process a core, for those who can run a test again that waits for a busy browser.
JOBS ?= 0
PACKAGES := graph ingest queries viz liantu

.PHONY: help setup demo test fast check lint types layers drift docs golden score bench lock wheel

help: ## 列出可做的事 list what can be made
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1\t/'

setup: .venv/ready ## 建立运行环境 make the environment

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall .
	touch .venv/ready

demo: setup ## 读样例，出缺口报告和离线网页 read the samples, report the gaps, write the page
	$(PY) -m liantu demo

test: setup ## 全部测试 all tests
	$(PY) -m pytest -rs -n $(JOBS) --dist loadfile

fast: setup ## 快测试 the fast tests
	$(PY) -m pytest -m "not slow" -n $(JOBS) --dist loadfile

check: setup lint types layers drift ## 格式、类型、层次、生成物 style, types, layers, drift

lint: setup
	$(PY) -m ruff format --check $(PACKAGES) tests benchmarks
	$(PY) -m ruff check $(PACKAGES) tests benchmarks
	$(PY) -m codespell_lib $(PACKAGES) tests docs README.md CHANGELOG.md CONTRIBUTING.md

types: setup
	$(PY) -m mypy

layers: setup
	$(PY) -c "from importlinter.cli import lint_imports_command; lint_imports_command()"

drift: setup
	$(PY) -m graph.generate --check
	$(PY) -m queries.document --check
	$(PY) -m liantu.translation --check

golden: setup ## 重写样例的标准答案（先看差异） rewrite the golden answers of the samples (look at the diff)
	LIANTU_GOLDEN=write $(PY) -m pytest -q tests/golden tests/docs/test_gap_report.py

score: setup ## 交叉验证的评分，写入 docs/score.md（需语料与附加项 train） cross-validated score (needs the corpus and the extra train)
	$(PY) -m ingest.training.score "$(LIANTU_CORPUS)" build/folds $(if $(ENTITIES),--entities $(ENTITIES)) $(if $(MISSES),--misses $(MISSES))

lock: setup ## 重写依赖锁 rewrite the lock
	$(PY) -m uv pip compile pyproject.toml --extra neo4j --extra rdf --group dev --universal --generate-hashes --python-version 3.11 -q -o requirements.lock

wheel: setup ## 重写安装包的文件清单 rewrite the list of the wheel's files
	rm -rf build/wheel && $(PY) -m hatchling build -t wheel -d build/wheel
	$(PY) -c "import glob, zipfile; names = zipfile.ZipFile(glob.glob('build/wheel/*.whl')[0]).namelist(); print('\n'.join(sorted(n for n in names if '.dist-info/' not in n)))" > tests/house/wheel.txt
