# 贯标：常用命令。Windows 没有 make，用 README.zh-CN.md 里写的几行。
# On a fresh machine with Python >= 3.11: `make site` does the main job, `make test` passes every test.
PYTHON ?= python3
AS_OF ?= 2026-06-30
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: help site serve check test lint format bench schemas demo screenshot browser office clean

help: ## 列出这些命令
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(READY): requirements/dev.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "需要 Python 3.11 或更新的版本")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

site: $(READY) ## 核对示范企业，生成带差距报告的站点 site/
	$(BIN)/guanbiao build --as-of $(AS_OF)

serve: $(READY) ## 在本机打开站点，改了就刷新
	$(BIN)/guanbiao serve --as-of $(AS_OF)

check: $(READY) ## 核对示范企业，在终端看差距
	$(BIN)/guanbiao check --as-of $(AS_OF) --fail-on never

test: $(READY) browser office lint ## 全部检查和测试，浏览器测试在内
	$(BIN)/python -m coverage erase
	$(BIN)/python -m coverage run -m pytest
	$(BIN)/python -m coverage combine --quiet
	$(BIN)/python -m coverage report

lint: $(READY) ## 代码风格、类型、分层；条款页和 controls
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/guanbiao lint

format: $(READY) ## 整理代码格式
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

browser: $(READY) ## 浏览器测试要的 Chromium：有就用，没有就装
	$(BIN)/python tests/browser/find_browser.py --install

office: $(READY) ## 表单测试要的 LibreOffice：有就用，没有就装（约 20 秒，250 MB）；装不上就跳过那几个测试，并说明
	$(BIN)/python tests/forms/find_office.py --install

bench: $(READY) ## 与下限对比的速度和内存
	$(BIN)/python benchmarks/run.py --site

schemas: $(READY) ## 由代码里的类型重新生成 controls/schemas/
	$(BIN)/python -m checker.load.text.schemas controls/schemas

demo: $(READY) ## 重新生成示范企业的证据
	$(BIN)/python -m tools.demo_year

screenshot: site browser ## 重新拍 README 里的截图
	$(BIN)/python docs/screenshot.py

lock: $(READY) ## 重新锁定依赖
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --universal --python-version 3.11 --extra build --extra dask --extra dev --extra export --generate-hashes --no-emit-index-url --no-header -q pyproject.toml -o requirements/dev.lock
	$(BIN)/uv pip compile --universal --python-version 3.11 --extra build --generate-hashes --no-emit-index-url --no-header -q pyproject.toml -o requirements/run.lock

clean: ## 删去生成的东西
	rm -rf site $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage .coverage.*
