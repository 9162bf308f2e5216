"""After the benchmarks: their ratios, and what else they have to say."""

from collections import defaultdict

import pytest
import torch


@pytest.fixture(autouse=True)
def one_thread():
    """Threads that wait for each other would be most of what is measured."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def pytest_terminal_summary(terminalreporter, config):
    """Print the ratios of the groups of which both were timed, and the lines of the others."""
    benchmarks = config._benchmarksession.benchmarks
    groups = defaultdict(dict)
    for bench in benchmarks:
        if "whose" in bench.extra_info:
            groups[bench.group][bench.extra_info["whose"]] = bench.stats
    both = {group: times for group, times in groups.items() if len(times) == 2}
    if both:
        terminalreporter.section("from scratch / torch.nn")
    for group, times in both.items():
        ours, theirs = times["from scratch"], times["torch.nn"]
        terminalreporter.write_line(
            f"{group:20} minimum {ours.min / theirs.min:5.2f}   "
            f"median {ours.median / theirs.median:5.2f}"
        )
    for bench in benchmarks:
        if "lines" in bench.extra_info:
            terminalreporter.section(bench.group)
            for line in bench.extra_info["lines"]:
                terminalreporter.write_line(line)
