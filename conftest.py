"""The suite and the kernels that nbval starts run under the conditions the outputs were stored
under. Set here, first of all: once torch is imported, its number of threads is fixed, and the
conftests further down import it."""

import os
import sys

from book.processes import KERNEL_ENVIRONMENT

os.environ.update(KERNEL_ENVIRONMENT)
# jsonschema, which nbformat imports, builds a parser of international addresses as it is
# imported: seconds, for every process. No schema of a notebook has such an address, and without
# the parser jsonschema does not check them.
sys.modules.setdefault("rfc3987_syntax", None)
