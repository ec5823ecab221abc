# Two commands: `make run` and `make test`. Everything is done by dev.py, which
# needs nothing installed but a Python; without make, say `python3 dev.py run`.

PYTHON ?= python3
PORT ?= 8000
ARGS ?=

# `make prove soak` means `make prove NAME=soak`.
ifeq (prove,$(firstword $(MAKECMDGOALS)))
NAME ?= $(word 2,$(MAKECMDGOALS))
$(if $(NAME),$(eval $(NAME):;@:))
endif

.PHONY: run test lint prove deploy destroy screenshots setup

run: ## serve on 127.0.0.1:8000, with demo data, the worker and the sweep
	@$(PYTHON) dev.py run --port $(PORT)

test: ## everything, on SQLite, on PostgreSQL with a real browser, and the grader in three settings
	@$(PYTHON) dev.py test $(ARGS)

lint: ## style, types, who may import whom, templates, migrations, the lock file
	@$(PYTHON) dev.py lint

prove: ## one long proof by name; without a name, the list of them
	@$(PYTHON) dev.py prove $(NAME) $(ARGS)

deploy: ## put it into your AWS account, or bring that up to date: docs/deploying.md
	@$(PYTHON) dev.py deploy $(ARGS)

destroy: ## take it out of your AWS account again, after an export
	@$(PYTHON) dev.py destroy $(ARGS)

screenshots: ## take docs/screenshots/ anew
	@$(PYTHON) dev.py screenshots

setup: ## all that `make run` needs, without serving
	@$(PYTHON) dev.py setup
