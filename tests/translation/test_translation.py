"""The Chinese catalogues are whole and say what the English says."""

import ast
import json
import os
import subprocess
import sys
from collections import Counter

import pytest
from fontTools.ttLib import TTFont

from book import slides
from book.dependencies import ROOT
from book.translation import catalogs, checks, chinese, tree, update
from book.translation import documents as documents_of
from book.translation.documents import CODE, SLIDE, Message, messages, translated
from book.translation.tree import FONT, MODULES, documents, headings, write

CHINESE = catalogs.LOCALE / "zh_CN"
TERMS = checks.terms_of(CHINESE / "terms.yml")
DOCUMENTS = documents()
NOTEBOOKS = [path for path in DOCUMENTS if path.suffix == ".ipynb"]


PASSED, HOLDS = '[?](../book/claims.md#a "b: passed")', "[?](../book/claims.md#a)"


def name_of(path):
    return path.stem


def in_chinese(document):
    catalog = catalogs.read(document)

    def translate(message: Message) -> str:
        return catalog.get(message.text, message.context or None).string

    return translated(document, translate, chinese.said)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_a_catalogue_lacks_nothing(document):
    """If this fails, `make translation` brings it up to date and says what to translate."""
    catalog = catalogs.read(document)
    there = {(message.id, message.context or "") for message in catalog if message.id}
    assert there == {(text, context) for text, context, _ in messages(document)}
    assert [*update.faults(document, catalog)] == []


def test_a_comment_that_a_check_is_wrong_is_needed():
    for document in DOCUMENTS:
        for message in catalogs.read(document):
            found = checks.faults(message.id, message.string, message.context, TERMS)
            assert {one.removeprefix(update.RIGHT) for one in message.user_comments} <= {*found}


def test_the_texts_of_modules_stand_in_their_files():
    assert [*update.texts_not_found(catalogs.read(MODULES))] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_nothing_is_lost_on_the_way(document):
    same, text = translated(document, lambda message: message.text), document.read_text("utf-8")
    if document.suffix == ".ipynb":
        same, text = json.loads(same), json.loads(text)
    assert same == text


def without_strings(text):
    """The code of a notebook, with nothing in its literals but what f-strings fill in."""
    for cell in json.loads(text)["cells"]:
        if cell["cell_type"] == "code":
            tree = ast.parse("".join(cell["source"]))
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    node.value = ""
                if isinstance(node, ast.JoinedStr):
                    filled = (n for n in node.values if isinstance(n, ast.FormattedValue))
                    node.values = sorted(filled, key=ast.unparse)
            yield ast.dump(tree)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name_of)
def test_the_code_is_the_same_but_for_strings_and_comments(notebook):
    english, chinese = notebook.read_text("utf-8"), in_chinese(notebook)
    assert [*without_strings(chinese)] == [*without_strings(english)]


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name_of)
def test_the_words_that_a_guess_quotes_stand_in_their_cell(notebook):
    cells = {cell["id"]: cell for cell in json.loads(in_chinese(notebook))["cells"]}
    for cell in cells.values():
        if says := cell["metadata"].get("guess", {}).get("says"):
            assert says["words"] in "".join(cells[says["cell"]]["source"])


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=name_of)
def test_what_a_slide_quotes_stands_in_the_chapter(notebook):
    cells = json.loads(in_chinese(notebook))["cells"]
    text = slides.said(cells)
    quoted = [
        words
        for cell in cells
        for about in slides.abouts(cell["metadata"])
        for words in slides.quotations(about)
    ]
    assert [words for words in quoted if words not in text] == []


def test_every_heading_has_a_translation_of_its_own():
    for document, found in headings("zh_CN").items():
        assert found, document


def test_two_headings_with_one_translation_are_told_apart_by_no_one(monkeypatch):
    document = ROOT / "book" / "concepts.md"
    catalog = catalogs.read(document)
    for english in ("## One", "## Another"):
        catalog.add(english, "## Three Ways")
    monkeypatch.setattr(tree, "documents", lambda: [document])
    monkeypatch.setattr(catalogs, "read", lambda *_: catalog)
    with pytest.raises(
        ValueError, match="'Three Ways' is a heading for 'Another' and for 'One'"
    ):
        headings("zh_CN")


def test_figures_have_every_character():
    font = TTFont(CHINESE / "fonts" / FONT).getBestCmap()
    for document in [*DOCUMENTS, MODULES]:
        for message in catalogs.read(document):
            if message.context and message.context != SLIDE:
                chinese = {char for char in message.string if "\u4e00" <= char <= "\u9fff"}
                assert {char for char in chinese if ord(char) not in font} == set()


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ("The state $h_t$.", "状态$h_s$。", "formula"),
        ("Call `step`.", "调用`steps`。", "code"),
        ("See [here](a.md#b).", "见[这里](a.md)。", "link"),
        (f"{PASSED} do: it {HOLDS}.", f"有{HOLDS}做到：{PASSED}。", "order"),
        ("In 10,000 steps.", "一万步之内。", "number"),
        ("On 3 May 2031.", "2031年6月3日。", "number"),
        ("A forget gate.", "一个忘记门。", "term"),
        ("## Two", "### 二", "begins otherwise"),
        ("- a b\n- c d", "- 甲", "list items"),
        ("So it is, we say.", "就是这样,我们说。", "half-width"),
        ("A new GRU is.", "一个新的 GRU。", "space"),
        ("It **is here.** So", "它**在这里。**所以", "asterisk"),
        ('It says "no".', '它说"不"。', "quotation"),
        ("One. Two.", "一，\n二。", "line broken"),
    ],
)
def test_a_wrong_translation_is_found(english, chinese, fault):
    assert any(fault in one for one in checks.faults(english, chinese, None, TERMS))


