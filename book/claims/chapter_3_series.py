"""The claims of chapter 3 about a real series, and rivals that are hard to beat."""

from functools import cache

from book.claims import series
from book.claims.claim import GUESS, US, Claim
from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.data.sunspots import TEST
from utils.recipes.sunspots import UNITS

CELLS = {"RNN": RNNCell, "LSTM": LSTMCell, "GRU": GRUCell}
SIZED = {name: {"kind": kind, "hidden": UNITS[kind]} for name, kind in CELLS.items()}
RATES = (0.003, 0.01, 0.03)
BEST = {"RNN": 0.01, "LSTM": 0.01, "GRU": 0.003}  # by the median, see the ledger
ROUNDING = 0.001  # sunspots; a model is not better than itself on another machine
UP_TO_1920 = {"rival": "linear", "until": TEST.start}


def one_decimal(error: float) -> str:
    """An error in sunspot numbers."""
    return f"{error:.1f}"


@cache
def linear(**options) -> float:
    """The error of linear autoregression, its order chosen, in sunspot numbers."""
    return series.error(0, rival="linear", **options)


CLAIMS = [
    Claim(
        name="sunspots-choosing",
        says="On the years that settings are chosen by, RNN, LSTM and GRU forecast sunspots "
        "better than linear autoregression",
        source=US,
        experiment=(
            "Yearly sunspot numbers, one year ahead; the root of the mean squared error, in "
            "sunspot numbers, from 1880 to 1920. Learned from 1700 to 1879. Some 300 weights "
            "each: 16 units for the RNN, 8 for the LSTM, 9 for the GRU; AdamW, clipped at 1, "
            "up to 200 steps of 32 stretches of 25 years, stopped seed by seed where the error "
            "is smallest. The order of the linear model is chosen from 1 to 15, on the same "
            "years; it is the same with every seed."
        ),
        run=series.error,
        settings={"linear": {"rival": "linear", "choosing": True}}
        | {
            f"{name}, learning rate {lr:g}": cell | {"lr": lr, "choosing": True}
            for name, cell in SIZED.items()
            for lr in RATES
        },
        passes=lambda error: error < linear(choosing=True) - ROUNDING,
        passing="a smaller error than the linear model",
        holds=lambda passed: (
            min(passed[f"{name}, learning rate {BEST[name]:g}"] for name in SIZED) >= 0.8
        ),
        show=one_decimal,
        seeds=10,
    ),
    Claim(
        name="sunspots",
        says="On new years, RNN, LSTM and GRU forecast sunspots better than linear "
        "autoregression",
        source=GUESS,
        experiment=(
            "The same, from 1921 to 1979, each cell at the learning rate that was best on the "
            "years before. One linear model has learned from the same years as the networks, "
            "the other, which is the one to beat, from all up to 1920."
        ),
        run=series.error,
        settings={
            "as last year": {"rival": "last"},
            "as 11 years ago": {"rival": "eleven"},
            "linear, 2 years": {"rival": "linear", "order": 2},
            "linear": {"rival": "linear"},
            "linear, up to 1920": UP_TO_1920,
        }
        | {name: cell | {"lr": BEST[name]} for name, cell in SIZED.items()},
        passes=lambda error: error < linear(until=TEST.start) - ROUNDING,
        passing="a smaller error than the linear model that has learned from all years up to "
        "1920",
        holds=lambda passed: min(passed[name] for name in SIZED) >= 0.8,
        show=one_decimal,
        seeds=10,
    ),
]
