#!/usr/bin/env bash
# Gradescope runs this once, as root, where it has unpacked the zip: /autograder/source.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

new_enough() {
  "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2> /dev/null
}

PYTHON=python3
if ! new_enough $PYTHON; then
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y python3 python3-venv
  if ! new_enough $PYTHON; then # Ubuntu 22.04 has 3.10, and this beside it
    PYTHON=python3.11
    DEBIAN_FRONTEND=noninteractive apt-get install -y $PYTHON $PYTHON-venv
  fi
fi
$PYTHON -m venv .venv
PIP=".venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check"

# torch without CUDA; an empty TORCH_INDEX takes it from where the rest comes from.
INDEX=${TORCH_INDEX-https://download.pytorch.org/whl/cpu}
[ -z "$INDEX" ] || $PIP --index-url "$INDEX" "$(grep -o '^torch==[0-9.]*' requirements.txt)"
$PIP -r book/course/autograder/requirements.txt -c requirements.txt -c constraints.txt

# The student's code runs as another user, who sees neither solutions nor cases nor the seed.
chmod -R o= book notebooks assignment.json
