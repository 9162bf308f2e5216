import matplotlib

matplotlib.use("agg")

import numpy as np
import torch

from utils import plots


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
