"""What is kept of a notebook's outputs, and the bar that is shown meanwhile."""

import pytest

from utils.frontend import LIVE_VIEW, is_watched, keep_pictures
from utils.progress import progress

VIEW = {LIVE_VIEW: {"model_id": "1"}}
PICTURE = {"text/html": "<img>", "text/plain": "Roommate()"}


def saved(*outputs):
    """What is left of these outputs when a notebook is saved."""
    cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": [*outputs]}]
    model = {"type": "notebook", "content": {"cells": cells}}
    keep_pictures(model, path="one.ipynb", contents_manager=None)
    return model["content"]["cells"][1]["outputs"]


def test_a_picture_is_kept_without_its_live_view():
    assert saved({"data": VIEW | PICTURE}) == [{"data": PICTURE}]


def test_what_has_no_picture_is_kept():
    outputs = [
        {"output_type": "stream", "text": "so and so"},
        {"output_type": "error", "ename": "ValueError"},
        {"data": VIEW | {"text/plain": "a slider of the reader's own"}},
    ]
    assert saved(*outputs) == outputs


def test_a_finished_bar_is_dropped():
    assert saved({"data": {}}, {"data": PICTURE}) == [{"data": PICTURE}]


@pytest.mark.parametrize("kind", ["file", "directory"])
def test_other_files_are_saved_as_they_are(kind):
    model = {"type": kind, "content": "text"}
    keep_pictures(model)
    assert model == {"type": kind, "content": "text"}


def test_outside_a_notebook_a_person_may_be_watching():
    assert is_watched()


def test_a_bar_in_a_terminal_goes_away_when_it_ends(monkeypatch, capsys):
    monkeypatch.delenv("TQDM_DISABLE", raising=False)
    with progress(3, "so and so") as bar:
        assert list(bar) == [0, 1, 2]
    shown = capsys.readouterr().err
    assert "so and so: " in shown
    assert shown.rpartition("\r")[0].rpartition("\r")[2].isspace()  # written over with blanks


def test_a_bar_that_is_not_wanted(monkeypatch, capsys):
    monkeypatch.setenv("TQDM_DISABLE", "1")
    with progress(3, "so and so") as bar:
        bar.set_postfix(loss="0.1")
        assert list(bar) == [0, 1, 2]
    assert capsys.readouterr().err == ""
