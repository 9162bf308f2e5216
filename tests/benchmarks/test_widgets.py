"""From an input to its answer, laid out on the page, for each widget: `make bench`."""

import statistics

import pytest

from book.extensions.postprocess import BuiltPage
from book.extensions.reader.widgets import FOLDER, HOST, move_values
from tests.browser import Watched, browser, stand_alone
from tests.widgets.notebooks import found
from utils.widgets.bundle import script, style

CLICK = """(el, what, n) => {
    const all = el.querySelectorAll(what);
    all[n % all.length].click();
}"""
PRESS = """(el, key) => el.querySelector("[role=application]").dispatchEvent(
    new KeyboardEvent("keydown", { key, bubbles: true }))"""
TYPE = """(el, texts, n) => {
    const field = el.querySelector("input.bw-text");
    field.value = texts[n % texts.length];
    field.dispatchEvent(new Event("input", { bubbles: true }));
}"""
SLIDE = """(el, what, n) => {
    const slider = el.querySelector(what);
    slider.value = 50 + n % 2;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
}"""
WORDS = [f"{letter}nickersplonk{end}" for letter in "bdfgk" for end in "aeious"]
ASK = """(el, words, n) => {
    const field = el.querySelector("input.bw-text");
    const best = () => el.querySelector(".bw-bars b");
    const before = best();
    field.value = words[n % words.length];
    field.dispatchEvent(new Event("input", { bubbles: true }));
    return new Promise((resolve) => {
        const done = () => best() !== before && (watching.disconnect(), resolve());
        const watching = new MutationObserver(done);
        watching.observe(el, { childList: true, subtree: true });
        done();
    });
}"""
INPUTS = {
    ("01_rnn", "hand_wire"): (CLICK, ".bw-controls button"),
    ("01_rnn", "train_here"): (CLICK, "button:nth-child(2)"),
    ("01_rnn", "roommate"): (CLICK, ".bw-sky"),
    ("01_rnn", "walkthrough"): (PRESS, "ArrowDown"),
    ("02_lstm", "roommate"): (CLICK, ".bw-sky"),
    ("03_gru", "word_writer"): (SLIDE, "input[type=range]"),
    ("05_attention", "walkthrough"): (PRESS, "ArrowDown"),
    ("04_seq2seq", "adding_machine"): (TYPE, ["27+68", "99+1", "12+34"]),
    ("05_attention", "attention_explorer"): (TYPE, ["36+57", "1+2", "99+99"]),
    ("05_attention", "attention_explorer 2"): (TYPE, ["36+57", "1+2", "99+99"]),
    # Its model comes with the first word. A word is read 150 ms after the last letter, once.
    ("06_pronunciation", "word_reader"): (ASK, WORDS),
}
MEASURE = """async ([act, what, times]) => {
    const [input, el, all] = [eval(act), document.querySelector(".bw"), []];
    for (let n = 0; n < times; n++) {
        const began = performance.now();
        await input(el, what, n);  // for most, the answer is there at once
        el.getBoundingClientRect();  // now, not when the browser next draws
        all.push(performance.now() - began);
    }
    return all;
}"""


def page_with(chapter, name, folder):
    """The address of a page with this widget, as the site's build leaves it: with what comes on
    demand beside it."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    kind, file = name.split()[0], folder / f"{chapter}_{name}.html"
    scripts = [script(kind), HOST.read_text("utf-8")]
    address = stand_alone(found(chapter)[name][0], scripts, [style(kind)], file)
    page = BuiltPage.of(file.read_text("utf-8"), file, folder)
    move_values(page)
    file.write_text(str(page.tree), "utf-8")
    return address


@pytest.mark.benchmark(group="widgets, milliseconds from an input to the answer")
def test_first_answer(benchmark, tmp_path, request):
    times = 2 if request.config.getoption("--benchmark-disable") else 30
    lines = []
    with browser() as chromium:
        # Without animations: the answer is there at once.
        page = Watched(chromium.new_context(reduced_motion="reduce")).page
        for (chapter, name), (act, what) in INPUTS.items():
            page.goto(page_with(chapter, name, tmp_path))
            page.wait_for_selector(".is-live")
            first, *others = page.evaluate(MEASURE, [act, what, times])
            lines.append(
                f"{name:20}{chapter:14} first {first:5.1f}   "
                f"median {statistics.median(others):5.1f}   largest {max(others):5.1f}"
            )
    benchmark.extra_info["lines"] = lines
    benchmark.pedantic(lambda: None)
