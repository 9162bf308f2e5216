"""Layers in both directions against torch.nn; padding changes nothing; a stack is a cell."""

from functools import partial

import pytest
import torch
from torch import nn

from utils.cells import GRUCell, LSTMCell, RNNCell, steps, unroll
from utils.recurrent import Recurrent, StackedCell, join, split, vectors
from utils.tagger import Tagger

KINDS = {
    "RNN": (RNNCell, nn.RNN, {}),
    "ReLU RNN": (partial(RNNCell, nonlinearity="relu"), nn.RNN, {"nonlinearity": "relu"}),
    "LSTM": (LSTMCell, nn.LSTM, {}),
    "GRU": (partial(GRUCell, reset="after"), nn.GRU, {}),
}
kinds = pytest.mark.parametrize("kind", KINDS)
GATES = {RNNCell: ["xh"], LSTMCell: list("ifco"), GRUCell: list("rzh")}  # torch's order


def copy_weights(module, recurrent):
    """From torch's module into ours, cell by cell: `from_torch`, written a second time."""
    suffixes = [""] + ["_reverse"] * module.bidirectional
    names = [f"_l{n}{suffix}" for n in range(module.num_layers) for suffix in suffixes]
    for name, cell in zip(names, recurrent.cells, strict=True):
        weights = [getattr(module, f"{part}{name}").data for part in ("weight_ih", "weight_hh")]
        biases = [getattr(module, f"{part}{name}").data for part in ("bias_ih", "bias_hh")]
        lines = [("W_xh", "W_hh", "b_h")]
        if not isinstance(cell, RNNCell):
            lines = [(f"W_{gate}", f"U_{gate}", f"b_{gate}") for gate in GATES[type(cell)]]
        pieces = zip(*(w.chunk(len(lines)) for w in (*weights, sum(biases))), strict=True)
        for own, values in zip(lines, pieces, strict=True):
            for parameter, value in zip(own, values, strict=True):
                getattr(cell, parameter).data = value.clone()
        if isinstance(cell, GRUCell):
            cell.b_h.data, cell.b_u.data = (bias.chunk(3)[2].clone() for bias in biases)


def pair(kind, layers, bidirectional):
    make, counterpart, options = KINDS[kind]
    torch.manual_seed(layers)
    sizes = {"bidirectional": bidirectional}
    module = counterpart(3, 4, layers, batch_first=True, **sizes, **options).double()
    ours = Recurrent(make, 3, 4, layers, bidirectional).double()
    copy_weights(module, ours)
    return ours, module, torch.randn(5, 6, 3).double()


def flat(result):
    """Outputs and last states, each cell's one after the other: (outputs, h, c or nothing)."""
    outputs, states = result
    parts = zip(*map(vectors, states), strict=True)
    return outputs, *(torch.stack(part) for part in parts)


@kinds
@pytest.mark.parametrize("layers", [1, 2, 3])
@pytest.mark.parametrize("bidirectional", [False, True])
def test_equals_torch_in_outputs_states_and_gradients(kind, layers, bidirectional):
    ours, module, x = pair(kind, layers, bidirectional)
    results, gradients = [], []
    for net in (ours, module):
        own = x.clone().requires_grad_()
        outputs, states = net(own)
        result = flat((outputs, states)) if net is ours else (outputs, *vectors(states))
        weights = [torch.linspace(-1, 1, r.numel()).double().view_as(r) for r in result]
        sum((w * r).sum() for w, r in zip(weights, result, strict=True)).backward()
        results.append(result)
        gradients.append(own.grad)
    for a, b in zip(*results, strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-12)
    torch.testing.assert_close(*gradients, rtol=1e-12, atol=1e-12)
    # Gradients of the weights: copied as if they were weights, they land in the same places.
    moved = Recurrent(KINDS[kind][0], 3, 4, layers, bidirectional).double()
    for parameter in module.parameters():
        parameter.data = parameter.grad
    copy_weights(module, moved)
    for (name, parameter), other in zip(
        ours.named_parameters(), moved.parameters(), strict=True
    ):
        expected = other.data
        if name.rsplit(".", 1)[1].startswith("b_") and not name.endswith("b_u"):
            of_sum = isinstance(ours.cells[0], GRUCell) and name.endswith("b_h")
            expected = expected if of_sum else expected / 2  # torch's two biases, added up
        torch.testing.assert_close(parameter.grad, expected, rtol=1e-11, atol=1e-11)


