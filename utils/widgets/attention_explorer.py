"""The attention explorer: ask, see where the model looked, and hide parts of the text."""

import torch
import traitlets
from matplotlib.figure import Figure

from ..attention import AttentionDecoder
from ..plots import attention_heatmap, panels
from ..seq2seq import Seq2Seq
from ..text_model import TextModel, Translation
from ..transformer import Transformer
from .heads import Looked, looked, meaning, seen
from .seq2seq_model import answer, check_text, restore_model, store_model
from .widget import Widget, one_of


class AttentionExplorer(Widget):
    """Models with attention answer what is typed, and show where they looked: a decoder at the
    states of the encoder, a head of a Transformer at places of the row, question and answer.
    States, or characters of the question, can be hidden from them.

    Args:
        models: trained models by name: a `Seq2Seq` with an `AttentionDecoder`, or a
            `Transformer`.
        examples: for each model some texts to ask, at least one: as a list, or by label. The
            first is asked first.

    Its values, which Python may read and set; all that is numbered counts from 1, as what is
    shown does:
        model: the name of the model that answers. If it cannot read the text, its first
            example becomes the text.
        text: what is asked.
        hidden: positions in the text, the end mark last. The states after these characters
            may not be looked at; a Transformer may not look at the characters themselves, in
            any block and head. A new text begins with none.
        block, head: which head of a Transformer is shown. Another model begins with the first.

    `stored_models` are the models as the page computes with them; `answer`, `remarks` and
    `weights` are what the chosen one says, its marks in words, and where it looked.

    Raises:
        ValueError: no models; a model without examples, or one it cannot read; a model that
            `seq2seq_model.store_model` refuses or that has no attention.
        TraitError: an unknown model; a text that the model cannot read; positions that are
            not in the text, given twice, or all of them; a block or a head that it lacks.
    """

    name = "attention_explorer"
    models = traitlets.Dict().tag(sync=True)
    examples = traitlets.Dict().tag(sync=True)
    model = traitlets.Unicode().tag(sync=True)
    text = traitlets.Unicode().tag(sync=True)
    hidden = traitlets.List(traitlets.Int()).tag(sync=True)
    block = traitlets.Int(1).tag(sync=True)
    head = traitlets.Int(1).tag(sync=True)

    def __init__(
        self,
        models: dict[str, Seq2Seq | Transformer],
        examples: dict[str, list[str] | dict[str, str]],
    ):
        stored = {name: _stored(model) for name, model in models.items()}
        self.stored_models = {
            name: restore_model(model, stored[name]) for name, model in models.items()
        }
        pairs = _pairs(self.stored_models, examples)
        first = next(iter(models))
        super().__init__(
            models=stored, examples=pairs, model=first, text=pairs[first][0][1], hidden=[]
        )

    @traitlets.validate("model")
    def _check_model(self, proposal):
        return one_of(list(self.stored_models), proposal["value"], "a model")

    @traitlets.validate("text")
    def _check_text(self, proposal):
        return check_text(self.stored_models[self.model], proposal["value"])

    @traitlets.validate("hidden")
    def _check_hidden(self, proposal):
        hidden, states = proposal["value"], len(self.text) + 1
        known = all(1 <= position <= states for position in hidden)
        if not known or len(set(hidden)) < len(hidden) or len(hidden) == states:
            raise traitlets.TraitError(
                f"expected different positions from 1 to {states}, not all of them; "
                f"got {hidden}"
            )
        return sorted(hidden)

    @traitlets.validate("block", "head")
    def _check_head(self, proposal):
        name, value = proposal["trait"].name, proposal["value"]
        model, count, why = self.stored_models[self.model], 1, ", which is no Transformer"
        if isinstance(model, Transformer):
            blocks, why = model.blocks, ""
            count = len(blocks) if name == "block" else blocks[0].attention.heads
        if not 1 <= value <= count:
            known = f"from 1 to {count}" if count > 1 else "1"
            raise traitlets.TraitError(
                f"expected {name} {known} for {self.model}{why}; got {value}"
            )
        return value

    @traitlets.observe("model")
    def _begin_with_the_first_head(self, change):
        self.block = self.head = 1

    @traitlets.observe("model")
    def _ask_an_example(self, change):
        try:
            check_text(self.stored_models[self.model], self.text)
        except traitlets.TraitError:
            self.text = self.examples[self.model][0][1]

    @traitlets.observe("text")
    def _show_all(self, change):
        self.hidden = []

    @property
    def answer(self) -> str:
        """What the chosen model says to the text, without what is hidden."""
        return answer(self.stored_models[self.model], self.text, self._translation())[0]

    @property
    def remarks(self) -> str:
        """The marks of the answer in words."""
        return answer(self.stored_models[self.model], self.text, self._translation())[1]

    @property
    def weights(self) -> torch.Tensor:
        """Where it looked: a row for each character it wrote, a column for each character of
        the text and the end mark; for a head also for the start mark and what was written. 0
        where it could not look."""
        return self._looked(self.model, self.text, self._translation()).weights

    def _translation(self) -> Translation:
        model = self.stored_models[self.model]
        hidden = torch.zeros(1, model.max_source + 1, dtype=torch.bool)
        # Texts stand at the right: the last position is the last column.
        hidden[0, [position - len(self.text) - 2 for position in self.hidden]] = True
        return seen(model, self.block, self.head).translate([self.text], hidden)

    def _shown(self) -> dict[str, tuple[str, Translation]]:
        """For each model its first example and what it says; for the chosen one the text."""
        shown = {
            name: (pairs[0][1], seen(self.stored_models[name]).translate([pairs[0][1]]))
            for name, pairs in self.examples.items()
        }
        return shown | {self.model: (self.text, self._translation())}

    def _looked(self, name: str, text: str, translation: Translation) -> Looked:
        hidden = self.hidden if name == self.model else []
        return looked(self.stored_models[name], text, translation, hidden)

    def _head(self, name: str) -> str:
        """Which head of a model is shown; nothing for a model without."""
        if not isinstance(self.stored_models[name], Transformer):
            return ""
        block, head = (self.block, self.head) if name == self.model else (1, 1)
        return f"block {block}, head {head}"

    def draw(self) -> Figure:
        shown = self._shown()
        figure, axes = panels(len(shown), height=2.4, squeeze=False)
        for ax, (name, (text, translation)) in zip(axes.flat, shown.items(), strict=True):
            columns, weights, mask = self._looked(name, text, translation)
            attention_heatmap(ax, weights, columns, translation.written[0], mask)
            ax.set(ylabel=f"{name}: written", xlabel=self._head(name))
        return figure

    def caption(self) -> str:
        told = []
        for name, (text, translation) in self._shown().items():
            model = self.stored_models[name]
            thing, of = meaning(model)
            said, remarks = answer(model, text, translation)
            head = self._head(name)
            who, where = (name, f"in {head}, ") if head else (f"for {name}", "")
            most = self._looked(name, text, translation).weights.max()
            told.append(
                f"Asked {text}, the model {who} answers {said}, with a probability of "
                f"{translation.probabilities[0]:.3f}; {where}the weight it gives to one "
                f"{thing} is {most:.3f} at most. {remarks}".rstrip()
            )
            if name == self.model and self.hidden:
                positions = ", ".join(map(str, self.hidden))
                told.append(f"The {thing}s {of} these characters are hidden: {positions}.")
        things = dict.fromkeys(meaning(model)[0] for model in self.stored_models.values())
        columns = f"A row for each character written, a column for each {' or '.join(things)}"
        blank = ["hidden"] * bool(self.hidden) + ["still to come"] * ("place" in things)
        if blank:
            told.append(f"Hatched: {' or '.join(blank)}, so that it could not look there.")
        return " ".join([f"{columns} looked at.", *told])


def _stored(model: Seq2Seq | Transformer) -> dict:
    if not isinstance(model, Transformer) and not isinstance(model.decoder, AttentionDecoder):
        got = type(model.decoder).__name__
        raise ValueError(
            f"expected models with an AttentionDecoder, got a {got}; or a Transformer"
        )
    return store_model(model)


def _pairs(models: dict[str, TextModel], examples: dict) -> dict[str, list[list[str]]]:
    """Each model's examples as pairs of a label and a text.

    Raises:
        ValueError: as `AttentionExplorer` does.
    """
    if not models or models.keys() != examples.keys() or not all(examples.values()):
        raise ValueError(
            "expected at least one model, and examples for each; "
            f"got models {list(models)} and examples for {list(examples)}"
        )
    pairs = {}
    for name, some in examples.items():
        labelled = some if isinstance(some, dict) else dict(zip(some, some, strict=True))
        models[name].pack(list(labelled.values()))
        pairs[name] = [[label, text] for label, text in labelled.items()]
    return pairs
