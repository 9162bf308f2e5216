"""Sandbox a process that runs other people's code: no network, no files but those it needs,
no other processes, limits on time and memory.

On Linux by namespaces, which need no rights; some containers forbid them. Python's audit hook
refuses the same everywhere and gives the student a message; alone it stops mistakes and
curiosity, not someone who is determined to get past it.
"""

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

USER, MOUNTS, NETWORK, PROCESSES, MEMORY = (
    0x10000000,
    0x20000,
    0x40000000,
    0x20000000,
    0x8000000,
)
PRIVATE, READ_ONLY, BIND, REMOUNT, DEEP = 1 << 18, 1, 4096, 32, 16384
DIE_WITH_PARENT = 1
WRITTEN = 16 * 2**20  # bytes in one file
REFUSED = ("socket.", "subprocess.", "os.system", "os.exec", "os.fork", "os.posix_spawn",
           "os.kill", "ctypes.dlopen", "pty.", "signal.pthread_kill")  # fmt: skip
CHANGING = ("os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink",
            "os.truncate", "os.chmod", "os.chown", "os.utime", "shutil.")  # fmt: skip


class Limits(NamedTuple):
    """hidden: folders that look empty from inside.
    seconds: of computing.
    memory: bytes more than it has when it is shut in.
    user: the id of the user that it becomes, if it may; None: it stays the one it is.
    """

    hidden: Sequence[Path]
    seconds: int = 60
    memory: int = 2 * 2**30
    user: int | None = None


def can_isolate() -> bool:
    """Whether this machine lets an ordinary process have namespaces of its own."""
    if not sys.platform.startswith("linux"):
        return False
    child = os.fork()
    if child == 0:
        try:
            _isolate([])
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1] == 0


def shut_in(limits: Limits, isolate: bool, keep: Sequence[int] = ()) -> None:
    """Shut this process in, for good.

    Args:
        limits: what it may use.
        isolate: whether to use namespaces; see `can_isolate`.
        keep: the descriptors of the files that stay open; all others are closed, and what it
            prints goes nowhere.
    """
    _close_all_but(keep)
    if isolate:
        _isolate(limits.hidden)
    if limits.user is not None:
        os.setgroups([])
        os.setgid(limits.user)
        os.setuid(limits.user)
    die_with_parent()
    limit(limits)
    sys.addaudithook(_refuse([str(path) for path in limits.hidden]))


def die_with_parent() -> None:
    """End when the process that started this one ends."""
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)


def limit(limits: Limits) -> None:
    """Limit time, memory, files written and processes."""
    for kind, most in (
        ("RLIMIT_CPU", limits.seconds),
        ("RLIMIT_AS", _size() + limits.memory),
        ("RLIMIT_FSIZE", WRITTEN),
        ("RLIMIT_CORE", 0),
    ):
        _, hard = resource.getrlimit(getattr(resource, kind))
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):  # macOS has no limit on memory
            resource.setrlimit(getattr(resource, kind), (most, most))


def _size() -> int:
    """The address space of this process, in bytes."""
    with contextlib.suppress(OSError):
        pages = Path("/proc/self/statm").read_text().split()[0]
        return int(pages) * resource.getpagesize()
    return 0


def _close_all_but(keep: Sequence[int]) -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    edges = [2, *sorted(keep), resource.getrlimit(resource.RLIMIT_NOFILE)[0]]
    for before, after in pairwise(edges):
        os.closerange(before + 1, after)


def _isolate(hidden: Sequence[Path]) -> None:
    """Go on as the first process in namespaces of its own, with no network, and the
    hidden folders are empty. The process that was waits for it and ends with it."""
    libc = ctypes.CDLL(None, use_errno=True)

    def call(function: str, *arguments) -> None:
        if getattr(libc, function)(*arguments):
            error = ctypes.get_errno()
            raise OSError(error, f"{function}: {os.strerror(error)}")

    def mount(source: str, target: str, kind: str | None, flags: int, data: str = "") -> None:
        texts = (text.encode() if text is not None else None for text in (source, target, kind))
        call("mount", *texts, ctypes.c_ulong(flags), data.encode())

    me = f"0 {os.getuid()} 1", f"0 {os.getgid()} 1"
    call("unshare", USER | MOUNTS | NETWORK | PROCESSES | MEMORY)
    for name, text in zip(("setgroups", "uid_map", "gid_map"), ("deny", *me), strict=True):
        Path(f"/proc/self/{name}").write_text(text)
    mount("none", "/", None, DEEP | PRIVATE)
    for folder in hidden:
        mount("none", str(folder), "tmpfs", 0, "size=1m")
    # In a second one they cannot be taken away again: it has no rights over the first.
    call("unshare", USER)
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])
    child = os.fork()
    if child:
        signal.signal(signal.SIGTERM, lambda *_: os.kill(child, signal.SIGKILL))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGTERM])
        die_with_parent()
        _, status = os.waitpid(child, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _refuse(hidden: list[str]) -> Callable[[str, tuple], None]:
    """The audit hook."""

    def forbidden(path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return False
        name = os.path.realpath(os.fsdecode(path))
        return any(name == folder or name.startswith(f"{folder}/") for folder in hidden)

    def hook(event: str, arguments: tuple) -> None:
        if event == "open":
            path, _, flags = arguments
            if forbidden(path):
                raise PermissionError("the grader hides this folder")
            writes = flags & (os.O_WRONLY | os.O_RDWR) if isinstance(flags, int) else False
            if writes and str(path) != os.devnull:
                raise PermissionError("the grader allows no writing")
        elif event.startswith(("os.listdir", "os.scandir", "os.chdir")):
            if forbidden(arguments[0]):
                raise PermissionError("the grader hides this folder")
        elif event.startswith(CHANGING):
            raise PermissionError("the grader allows no writing")
        elif event.startswith(REFUSED):
            raise PermissionError(f"the grader gives no access to {event}")

    return hook
