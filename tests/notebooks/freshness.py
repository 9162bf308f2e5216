"""What the stored outputs of a notebook depend on, as one hash."""

import hashlib
import json
import re
from pathlib import Path

from nbformat import NotebookNode

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# Set before a kernel starts, when outputs are stored and when they are compared.
KERNEL_ENVIRONMENT = {
    "TQDM_DISABLE": "1",  # the stored output keeps the result of long work, not the bar
    "OMP_NUM_THREADS": "1",  # the same sums in the same order on any number of cores, and
    "MKL_NUM_THREADS": "1",  # no threads that wait for each other on a busy machine
}


def fingerprint(notebook: NotebookNode) -> str:
    """A hash of the notebook's code, of `utils`, of the runs of the ledger that the notebook
    reads, and of the pinned versions."""
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    pins = [ROOT / "requirements.txt", ROOT / "constraints.txt"]
    source = "\n".join(code)
    runs = [
        file
        for file in sorted((ROOT / "book/claims/results").glob("*.json"))
        if re.search(rf"[\"/]{file.stem}(\.json)?\"", source)
    ]
    files = [*sorted((ROOT / "utils").rglob("*.py")), *runs, *pins]
    parts = {file.relative_to(ROOT).as_posix(): file.read_text("utf-8") for file in files}
    text = json.dumps([code, parts, KERNEL_ENVIRONMENT])
    return hashlib.sha256(text.encode()).hexdigest()
