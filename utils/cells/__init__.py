"""The recurrent cells. A cell's `step` is its formula, one line of code per line of
mathematics; it returns what went in and every symbol on a left-hand side, by name."""

from utils.cells.cell import Cell, Hidden, Input, Inputs, MakeCell, State
from utils.cells.gru import GRUCell, GRUStep
from utils.cells.lstm import LSTMCell, LSTMStep
from utils.cells.rnn import RNNCell, RNNStep
from utils.cells.unroll import Step, hidden_of, steps, trace, unroll

__all__ = [
    "Cell",
    "GRUCell",
    "GRUStep",
    "Hidden",
    "Input",
    "Inputs",
    "LSTMCell",
    "LSTMStep",
    "MakeCell",
    "RNNCell",
    "RNNStep",
    "State",
    "Step",
    "hidden_of",
    "steps",
    "trace",
    "unroll",
]
