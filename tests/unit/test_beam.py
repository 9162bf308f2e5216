"""Beam search against greedy decoding and against trying every answer there is."""

import itertools
import math

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.attention import AdditiveAttention, AttentionDecoder, FixedAttention
from utils.beam import Hypothesis, beam_search
from utils.cells import GRUCell, LSTMCell
from utils.deep import DeepAttentionDecoder, DeepEncoder
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.transformer import Transformer
from utils.vocab import Vocab

TINY, DIGITS = Vocab("ab"), Vocab("0123456789+")
TEXTS = ["ab", "b", "bba", "aab"]
KINDS = ["decoder", "LSTM", "attention", "fixed alignment", "deep", "Transformer"]
kinds = pytest.mark.parametrize("kind", KINDS)


def model(kind, vocab=TINY, seed=0, max_target=2, spread=3):
    torch.manual_seed(seed)
    if kind == "Transformer":
        net = Transformer(vocab, vocab, 5, max_target, size=8, layers=1, heads=2)
    elif kind == "deep":
        reads = DeepEncoder(vocab, 4, 8, 5, layers=2, bidirectional=True, cell=LSTMCell)
        writes = {"key_size": reads.key_size, "layers": 2, "cell": LSTMCell}
        net = Seq2Seq(reads, DeepAttentionDecoder(vocab, 4, 8, max_target, 5, **writes))
    else:
        cell = {"cell": LSTMCell if kind == "LSTM" else GRUCell}
        looks = {"attention": AdditiveAttention, "fixed alignment": FixedAttention}.get(kind)
        extra = {"attention": looks, "attention_size": 5} if looks else {}
        decoder = AttentionDecoder if looks else Decoder
        net = Seq2Seq(
            Encoder(vocab, 4, 8, 5, **cell), decoder(vocab, 4, 8, max_target, **extra, **cell)
        )
    output = net.output if kind == "Transformer" else net.decoder.output
    output.bias.data[vocab.end] += 0.4  # so that answers end early and late
    for parameter in net.parameters():  # so that texts have other answers
        parameter.data *= spread
    return net.double().eval()


def every_answer(net, text):
    """All answers and their log-probabilities, by trying each, the most likely first."""
    vocab, length = net.target_vocab, net.max_target + 1
    rows = torch.tensor(list(itertools.product(range(len(vocab)), repeat=length)))
    ends = vocab.until_end(rows)
    source = net.pack([text]).expand(len(rows), -1)
    with torch.no_grad():
        log_p = net(source, rows).log_softmax(-1).gather(2, rows[..., None])[..., 0]
    scores = (log_p * ends).sum(dim=1).tolist()
    return sorted(set(zip(scores, vocab.written(rows), strict=True)), reverse=True)


def distinct(scored):
    """One entry for each answer: it was scored with everything that may follow its end."""
    best = {}
    for score, written in scored:
        best.setdefault(written, score)
    return list(best.items())


@kinds
@pytest.mark.parametrize("seed", range(3))
def test_a_beam_that_holds_everything_finds_the_best_of_all_answers(kind, seed):
    net = model(kind, seed=seed)
    width = len(TINY) ** 3
    for text, found in zip(TEXTS, beam_search(net, TEXTS, width, n_best=40), strict=True):
        expected = distinct(every_answer(net, text))[:40]
        scores = [one.log_probability for one in found]
        assert scores == pytest.approx([score for _, score in expected], abs=1e-9)
        assert [one.written for one in found] == [written for written, _ in expected]


@kinds
def test_all_answers_together_have_the_probability_one(kind):
    net = model(kind)
    answers = 1 + 4 + 4**2 + 4**3  # ended after 1, 2 or 3 characters, or not at all
    (found,) = beam_search(net, ["ab"], width=200, n_best=200)
    assert len({one.written for one in found}) == len(found) == answers
    assert sum(one.probability for one in found) == pytest.approx(1)


