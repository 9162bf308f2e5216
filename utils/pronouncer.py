"""Text-to-text models whose answers differ much in length, such as the sounds of a word."""

from collections.abc import Sequence

from torch.nn.utils.rnn import pad_sequence

from .seq2seq import Seq2Seq
from .text_model import Source, Target, TextModel
from .transformer import Transformer


class FilledAfter(TextModel):
    """A text model that pads answers *after* their end, with more end marks.

    The models of earlier chapters pad before the answer, so that they have to write
    the padding: `_46}`. Where most answers are much shorter than the longest, most of what they
    wrote would be padding.
    """

    def pack_answers(self, answers: Sequence[str]) -> Target:
        rows, vocab = super().pack_answers(answers), self.target_vocab
        whole = [row[row != vocab.pad] for row in rows]
        return pad_sequence(whole, batch_first=True, padding_value=vocab.end)

    def asked(self, target: Target) -> Target:
        """The target with -100, nothing is asked, after the first end mark of each answer."""
        return target.where(self.target_vocab.until_end(target), -100)


class Pronouncer(FilledAfter, Seq2Seq):
    """A `Seq2Seq` for words: pads them to the longest of the batch only, and pads answers
    after their end. Padding changes nothing for its encoder, so it only saves time."""

    def pack(self, texts: Sequence[str]) -> Source:
        source = super().pack(texts)
        return source[:, (source != self.source_vocab.pad).any(dim=0)]


class TransformerPronouncer(FilledAfter, Transformer):
    """A `Transformer` that pads answers after their end. Words are padded to full length:
    the answer begins at the same position every time."""
