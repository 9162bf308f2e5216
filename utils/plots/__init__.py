"""What the reader looks at: figures of one style, tables, and source code."""

from utils.plots.figures import (
    OUTCOMES,
    attention_heatmap,
    curves,
    outcome_map,
    share_grid,
    strip,
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
    "answers_table",
    "attention_heatmap",
    "code",
    "curves",
    "forecast_table",
    "outcome_map",
    "panels",
    "share_grid",
    "strip",
    "table",
    "tick",
    "use_style",
]
