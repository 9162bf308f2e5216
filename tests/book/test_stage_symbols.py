"""Every symbol of a chapter, and its places: text, code, stage and tensors."""

import pytest
from bs4 import BeautifulSoup

from book.extensions.reader.symbols import FORMULA_OF, TIMES
from tests.book.built import HTML
from tests.book.test_stage import STAGED
from tests.widgets.notebooks import widgets
from utils.widgets.formulas import code_lines


@pytest.fixture(scope="module")
def pages():
    """The pages with a stage, parsed, by their formula."""
    read = {
        kind: (HTML / f"notebooks/{name}.html").read_text() for kind, name in STAGED.items()
    }
    return {kind: BeautifulSoup(text, "html.parser") for kind, text in read.items()}


def symbols(tree, place):
    names = (node["data-symbol"].split("|") for node in tree.select(f"{place} [data-symbol]"))
    return {name for found in names for name in found}


@pytest.mark.parametrize("kind", STAGED)
def test_every_symbol_is_in_text_code_stage_and_tensors(pages, kind):
    recorded = widgets(STAGED[kind])["walkthrough"]
    shown, formula = recorded["recorded"]["symbols"], FORMULA_OF[kind]
    parts = {name: set(symbol.parts) for name, symbol in formula.symbols.items()}
    text = symbols(pages[kind], "article math")
    if kind in ("LSTMCell", "GRUCell"):  # how they answer is the formula of chapter 1
        text |= symbols(pages["RNNCell"], "article math")
    pieces = (piece for line in code_lines(formula) for one in line for piece in one)
    code = {name for _, names in pieces for name in names}
    code |= set().union(*(parts[name] for name in code))
    on_stage = "".join(line["mathml"] for line in recorded["recorded"]["lines"])
    drawn = symbols(BeautifulSoup(on_stage + recorded["diagram"], "html.parser"), "")
    drawn |= {name for name in parts if parts[name] and parts[name] <= drawn}
    assert shown.keys() == formula.symbols.keys()
    for name, symbol in formula.symbols.items():
        assert name in text or (parts[name] and parts[name] <= text), name
        assert name in code, name
        assert name in drawn, name
        has_numbers = shown[name]["values"] is not None or shown[name]["shape"]
        is_function = symbol.code.startswith(("torch.", "self.activation", "self.cell", "*"))
        assert bool(has_numbers) != is_function, name


@pytest.mark.parametrize("kind", STAGED)
def test_the_table_says_where_each_symbol_is(pages, kind):
    tree, formula = pages[kind], FORMULA_OF[kind]
    rows = tree.select(".symbol-table tbody tr")
    assert [row.td["data-symbol"] for row in rows] == list(formula.symbols)
    ids = {node["id"] for node in tree.select("[id]")}
    in_text = tree.select("article section math [data-symbol]")
    in_text = [one for one in in_text if not one.find_parent(class_="symbol-table")]
    for row, (name, symbol) in zip(rows, formula.symbols.items(), strict=True):
        meaning, text, code, numbers = (cell.get_text() for cell in row("td")[1:])
        assert meaning == symbol.meaning
        count = len([one for one in in_text if one["data-symbol"] == name])
        assert text.startswith(f"{count} " if count else "only on")
        assert {link["href"][1:] for link in row("a")} <= ids
        first = symbol.code.split()[0]
        names = {one for line in formula.lines for one in line.names if name in line.names[one]}
        assert code.split(",")[0] in (*symbol.code.split(), *names, "return")
        if link := row("td")[3].a:
            lines = tree.find(id=link["href"][1:]).get_text().split("\n")
            line = lines[int(code.split()[-1]) - 1]
            assert code.split(",")[0] in line
        shape = widgets(STAGED[kind])["walkthrough"]["recorded"]["symbols"][name]["shape"]
        field = f"{formula.step.__name__}.{first}" if first in formula.step._fields else first
        said = f"{field}, {TIMES.join(map(str, shape))}" if shape else "none: a function"
        assert numbers == said


@pytest.mark.parametrize("kind", STAGED)
def test_the_code_of_the_step_says_its_symbols(pages, kind):
    block = pages[kind].find(id="step-in-code-1")
    marked = {node.get_text(): node["data-symbol"] for node in block.select("[data-symbol]")}
    formula = FORMULA_OF[kind]
    for text, names in marked.items():
        others = {one for line in formula.lines for one in line.names.get(text, ())}
        for name in names.split("|"):
            assert name in others or text in formula.symbols[name].code.split()
    first = 2 if kind.endswith("Cell") else 1
    lines = formula.lines[1:2] if kind == "Pronouncer" else formula.lines[:first]
    fields = {line.fields[-1] for line in lines}
    assert fields <= marked.keys()
    assert not block.select(".string [data-symbol], .comment [data-symbol]")
