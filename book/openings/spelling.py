"""What opens chapter 6: a rule that gives each letter one sound, and words to try it on."""

from collections import Counter, defaultdict
from itertools import islice

from utils.data.pronunciations import LETTERS, SOUNDS, Pronunciations, dictionary, split

# Where one letter is read in several ways, and where some are silent.
SHOWN = ("though", "through", "tough", "thorough", "knight", "pint", "hint", "rat", "rate")
TRIED = 400  # words


def most_frequent(words: Pronunciations) -> dict[str, str]:
    """The sound that each letter has most often, in the words with as many sounds as letters:
    there the first sound is taken for that of the first letter, and so on.

    >>> most_frequent({"at": ("@t",), "ate": ("et",), "tat": ("t@t",)})
    {'a': '@', 't': 't'}
    """
    counts: dict[str, Counter] = defaultdict(Counter)
    for word, pronunciations in words.items():
        for said in pronunciations:
            if len(said) == len(word):
                for letter, sound in zip(word, said, strict=True):
                    counts[letter][sound] += 1
    return {letter: count.most_common(1)[0][0] for letter, count in sorted(counts.items())}


def tried(words: Pronunciations) -> dict[str, list[str]]:
    """So many of these words, out of the whole alphabet, with their pronunciations."""
    every = len(words) // TRIED
    return {word: list(said) for word, said in islice(words.items(), 0, every * TRIED, every)}


def values() -> dict:
    """What the page needs: the names of the sounds, the rule, words."""
    parts, every = split(), dictionary()
    return {
        "sounds": {sound: name for sound, (name, _) in SOUNDS.items()},
        "rule": dict.fromkeys(LETTERS.characters[:-3], "") | most_frequent(parts.train),
        "shown": {word: list(every[word]) for word in SHOWN},
        "tried": tried(parts.development),
    }
