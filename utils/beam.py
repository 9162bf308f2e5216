"""Beam search: the most likely answers, not only the one that greedy decoding finds
(Sutskever et al. 2014, section 3.2)."""

import math
from collections.abc import Sequence
from typing import NamedTuple

import torch
from jaxtyping import Float, Int
from torch import Tensor

from .seq2seq import Seq2Seq
from .text_model import Encoded, TextModel
from .vocab import Vocab

Rows = Int[Tensor, " rows"]
Beginnings = Int[Tensor, "rows written"]
Logits = Float[Tensor, "rows vocab"]


class Hypothesis(NamedTuple):
    """A possible answer.

    text: the answer; one that never ends is marked by `…`.
    written: the same with the vocabulary's marks, such as `_46}`.
    log_probability: log p(written | question), a natural logarithm.
    """

    text: str
    written: str
    log_probability: float

    @property
    def probability(self) -> float:
        return math.exp(self.log_probability)


@torch.no_grad()
def beam_search(
    model: TextModel, texts: Sequence[str], width: int, n_best: int = 1
) -> list[list[Hypothesis]]:
    """Answer each text with the most likely answers that a beam of this width finds.

    The beam holds the `width` most likely beginnings of an answer. Of all their one-character
    continuations, those that end and are among the `width` most likely are put aside; the most
    likely of the others go on. A text is done once its `n_best` answers are at least as likely
    as every beginning, because no beginning becomes more likely as it grows. With a width of 1
    it decodes greedily, as `translate` does.

    Args:
        model: any `TextModel`, in eval mode.
        texts: what to answer; the model works on len(texts) * width rows at once.
        width: how many beginnings are kept.
        n_best: how many answers are wanted.

    Returns:
        For each text its answers, the most likely first: `n_best` of them, or fewer if the
        model can write no more. No two are the same.

    Raises:
        ValueError: `width` below 1, `n_best` not from 1 to `width`; what `pack` raises.
    """
    if width < 1 or not 1 <= n_best <= width:
        raise ValueError(
            f"expected width of at least 1 and n_best from 1 to width, got {width=}, {n_best=}"
        )
    encoded = model.encode(model.pack(texts))
    beams = _Beams(len(texts), width, n_best, model.target_vocab, encoded.mask.device)
    encoded = _take(encoded, beams.rows())
    writer = _ByState(model, encoded) if _has_steps(model) else _ByBeginning(model, encoded)
    for t in range(model.max_target + 1):
        log_p = writer.logits(beams.written.flatten(0, 1)).double().log_softmax(dim=-1)
        rows = beams.go_on(log_p, last=t == model.max_target)
        done = beams.drop_done()
        writer.go_on(rows[~done].flatten(), fewer=bool(done.any()))
        if done.all():
            break
    return beams.answers


