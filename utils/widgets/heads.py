"""Where a model with attention looked, be it a `Seq2Seq` or one head of a `Transformer`."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import torch
from jaxtyping import Bool, Float
from torch import Tensor

from ..text_model import DecoderStep, Encoded, Source, Target, TextModel, Translation
from ..transformer import Transformer, attention_mask
from ..vocab import END, START


class Looked(NamedTuple):
    """Where a model looked: a row for each character that it wrote."""

    columns: str  # what each column stands for
    weights: Float[Tensor, "target column"]
    mask: Bool[Tensor, "target column"]  # False where it could not look, so the weight is 0


class OneHead(TextModel):
    """Answers as the Transformer does, and its steps tell where one head looked: over the whole
    row, question and answer. What is masked of the question no other place may look at, in any
    block and head.

    Args:
        model: the Transformer.
        block, head: which head, both counted from 1.
    """

    has_attention = True

    def __init__(self, model: Transformer, block: int, head: int):
        super().__init__()
        self.model, self.block, self.head = model, block, head
        self.source_vocab, self.target_vocab = model.source_vocab, model.target_vocab
        self.max_source, self.max_target = model.max_source, model.max_target
        self.domain = model.domain

    def encode(self, source: Source) -> Encoded:
        return self.model.encode(source)

    def decode(self, encoded: Encoded, target: Target | None = None) -> Iterator[DecoderStep]:
        steps = list(self.model.decode(encoded, target))
        # A place does not see those after it, so the whole row has what each step has seen.
        _, looks = self.model.row(encoded, torch.stack([step.y for step in steps], dim=1))
        weights = looks[self.block - 1].weights[:, self.head - 1, -len(steps) :]
        for step, row in zip(steps, weights.unbind(1), strict=True):
            yield step._replace(weights=row)


def seen(model: TextModel, block: int = 1, head: int = 1) -> TextModel:
    """The model as it is asked: a Transformer through one of its heads."""
    return OneHead(model, block, head) if isinstance(model, Transformer) else model


def looked(
    model: TextModel, text: str, translation: Translation, hidden: Sequence[int] = ()
) -> Looked:
    """Where the model looked while it answered the text.

    Args:
        hidden: positions in the text that were hidden, counted from 1, the end mark last.

    Returns:
        A column for each character of the text and its end mark; for a Transformer also for
        the answer so far, most of which is still to come while the first of it is written.
    """
    written, length = translation.written[0], len(text) + 1
    in_view = torch.tensor([[n not in hidden for n in range(1, length + 1)]])
    columns, mask = text + END, in_view.expand(len(written), length)
    if isinstance(model, Transformer):
        columns += START + written[:-1]
        answer = torch.zeros(1, len(written), dtype=torch.long)  # whatever it says
        mask = attention_mask(in_view, answer)[0, length:]
    weights = translation.weights[0, : len(written), model.max_source + 1 - length :]
    return Looked(columns, weights[:, : len(columns)], mask)


def meaning(model: TextModel) -> tuple[str, str]:
    """What a column stands for: the state after a character, or the place of one."""
    return ("place", "of") if isinstance(model, Transformer) else ("state", "after")
