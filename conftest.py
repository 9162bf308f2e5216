"""The suite and the kernels that nbval starts run under the conditions the outputs were stored
under. Set here, first of all: once torch is imported, its number of threads is fixed, and the
conftests further down import it."""

import os

from book.processes import KERNEL_ENVIRONMENT

os.environ.update(KERNEL_ENVIRONMENT)
