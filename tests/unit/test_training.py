"""The loop learns, repeats itself, and the score counts what it says."""

import pytest
import torch

from utils.cells import RNNCell
from utils.data import Examples, memory, roommate
from utils.recipes import memory as recipe
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.tagger import Tagger
from utils.training import (
    Interrupted,
    Score,
    accuracy,
    count_parameters,
    exact_match,
    fit,
    fit_texts,
    set_seed,
)
from utils.vocab import Vocab

VOCAB = Vocab("ab")


def tagger():
    set_seed(0)
    return Tagger(RNNCell(2, 8), 3)


def copier():
    set_seed(0)
    return Seq2Seq(Encoder(VOCAB, 8, 24, max_length=2), Decoder(VOCAB, 8, 24, max_length=2))


COPY = Examples(["a", "b", "ab", "ba", "aa", "bb"], ["a", "b", "ab", "ba", "aa", "bb"])


def test_fit_learns_the_roommates_rule():
    days, test = (roommate.with_weather(64, 10, seed=seed) for seed in (0, 1))
    net = tagger()
    before = accuracy(net, *test).share
    history = fit(net, (days.x,), days.y, steps=250, batch_size=32)
    assert before < 0.7
    assert accuracy(net, *test).share > 0.95
    assert len(history.loss) == 250
    assert not net.training


def test_the_same_seed_gives_the_same_model_and_another_seed_another():
    days = roommate.with_weather(64, 10, seed=0)
    losses = []
    for seed in (0, 0, 1):
        losses.append(fit(tagger(), (days.x,), days.y, steps=5, batch_size=8, seed=seed).loss)
    assert losses[0] == losses[1] != losses[2]


def test_every_pass_sees_every_example_once():
    seen = []

    class Spy(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.zeros(1))

        def forward(self, x):
            seen.extend(x[:, 0].tolist())
            return self.weight * torch.zeros(len(x), 1, 2)

    x, y = torch.arange(10.0)[:, None], torch.zeros(10, 1, dtype=torch.long)
    fit(Spy(), (x,), y, steps=8, batch_size=3)
    assert sorted(seen[:10]) == sorted(seen[10:]) == list(range(10))
    assert seen[:10] != seen[10:]


def test_positions_marked_minus_100_teach_nothing():
    days = roommate.with_weather(8, 10, seed=0)
    wrong = (days.y + 1) % 3
    masked = torch.where(torch.arange(10) < 9, -100, wrong)
    loss = fit(tagger(), (days.x,), masked, steps=1, batch_size=8).loss[0]
    logits = tagger()(days.x)[:, -1]
    assert loss == pytest.approx(torch.nn.functional.cross_entropy(logits, wrong[:, -1]).item())


def test_numbers_are_learned_with_a_loss_of_their_own():
    """The sum of the marked numbers, asked for at the end alone."""
    x, y = memory.adding_problem(batch=16, length=4, seed=0)
    model = recipe.adder(RNNCell, seed=0, hidden_size=8)
    with torch.no_grad():
        error = (model(x)[:, -1, 0] - y[:, -1]).square().mean()
    history = fit(model, (x,), y, steps=300, batch_size=16, loss=recipe.squared_error)
    assert history.loss[0] == pytest.approx(error.item())
    assert history.loss[-1] < 0.02


def test_accuracy_does_not_count_them():
    days, net = roommate.with_weather(8, 10, seed=0), tagger()
    masked = torch.where(torch.arange(10) < 9, -100, days.y)
    with torch.no_grad():
        right = net(days.x)[:, -1].argmax(-1) == days.y[:, -1]
    assert accuracy(net, days.x, masked) == Score(int(right.sum()), 8)


def test_until_stops_early_and_evaluate_is_kept():
    days = roommate.with_weather(64, 5, seed=0)
    history = fit(tagger(), (days.x,), days.y, steps=500, until=0.5)
    assert len(history.loss) < 500
    assert history.loss[-1] < 0.5
    history = fit(
        tagger(), (days.x,), days.y, steps=7, every=3, evaluate=lambda net: float(net.training)
    )
    assert history.scores == [(3, 0.0), (6, 0.0), (7, 0.0)]


