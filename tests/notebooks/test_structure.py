"""What must be true of every notebook before its outputs are compared.

nbval passes a notebook that was never executed, and skips pictures and tagged cells; these
tests look where it does not.
"""

import re

import nbformat
import pytest
import yaml

from book.dependencies import NOTEBOOKS, ROOT, fingerprint, seal

# Every cell whose stored output is not compared, because it depends on the machine.
# The claim it makes is asserted beside it.
NOT_COMPARED = {
    "01_rnn": [
        "figure-cycle",
        "hand-wire",
        "table-two-starts",
        "figure-two-starts",
        "by-day",
        "train-here",
        "two-tests",
        "figure-saturation",
        "after-training",
        "ten-days",
        "figure-states",
        "figure-plane",
        "roommate-widget",
        "walkthrough",
        "restored",
        "figure-far-back",
        "error-pulse",
        "figure-clip",
        "cliff",
        "table-lengths",
        "retrain",
        "measured",
    ],
    "02_lstm": [
        "figure-lane",
        "error-pulse",
        "table-adding",
        "figure-adding",
        "table-store",
        "figure-store",
        "table-runs",
        "figure-losses",
        "ten-days",
        "figure-gates",
        "roommate-widget",
        "walkthrough",
        "table-lane-after",
        "table-interfere",
        "table-ablation",
        "retrain",
        "solution-5",
        "measured",
    ],
    "03_gru": [
        "table-race",
        "figure-race",
        "predictions",
        "figure-gates",
        "fixed",
        "roommate-widget",
        "walkthrough",
        "logistic-result",
        "table-names",
        "figure-names",
        "figure-confusion",
        "mistakes",
        "padding",
        "letter-parts",
        "figure-letters",
        "letter-table",
        "table-sunspots",
        "figure-sunspots",
        "figure-cost",
        "table-perplexity",
        "write",
        "copies",
        "word-writer",
        "table-mixtures",
        "bayes",
        "retrain",
        "solution-4",
        "solution-5-time",
        "solution-6-train",
        "measured",
    ],
    "04_seq2seq": [
        "score",
        "figure-learning",
        "figure-snapshots",
        "figure-all-sums",
        "adding-machine",
        "walkthrough",
        "carries",
        "twelve",
        "figure-digits",
        "figure-king",
        "analogy",
        "score-longer",
        "date-result",
        "figure-places",
        "shown-result",
        "mistake-table",
        "strange",
        "batches-ratio",
        "retrain",
        "solution-6-try",
        "measured",
    ],
    "05_attention": [
        "cost-table",
        "sums-result",
        "one-look",
        "walkthrough",
        "mask",
        "figure-sums",
        "removed-table",
        "dates-result",
        "figure-dates",
        "removed-dates",
        "error-pulse",
        "explorer",
        "transformer-result",
        "positions-removed",
        "figure-heads",
        "heads-explorer",
        "typed",
        "people-type",
        "noise-mistakes",
        "noise-scores",
        "figure-sure",
        "sure-table",
        "retrain",
        "solution-4-try",
        "solution-6-try",
        "measured",
    ],
    "06_pronunciation": [
        "padding",
        "padding-time",
        "small-result",
        "small-answers",
        "walkthrough",
        "wrong-vocabulary",
        "n-best",
        "beams",
        "test",
        "monotone",
        "errors",
        "figure-sure",
        "invented",
        "word-reader",
        "retrain",
        "measured",
    ],
}

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "code"]


def tags(cell):
    return cell.metadata.get("tags", [])


def is_picture(output):
    return any(kind.startswith("image/") for kind in output.get("data", {}))


def asserts(cell):
    return re.search(r"^assert ", cell.source, re.MULTILINE) is not None


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
def test_executed_once_in_order_without_error(path):
    cells = code_cells(path)
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    outputs = [output for cell in cells for output in cell.outputs]
    assert outputs
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]


@every_notebook
def test_stored_outputs_belong_to_this_code_and_these_versions(path):
    notebook = read(path)
    assert notebook.metadata.verified.fingerprint == fingerprint(notebook), (
        "what the outputs depend on changed since it was executed: make notebooks"
    )


@every_notebook
def test_nobody_has_changed_a_stored_output(path):
    notebook = read(path)
    verified = notebook.metadata.verified
    assert verified.seal == seal(notebook, verified.fingerprint), (
        "an output is not the one that the code gave: make notebooks"
    )


@every_notebook
@pytest.mark.parametrize(
    "kind", ["a figure in a table", "a count", "a picture", "a whole output"]
)
def test_a_changed_output_is_noticed(path, kind):
    notebook = read(path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.outputs]
    if kind == "a whole output":
        del cells[0].outputs[0]
    elif kind == "a count":
        cells[0].execution_count += 1
    else:
        name = "image/png" if kind == "a picture" else "text/html"
        data = next(o.data for c in cells for o in c.outputs if name in o.get("data", {}))
        data[name] = data[name].replace("9", "8", 1)
    verified = notebook.metadata.verified
    assert verified.seal != seal(notebook, verified.fingerprint)


@every_notebook
def test_a_result_is_compared_or_asserted(path):
    """A picture and a tagged cell are not compared, so they need an assertion: in the cell
    itself, or in the next one."""
    cells = code_cells(path)
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        ignored = "nbval-ignore-output" in tags(cell) or "nbval-skip" in tags(cell)
        unseen = ignored or any(is_picture(output) for output in cell.outputs)
        if unseen:
            beside = asserts(cell) or (following is not None and asserts(following))
            assert beside, f"no comparison and no assertion:\n{cell.source}"


@every_notebook
def test_cells_that_are_not_compared_are_listed_here(path):
    found = [
        cell.id
        for cell in code_cells(path)
        if any(tag.startswith("nbval") for tag in tags(cell))
    ]
    assert found == NOT_COMPARED.get(path.stem, [])


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
