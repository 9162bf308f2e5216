"""The word writer: told one language, or two, a network writes words that do not exist."""

from collections.abc import Iterable, Mapping

import torch
import traitlets
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..plots import AMOUNT, BLUE, INK, PAPER, panels
from ..vocab import normalize
from ..weights import pack
from ..writer import Writer, WriterStep
from .constants import MAX_SEED, TEMPERATURES, WORDS
from .widget import Widget, one_of
from .writer_model import restore_writer, store_writer, uniforms

LIKELIEST = 6  # candidates of a letter in the picture


class WordWriter(Widget):
    """A trained writer at work: twenty words from the same random numbers, and one of them
    letter by letter, with the probabilities that each was drawn from.

    Args:
        writer: trained on words, as in chapter 3; one that knows two languages at least.
        languages: what to call each of its languages.
        trained_on: the words that it was trained on; what it writes is marked as a copy if it
            is one of them.
        language, other: initially.

    Its values, which Python may read and set:
        language: what it is told to write, by the writer's own name of it.
        other: a second language.
        share: of the second language in what it is told, in percent.
        temperature: what the logits are divided by: 0.1, 0.2, ..., 2.0.
        beginning: the first letters of every word; may be empty.
        seed: of the random numbers, from 0. The n-th letter of a word always has the same
            number, whether those before it were drawn or given.
        word: which of the twenty is shown letter by letter, counted from 0.

    `words` are the twenty words, `stored_writer` the writer as the page computes with it.

    Raises:
        ValueError: a writer that `writer_model.store_writer` refuses, or of one language;
            languages without a name.
        TraitError: a value outside of these; a beginning with an unknown letter or a mark, or
            longer than a word may be.
    """

    name = "word_writer"
    writer = traitlets.Dict().tag(sync=True)
    called = traitlets.Dict().tag(sync=True)
    trained_on = traitlets.Unicode().tag(sync=True)
    language = traitlets.Unicode().tag(sync=True)
    other = traitlets.Unicode().tag(sync=True)
    share = traitlets.Int(0).tag(sync=True)
    temperature = traitlets.Float(0.7).tag(sync=True)
    beginning = traitlets.Unicode().tag(sync=True)
    seed = traitlets.Int(1).tag(sync=True)
    word = traitlets.Int(0).tag(sync=True)

    def __init__(
        self,
        writer: Writer,
        languages: Mapping[str, str],
        trained_on: Iterable[str],
        language: str,
        other: str,
    ):
        stored = store_writer(writer)
        if len(writer.languages) < 2 or set(languages) != set(writer.languages):
            raise ValueError(
                "expected a writer of two languages or more and a name for each of them, got "
                f"{writer.languages} and {dict(languages)}"
            )
        self.stored_writer = restore_writer(writer, stored)
        self._known = frozenset(map(normalize, trained_on))
        super().__init__(
            writer=stored,
            called=dict(languages),
            trained_on=pack("\n".join(sorted(self._known)).encode()),
            language=language,
            other=other,
        )

    @traitlets.validate("language", "other")
    def _check_language(self, proposal):
        return one_of(list(self.stored_writer.languages), proposal["value"], "a language")

    @traitlets.validate("share", "seed", "word")
    def _check_number(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        largest = {"share": 100, "seed": MAX_SEED, "word": WORDS - 1}[name]
        if not 0 <= value <= largest:
            raise traitlets.TraitError(f"expected {name} from 0 to {largest:,}, got {value}")
        return value

    @traitlets.validate("temperature")
    def _check_temperature(self, proposal):
        value = proposal["value"]
        if value not in TEMPERATURES:
            known = ", ".join(map(str, TEMPERATURES))
            raise traitlets.TraitError(f"expected a temperature of {known}; got {value}")
        return value

    @traitlets.validate("beginning")
    def _check_beginning(self, proposal):
        writer, text = self.stored_writer, proposal["value"]
        if text and (fault := writer.vocab.fault(text, writer.max_length)):
            raise traitlets.TraitError(fault.message)
        return normalize(text)

    @property
    def mixture(self) -> dict[str, float]:
        """What the writer is told: the weight of each language."""
        if self.language == self.other:
            return {self.language: 1.0}
        return {self.language: 1 - self.share / 100, self.other: self.share / 100}

    @property
    def words(self) -> list[str]:
        """The twenty words; one that goes on after the greatest length is marked by `…`."""
        return self.stored_writer.write_from(self._uniforms(), **self._settings())

    @property
    def copies(self) -> list[str]:
        """Those of the words that it was trained on."""
        return [word for word in self.words if word in self._known]

    @torch.no_grad()
    def steps(self) -> list[tuple[WriterStep, str]]:
        """For each letter that was drawn of the word that is shown, its step and the letter,
        `}` for the end."""
        writer, numbers = self.stored_writer, self._uniforms()[self.word][None]
        steps = writer.steps(numbers, **self._settings())
        return [(step, writer.vocab.decode(letter.tolist())) for step, letter in steps]

    def _uniforms(self) -> torch.Tensor:
        every = uniforms(self.seed, WORDS, self.stored_writer.max_length + 1)
        return every[:, len(self.beginning) :]

    def _settings(self) -> dict:
        return {
            "language": self.mixture,
            "temperature": self.temperature,
            "beginning": self.beginning,
        }

    def draw(self) -> Figure:
        figure, (left, right) = panels(cols=2, height=2.6, width_ratios=[1, 1])
        self._draw_letters(left)
        right.set(title=f"twenty words, {self._told()}", xlim=(0, 2), ylim=(WORDS / 2, 0))
        right.axis("off")
        for n, word in enumerate(self._named(self.words)):
            column, row = divmod(n, WORDS // 2)
            color = BLUE if n == self.word else INK
            right.text(column, row + 0.5, word, va="center", color=color, fontsize=8)
        return figure

    def _draw_letters(self, ax: Axes) -> None:
        """The likeliest candidates of each letter, from the top, and which was drawn."""
        steps, vocab = self.steps(), self.stored_writer.vocab
        for x, (step, drawn) in enumerate(steps):
            order = step.probabilities[0].argsort(descending=True, stable=True)
            rows = vocab.decode(order[:LIKELIEST].tolist())
            if drawn not in rows:
                rows = rows[:-1] + drawn
            for y, char in enumerate(rows):
                p = step.probabilities[0, vocab.encode(char)[0]].item()
                box = Rectangle((x, y), 1, 1, color=AMOUNT(p), lw=0)
                ax.add_patch(box)
                color = PAPER if p > 0.6 else INK
                ax.text(x + 0.5, y + 0.5, char, ha="center", va="center", color=color)
            place = x + 0.06, rows.index(drawn) + 0.06
            ax.add_patch(Rectangle(place, 0.88, 0.88, fill=False, ec=INK, lw=1.4))
        ax.set(
            title="likeliest letters; framed: drawn",
            xlim=(0, len(steps)),
            ylim=(LIKELIEST, 0),
            xlabel="letter",
            yticks=[],
        )
        ax.set_xticks(
            [n + 0.5 for n in range(len(steps))],
            range(len(self.beginning) + 1, len(self.beginning) + len(steps) + 1),
        )
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)

    def _told(self) -> str:
        """What the writer is told, in words."""
        told = [(self.called[name], weight) for name, weight in self.mixture.items() if weight]
        return " and ".join(f"{weight:.0%} {name}".replace("%", " %") for name, weight in told)

    def _named(self, words: list[str]) -> list[str]:
        return [word or "(no letter)" for word in words]

    def caption(self) -> str:
        letters = (
            f"{'the end' if char == self.stored_writer.vocab.characters[-1] else char} "
            f"{step.probabilities[0, self.stored_writer.vocab.encode(char)[0]]:.3f}"
            for step, char in self.steps()
        )
        copies = ", ".join(self._named(self.copies)) or "none"
        begun = f", beginning with {self.beginning}" if self.beginning else ""
        return (
            f"Told {self._told()}, at temperature {self.temperature}{begun}, the network "
            f"writes: {', '.join(self._named(self.words))}. Of these it was trained on: "
            f"{copies}. Word {self.word + 1}, letter by letter, with the probability of each: "
            f"{', '.join(letters)}."
        )
