"""Hidden cases: questions of the same kind as an exercise's own, drawn with a seed; the book's
solution says what is right.

They are in the repository only, neither in what students are given nor in the package.
"""

import random
from collections.abc import Callable, Iterable
from typing import NamedTuple

import torch


class Hidden(NamedTuple):
    """How to ask more of an exercise.

    questions: from a source of random numbers and the names of the chapter to the arguments
        of each question.
    through: from these names and the reader's function to what is asked; if None, what the
        exercise's own check asks.
    tidy: from what the solution answers, which may be off by the tolerance, to what is right.
    """

    questions: Callable[[random.Random, dict], Iterable[tuple]]
    through: Callable[[dict, Callable], Callable] | None
    tidy: Callable[[object], object]


HIDDEN: dict[tuple[str, str], Hidden] = {}


def hidden(
    chapter: str, number: int, through: Callable | None = None, tidy: Callable = lambda it: it
) -> Callable:
    """Register the hidden questions of an exercise."""

    def register(questions: Callable) -> Callable:
        HIDDEN[chapter, f"exercise-{number}"] = Hidden(questions, through, tidy)
        return questions

    return register


def text(rng: random.Random, letters: str, shortest: int, longest: int) -> str:
    return "".join(rng.choices(letters, k=rng.randint(shortest, longest)))


@hidden("01_rnn", 1)
def sizes_of_taggers(rng, _book):
    for _ in range(4):
        yield rng.randint(1, 40), rng.randint(1, 60), rng.randint(2, 30)


@hidden("01_rnn", 2)
def dishes_and_skies(_rng, _book):
    return [(dish, sky) for dish in range(3) for sky in range(2)]


@hidden("01_rnn", 3)
def states_and_errors(rng, _book):
    for _ in range(3):
        days, units, classes = rng.randint(2, 30), rng.randint(2, 9), rng.randint(2, 6)
        yield torch.randn(days, units).double(), torch.randn(days, classes).double()


@hidden("01_rnn", 4)
def factors_and_shares(rng, _book):
    yield 0.5, 0.5 ** rng.randint(2, 6)  # where the two are equal, it is not below yet
    for _ in range(4):
        yield round(rng.uniform(0.2, 0.98), 3), round(rng.uniform(0.001, 0.9), 4)


@hidden("01_rnn", 6, tidy=torch.round)
def weather_of_days(rng, book):
    for days in (5, 40, 300):
        seed = rng.randrange(10**6)
        yield (book["roommate"].with_weather(batch=1, days=days, seed=seed).x,)


@hidden("02_lstm", 1)
def sizes_of_lstms(rng, _book):
    for _ in range(4):
        yield rng.randint(1, 90), rng.randint(1, 90)


@hidden("02_lstm", 2)
def half_lives(rng, _book):
    for _ in range(4):
        yield (rng.randint(3, 400),)


@hidden("02_lstm", 3, tidy=torch.round)
def more_weather(rng, book):
    for _ in range(3):
        seed = rng.randrange(10**6)
        yield (book["roommate"].with_weather(batch=1, days=50, seed=seed).x,)


@hidden("02_lstm", 4)
def states_of_lstms(rng, book):
    for _ in range(3):
        inputs, units, batch = rng.randint(1, 4), rng.randint(2, 5), rng.randint(1, 3)
        cell = book["LSTMCell"](inputs, units)
        yield (
            cell,
            torch.randn(batch, inputs),
            torch.randn(batch, units),
            torch.randn(batch, units),
        )


@hidden("03_gru", 1)
def budgets(rng, _book):
    for _ in range(4):
        inputs, hidden, sets = rng.randint(1, 80), rng.randint(2, 60), rng.randint(1, 4)
        whole = sets * hidden * (inputs + hidden + 1)
        yield whole + rng.choice([-1, 0, 1]), inputs, sets


def unrolling(book: dict, turn: Callable) -> Callable:
    def states(x):
        torch.manual_seed(1)
        gru = book["GRUCell"](x.shape[-1], 3)
        with torch.no_grad():
            turn(gru)
            return book["unroll"](gru, x)[0]

    return states


@hidden("03_gru", 2, unrolling)
def more_steps(rng, _book):
    return [(torch.randn(1, 8, rng.randint(1, 4)),) for _ in range(3)]


@hidden("03_gru", 3, tidy=lambda _: 0.0)
def numbers_of_units(rng, _book):
    return [(units,) for units in rng.sample(range(3, 9), 3)]


@hidden("03_gru", 4)
def letters_to_shuffle(rng, book):
    for _ in range(3):
        letter, times, seed = rng.choice("abcde"), rng.randint(4, 30), rng.randrange(1000)
        yield (lambda shuffle, a=(letter * times, seed): shuffle(a[0], random.Random(a[1])),)
    word = "".join(rng.sample("defg", 3))
    yield (lambda shuffle: book["three_letters"](lambda _, rng: shuffle(word, rng)),)


