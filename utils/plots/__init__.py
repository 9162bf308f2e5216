"""What the reader looks at: figures of one style, tables, and source code."""

from .figures import (
    OUTCOMES,
    activation_map,
    attention_heatmap,
    loss_curves,
    outcome_map,
    share_heatmap,
)
from .source import code
from .style import (
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
from .tables import answers_table, forecast_table, table, tick

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
