"""Plausible wrong answers to the exercises: each check rejects every one of them."""

import ast
import re

import nbformat
import pytest
import torch

from book.dependencies import ROOT
from utils.exercises import Case, check
from utils.training import set_seed

# From each exercise to wrong answers, by the mistake that was made.
WRONG = {
    "06_pronunciation": {
        "exercise-1": {
            "counts places that differ": """
def answer(given, right):
    return sum(a != b for a, b in zip(given, right))""",
            "and the difference in length": """
def answer(given, right):
    return sum(a != b for a, b in zip(given, right)) + abs(len(given) - len(right))""",
            "takes a swap for one edit": """
def answer(given, right):
    swapped = given != right and given == right[::-1] and len(given) == 2
    return 1 if swapped else distance(given, right)""",
            "never replaces": """
def answer(given, right):
    D = [[i + j for j in range(len(right) + 1)] for i in range(len(given) + 1)]
    for i, a in enumerate(given, 1):
        for j, b in enumerate(right, 1):
            D[i][j] = D[i - 1][j - 1] if a == b else 1 + min(D[i - 1][j], D[i][j - 1])
    return D[-1][-1]""",
            "forgets the border": """
def answer(given, right):
    D = [[0] * (len(right) + 1) for _ in range(len(given) + 1)]
    for i, a in enumerate(given, 1):
        for j, b in enumerate(right, 1):
            D[i][j] = min(D[i - 1][j - 1] + (a != b), D[i - 1][j] + 1, D[i][j - 1] + 1)
    return D[-1][-1]""",
        },
        "exercise-2": {
            "the mean of each word's rate": """
def answer(answers, references):
    pairs = [min((distance(a, r), len(r)) for r in every)
             for a, every in zip(answers, references)]
    wer = sum(d > 0 for d, _ in pairs) / len(pairs)
    return [wer, sum(d / n for d, n in pairs) / len(pairs)]""",
            "the first right answer counts": """
def answer(answers, references):
    pairs = [(distance(a, every[0]), len(every[0])) for a, every in zip(answers, references)]
    wer = sum(d > 0 for d, _ in pairs) / len(pairs)
    return [wer, sum(d for d, _ in pairs) / sum(n for _, n in pairs)]""",
            "divides by the sounds of the answers": """
def answer(answers, references):
    d = [min(distance(a, r) for r in every) for a, every in zip(answers, references)]
    return [sum(x > 0 for x in d) / len(d), sum(d) / sum(map(len, answers))]""",
            "the share of right words": """
def answer(answers, references):
    pairs = [min((distance(a, r), len(r)) for r in every)
             for a, every in zip(answers, references)]
    right = sum(d == 0 for d, _ in pairs) / len(pairs)
    return [right, sum(d for d, _ in pairs) / sum(n for _, n in pairs)]""",
        },
        "exercise-3": {
            "the backward states not turned round": """
def answer(forward, backward):
    return torch.cat([forward, backward], dim=1)""",
            "the forward states turned round": """
def answer(forward, backward):
    return torch.cat([forward.flip(0), backward], dim=1)""",
            "turned round along the units": """
def answer(forward, backward):
    return torch.cat([forward, backward.flip(1)], dim=1)""",
            "backward before forward": """
def answer(forward, backward):
    return torch.cat([backward.flip(0), forward], dim=1)""",
            "added": """
def answer(forward, backward):
    return forward + backward.flip(0)""",
        },
        "exercise-4": {
            "no padding": """
def answer(lengths, size):
    return sum(lengths)""",
            "all padded to the longest of all": """
def answer(lengths, size):
    return max(lengths) * len(lengths)""",
            "sorted first": """
def answer(lengths, size):
    lengths = sorted(lengths)
    batches = [lengths[n : n + size] for n in range(0, len(lengths), size)]
    return sum(max(batch) * len(batch) for batch in batches)""",
            "the last batch filled up": """
def answer(lengths, size):
    batches = [lengths[n : n + size] for n in range(0, len(lengths), size)]
    return sum(max(batch) * size for batch in batches)""",
            "the last batch dropped": """
def answer(lengths, size):
    whole = len(lengths) // size * size
    batches = [lengths[n : n + size] for n in range(0, whole, size)]
    return sum(max(batch) * len(batch) for batch in batches)""",
        },
        "exercise-5": {
            "a vote": """
def answer(probabilities):
    votes = probabilities.argmax(dim=1).bincount(minlength=probabilities.shape[1])
    return [int(votes.argmax()), float(probabilities.mean(dim=0)[votes.argmax()])]""",
            "the surest model decides": """
def answer(probabilities):
    row = probabilities[probabilities.max(dim=1).values.argmax()]
    return [int(row.argmax()), float(row.max())]""",
            "the sum instead of the mean": """
def answer(probabilities):
    total = probabilities.sum(dim=0)
    return [int(total.argmax()), float(total.max())]""",
            "the product": """
def answer(probabilities):
    together = probabilities.prod(dim=0)
    return [int(together.argmax()), float(together.max())]""",
            "the mean over the sounds": """
def answer(probabilities):
    mean = probabilities.mean(dim=1)
    return [int(mean.argmax()), float(mean.max())]""",
        },
        "exercise-6": {
            "the last word wins": """
def answer(pronunciations):
    return {sounds: (word,) for word, every in sorted(pronunciations.items())
            for sounds in every}""",
            "only the first pronunciation": """
def answer(pronunciations):
    turned = {}
    for word in sorted(pronunciations):
        turned.setdefault(pronunciations[word][0], []).append(word)
    return turned""",
            "not in order": """
def answer(pronunciations):
    turned = {}
    for word, every in pronunciations.items():
        for sounds in every:
            turned.setdefault(sounds, []).append(word)
    return turned""",
            "all pronunciations as one key": """
def answer(pronunciations):
    turned = {}
    for word in sorted(pronunciations):
        turned.setdefault("".join(pronunciations[word]), []).append(word)
    return turned""",
        },
    },
}
CASES = [
    pytest.param(chapter, exercise, code, id=f"{chapter} {exercise} {mistake}")
    for chapter, exercises in WRONG.items()
    for exercise, mistakes in exercises.items()
    for mistake, code in mistakes.items()
]


def tried(chapter, exercise, code):
    """The verdict on this answer, in place of the chapter's solution."""
    notebook = nbformat.read(ROOT / f"notebooks/{chapter}.ipynb", as_version=4)
    cells = {cell.id: cell.source for cell in notebook.cells}
    number = int(exercise.removeprefix("exercise-"))
    known = {"torch": torch, "Case": Case, "check": check, "set_seed": set_seed}
    for n in range(1, number + 1):
        exec(cells[f"exercise-{n}"], known)
        exec(cells[f"solution-{n}"], known)
    known["distance"] = known["distance_solution"]  # for what needs a right one
    exec(code, known)
    statements = ast.parse(cells[f"solution-{number}"]).body
    (call,) = (
        s.test for s in statements if isinstance(s, ast.Assert) and "check(" in ast.unparse(s)
    )
    return eval(re.sub(r"\w+_solution", "answer", ast.unparse(call)), known)


@pytest.mark.parametrize(("chapter", "exercise", "code"), CASES)
def test_a_wrong_answer_is_rejected(chapter, exercise, code):
    verdict = tried(chapter, exercise, code)
    assert not verdict
    assert "✗" in verdict.message
    assert "Error" not in verdict.message


def test_each_exercise_has_four_wrong_answers():
    for exercises in WRONG.values():
        assert min(map(len, exercises.values())) >= 4
