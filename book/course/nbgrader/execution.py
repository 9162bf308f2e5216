"""What nbgrader runs of a student's notebook: part of nbgrader's process, not of the book's."""

from pathlib import Path

import nbformat
from nbgrader.preprocessors import Execute

from book.course.only_shown import only_shown

COURSE = Path(__file__).parents[4]  # from grader/book/course/nbgrader
NOTE = "Not run for grading: nothing that is graded needs it.\n"


class ExecuteNeeded(Execute):
    """Runs all but those cells of the chapter that only show something: most of the time goes
    there. What a student wrote, and what that needs, is run."""

    def preprocess(self, nb, resources, km=None):
        names = resources["nbgrader"]
        source = COURSE / "source" / names["assignment"] / f"{names['notebook']}.ipynb"
        chapter = nbformat.read(source, as_version=4).cells if source.exists() else []
        self._left_out = only_shown(nb.cells, chapter)
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        if index not in self._left_out:
            return super().preprocess_cell(cell, resources, index)
        cell.execution_count = None
        cell.outputs = [nbformat.v4.new_output("stream", text=NOTE)]
        return cell, resources
