"""The network of the package g2p-en (https://github.com/Kyubyong/g2p), by itself.

The package looks a word up in the CMU Pronouncing Dictionary and asks its network only for
what is not there. All words of the race are there, so the network alone is asked.
"""

from types import SimpleNamespace

import nltk

from tests.benchmarks.peers.speak import Speaker


def speaker(width: int, batch_size: int) -> Speaker:
    """From words to pronunciations.

    Raises:
        ValueError: a beam, or more than one word at once: it knows neither.
    """
    if (width, batch_size) != (1, 1):
        raise ValueError(f"expected a width and batches of 1, got {width} and {batch_size}")
    network = without_downloads()

    def answer(words: list[str]) -> list[str]:
        return [without_stress(network.predict(word)) for word in words]

    weights = sum(network.variables[name].size for name in network.variables.files)
    return Speaker(answer, weights)


def without_downloads():
    """An object of the package, without the tagger that it would download when it is imported,
    and the dictionary when it is made: its network needs neither."""
    nltk.data.find = lambda name: name
    from g2p_en import g2p  # noqa: PLC0415  it downloads what it does not find

    g2p.cmudict = SimpleNamespace(dict=dict)
    return g2p.G2p()


def without_stress(sounds: list[str]) -> str:
    """`["N", "AY1", "T"]` as `N AY T`."""
    return " ".join(sound.rstrip("012") for sound in sounds)
