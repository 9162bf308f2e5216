"""A cell that writes words: what it reads, what it is asked for, and how letters are drawn."""

import math
from itertools import accumulate

import pytest
import torch

from utils.cells import GRUCell, LSTMCell, RNNCell, hidden_of
from utils.data import Examples, names
from utils.recipes import writing
from utils.vocab import Vocab
from utils.writer import LOUD, Writer, draw

VOCAB = Vocab("abc")
LANGUAGES = ("de", "tr")
every_cell = pytest.mark.parametrize("cell", [RNNCell, LSTMCell, GRUCell])


def writer(cell=GRUCell, max_length=6):
    torch.manual_seed(0)
    net = Writer(VOCAB, LANGUAGES, hidden_size=8, max_length=max_length, cell=cell)
    for parameter in net.parameters():  # large weights: letters that vary
        parameter.data *= 2
    return net.eval()


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def letter_by_letter(net, word, language):
    """log p of each letter and of the end, by `step` alone."""
    told = net.tell([language])
    state, read, found = net.cell.initial_state(told), "{", []
    for char in word + "}":
        step = net.step(torch.tensor(VOCAB.encode(read)), told, state)
        found.append(step.probabilities[0, VOCAB.encode(char)[0]].log().item())
        state, read = step.state, char
    return found


@every_cell
def test_a_words_probability_is_the_product_over_its_steps(cell):
    net, words, languages = writer(cell), ["a", "bcb", "cabbac"], ["tr", "de", "tr"]
    together = net.log_probability(words, languages)
    for n, (word, language) in enumerate(zip(words, languages, strict=True)):
        expected = sum(letter_by_letter(net, word, language))
        assert together[n].item() == pytest.approx(expected, abs=1e-5)
        assert net.log_probability([word], [language]).item() == pytest.approx(
            expected, abs=1e-5
        )


@every_cell
def test_the_probabilities_of_all_words_sum_to_one(cell):
    """Of all words of at most two letters, and of two letters that go on."""
    net = writer(cell)
    short = ["a", "b", "c", *(x + y for x in "abc" for y in "abc")]
    ended = net.log_probability(short, ["de"] * 12).exp().sum()
    empty = math.exp(letter_by_letter(net, "", "de")[0])
    goes_on = sum(
        math.exp(sum(letter_by_letter(net, word, "de")[:2]))
        * (1 - math.exp(letter_by_letter(net, word, "de")[2]))
        for word in short[3:]
    )
    assert ended.item() + empty + goes_on == pytest.approx(1, abs=1e-5)


def test_logits_have_one_row_per_letter_and_none_for_what_no_word_holds():
    net = writer()
    read, written = net.pack(["a", "bcb"])
    logits = net(read, net.tell(["de", "tr"]))
    assert logits.shape == (2, 7, len(VOCAB))
    assert (logits[..., [VOCAB.pad, VOCAB.start]] == -torch.inf).all()
    letters = [n for n in range(len(VOCAB)) if n not in (VOCAB.pad, VOCAB.start)]
    assert logits[..., letters].isfinite().all()
    assert VOCAB.decode(read[1].tolist()) == "___{bcb"
    assert VOCAB.decode(written[1].tolist()) == "___bcb}"


def test_a_word_of_the_greatest_length_still_begins_with_the_start_mark():
    read, written = writer().pack(["abcabc"])
    assert VOCAB.decode(read[0].tolist()) == "{abcabc"
    assert VOCAB.decode(written[0].tolist()) == "abcabc}"


def test_teacher_forcing_does_not_see_the_letter_it_must_guess():
    net = writer()
    told = net.tell(["de"])
    a, b = (net(net.pack([word])[0], told) for word in ("abcab", "abbab"))
    assert torch.equal(a[:, :4], b[:, :4])  # _ a b and what follows: the third letter
    assert not torch.allclose(a[:, 4], b[:, 4])


@every_cell
def test_a_step_holds_what_went_in_and_what_came_out(cell):
    net = writer(cell)
    y, told = torch.tensor(VOCAB.encode("ab")), net.tell(["de", {"de": 0.25, "tr": 0.75}])
    step = net.step(y, told, net.cell.initial_state(told), temperature=0.5)
    assert torch.equal(step.y, y)
    assert step.inside.x.tolist() == [
        [1, 0, 0, 0, 0, 0, LOUD, 0],
        [0, 1, 0, 0, 0, 0, 0.25 * LOUD, 0.75 * LOUD],
    ]
    h = hidden_of(step.state)
    torch.testing.assert_close(step.logits[:, 0], h @ net.output.weight[0] + net.output.bias[0])
    powers = (step.logits.double() / 0.5).exp()
    torch.testing.assert_close(step.probabilities, powers / powers.sum(dim=1, keepdim=True))


def test_the_language_matters_and_a_mixture_is_neither():
    net = writer()
    word = ["bcb"]
    pure = [net.log_probability(word, [name]).item() for name in LANGUAGES]
    mixed = net.log_probability(word, [{"de": 0.5, "tr": 0.5}]).item()
    assert len({*pure, mixed}) == 3
    alone = net.log_probability(word, [{"de": 1.0, "tr": 0.0}]).item()
    assert alone == pure[0]


def written_by_hand(net, numbers, language, temperature, beginning=""):
    """The definition, with Python's own numbers: one word from its random numbers."""
    told, word = net.tell([language]), ""
    state, read = net.cell.initial_state(told), "{"
    for char in beginning:
        state = net.step(torch.tensor(VOCAB.encode(read)), told, state).state
        read = char
    for u in numbers:
        step = net.step(torch.tensor(VOCAB.encode(read)), told, state)
        powers = [math.exp(logit / temperature) for logit in step.logits[0].tolist()]
        sums = accumulate(power / sum(powers) for power in powers)
        char = next(c for c, p in zip(VOCAB.characters, sums, strict=True) if p > u)
        if char == "}":
            return beginning + word
        word, read, state = word + char, char, step.state
    return beginning + word + "…"


