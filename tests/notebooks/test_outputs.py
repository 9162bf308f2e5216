"""The stored outputs: of the code that stands there, and compared or asserted.

nbval passes a notebook that was never executed, and skips pictures and tagged cells; these
tests look where it does not.
"""

import pytest

from book.dependencies import fingerprint, seal
from tests.notebooks.cells import asserts, code_cells, every_notebook, is_picture, read, tags

# Every cell whose stored output is not compared, because it depends on the machine.
# The claim it makes is asserted beside it, unless it only says how long something takes.
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
ONLY_TIMED = {"figure-cost", "solution-5-time", "batches-ratio", "cost-table", "padding-time"}


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
    itself, or in the next one. A time is not asserted (`test_timings.py`)."""
    cells = code_cells(path)
    for cell, following in zip(cells, [*cells[1:], None], strict=True):
        ignored = "nbval-ignore-output" in tags(cell) or "nbval-skip" in tags(cell)
        unseen = ignored or any(is_picture(output) for output in cell.outputs)
        if unseen and cell.id not in ONLY_TIMED:
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
