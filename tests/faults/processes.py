"""Who still runs."""

import os
import time

import psutil


def of_session(program):
    """The processes that it has started and that still run."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == program.pid and process.status() != "zombie":
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            pass
    return found


def left_after(program, seconds):
    """Those that still run when all have had this time to end."""
    end = time.monotonic() + seconds
    while (found := of_session(program)) and time.monotonic() < end:
        time.sleep(0.2)
    return found
