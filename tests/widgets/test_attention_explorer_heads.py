"""A Transformer in the attention explorer, head by head."""

import re

import pytest
import torch
from traitlets import TraitError

from tests.widgets.examples import attention_explorer, transformer
from tests.widgets.test_attention_explorer import (
    SUMS,
    ask,
    choose,
    close,
    in_python,
    replies,
    weights,
)
from utils.transformer import Block, Transformer
from utils.widgets.attention_explorer import AttentionExplorer


@pytest.fixture
def widget():
    return attention_explorer()


@pytest.fixture
def page(show_at_once, widget):
    return show_at_once(widget)


@pytest.mark.parametrize("head", [1, 2, 3])
@pytest.mark.parametrize("block", [1, 2])
def test_each_head_looks_where_it_does_in_pytorch(read, widget, block, head):
    widget.model, widget.block, widget.head = "Transformer", block, head
    model = widget.stored_models["Transformer"]
    answers = set()
    for text, ours in zip(
        SUMS, read(widget.models["Transformer"], SUMS, (), block, head), strict=True
    ):
        widget.text = text
        columns = "".join(ours["looked"]["columns"])
        assert columns == text + "}{" + "".join(ours["written"])[:-1]
        row = torch.tensor([model.source_vocab.encode(columns)])
        encoded = model.encode(model.pack([text]))
        with torch.no_grad():
            _, looks = model.row(encoded, row[:, len(text) + 1 :])
        theirs = looks[block - 1].weights[0, head - 1, -len(ours["written"]) :, -len(columns) :]
        looked = torch.tensor(ours["looked"]["weights"], dtype=torch.float32)
        torch.testing.assert_close(looked, theirs, atol=1e-5, rtol=0)
        torch.testing.assert_close(looked, widget.weights, atol=1e-5, rtol=0)
        rows, still_to_come = range(len(ours["written"])), len(text) + 2
        could = [[n < still_to_come + row for n in range(len(columns))] for row in rows]
        assert ours["looked"]["mask"] == could
        answers.add(widget.answer)
    assert len(answers) > 2, "a test that says nothing: choose another seed"


def test_the_heads_of_a_transformer(page, widget):
    heads, blocks = (page.get_by_role("group", name=name) for name in ("Head", "Block"))
    assert heads.count() == blocks.count() == 0
    choose(page, "Transformer")
    widget.model = "Transformer"
    assert replies(page) == [widget.answer]
    close(weights(page), in_python(widget))
    blocks.get_by_label("2").check()
    heads.get_by_label("1").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    widget.block, widget.head = 2, 3
    assert heads.get_by_label("3").is_checked()
    close(weights(page), in_python(widget))
    assert "it holds what it has gathered in block 1, too" in page.locator(".bw").inner_text()
    choose(page, "sums")
    choose(page, "Transformer")
    widget.block = widget.head = 1
    close(weights(page), in_python(widget))


def test_a_character_hidden_from_every_head(page, widget):
    """Only the question can be hidden."""
    choose(page, "Transformer")
    widget.model, widget.text = "Transformer", "99+99"
    ask(page, "99+99")
    full = widget.answer
    place = page.get_by_role("button", name="hide the place of +")
    place.focus()
    page.keyboard.press("Enter")
    widget.hidden = [3]
    assert replies(page) == [full, widget.answer]
    assert full != widget.answer, "a test that says nothing: choose another seed"
    assert place.evaluate("each => each === document.activeElement"), "the focus was lost"
    assert page.locator(".bw-sources button").all_inner_texts() == [*"99+99}"]
    written = widget._translation().written[0]
    assert page.locator(".bw-sources span").all_inner_texts() == ["{", *written[:-1]]


def test_what_could_not_be_looked_at_is_hatched(page):
    legend, show_all = page.locator(".bw-legend"), page.get_by_text("Show all again")
    assert "could not look" not in legend.inner_text()
    page.get_by_role("button", name="hide the state after 6").click()
    assert "\nhidden: it could not look there" in legend.inner_text()
    choose(page, "Transformer")
    assert "\nhidden or still to come: it could not look there" in legend.inner_text()
    show_all.click()
    assert "\nstill to come: it could not look there" in legend.inner_text()
    page.get_by_role("button", name="hide the place of 6").click()
    images = page.locator(".bw-heat .bw-strip span").evaluate_all(
        "(all) => all.map((each) => getComputedStyle(each).backgroundImage)"
    )
    columns = page.locator(".bw-sources :is(button, span)").count()
    assert len(images) == columns * page.locator(".bw-written button").count()
    for n, image in enumerate(images):
        row, column = divmod(n, columns)
        blank = column == 3 or column > 6 + row
        assert image.startswith("repeating-linear-gradient" if blank else "none")


