"""The questions of ``book/questions.md`` as files for Canvas and Moodle, in ``quizzes/``."""

from sphinx.errors import ExtensionError

from book.course.moodle import to_moodle
from book.course.qti import to_qti
from book.course.questions import PAGE, quizzes
from book.dependencies import NOTEBOOKS

FOLDER = "quizzes"


def write(site):
    """Write the files: of a chapter one for Moodle, and for Canvas one before and one after.

    Raises:
        ExtensionError: a question has another form.
    """
    try:
        found = quizzes(PAGE.read_text("utf-8"))
    except ValueError as error:
        raise ExtensionError(f"{PAGE.name}: {error}") from error
    folder = site / FOLDER
    folder.mkdir(exist_ok=True)
    for number, notebook in enumerate(NOTEBOOKS, 1):
        of_chapter = [quiz for quiz in found if quiz.chapter == number]
        (folder / f"{notebook.stem}.xml").write_bytes(to_moodle(of_chapter))
        for quiz in of_chapter:
            (folder / f"{notebook.stem}-{quiz.when}.zip").write_bytes(to_qti(quiz))
