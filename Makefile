# Every command sets up what it needs first; a second run installs nothing.
#   make TORCH_INDEX=https://download.pytorch.org/whl/cpu book    torch without CUDA (Linux)
#   make SEEDS=100 DASK=tcp://scheduler:8786 claims                more runs, on a Dask cluster
#   make lab NOTEBOOK=notebooks/04_seq2seq.ipynb ARGS="--no-browser --port 9999"
#   make BUILD=/some/folder book serve                             build elsewhere (offline and handout too)

PYTHON ?= python3
PORT ?= 8000
BUILD := _build
TORCH_INDEX ?=
SEEDS ?=
DASK ?=
REMOTE ?=
NOTEBOOK ?= notebooks/01_rnn.ipynb
ARGS ?=

# Where programs keep settings: $HOME or, if that is read-only, a temporary folder.
ifneq ($(shell [ -w "$$HOME" ] && echo yes),yes)
AWAY := $(shell mktemp -d)
export IPYTHONDIR := $(AWAY)
export JUPYTER_CONFIG_DIR := $(AWAY)
export JUPYTER_DATA_DIR := $(AWAY)
export MPLCONFIGDIR := $(AWAY)
endif

# matplotlib's list of fonts: without a place to keep it, every notebook would warn.
ifneq ($(shell [ -e .venv ] && [ ! -w .venv ] && echo yes),yes)
export MPLCONFIGDIR := $(CURDIR)/.venv/matplotlib
endif

BIN := .venv/bin
READY := .venv/ready
PEERS := .venv-peers/ready
COURSE := .venv-course/ready
COURSE_PINS := book/course/requirements.txt
PEERS_PINS := tests/benchmarks/peers/requirements.txt tests/benchmarks/peers/constraints.txt
SITE := $(subst $() ,\ ,$(BUILD))/html/index.html
SOURCES := $(shell find $(wildcard book notebooks utils _*.yml *.toml LICENSE Makefile) -type f \
	! -path '*/__pycache__/*' ! -path '*/.*')

# $(call why_not,ENVIRONMENT): why it cannot be used, if it exists. Its version counts
# only where the command line names a Python.
VERSION := import sys; print("%d.%d" % sys.version_info[:2])
ASKED := $(filter command%,$(origin PYTHON))
why_not = $(shell \
	[ -e $(1) ] || exit 0; \
	has=$$($(1)/bin/python -c '$(VERSION)') || { echo its Python does not run; exit; }; \
	[ -x "$$(sed -n '1s/^..//p' $(1)/bin/pip)" ] || { echo its pip does not run; exit; }; \
	[ -e $(1)/ready ] || { echo its setup did not finish; exit; }; \
	[ -z "$(ASKED)" ] || [ "$$has" = "$$($(PYTHON) -c '$(VERSION)')" ] || echo it has Python $$has)

.DEFAULT_GOAL := help
.PHONY: help book check test all notebooks claims pronounce stair translation bench peers serve lab offline slides handout epub pdf course graders chinese address links faults newest clean
.PHONY: repository committed port
.PHONY: anew # forces whatever depends on it to be rebuilt

# Commands marked with two signs work wherever this file is, also in the zip of the notebooks;
# those marked with one and a plus need the repository.
help:  ## list these commands
	@echo "make COMMAND, where COMMAND is one of"
	@awk -F ':.*#[#+] ' '/^[a-z]+:.*$(if $(wildcard tests),#[#+],##) / {printf "  %-10s %s\n", $$1, $$2}' Makefile

book: repository $(READY)  #+ build the book from the executed notebooks and say where to open it
	@$(BIN)/python -m book.build "$(BUILD)"

$(SITE): $(SOURCES) $(READY)
	@$(BIN)/python -m book.build "$(BUILD)"

check: repository $(READY)  #+ run the checks that your last change could affect (about a minute)
	@$(BIN)/python -m tests.runner check

