"""The claims of chapter 2 about tasks with one answer at the end."""

from book.claims import memory
from book.claims.claim import GUESS, US, Claim
from utils.cells import GRUCell, LSTMCell, RNNCell

# Some 4,500 weights each.
ADDERS = {
    "RNN": {"kind": RNNCell, "hidden": 64},
    "RNN from the identity": {"kind": RNNCell, "hidden": 64, "identity": True},
    "ReLU RNN from the identity": {
        "kind": RNNCell,
        "hidden": 64,
        "identity": True,
        "nonlinearity": "relu",
    },
    "LSTM, bias 0": {"kind": LSTMCell, "hidden": 32, "forget_bias": 0.0},
    "LSTM, bias 1": {"kind": LSTMCell, "hidden": 32},
    "GRU": {"kind": GRUCell, "hidden": 37},
}
