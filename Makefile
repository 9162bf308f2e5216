# Every command sets up what it needs first; a second run installs nothing.
#   make TORCH_INDEX=https://download.pytorch.org/whl/cpu book    torch without CUDA (Linux)
#   make SEEDS=100 DASK=tcp://scheduler:8786 claims                more runs, on a Dask cluster

PYTHON ?= python3
PORT ?= 8000
TORCH_INDEX ?=
SEEDS ?=
DASK ?=

# matplotlib's list of fonts: without a place to keep it, every notebook would warn.
export MPLCONFIGDIR := $(CURDIR)/.venv/matplotlib

BIN := .venv/bin
READY := .venv/ready
PEERS := .venv-peers/ready
PEERS_PINS := tests/benchmarks/peers/requirements.txt tests/benchmarks/peers/constraints.txt

.DEFAULT_GOAL := help
.PHONY: help book check test all notebooks claims bench peers serve lab offline handout address links newest clean

help:  ## list these commands
	@echo "make COMMAND, where COMMAND is one of"
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  %-10s %s\n", $$1, $$2}' Makefile

# All of it every time, into an empty folder: a page that is not read again gives no warning, and
# what an earlier build left would be published too.
book: $(READY)  ## build the book from the executed notebooks and say where to open it
	@rm -rf _build/html
	@$(BIN)/jupyter-book build . --all -W -n --keep-going --quiet
	@echo "The book is ready. Open $(CURDIR)/_build/html/index.html or run: make serve"

check: $(READY)  ## run the checks that your last change could affect (about a minute)
	@$(BIN)/python -m tests.runner check

test: $(READY)  ## run every check whose inputs have changed, and one of each kind of the rest
	@$(BIN)/python -m tests.runner test

all: $(READY)  ## run every check regardless, the newest packages and all links too
	@$(BIN)/python -m tests.runner all

notebooks: $(READY)  ## run every notebook again and save its outputs (a few minutes)
	@$(BIN)/python -m book.execute

claims: $(READY)  ## run what is missing from the claims ledger (all: over an hour)
	@$(BIN)/python -m book.claims.run $(if $(SEEDS),--seeds $(SEEDS)) $(if $(DASK),--dask $(DASK)) $(if $(KEEP),--keep $(KEEP))

bench: $(READY)  ## time our cells beside torch.nn, and batches beside single pairs
	@$(BIN)/python -m pytest -q tests/benchmarks --benchmark-sort=name \
		--benchmark-columns=min,median,rounds

peers: $(READY) $(PEERS)  ## race other people's programs and ours on sums (about 20 minutes)
	@$(BIN)/python -m tests.benchmarks.peers.run $(if $(SEEDS),--seeds $(SEEDS))

serve: book  ## show the book at http://localhost:8000 (another port: make serve PORT=9000)
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

lab: $(READY)  ## open the notebooks in JupyterLab
	@$(BIN)/python -m jupyterlab --notebook-dir=. notebooks/01_rnn.ipynb \
		--ContentsManager.pre_save_hook=utils.frontend.keep_pictures

offline: book  ## pack the site and the committed files into one zip
	@$(BIN)/python -m book.offline

handout: $(READY)  ## pack the notebooks without solutions, for students
	@$(BIN)/python -m book.packing

address: $(READY)  ## say where the repository is: make address URL=https://...
	@$(BIN)/python -m book.address "$(URL)"

# The report names every link: _build/linkcheck/output.txt.
links: $(READY)  ## check that every link to another host still leads somewhere
	@$(BIN)/jupyter-book build . --all --quiet --builder custom --custom-builder linkcheck

# In an environment of its own, .venv-newest, recreated each time.
newest:  ## try everything on the newest packages and report (a few minutes)
	@TORCH_INDEX="$(TORCH_INDEX)" $(PYTHON) -m tests.publishing.newest

clean:  ## delete the built book and the environments
	rm -rf _build .venv .venv-newest .venv-peers

# The last command makes matplotlib's list of fonts now.
$(READY): requirements.txt constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed as $(PYTHON). Name another: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' || \
		{ echo "Python's venv module is missing; on Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@echo "Installing the pinned packages into .venv, once; this takes a few minutes."
	@$(PYTHON) -m venv .venv
	@if [ -n "$(TORCH_INDEX)" ]; then \
		$(BIN)/pip install -q --disable-pip-version-check --index-url "$(TORCH_INDEX)" "$$(grep -o '^torch==[0-9.]*' requirements.txt)"; fi
	@$(BIN)/pip install -q --disable-pip-version-check -r requirements.txt -c constraints.txt
	@$(BIN)/python -c 'import matplotlib.font_manager' 2>/dev/null
	@touch $@

$(PEERS): $(PEERS_PINS)
	@echo "Installing other people's packages into .venv-peers, once."
	@$(PYTHON) -m venv --clear .venv-peers
	@.venv-peers/bin/pip install -q --disable-pip-version-check -r $(word 1,$^) -c $(word 2,$^)
	@touch $@
