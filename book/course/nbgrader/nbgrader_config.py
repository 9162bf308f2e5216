"""nbgrader reads this in the folder of the course."""

import os
import sys
from pathlib import Path

from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.preprocessors import (
    AssignLatePenalties,
    CheckCellMetadata,
    IgnorePattern,
    LimitOutput,
    SaveAutoGrades,
)

sys.path.insert(0, str(Path(__file__).parent / "grader"))

from book.course.nbgrader.execution import ExecuteNeeded

os.environ["TQDM_DISABLE"] = "1"  # a progress bar on stderr would cost all points
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "from-rnn-to-attention"
c.ClearSolutions.code_stub = {"python": "# Write your answer here."}
c.ClearSolutions.text_stub = "Write here what you found."
c.ExecutePreprocessor.timeout = 600
# nbgrader's own list, but for the first.
c.Autograde.autograde_preprocessors = [
    ExecuteNeeded,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAutoGrades,
    AssignLatePenalties,
    CheckCellMetadata,
]