@hidden("03_gru", 5)
def peepholes(rng, book):
    for _ in range(3):
        inputs, units = rng.randint(1, 5), rng.randint(2, 6)
        x = torch.randn(rng.randint(1, 3), rng.randint(2, 9), inputs)
        yield "states", book["LSTMCell"](inputs, units), *torch.randn(3, units), x


@hidden("03_gru", 6)
def states_of_grus(rng, book):
    for _ in range(3):
        inputs, units, batch = rng.randint(1, 4), rng.randint(2, 5), rng.randint(1, 3)
        yield (
            book["GRUCell"](inputs, units),
            torch.randn(batch, inputs),
            torch.randn(batch, units),
        )


def question(rng: random.Random) -> str:
    return f"{rng.randrange(100)}+{rng.randrange(100)}"


@hidden("04_seq2seq", 1)
def texts_to_pack(rng, _book):
    for _ in range(4):
        one = question(rng)
        yield one, len(one) + rng.randint(0, 5)


@hidden("04_seq2seq", 2)
def sums_taught_and_asked(rng, _book):
    for _ in range(3):
        train, test = ([question(rng) for _ in range(60)] for _ in range(2))
        turned = ["+".join(reversed(one.split("+"))) for one in train]
        yield train, [*test, *rng.sample(turned, 5), *rng.sample(train, 4)]


@hidden("04_seq2seq", 3)
def shares(rng, _book):
    return [(round(rng.uniform(0.3, 0.98), 3),) for _ in range(4)]


@hidden("04_seq2seq", 4)
def sums_to_write(rng, book):
    return [(book["model"], question(rng)) for _ in range(3)]


@hidden("04_seq2seq", 5)
def answers_to_turn(rng, _book):
    return [(str(rng.randrange(10**digits)),) for digits in (1, 2, 3, 3)]


@hidden("04_seq2seq", 6)
def states_to_round(rng, _book):
    return [(torch.randn(2, rng.randint(3, 8)), rng.randint(2, 17)) for _ in range(4)]


@hidden("05_attention", 1)
def states_to_blend(rng, _book):
    for _ in range(3):
        n, state, key, scores = (rng.randint(2, 7) for _ in range(4))
        weights = torch.randn(scores, state), torch.randn(scores, key), torch.randn(scores)
        yield torch.randn(state), torch.randn(n, key), *weights


@hidden("05_attention", 2)
def sizes_of_attention(rng, _book):
    for once in (True, False, True, False):
        yield *(rng.randint(2, 200) for _ in range(4)), once


@hidden("05_attention", 3)
def scores_and_masks(rng, _book):
    for scale in (1.0, 10.0, 1000.0):
        n = rng.randint(3, 9)
        mask = torch.tensor([rng.random() < 0.6 for _ in range(n)])
        mask[rng.randrange(n)] = True
        yield scale * torch.randn(n), mask


@hidden("05_attention", 4)
def trees(rng, book):
    for width in (1, 2, 3, 3):
        beginnings = ["start", *"abc", *(a + b for a in "abc" for b in "abc")]
        known = {}
        for beginning in beginnings:
            shares = [rng.random() for _ in "abc}"]
            known[beginning] = {
                char: share / sum(shares) for char, share in zip("abc}", shares, strict=True)
            }
        yield book["tree"](**known), width, 4


@hidden("05_attention", 6)
def weights_to_harden(rng, _book):
    for _ in range(3):
        yield (torch.rand(rng.randint(1, 4), rng.randint(2, 7)).softmax(-1),)


SOUNDS = "abcdeAEI"


@hidden("06_pronunciation", 1)
def two_texts(rng, _book):
    for _ in range(5):
        yield text(rng, "abcd", 0, 9), text(rng, "abcd", 1, 9)


@hidden("06_pronunciation", 2)
def answers_and_references(rng, _book):
    for _ in range(3):
        words = range(rng.randint(2, 6))
        answers = [text(rng, SOUNDS, 1, 6) for _ in words]
        yield (
            answers,
            [[text(rng, SOUNDS, 1, 6) for _ in range(rng.randint(1, 3))] for _ in words],
        )


@hidden("06_pronunciation", 3)
def states_of_both(rng, _book):
    for _ in range(3):
        letters = rng.randint(2, 9)
        yield torch.randn(letters, rng.randint(1, 5)), torch.randn(letters, rng.randint(1, 5))


@hidden("06_pronunciation", 4)
def lengths_and_sizes(rng, _book):
    for _ in range(4):
        yield [rng.randint(1, 20) for _ in range(rng.randint(1, 30))], rng.randint(1, 8)


@hidden("06_pronunciation", 5)
def rows_of_models(rng, _book):
    for _ in range(4):
        yield (torch.rand(rng.randint(2, 5), rng.randint(3, 9)).log().softmax(-1),)


@hidden("06_pronunciation", 6)
def dictionaries(rng, _book):
    for _ in range(3):
        words = {text(rng, "abc", 2, 4) for _ in range(12)}
        order = rng.sample(sorted(words), len(words))
        said = ["ab", "bA", "Eb"]
        yield ({word: tuple(rng.sample(said, rng.randint(1, 2))) for word in order},)
