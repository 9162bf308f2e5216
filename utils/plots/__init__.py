"""What the reader looks at: figures of one style, tables, and source code."""

from utils.plots.figures import (
    OUTCOMES,
    activation_map,
    attention_heatmap,
    loss_curves,
    outcome_map,
    share_heatmap,
)
from utils.plots.source import code
from utils.plots.style import (
    AMOUNT,
    BLUE,
    COLORS,
    GREEN,
    INK,
    PAPER,
    PURPLE,
    QUIET,
    RED,
    SIGNED,
    YELLOW,
    panels,
    use_style,
)
from utils.plots.tables import answers_table, forecast_table, table, tick

__all__ = [
    "AMOUNT",
    "BLUE",
    "COLORS",
    "GREEN",
    "INK",
    "OUTCOMES",
    "PAPER",
    "PURPLE",
    "QUIET",
    "RED",
    "SIGNED",
    "YELLOW",
    "activation_map",
    "answers_table",
    "attention_heatmap",
    "code",
    "forecast_table",
    "loss_curves",
    "outcome_map",
    "panels",
    "share_heatmap",
    "table",
    "tick",
    "use_style",
]
