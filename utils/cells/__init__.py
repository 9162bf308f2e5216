"""The recurrent cells. A cell's `step` is its formula, one line of code per line of
mathematics; it returns what went in and every symbol on a left-hand side, by name."""

from utils.cells.cell import Cell, CellFactory, Hidden, Input, Inputs, State
from utils.cells.gru import GRUCell, GRUStep
from utils.cells.lstm import LSTMCell, LSTMStep
from utils.cells.rnn import RNNCell, RNNStep
from utils.cells.unroll import Step, hidden_of, steps, trace, unroll

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