TYPED = """async ([text, keys]) => {
    const all = (what) => [...document.querySelectorAll(what)];
    const read = (parts) => parts.map((each) => each.textContent).join("");
    const field = document.querySelector("input.bw-text");
    field.value = text;
    field.dispatchEvent(new Event("input"));
    const press = (key) => document.querySelector(".bw-heat .bw-strip")
        .dispatchEvent(new KeyboardEvent("keydown", { key }));
    keys.forEach(press);
    const seen = [], rows = all(".bw-written button");
    while (seen.at(-1)?.written.length !== rows.length) {
        seen.push({
            written: read(rows.filter((each) => each.style.visibility === "")),
            columns: read(all(".bw-sources span")),
            line: document.querySelector(".bw-looks + p").textContent,
        });
        await new Promise((done) => setTimeout(done, 20));
    }
    return seen;
}"""


@pytest.mark.parametrize("keys", [[], ["ArrowRight"] * 9, ["ArrowDown"] * 3])
def test_nothing_tells_what_is_still_to_be_written(show, widget, keys):
    page = show(widget)
    choose(page, "Transformer")
    page.get_by_text("It gives this answer").wait_for()
    widget.model, widget.text = "Transformer", "42+11"
    written = widget._translation().written[0]
    assert written == "2602", "a test that says nothing: choose another seed"
    seen = page.evaluate(TYPED, [widget.text, keys])
    assert seen[0]["written"] == written[0]
    for now in seen:
        assert now["columns"] == ("{" + now["written"])[: len(written)]
        words = re.sub(r"\(character \d+\)|position \d+|\d\.\d{3}", "", now["line"])
        assert not set(words) & set("60") - set(now["written"])
    assert now["line"].startswith("While it wrote"), "in the end it tells"


def test_what_is_hidden_might_be_anything(widget):
    widget.model, widget.text, widget.hidden = "Transformer", "99+99", [3]
    answer, before = widget.answer, widget.weights
    model = widget.stored_models["Transformer"]
    model.source_embedding.weight.data[model.source_vocab.encode("+")] = 100.0
    assert widget.answer == answer
    assert torch.equal(widget.weights, before)
    widget.hidden = [2]
    assert not torch.equal(widget.weights, before)


def test_the_head_from_python(widget):
    for name in ("block", "head"):
        with pytest.raises(
            TraitError, match=f"{name} 1 for sums, which is no Transformer; got 2"
        ):
            setattr(widget, name, 2)
    widget.model = "Transformer"
    first = widget.weights
    widget.block, widget.head = 2, 3
    assert widget.weights.shape == first.shape
    assert not torch.allclose(widget.weights, first)
    for block in (3, 0):
        with pytest.raises(TraitError, match=f"block from 1 to 2 for Transformer; got {block}"):
            widget.block = block
    for head in (4, 0):
        with pytest.raises(TraitError, match=f"head from 1 to 3 for Transformer; got {head}"):
            widget.head = head
    widget.hidden = [3]
    assert (widget.weights[:, 2] == 0).all()
    most = f"in block 2, head 3, the weight it gives to one place is {widget.weights.max():.3f}"
    assert most in widget.caption()
    assert "The places of these characters are hidden: 3." in widget.caption()
    *_, ax = widget.draw().axes
    assert ax.get_xlabel() == "block 2, head 3"
    columns = "".join(label.get_text() for label in ax.get_xticklabels())
    assert columns == widget.text + "}{" + widget._translation().written[0][:-1]
    drawn = torch.from_numpy(ax.images[0].get_array().data)
    torch.testing.assert_close(drawn, widget.weights)
    hatched = torch.from_numpy(ax.images[0].get_array().mask)
    assert torch.equal(hatched, in_python(widget).isnan())
    assert hatched[:, 2].all(), "hidden"
    assert hatched[0, 7:].all(), "still to come"
    assert ax.patch.get_hatch()
    told = "Hatched: hidden or still to come, so that it could not look there."
    assert told in widget.caption()
    widget.hidden = []
    assert "Hatched: still to come, so that it could not look there." in widget.caption()
    widget.model = "sums"
    assert (widget.block, widget.head) == (1, 1)


class OtherTransformer(Transformer):
    pass


def without_bias():
    model = transformer()
    model.blocks[1].feed_forward[2] = torch.nn.Linear(48, 12, bias=False)
    return model


def another_slope():
    model = transformer()
    model.blocks[0].feed_forward[1] = torch.nn.GELU()
    return model


def heads_that_differ():
    model = transformer()
    model.blocks[1] = Block(12, 4)
    return model


def of_class(kind, layers):
    vocab = transformer().source_vocab
    return kind(vocab, vocab, 5, 3, 12, layers=layers, heads=3)


REFUSED = {
    "a subclass": lambda: of_class(OtherTransformer, 2),
    "no blocks": lambda: of_class(Transformer, 0),
    "no bias": without_bias,
    "another slope": another_slope,
    "heads that differ": heads_that_differ,
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_transformer_of_other_parts_is_refused(name):
    with pytest.raises(ValueError, match="of at least one block, with its own parts; got"):
        AttentionExplorer({"sums": REFUSED[name]()}, {"sums": ["1+2"]})


def test_storing_a_model_draws_no_random_numbers():
    model, before = transformer(), torch.get_rng_state()
    AttentionExplorer({"sums": model}, {"sums": ["1+2"]})
    assert torch.equal(torch.get_rng_state(), before)
