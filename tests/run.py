"""Run every check, also after one has failed, and say at the end what ran: `make test`."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUFF = [sys.executable, "-m", "ruff"]
PYTEST = [sys.executable, "-m", "pytest", "-q"]
CHECKS = {
    "lint": [*RUFF, "check", "."],
    "format": [*RUFF, "format", "--check", "."],
    "JavaScript, lint": [sys.executable, "-m", "deno", "lint", "--quiet"],
    "JavaScript, format": [sys.executable, "-m", "deno", "fmt", "--check", "--quiet"],
    "layers": [str(Path(sys.executable).with_name("lint-imports")), "--no-cache", "--no-logo"],
    "unit tests": [*PYTEST, "tests/unit"],
    # Once more, with the shapes in every signature checked. Wrong input is left out: there
    # the shape check would speak before our own message.
    "shapes": [
        *PYTEST,
        "tests/unit",
        "--ignore=tests/unit/test_wrong_input.py",
        "--jaxtyping-packages=utils,beartype.beartype",
    ],
    "claims ledger": [*PYTEST, "tests/claims"],
    "benchmarks, not timed": [*PYTEST, "tests/benchmarks", "--benchmark-disable"],
    "notebook structure": [*PYTEST, "tests/notebooks"],
    "notebooks, strict nbval": [*PYTEST, "--nbval", "notebooks"],
    "book build": ["make", "book"],
    "widgets, in a browser": [*PYTEST, "-rs", "tests/widgets"],
    "widgets, Colab's versions": [sys.executable, "-m", "tests.widgets.colab"],
    "publishing": [*PYTEST, "--doctest-modules", "tests/publishing"],
    "pages": [*PYTEST, "--doctest-modules", "book/extensions", "tests/book"],
}


def run(checks: dict[str, list[str]]) -> dict[str, tuple[bool, float]]:
    """Run the commands one after the other.

    Args:
        checks: from a name to a command.

    Returns:
        From the name to whether the command passed, and how many seconds it took.
    """
    results = {}
    for name, command in checks.items():
        print(f"\n=== {name} ===", flush=True)
        began = time.perf_counter()
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
        results[name] = code == 0, time.perf_counter() - began
    return results


def main() -> int:
    results = run(CHECKS)
    print("\n=== summary ===")
    for name, (passed, seconds) in results.items():
        print(f"{'passed' if passed else 'FAILED'}  {seconds:6.1f} s  {name}")
    failed = sum(not passed for passed, _ in results.values())
    print(f"\n{len(results) - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
