# Punctual. `make help` says what there is.

SWIFT ?= swift
PREFIX ?= /usr/local
SOURCES = Package.swift Sources Tests
BINARY = .build/release/punctual
# Where the toolchain has Swift's own libraries to link into the program, as those for Linux have, it starts in half the time and
# runs on machines without Swift. `make build STATIC=` leaves them out.
RUNTIME = $(shell $(SWIFT)c -print-target-info 2>/dev/null | sed -n 's/.*"runtimeResourcePath": "\(.*\)".*/\1_static/p')
STATIC ?= $(if $(wildcard $(RUNTIME)/linux/libFoundation.a),--static-swift-stdlib)

.DEFAULT_GOAL := help
.PHONY: help demo test build install lint format bench docs clean needs

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

needs:
	@scripts/needs.sh

build: needs ## Build the program, optimised: .build/release/punctual
	@$(SWIFT) build -c release $(STATIC) --product punctual

demo: build ## Plan a sample firm's Monday, then let it go wrong at 10:40
	@scripts/demo.sh $(BINARY)

test: needs ## Run all tests; fails when one fails or none ran
	@scripts/test.sh

install: build ## Install the program, its man pages and completions below $(PREFIX)
	@scripts/install.sh $(BINARY) $(PREFIX)

lint: ## Check format and style; changes nothing
	@$(SWIFT) format lint --strict --configuration .swift-format --recursive --parallel $(SOURCES)
	@echo "lint: clean"

format: ## Bring all Swift files into the project's format
	@$(SWIFT) format --in-place --configuration .swift-format --recursive --parallel $(SOURCES)

bench: build ## Compare speed and quality with peers (see Benchmarks/README.md)
	@Benchmarks/run.sh $(BINARY)

docs: build ## Write the generated pages again: docs/errors.md, docs/commands.md, docs/methods.md
	@scripts/docs.sh $(BINARY)

clean: ## Remove everything that was built
	@rm -rf .build
