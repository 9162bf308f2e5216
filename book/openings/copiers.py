"""Train the copiers that open chapter 5, and write their files:

    python -m book.openings.copiers

They are the first runs of two settings of the ledger (`copy-one-vector`): 32 units, a row of 4
or of 20 digits, one vector handed over once, 400 steps. That takes some seconds.
"""

from pathlib import Path

from book import dependencies
from utils.compact import load_compact, read_about, save_compact
from utils.recipes import copying
from utils.seq2seq import Seq2Seq
from utils.training import exact_match

SEED, UNITS = 0, 32
DIGITS = (20, 4)
BITS = 7  # of a weight, as the page has it
RUNS = dependencies.RUNS / "copy-one-vector.json"
NEW_ROWS = {"count": 1000, "seed": 2}  # as in the ledger


def file(digits: int) -> Path:
    """Where the copier of so many digits is kept."""
    return Path(__file__).with_name(f"copier_{digits}.json")


def code() -> str:
    """A hash of what the files depend on."""
    return dependencies.fingerprint_of(copying.__name__, packages=("torch",))


def is_current(digits: int) -> bool:
    """Whether the file was made by this code."""
    return read_about(file(digits))["fingerprint"] == code()


def load(digits: int) -> Seq2Seq:
    """The copier of so many digits."""
    return load_compact(file(digits))


def share(model: Seq2Seq, digits: int) -> float:
    """The share of the ledger's new rows that come out as they went in."""
    return exact_match(model, copying.rows(digits, **NEW_ROWS)).share


def make(digits: int) -> None:
    """Train a copier and write it, with what is known of it."""
    net = copying.model(SEED, digits, UNITS)
    copying.train(net, digits, SEED)
    about = {"fingerprint": code(), "seed": SEED, "share": share(net, digits)}
    save_compact(net, file(digits), BITS, about)


if __name__ == "__main__":
    for digits in DIGITS:
        make(digits)
        copied = read_about(file(digits))["share"]
        print(f"{file(digits).name}: {copied:.1%} of new rows copied")