test: repository $(READY)  #+ run the checks whose inputs have changed, and one unchanged check of each kind
	@$(BIN)/python -m tests.runner test

all: repository $(READY)  #+ run every check regardless; also try the newest packages and all links
	@$(BIN)/python -m tests.runner all

notebooks: repository $(READY)  #+ run every notebook again, in both languages, and save its outputs (ten minutes)
	@$(BIN)/python -m book.execute
	@$(BIN)/python -m book.translation.store

claims: repository $(READY)  #+ run what is missing from the claims ledger (all: over an hour)
	@$(BIN)/python -m book.claims.run $(if $(SEEDS),--seeds $(SEEDS)) $(if $(DASK),--dask $(DASK)) $(if $(KEEP),--keep $(KEEP))

pronounce: repository $(READY)  #+ train the large model of chapter 6, unless it is there (over an hour)
	@$(BIN)/python -m book.pronouncer $(if $(KEEP),--keep)

stair: repository $(READY)  #+ train the six small models of the first page, unless they are there (two minutes)
	@$(BIN)/python -m book.stair

translation: repository $(READY)  #+ bring the Chinese catalogues up to date and say what they lack
	@$(BIN)/python -m book.translation.update

chinese: repository $(READY)  #+ put the Chinese source on a branch for Colab: make chinese REMOTE=https://...
	@$(BIN)/python -m book.translation.branch "$(REMOTE)"

bench: repository $(READY)  #+ time our cells against torch.nn, and batches against single pairs
	@$(BIN)/python -m pytest -q tests/benchmarks --benchmark-sort=name \
		--benchmark-columns=min,median,rounds

peers: repository $(READY) $(PEERS)  #+ race our programs against other people's (about half an hour)
	@$(BIN)/python -m tests.benchmarks.peers.run $(if $(SEEDS),--seeds $(SEEDS))
	@$(BIN)/python -m tests.benchmarks.peers.words

serve: repository port $(SITE)  #+ show the book at http://localhost:8000 (another port: make serve PORT=9000)
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory "$(BUILD)/html"

lab: $(READY)  ## open the notebooks in JupyterLab
	@$(BIN)/python -m jupyterlab --notebook-dir=. $(if $(filter 0,$(shell id -u)),--allow-root) \
		--ContentsManager.pre_save_hook=utils.frontend.keep_pictures $(ARGS) $(NOTEBOOK)

offline: repository committed $(SITE)  #+ pack the site and the committed files into one zip
	@$(BIN)/python -m book.offline "$(BUILD)"

slides: repository $(SITE)  #+ build the slides of every chapter and say where to open them
	@echo "The slides are beside the pages: $(BUILD)/html/slides, a file for each chapter. They need no network."

handout: repository $(READY)  #+ pack the notebooks without solutions, for students
	@$(BIN)/python -m book.packing "$(BUILD)"

epub: repository $(READY) $(SITE)  #+ bind the book as an EPUB, in each language
	@$(BIN)/python -m book.shelves.epub "$(BUILD)"
	@$(BIN)/python -m book.translation.run book.shelves.epub "$(BUILD)"

pdf: repository $(READY) $(SITE)  #+ print the book as one PDF in each language (needs Chromium)
	@$(BIN)/python -m book.shelves.pdf "$(BUILD)"
	@$(BIN)/python -m book.translation.run book.shelves.pdf "$(BUILD)"

course: repository $(READY)  #+ write a course for nbgrader, and the zips for Gradescope, in each language
	@$(BIN)/python -m book.course.package "$(BUILD)"
	@$(BIN)/python -m book.translation.run book.course.package "$(BUILD)"

address: repository $(READY)  #+ say where the repository is: make address URL=https://...
	@$(BIN)/python -m book.address "$(URL)"

faults: repository $(READY)  #+ kill processes, fill disks, do two things at once, and see what is lost
	@$(BIN)/python -m pytest -q tests/faults

