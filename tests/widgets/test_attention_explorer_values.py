"""The values of the attention explorer in Python."""

import pytest
from traitlets import TraitError

from tests.widgets.examples import DIGITS, LETTERS, attention_explorer, looking_back
from utils.attention import DotAttention
from utils.domain import Domain
from utils.seq2seq import Decoder, Encoder, Seq2Seq
from utils.vocab import Vocab
from utils.widgets.attention_explorer import AttentionExplorer


def test_values_from_python():
    widget = attention_explorer()
    assert (widget.model, widget.text, widget.hidden) == ("sums", "27+68", [])
    assert widget.weights.shape[1] == 6
    widget.hidden = [5, 3]
    assert widget.hidden == [3, 5]
    assert (widget.weights[:, [2, 4]] == 0).all()
    widget.text = "1+2"
    assert widget.hidden == []
    widget.model = "words"
    assert widget.text == "ab ba"
    for hidden in ([7], [0], [1, 1], list(range(1, 7))):
        with pytest.raises(TraitError, match="different positions from 1 to 6"):
            widget.hidden = hidden
    with pytest.raises(TraitError, match="a model of sums, words"):
        widget.model = "letters"
    widget.text = "1"
    widget.model = "sums"
    assert widget.text == "1", "both can read it"
    widget.hidden = [2]
    assert widget.answer in widget.caption()
    assert "The states after these characters are hidden: 2." in widget.caption()


def test_wrong_arguments():
    widget = attention_explorer()
    sums = widget.stored_models["sums"]
    with pytest.raises(ValueError, match="at least one model"):
        AttentionExplorer({}, {})
    with pytest.raises(ValueError, match="examples for each"):
        AttentionExplorer({"sums": sums}, {"sums": []})
    with pytest.raises(ValueError, match="unknown character"):
        AttentionExplorer({"sums": sums}, {"sums": ["12-3"]})
    blind = Seq2Seq(Encoder(LETTERS, 4, 12, 5), Decoder(DIGITS, 4, 12, 5))
    with pytest.raises(ValueError, match="with an AttentionDecoder, got a Decoder"):
        AttentionExplorer({"words": blind}, {"words": ["a"]})
    other = looking_back(LETTERS, 5, DIGITS, 5, DotAttention)
    with pytest.raises(ValueError, match=r"additive attention; got .* DotAttention"):
        AttentionExplorer({"words": other}, {"words": ["a"]})


def test_marks_are_told_beside_the_answer(show_at_once):
    """Python and the page: the same words."""
    domain = Domain("[1-9] [a-b]+", 1950, 2049)
    model = looking_back(Vocab("ab 1234567890"), 9, DIGITS, 10, domain=domain)
    widget = AttentionExplorer({"dates": model}, {"dates": ["1 ab"]})
    page = show_at_once(widget)
    for text, marks in (("1 ab", 1), ("1 ab 1850", 3)):
        page.get_by_label("Ask", exact=True).fill(text)
        widget.text = text
        told = page.locator(".bw-doubt").all_inner_texts()
        assert len(told) == marks
        assert " ".join(line.strip().removeprefix("? ") for line in told) == widget.remarks
        assert page.locator(".bw-reply strong").all_inner_texts() == [widget.answer]
        assert widget.remarks in widget.caption()
