"""How a cell starts: its first weights and its first state."""

import pytest
import torch

from utils.cells import GRUCell, LSTMCell, RNNCell, unroll


@pytest.mark.parametrize(("std", "expected"), [(None, 0.1), (1.0, 1.0)])
def test_reset_parameters_draws_the_given_spread(std, expected):
    torch.manual_seed(0)
    cell = RNNCell(50, 100)
    cell.reset_parameters(std)
    assert cell.W_hh.std().item() == pytest.approx(expected, rel=0.05)
    assert cell.W_hh.mean().item() == pytest.approx(0, abs=0.03 * expected)
    assert not cell.b_h.any()


def test_the_identity_keeps_the_state_and_the_error():
    """ReLU cells of Le, Jaitly and Hinton 2015: nothing comes in, nothing changes."""
    torch.manual_seed(0)
    cell = RNNCell(3, 200, nonlinearity="relu")
    cell.reset_parameters(std=1.0)
    cell.b_h.data.fill_(1.0)
    cell.reset_to_identity()
    assert torch.equal(cell.W_hh, torch.eye(200))
    assert not cell.b_h.any()
    assert cell.W_xh.std().item() == pytest.approx(0.001, rel=0.1)
    first = torch.rand(2, 200).requires_grad_()
    last = unroll(cell, torch.zeros(2, 50, 3), first)[1]
    assert torch.equal(last, first)
    last.sum().backward()
    assert torch.equal(first.grad, torch.ones(2, 200))
    assert cell.W_hh.grad.any()  # its weights still learn


def test_a_scaled_identity_lets_the_state_fade():
    cell, state = RNNCell(3, 4, nonlinearity="relu"), torch.rand(2, 4)
    cell.reset_to_identity(scale=0.5, std=0.2)
    torch.testing.assert_close(unroll(cell, torch.zeros(2, 3, 3), state)[1], state / 8)
    assert cell.W_xh.any()
    assert repr(cell) == "RNNCell(3, 4, nonlinearity='relu')"


def test_the_identity_adds_up_what_comes_in():
    torch.manual_seed(0)
    cell, x = RNNCell(3, 4, nonlinearity="relu"), torch.rand(2, 5, 3)
    cell.reset_to_identity(std=1.0)
    cell.W_xh.data.abs_()
    torch.testing.assert_close(unroll(cell, x)[1], x.sum(dim=1) @ cell.W_xh.T)


def test_chrono_gives_memories_of_every_length():
    """With b_f = log u, f = u / (1 + u) keeps a memory for about u steps (Tallec and Ollivier
    2018, section 3)."""
    torch.manual_seed(0)
    cell = LSTMCell(2, 2000)
    cell.reset_to_chrono(longest=101)
    lasting = 1 / (1 - torch.sigmoid(cell.b_f.detach()))  # 1 + u
    assert (lasting.min().item(), lasting.max().item()) == pytest.approx((2, 101), rel=0.1)
    assert lasting.median().item() == pytest.approx(51.5, rel=0.05)
    assert torch.equal(cell.b_i, -cell.b_f)
    assert cell.b_f.requires_grad


@pytest.mark.parametrize("kind", [RNNCell, LSTMCell, GRUCell])
def test_every_cell_starts_with_the_same_spread(kind):
    torch.manual_seed(0)
    for name, weights in kind(50, 100).named_parameters():
        if weights.dim() == 2:
            assert weights.std().item() == pytest.approx(0.1, rel=0.1), name


@pytest.mark.parametrize("kind", [RNNCell, LSTMCell, GRUCell])
@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_the_initial_state_follows_the_input(kind, device):
    if device == "cuda" and not torch.cuda.is_available():
        pytest.skip("no CUDA here")
    cell = kind(2, 3).double().to(device)
    outputs, _ = unroll(cell, torch.zeros(4, 5, 2, dtype=torch.float64, device=device))
    assert outputs.dtype == torch.float64
    assert outputs.device.type == device


@pytest.mark.parametrize("bias", [0.0, 1.0])
def test_forget_bias(bias):
    assert (LSTMCell(2, 3, forget_bias=bias).b_f == bias).all()
