"""The modules of `utils/widgets` without a page: Deno, the program that comes with its Python
package, runs their functions. It may read no file and ask no host."""

import json
import subprocess
from pathlib import Path

from deno import find_deno_bin

PROGRAM = Path(__file__).with_suffix(".js")


class JavaScript:
    """A module: `call` its functions with JSON."""

    def __init__(self, source: str):
        self.source = source

    def call(self, function: str, *arguments):
        """What the exported function returns for these arguments, awaited."""
        return self.run(f"(module, ...all) => module.{function}(...all)", *arguments)

    def run(self, function: str, *arguments):
        """What a function in JavaScript, of the module and these arguments, returns.

        Raises:
            AssertionError: it threw; the message has the error of JavaScript.
        """
        asked = {"source": self.source, "function": function, "arguments": arguments}
        done = subprocess.run(
            [find_deno_bin(), "run", "--quiet", "--no-remote", "--no-npm", PROGRAM],
            input=json.dumps(asked), capture_output=True, check=False, encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
