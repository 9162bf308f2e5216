"""The guesses of the chapters: what their metadata must say, and where answers come from."""

import json
from copy import deepcopy

import pytest
from docutils import nodes

from book.dependencies import NOTEBOOKS
from book.extensions.reader.guesses import prepare
from book.guesses import Chapter, Guess

TABLE = """| | WER | PER |
| --- | --- | --- |
| small | 44.5% | 11.5% |
| smaller | 50.0% | 1,012 |"""
RANGE = {"from": 0, "to": 100, "tolerance": 5}
SOURCES = {
    "stream": {"cell": "prints", "row": "held out:", "number": 2},
    "table": {"cell": "prints", "row": "small", "column": "PER"},
    "thousands": {"cell": "prints", "row": "smaller", "column": "PER"},
    "runs": {"claim": "race", "of": "RNN: median"},
    "count": {"claim": "race", "of": "RNN: passed"},
}
CHOICE = {
    "kind": "choice",
    "options": ["none", "all"],
    "right": "none",
    "says": {"cell": "result", "words": "None of them learned."},
    "covers": ["result"],
}
NUMBER = {"kind": "number", "answer": SOURCES["table"], "covers": ["prints"], **RANGE}
CURVE = {
    "kind": "curve",
    "x": "days",
    "y": "share",
    "points": [{"x": n, "source": SOURCES["stream"]} for n in (1, 2, 3)],
    "covers": ["prints"],
    **RANGE,
}
KINDS = {"choice": CHOICE, "number": NUMBER, "curve": CURVE}


def markdown(name, *source, **metadata):
    return {"cell_type": "markdown", "id": name, "metadata": metadata, "source": source}


@pytest.fixture
def chapter(tmp_path):
    """`chapter(guess)`: a chapter with this guess, and a ledger beside it."""
    runs = {"RNN": {"runs": {"0": 0.2, "1": 0.5, "2": 0.4}}}
    (tmp_path / "race.json").write_text(json.dumps({"settings": runs}))
    printed = [
        {"name": "stdout", "text": ["held out: 99.5% (9 of 10)\n"]},
        {"data": {"text/markdown": [TABLE]}},
    ]

    def write(guess):
        cells = [
            markdown("before", "# Title"),
            markdown("asks", "> **Your guess.** How many?", guess=guess),
            {"cell_type": "code", "id": "prints", "metadata": {}, "outputs": printed}
            | {"source": []},
            markdown("result", "> **Result.** None of them\n", "learned."),
            markdown("quotes", '[1 of 3](../book/claims.md#race "RNN: passed")'),
        ]
        path = tmp_path / "chapter.ipynb"
        path.write_text(json.dumps({"cells": cells}))
        return Chapter(path, tmp_path)

    return write


@pytest.mark.parametrize(
    ("source", "value"),
    [("stream", 9), ("table", 11.5), ("thousands", 1012), ("runs", 0.4), ("count", 1)],
)
def test_a_number_is_read_where_it_was_measured(chapter, source, value):
    assert chapter(CHOICE).measured(SOURCES[source]).value == value


def test_of_the_ledger_the_runs_come_along_in_percent_if_asked_so(chapter):
    found = chapter(CHOICE).measured(SOURCES["runs"], "%")
    assert found.value == pytest.approx(40)
    assert found.runs == pytest.approx([20, 50, 40])


def test_a_figure_is_shown_as_the_chapter_quotes_it(chapter):
    assert chapter(CHOICE).measured(SOURCES["count"]).text == "1 of 3"


@pytest.mark.parametrize("kind", KINDS)
def test_a_guess_of_each_kind(chapter, kind):
    (guess,) = chapter(KINDS[kind]).guesses()
    assert (guess.cell, guess.index, guess.data["kind"]) == ("asks", 1, kind)
    assert guess.covers == [3 if kind == "choice" else 2]
    expected = {"choice": 0, "number": [11.5], "curve": [9.0] * 3}
    assert guess.data["right" if kind == "choice" else "answers"] == expected[kind]


def test_right_may_be_the_option_that_is_the_number(chapter):
    about = {"kind": "choice", "options": ["0", "1", "2"], "covers": ["result"]}
    (guess,) = chapter(about | {"answer": SOURCES["count"]}).guesses()
    assert (guess.data["right"], guess.data["shown"]) == (1, "1 of 3")


@pytest.mark.parametrize(("right", "place"), [("smallest", 0), ("largest", 1)])
def test_right_may_be_the_option_with_the_most_or_the_least(chapter, right, place):
    options = [{"text": name, "source": SOURCES[name]} for name in ("runs", "thousands")]
    about = {"kind": "choice", "options": options, "right": right, "covers": ["result"]}
    (guess,) = chapter(about).guesses()
    assert guess.data["options"] == ["runs", "thousands"]
    assert guess.data["right"] == place


