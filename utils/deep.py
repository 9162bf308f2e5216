"""Deeper encoders and decoders: several layers, both directions, dropout. They take the
place of those in `seq2seq` and `attention`."""

from functools import partial

import torch
from torch import Tensor, nn

from .attention import AdditiveAttention, AttentionDecoder, Scoring
from .cells import CellFactory, GRUCell, State
from .domain import ANYTHING, Domain
from .recurrent import Recurrent, StackedCell, join, vectors
from .seq2seq import Decoder
from .text_model import Encoded, Source, text_sizes
from .vocab import Vocab


class DeepEncoder(nn.Module):
    """Reads a text in several layers, optionally in both directions.

    In both directions a character's key is h_i = [forward; backward], which knows what comes
    before and after it, and the decoder starts from the backward state at the first character,
    s_0 = tanh(W_s h_1) (Bahdanau et al. 2015, appendix A.2.1 and A.2.2). For the LSTM, c at
    the first character goes the same way, with a W_s of its own. With one direction the last
    states are handed over unchanged.

    Args:
        vocab, embedding_size, max_length, domain: as for `Encoder`.
        hidden_size: length of a cell's state, and of a state that is handed over.
        cell: the class of the cells, or another maker of one.
        layers, bidirectional: as for `Recurrent`.
        dropout: the probability that a number of the embedding, or between two layers, is
            dropped in training.
        decoder_layers: how many layers the decoder has; this many layers, from the last one
            down, hand their state over. By default all.

    Attributes:
        key_size: length of a key, for the decoder's attention.

    Raises:
        ValueError: as for `Recurrent`; the decoder has more layers.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        max_length: int,
        domain: Domain = ANYTHING,
        cell: CellFactory = GRUCell,
        layers: int = 1,
        bidirectional: bool = False,
        dropout: float = 0.0,
        decoder_layers: int | None = None,
    ):
        super().__init__()
        self.decoder_layers = layers if decoder_layers is None else decoder_layers
        if not 1 <= self.decoder_layers <= layers:
            raise ValueError(
                f"expected a decoder of 1 to {layers} layers, as many as the encoder has, "
                f"got {decoder_layers}"
            )
        self.vocab, self.max_length, self.hidden_size = vocab, max_length, hidden_size
        self.domain = domain
        self.embedding = DropoutEmbedding(len(vocab), embedding_size, dropout)
        self.recurrent = Recurrent(
            cell, embedding_size, hidden_size, layers, bidirectional, dropout
        )
        self.key_size = self.recurrent.output_size
        first = self.recurrent.cells[0].initial_state(torch.empty(1, 1))
        handed_over = vectors(join([first] * self.decoder_layers)) if bidirectional else ()
        self.W_s = nn.ModuleList(
            nn.Linear(hidden_size, hidden_size, bias=False) for _ in handed_over
        )

    def extra_repr(self) -> str:
        return f"{text_sizes(self.vocab, self.max_length)}, key_size={self.key_size}"

    def forward(self, source: Source) -> Encoded:
        """Read texts packed by `vocab.pack`; padding changes nothing."""
        mask = source != self.vocab.pad
        h, states = self.recurrent(self.embedding(source), mask)
        return Encoded(h, self.hand_over(states), mask)

    def hand_over(self, states: tuple[State, ...]) -> State:
        """From the last states of all cells to the state that the decoder starts from."""
        if not self.recurrent.bidirectional:
            return join(states[-self.decoder_layers :])
        backward = states[1::2]
        parts = vectors(join(backward[-self.decoder_layers :]))
        s = [torch.tanh(W_s(part)) for W_s, part in zip(self.W_s, parts, strict=True)]
        return tuple(s) if len(s) > 1 else s[0]


class DeepDecoder(Decoder):
    """A decoder of several layers, with dropout.

    Args:
        vocab, embedding_size, hidden_size, max_length: as for `Decoder`.
        cell: the class of the cells, or another maker of one.
        layers: how many are stacked.
        dropout: the probability that a number of the embedding, between two layers, or of the
            output layer's input is dropped in training.

    Raises:
        ValueError: as for `StackedCell`.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        max_length: int,
        cell: CellFactory = GRUCell,
        layers: int = 1,
        dropout: float = 0.0,
    ):
        stack = partial(StackedCell, kind=cell, layers=layers, dropout=dropout)
        super().__init__(vocab, embedding_size, hidden_size, max_length, cell=stack)
        _add_dropout(self, dropout)


class DeepAttentionDecoder(AttentionDecoder):
    """A decoder of several layers, with attention and dropout. The last layer's state queries
    the keys, the first layer reads the context.

    Args:
        attention_size, attention, key_size: as for `AttentionDecoder`; for a `DeepEncoder` the
            size of its keys is `encoder.key_size`.
        The others: as for `DeepDecoder`.

    Raises:
        ValueError: as for `StackedCell`.
    """

    def __init__(
        self,
        vocab: Vocab,
        embedding_size: int,
        hidden_size: int,
        max_length: int,
        attention_size: int,
        attention: type[Scoring] = AdditiveAttention,
        key_size: int | None = None,
        cell: CellFactory = GRUCell,
        layers: int = 1,
        dropout: float = 0.0,
    ):
        super().__init__(
            vocab,
            embedding_size,
            hidden_size,
            max_length,
            attention_size,
            attention,
            key_size,
            cell=partial(StackedCell, kind=cell, layers=layers, dropout=dropout),
        )
        _add_dropout(self, dropout)


class DropoutEmbedding(nn.Embedding):
    """An embedding with dropout."""

    def __init__(self, count: int, size: int, dropout: float):
        super().__init__(count, size)
        self.dropout = nn.Dropout(dropout)

    def forward(self, indices: Tensor) -> Tensor:
        return self.dropout(super().forward(indices))


class DropoutLinear(nn.Linear):
    """A linear layer with dropout on its input."""

    def __init__(self, in_features: int, out_features: int, dropout: float):
        super().__init__(in_features, out_features)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        return super().forward(self.dropout(x))


def _add_dropout(decoder: Decoder, dropout: float) -> None:
    """Give a decoder an embedding and an output with dropout."""
    embedding, output = decoder.embedding, decoder.output
    decoder.embedding = DropoutEmbedding(
        embedding.num_embeddings, embedding.embedding_dim, dropout
    )
    decoder.output = DropoutLinear(output.in_features, output.out_features, dropout)
