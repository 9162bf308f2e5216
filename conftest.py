"""The kernels that nbval starts run under the conditions the outputs were stored under."""

import os

from book.dependencies import KERNEL_ENVIRONMENT


def pytest_configure():
    os.environ.update(KERNEL_ENVIRONMENT)