@every_cell
@pytest.mark.parametrize("temperature", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("beginning", ["", "ca"])
def test_the_same_numbers_write_the_same_words(cell, temperature, beginning):
    net, language = writer(cell), {"de": 0.25, "tr": 0.75}
    uniforms = torch.rand(20, 5, generator=generator(), dtype=torch.double)
    words = net.write_from(uniforms, language, temperature, beginning)
    assert words == [
        written_by_hand(net, numbers, language, temperature, beginning)
        for numbers in uniforms.tolist()
    ]
    assert len(set(words)) > 1
    assert net.write_from(uniforms[3:4], language, temperature, beginning) == [words[3]]


def test_words_come_from_the_generator_alone():
    net = writer()
    first, again = (net.write("de", 9, generator(), temperature=1.5) for _ in range(2))
    other = net.write("de", 9, generator(1), temperature=1.5)
    assert first == again != other
    numbers = torch.rand(9, 7, generator=generator(), dtype=torch.double)
    assert first == net.write_from(numbers, "de", temperature=1.5)


def test_a_word_begins_as_asked_and_is_no_longer_than_asked():
    words = writer().write("de", 200, generator(), 3.0, beginning="ab", max_length=4)
    assert all(word.startswith("ab") for word in words)
    ended = {len(word) for word in words if not word.endswith("…")}
    assert ended == {2, 3, 4}
    assert {len(word) for word in words if word.endswith("…")} == {6}  # goes on after four


def test_words_are_written_as_often_as_they_are_likely():
    net = writer()
    words = net.write("tr", 4000, generator())
    ended = {word for word in words if word and not word.endswith("…")}
    for word in sorted(ended, key=words.count)[-3:]:
        p = net.log_probability([word], ["tr"]).exp().item()
        spread = math.sqrt(p * (1 - p) / 4000)
        assert words.count(word) / 4000 == pytest.approx(p, abs=4 * spread)


def test_a_low_temperature_takes_the_likeliest_letter():
    net = writer()
    (word,) = set(net.write("de", 20, generator(), temperature=1e-6))
    told = net.tell(["de"])
    first = net.step(torch.tensor([VOCAB.start]), told, net.cell.initial_state(told))
    assert VOCAB.characters[first.logits.argmax()] == word[0]


def test_drawing_takes_the_first_class_whose_sum_exceeds_the_number():
    p = torch.tensor([0.0, 0.25, 0.0, 0.5, 0.25], dtype=torch.double)
    numbers = torch.tensor([0, 0.2499, 0.25, 0.7499, 0.75, 1 - 2**-53], dtype=torch.double)
    assert draw(p.expand(6, 5), numbers).tolist() == [1, 1, 3, 3, 4, 4]
    short = torch.tensor([[0.5, 0.5 - 1e-9]], dtype=torch.double)  # as rounding may leave it
    assert draw(short, numbers[-1:]).tolist() == [1]


def test_nothing_is_drawn_once_every_word_has_ended():
    net = writer()
    with torch.no_grad():
        net.output.bias[VOCAB.end] = 100
    assert len(list(net.steps(torch.rand(3, 5), "de"))) == 1
    assert net.write("de", 3, generator()) == ["", "", ""]


def test_a_perplexity_of_equal_guesses_is_their_number():
    net = writer()
    with torch.no_grad():
        net.output.weight.zero_()
        net.output.bias.zero_()
    words = Examples(["a", "bcb", "ca"], ["de", "tr", "tr"])
    assert writing.perplexity(net, words) == pytest.approx(4, rel=1e-5)  # a, b, c, the end


def test_perplexity_counts_every_letter_and_the_end():
    net, words = writer(), Examples(["a", "bcb"], ["de", "tr"])
    logs = [p for w, name in zip(*words, strict=True) for p in letter_by_letter(net, w, name)]
    assert len(logs) == 6
    assert writing.perplexity(net, words) == pytest.approx(math.exp(-sum(logs) / 6), rel=1e-5)


def test_no_word_of_the_data_is_longer_than_the_networks_longest():
    words = [word for part in names.split_names() for word in part.sources]
    assert max(map(len, words)) == writing.MAX_LENGTH


class Told:
    """Gives every word the probability of its language."""

    def __init__(self, p):
        self.p = p

    def log_probability(self, words, languages):
        return torch.tensor([self.p[language] for language in languages]).log()


def test_bayes_weighs_what_is_likely_with_what_is_frequent():
    train = Examples(["x"] * 12, ["de", "de", *names.LANGUAGES])
    p = dict.fromkeys(names.LANGUAGES, 0.1)
    assert writing.languages_of(Told(p), ["a", "b"], train) == ["de", "de"]
    assert writing.languages_of(Told(p | {"cs": 0.31}), ["a"], train) == ["cs"]
    assert writing.languages_of(Told(p | {"cs": 0.29}), ["a"], train) == ["de"]


def test_a_few_steps_of_training_lower_the_perplexity():
    split = names.split_names()
    few = Examples(*(part[::10] for part in split.train))
    net = writing.model(seed=0, hidden_size=32)
    before = writing.perplexity(net, few)
    writing.train(net, few, steps=30)
    assert before > 50
    assert writing.perplexity(net, few) < 25
