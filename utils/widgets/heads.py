"""Where a model with attention looked, be it a `Seq2Seq` or one head of a `Transformer`."""

from collections.abc import Iterator

import torch
from torch import Tensor

from ..text_model import DecoderStep, Encoded, Source, Target, TextModel, Translation
from ..transformer import Transformer
from ..vocab import END, START


class OneHead(TextModel):
    """Answers as the Transformer does, and its steps tell where one head looked: over the whole
    row, question and answer. What is masked of the question no other place may look at, in any
    block and head.

    Args:
        model: the Transformer.
        block, head: which head, both counted from 0.
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
        weights = looks[self.block].weights[:, self.head, -len(steps) :]
        for step, row in zip(steps, weights.unbind(1), strict=True):
            yield step._replace(weights=row)


def seen(model: TextModel, block: int = 0, head: int = 0) -> TextModel:
    """The model as it is asked: a Transformer through one of its heads."""
    return OneHead(model, block, head) if isinstance(model, Transformer) else model


def looked(model: TextModel, text: str, translation: Translation) -> tuple[str, Tensor]:
    """What the model could look at, a character for each column: the text and its end mark; for
    a Transformer also the answer so far. And the weights, a row for each character written."""
    written = translation.written[0]
    answered = START + written[:-1] if isinstance(model, Transformer) else ""
    columns, padding = text + END + answered, model.max_source - len(text)
    return columns, translation.weights[0, : len(written), padding : padding + len(columns)]


def meaning(model: TextModel) -> tuple[str, str]:
    """What a column stands for: the state after a character, or the place of one."""
    return ("place", "of") if isinstance(model, Transformer) else ("state", "after")
