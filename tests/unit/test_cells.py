"""Every cell against its counterpart in torch.nn, and the GRU of Cho et al. against NumPy."""

import itertools

import numpy as np
import pytest
import torch
from torch import nn

from utils.cells import GRUCell, LSTMCell, RNNCell, steps, trace, unroll
from utils.tagger import Tagger

KINDS = [(RNNCell, nn.RNN), (LSTMCell, nn.LSTM), (GRUCell, nn.GRU)]
SIZES = [
    (1, 1, 1, 1),
    (1, 5, 3, 1),
    (4, 1, 1, 7),
    (3, 9, 2, 5),
    (8, 30, 16, 16),
    (2, 99, 5, 33),
]
TOLERANCE = {torch.float32: 2e-5, torch.float64: 1e-12}
GATES = {RNNCell: ["xh"], LSTMCell: list("ifco"), GRUCell: list("rzh")}


def tensors(state):
    return state if isinstance(state, tuple) else (state,)


def pair(kind, counterpart, batch, time, input_size, hidden_size, dtype=torch.float64):
    """Our cell and torch's module with equal weights, inputs and initial states."""
    torch.manual_seed(batch + 10 * time + 100 * hidden_size)
    module = counterpart(input_size, hidden_size, batch_first=True, dtype=dtype)
    cell = kind.from_torch(module)
    x = torch.randn(batch, time, input_size, dtype=dtype)
    state = tuple(torch.randn(batch, hidden_size, dtype=dtype) for _ in range(2))
    return cell, module, x, state if kind is LSTMCell else state[0]


def run(cell, module, x, state):
    """(outputs, *last state) of both, torch's without its dimension of layers."""
    ours = unroll(cell, x, state)
    first = tuple(part[None] for part in tensors(state))
    theirs = module(x, first if isinstance(state, tuple) else first[0])
    return (
        (ours[0], *tensors(ours[1])),
        (theirs[0], *(part[0] for part in tensors(theirs[1]))),
    )


def gradients(cell, module):
    """Gradients of (W, U, b) of both, stacked the way torch stacks them."""
    gates = GATES[type(cell)]
    if isinstance(cell, RNNCell):
        names = ["W_xh"], ["W_hh"], ["b_h"], ["b_h"]
    else:
        names = tuple([f"{kind}_{gate}" for gate in gates] for kind in "WUbb")
    if isinstance(cell, GRUCell):
        names[3][2] = "b_u"
    ours = [torch.cat([getattr(cell, name).grad for name in group]) for group in names]
    theirs = [parameter.grad for parameter in module.parameters()]
    return zip(ours, theirs, strict=True)


@pytest.mark.parametrize("dtype", TOLERANCE, ids=str)
@pytest.mark.parametrize("sizes", SIZES, ids=str)
@pytest.mark.parametrize(("kind", "counterpart"), KINDS)
def test_equals_torch_in_outputs_state_and_gradients(kind, counterpart, sizes, dtype):
    cell, module, x, state = pair(kind, counterpart, *sizes, dtype=dtype)
    ours, theirs = run(cell, module, x, state)
    for a, b in zip(ours, theirs, strict=True):
        torch.testing.assert_close(a, b, rtol=0, atol=TOLERANCE[dtype])

    weights = [torch.randn_like(part) for part in ours]
    for results in (ours, theirs):
        sum((w * part).sum() for w, part in zip(weights, results, strict=True)).backward()
    for a, b in gradients(cell, module):
        torch.testing.assert_close(a, b, rtol=TOLERANCE[dtype], atol=100 * TOLERANCE[dtype])


@pytest.mark.parametrize(("kind", "counterpart"), KINDS)
def test_swapping_any_two_weights_is_noticed(kind, counterpart):
    """Each parameter has its own place: swapping two of the same shape changes the result."""
    cell, module, x, state = pair(kind, counterpart, 3, 6, 5, 5)
    named = list(cell.named_parameters())
    for (name, a), (other, b) in itertools.combinations(named, 2):
        if a.shape == b.shape:
            a.data, b.data = b.data, a.data
            ours, theirs = run(cell, module, x, state)
            assert not torch.allclose(ours[0], theirs[0], atol=1e-4), (name, other)
            a.data, b.data = b.data, a.data
    ours, theirs = run(cell, module, x, state)
    torch.testing.assert_close(ours[0], theirs[0])


VARIANTS = [
    (RNNCell, {}),
    (RNNCell, {"nonlinearity": "relu"}),
    (LSTMCell, {}),
    (GRUCell, {"reset": "before"}),
    (GRUCell, {"reset": "after"}),
]
variants = pytest.mark.parametrize(("kind", "options"), VARIANTS, ids=str)


