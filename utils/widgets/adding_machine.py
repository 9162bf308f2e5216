"""The adding machine: type a sum, and watch it go through encoder and decoder."""

import base64
from collections.abc import Sequence

import numpy as np
import torch
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..plots import AMOUNT, outcome_map, panels
from ..seq2seq import Seq2Seq
from .constants import NUMBERS
from .seq2seq_model import answer, check_text, restore_model, store_model
from .widget import Widget


class AddingMachine(Widget):
    """A field for a sum that a trained model answers, step by step, and a picture of all
    10,000 sums that fills in while it trains.

    Args:
        model: trained on sums of two numbers from 0 to 99, as in chapter 4.
        snapshots: at moments during training, for each sum whether it was answered right;
            (10,000,) bool, in the order 0+0, 0+1, ..., 99+99.
        steps: the training step of each snapshot.
        held_out: for each sum whether it was kept from training.
        text: the sum asked first.

    Its values, which Python may read and set:
        text: what is asked; 1 to 5 digits and +.
        snapshot: which of the snapshots the picture shows, counted from 0; initially the last.

    `stored_model` is the model as the page computes with it, `answer` what it says,
    `remarks` the marks of that in words.

    Raises:
        ValueError: no snapshots, not as many steps, wrong shapes or types; a model that
            is no `Seq2Seq`, or that `seq2seq_model.store_model` refuses.
        TraitError: a text that the model cannot read; no such snapshot.
    """

    name = "adding_machine"
    machine = traitlets.Dict().tag(sync=True)
    snapshots = traitlets.List(traitlets.Unicode()).tag(sync=True)
    steps = traitlets.List(traitlets.Int()).tag(sync=True)
    held_out = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    snapshot = traitlets.Int().tag(sync=True)

    def __init__(
        self,
        model: Seq2Seq,
        snapshots: Sequence[np.ndarray],
        steps: Sequence[int],
        held_out: np.ndarray,
        text: str = "27+68",
    ):
        if not 1 <= len(snapshots) == len(steps):
            raise ValueError(
                "expected at least one snapshot and as many steps, "
                f"got {len(snapshots)} and {len(steps)}"
            )
        for which in (*snapshots, held_out):
            if which.shape != (NUMBERS**2,) or which.dtype != bool:
                raise ValueError(
                    f"expected True or False for each of {NUMBERS**2:,} sums, "
                    f"got {which.dtype} of shape {which.shape}"
                )
        if not isinstance(model, Seq2Seq):
            raise ValueError(f"expected a Seq2Seq, got a {type(model).__name__}")
        machine = store_model(model)
        self.stored_model = restore_model(model, machine)
        self._right, self._held_out = list(snapshots), held_out
        super().__init__(
            machine=machine,
            snapshots=[_packed(right) for right in snapshots],
            steps=[int(step) for step in steps],
            held_out=_packed(held_out),
            text=text,
            snapshot=len(snapshots) - 1,
        )

    @traitlets.validate("text")
    def _check_text(self, proposal):
        return check_text(self.stored_model, proposal["value"])

    @traitlets.validate("snapshot")
    def _check_snapshot(self, proposal):
        snapshot = proposal["value"]
        if not 0 <= snapshot < len(self._right):
            raise traitlets.TraitError(
                f"expected a snapshot from 0 to {len(self._right) - 1}, got {snapshot}"
            )
        return snapshot

    @property
    def answer(self) -> str:
        """What the stored model says to the text, with a `?` if it has marks."""
        return answer(self.stored_model, self.text)[0]

    @property
    def remarks(self) -> str:
        """The marks of the answer in words."""
        return answer(self.stored_model, self.text)[1]

    @torch.no_grad()
    def probabilities(self) -> tuple[str, torch.Tensor]:
        """What the stored model writes, marks and all, and at each character its
        probabilities of all candidates, (characters, vocabulary)."""
        model = self.stored_model
        steps = list(model.steps(model.pack([self.text]), target=None))
        written = model.translate([self.text]).written[0]
        return written, torch.cat([step.logits for step in steps]).softmax(-1)[: len(written)]

    def draw(self) -> Figure:
        figure, (left, right) = panels(cols=2, height=2.7, width_ratios=[1.25, 1])
        square = NUMBERS, NUMBERS
        outcome_map(
            left, self._right[self.snapshot].reshape(square), self._held_out.reshape(square)
        )
        left.set_title(f"all sums after {self.steps[self.snapshot]} steps")
        self._draw_probabilities(right)
        return figure

    def _draw_probabilities(self, ax: Axes) -> None:
        written, probabilities = self.probabilities()
        characters = self.stored_model.decoder.vocab.characters
        ax.imshow(probabilities.numpy(), cmap=AMOUNT, vmin=0, vmax=1, aspect="auto")
        ax.set_xticks(range(len(characters)), list(characters))
        ax.set_yticks(range(len(written)), list(written))
        ax.set(title=f"{self.text}: probabilities", xlabel="candidate", ylabel="written")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)

    def caption(self) -> str:
        right = self._right[self.snapshot]
        held_out = right[self._held_out]
        written, probabilities = self.probabilities()
        likeliest = zip(written, probabilities.max(-1).values.tolist(), strict=True)
        each = ", ".join(f"{char} {probability:.3f}" for char, probability in likeliest)
        return (
            f"After {self.steps[self.snapshot]} training steps {right.sum():,} of "
            f"{right.size:,} sums are right, {held_out.sum():,} of the {held_out.size:,} held "
            f"out. Asked {self.text}, the trained model answers {self.answer}; it writes, with "
            f"the probability of each character: {each}. {self.remarks}"
        ).rstrip()


def _packed(flags: np.ndarray) -> str:
    """A bit for each flag, in base64."""
    return base64.b64encode(np.packbits(flags).tobytes()).decode()