@kinds
def test_from_torch_takes_every_weight(kind):
    ours, module, x = pair(kind, 2, bidirectional=True)
    copied = Recurrent.from_torch(module)
    assert [type(cell) for cell in copied.cells] == [type(cell) for cell in ours.cells]
    for a, b in zip(flat(copied(x)), flat(ours(x)), strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=1e-12)


@kinds
@pytest.mark.parametrize("layers", [1, 2])
def test_each_sequence_is_read_as_if_it_were_alone(kind, layers):
    ours, _, x = pair(kind, layers, bidirectional=True)
    lengths = [6, 1, 3, 6, 2]
    mask = torch.tensor([[0] * (6 - n) + [1] * n for n in lengths]).bool()
    outputs, states = ours(x, mask)
    for row, n in enumerate(lengths):
        alone, last = ours(x[row : row + 1, 6 - n :])
        torch.testing.assert_close(outputs[row, 6 - n :], alone[0], rtol=0, atol=1e-12)
        assert not outputs[row, : 6 - n].any()
        for together, own in zip(states, last, strict=True):
            for a, b in zip(vectors(together), vectors(own), strict=True):
                torch.testing.assert_close(a[row], b[0], rtol=0, atol=1e-12)


def test_a_backward_cell_ends_at_the_first_step():
    ours, _, x = pair("GRU", 1, bidirectional=True)
    outputs, (forward, backward) = ours(x)
    torch.testing.assert_close(outputs[:, -1, :4], forward)
    torch.testing.assert_close(outputs[:, 0, 4:], backward)
    assert not torch.allclose(outputs[:, -1, 4:], backward)


def test_dropout_between_layers_in_training_only():
    torch.manual_seed(0)
    net, x = Recurrent(RNNCell, 3, 200, layers=2, dropout=0.25), torch.randn(8, 1, 3)
    seen = []
    net.dropout.register_forward_hook(lambda module, args, out: seen.append((*args, out)))
    trained = net(x)[0]
    (before, after), *others = seen
    assert not others  # between the two layers, not before the first or after the last
    left = after != 0
    assert left.float().mean().item() == pytest.approx(0.75, abs=0.03)
    torch.testing.assert_close(after[left], before[left] / 0.75)
    assert not torch.allclose(net(x)[0], trained)
    net.eval()
    assert torch.equal(net(x)[0], net(x)[0])
    unchanged = Recurrent(RNNCell, 3, 200, layers=2)
    unchanged.load_state_dict(net.state_dict())
    assert torch.equal(unchanged(x)[0], net(x)[0])


@kinds
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_a_stacked_cell_is_one_direction_of_layers(kind, layers):
    """Step by step, by its faster way, and layer by layer, from any state."""
    layered, _, x = pair(kind, layers, bidirectional=False)
    cell = StackedCell(3, 4, KINDS[kind][0], layers).double()
    cell.cells.load_state_dict(layered.cells.state_dict())
    expected, states = layered(x)
    for first, rest in ((x, None), (x[:, :2], x[:, 2:])):
        outputs, state = unroll(cell, first)
        if rest is not None:
            more, state = unroll(cell, rest, state)
            outputs = torch.cat([outputs, more], dim=1)
        torch.testing.assert_close(outputs, expected, rtol=0, atol=1e-12)
        for a, b in zip(split(state, layers), states, strict=True):
            torch.testing.assert_close(a, b, rtol=0, atol=1e-12)
    walk = list(steps(cell, x))
    torch.testing.assert_close(torch.stack([step.h for step in walk], 1), expected)
    torch.testing.assert_close(walk[-1].state, join(states))
    torch.testing.assert_close(walk[1].layers[-1].h_prev, walk[0].h)


@kinds
def test_the_faster_way_of_a_stack_has_the_gradients_of_its_steps(kind):
    torch.manual_seed(0)
    cell, x = StackedCell(3, 4, KINDS[kind][0], 2).double(), torch.randn(2, 5, 3).double()
    gradients = []
    for outputs in (unroll(cell, x)[0], torch.stack([step.h for step in steps(cell, x)], 1)):
        loss = (outputs * torch.linspace(-1, 1, 4).double()).square().sum()
        gradients.append(torch.autograd.grad(loss, list(cell.parameters())))
    for fast, slow in zip(*gradients, strict=True):
        torch.testing.assert_close(fast, slow, rtol=1e-11, atol=1e-12)


def test_a_stack_drops_between_its_layers_alike_in_both_ways():
    torch.manual_seed(0)
    cell, x = StackedCell(3, 50, layers=2, dropout=0.5), torch.randn(2, 4, 3)
    ways = []
    for _ in range(2):
        torch.manual_seed(1)
        ways.append(unroll(cell, x)[0])
    assert torch.equal(*ways)
    torch.manual_seed(1)
    torch.testing.assert_close(torch.stack([step.h for step in steps(cell, x)], 1), ways[0])
    assert not torch.allclose(cell.eval() and unroll(cell, x)[0], ways[0])


