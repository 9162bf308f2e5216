"""Truncating back-propagation changes the gradient, and nothing else."""

import pytest
import torch

from utils.cells import GRUCell, LSTMCell, RNNCell
from utils.data import roommate
from utils.tagger import Tagger


def gradient_of_a_day(kind, truncate, day):
    """|d y_day / d x_t| for every day t, and the scores."""
    torch.manual_seed(0)
    model = Tagger(kind(2, 6), classes=3, truncate=truncate)
    x = roommate.with_weather(batch=1, days=10, seed=0).x.requires_grad_()
    y = model(x)
    (gradient,) = torch.autograd.grad(y[0, day].sum(), x)
    return gradient[0].norm(dim=-1), y.detach()


@pytest.mark.parametrize("kind", [RNNCell, LSTMCell, GRUCell])
@pytest.mark.parametrize(("truncate", "day", "first"), [(4, 9, 8), (4, 7, 4), (1, 9, 9)])
def test_the_error_goes_back_to_the_cut_and_no_further(kind, truncate, day, first):
    whole, scores = gradient_of_a_day(kind, None, day)
    cut, same_scores = gradient_of_a_day(kind, truncate, day)
    assert torch.equal(scores, same_scores)
    assert (whole[: day + 1] > 0).all()
    assert (cut[:first] == 0).all()
    assert torch.allclose(cut[first:], whole[first:])


def test_a_cut_behind_the_end_cuts_nothing():
    whole, _ = gradient_of_a_day(LSTMCell, None, 9)
    assert torch.equal(gradient_of_a_day(LSTMCell, 10, 9)[0], whole)
