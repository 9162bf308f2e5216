"""The writer in JavaScript against the one in PyTorch: the same random numbers write the same
words, letter by letter, from the same probabilities. Both compute in double precision."""

import pytest
import torch
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.javascript import JavaScript
from tests.widgets.examples import writer as small_writer
from tests.widgets.notebooks import word_writer
from utils.cells import GRUCell, LSTMCell, RNNCell, hidden_of
from utils.data import names
from utils.vocab import END, PAD, START
from utils.widgets.bundle import module
from utils.widgets.constants import MAX_SEED, TEMPERATURES
from utils.widgets.writer_model import restore_writer, store_writer, uniforms
from utils.writer import Writer, draw

CLOSE = 1e-9
WRITE = """async (module, stored, jobs) => {
  const writer = await module.load(stored);
  return jobs.map(({ numbers, mixture, temperature, beginning }) => {
    const told = module.tell(writer, mixture);
    return numbers.map((u) => {
      const { word, ended, steps } = module.write(writer, u, told, temperature, beginning);
      const drawn = steps.map(({ probabilities, drawn }) => probabilities[drawn]);
      const first = steps[0].probabilities;
      return { word, ended, drawn, first };
    });
  });
}"""
STEPS = """async (module, stored, numbers, mixture) => {
  const writer = await module.load(stored);
  return module.write(writer, numbers, module.tell(writer, mixture), 0.9, "").steps;
}"""
FAULTS = """async (module, vocab, texts) => texts.map((text) =>
  text === "" ? "" : module.fault({ source: module.vocab(vocab) }, text).code)"""


def compare(javascript, writer: Writer, jobs: list[dict]) -> list[str]:
    """Fails where the page writes another word than PyTorch, or with another probability;
    returns the words."""
    ours = javascript("writer_model").run(WRITE, store_writer(writer), jobs)
    writer, words = restore_writer(writer, store_writer(writer)), []
    for job, written in zip(jobs, ours, strict=True):
        numbers = torch.tensor(job["numbers"], dtype=torch.double)
        settings = job["mixture"], job["temperature"], job["beginning"]
        with torch.no_grad():
            steps = list(writer.steps(numbers, *settings))
        theirs = writer.write_from(numbers, *settings)
        assert [one["word"] for one in written] == theirs, settings
        first = torch.tensor([one["first"] for one in written], dtype=torch.double)
        assert (first - steps[0][0].probabilities).abs().max() < CLOSE
        marks = [writer.vocab.pad, writer.vocab.start]
        assert (first[:, marks] == 0).all()
        for n, one in enumerate(written):
            expected = [
                step.probabilities[n, letter[n]].item()
                for step, letter in steps[: len(one["drawn"])]
            ]
            assert one["drawn"] == pytest.approx(expected, abs=CLOSE)
            assert one["ended"] == (not theirs[n].endswith("…"))
        words += theirs
    return words


def job(mixture, temperature=0.7, beginning="", words=40, letters=25, seed=0):
    numbers = uniforms(seed, words, letters)[:, len(beginning) :]
    return {
        "numbers": numbers.tolist(),
        "mixture": mixture,
        "temperature": temperature,
        "beginning": beginning,
    }


@pytest.mark.parametrize("temperature", [TEMPERATURES[0], 0.7, 1.0, TEMPERATURES[-1]])
def test_every_language_and_mixture_at_every_temperature(javascript, temperature):
    """Of the writer of chapter 3, as it is stored in its notebook."""
    mixtures = [{name: 1.0} for name in names.LANGUAGES]
    mixtures += [{"de": 0.5, "tr": 0.5}, {"fi": 0.99, "it": 0.01}, {"pl": 0.7, "cs": 0.3}]
    jobs = [job(mixture, temperature, seed=n) for n, mixture in enumerate(mixtures)]
    words = compare(javascript, word_writer(), jobs)
    assert len(words) == 40 * len(mixtures)
    assert len(set(words)) > (30 if temperature < 0.5 else 400)


@pytest.mark.parametrize("beginning", ["a", "ž", "ʻʼß", "schn", "a" * 24])
def test_first_letters_are_read_and_not_drawn(javascript, beginning):
    jobs = [job({"de": 1.0}, beginning=beginning), job({"fi": 0.5, "hu": 0.5}, 1.5, beginning)]
    assert all(word.startswith(beginning) for word in compare(javascript, word_writer(), jobs))


@pytest.mark.parametrize("cell", [RNNCell, LSTMCell, GRUCell])
def test_every_cell(javascript, cell):
    jobs = [job({"de": 1.0}, 0.9, letters=7), job({"tr": 0.2, "fi": 0.8}, 1.3, "é", letters=7)]
    words = compare(javascript, small_writer(cell), jobs)
    assert any(word.endswith("…") for word in words)
    assert any(not word.endswith("…") for word in words)