WRONG = {
    "another kind": (CHOICE, {"kind": "essay"}, "expected a kind of"),
    "a field missing": (NUMBER, {"tolerance": None}, r"a number needs \['tolerance'\]"),
    "a field too many": (NUMBER, {"log": True}, r"a number has no \['log'\]"),
    "right is no option": (CHOICE, {"right": "some"}, "expected one of"),
    "nothing to tell right": (CHOICE, {"says": None}, "nothing says that it is right"),
    "other words": (
        CHOICE,
        {"says": {"cell": "result", "words": "All of them learned."}},
        "result no longer says 'All of them learned.'",
    ),
    "the same twice": (CHOICE, {"options": ["none", "none"]}, "different options"),
    "two are the largest": (
        CHOICE,
        {
            "options": [{"text": t, "source": SOURCES["runs"]} for t in "ab"],
            "right": "largest",
        },
        "two options are the largest",
    ),
    "off the axis": (NUMBER, {"to": 10}, "11.5 was measured: not between 0 and 10"),
    "nothing to hit": (NUMBER, {"tolerance": 0}, "expected a tolerance above 0"),
    "a log axis from 0": (CURVE, {"log": True}, "a log axis begins above 0"),
    "no factor": (CURVE, {"log": True, "tolerance": 1}, "of a log axis a factor above 1"),
    "two points": (CURVE, {"points": CURVE["points"][:2]}, "expected three points"),
    "a cell that is not there": (NUMBER, {"covers": ["gone"]}, "covers gone"),
    "a cell above": (NUMBER, {"covers": ["before"]}, "which the reader has seen before"),
    "nothing covered": (NUMBER, {"covers": []}, "it covers nothing"),
    "no such row": (
        NUMBER,
        {"answer": {"cell": "prints", "row": "large", "column": "PER"}},
        "prints prints no 'large' with a 'PER'",
    ),
    "no such column": (
        NUMBER,
        {"answer": {"cell": "prints", "row": "small", "column": "SER"}},
        "prints prints no 'small' with a 'SER'",
    ),
    "no such number": (
        NUMBER,
        {"answer": {"cell": "prints", "row": "held out:", "number": 5}},
        "no number 5",
    ),
    "no such cell": (NUMBER, {"answer": {"cell": "gone", "row": "a"}}, "no cell gone"),
    "no such claim": (
        NUMBER,
        {"answer": {"claim": "walk", "of": "RNN: median"}},
        "the ledger has no walk",
    ),
    "no such setting": (
        NUMBER,
        {"answer": {"claim": "race", "of": "GRU: median"}},
        "the ledger has no race, GRU: median",
    ),
    "a count that is not quoted": (
        NUMBER,
        {"answer": {"claim": "race", "of": "GRU: passed"}},
        "the chapter does not quote race, GRU: passed",
    ),
    "half a source": (NUMBER, {"answer": {"claim": "race"}}, "'of' is missing"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_with_chapter_and_cell(chapter, wrong):
    about, change, message = WRONG[wrong]
    about = {k: v for k, v in (deepcopy(about) | change).items() if v is not None}
    with pytest.raises(ValueError, match=f"^chapter, guess of asks: .*{message}"):
        chapter(about).guesses()


def test_a_changed_result_makes_another_answer_right(chapter):
    about = {"kind": "choice", "options": ["0", "1", "2"], "covers": ["result"]}
    book = chapter(about | {"answer": SOURCES["count"]})
    quote = book.cells[4]
    quote["source"] = [quote["source"][0].replace("1 of 3", "2 of 3")]
    assert book.guesses()[0].data["right"] == 2


# ---- The page ----


@pytest.mark.parametrize("ends_with_a_guess", [False, True])
def test_what_is_covered_lies_in_boxes(ends_with_a_guess):
    """Cells 0 to 3: the guess and more; an output; words between; a result and what follows."""

    def at(node, cell):
        node.line = 10_000 * (cell + 1) + 1
        return node

    box = at(nodes.admonition("", nodes.title("", "Your guess"), classes=["guess"]), 0)
    own, output = at(nodes.paragraph("", "own"), 0), nodes.container(cell_index=1)
    between = at(nodes.paragraph("", "between"), 2)
    result = at(nodes.admonition("", classes=["result"]), 3)
    later = at(nodes.admonition("", classes=["guess"] if ends_with_a_guess else []), 3)
    section = nodes.section("", nodes.title("", "A"), box, own, output, between, result, later)
    data = {"kind": "choice"}
    prepare(nodes.section("", section), [Guess("asks", 0, [0, 1, 3], data)])
    _, _, first, _, second, *_ = section.children
    rest = [later] if ends_with_a_guess else []
    assert section.children == [section[0], box, first, between, second, *rest]
    assert first["classes"] == second["classes"] == ["awaits-guess", "for-asks"]
    assert first.children == [own, output]
    assert second.children == ([result] if ends_with_a_guess else [result, later])
    assert all(child.parent is section for child in section.children)
    assert 'class="guess-data">{"kind": "choice"}' in box[1].astext()


# ---- The book ----


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_chapter_asks_for_guesses(path):
    assert len(Chapter(path).guesses()) >= 3


def test_the_book_asks_in_every_way():
    kinds = [guess.data["kind"] for path in NOTEBOOKS for guess in Chapter(path).guesses()]
    assert len(kinds) >= 15
    assert min(map(kinds.count, KINDS)) >= 2
