"""The models of chapter 6, from the letters of a word to its sounds."""

from collections.abc import Sequence

from ..attention import AdditiveAttention, Scoring
from ..beam import Hypothesis, beam_search
from ..cells import CellFactory, GRUCell
from ..data import Examples
from ..data.pronunciations import (
    LENGTHS,
    LETTERS,
    MAX_SOUNDS,
    SOUND_VOCAB,
    Pronunciations,
)
from ..deep import DeepAttentionDecoder, DeepEncoder
from ..domain import Domain
from ..epochs import EpochTraining
from ..error_rates import ErrorRates, error_rates
from ..progress import progress
from ..pronouncer import FilledAfter, Pronouncer, TransformerPronouncer
from ..training import device, set_seed

MAX_LETTERS = LENGTHS[1]
DOMAIN = Domain(r"[a-z']{2,20}")
SMALL = {"hidden_size": 96, "embedding_size": 32, "attention_size": 48}
FIT = {"epochs": 1, "batch_size": 64, "lr": 0.01}
LARGE = {
    "hidden_size": 256,
    "embedding_size": 64,
    "attention_size": 128,
    "layers": 2,
    "dropout": 0.25,
}
FIT_LARGE = {"epochs": 20, "batch_size": 128, "lr": 0.003, "label_smoothing": 0.05}


def examples(words: Pronunciations) -> Examples:
    """Every word with every one of its pronunciations."""
    pairs = [(word, sounds) for word, every in words.items() for sounds in every]
    return Examples([word for word, _ in pairs], [sounds for _, sounds in pairs])


def model(
    seed: int,
    hidden_size: int,
    embedding_size: int,
    attention_size: int,
    dropout: float = 0.0,
    layers: int = 1,
    bidirectional: bool = True,
    attention: type[Scoring] = AdditiveAttention,
    cell: CellFactory = GRUCell,
) -> Pronouncer:
    """An untrained model.

    Args:
        seed: of the first weights.
        hidden_size: units of a cell of the encoder, and of the decoder's.
        embedding_size: length of the vector of a letter, and of a sound.
        attention_size, attention: as for `AttentionDecoder`.
        dropout, layers, bidirectional, cell: as for `DeepEncoder`. The decoder has one layer.
    """
    set_seed(seed)
    encoder = DeepEncoder(
        LETTERS,
        embedding_size,
        hidden_size,
        MAX_LETTERS,
        DOMAIN,
        cell,
        layers,
        bidirectional,
        dropout,
        decoder_layers=1,
    )
    decoder = DeepAttentionDecoder(
        SOUND_VOCAB,
        embedding_size,
        hidden_size,
        MAX_SOUNDS,
        attention_size,
        attention,
        encoder.key_size,
        cell,
        dropout=dropout,
    )
    return Pronouncer(encoder, decoder).to(device())


def transformer(seed: int, size: int, layers: int, heads: int) -> TransformerPronouncer:
    """An untrained Transformer. Args: `seed` of the first weights; the others as for
    `Transformer`."""
    set_seed(seed)
    net = TransformerPronouncer(
        LETTERS, SOUND_VOCAB, MAX_LETTERS, MAX_SOUNDS, size, layers, heads, DOMAIN
    )
    return net.to(device())


def training(
    net: FilledAfter, words: Pronunciations, seed: int = 0, **options
) -> EpochTraining:
    """The training of a model on these words. `options` are for `EpochTraining`, instead of
    those in FIT."""
    return EpochTraining(net, examples(words), seed=seed, **(FIT | options))


def pronounce(
    net: FilledAfter,
    words: Sequence[str],
    width: int = 1,
    n_best: int = 1,
    batch_size: int = 512,
) -> list[list[Hypothesis]]:
    """The most likely pronunciations of each word, the most likely first.

    Words of like length are read together, which saves time and changes nothing.

    Args:
        words: any number of words.
        width, n_best: as for `beam_search`; a width of 1 decodes greedily.
        batch_size: how many words are read at once.

    Raises:
        ValueError: a single word instead of a list; what `beam_search` raises.
    """
    if isinstance(words, str):
        raise ValueError(f"expected a list of words, got the single word {words!r:.60}")
    order = sorted(range(len(words)), key=lambda n: len(words[n]))
    found: list[list[Hypothesis]] = [[] for _ in words]
    with progress(-(-len(words) // batch_size), "pronouncing") as bar:
        for batch in bar:
            rows = order[batch * batch_size : (batch + 1) * batch_size]
            answers = beam_search(net, [words[n] for n in rows], width, n_best)
            for n, best in zip(rows, answers, strict=True):
                found[n] = best
    return found


def score(net: FilledAfter, words: Pronunciations, width: int = 1) -> ErrorRates:
    """How wrong a model is on these words: its most likely pronunciation of each, against all
    that the dictionary has. `width` is that of the beam."""
    given = [best[0].text for best in pronounce(net, list(words), width)]
    return error_rates(given, list(words.values()))