@pytest.mark.parametrize("cell", [RNNCell, LSTMCell, GRUCell])
def test_every_symbol_of_a_step(javascript, cell):
    net, mixture, numbers = small_writer(cell), {"de": 0.4, "fi": 0.6}, uniforms(3, 1, 7)
    stored = store_writer(net)
    ours = javascript("writer_model").run(STEPS, stored, numbers[0].tolist(), mixture)
    steps = list(restore_writer(net, stored).steps(numbers, mixture, 0.9))
    assert len(ours) == len(steps)
    for one, (step, letter) in zip(ours, steps, strict=True):
        assert (one["y"], one["drawn"]) == (step.y.item(), letter.item())
        assert one["language"] == step.language[0].tolist()
        for name in step.inside._fields:
            theirs = getattr(step.inside, name)
            assert one["inside"][name] == pytest.approx(theirs[0].tolist(), abs=CLOSE), name
        assert one["inside"]["h"] == pytest.approx(hidden_of(step.state)[0].tolist(), abs=CLOSE)
        known = [n for n, score in enumerate(step.logits[0].tolist()) if score > -torch.inf]
        assert [one["logits"][n] for n in known] == pytest.approx(
            step.logits[0, known].tolist(), abs=CLOSE
        )
        assert one["probabilities"] == pytest.approx(step.probabilities[0].tolist(), abs=CLOSE)


def test_a_number_on_the_border_belongs_to_the_next_class(javascript):
    rows = [[0, 0.25, 0, 0.5, 0.25]] * 6 + [[0.5, 0.5 - 1e-9]]
    numbers = [0, 0.2499, 0.25, 0.7499, 0.75, 1 - 2**-53, 1 - 2**-53]
    page = javascript("writer_model")
    ours = page.run("(m, rows, us) => rows.map((p, n) => m.draw(p, us[n]))", rows, numbers)
    theirs = [
        draw(torch.tensor([p], dtype=torch.double), torch.tensor([u], dtype=torch.double))
        for p, u in zip(rows, numbers, strict=True)
    ]
    assert ours == [one.item() for one in theirs] == [1, 1, 3, 3, 4, 4, 1]


@pytest.mark.parametrize("seed", [0, 1, 2, 12345, MAX_SEED])
def test_a_seed_gives_the_same_numbers(javascript, seed):
    ours = javascript("random").call("uniforms", seed, 20, 25)
    theirs = uniforms(seed, 20, 25)
    assert ours == theirs.tolist()
    assert ((theirs >= 0) & (theirs < 1)).all()
    assert theirs.unique().numel() == 500
    assert 0.45 < theirs.mean() < 0.55


def test_rounding_the_weights_leaves_the_next_letter_as_likely():
    """What the page computes with is the stored writer. Here: of an untrained one."""
    net = small_writer().double().eval()
    stored = restore_writer(net, store_writer(net))
    read, written = net.pack(["abc", "éß", "kkkkkk"])
    told = net.tell(["de", "tr", {"de": 0.5, "fi": 0.5}])
    with torch.no_grad():
        apart = net(read, told).softmax(-1) - stored(read, told).softmax(-1)
    assert 0 < apart[written != net.vocab.pad].abs().sum(-1).max() / 2 < 0.05


def test_the_candidates_are_the_likeliest_and_the_drawn_one(javascript):
    source = """(module, characters, probabilities, drawn) => {
        const index = new Map([...characters].map((char, n) => [char, n]));
        const vocab = { characters: [...characters], index };
        const found = module.candidates(vocab, probabilities, drawn);
        return found.map((n) => characters[n]).join("");
    }"""
    characters = "abcdefghijkl_{}"
    rising = [n / 100 for n in range(12)] + [0, 0, 0.34]
    page = javascript("word_writer")
    ask = lambda drawn: page.run(source, characters, rising, characters.index(drawn))  # noqa: E731
    assert ask("l") == ask("}") == "lkjihgfe}"
    assert ask("a") == "lkjihgfa}"


VOCAB = small_writer().vocab
TEXTS = st.one_of(
    st.text(max_size=9),
    st.text(VOCAB.characters, max_size=9),
    st.text(
        ["a", "e", "\u0301", "\uff42", "\u00a0", "A", "ẞ", PAD, START, END],
        max_size=9,
    ),
)


@settings(deadline=None, max_examples=5, phases=[Phase.generate])
@given(st.lists(TEXTS, min_size=200, max_size=200))
def test_first_letters_are_refused_for_the_same_reason(texts):
    net = small_writer()
    vocab = {"characters": net.vocab.characters, "max_length": net.max_length}
    ours = JavaScript(module("seq2seq_model")).run(FAULTS, vocab, texts)
    for text, code in zip(texts, ours, strict=True):
        fault = net.vocab.fault(text, net.max_length) if text else None
        assert code == (fault.code if fault else ""), text
        if fault:
            with pytest.raises(ValueError, match=r"."):
                net.write("de", 1, torch.Generator(), beginning=text)