def test_clip_bounds_the_gradient():
    days = roommate.with_weather(8, 10, seed=0)
    moved = []
    for clip in (None, 1e-6):
        net = tagger()
        before = [p.clone() for p in net.parameters()]
        fit(net, (days.x,), days.y, steps=1, lr=1.0, clip=clip, optimizer=torch.optim.SGD)
        moved.append(sum((p - q).norm() for p, q in zip(net.parameters(), before, strict=True)))
    assert moved[1] < 1e-5 < moved[0]


def test_weight_decay_pulls_weights_towards_zero():
    days, norms = roommate.with_weather(8, 10, seed=0), []
    for decay in (0.0, 1.0):
        net = tagger()
        fit(net, (days.x,), days.y, steps=20, lr=0.01, weight_decay=decay)
        norms.append(net.cell.W_hh.norm())
    assert norms[1] < 0.9 * norms[0]


def test_one_cycle_rises_and_falls():
    days, rates = roommate.with_weather(8, 3, seed=0), []

    class Spy(torch.optim.Adam):
        def step(self, *args, **kwargs):
            rates.append(self.param_groups[0]["lr"])
            return super().step(*args, **kwargs)

    fit(tagger(), (days.x,), days.y, steps=20, lr=0.01, one_cycle=True, optimizer=Spy)
    top = max(rates)
    assert top == pytest.approx(0.01, rel=0.05)
    assert rates[0] < top / 5
    assert rates[-1] < top / 5


def test_a_text_model_learns_to_copy_and_is_scored_by_whole_answers():
    net = copier()
    assert exact_match(net, COPY).share < 0.5
    fit_texts(net, COPY, steps=150, batch_size=6)
    assert exact_match(net, COPY) == Score(6, 6)
    # one wrong in its first character, one in its last, one too short
    wrong = Examples(COPY.sources, ["b", "b", "aa", "b", "aa", "bb"])
    assert exact_match(net, wrong) == Score(3, 6)


def test_score_and_its_interval():
    score = Score(12, 12)
    low, high = score.interval()
    # Wilson's closed form for n of n: n / (n + z^2)
    assert low == pytest.approx(12 / (12 + 1.959964**2), abs=1e-6)
    assert high == pytest.approx(1.0)
    assert str(Score(992, 1000)).startswith("99.20% (992 of 1,000; 95 % interval 98.4")


def test_count_parameters():
    assert count_parameters(tagger()) == 8 * 2 + 8 * 8 + 8 + 8 * 3 + 3


def test_the_loss_can_be_another_one():
    days = roommate.with_weather(8, 10, seed=0)

    def missed(logits, y):
        return (logits.softmax(-1)[torch.arange(len(y)), y] - 1).square().mean()

    first = fit(tagger(), (days.x,), days.y, steps=1, batch_size=8, loss=missed).loss[0]
    expected = missed(tagger()(days.x).flatten(0, 1), days.y.flatten()).item()
    assert first == pytest.approx(expected)


@pytest.mark.parametrize(("clip", "moved"), [(None, 10.0), (1e9, 10.0), (0.5, 0.5)])
def test_the_gradient_is_clipped_and_its_length_before_that_is_kept(clip, moved):
    class Weight(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.weight = torch.nn.Parameter(torch.zeros(1))

        def forward(self, x):
            return self.weight * x

    def ten_times(logits, y):
        return 10 * logits.sum()

    net, x = Weight(), torch.ones(1, 1, 1)
    options = {"steps": 1, "lr": 1.0, "clip": clip, "optimizer": torch.optim.SGD}
    history = fit(net, (x,), torch.zeros(1, 1).long(), loss=ten_times, **options)
    assert history.gradient_norm == [10.0]
    assert net.weight.item() == pytest.approx(-moved)


def test_a_stopped_training_keeps_its_history():
    days, net = roommate.with_weather(64, 5, seed=0), tagger()

    def stop(model):
        raise KeyboardInterrupt

    with pytest.raises(Interrupted, match="stopped after 3 of 9 steps") as stopped:
        fit(net, (days.x,), days.y, steps=9, every=3, evaluate=stop)
    assert len(stopped.value.history.loss) == 3
    assert stopped.value.history.seconds > 0
    assert not net.training


def test_every_example_must_ask_for_something():
    """A batch without targets would have a loss of NaN."""
    days = roommate.with_weather(4, 5, seed=0)
    days.y[2] = -100
    with pytest.raises(ValueError, match="only -100 in 1 of 4"):
        fit(tagger(), (days.x,), days.y, steps=1)
