"""The diagnostics, each against a slow and independent way to get the same number."""

import pytest
import torch

from utils.cells import GRUCell, LSTMCell, RNNCell, steps, trace
from utils.diagnostics import fix_gate, gradient_back, gradient_norms, jacobians, saturated
from utils.tagger import Tagger


def days(batch=3, time=12):
    torch.manual_seed(0)
    return torch.randn(batch, time, 2, dtype=torch.float64)


@pytest.mark.parametrize(("kind", "field"), [(RNNCell, "h"), (LSTMCell, "c"), (GRUCell, "h")])
def test_gradient_norms_are_what_a_nudge_does(kind, field):
    """Nudge one unit of a state, run on, and see how much the sum at the end moves."""
    cell, x, day, eps = kind(2, 5).double(), days(batch=1), 7, 1e-6
    walk = list(steps(cell, x))
    norms = gradient_norms(getattr(walk[-1], field), [getattr(step, field) for step in walk])

    def end(unit, by):
        # Only h or only c moves; through c, of course, h_t = o_t tanh(c_t) moves with it.
        step = walk[day]
        moved = getattr(step, field).detach().clone()
        moved[0, unit] += by
        if kind is LSTMCell:
            state = (step.o * moved.tanh(), moved)
        else:
            state = moved
        last = list(steps(cell, x[:, day + 1 :], state))[-1]
        return getattr(last, field).sum().item()

    slopes = [(end(unit, eps) - end(unit, -eps)) / (2 * eps) for unit in range(5)]
    assert norms[-1 - day].item() == pytest.approx(torch.tensor(slopes).norm().item(), rel=1e-6)


@pytest.mark.parametrize("field", ["h", "c"])
def test_gradient_back_is_the_median_relative_to_the_last_day(field):
    cell, x = LSTMCell(2, 5).double(), days(batch=3)
    by_run = []
    for run in x.split(1):
        walk = [getattr(step, field) for step in steps(cell, run)]
        norms = gradient_norms(walk[-1], walk)[:, 0]
        by_run.append(norms / norms[0])
    expected = [sorted(day)[1] for day in zip(*by_run, strict=True)]
    assert torch.allclose(gradient_back(cell, x, field), torch.stack(expected))


def test_product_of_jacobians_is_the_gradient():
    cell, x = RNNCell(2, 5).double(), days(batch=1)
    walk = [step.h for step in steps(cell, x)]
    product = torch.ones(5, dtype=torch.float64)
    expected = [product.norm()]
    for jacobian in jacobians(cell, x).flip(0)[:-1]:
        product = product @ jacobian
        expected.append(product.norm())
    assert torch.allclose(
        gradient_norms(walk[-1], walk)[:, 0], torch.stack(expected), rtol=1e-12
    )


def test_saturated_counts_both_walls():
    assert saturated(torch.tensor([-1.0, -0.995, -0.5, 0.99, 0.989, 0.991, 1.0, 0.2])) == 0.5


@pytest.mark.parametrize("value", [0, 1])
@pytest.mark.parametrize(("kind", "gates"), [(LSTMCell, "fio"), (GRUCell, "rz")])
def test_a_fixed_gate_stays_fixed_also_in_training(kind, gates, value):
    x = days().float()
    for gate in gates:
        model = Tagger(kind(2, 5), classes=3)
        before = trace(model.cell, x)
        fixed = fix_gate(model, gate, value)
        optimizer = torch.optim.AdamW(fixed.parameters(), lr=0.1, weight_decay=0.1)
        fixed(x).square().sum().backward()
        optimizer.step()
        after = trace(fixed.cell, x)
        for name in gates:
            field = getattr(after, name)
            assert ((field == value).all()) == (name == gate)
        assert torch.equal(getattr(trace(model.cell, x), gate), getattr(before, gate))


def test_without_the_forget_gate_the_memory_is_cleared():
    record = trace(fix_gate(Tagger(LSTMCell(2, 5), 3), "f", 0).cell, days().float())
    assert torch.equal(record.c, record.i * record.c_tilde)
