"""The post, point by point: every point is judged, and every link leads where it says."""

import json
import re
from collections import Counter
from functools import cache

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.anchors import anchors_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from myst_parser.mdit_to_docutils.base import default_slugify

from book.claims import post, post_tables
from book.claims.chapters import CLAIMS
from book.claims.claim import POST as POST_SAYS
from book.claims.claim import results
from book.claims.quotes import quotes
from tests.book.built import ROOT

BOOK = ROOT / "book"
PAGE = (BOOK / "post.md").read_text("utf-8")
REFERENCES = (BOOK / "references.md").read_text("utf-8")
ROWS = [line.strip("| ").split(" | ") for line in PAGE.splitlines() if line.startswith("|")]
POINTS = [row for row in ROWS if re.match(r"\*\*\d+\.\*\* ", row[0])]
VERDICTS = {name: row for row in ROWS for name in re.findall(r"^\*\*([a-z ]+)\*\*$", row[0])}
LINKED = [row for row in ROWS if re.match(r"\[[^\]]+\]\(<?https?:", row[0])]
PICTURES = "https://img.alicdn.com/imgextra/"
GISTS = "https://gist.github.com/zhoukekestar/"
WIKIPEDIA = "https://en.wikipedia.org/wiki/"
# Every address in the post, in its order: those in the text, and the two that its list adds.
POST = [
    "https://zhoukekestar.github.io/notes/2025/09/17/ml3.html",
    "https://www.youtube.com/watch?v=UNmqTiOnRfg",
    PICTURES + "i2/O1CN01GdGSn01md3v8Nb7jM_!!6000000004976-2-tps-2560-673.png",
    "https://www.runoob.com/nlp/recurrent-neural-network.html",
    WIKIPEDIA + "Long_short-term_memory",
    PICTURES + "i4/O1CN01fYtZOW1sSsoKzKQnc_!!6000000005766-2-tps-2560-1752.png",
    WIKIPEDIA + "Gated_recurrent_unit",
    PICTURES + "i2/O1CN01WCMP6T1Nj8mVLhmRm_!!6000000001605-2-tps-2880-1440.png",
    GISTS + "a0847b9562e9dce8034856c82f02ea3c",
    WIKIPEDIA + "Seq2seq",
    "https://jalammar.github.io/"
    "visualizing-neural-machine-translation-mechanics-of-seq2seq-models-with-attention/",
    PICTURES + "i3/O1CN016QBOGZ1cA4hCN6ey4_!!6000000003559-2-tps-1071-385.png",
    "https://github.com/sooftware/seq2seq",
    "https://machinelearningmastery.com/what-are-word-embeddings/",
    PICTURES + "i4/O1CN01jXwwJP1uo4MjUqZdI_!!6000000006083-2-tps-734-357.png",
    GISTS + "f693ec9c7d9e703d853aebd1a25ec4f0",
    WIKIPEDIA + "Attention_(machine_learning)",
    PICTURES + "i3/O1CN01ieurrp1eaIbbFZtV9_!!6000000003887-2-tps-557-390.png",
    PICTURES + "i3/O1CN01q1yG8I1gaPwJC4Gm3_!!6000000004158-2-tps-557-390.png",
    PICTURES + "i2/O1CN01buLs7U1PVWEeSeSwq_!!6000000001846-2-tps-557-390.png",
    WIKIPEDIA + "Attention_(machine_learning)#Bahdanau_(additive)_attention",
    GISTS + "271f87aaa4fd7f9541cbb13c7333a55c",
    "https://jalammar.github.io/illustrated-transformer/",
    "https://www.runoob.com/pytorch/pytorch-recurrent-neural-network.html",
]


@cache
def places(page):
    """The places on a chapter or on a page of ours that a link may lead to."""
    path = (BOOK / page).resolve()
    text = path.read_text("utf-8")
    if path.suffix == ".ipynb":
        cells = json.loads(text)["cells"]
        text = "\n\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    parser = MarkdownIt().use(dollarmath_plugin)
    parser.use(anchors_plugin, max_level=3, slug_func=default_slugify)
    headings = {token.attrs["id"] for token in parser.parse(text) if "id" in token.attrs}
    return headings | set(re.findall(r"^\(([\w-]+)\)=$", text, re.MULTILINE))