@kinds
@pytest.mark.parametrize("spread", [1, 6])
def test_a_beam_of_one_is_greedy(kind, spread):
    net = model(kind, DIGITS, max_target=4, spread=spread)
    texts = [f"{a}+{b}" for a in range(0, 100, 13) for b in range(0, 100, 17)]
    greedy, found = net.translate(texts), beam_search(net, texts, width=1)
    assert [[one.written for one in each] for each in found] == [[w] for w in greedy.written]
    assert [each[0].text for each in found] == greedy.texts
    chances = [each[0].probability for each in found]
    assert chances == pytest.approx(greedy.probabilities.tolist())


@kinds
@pytest.mark.parametrize("width", [2, 3, 5])
def test_a_text_is_answered_as_if_it_were_alone(kind, width):
    """Though texts are done at different times, and their rows taken out."""
    texts, lengths = ["12+34", "5", "0+50", "99+9", "7+7"], []
    for seed in range(5):
        net = model(kind, DIGITS, seed, max_target=4)
        together = beam_search(net, texts, width, n_best=2)
        lengths.append(len({max(len(one.written) for one in found) for found in together}))
        for text, found in zip(texts, together, strict=True):
            (alone,) = beam_search(net, [text], width, n_best=2)
            assert [one.written for one in alone] == [one.written for one in found]
    assert max(lengths) > 1


@kinds
def test_the_probability_is_the_models_own(kind):
    net = model(kind, DIGITS, max_target=4)
    for text, found in zip(["12+34", "5"], beam_search(net, ["12+34", "5"], 6, 6), strict=True):
        scores = [one.log_probability for one in found]
        assert scores == sorted(scores, reverse=True)
        assert len({one.written for one in found}) == 6
        for one in found:
            row = torch.tensor([DIGITS.encode(one.written)])
            with torch.no_grad():
                log_p = net(net.pack([text]), row).log_softmax(-1).gather(2, row[..., None])
            assert one.log_probability == pytest.approx(log_p.sum().item())
            assert one.probability == pytest.approx(math.exp(one.log_probability))


def reference(log_p, length, end, width, n_best):
    """The search for one text, in plain Python: `log_p(beginning)` is a list."""
    beam, aside = [((), 0.0)], []
    for t in range(length):
        score = [((*b, c), s + p) for b, s in beam for c, p in enumerate(log_p(b))]
        score.sort(key=lambda one: -one[1])
        aside += [one for one in score[:width] if one[0][-1] == end or t == length - 1]
        beam = [one for one in score if one[0][-1] != end][:width]
    return sorted(aside, key=lambda one: -one[1])[:n_best]


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 6), st.data(), st.sampled_from([1, 4, 10]))
def test_stopping_early_changes_nothing(seed, width, data, spread):
    """Against a search that goes on to the last character whatever it has found."""
    n_best = data.draw(st.integers(1, width))
    net = model("decoder", seed=seed, max_target=3, spread=spread)

    def log_p(beginning):
        row = torch.tensor([[*beginning, TINY.start]])
        with torch.no_grad():
            return net(net.pack(["ab"]), row)[0, -1].log_softmax(-1).tolist()

    (found,) = beam_search(net, ["ab"], width, n_best)
    expected = reference(log_p, 4, TINY.end, width, n_best)
    assert [one.written for one in found] == [TINY.decode(b) for b, _ in expected]
    scores = [one.log_probability for one in found]
    assert scores == pytest.approx([s for _, s in expected], abs=1e-9)


class Scripted(Decoder):
    """A decoder that says what it is told: `script` has the characters' probabilities after
    each last character."""

    script: dict

    def step(self, y, s, memory, t=0):
        step = super().step(y, s, memory, t)
        rows = [self.script[self.vocab.decode([i])] for i in y.tolist()]
        p = [[row.get(char, 1e-9) for char in self.vocab.characters] for row in rows]
        return step._replace(logits=torch.tensor(p).log())


