"""Networks that tell the language of a word, in layers and in both directions."""

import pytest
import torch
from torch import nn

from utils.cells import GRUCell
from utils.data import names
from utils.recipes.names import Classifier, deeper, network, train
from utils.recurrent import Recurrent

WORDS = ["hopeapeso", "szerer", "thailändisch"]


def test_one_layer_in_one_direction_is_a_tagger_that_is_asked_at_the_end():
    x = names.one_hot(WORDS)
    tagger, classifier = network(GRUCell, 3, 12), deeper(3, 12, 1, False)
    assert torch.allclose(classifier(x)[:, -1], tagger(x)[:, -1], atol=1e-6)


@pytest.mark.parametrize("bidirectional", [False, True])
@pytest.mark.parametrize("layers", [1, 2])
def test_it_is_what_nn_gru_gives_with_the_same_weights(layers, bidirectional):
    x = names.one_hot(WORDS)
    torch.manual_seed(0)
    module = nn.GRU(x.shape[2], 7, layers, bidirectional=bidirectional, batch_first=True)
    theirs, ours = (Classifier(r, 10) for r in (module, Recurrent.from_torch(module)))
    ours.output.load_state_dict(theirs.output.state_dict())
    assert torch.allclose(ours(x), theirs(x), atol=1e-6)


def test_each_direction_is_asked_when_it_has_read_the_word():
    """One layer: forward at the end mark, backward at the first letter, which does not know the
    padding before it."""
    torch.manual_seed(0)
    net = deeper(0, 7, 1, True)
    forward, backward = net.recurrent.cells
    for word, scores in zip(WORDS, net(names.one_hot(WORDS)), strict=True):
        x = names.one_hot([word])
        h = backward_h = torch.zeros(1, 7)
        for x_t in x.unbind(1):
            h = forward.step(x_t, h).h
        for x_t in x[:, -1 - len(word) :].flip(1).unbind(1):
            backward_h = backward.step(x_t, backward_h).h
        expected = net.output(torch.cat([h, backward_h], dim=1))[0]
        assert torch.allclose(scores, expected.expand_as(scores), atol=1e-6)


def test_it_learns_from_a_split():
    split = names.split_names(held_out=100)
    net = deeper(0, 8, 1, True)
    history = train(net, split, seed=0, lr=0.1, steps=40)
    assert history.loss[-1] < history.loss[0] - 0.3


def test_every_language_has_a_name():
    assert list(names.LANGUAGES) == list(names.LANGUAGE_NAMES)
    assert names.LANGUAGE_NAMES["hu"] == "Hungarian"