def verdict(point):
    """What stands in bold before the finding."""
    return re.match(r"\*\*([a-z ]+)\.?\*\*", point[2])[1]


def links(text):
    """The addresses of the links in a text."""
    return re.findall(r"\]\(<?((?:\([^()\s]*\)|[^()\s<>])+)>?(?: \"[^\"]*\")?\)", text)


def named(point):
    """The places in the chapters that a point names."""
    return [link for link in links(point[1]) if ".ipynb#" in link]


def test_the_points_are_numbered_one_after_the_other():
    numbers = [int(re.match(r"\*\*(\d+)", point[0])[1]) for point in POINTS]
    assert numbers == list(range(1, len(POINTS) + 1))
    assert len(POINTS) > 75


def test_every_point_has_a_place_and_one_of_the_verdicts():
    for point in POINTS:
        assert len(point) == 3, point
        assert links(point[1]), point
        assert verdict(point) in VERDICTS, point


def test_the_verdicts_are_counted():
    count = Counter(map(verdict, POINTS))
    assert {name: int(row[2]) for name, row in VERDICTS.items()} == count


@pytest.mark.parametrize("link", sorted({link for link in links(PAGE) if "#" in link}))
def test_every_place_that_is_named_exists(link):
    if link.startswith("https:"):
        return
    page, _, place = link.partition("#")
    assert place in places(page or "post.md")


def test_a_chapter_stands_beside_the_points_that_it_treats():
    chapters = {re.search(r"/(\d\d)_", link)[1] for point in POINTS for link in named(point)}
    assert chapters == {"01", "02", "03", "04", "05"}
    elsewhere = [point[0] for point in POINTS if not named(point)]
    assert all("program is linked" in text or "references" in text for text in elsewhere)


def test_every_link_of_the_post_stands_in_the_table_and_beside_its_point():
    assert [links(row[0])[0] for row in LINKED] == POST
    for address, row in zip(POST, LINKED, strict=True):
        number = int(row[2].removeprefix("point "))
        (point,) = (p for p in POINTS if p[0].startswith(f"**{number}.**"))
        entry = links(row[3])
        if entry:
            name = entry[0].partition("#")[2]
            section = REFERENCES.partition(f"({name})=")[2].partition("\n(")[0]
            assert any(map(address.startswith, links(section))), address
            assert entry[0] in links(" ".join(point)), (number, entry)


def test_the_references_of_the_post_are_cited_here():
    part = REFERENCES.partition("## Where this book comes from")[2]
    for name in re.findall(r"^\((\w+)\)=$", part, re.MULTILINE):
        assert f"references.md#{name})" in PAGE.partition("## Its links")[0], name


def test_the_tables_of_the_post_are_asked_in_its_order():
    sums = [row for row in ROWS if re.fullmatch(r"\d+\+\d+", row[0])]
    assert [row[0] for row in sums] == post_tables.TWELVE
    assert [row[1] for row in sums] == [post_tables.right(row[0]) for row in sums]
    days = [row for row in ROWS if row[0].isdigit()]
    assert "".join(row[1][0].upper() for row in days) == post_tables.DAYS


def test_nine_different_sums_support_what_the_page_says():
    different = {frozenset(text.split("+")) for text in post_tables.TWELVE}
    assert len(different) == 9
    assert f"no more than {0.025 ** (1 / 9):.1%}".replace("%", " %") in PAGE


def test_with_a_carry_models_look_elsewhere_as_the_page_says():
    (claim,) = (claim for claim in post.CLAIMS if claim.name == "post-carry")
    runs = results(claim).runs

    def less(character):
        pairs = zip(runs[f"carry, {character}"], runs[f"no carry, {character}"], strict=True)
        return [with_it < without for with_it, without in pairs]

    assert (
        "every one of the five looks a little less at the first tens and at the last digit"
        in (" ".join(PAGE.split()))
    )
    assert all(less("first tens") + less("second units"))
    assert sum(less("end mark")) == 1


def test_every_claim_that_the_ledger_gives_to_the_post_is_quoted():
    theirs = {claim.name for claim in CLAIMS if claim.source == POST_SAYS}
    assert len(theirs) >= 6
    assert theirs <= {quote.claim for quote in quotes(PAGE)}