def step_by_step(cell, x, state, mask):
    outputs = []
    for t in range(x.shape[1]):
        state = cell.step(x[:, t], state).state
        state = tuple(part * mask[:, t, None] for part in tensors(state))
        outputs.append(state[0])
        state = state if isinstance(cell, LSTMCell) else state[0]
    return torch.stack(outputs, dim=1), state


@variants
@pytest.mark.parametrize("sizes", SIZES, ids=str)
def test_the_faster_way_is_the_step_repeated(kind, options, sizes):
    """In every state, and in the gradient of every weight, input and first state."""
    batch, time, input_size, hidden_size = sizes
    torch.manual_seed(0)
    cell = kind(input_size, hidden_size, **options).double()
    for parameter in cell.parameters():
        parameter.data = torch.randn_like(parameter) / hidden_size**0.5
    x = torch.randn(batch, time, input_size).double().requires_grad_()
    first = [torch.randn(batch, hidden_size).double().requires_grad_() for _ in range(2)]
    state = tuple(first) if kind is LSTMCell else first[0]
    mask = torch.rand(batch, time) > 0.2
    learned = [*cell.parameters(), x, *tensors(state)]
    results = []
    for way in (unroll, step_by_step):
        outputs, last = way(cell, x, state, mask)
        every = torch.cat([outputs.flatten(), *map(torch.flatten, tensors(last))])
        weights = torch.linspace(-1, 1, len(every), dtype=torch.float64)
        results.append((every, *torch.autograd.grad((weights * every).sum(), learned)))
    for fast, slow in zip(*results, strict=True):
        torch.testing.assert_close(fast, slow, rtol=1e-12, atol=1e-12)


@variants
def test_a_subclass_with_a_step_of_its_own_is_walked_step_by_step(kind, options):
    class Halved(kind):
        def step(self, x, state):
            step = super().step(x, state)
            return step._replace(h=step.h / 2)

    torch.manual_seed(0)
    cell, x = Halved(3, 5, **options), torch.randn(2, 4, 3)
    by_steps = torch.stack([step.h for step in steps(cell, x)], dim=1)
    torch.testing.assert_close(unroll(cell, x)[0], by_steps)
    usual = kind(3, 5, **options)
    usual.load_state_dict(cell.state_dict())
    assert not torch.allclose(unroll(usual, x)[0], by_steps)


@variants
def test_a_step_returns_what_went_in(kind, options):
    torch.manual_seed(0)
    cell, x = kind(3, 5, **options), torch.randn(2, 4, 3)
    walk = list(steps(cell, x))
    for t, step in enumerate(walk):
        assert torch.equal(step.x, x[:, t])
        before = tensors(walk[t - 1].state if t else cell.initial_state(x))
        given = (step.h_prev, step.c_prev) if kind is LSTMCell else (step.h_prev,)
        for a, b in zip(given, before, strict=True):
            assert torch.equal(a, b)


@pytest.mark.parametrize(("kind", "counterpart"), [*KINDS, (RNNCell, "relu")])
def test_to_torch_and_back(kind, counterpart):
    torch.manual_seed(0)
    options = {"nonlinearity": "relu"} if counterpart == "relu" else {}
    options = {"reset": "after"} if kind is GRUCell else options
    cell, x = kind(3, 5, **options).double(), torch.randn(2, 4, 3).double()
    for parameter in cell.parameters():
        parameter.data = torch.randn_like(parameter)
    module = cell.to_torch()
    torch.testing.assert_close(module(x)[0], unroll(cell, x)[0])
    torch.testing.assert_close(unroll(kind.from_torch(module), x)[0], unroll(cell, x)[0])


@pytest.mark.parametrize(("kind", "counterpart"), KINDS)
def test_what_is_frozen_in_torch_stays_frozen(kind, counterpart):
    module = counterpart(3, 5)
    module.weight_hh_l0.requires_grad_(False)
    frozen = {n for n, p in kind.from_torch(module).named_parameters() if not p.requires_grad}
    assert frozen == {"W_hh"} if kind is RNNCell else {f"U_{gate}" for gate in GATES[kind]}


def test_a_printed_cell_tells_its_sizes():
    assert repr(LSTMCell(3, 5)) == "LSTMCell(3, 5)"
    assert repr(GRUCell(3, 5)) == "GRUCell(3, 5, reset='before')"
    assert repr(RNNCell(3, 5, nonlinearity="relu")) == "RNNCell(3, 5, nonlinearity='relu')"


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def cho_gru(p, x, h):
    """Cho et al. 2014, equations 5 to 8, written a second time without torch."""
    outputs = []
    for x_t in x.transpose(1, 0, 2):
        r = sigmoid(np.einsum("hi,bi->bh", p["W_r"], x_t) + np.dot(h, p["U_r"].T) + p["b_r"])
        z = sigmoid(np.einsum("hi,bi->bh", p["W_z"], x_t) + np.dot(h, p["U_z"].T) + p["b_z"])
        new = np.tanh(
            np.einsum("hi,bi->bh", p["W_h"], x_t) + np.dot(r * h, p["U_h"].T) + p["b_h"]
        )
        h = z * h + (1 - z) * new
        outputs.append(h)
    return np.stack(outputs, axis=1)


