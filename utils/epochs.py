"""Training by epochs, on batches of texts of like length: for trainings so long that one wants
to see how they get on, to stop them and to go on later."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import torch
from torch import nn

from .data import Examples
from .files import replacing
from .progress import progress
from .pronouncer import FilledAfter
from .training import set_seed

# What a checkpoint holds.
PARTS = {"settings", "model", "optimizer", "schedule", "losses", "scores", "best"}


class EpochTraining:
    """A model in training, with all that is needed to go on: its optimizer, the schedule of
    the learning rate, and how it has done so far.

    The order of the words and the dropout of an epoch depend on the seed and on the number of
    the epoch alone. So a training that was stopped and resumed gives the same weights as one
    that was not.

    Args:
        model: writes the answers.
        examples: what it learns from.
        epochs: how often it sees each example.
        batch_size: examples per step.
        lr: the maximum of the learning rate, which rises and falls once (Smith and Topin 2019).
        weight_decay: of AdamW.
        label_smoothing: this much of the target's probability is shared among all characters
            (Szegedy et al. 2016).
        clip: the maximum norm of all gradients together.
        seed: of the order of the examples, and of dropout.

    Attributes:
        done: how many epochs are done.
        losses: the mean loss of each of them.
        scores: what `run` measured after each of them.
        best: the weights after the epoch with the lowest score, the last one on a tie.

    Raises:
        ValueError: no examples, epochs or batch_size below 1.
    """

    def __init__(
        self,
        model: FilledAfter,
        examples: Examples,
        *,
        epochs: int,
        batch_size: int = 128,
        lr: float = 0.003,
        weight_decay: float = 0.01,
        label_smoothing: float = 0.0,
        clip: float = 1.0,
        seed: int = 0,
    ):
        if not examples.sources or min(epochs, batch_size) < 1:
            raise ValueError(
                "expected at least one example, epoch and example per batch, got "
                f"{len(examples.sources)}, {epochs} and {batch_size}"
            )
        self.model, self.examples, self.epochs = model, examples, epochs
        self.batch_size, self.clip, self.seed = batch_size, clip, seed
        self.loss = nn.CrossEntropyLoss(label_smoothing=label_smoothing)
        self.optimizer = torch.optim.AdamW(
            model.parameters(), lr=lr, weight_decay=weight_decay, fused=True
        )
        steps = epochs * -(-len(examples.sources) // batch_size)
        self.schedule = torch.optim.lr_scheduler.OneCycleLR(self.optimizer, lr, steps)
        self.settings = {
            "epochs": epochs,
            "batch_size": batch_size,
            "lr": lr,
            "weight_decay": weight_decay,
            "label_smoothing": label_smoothing,
            "clip": clip,
            "seed": seed,
            "examples": len(examples.sources),
        }
        self.losses: list[float] = []
        self.scores: list[float] = []
        self.best: dict[str, torch.Tensor] = {}

    @property
    def done(self) -> int:
        return len(self.losses)

    def epoch(self) -> None:
        """See every example once."""
        losses = list(self.steps())
        self.losses.append(sum(losses) / len(losses))

    def steps(self) -> Iterator[float]:
        """Learn from each batch of the next epoch, and yield its loss. The model is in eval
        mode afterwards."""
        set_seed(self.seed + 1000 * (self.done + 1))
        batches = like_length(self.examples, self.batch_size)
        self.model.train()
        with progress(len(batches), f"epoch {self.done + 1} of {self.epochs}") as bar:
            for n in bar:
                sources, answers = ([part[row] for row in batches[n]] for part in self.examples)
                yield self.step(sources, answers)
        self.model.eval()

    def step(self, sources: list[str], answers: list[str]) -> float:
        """Learn from one batch; its loss."""
        model = self.model
        target = model.pack_answers(answers)
        logits = model(model.pack(sources), target)
        error = self.loss(logits.flatten(0, 1), model.asked(target).flatten())
        self.optimizer.zero_grad()
        error.backward()
        nn.utils.clip_grad_norm_(model.parameters(), self.clip)
        self.optimizer.step()
        self.schedule.step()
        return error.item()

    def run(
        self,
        score: Callable[[FilledAfter], float],
        checkpoint: Path | None = None,
        patience: int | None = None,
        report: Callable[[str], None] = print,
    ) -> None:
        """Go on until all epochs are done, and give the model the best weights of all.

        Args:
            score: what counts, such as the share of words of the development part that are
                wrong: the lower the better. Called after every epoch.
            checkpoint: the file to go on from, if it is there, and to write after every epoch.
            patience: stop after this many epochs without improvement; None: never.
            report: called with one line per epoch.

        Raises:
            ValueError: the checkpoint is of another training.
        """
        if checkpoint and checkpoint.exists():
            self.load(checkpoint)
            report(f"going on after epoch {self.done}")
        while self.done < self.epochs and not self._waited(patience):
            self.epoch()
            self.scores.append(score(self.model))
            if self.scores[-1] == min(self.scores):
                self.best = {n: w.clone() for n, w in self.model.state_dict().items()}
            report(
                f"epoch {self.done}: loss {self.losses[-1]:.3f}, {self.scores[-1]:.2%} wrong"
            )
            if checkpoint:
                self.save(checkpoint)
        self.model.load_state_dict(self.best)

    def save(self, path: Path) -> None:
        """Write all that is needed to go on into one file."""
        with replacing(path) as file:
            torch.save({"settings": self.settings, **self._state()}, file)

    def load(self, path: Path) -> None:
        """Go on from a file that `save` has written.

        Raises:
            ValueError: it is of a training with other settings, or of another model; it is
                damaged or something else.
        """
        saved = _read(path)
        if saved["settings"] != self.settings:
            raise ValueError(
                f"expected a checkpoint of a training with {self.settings}, "
                f"got {saved['settings']}: {path}"
            )
        try:
            self.model.load_state_dict(saved["model"])
        except RuntimeError as error:
            raise ValueError(f"expected a checkpoint of this model, got {path}") from error
        self.optimizer.load_state_dict(saved["optimizer"])
        self.schedule.load_state_dict(saved["schedule"])
        self.losses, self.scores, self.best = (
            saved[name] for name in ("losses", "scores", "best")
        )
        self.model.eval()

    def _state(self) -> dict:
        return {
            "model": self.model.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "schedule": self.schedule.state_dict(),
            "losses": self.losses,
            "scores": self.scores,
            "best": self.best,
        }

    def _waited(self, patience: int | None) -> bool:
        """Whether the last epochs, as many as `patience`, brought nothing better."""
        if patience is None or not self.scores:
            return False
        return len(self.scores) - 1 - self.scores.index(min(self.scores)) >= patience


def _read(path: Path) -> dict:
    """What a checkpoint holds."""
    file = io.BytesIO(path.read_bytes())
    try:
        saved = torch.load(file, map_location="cpu", weights_only=True)
        missing = PARTS - saved.keys()
    except Exception as error:  # damage may make torch raise anything
        raise _damaged(path) from error
    if missing:
        raise _damaged(path)
    return saved


def _damaged(path: Path) -> ValueError:
    return ValueError(
        f"expected a checkpoint as `save` writes it, got {path}, which is damaged or something "
        "else"
    )


def like_length(examples: Examples, batch_size: int) -> list[list[int]]:
    """The rows of each batch: examples whose text and answer are about as long, so that little
    is padding. Which share a batch, and the order of the batches, are random."""
    order = torch.randperm(len(examples.sources)).tolist()
    order.sort(key=lambda n: (len(examples.sources[n]), len(examples.answers[n])))
    batches = [order[n : n + batch_size] for n in range(0, len(order), batch_size)]
    return [batches[n] for n in torch.randperm(len(batches)).tolist()]
