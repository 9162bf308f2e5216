"""Training by epochs: what is stopped and resumed, early stopping, checkpoints of others."""

import itertools

import pytest
import torch

from utils.data import Examples
from utils.epochs import like_length
from utils.pronouncer import FilledAfter
from utils.recipes import pronunciation as recipe
from utils.training import set_seed

TINY = {"hidden_size": 8, "embedding_size": 4, "attention_size": 4, "dropout": 0.25}
WORDS = {
    "ab": ("@b",),
    "bad": ("b@d", "bad"),
    "cab": ("k@b",),
    "dad": ("d@d",),
    "dab": ("d@b",),
    "abacus": ("@bAkAs",),
    "decade": ("dEked",),
}


def training(seed=0, sizes=TINY, words=WORDS, **options):
    options = {"epochs": 4, "batch_size": 3, "lr": 0.01, "label_smoothing": 0.05} | options
    return recipe.training(recipe.model(seed, **sizes), words, seed, **options)


def loss_of(made):
    """A score: the loss on all examples."""

    def score(net: FilledAfter) -> float:
        target = net.pack_answers(made.examples.answers)
        with torch.no_grad():
            logits = net(net.pack(made.examples.sources), target)
        asked = net.asked(target).flatten()
        return torch.nn.functional.cross_entropy(logits.flatten(0, 1), asked).item()

    return score


def run(made, **options):
    options = {"score": loss_of(made), "report": lambda said: None} | options
    made.run(**options)
    return made


def same(one, other):
    assert one.losses == other.losses
    assert one.scores == other.scores
    for a, b in ((one.model.state_dict(), other.model.state_dict()), (one.best, other.best)):
        assert a.keys() == b.keys()
        assert all(torch.equal(a[name], b[name]) for name in a)


def test_it_learns():
    made = training(epochs=40, lr=0.05)
    run(made)
    assert made.done == len(made.scores) == 40
    assert made.losses[-1] < made.losses[0] / 2
    assert made.scores[-1] < made.scores[0] / 2


@pytest.mark.parametrize("stopped", [1, 2, 3])
def test_a_resumed_training_is_an_uninterrupted_one_bit_for_bit(stopped, tmp_path):
    whole, file = run(training()), tmp_path / "checkpoint"
    first = training()

    class Stop(Exception):
        pass

    def after(said):
        if first.done == stopped and first.scores:
            first.save(file)
            raise Stop

    with pytest.raises(Stop):
        run(first, report=after)
    torch.rand(7)  # other random numbers were drawn meanwhile
    said = []
    again = run(training(seed=0), checkpoint=file, report=said.append)
    assert said[0] == f"going on after epoch {stopped}"
    assert len(said) == 1 + 4 - stopped
    same(again, whole)


def test_a_training_that_is_done_is_not_trained_again(tmp_path):
    file = tmp_path / "checkpoint"
    done = run(training(), checkpoint=file)
    again = run(training(), checkpoint=file)
    same(again, done)


def test_an_epoch_that_was_cut_short_is_done_again_from_the_checkpoint(tmp_path):
    file, whole = tmp_path / "checkpoint", run(training())
    first = training()
    first.epoch()
    first.scores.append(loss_of(first)(first.model))
    first.best = {n: w.clone() for n, w in first.model.state_dict().items()}
    first.save(file)
    list(itertools.islice(first.steps(), 2))  # two steps of the second, and then the power cut
    same(run(training(), checkpoint=file), whole)


def test_the_steps_are_those_of_the_epoch():
    one, other = training(), training()
    losses = list(one.steps())
    other.epoch()
    assert other.losses == [sum(losses) / len(losses)]
    assert len(losses) == 3  # eight examples, three in a batch
    assert not one.model.training


def test_every_example_is_seen_once_an_epoch(monkeypatch):
    made, seen = training(), []
    step = made.step

    def noted(sources, answers):
        assert len(sources) == len(answers) <= 3
        seen.extend(zip(sources, answers, strict=True))
        return step(sources, answers)

    monkeypatch.setattr(made, "step", noted)
    made.epoch()
    first = list(seen)
    made.epoch()
    pairs = sorted(zip(*made.examples, strict=True))
    assert sorted(first) == sorted(seen[len(first) :]) == pairs
    assert first != seen[len(first) :]


