"""Weights as text, and back."""

import pytest
import torch
from traitlets import TraitError

from tests.widgets import examples
from tests.widgets.examples import history, wired, writer
from utils.cells import GRUCell, RNNCell
from utils.data import addition
from utils.recipes import pronunciation
from utils.tagger import Tagger
from utils.training import set_seed
from utils.weights import restore, size, store
from utils.widgets.adding_machine import AddingMachine
from utils.widgets.attention_explorer import AttentionExplorer
from utils.widgets.attention_walkthrough import attention_walkthrough
from utils.widgets.hand_wire import HandWire
from utils.widgets.pronouncer_walkthrough import pronouncer_walkthrough
from utils.widgets.roommate import Roommate
from utils.widgets.walkthrough import Walkthrough
from utils.widgets.word_reader import WordReader
from utils.widgets.word_writer import WordWriter


@pytest.fixture
def model():
    set_seed(0)
    return Tagger(GRUCell(4, 32), 3)


def test_32_bits_keep_every_number(model):
    copy = restore(Tagger(GRUCell(4, 32), 3), store(model))
    for name, weight in model.state_dict().items():
        assert torch.equal(copy.state_dict()[name], weight)


@pytest.mark.parametrize(("bits", "share"), [(8, 0.5 / 127), (7, 0.5 / 63), (6, 0.5 / 31)])
def test_fewer_bits_move_a_weight_by_half_a_step_at_most(model, bits, share):
    stored = store(model, bits)
    copy = restore(model, stored).state_dict()
    for name, weight in model.state_dict().items():
        rows = weight if weight.dim() == 2 else weight[None]
        moved = (copy[name] - weight).abs().reshape(rows.shape)
        assert (moved <= 1.001 * share * rows.abs().amax(1, keepdim=True) + 1e-9).all()
    assert size(stored) < size(store(model)) / 3


def test_a_matrix_of_zeros(model):
    with torch.no_grad():
        model.cell.W_r.zero_()
    assert (restore(model, store(model, 8)).cell.W_r == 0).all()


def test_another_precision(model):
    with pytest.raises(ValueError, match=r"expected bits of \(32, 8, 7, 6\), got 5"):
        store(model, 5)


def diverged(model):
    """The model with one weight that is not a number."""
    next(model.parameters()).data[0, 0] = torch.nan
    return model


def of_attention(reader):
    return AttentionExplorer({"sums": reader}, {"sums": ["1+2"]})


WIDGETS = {
    "roommate": lambda: Roommate({"RNN": diverged(Tagger(RNNCell(2, 5), 3))}),
    "walkthrough": lambda: Walkthrough.of_cell(diverged(Tagger(RNNCell(2, 5), 3)), "SR"),
    "walkthrough of a pronouncer": lambda: pronouncer_walkthrough(
        diverged(pronunciation.model(0, 8, 4, 6)), "rate"
    ),
    "attention walkthrough": lambda: attention_walkthrough(diverged(adder()), "1+2"),
    "adding machine": lambda: AddingMachine(diverged(adder()), *history()),
    "attention explorer": lambda: of_attention(diverged(adder())),
    "attention explorer, Transformer": lambda: of_attention(diverged(examples.transformer())),
    "word writer": lambda: WordWriter(diverged(writer()), {}, [], "de", "tr"),
    "word reader": lambda: WordReader(
        diverged(pronunciation.model(0, 4, 4, 4)), examples.WORDS
    ),
    "hand wire": lambda: HandWire(diverged(wired()[0]), wired()[1], torch.eye(2)[None]),
}


def adder():
    return examples.looking_back(addition.VOCAB, 5, addition.VOCAB, 3)


@pytest.mark.parametrize("name", WIDGETS)
def test_weights_that_are_not_numbers_are_refused_by_every_widget(name):
    with pytest.raises((ValueError, TraitError), match="finite numbers"):
        WIDGETS[name]()


@pytest.mark.parametrize("value", [torch.nan, torch.inf, -torch.inf])
@pytest.mark.parametrize("bits", [32, 7])
def test_weights_that_are_not_numbers_are_not_stored(model, value, bits):
    model.output.bias.data[1] = value
    with pytest.raises(ValueError, match=r"NaN or infinity in output\.bias"):
        store(model, bits)


@pytest.mark.parametrize("bits", [32, 8, 7, 6])
def test_the_page_reads_the_same_numbers(javascript, model, bits):
    stored = store(model, bits)
    values = javascript("weights").run(
        """async (module, stored) => {
            const { cell, output } = await module.restore(stored);
            const some = [cell.U_z, cell.b_h, output.weight];
            return some.map((m) => [m.rows, m.cols, [...m.data]]);
        }""",
        stored,
    )
    copy = restore(model, stored)
    for (rows, cols, data), weight in zip(
        values, (copy.cell.U_z, copy.cell.b_h, copy.output.weight), strict=True
    ):
        assert (rows, cols) == tuple(weight.shape if weight.dim() == 2 else (1, len(weight)))
        assert torch.equal(torch.tensor(data), weight.detach().flatten())
