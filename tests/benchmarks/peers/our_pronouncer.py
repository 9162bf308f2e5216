"""Our model of chapter 6, as the book has it."""

from tests.benchmarks.peers.speak import Speaker
from utils.data.pronouncer import FILE
from utils.data.pronunciations import spell
from utils.pronounce import UNENDED, load
from utils.recipes.pronunciation import pronounce
from utils.training import count_parameters


def speaker(width: int, batch_size: int) -> Speaker:
    """From words to pronunciations. Args: as for `pronounce`."""
    net = load(FILE)

    def answer(words: list[str]) -> list[str]:
        found = pronounce(net, words, width, batch_size=batch_size)
        return [spell(best.text.removesuffix(UNENDED)) for best, *_ in found]

    return Speaker(answer, count_parameters(net))