def test_cho_gru_equals_numpy_and_not_torch():
    torch.manual_seed(0)
    module = nn.GRU(4, 16, batch_first=True, dtype=torch.float64)
    x, h = torch.randn(5, 20, 4, dtype=torch.float64), torch.randn(5, 16, dtype=torch.float64)
    cell = GRUCell.from_torch(module, reset="before")
    assert GRUCell(4, 16).reset == "before"
    ours = unroll(cell, x, h)[0]
    numbers = {name: value.detach().numpy() for name, value in cell.named_parameters()}
    np.testing.assert_allclose(
        ours.detach().numpy(), cho_gru(numbers, x.numpy(), h.numpy()), atol=1e-12
    )
    assert (ours - module(x, h[None])[0]).abs().max() > 0.01


def constant(cell, gate, value):
    """Fix a gate: no inputs, a bias that saturates its sigmoid at 0 or 1."""
    with torch.no_grad():
        getattr(cell, f"W_{gate}").zero_()
        getattr(cell, f"U_{gate}").zero_()
        getattr(cell, f"b_{gate}").fill_(100.0 if value else -100.0)


def one_step(cell, h, c=None):
    torch.manual_seed(1)
    return cell.step(torch.randn(len(h), cell.input_size), h if c is None else (h, c))


def test_lstm_gates_do_what_their_names_say():
    h, c = torch.randn(3, 4), torch.randn(3, 4)
    for gate, expected in [
        ("f", lambda s: s.i * s.c_tilde),  # forget everything: only the new remains
        ("i", lambda s: s.f * c),  # let nothing in: only the old remains
    ]:
        cell = LSTMCell(2, 4)
        constant(cell, gate, 0)
        step = one_step(cell, h, c)
        torch.testing.assert_close(step.c, expected(step))
    cell = LSTMCell(2, 4)
    constant(cell, "o", 0)
    assert one_step(cell, h, c).h.abs().max() < 1e-6
    constant(cell, "f", 1)
    constant(cell, "i", 0)
    torch.testing.assert_close(one_step(cell, h, c).c, c)


def test_gru_gates_do_what_their_names_say():
    h = torch.randn(3, 4)
    cell = GRUCell(2, 4)
    constant(cell, "z", 1)
    torch.testing.assert_close(one_step(cell, h).h, h)  # 1 keeps the old state
    constant(cell, "z", 0)
    step = one_step(cell, h)
    torch.testing.assert_close(step.h, step.h_tilde)  # 0 takes the new one
    constant(cell, "r", 0)  # reset: the candidate does not see the old state
    torch.testing.assert_close(one_step(cell, h).h_tilde, one_step(cell, 5 * h).h_tilde)


@pytest.mark.parametrize("kind", [RNNCell, LSTMCell, GRUCell])
def test_rows_do_not_depend_on_each_other(kind):
    cell, x = kind(3, 5), torch.randn(6, 7, 3)
    torch.testing.assert_close(unroll(cell, x)[0][2:3], unroll(cell, x[2:3])[0])


@pytest.mark.parametrize("kind", [RNNCell, LSTMCell, GRUCell])
def test_a_sequence_can_be_read_in_two_parts(kind):
    cell, x = kind(3, 5), torch.randn(2, 9, 3)
    whole, _ = unroll(cell, x)
    first, state = unroll(cell, x[:, :4])
    second, _ = unroll(cell, x[:, 4:], state)
    torch.testing.assert_close(torch.cat([first, second], dim=1), whole)


@pytest.mark.parametrize("kind", [RNNCell, LSTMCell, GRUCell])
def test_trace_holds_every_symbol_of_every_step(kind):
    cell, x = kind(3, 5), torch.randn(2, 9, 3)
    record = trace(cell, x)
    for t, step in enumerate(steps(cell, x)):
        for name in step._fields:
            torch.testing.assert_close(getattr(record, name)[:, t], getattr(step, name))


def test_tagger_reads_out_every_state():
    tagger, x = Tagger(RNNCell(2, 4), 3), torch.randn(5, 6, 2)
    torch.testing.assert_close(tagger(x), tagger.output(unroll(tagger.cell, x)[0]))
