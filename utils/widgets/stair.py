"""The stair: one number, asked of several models, each of which writes it down from memory."""

from collections.abc import Mapping, Sequence

import traitlets
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..attention import AdditiveAttention, AttentionDecoder
from ..cells import Cell, GRUCell, LSTMCell, RNNCell
from ..deep import DeepEncoder
from ..plots import GREEN, INK, PAPER, RED, panels
from ..seq2seq import Decoder, Encoder, Seq2Seq
from ..weights import restore, store
from .model_parts import store_vocab
from .seq2seq_model import BITS, check_text
from .widget import Widget

# What the page computes: the parts of a model, and the classes of its cells.
COMPUTED = {
    (Encoder, Decoder, type(None)): (RNNCell, LSTMCell, GRUCell),
    (Encoder, AttentionDecoder, AdditiveAttention): (GRUCell,),
    (DeepEncoder, AttentionDecoder, AdditiveAttention): (GRUCell,),
}


class Stair(Widget):
    """A field for a number, and the steps of a stair, on each of which a model repeats it.

    Args:
        models: trained models by name, as `recipes.stair` trains them.
        scores: for each model, for each length from 1 digit on, the share of random numbers
            that it repeats without an error.
        text: the number that is asked first.

    Its values, which Python may read and set:
        text: what is asked, a number that the models can read.

    `answers` is what each model says.

    Raises:
        ValueError: no models; a model that the page cannot compute, or one that reads or writes
            other texts than the first; not a score for each model and length.
        TraitError: a text that the models cannot read.
    """

    name = "stair"
    steps = traitlets.Dict().tag(sync=True)
    vocab = traitlets.Dict().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        models: Mapping[str, Seq2Seq],
        scores: Mapping[str, Sequence[float]],
        text: str = "581307294613",
    ):
        if not models:
            raise ValueError("expected at least one model, got none")
        stored = {name: store_step(model) for name, model in models.items()}
        first = next(iter(models.values()))
        vocab = store_vocab(first.source_vocab, first.max_source)
        for name, model in models.items():
            _check_texts(name, model, vocab)
            if len(scores.get(name, ())) != model.max_source:
                raise ValueError(
                    f"expected a score for each length up to {model.max_source} of {name!r}, "
                    f"got {scores.get(name)}"
                )
        self.stored_models = {
            name: restore_step(model, stored[name]) for name, model in models.items()
        }
        told = {name: stored[name] | {"scores": list(scores[name])} for name in models}
        super().__init__(steps=told, vocab=vocab, text=text)

    @traitlets.validate("text")
    def _check_text(self, proposal):
        return check_text(next(iter(self.stored_models.values())), proposal["value"])

    @property
    def answers(self) -> dict[str, str]:
        """What each model says."""
        every = self.stored_models.items()
        return {name: model.translate([self.text]).texts[0] for name, model in every}

    def draw(self) -> Figure:
        figure, ax = panels(height=3.2)
        for n, (name, said) in enumerate(self.answers.items()):
            ax.add_patch(Rectangle((n, 0), 0.94, n + 3, color=INK, alpha=0.06 + 0.03 * n, lw=0))
            ax.text(n + 0.06, n + 2.6, name, fontweight="bold", fontsize=7.5)
            for place, digit in enumerate(said):
                color = GREEN if place < len(self.text) and digit == self.text[place] else RED
                row, column = divmod(place, 5)
                x, y = n + 0.1 + 0.16 * column, n + 1.8 - 0.7 * row
                ax.text(x, y, digit, color=color, family="monospace", fontsize=10)
        ax.set(xlim=(0, len(self.steps)), ylim=(0, len(self.steps) + 2), facecolor=PAPER)
        ax.axis("off")
        return figure

    def caption(self) -> str:
        told = (f"{name} {said or 'nothing'}" for name, said in self.answers.items())
        return f"Asked to repeat {self.text}, they say: {', '.join(told)}."


def store_step(model: Seq2Seq) -> dict:
    """A model's weights, and the class of its cells. What a cell that both reads and writes
    has is stored once.

    Raises:
        ValueError: a model with parts that the page cannot compute; weights that are not
            finite.
    """
    kind, weights = _kind_of_cells(model), store(model, BITS)
    if model.decoder.cell is getattr(model.encoder, "cell", None):
        twice = "decoder.cell.", "decoder.embedding."
        weights = {name: part for name, part in weights.items() if not name.startswith(twice)}
    return {"kind": kind.__name__, "weights": weights}


def restore_step(model: Seq2Seq, stored: dict) -> Seq2Seq:
    """The model exactly as the page computes with it."""
    weights = stored["weights"]
    shared = {
        name: weights[name.replace("decoder.", "encoder.", 1)]
        for name in model.state_dict()
        if name not in weights
    }
    return restore(model, weights | shared).cpu()


def _kind_of_cells(model: Seq2Seq) -> type[Cell]:
    cells = [part for part in model.modules() if isinstance(part, Cell)]
    reader, writer = model.encoder, model.decoder
    parts = type(reader), type(writer), type(getattr(writer, "attention", None))
    kinds = {type(cell) for cell in cells}
    resets = {getattr(cell, "reset", "before") for cell in cells}
    if len(kinds) > 1 or not kinds <= {*COMPUTED.get(parts, ())} or resets != {"before"}:
        raise ValueError(f"expected a model that the page can compute, got {model}")
    return kinds.pop()


def _check_texts(name: str, model: Seq2Seq, vocab: dict) -> None:
    reads = store_vocab(model.source_vocab, model.max_source)
    writes = store_vocab(model.target_vocab, model.max_target)
    if not reads == writes == vocab:
        raise ValueError(
            f"expected models that read and write the same texts, but {name!r} reads {reads} "
            f"and writes {writes}, not {vocab}"
        )
