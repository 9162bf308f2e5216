"""Whatever is typed: Python and the page refuse it for the same reason, or give the same answer
with the same marks; and nothing beyond the training goes unmarked."""

import datetime
import re
from functools import cache

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from traitlets import TraitError

from tests.javascript import JavaScript
from tests.widgets.examples import adding_machine
from tests.widgets.notebooks import explorer_models, machine_model
from utils.data import addition, dates
from utils.vocab import UNSEEN, normalize
from utils.widgets.bundle import module
from utils.widgets.seq2seq_model import restore_model, store_model

TYPED = """async (module, stored, texts) => {
  const machine = await module.load(stored);
  return texts.map((text) => {
    const { code } = module.fault(machine, text);
    if (code) return [code];
    const { answer, marks } = module.ask(machine, module.normalize(text));
    return [answer, marks];
  });
}"""
MODELS = {
    "sums": machine_model,
    "sums with attention": lambda: explorer_models()["sums"],
    "dates": lambda: explorer_models()["dates"],
}


@cache
def models(name):
    """A model as the page computes with it, and as it is stored. In double precision, as in
    JavaScript, a different answer is a mistake and not rounding."""
    model = MODELS[name]()
    stored = store_model(model)
    return restore_model(model, stored).double(), stored


def typed(name, texts):
    """In Python, for each text: why it is refused, or the answer and its marks."""
    model, _ = models(name)
    faults = [model.source_vocab.fault(text, model.max_source) for text in texts]
    read = [text for text, fault in zip(texts, faults, strict=True) if not fault]
    answers = model.translate(read).texts if read else []
    said = iter(
        [marked, model.domain.marks(text, answer)]
        for text, answer, marked in zip(read, answers, model.marked(read, answers), strict=True)
    )
    return [[fault.code] if fault else next(said) for fault in faults]


@cache
def trained():
    """Every date that the locales write from 1950 to 2049, with YEAR for its year."""
    days = [datetime.date(1950, 1, 1) + datetime.timedelta(n) for n in range(28 * 366)]
    forms = {"full": days, "medium": days[: 4 * 366], "long": days[: 4 * 366]}
    return {
        re.sub(str(day.year), "YEAR", dates.write(day, locale, form))
        for form, some in forms.items()
        for locale in dates.LOCALES
        for day in some
    }


def within(name, text):
    """Whether the text has a form that the model was trained on, found without the pattern."""
    text = normalize(text)
    if name != "dates":
        numbers = text.split("+")
        return len(numbers) == 2 and all(n in map(str, range(100)) for n in numbers)
    return re.sub("19[5-9][0-9]|20[0-4][0-9]", "YEAR", text) in trained()


def questions(name):
    """All of Unicode; the characters that the model knows; a trained text, somewhat changed."""
    model, _ = models(name)
    known = st.sampled_from(model.source_vocab.characters)
    if name == "dates":
        usual = dates.split_dates(held_out=0, years=(1900, 2099)).train.sources[:1000]
    else:
        usual = addition.examples([(12, 34), (7, 0), (99, 9)]).sources
    longest = model.max_source + 2
    place, gone = st.integers(0, longest), st.integers(0, 2)
    instead = st.one_of(known, st.characters(), st.just(""))
    changes = st.lists(st.tuples(place, gone, instead), max_size=3)

    def changed(text, edits):
        for place, gone, instead in edits:
            text = text[:place] + instead + text[place + gone :]
        return text

    return st.one_of(
        st.text(max_size=longest),
        st.text(known, max_size=longest),
        st.builds(changed, st.sampled_from(usual), changes),
    )


def compare(javascript, name, texts):
    """Fails where Python and the page differ, or an answer that needs a mark has none."""
    ours = javascript("seq2seq_model").run(TYPED, models(name)[1], texts)
    for text, one, other in zip(texts, ours, typed(name, texts), strict=True):
        assert one == other, text
        if len(one) == 2:
            answer, marks = one
            assert bool(marks) == answer.endswith("?"), text
            assert marks or within(name, text), text


def different(name, count):
    """That many questions, each once."""
    found = {}

    @settings(deadline=None, max_examples=count, database=None, phases=[Phase.generate])
    @given(questions(name))
    def collect(text):
        found[text] = None

    collect()
    return list(found)


@pytest.mark.parametrize("name", MODELS)
def test_whatever_is_typed(javascript, name):
    texts = different(name, 1000)
    assert len(texts) > 700
    compare(javascript, name, texts)


def any_answers():
    """Dates, what looks like dates, and anything."""
    years, parts = st.integers(0, 9999), st.integers(0, 40)
    looks = st.builds("{:04}-{:02}-{:02}".format, years, parts, parts)
    return st.one_of(st.dates().map(str), looks, st.text("0123456789-+TW…", max_size=12))


@settings(deadline=None, max_examples=5, phases=[Phase.generate])  # to shrink would be slow
@given(st.lists(st.tuples(questions("dates"), any_answers()), min_size=200, max_size=200))
def test_a_page_gives_any_answer_the_same_marks(pairs):
    page = JavaScript(module("seq2seq_model"))
    model, stored = models("dates")
    pairs += [("", answer) for answer in ("0000-01-01", "-000001-01", "2025-02-31")]
    pairs.append(("22\u00a0fe\u0301vrier 2025", "2025-02-22"))
    source = """async (module, stored, pairs) => {
        const machine = await module.load(stored);
        return pairs.map((pair) => module.remarks(machine, module.marks(machine, ...pair)));
    }"""
    assert page.run(source, stored, pairs) == [model.domain.remarks(*pair) for pair in pairs]


def test_every_character_is_normalized_alike(javascript):
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    ours = javascript("seq2seq_model").run("(m, all) => all.map((c) => m.normalize(c))", every)
    differ = [char for char, one in zip(every, ours, strict=True) if one != normalize(char)]
    assert differ == []


@pytest.mark.parametrize("char", UNSEEN)
def test_what_nobody_sees_is_called_by_its_name(javascript, char):
    machine = adding_machine()
    source = "async (m, stored, text) => m.complaint(await m.load(stored), text)"
    said = javascript("seq2seq_model").run(source, machine.machine, f"1+{char}2")
    assert said == f"It never saw {UNSEEN[char]} in training; it only knows 0123456789+."
    with pytest.raises(TraitError, match=f"unknown character .* \\({UNSEEN[char]}\\) in"):
        machine.text = f"1+{char}2"