@pytest.mark.parametrize(
    ("english", "chinese", "fault"),
    [
        ('f"all {n} days"', 'f"全部{m}天"', "placeholder"),
        ('f"all {n} days"', '"全部{n}天"', "placeholder"),
        ('"one day"', "一天", "literal"),
        ("# a day", "一天", "comment"),
        ('"{} days"', '"天"', "slot"),
    ],
)
def test_a_wrong_translation_of_code_is_found(english, chinese, fault):
    assert any(fault in one for one in checks.faults(english, chinese, CODE, TERMS))


def test_what_changed_is_for_a_translator(tmp_path, monkeypatch):
    document = ROOT / "book" / "concepts.md"
    catalog = catalogs.read(document)
    old = next(message for message in catalog if str(message.id).startswith("The same map"))
    catalog.delete(old.id)
    catalog.add("The same map as a short list.", old.string)
    monkeypatch.setattr(catalogs, "LOCALE", tmp_path)
    catalogs.write(catalog, catalogs.path_of(document))
    changed = catalogs.updated(document).get(old.id)
    assert changed.fuzzy
    assert changed.string == old.string


@pytest.mark.parametrize("context", [None, CODE])
def test_what_is_gone_is_named(tmp_path, monkeypatch, context):
    document = ROOT / "book" / "concepts.md"
    catalog = catalogs.read(document)
    catalog.add('"A map of the moon"', '"月球地图"', context=context)
    monkeypatch.setattr(catalogs, "read", lambda *_: catalog)
    (fault,) = update.faults(document, catalogs.updated(document))
    assert fault == "concepts: gone: '\"A map of the moon\"'"


def test_slides_that_quote_what_the_chapter_does_not_say_are_left_out(monkeypatch):
    catalog = catalogs.read(NOTEBOOKS[0])
    for message in catalog:
        if message.context == SLIDE:
            message.string = f"{message.string}?"
            break
    monkeypatch.setattr(catalogs, "read", lambda *_: catalog)
    missing = Counter()
    cells = json.loads(tree._document(NOTEBOOKS[0], "zh_CN", missing))["cells"]
    assert missing == {NOTEBOOKS[0].stem: 1}
    assert not any(slides.abouts(cell["metadata"]) for cell in cells)


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """The translated source."""
    folder = tmp_path_factory.mktemp("translated") / "new"
    assert write(folder) == {}
    return folder


def test_the_translated_source_is_whole_and_the_same_twice(source):
    for module in source.rglob("*.py"):
        ast.parse(module.read_text("utf-8"))
    before = (source / "notebooks" / "05_attention.ipynb").read_bytes()
    write(source)
    assert (source / "notebooks" / "05_attention.ipynb").read_bytes() == before


def test_the_translated_source_replaces_only_itself(tmp_path):
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(FileExistsError, match="something else"):
        write(tmp_path)
    assert (tmp_path / "diary.txt").read_text() == "mine"


def test_a_notebook_with_the_address_of_the_book_keeps_what_it_has_printed(
    tmp_path, monkeypatch
):
    notebook = tmp_path / "notebooks" / "06_pronunciation.ipynb"
    notebook.parent.mkdir()
    text = (ROOT / "notebooks" / notebook.name).read_text("utf-8")
    address = text.replace(
        'ADDRESS = \\"\\"', 'ADDRESS = \\"https://git.example.org/ada/climb\\"'
    )
    assert address != text
    notebook.write_text(address, "utf-8")
    monkeypatch.setattr(documents_of, "ROOT", tmp_path)
    chinese = json.loads(tree._document(notebook, "zh_CN", Counter()))
    code = [cell for cell in chinese["cells"] if cell["cell_type"] == "code"]
    assert "git.example.org" in "".join(code[0]["source"])
    assert all(cell["execution_count"] for cell in code)


# Run in the translated source: what the outputs depend on is there.
OUT_OF_DATE = """
import nbformat
from book.dependencies import NOTEBOOKS, fingerprint, seal
for path in NOTEBOOKS:
    notebook = nbformat.read(path, as_version=4)
    verified, code = notebook.metadata.get("verified", {}), fingerprint(notebook)
    if verified.get("fingerprint") != code or verified["seal"] != seal(notebook, code):
        print(path.stem)
"""


def test_every_stored_notebook_was_executed_with_this_code(source):
    """If this fails: `make notebooks`."""
    there = os.environ | {"PYTHONPATH": str(source)}
    command = [sys.executable, "-P", "-c", OUT_OF_DATE]
    assert subprocess.run(command, env=there, check=True, stdout=subprocess.PIPE).stdout == b""