class _Beams:
    """The beams of all texts that are not done, W = width beginnings each, and what was put
    aside. All scores are log-probabilities in double precision, so that a long answer's small
    ones still add up.

    Attributes:
        text: (texts,) which text it is.
        score: (texts, W) of the beginnings, the most likely first.
        written: (texts, W, characters) the beginnings.
        best_score: (texts, n_best) of the answers put aside, the most likely first.
        best: (texts, n_best, characters) these answers.
        answers: what is found for the texts that are done.
    """

    def __init__(self, texts: int, width: int, n_best: int, vocab: Vocab, device: torch.device):
        self.vocab, self.width = vocab, width
        self.text = torch.arange(texts, device=device)
        numbers = {"dtype": torch.float64, "device": device}
        self.score = torch.full((texts, width), -torch.inf, **numbers)
        self.score[:, 0] = 0  # one empty beginning; the others fill the rows and cannot win
        self.best_score = torch.full((texts, n_best), -torch.inf, **numbers)
        self.written = torch.empty(texts, width, 0, dtype=torch.long, device=device)
        self.best = torch.empty(texts, n_best, 0, dtype=torch.long, device=device)
        self.answers: list[list[Hypothesis]] = [[] for _ in range(texts)]

    def rows(self) -> Rows:
        """The text of each row of the model's batch; the rows of a text are adjacent."""
        return self.text.repeat_interleave(self.width)

    def go_on(self, log_p: Logits, last: bool) -> Int[Tensor, "texts width"]:
        """Write one more character.

        Args:
            log_p: of each character after each beginning.
            last: whether every answer stops here, with or without the end mark.

        Returns:
            The row that each beginning comes from.
        """
        texts, count = len(self.text), log_p.shape[1]
        score = (self.score.flatten()[:, None] + log_p).view(texts, -1)
        score, index = score.sort(dim=1, descending=True, stable=True)
        # At most half of 2 W continuations end, so that enough are left to go on.
        score, index = score[:, : 2 * self.width], index[:, : 2 * self.width]
        parent, char = index // count, index % count
        written = torch.cat([_along(self.written, parent), char[..., None]], dim=2)
        ended = (char == self.vocab.end) | last
        self._put_aside(score[:, : self.width], written, ended[:, : self.width])

        chosen = ended.long().argsort(dim=1, stable=True)[:, : self.width]
        self.score = score.masked_fill(ended, -torch.inf).gather(1, chosen)
        self.written = _along(written, chosen)
        first_row = torch.arange(texts, device=char.device)[:, None] * self.width
        return first_row + parent.gather(1, chosen)

    def _put_aside(self, score: Tensor, written: Tensor, ended: Tensor) -> None:
        """Keep the best of these continuations that have ended and of those kept before."""
        self.best = torch.nn.functional.pad(self.best, (0, 1), value=self.vocab.end)
        score = torch.cat([self.best_score, score.masked_fill(~ended, -torch.inf)], dim=1)
        written = torch.cat([self.best, written[:, : self.width]], dim=1)
        score, index = score.sort(dim=1, descending=True, stable=True)
        kept = self.best_score.shape[1]
        self.best_score, self.best = score[:, :kept], _along(written, index[:, :kept])

    def drop_done(self) -> Tensor:
        """Take out the texts whose answers no beginning can overtake; True for these."""
        done = self.best_score[:, -1] >= self.score[:, 0]
        for text, scores, rows in zip(
            self.text[done].tolist(),
            self.best_score[done].tolist(),
            self.best[done],
            strict=True,
        ):
            found = zip(self.vocab.unpack(rows), self.vocab.written(rows), scores, strict=True)
            self.answers[text] = [Hypothesis(*one) for one in found if one[2] > -torch.inf]
        for name in ("text", "score", "written", "best_score", "best"):
            setattr(self, name, getattr(self, name)[~done])
        return done


class _ByState:
    """Continues with a decoder, whose state knows what has been written so far."""

    def __init__(self, model: Seq2Seq, encoded: Encoded):
        self.decoder, self.start = model.decoder, model.start(encoded)
        self.memory, self.s, self.t = model.decoder.read(encoded), encoded.state, 0

    def logits(self, written: Beginnings) -> Logits:
        """Scores of the character after each beginning."""
        y = written[:, -1] if self.t else self.start
        step = self.decoder.step(y, self.s, self.memory, self.t)
        self.s, self.t = step.s, self.t + 1
        return step.logits

    def go_on(self, rows: Rows, fewer: bool) -> None:
        """Go on from these rows. Unless there are fewer of them, every text keeps its own rows,
        so the memory, which is the same in all rows of a text, can stay."""
        self.s = _take(self.s, rows)
        if fewer:
            self.memory = _take(self.memory, rows)


class _ByBeginning:
    """Continues with a model that has no state: it reads the whole beginning every time."""

    def __init__(self, model: TextModel, encoded: Encoded):
        self.model, self.encoded = model, encoded

    def logits(self, written: Beginnings) -> Logits:
        guessed = self.model.start(self.encoded)[:, None]  # any character: it is not read
        return self.model.logits(self.encoded, torch.cat([written, guessed], dim=1))[:, -1]

    def go_on(self, rows: Rows, fewer: bool) -> None:
        if fewer:
            self.encoded = _take(self.encoded, rows)


def _has_steps(model: TextModel) -> bool:
    """Whether its decoder's steps are all there is to its decoding."""
    return isinstance(model, Seq2Seq) and type(model).decode is Seq2Seq.decode


def _take(thing: Tensor | tuple | None, rows: Rows) -> Tensor | tuple | None:
    """These rows of a tensor, or of every tensor in a tuple."""
    if isinstance(thing, tuple):
        parts = [_take(part, rows) for part in thing]
        return type(thing)(*parts) if hasattr(thing, "_fields") else tuple(parts)
    return thing if thing is None else thing.index_select(0, rows)


def _along(
    written: Int[Tensor, "texts many characters"], index: Int[Tensor, "texts some"]
) -> Int[Tensor, "texts some characters"]:
    """The rows of each text at these positions."""
    return written.gather(1, index[..., None].expand(-1, -1, written.shape[2]))
