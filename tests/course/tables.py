"""How many wrong answers to each exercise were tried, and how many of them were rejected with
the name of their mistake: `python -m tests.course.tables`."""

import os

os.environ["TQDM_DISABLE"] = "1"

import torch

from book.course.hidden import HIDDEN
from tests.notebooks.test_answers import RIGHT, WRONG, tried


def lines():
    yield "| exercise | wrong | rejected | named | right | accepted | hidden cases |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for chapter, exercises in WRONG.items():
        for n, answers in exercises.items():
            verdicts = [(words, tried(chapter, n, code)) for words, code in answers.values()]
            rejected = sum(not verdict for _, verdict in verdicts)
            named = sum(words in verdict.message for words, verdict in verdicts)
            others = RIGHT[chapter][n].values()
            accepted = sum(bool(tried(chapter, n, code)) for code in others)
            hidden = "yes" if (chapter, f"exercise-{n}") in HIDDEN else "no"
            numbers = len(answers), rejected, named, len(others), accepted, hidden
            yield f"| {chapter} {n} | {' | '.join(map(str, numbers))} |"


if __name__ == "__main__":
    torch.set_num_threads(1)  # as the notebooks run
    for line in lines():
        print(line, flush=True)