graders: repository $(READY) $(COURSE)  #+ try the course in nbgrader and as Gradescope does (20 minutes or more)
	@TORCH_INDEX="$(TORCH_INDEX)" $(BIN)/python -m tests.course.graders

# The report names every link: _build/linkcheck/output.txt.
links: repository $(READY)  #+ check that every link to another host still leads somewhere
	@$(BIN)/jupyter-book build . --all --quiet --builder custom --custom-builder linkcheck

# In an environment of its own, .venv-newest, recreated each time.
newest: repository  #+ try everything on the newest packages and report (a few minutes)
	@$(CHECK_PYTHON)
	@TORCH_INDEX="$(TORCH_INDEX)" $(PYTHON) -m tests.publishing.newest

clean:  ## delete the built book and the environments
	rm -rf _build .venv .venv-newest .venv-peers .venv-course

# What must hold before anything is installed or built.
repository:
	@[ -d tests ] || { echo "This needs the whole repository. Here you can only open the notebooks: make lab"; exit 1; }

committed:
	@git rev-parse HEAD > /dev/null && [ -z "$$(git rev-parse --show-prefix)" ] || \
		{ echo "make offline packs every committed file. It needs git, and a clone of the repository in this folder."; exit 1; }

port: $(READY)
	@error=$$($(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>&1) || \
		{ echo "Port $(PORT) cannot be used: $${error##*Error: }. Name another: make serve PORT=9000"; exit 1; }

CHECK_PYTHON = \
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed, which $(PYTHON) is not. Name another: make $(or $(MAKECMDGOALS),COMMAND) PYTHON=python3.12"; exit 1; }; \
	$(PYTHON) -c 'import ensurepip, venv' || { \
		echo "Python's venv module is missing; on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }

# $(call environment,ENVIRONMENT): an empty one, unless there is one that can be used.
define environment
	@reason="$(call why_not,$(1))"; \
	if [ ! -e $(1) ] || [ -n "$$reason" ]; then \
		$(CHECK_PYTHON); \
		[ -z "$$reason" ] || echo "Recreating $(1): $$reason."; \
		$(PYTHON) -m venv --clear $(1); fi
endef

# $(call pip_install,ENVIRONMENT,WHAT): of what pip says, large downloads are shown at once, and
# if it fails, the end.
define pip_install
	@rm -f $(1)/installed
	@{ $(1)/bin/python -m pip install --disable-pip-version-check $(2) && touch $(1)/installed; } 2>&1 | \
		tee $(1)/pip.log | grep --line-buffered -E 'Downloading .*([0-9]{2}\.[0-9] MB|GB)'; \
		[ -e $(1)/installed ] || { tail -n 30 $(1)/pip.log; \
		echo "pip could not install the packages: the reason is above, its full output in $(1)/pip.log."; exit 1; }
endef

# The last command makes matplotlib's list of fonts now.
$(READY): requirements.txt constraints.txt $(if $(call why_not,.venv),anew)
	$(call environment,.venv)
	@echo "Installing the pinned packages into .venv, for $$($(BIN)/python --version); once, a few minutes."
	$(if $(TORCH_INDEX),$(call pip_install,.venv,--index-url "$(TORCH_INDEX)" $(shell grep -o '^torch==[0-9.]*' requirements.txt)))
	$(call pip_install,.venv,-r requirements.txt -c constraints.txt)
	@$(BIN)/python -c 'import matplotlib.font_manager'
	@touch $@

$(PEERS): $(PEERS_PINS) $(if $(call why_not,.venv-peers),anew)
	$(call environment,.venv-peers)
	@echo "Installing other people's packages into .venv-peers, once."
	$(call pip_install,.venv-peers,-r $(word 1,$^) -c $(word 2,$^))
	@touch $@

$(COURSE): $(COURSE_PINS) $(if $(call why_not,.venv-course),anew)
	$(call environment,.venv-course)
	@echo "Installing nbgrader into .venv-course, once."
	$(call pip_install,.venv-course,-r $(COURSE_PINS))
	@touch $@
