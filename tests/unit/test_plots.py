import matplotlib

matplotlib.use("agg")

import numpy as np
import torch

from utils import plots
from utils.cells import RNNCell
from utils.data import Examples, roommate
from utils.tagger import Tagger
from utils.training import History


def test_tables_and_ticks_are_markdown():
    shown = plots.table(
        ["sum", "right"], [["1+2", plots.tick(True)], ["3+4", plots.tick(False)]]
    )
    assert shown.data == "| sum | right |\n| --- | --- |\n| 1+2 | ✓ |\n| 3+4 | ✗ |"


def test_code_is_read_from_the_source():
    shown = plots.code(plots.tick).data
    assert shown.startswith("```python\ndef tick(right: bool)")
    assert shown.endswith('return "✓" if right else "✗"\n```')


def test_heatmap_shows_the_texts_own_columns():
    plots.use_style()
    weights = torch.arange(12.0).view(2, 6)  # padding at the left, `1+2}` at the right
    _, ax = plots.panels()
    plots.attention_heatmap(ax, weights, "1+2}", "3}")
    shown = ax.images[0].get_array()
    assert np.array_equal(shown, weights[:, 2:].numpy())
    assert [label.get_text() for label in ax.get_xticklabels()] == list("1+2}")
    assert [label.get_text() for label in ax.get_yticklabels()] == list("3}")


def test_heatmap_hatches_where_the_model_could_not_look():
    weights = torch.tensor([[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    mask = torch.tensor([[False, True, False], [False, True, True]])
    (_, whole), (_, hatched) = plots.panels(), plots.panels()
    plots.attention_heatmap(whole, weights, "12", "3}")
    assert not whole.patch.get_hatch()
    assert not np.ma.is_masked(whole.images[0].get_array())
    plots.attention_heatmap(hatched, weights, "12", "3}", mask)
    assert hatched.patch.get_hatch()
    assert np.array_equal(hatched.images[0].get_array().mask, ~mask[:, 1:].numpy())


def test_answers_get_ticks_and_crosses():
    shown = plots.answers_table(Examples(["1+2", "3+4"], ["3", "7"]), first_try=["3", "8"])
    assert shown.data.splitlines()[0] == "| question | right | first try |"
    assert shown.data.splitlines()[2:] == ["| 1+2 | 3 | 3 ✓ |", "| 3+4 | 7 | 8 ✗ |"]


class Oracle(Tagger):
    """Knows the rule, with probability 0.99."""

    def __init__(self):
        super().__init__(RNNCell(2, 1), 3)
        self.scores = torch.nn.Parameter(5.0 * torch.eye(3))

    def forward(self, x):
        return self.scores[(x[..., 1].cumsum(1) % 3).long()]


def test_forecasts_show_the_days_their_dishes_and_the_probabilities():
    days = roommate.with_weather(batch=1, days=8, seed=3)  # R S R S S R R S
    shown = plots.forecast_table(Oracle(), days, range(2, 4)).data.splitlines()
    assert shown[2] == "| 3 | rainy | chicken | ✓ | 0.01 | 0.01 | 0.99 |"
    assert shown[3] == "| 4 | sunny | chicken | ✓ | 0.01 | 0.01 | 0.99 |"
    wrong = days._replace(y=(days.y + 1) % 3)
    assert "✗" in plots.forecast_table(Oracle(), wrong, range(2, 3)).data


def test_a_short_run_and_many_labels_can_be_drawn():
    _, ax = plots.panels()
    plots.loss_curves(ax, {str(n): [History(loss=[1.0, 0.5])] for n in range(7)})
    assert len(ax.lines) == 7
    assert ax.lines[0].get_xydata().tolist() == [[2.0, 0.75]]


def test_activation_maps_start_on_day_1_and_are_blue_where_positive():
    _, ax = plots.panels()
    plots.activation_map(ax, torch.tensor([[1.0, -1.0], [0.5, 0.0]], requires_grad=True), "")
    image = ax.images[0]
    assert image.get_array().tolist() == [[1.0, 0.5], [-1.0, 0.0]]
    assert tuple(image.get_extent())[:2] == (0.5, 2.5)
    red, _, blue, _ = image.cmap(image.norm(1.0))
    assert blue > red


def test_outcomes_have_four_colours():
    right = np.array([[True, True], [False, False]])
    held_out = np.array([[False, True], [False, True]])
    _, ax = plots.panels()
    plots.outcome_map(ax, right, held_out)
    assert ax.images[0].get_array().tolist() == [[0, 1], [2, 3]]


def test_chinese_has_glyphs(recwarn):
    plots.use_style()
    figure, ax = plots.panels()
    ax.set_title("2025年11月22日星期六 一二三四五日")
    figure.canvas.draw()
    assert not [str(w.message) for w in recwarn if "Glyph" in str(w.message)]


def test_a_grid_shows_medians_and_spread_in_its_cells():
    runs = {(8, 1): [0.1, 0.2, 0.9], (8, 2): [1.0, 1.0, 1.0]}
    runs |= {(9, 1): [0.0, 0.0, 0.5], (9, 2): [0.3, 0.4, 0.5]}
    _, ax = plots.panels()
    plots.share_heatmap(ax, runs, [8, 9], [1, 2])
    assert np.allclose(ax.images[0].get_array(), [[0.2, 1.0], [0.0, 0.4]])
    cells = {(text.get_position()[0], round(text.get_position()[1])): [] for text in ax.texts}
    for text in ax.texts:
        cells[text.get_position()[0], round(text.get_position()[1])].append(text.get_text())
    assert cells[0, 0] == ["20%", "10% to 90%"]
    assert cells[1, 1] == ["40%", "30% to 50%"]


def test_outcomes_of_sums_and_a_small_map_without_names():
    right = np.array([[True, False], [True, False]])
    held_out = np.array([[False, False], [True, True]])
    for small in (False, True):
        _, ax = plots.panels()
        plots.outcome_map(ax, right, held_out, small=small)
        assert np.array_equal(ax.images[0].get_array(), [[0, 2], [1, 3]])
        assert (ax.get_legend() is None) is small
