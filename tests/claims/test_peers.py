"""The section about other people's programs says what the saved races say."""

import json

import nbformat
import pytest

from book.claims import peers
from book.claims.claim import percent
from book.claims.page import PAGE
from book.dependencies import ROOT
from tests.benchmarks.peers.tasks import TASKS
from tests.benchmarks.peers.words import PROGRAMS
from utils.data.pronunciations import split

MACHINE = {"date": "2026-01-02", "cpu": "abacus", "cores": 2, "system": "wood"}
MACHINE |= {"threads": 1, "versions": {"beads": "10"}}


def saved(tmp_path, runs):
    programs = [{"name": "theirs", "says": "By its settings.", "runs": runs}]
    task = {"name": "Sums", "says": "Some.", "limit": 60, "programs": programs}
    file = tmp_path / "peers.json"
    file.write_text(json.dumps({"machine": MACHINE, "tasks": [task]}), "utf-8")
    return "\n\n".join(peers.section(file, tmp_path / "none"))


def run(seconds, reached=True):
    share = 1.0 if reached else 0.5
    curve = [[1, seconds, share]]
    return {"reached": reached, "weights": 1234, "steps": 5000, "seconds": seconds,
            "cpu_seconds": 7.0, "scoring_seconds": 1.0, "curve": curve}  # fmt: skip


def test_the_section_reports_median_and_spread(tmp_path):
    text = saved(tmp_path, [run(20.0), run(10.0), run(60.0)])
    assert "| theirs | 20 (10 to 60) | 7 (7 to 7) | 5,000 (5,000 to 5,000) | 1,234 |" in text
    assert "January 2, 2026" in text
    assert "abacus" in text


def test_of_a_single_run_there_is_no_spread(tmp_path):
    assert "| theirs | 20 | 7 | 5,000 | 1,234 |" in saved(tmp_path, [run(20.0)])


def test_the_section_says_who_did_not_arrive(tmp_path):
    text = saved(tmp_path, [run(20.0), run(60.0, reached=False)])
    assert "1 of 2 not within 60 (50.0 % right at most)" in text


def test_without_races_there_is_no_section(tmp_path):
    assert peers.section(tmp_path / "peers.json", tmp_path / "words.json") == []


def test_the_section_reports_how_words_are_pronounced(tmp_path):
    rates = {"wer": 0.25, "per": 0.125, "words": 4000}
    program = {"name": "theirs", "all": rates, "plain": rates | {"words": 3000}, "newer": None}
    program |= {"weights": 1234, "seconds": 2.0, "cpu_seconds": 2.0}
    pair = {"theirs alone": 4, "ours alone": 16, "p": 0.01182}
    outcome = {"machine": MACHINE, "words": 4000, "newer": pair, "programs": [program]}
    (tmp_path / "words.json").write_text(json.dumps(outcome), "utf-8")
    text = "\n\n".join(peers.section(tmp_path / "none", tmp_path / "words.json"))
    assert "| theirs | 25.0 %, 12.5 % | 25.0 %, 12.5 % | none | 2,000 | 1,234 |" in text
    assert "pronounce 4,000 words of the\ntest part" in text
    assert "4,000 words, 3,000 of them without an apostrophe and 0 newer ones" in text
    assert "4 are right from g2p-en alone and 16 from ours alone" in text
    assert "the probability 0.012 (sign test)" in text
    assert "January 2, 2026, on abacus" in text


def test_the_page_says_what_the_races_said():
    assert "\n\n".join(map(str.strip, peers.section())) in PAGE.read_text("utf-8")
    assert peers.PEERS.exists() == ("(peers)=" in PAGE.read_text("utf-8"))


@pytest.mark.skipif(not peers.WORDS.exists(), reason="no words are saved: make peers")
def test_the_saved_words_are_those_of_the_programs():
    outcome = json.loads(peers.WORDS.read_text("utf-8"))
    assert [program["name"] for program in outcome["programs"]] == [p.name for p in PROGRAMS]
    assert outcome["words"] == len(split().test)


@pytest.mark.skipif(not peers.PEERS.exists(), reason="no races are saved: make peers")
def test_the_saved_races_are_those_that_make_peers_runs():
    outcome = json.loads(peers.PEERS.read_text("utf-8"))
    described = [
        (task["name"], task["says"], [(p["name"], p["says"]) for p in task["programs"]])
        for task in outcome["tasks"]
    ]
    assert described == [
        (task.name, task.says, [(program.name, program.says) for program in task.programs])
        for task in TASKS.values()
    ]


def test_chapter_6_says_what_the_saved_run_says():
    outcome = json.loads(peers.WORDS.read_text("utf-8"))
    rates = {program["name"]: program for program in outcome["programs"]}
    theirs, ours = rates["g2p-en's network"], rates["ours, a beam of 5"]
    newer = outcome["newer"]
    notebook = nbformat.read(ROOT / "notebooks/06_pronunciation.ipynb", as_version=4)
    (text,) = (cell.source for cell in notebook.cells if cell.id == "text-peer")
    for figure in (
        f"WER {percent(theirs['all']['wer'])}, PER {percent(theirs['all']['per'])}",
        f"beam of five: {percent(ours['all']['wer'])} and {percent(ours['all']['per'])}",
        f"There are {theirs['newer']['words']} that",
        f"g2p-en {percent(theirs['newer']['wer'])}, ours {percent(ours['newer']['wer'])}",
        f"{newer['theirs alone']} are right from g2p-en alone, {newer['ours alone']} from ours",
        f"the probability {newer['p']:.3f}",
    ):
        assert figure in text
