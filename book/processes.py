"""Processes that work for another one, and what they are started with."""

import os
import threading
import time

# Set before a kernel starts, when outputs are stored and when they are compared.
KERNEL_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",  # the same sums in the same order on any number of cores, and
    "MKL_NUM_THREADS": "1",  # no threads that wait for each other on a busy machine
}


def end_with(parent: int) -> None:
    """End this process soon after its parent has ended, whatever ended that: nobody waits for
    its work any more, and files may have changed since. Its own children see the same."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