def scripted(script, max_target=3):
    torch.manual_seed(0)
    decoder = Scripted(TINY, 4, 8, max_target)
    decoder.script = script
    return Seq2Seq(Encoder(TINY, 4, 8, 5), decoder)


def test_a_wider_beam_finds_what_greedy_decoding_misses():
    """`a` is more likely than `b` at first, but then nothing is certain."""
    net = scripted({"{": {"a": 0.6, "b": 0.4}, "a": {"a": 0.4, "}": 0.6}, "b": {"}": 1.0}})
    (greedy,), (beam,) = beam_search(net, ["a"], 1), beam_search(net, ["a"], 2, n_best=2)
    assert greedy[0].written.startswith("a")
    assert [one.written for one in beam] == ["b}", "a}"]
    assert [one.probability for one in beam] == pytest.approx([0.4, 0.36], abs=1e-3)


def test_the_first_answer_found_is_overtaken_by_a_longer_one():
    net = scripted({"{": {"}": 0.4, "a": 0.6}, "a": {"b": 0.9, "}": 0.1}, "b": {"}": 1.0}})
    (found,) = beam_search(net, ["a"], 2, n_best=2)
    assert [one.written for one in found] == ["ab}", "}"]


def test_an_answer_once_found_is_not_crowded_out():
    """`}` is among the two most likely at first, then not, and the most likely in the end."""
    net = scripted(
        {
            "{": {"a": 0.7, "}": 0.3},
            "a": {"a": 0.5, "b": 0.5},
            "b": {"a": 0.5, "b": 0.5},
        }
    )
    (found,) = beam_search(net, ["a"], 2, n_best=2)
    assert found[0].written == "}"
    assert found[1].text.endswith("…")


def test_rows_of_texts_that_are_done_cost_nothing():
    net = scripted({"{": {"}": 1.0}})
    rows = []
    usual = net.decoder.step
    net.decoder.step = lambda y, *rest: rows.append(len(y)) or usual(y, *rest)
    beam_search(net, TEXTS, width=3)
    assert rows == [12]  # one step, then all are done


class FedTwice(Seq2Seq):
    """Decodes in a way of its own: every other character counts double."""

    def decode(self, encoded, target=None):
        for t, step in enumerate(super().decode(encoded, target)):
            yield step._replace(logits=step.logits * (1 + t % 2))

    def logits(self, encoded, target):
        return torch.stack([step.logits for step in self.decode(encoded, target)], dim=1)


def test_a_model_that_decodes_in_its_own_way_is_asked_that_way():
    plain = model("attention")
    net = FedTwice(plain.encoder, plain.decoder)
    (found,) = beam_search(net, ["ab"], 100, n_best=3)
    expected = distinct(every_answer(net, "ab"))[:3]
    assert [one.written for one in found] == [written for written, _ in expected]
    assert expected != distinct(every_answer(plain, "ab"))[:3]


def test_no_gradient_is_recorded_and_the_model_stays_as_it_is():
    net = model("deep")
    before = {name: weight.clone() for name, weight in net.state_dict().items()}
    beam_search(net, TEXTS, 3)
    assert all(torch.equal(weight, before[n]) for n, weight in net.state_dict().items())
    assert all(parameter.grad is None for parameter in net.parameters())


def test_a_hypothesis_has_its_probability():
    assert Hypothesis("46", "_46}", math.log(0.25)).probability == pytest.approx(0.25)


WRONG = {
    "no beam": ((["ab"], 0), {}, "width=0, n_best=1"),
    "no answer": ((["ab"], 2), {"n_best": 0}, "width=2, n_best=0"),
    "more answers than beginnings": ((["ab"], 2), {"n_best": 3}, "n_best from 1 to width"),
    "no texts": (([], 2), {}, "at least one text"),
    "a character it does not know": ((["abc"], 2), {}, "unknown character 'c'"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_named(case):
    arguments, options, message = WRONG[case]
    with pytest.raises(ValueError, match=message):
        beam_search(model("decoder"), *arguments, **options)
