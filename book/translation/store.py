"""Execute the Chinese notebooks and store them in `book/locale`:

    python -m book.translation.store            all of them
    python -m book.translation.store 01_rnn     only these

What is stored is the code with what it has printed; the text is in the catalogues.
"""

import sys

import nbformat

from book.dependencies import NOTEBOOKS
from book.translation import catalogs
from book.translation.run import run, translated_source
from utils import files


def main(*names: str, language: str = "zh_CN") -> int:
    """Execute notebooks in the translated source, one after the other, and store each that ends
    well. Returns the exit status of the first that does not, else 0."""
    with translated_source(language) as source:
        for name in names or [path.stem for path in NOTEBOOKS]:
            notebook = source / "notebooks" / f"{name}.ipynb"
            status = run(source, "book.execute", notebook)
            if status:
                return status
            executed = nbformat.read(notebook, as_version=4)
            executed.cells = [cell for cell in executed.cells if cell.cell_type == "code"]
            stored = catalogs.LOCALE / language / notebook.name
            files.write(stored, f"{nbformat.writes(executed)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
