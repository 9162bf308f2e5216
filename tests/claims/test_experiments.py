"""The experiments of the ledger, at a size that costs little."""

import pytest
import torch

from tests.claims import names, roommate
from utils.cells import LSTMCell, RNNCell
from utils.data import names as data

SMALL = {"days": 4, "steps": 2}


def test_only_the_last_label_is_left():
    y = torch.tensor([[0, 1, 2], [2, 1, 0]])
    assert roommate.only_last(y).tolist() == [[-100, -100, 2], [-100, -100, 0]]
    assert y.tolist() == [[0, 1, 2], [2, 1, 0]]


def test_a_sigmoid_asks_for_each_class():
    logits, y = torch.tensor([[2.0, -1.0, 0.5]]), torch.tensor([2])
    p = torch.sigmoid(logits[0])
    expected = -(torch.log(1 - p[0]) + torch.log(1 - p[1]) + torch.log(p[2])) / 3
    assert roommate.sigmoid_per_class(logits, y).item() == pytest.approx(expected.item())


def test_every_option_reaches_the_training():
    model, history = roommate.train(
        0,
        LSTMCell,
        hidden=5,
        cell={"forget_bias": 3.0},
        fixed=("i", 1),
        truncate=2,
        lr=1e-9,
        **SMALL,
    )
    assert len(history.loss) == 2
    assert model.truncate == 2
    assert model.cell.hidden_size == 5
    assert torch.allclose(model.cell.b_f, torch.tensor(3.0))
    assert (model.cell.b_i == 100).all()


def test_the_first_weights_have_the_spread_that_is_asked_for():
    model, _ = roommate.train(0, RNNCell, hidden=64, std=1.0, lr=1e-9, **SMALL)
    assert model.cell.W_hh.std().item() == pytest.approx(1.0, abs=0.05)


def test_steps_to_learn_stops_where_the_loss_is_low():
    assert roommate.steps_to_learn(0, below=100.0, kind=RNNCell, **SMALL) == 1
    assert roommate.steps_to_learn(0, below=0.0, kind=RNNCell, **SMALL) == 2


@pytest.mark.parametrize("run", [roommate.share_of_days, roommate.share_of_last_days])
def test_the_same_seed_gives_the_same_share_and_a_share_it_is(run):
    first, second = (run(seed=0, kind=RNNCell, **SMALL) for _ in range(2))
    assert first == second
    assert 0 <= first <= 1


def test_without_its_output_gate_a_network_can_only_guess():
    options = {"kind": LSTMCell, "days": 4, "steps": 200}
    assert roommate.share_of_last_days(seed=0, last_day=False, **options) > 0.9
    assert roommate.share_without(seed=0, gate="o", value=0, **options) < 0.7


def test_rates_are_chosen_on_other_words():
    split = data.split_names(held_out=1000)
    chosen_on = names._within(split)
    assert len(chosen_on.held_out.sources) >= 950
    assert not set(chosen_on.held_out.sources) & set(split.held_out.sources)
    assert not set(chosen_on.train.sources) & set(split.held_out.sources)
    assert set(chosen_on.held_out.sources) <= set(split.train.sources)
