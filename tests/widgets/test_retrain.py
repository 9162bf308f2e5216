"""The panel that trains in PyTorch."""

import pytest

from utils.widgets.retrain import Retrain

SETTINGS = {"units": [4, 8], "seed": range(3)}


def panel(train):
    return Retrain(train, SETTINGS, {"units": 8, "seed": 0}, "99 %")


def test_a_click_trains_with_what_was_chosen():
    asked = []
    widget = panel(lambda **chosen: asked.append(chosen) or f"{chosen['units']} of 10")
    widget.controls["units"].value = 4
    widget.controls["seed"].value = 2
    widget.button.click()
    assert asked == [{"units": 4, "seed": 2}]
    assert widget.runs == [({"units": 8, "seed": 0}, "99 %"), (asked[0], "4 of 10")]
    assert "<td>4 of 10</td>" in widget.table.value
    assert not widget.button.disabled


def test_a_training_that_fails_leaves_the_panel_usable():
    def fails(units, seed):
        raise RuntimeError("no <memory>")

    widget = panel(fails)
    widget.button.click()
    assert "failed: no &lt;memory&gt;" in widget.table.value
    assert not widget.button.disabled


def test_the_page_shows_the_recorded_result_and_no_control():
    html = panel(lambda **_: "")._repr_mimebundle_()["text/html"]
    assert "Recorded with units 8, seed 0: <strong>99 %</strong>" in html
    assert "How to run" in html
    assert not any(tag in html for tag in ("<button", "<select", "<input"))


def test_wrong_settings():
    with pytest.raises(ValueError, match="expected the settings units, seed, got units"):
        Retrain(print, SETTINGS, {"units": 8}, "")
    with pytest.raises(ValueError, match=r"expected seed of .*, got 7"):
        Retrain(print, SETTINGS, {"units": 8, "seed": 7}, "")
