"""The recurrent cells. A cell's `step` is its formula, one line of code per line of
mathematics; it returns what went in and every symbol on a left-hand side, by name."""

from .cell import Cell, CellFactory, Hidden, Input, Inputs, State
from .gru import GRUCell, GRUStep
from .lstm import LSTMCell, LSTMStep
from .rnn import RNNCell, RNNStep
from .unroll import Step, hidden_of, steps, trace, unroll

__all__ = [
    "Cell",
    "CellFactory",
    "GRUCell",
    "GRUStep",
    "Hidden",
    "Input",
    "Inputs",
    "LSTMCell",
    "LSTMStep",
    "RNNCell",
    "RNNStep",
    "State",
    "Step",
    "hidden_of",
    "steps",
    "trace",
    "unroll",
]
