"""After the benchmarks: their ratios, and their own lines."""

from collections import defaultdict

import pytest
import torch


@pytest.fixture(autouse=True)
def one_thread():
    """Otherwise most of what is measured would be threads waiting for each other."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def pytest_terminal_summary(terminalreporter, config):
    """Print how long each way took relative to torch.nn, and the benchmarks' own lines."""
    benchmarks = config._benchmarksession.benchmarks
    groups = defaultdict(dict)
    for bench in benchmarks:
        if "way" in bench.extra_info:
            groups[bench.group][bench.extra_info["way"]] = bench.stats
    if groups:
        terminalreporter.section("median, times torch.nn")
    for group, ways in groups.items():
        ratios = [
            f"{way} {stats.median / ways['torch.nn'].median:5.2f}"
            for way, stats in ways.items()
            if way != "torch.nn"
        ]
        terminalreporter.write_line(f"{group:32} {'   '.join(ratios)}")
    for bench in benchmarks:
        if "lines" in bench.extra_info:
            terminalreporter.section(bench.group)
            for line in bench.extra_info["lines"]:
                terminalreporter.write_line(line)
