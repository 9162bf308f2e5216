"""Which programs race on what."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.benchmarks.peers import sums


@dataclass(frozen=True)
class Program:
    """A program that learns a task.

    Attributes:
        name: as the page calls it.
        module: a file of this folder with `learn(train, race, seed)`.
        says: format and recipe, in Markdown.
        peer: whether it runs in .venv-peers, not in the book's own environment.
    """

    name: str
    module: str
    says: str
    peer: bool = False


@dataclass(frozen=True)
class Task:
    """What is to be learned, and by whom.

    Attributes:
        name: as the page calls it.
        says: data and goal, in Markdown.
        draw: from a seed to what may be learned from, and what is scored.
        goal: the share of whole answers that must be right.
        limit: seconds of training after which a program has not reached it.
        programs: those that race, in order.
    """

    name: str
    says: str
    draw: Callable[[int], tuple[sums.Sums, sums.Sums]]
    goal: float
    limit: float
    programs: tuple[Program, ...]


KERAS = Program(
    name="Keras's addition example",
    module="keras_adder",
    says=(
        "By its [documented settings](https://keras.io/examples/nlp/addition_rnn/): two "
        "LSTMs of 128 units, batches of 32, Adam at 0.001. It reads the question one-hot, "
        "backwards and padded to equal length. It runs on JAX with its loops unrolled, the "
        "fastest of Keras's backends here."
    ),
    peer=True,
)
KERAS_ONE_CYCLE = Program(
    name="Keras's model, our kind of recipe",
    module="keras_one_cycle",
    says=(
        "The same model and format as the example, trained as we train ours: batches of 128, "
        "AdamW with one cycle of the learning rate up to 0.01, weight decay, clipping. What it "
        "gains over the example is the recipe's."
    ),
    peer=True,
)
ATTENTION = Program(
    name="our attention",
    module="our_attention",
    says=(
        "Encoder, decoder and recipe of chapter 5: GRUs of 128 units, additive attention, "
        "batches of 256, AdamW with one cycle of the learning rate up to 0.02. Questions and "
        "answers stand as they are written, forwards and without zeros; a text that is shorter "
        "than the longest is padded on the left."
    ),
)
TRANSFORMER = Program(
    name="our Transformer",
    module="our_transformer",
    says=(
        "That of chapter 5: two blocks, four heads, 64 numbers a position, batches of 128, "
        "AdamW with one cycle of the learning rate up to 0.01. The format is that of our "
        "attention."
    ),
)
GPT = Program(
    name="a small GPT",
    module="gpt_adder",
    says=(
        "Written after [minGPT's adder](https://github.com/karpathy/minGPT) and trained by its "
        "settings: three layers, batches of 64, AdamW at 0.0005. Its format is the easier one: "
        "numbers padded with zeros, no plus sign, no end mark, and the answer backwards. 69 "
        "numbers a place instead of 48 give it as many weights as our attention, within 5 %."
    ),
)
TASKS = {
    "three-digits": Task(
        name="Three digits",
        says=(
            "50,000 sums of two numbers of up to three digits, no two of them each other's "
            "reverse; 5,000 are held out. The goal: 99 % of the held-out answers right as a "
            "whole."
        ),
        draw=sums.three_digits,
        goal=0.99,
        limit=600,
        programs=(KERAS, KERAS_ONE_CYCLE, ATTENTION, TRANSFORMER),
    ),
    "two-digits": Task(
        name="Two digits, every sum",
        says=(
            "All 10,000 sums of two numbers of up to two digits. 500 unordered pairs are never "
            "trained on. The goal: every one of the 10,000 answers right."
        ),
        draw=sums.two_digits,
        goal=1.0,
        limit=600,
        programs=(GPT, ATTENTION),
    ),
}
