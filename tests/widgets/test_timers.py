"""What every widget hands to Python, and that nothing keeps running once it is removed."""

import pytest

from tests.widgets import examples

# A second view of the widget in the page, with a model that remembers what it hands over and a
# set of the timers and frames that are still to come.
VIEW = """async (name) => {
    window.coming = new Set();
    const { setInterval, clearInterval, setTimeout, clearTimeout } = window;
    const { requestAnimationFrame, cancelAnimationFrame } = window;
    const once = (start, kind) => (action, ...rest) => {
        const id = start((...all) => (coming.delete(kind + id), action(...all)), ...rest);
        coming.add(kind + id);
        return id;
    };
    const end = (stop, kind) => (id) => (coming.delete(kind + id), stop(id));
    window.setTimeout = once(setTimeout, "timer");
    window.requestAnimationFrame = once(requestAnimationFrame, "frame");
    window.setInterval = (...all) => {
        const id = setInterval(...all);
        coming.add("timer" + id);
        return id;
    };
    window.clearInterval = end(clearInterval, "timer");
    window.clearTimeout = end(clearTimeout, "timer");
    window.cancelAnimationFrame = end(cancelAnimationFrame, "frame");

    const values = JSON.parse(document.querySelector(".book-widget script").textContent);
    window.heard = new Set();
    window.sent = {};
    const set = {};
    window.model = {
        get: (name) => values[name],
        set(name, value) {
            if (values[name] === value) return;
            values[name] = set[name] = value;
            for (const [event, listener] of [...heard]) {
                if (event === `change:${name}`) listener();
            }
        },
        on: (event, listener) => heard.add([event, listener]),
        off(event, listener) {
            for (const pair of heard) {
                if (pair[0] === event && pair[1] === listener) heard.delete(pair);
            }
        },
        save_changes: () => Object.assign(sent, set),
    };
    window.el = document.body.appendChild(document.createElement("div"));
    el.id = "second";
    window.end = await bookWidgets[name].render({ model, el });
}"""


def view(show, name):
    widget = getattr(examples, name)()
    page = show(widget)
    page.evaluate(VIEW, name)
    return widget, page, page.locator("#second")


def halved(weights):
    return [halved(each) if isinstance(each, list) else each / 2 for each in weights]


def press(name):
    return lambda place: place.get_by_role("button", name=name).first.click()


def ask(label, text):
    return lambda place: place.get_by_label(label, exact=True).fill(text)


def last_head(place):
    place.get_by_label("Transformer", exact=True).check()
    place.get_by_role("group", name="Block").get_by_label("2").check()
    place.get_by_role("group", name="Head").get_by_label("3").check()


def second_reading(place):
    place.locator(".bw-bars input").nth(1).check()


@pytest.mark.parametrize(
    ("name", "act", "expected"),
    [
        ("roommate", press("day 2, "), lambda _: {"weather": "SSRS"}),
        (
            "hand_wire",
            press("All half"),
            lambda widget: {key: halved(value) for key, value in widget.wired.items()},
        ),
        ("train_here", press("One step"), lambda _: {"step": 1}),
        ("walkthrough", press("next line"), lambda _: {"line": 2}),
        ("adding_machine", ask("A sum", "9+14"), lambda _: {"text": "9+14"}),
        ("attention_explorer", ask("Ask", "9+14"), lambda _: {"text": "9+14"}),
        (
            "attention_explorer",
            last_head,
            lambda _: {"model": "Transformer", "block": 2, "head": 3},
        ),
        ("word_writer", ask("First letters", "a"), lambda _: {"beginning": "a"}),
        ("word_writer", ask("Temperature", "4"), lambda _: {"temperature": 0.5}),
        ("word_writer", ask("Mix", "35"), lambda _: {"share": 35}),
        ("word_writer", press("Twenty new words"), lambda _: {"seed": 2}),
        ("word_writer", press("hikk"), lambda _: {"word": 8}),
        ("word_reader", ask("A word or a name", "O'Hara "), lambda _: {"word": "o'hara"}),
        ("word_reader", press("Next hard"), lambda widget: {"word": widget.hard[0]}),
        ("word_reader", second_reading, lambda _: {"reading": 2}),
        ("error_pulse", ask("Days", "3"), lambda _: {"days": 20}),
        ("error_pulse", ask("Forget bias", "6"), lambda _: {"bias": 3.0}),
        ("stair", ask("A number of up to 6 digits", "123"), lambda _: {"text": "123"}),
    ],
)
def test_what_is_done_by_hand_reaches_python(show, name, act, expected):
    widget, page, second = view(show, name)
    before = page.evaluate("({...sent})")
    act(second)
    wanted = expected(widget)
    assert not wanted.items() <= before.items()
    sent = page.evaluate("sent")
    assert {key: sent.get(key) for key in wanted} == wanted
    for key, value in wanted.items():
        setattr(widget, key, value)  # which Python takes


# What plays in a widget: the buttons that start it. The explorer types its answer unasked.
PLAYS = {
    "adding_machine": ["Play", "Play the training"],
    "attention_explorer": [],
    "walkthrough": ["Play"],
    "train_here": ["Start"],
    "word_writer": ["Play"],
    "error_pulse": ["Play"],
}


@pytest.mark.parametrize("name", examples.NAMES)
def test_nothing_runs_on_when_it_is_removed(show, name):
    page = view(show, name)[1]
    playing, coming, heard, changes = page.evaluate(
        """async (starts) => {
            const typed = model.get("examples")?.sums?.at(-1).at(-1);
            if (typed) model.set("text", typed);
            for (const button of el.querySelectorAll("button")) {
                if (starts.includes(button.textContent)) button.click();
            }
            const playing = coming.size;
            end();
            el.remove();
            const parts = ["childList", "subtree", "attributes", "characterData"];
            const about = Object.fromEntries(parts.map((part) => [part, true]));
            let changes = 0;
            new MutationObserver((all) => (changes += all.length)).observe(el, about);
            const left = [coming.size, heard.size];
            await new Promise((done) => setTimeout(done, 200));
            return [playing, ...left, changes];
        }""",
        PLAYS.get(name, []),
    )
    assert playing == (max(1, len(PLAYS[name])) if name in PLAYS else 0)
    assert (coming, heard, changes) == (0, 0, 0)
