"""Who still runs."""

import os

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
