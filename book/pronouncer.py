"""Train the large model of chapter 6 and write utils/data/pronouncer.json: `make pronounce`.

That takes more than an hour on one core. After every epoch a checkpoint is written, from which
an interrupted command goes on; `--checkpoint FILE` goes on from another one, such as that of a
training on another machine. A file that this code has made is not made again.

After a change that should change no number, such as a new name: `--keep` trains the first steps
anew and lets the file's model pronounce some words. If both come out as when it was made, the
file counts as made by the new code.
"""

import argparse
import math
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import torch

from book.dependencies import ROOT, fingerprint_of
from utils.compact import load_compact, read_about, replace_about, save_compact
from utils.data.pronouncer import FILE
from utils.data.pronunciations import Parts, Pronunciations, split
from utils.epochs import EpochTraining
from utils.error_rates import ErrorRates
from utils.recipes import pronunciation as recipe
from utils.training import device
from utils.weights import restore, store

SEED = 0
PATIENCE = 5  # epochs without a better one, after which more are not worth waiting for
BITS = 8  # of a weight
FIRST_STEPS = 20  # whose losses are kept
SAMPLE = 500  # words that `--keep` asks for
WIDTHS = (1, 5)  # of the beam, on the test part: greedy decoding, and what the widget has
# How far the first losses may lie from the stored ones: with products of 32 bits instead of
# bfloat16's they lie within 0.00003 of them.
TOLERANCE = 0.0002


def settings() -> dict:
    """All that was chosen, as plain data."""
    return {
        "model": recipe.LARGE,
        "training": recipe.FIT_LARGE,
        "seed": SEED,
        "patience": PATIENCE,
        "bits": BITS,
    }


def code() -> str:
    """A hash of what the numbers in the file depend on: of what the recipe does, with its data,
    and of the version of torch."""
    return fingerprint_of(recipe.__name__, packages=("torch",))


def is_current(path: Path = FILE) -> bool:
    """Whether the file was made by this code with these settings."""
    if not path.exists():
        return False
    about = read_about(path)
    return (about["fingerprint"], about["settings"]) == (code(), settings())


@contextmanager
def faster_products() -> Iterator[None]:
    """Train with matrix products of bfloat16 numbers where the CPU has them (torch decides).
    They save a third of the time; sums, weights and gradients keep their 32 bits."""
    before = torch.get_float32_matmul_precision()
    torch.set_float32_matmul_precision("medium")
    try:
        yield
    finally:
        torch.set_float32_matmul_precision(before)


def begin(words: Pronunciations) -> EpochTraining:
    """The training, before its first step."""
    net = recipe.model(SEED, **recipe.LARGE)
    return recipe.training(net, words, SEED, **recipe.FIT_LARGE)


def first_losses(words: Pronunciations) -> list[float]:
    """The losses of the first steps, by which one training is told from another."""
    with faster_products():
        return list(islice(begin(words).steps(), FIRST_STEPS))


def sample(words: Pronunciations, count: int | None = None) -> Pronunciations:
    """So many of the words, or all that there are, out of the whole alphabet; by default
    SAMPLE."""
    count = SAMPLE if count is None else count
    every = max(1, len(words) // count)
    return dict(islice(words.items(), 0, every * count, every))


def make(parts: Parts, path: Path, checkpoint: Path) -> None:
    """Train the model and write it, with what is known of it.

    Args:
        parts: it learns from the first part; the development part says when it is best.
        path: the file to write.
        checkpoint: what to go on from, if it is there, and to write after every epoch.

    Raises:
        ValueError: the checkpoint is damaged, or of another training.
    """
    training = begin(parts.train)
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    with faster_products():
        training.run(lambda net: recipe.score(net, parts.development).wer, checkpoint, PATIENCE)
    net = training.model
    kept = restore(net, store(net, BITS))  # as the file will have it
    about = {
        "settings": settings(),
        "fingerprint": code(),
        "device": device().type,
        "first losses": first_losses(parts.train),
        "losses": training.losses,
        "development WER": training.scores,
        "development": {
            "32 bits": _scores(net, parts.development),
            f"{BITS} bits": _scores(kept, parts.development),
        },
        "sample": _scores(kept, sample(parts.development)),
        "test": {f"width {width}": _scores(kept, parts.test, width) for width in WIDTHS},
    }
    save_compact(net, path, BITS, about)


def keep(parts: Parts, path: Path) -> list[str]:
    """Let a file count as made by this code, if the code still gives what it says.

    Args:
        parts: as for `make`.
        path: the file.

    Returns:
        What comes out differently, in words; if there is anything, the file stays as it was.
    """
    about, changed = read_about(path), []
    if about["settings"] != settings():
        changed.append(f"settings: {settings()} instead of {about['settings']}")
    losses = first_losses(parts.train)
    for step, (now, then) in enumerate(zip(losses, about["first losses"], strict=True), 1):
        if not math.isclose(now, then, rel_tol=TOLERANCE):
            changed.append(f"loss of step {step}: {now} instead of {then}")
    scores = _scores(load_compact(path).to(device()), sample(parts.development))
    # One word may come out differently on another machine, where two answers are as likely.
    if abs(scores["wer"] - about["sample"]["wer"]) * scores["words"] > 1.5:
        changed.append(f"{scores} instead of {about['sample']}")
    if not changed:
        replace_about(path, about | {"fingerprint": code()})
    return changed


def _scores(net: torch.nn.Module, words: Pronunciations, width: int = 1) -> dict:
    rates: ErrorRates = recipe.score(net, words, width)
    return rates._asdict()


def main(arguments: list[str]) -> str | None:
    """Returns what is wrong, for `sys.exit`."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--checkpoint", type=Path, help="go on from this file")
    parser.add_argument("--keep", action="store_true", help="compare instead of training")
    given, parts = parser.parse_args(arguments), split()
    if given.keep:
        changed = keep(parts, FILE)
        return f"no longer as saved: {'; '.join(changed)}" if changed else None
    if is_current():
        print(f"{FILE.name} was made by this code. To train again, delete it.")
        return None
    # By its name, so that no training goes on from what other code has trained.
    own = ROOT / "_build" / f"pronouncer-{code()[:12]}.checkpoint"
    try:
        make(parts, FILE, given.checkpoint or own)
    except KeyboardInterrupt:
        return "Stopped. The same command goes on after the last whole epoch."
    scores = read_about(FILE)["development"][f"{BITS} bits"]
    size = FILE.stat().st_size / 2**20
    print(f"{FILE.name} has {size:.1f} MiB. Development part: {ErrorRates(**scores)}")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
