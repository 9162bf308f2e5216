"""What every chapter must have, and in which form."""

import re

import yaml

from book.dependencies import NOTEBOOKS, ROOT
from tests.notebooks.cells import code_cells, every_notebook, is_picture, read, tags


def test_there_are_six_chapters():
    names = [
        "01_rnn",
        "02_lstm",
        "03_gru",
        "04_seq2seq",
        "05_attention",
        "06_pronunciation",
    ]
    assert [path.stem for path in NOTEBOOKS] == names


@every_notebook
def test_parts_of_a_chapter(path):
    text = "\n\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    assert text.startswith("# ")
    for part in (
        r"^\*\*You will learn\*\*",
        r"^\*\*Time\*\* .*\d+ minutes",
        r"^> \*\*Your guess",
        r"^> \*\*Failure|^## What comes next",
        r"^## What we measured",
        r"^## References",
    ):
        assert re.search(part, text, re.MULTILINE), part


@every_notebook
def test_every_exercise_has_a_check_and_a_folded_solution(path):
    cells = read(path).cells
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    numbers = re.findall(r"^> \*\*Exercise (\d)\.\*\*", text, re.MULTILINE)
    assert numbers == [str(n + 1) for n in range(len(numbers))]
    assert 4 <= len(numbers) <= 6
    by_id = {cell.id: cell for cell in cells}
    for n in numbers:
        exercise, solution = by_id[f"exercise-{n}"], by_id[f"solution-{n}"]
        assert "check(" in exercise.source
        assert "still yours to write" in str(exercise.outputs), "the exercise gives itself away"
        assert re.search(r"assert check\(", solution.source)
        assert {"solution", "hide-cell"} <= set(tags(solution))


@every_notebook
def test_every_picture_has_alt_text_and_a_caption(path):
    cells = read(path).cells
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        if cell.cell_type == "code" and any(is_picture(output) for output in cell.outputs):
            alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
            assert len(alt) > 40, cell.source
            assert following.source.startswith("**Figure "), cell.source


@every_notebook
def test_widgets_are_stored_as_their_picture(path):
    """A live view needs the kernel that made it; without one it is an empty place."""
    outputs = [output for cell in code_cells(path) for output in cell.outputs]
    data = [output.get("data", {}) for output in outputs]
    assert not any("application/vnd.jupyter.widget-view+json" in kinds for kinds in data)
    assert any("book-widget" in kinds.get("text/html", "") for kinds in data)
    assert any("book-recorded" in kinds.get("text/html", "") for kinds in data)


@every_notebook
def test_markdown_cells_are_short(path):
    for cell in read(path).cells:
        if cell.cell_type == "markdown" and not cell.source.startswith("## References"):
            shown = re.sub(r'\(\S+ "[^"]*"\)', "", cell.source)  # less where quotations lead
            assert len(shown) <= 1300, cell.source


@every_notebook
def test_size_as_committed(path):
    assert path.stat().st_size <= 2_000_000


def test_table_of_contents_names_exactly_what_exists():
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text())
    named = [chapter["file"] for part in toc["parts"] for chapter in part["chapters"]]
    named.append(toc["root"])
    exist = [*(ROOT / "book").glob("*.md"), *NOTEBOOKS]
    assert sorted(named) == sorted(str(p.relative_to(ROOT).with_suffix("")) for p in exist)
