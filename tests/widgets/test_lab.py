"""Every widget in JupyterLab with a live kernel: what is done by hand reads back in Python,
what Python sets shows, and both say what PyTorch says."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import Watched
from tests.widgets.lab import jupyterlab, run

MINUS = "\N{MINUS SIGN}"
MAKE = "from tests.widgets import examples\nwidget = examples.{name}()\nwidget"
# What the console may say, and why.
ALLOWED = re.compile(
    "jupyterlab-open-url-parameter|"
    "Failed to load resource|"  # settings that this new folder does not have yet
    "warning: "
)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    with jupyterlab(tmp_path_factory.mktemp("lab")) as lab:
        yield lab


@pytest.fixture
def live(lab, chromium):
    """`live(name)`: the widget in a notebook of its own, and a way to run code beside it."""
    context = chromium.new_context(viewport={"width": 1200, "height": 1400})
    watched, kernels = Watched(context), []

    def open_widget(name, source=MAKE, shown=".bw"):
        kernels.append(lab.open(watched.page, name, source.format(name=name), shown))
        widget = watched.page.locator(shown)
        return widget, lambda code: run(kernels[0], code)

    yield open_widget
    for kernel in kernels:
        kernel.stop_channels()
    context.close()
    assert not watched.foreign
    assert not [error for error in watched.errors if not ALLOWED.search(error)]


def wait_for(python, expression: str, value: str) -> None:
    """What the page changed takes a moment to reach Python."""
    patience = time.monotonic() + 10
    while (seen := python(f"print({expression})")) != value:
        assert time.monotonic() < patience, f"{expression}: expected {value}, got {seen}"


def test_roommate(live):
    widget, python = live("roommate")
    widget.get_by_role("button", name="day 1, sunny").click()
    widget.get_by_role("button", name="day 1, rainy").wait_for()
    wait_for(python, "widget.weather", "RRRS")
    python("widget.weather, widget.model = 'SRSRSR', 'GRU'")
    widget.get_by_role("button", name="day 6, rainy").wait_for()
    expect(widget.get_by_label("GRU", exact=True)).to_be_checked()
    right = python("print(sum(map(str.__eq__, widget.answers, widget.dishes)))")
    expect(widget.get_by_role("status")).to_have_text(f"GRU: {right} of 6 days right.")


def test_hand_wire(live):
    widget, python = live("hand_wire")
    answer = widget.locator(".bw-wire-answer")
    widget.get_by_role("button", name="No bias").click()
    wait_for(python, "set(widget.b_h)", "{0.0}")
    first = python("print(f'{widget.first_error:,}')")
    expect(answer).to_contain_text(f"First error on day {first};")
    python("widget.b_h = [-1.0] * 6")
    first = python("print(f'{widget.first_error:,}')")
    expect(answer).to_contain_text(f"First error on day {first};")


def test_train_here(live):
    widget, python = live("train_here")
    widget.get_by_label("8", exact=True).check()
    widget.get_by_role("button", name="One step").click()
    widget.get_by_text("After 1 steps").wait_for()
    wait_for(python, "*(widget.hidden_size, widget.step)", "8 1")
    python("widget.hidden_size = 4")
    expect(widget.get_by_label("4", exact=True)).to_be_checked()
    expect(widget.get_by_role("button", name="Spread 1/√4")).to_be_visible()


def test_walkthrough(live):
    widget, python = live("walkthrough")
    widget.get_by_role("application").first.focus()
    widget.page.keyboard.press("ArrowDown")
    expect(widget.locator("[aria-current=step]")).to_have_text("2")
    wait_for(python, "*(widget.t, widget.line)", "1 2")
    python("widget.t, widget.line = 3, 4")
    expect(widget.locator("[aria-current=step]")).to_have_text("4")
    values = python("print(*(f'{v:+.2f}' for v in widget.values('c_t')))")
    shown = [value.replace("-", MINUS) for value in values.split()]
    expect(widget.locator(".bw-inspector b")).to_have_text(shown)


def test_adding_machine(live):
    widget, python = live("adding_machine")
    widget.get_by_label("A sum", exact=True).fill("9+9")
    answer = widget.locator(".bw-asked strong")
    wait_for(python, "widget.text", "9+9")
    expect(answer).to_have_text(python("print(widget.answer)"))
    python("widget.text, widget.snapshot = '81+7', 0")
    expect(widget.get_by_label("A sum", exact=True)).to_have_value("81+7")
    expect(answer).to_have_text(python("print(widget.answer)"))
    expect(widget.locator("output")).to_have_text("after 100 training steps")


def test_attention_explorer(live):
    widget, python = live("attention_explorer")
    widget.get_by_role("button", name="hide the state after 6").click()
    replies = widget.locator(".bw-reply strong")
    wait_for(python, "widget.hidden", "[4]")
    expect(replies.nth(1)).to_have_text(python("print(widget.answer)"))
    python("widget.text, widget.hidden = '5+5', [1]")
    expect(widget.get_by_label("Ask", exact=True)).to_have_value("5+5")
    expect(replies.nth(1)).to_have_text(python("print(widget.answer)"))
    python("widget.model = 'Transformer'; widget.block, widget.head = 2, 3")
    for name, number in (("Block", "2"), ("Head", "3")):
        group = widget.get_by_role("group", name=name)
        expect(group.get_by_label(number)).to_be_checked()
    expect(replies.nth(1)).to_have_text(python("print(widget.answer)"))


def test_word_writer(live):
    widget, python = live("word_writer")
    words = widget.locator(".bw-words button")
    # Which words have no letter may differ by machine: the model is untrained.
    shown = "print(*(word or 'no letter' for word in widget.words), sep='\\n')"
    widget.get_by_role("button", name="Twenty new words").click()
    wait_for(python, "widget.seed", "2")
    expect(words).to_have_text(python(shown).splitlines())
    python("widget.beginning, widget.share, widget.temperature = 'ab', 30, 1.5")
    expect(widget.get_by_label("First letters")).to_have_value("ab")
    expect(widget.locator(".bw-mix output")).to_have_text("70 % German and 30 % Turkish")
    expect(words).to_have_text(python(shown).splitlines())


def test_word_reader(live):
    """Python sends the model and the dictionary when the first other word is asked."""
    widget, python = live("word_reader")
    best, entry = widget.locator(".bw-bars b"), widget.locator(".bw-entry")
    names = "from utils.widgets.sounds import names_of\n"
    shown = names + "print(*(names_of(r.text) for r in widget.readings), sep='\\n')"
    widget.get_by_label("A word or a name").fill("Rhine")
    wait_for(python, "widget.word", "rhine")
    expect(best).to_have_text(python(shown).splitlines())
    expect(entry).to_contain_text("The dictionary has R AY N")
    widget.locator(".bw-bars input").nth(1).check()
    wait_for(python, "widget.reading", "2")
    python("widget.word = 'gnat'")
    expect(widget.get_by_label("A word or a name")).to_have_value("gnat")
    expect(best).to_have_text(python(shown).splitlines())
    expect(widget.locator(".bw-bars input").first).to_be_checked()
    weights = "[part['data'] for part in widget._large['weights'].value.values()]"
    assert (
        python(f"print(any(data in str(widget.get_state()) for data in {weights}))") == "False"
    )


TWO = """from IPython.display import display
from tests.widgets import examples
display(examples.{name}(), examples.{name}())"""


def test_two_of_a_kind(live):
    """Each has radio buttons of its own."""
    widgets, _ = live("roommate", TWO)
    expect(widgets).to_have_count(2)
    for widget in widgets.all():
        expect(widget.get_by_label("RNN", exact=True)).to_be_checked()
    widgets.nth(1).get_by_label("GRU", exact=True).check()
    expect(widgets.nth(0).get_by_label("RNN", exact=True)).to_be_checked()


PANEL = """from utils.widgets.retrain import Retrain
asked = []
def train(units):
    asked.append(units)
    return f"{{units * 2}} %"
{name} = Retrain(train, dict(units=[4, 8]), dict(units=4), "99 %")
{name}"""


def test_the_panel_that_trains_in_pytorch(live):
    panel, python = live("panel", PANEL, ".jp-OutputArea-output .widget-vbox")
    panel.get_by_label("units").select_option("8")
    panel.get_by_role("button", name="Train").click()
    expect(panel.get_by_role("cell", name="16 %")).to_be_visible()
    assert python("print(asked)") == "[8]"


def test_no_test_here_looks_only_once():
    """What comes from a kernel takes a moment: `expect` waits for it, `is_checked` does not."""
    once = (
        r"^ *(?:assert|shown =).*\.(?:is_\w+|\w*inner_texts?|text_content|input_value|count)\("
    )
    assert not re.findall(once, Path(__file__).read_text("utf-8"), re.MULTILINE)
