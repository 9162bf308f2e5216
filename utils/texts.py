"""Train and score a model that answers a text with a text."""

from collections.abc import Sequence

from utils.data import Examples
from utils.seq2seq import Seq2Seq
from utils.training import History, Score, fit


def fit_texts(model: Seq2Seq, examples: Examples, **options) -> History:
    """`fit` a text-to-text model under teacher forcing. Options as for `fit`."""
    source = model.encoder.vocab.pack(examples.sources, model.encoder.longest)
    target = model.decoder.vocab.pack(examples.answers, model.decoder.longest)
    return fit(model, (source, target), target, **options)


def answers(model: Seq2Seq, sources: Sequence[str], batch_size: int = 1000) -> list[str]:
    """Translate any number of texts, `batch_size` at a time."""
    starts = range(0, len(sources), batch_size)
    return [text for n in starts for text in model.translate(sources[n : n + batch_size]).texts]


def exact_match(model: Seq2Seq, examples: Examples) -> Score:
    """How many answers are right to the last character, decoded without any help."""
    if not examples.sources:
        raise ValueError("expected at least one example, got none")
    given = answers(model, examples.sources)
    right = sum(a == b for a, b in zip(given, examples.answers, strict=True))
    return Score(right, len(given))