def test_batches_are_of_like_length():
    sources = ["a" * (1 + n % 9) for n in range(90)]
    examples = Examples(sources, sources)
    set_seed(0)
    batches = like_length(examples, 10)
    assert sorted(n for batch in batches for n in batch) == list(range(90))
    assert all(len({sources[n] for n in batch}) == 1 for batch in batches)
    lengths = [len(sources[batch[0]]) for batch in batches]
    assert lengths != sorted(lengths), "the batches come in any order"
    set_seed(1)
    assert sorted(map(sorted, like_length(examples, 10))) == sorted(map(sorted, batches))
    assert like_length(examples, 10) != batches


def test_the_model_ends_with_the_best_weights():
    made, scores = training(), iter([0.5, 0.2, 0.4, 0.3])
    kept = []

    def score(net):
        kept.append({name: w.clone() for name, w in net.state_dict().items()})
        return next(scores)

    run(made, score=score)
    for name, weight in made.model.state_dict().items():
        assert torch.equal(weight, kept[1][name])
    assert any(not torch.equal(kept[1][name], kept[3][name]) for name in kept[1])


@pytest.mark.parametrize(
    ("patience", "scores", "epochs"),
    [
        (None, [1, 2, 3, 4, 5, 6], 6),
        (2, [1, 2, 3, 4, 5, 6], 3),
        (1, [3, 2, 2, 1, 0, 0], 3),
        (2, [3, 2, 2, 1, 1, 1], 6),
        (3, [6, 5, 4, 3, 2, 1], 6),
    ],
)
def test_early_stopping(patience, scores, epochs):
    made = training(epochs=6)
    left = iter(scores)
    run(made, score=lambda net: next(left), patience=patience)
    assert made.scores == scores[:epochs]
    assert made.done == epochs


def test_each_epoch_is_reported_in_a_line():
    said = []
    run(training(epochs=2), score=lambda net: 0.25, report=said.append)
    assert [line.partition(":")[0] for line in said] == ["epoch 1", "epoch 2"]
    assert said[0].endswith(", 25.00% wrong")


OTHERS = {
    "other settings": ({"lr": 0.02}, "expected a checkpoint of a training with .*'lr': 0.01"),
    "more epochs": ({"epochs": 5}, "'epochs': 4.*got .*'epochs': 5"),
    "other words": ({"words": {"ab": ("@b",)}}, "'examples': 8.*'examples': 1"),
    "another seed": ({"seed": 1}, "'seed': 0.*'seed': 1"),
    "another model": ({"sizes": TINY | {"hidden_size": 12}}, "a checkpoint of this model, got"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_another_trainings_checkpoint_is_refused(case, tmp_path):
    options, message = OTHERS[case]
    training(**options).save(tmp_path / "checkpoint")
    with pytest.raises(ValueError, match=message):
        run(training(), checkpoint=tmp_path / "checkpoint")


def test_a_damaged_checkpoint_is_refused(tmp_path):
    file = tmp_path / "checkpoint"
    training().save(file)
    content = file.read_bytes()
    for other in (b"", b"not one", content[: len(content) // 2], content[:-1]):
        file.write_bytes(other)
        with pytest.raises(
            ValueError, match=r"a checkpoint as `save` writes it, got .* damaged"
        ):
            training().load(file)
    torch.save({"settings": training().settings}, file)
    with pytest.raises(ValueError, match="damaged or something else"):
        training().load(file)


def test_a_checkpoint_is_whole_or_not_there(tmp_path, monkeypatch):
    file = tmp_path / "checkpoint"
    training().save(file)
    before = file.read_bytes()

    def interrupted(content, file):
        file.write(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(torch, "save", interrupted)
    with pytest.raises(KeyboardInterrupt):
        training(seed=1).save(file)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["checkpoint"]
