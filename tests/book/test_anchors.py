"""Links of a running course still lead somewhere in a new edition. tests/course/grade_ids.txt
does the same for the ids of what is graded."""

from book.claims.chapters import CLAIMS
from tests.book.anchors import LEDGER, anchors, frozen
from tests.book.built import PAGES


def test_no_place_that_somebody_may_link_to_is_gone():
    assert not sorted(frozen() - anchors())


def test_new_places_are_promised_too():
    new = sorted(anchors() - frozen())
    assert not new, "python -m tests.book.anchors writes them into anchors.txt"


def test_every_page_and_every_claim_is_among_them():
    promised = frozen()
    assert {place.partition("#")[0] for place in promised} == set(PAGES)
    assert {f"{LEDGER}#{claim.name}" for claim in CLAIMS} <= promised