@kinds
@pytest.mark.parametrize("layers", [1, 2, 3])
def test_split_takes_apart_what_join_has_joined(kind, layers):
    cell = StackedCell(3, 4, KINDS[kind][0], layers)
    state = cell.initial_state(torch.zeros(2, 3))
    torch.testing.assert_close(join(split(state, layers)), state)
    numbered = [torch.full((1, 1), float(n)) for n in range(2 * layers)]
    pairs = list(zip(numbered[::2], numbered[1::2], strict=True))
    assert join(pairs)[0] is pairs[-1][0]  # `hidden_of`: h of the last layer
    assert split(join(pairs), layers) == pairs


def test_a_tagger_can_have_layers():
    torch.manual_seed(0)
    tagger = Tagger(StackedCell(3, 4, LSTMCell), 2, truncate=2)
    x = torch.randn(2, 5, 3)
    torch.testing.assert_close(tagger(x), tagger.output(unroll(tagger.cell, x)[0]))


def test_the_layers_of_a_stack_start_as_their_cells_do():
    cell = StackedCell(3, 200, LSTMCell)
    assert (cell.cells[1].b_f == 1).all()
    cell.reset_parameters(std=1.0)
    assert (cell.cells[1].b_f == 1).all()
    assert cell.cells[1].U_o.std().item() == pytest.approx(1, rel=0.05)


def test_printed_layers_tell_their_sizes():
    text = repr(Recurrent(GRUCell, 3, 4, 2, bidirectional=True, dropout=0.1))
    assert "3, 4, layers=2, bidirectional=True" in text
    assert "GRUCell(8, 4, reset='before')" in text
    assert "Dropout(p=0.1" in text
    assert "3, 4, layers=2" in repr(StackedCell(3, 4))


class Halved(GRUCell):
    def step(self, x, state):
        step = super().step(x, state)
        return step._replace(h=step.h / 2)


class Another(nn.GRU):
    """A subclass may compute anything."""


def test_layers_of_a_cell_with_a_step_of_its_own_take_it():
    torch.manual_seed(0)
    net, x = Recurrent(Halved, 3, 4), torch.randn(2, 5, 3)
    walk = torch.stack([step.h for step in steps(net.cells[0], x)], dim=1)
    torch.testing.assert_close(net(x)[0], walk)


X = torch.zeros(2, 3, 3)
WRONG = {
    "no layer": (lambda: Recurrent(GRUCell, 3, 4, layers=0), "at least 1 layer, got 0"),
    "no layer in a stack": (lambda: StackedCell(3, 4, layers=0), "at least 1 layer, got 0"),
    "no size": (lambda: Recurrent(GRUCell, 0, 4), "sizes of at least 1, got input_size=0"),
    "a probability above 1": (
        lambda: Recurrent(GRUCell, 3, 4, dropout=1.5),
        "between 0 and 1, but got 1.5",
    ),
    "padding at the right": (
        lambda: Recurrent(GRUCell, 3, 4)(X, torch.tensor([[True, True, False]] * 2)),
        "at the left of a sequence only",
    ),
    "a step without its advance": (lambda: StackedCell(3, 4, Halved), "that belongs to their"),
    "the state of one layer": (
        lambda: StackedCell(3, 4).step(X[:, 0], torch.zeros(2, 4)),
        "the states of 2 layers, got 1 vectors",
    ),
    "the state of another batch": (
        lambda: StackedCell(3, 4).step(X[:, 0], (torch.zeros(1, 4),) * 2),
        r"= \(2, 4\), got \(1, 4\)",
    ),
    "the states of another cell": (
        lambda: StackedCell(3, 4, LSTMCell).step(X[:, 0], (torch.zeros(2, 4),) * 2),
        r"the pair \(h, c\), got Tensor",
    ),
    "another module": (lambda: Recurrent.from_torch(Another(3, 4)), "nn.GRU, got Another"),
    "a projection": (
        lambda: Recurrent.from_torch(nn.LSTM(3, 4, proj_size=2)),
        "one layer, one direction and biases",
    ),
    "no biases": (lambda: Recurrent.from_torch(nn.GRU(3, 4, bias=False)), "and biases"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_named(case):
    act, message = WRONG[case]
    with pytest.raises(ValueError, match=message):
        act()
