"""The questions to ask before and after a chapter, from the page that has them,
``book/questions.md``, for the quizzes of Canvas (``qti.py``) and Moodle (``moodle.py``)."""

import re
from pathlib import Path
from typing import NamedTuple

from book.slides import plain, to_html

PAGE = Path(__file__).parents[1] / "questions.md"
QUIZ = re.compile(r"^### (Before|After) chapter (\d+)$", re.MULTILINE)
QUESTION = re.compile(
    r"^\*\*(?P<number>\d+\.\d+)\*\* (?P<text>.+)\n\n"
    r"(?P<options>(?:- [a-e]\. .+\n)+)\n"
    r"<details><summary>Answer</summary>\n\n"
    r"\*\*(?P<right>[a-e])\.\*\* (?P<why>.+)\n\n</details>$",
    re.MULTILINE,
)
OPTION = re.compile(r"^- ([a-e])\. (.+)$", re.MULTILINE)


class Question(NamedTuple):
    """A question; its texts are HTML.

    number: as the page has it, "1.4".
    text: what is asked.
    options: what there is to choose from.
    right: the place of the right one among them.
    why: what is said afterwards, and where it stands.
    """

    number: str
    text: str
    options: list[str]
    right: int
    why: str


class Quiz(NamedTuple):
    """Questions that are asked together: ``when`` is "before" or "after" a chapter."""

    chapter: int
    when: str
    questions: list[Question]

    @property
    def title(self) -> str:
        return f"From RNN to Attention, chapter {self.chapter}: {self.when}"


def quizzes(text: str) -> list[Quiz]:
    """The quizzes of the page.

    Raises:
        ValueError: a question has another form; the message says where.
    """
    _, *parts = QUIZ.split(text)
    found = []
    for when, chapter, part in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
        questions = [_question(match) for match in QUESTION.finditer(part)]
        if len(questions) != part.count("<summary>"):
            numbers = [question.number for question in questions]
            raise ValueError(f"{when} chapter {chapter}, only {numbers} have the form")
        found.append(Quiz(int(chapter), when.lower(), questions))
    return found


def _question(match: re.Match) -> Question:
    options = OPTION.findall(match["options"])
    letters = [letter for letter, _ in options]
    if match["right"] not in letters or letters != sorted(set(letters)):
        raise ValueError(f"{match['number']}: expected {match['right']} among {letters}")
    return Question(
        match["number"],
        to_html(plain(match["text"])),
        [to_html(plain(option)) for _, option in options],
        letters.index(match["right"]),
        to_html(plain(match["why"])),
    )
