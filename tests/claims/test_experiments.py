"""The experiments of the ledger, at a size that costs little."""

import pytest
import torch

from book.claims import chapter_3, chapter_5, names, roommate, sums
from utils.attention import AdditiveAttention
from utils.cells import LSTMCell, RNNCell
from utils.data import Examples
from utils.data import names as data
from utils.recipes import copying
from utils.recipes import names as words
from utils.recipes import sums as recipe
from utils.seq2seq import Encoder
from utils.training import count_parameters

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
    assert roommate.share_with_fixed_gate(seed=0, gate="o", value=0, **options) < 0.7


def test_rates_are_chosen_on_other_words():
    split = data.split_names(held_out=1000)
    chosen_on = names._within(split)
    assert len(chosen_on.held_out.sources) >= 950
    assert not set(chosen_on.held_out.sources) & set(split.held_out.sources)
    assert not set(chosen_on.train.sources) & set(split.held_out.sources)
    assert set(chosen_on.held_out.sources) <= set(split.train.sources)


def test_deeper_networks_have_about_as_many_weights_unless_they_are_called_larger():
    weights = {
        name: count_parameters(words.deeper(0, *sizes.values()))
        for name, sizes in chapter_3.DEEPER.items()
    }
    larger = weights.pop("the same, larger")
    assert 27_000 < min(weights.values()) < max(weights.values()) < 29_000 < larger / 4


def test_layers_and_directions_reach_the_training(monkeypatch):
    seen = []
    monkeypatch.setattr(names, "train", lambda net, split, seed, **o: seen.append((net, o)))
    share = names.share_with_layers(0, hidden=5, layers=2, bidirectional=True, lr=0.03)
    ((net, options),) = seen
    assert 0 <= share <= 1
    assert options == {"lr": 0.03}
    assert (net.recurrent.layers, net.recurrent.bidirectional) == (2, True)
    assert net.recurrent.hidden_size == 5


def test_a_model_fed_itself_never_sees_the_target():
    net = recipe.model(0, kind=sums.FedItself)
    source = net.pack(["12+34", "1+2"])
    targets = [sums.VOCAB.pack(texts, 3) for texts in (["46", "3"], ["199", "78"])]
    a, b = (net(source, target) for target in targets)
    assert torch.equal(a, b)
    a, b = (recipe.model(0)(source, target) for target in targets)
    assert not torch.equal(a, b)


def test_reading_padding_changes_only_what_is_padded():
    reads, skips = (recipe.model(0, encoder=kind) for kind in (sums.ReadsPadding, Encoder))
    source = reads.pack(["12+34", "1+2"])
    a, b = reads.encoder(source).h, skips.encoder(source).h
    assert torch.equal(a[0], b[0])
    assert not torch.allclose(a[1], b[1])


def test_splits_by_ordered_and_unordered_pair():
    for ordered in (False, True):
        train, held_out = (set(part.sources) for part in sums.split(ordered))
        assert len(train) == 7922
        assert len(held_out) == 2078
        assert not train & held_out
        turned = {"+".join(text.split("+")[::-1]) for text in train}
        assert bool(turned & held_out) is ordered
    assert sums.split(split_seed=1) != sums.split()


def test_answers_from_the_units_have_three_digits():
    examples = Examples(["40+6", "99+9"], ["46", "108"])
    assert sums.three_digits(examples, units_first=True).answers == ["640", "801"]
    assert sums.three_digits(examples, units_first=False).answers == ["046", "108"]


def test_a_mistake_is_a_wrong_digit_in_one_place(monkeypatch):
    """A model that repeats what it was fed last shows what it was fed."""
    net = recipe.model(0)
    fed = []
    decode = net.decode
    monkeypatch.setattr(net, "decode", lambda encoded, y: fed.append(y) or decode(encoded, y))
    monkeypatch.setattr(sums, "trained", lambda seed, **options: net)
    sums.share_after_mistake(0, mistake=True)
    target = sums.VOCAB.pack(sums.split().held_out.answers, 3)
    for place, given in enumerate(fed):
        others = [n for n in range(4) if n != place]
        assert torch.equal(given[:, others], target[:, others])
        assert (given[:, place] != target[:, place]).all()
        assert (given[:, place] < 10).all()


def test_rows_to_copy_are_answers_to_themselves():
    rows = copying.rows(digits=6, count=50, seed=1)
    assert rows.sources == rows.answers
    assert {len(text) for text in rows.sources} == {6}
    assert len(set(rows.sources)) == 50


@pytest.mark.parametrize(("without", "with_it"), chapter_5.MATCHED.items())
def test_copying_with_attention_has_no_more_weights(without, with_it):
    plain = copying.model(0, digits=8, hidden_size=without)
    looks = copying.model(0, digits=8, hidden_size=with_it, attention=AdditiveAttention)
    assert 0.95 < count_parameters(looks) / count_parameters(plain) <= 1
