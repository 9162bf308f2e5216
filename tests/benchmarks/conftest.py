"""After the benchmarks: one line for each group, the times as ratios to torch.nn."""

from collections import defaultdict


def pytest_terminal_summary(terminalreporter, config):
    """Print the ratios of the groups of which both were timed."""
    groups = defaultdict(dict)
    for bench in config._benchmarksession.benchmarks:
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
