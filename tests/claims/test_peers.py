"""The section about other people's programs says what the saved races say."""

import json

import pytest

from book.claims import peers
from book.claims.page import PAGE
from tests.benchmarks.peers.tasks import TASKS


def saved(tmp_path, runs):
    programs = [{"name": "theirs", "says": "By its settings.", "runs": runs}]
    task = {"name": "Sums", "says": "Some.", "limit": 60, "programs": programs}
    machine = {"date": "2026-01-02", "cpu": "abacus", "cores": 2, "system": "wood"}
    machine |= {"threads": 1, "versions": {"beads": "10"}}
    file = tmp_path / "peers.json"
    file.write_text(json.dumps({"machine": machine, "tasks": [task]}), "utf-8")
    return "\n\n".join(peers.section(file))


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
    assert peers.section(tmp_path / "peers.json") == []


def test_the_page_says_what_the_races_said():
    assert "\n\n".join(map(str.strip, peers.section())) in PAGE.read_text("utf-8")
    assert peers.PEERS.exists() == ("(peers)=" in PAGE.read_text("utf-8"))


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
