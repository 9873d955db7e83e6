"""Child processes of the program: they end with their parent, also when that was killed."""

import ctypes
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from multiprocessing.process import BaseProcess

# A worker that dies is started again, but not in a hot loop.
_RESTART_SECONDS = 2
_STOP_SECONDS = 10
_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int | None = None) -> None:
    """Ask Linux to send SIGTERM to this process when its parent is gone; elsewhere nothing happens.

    Without it, killing the supervisor would leave processes behind that hold the port and the
    database. PARENT: its process id, else the one that multiprocessing knows; when it was killed
    before it could be asked for, this process ends at once.
    """
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    known = multiprocessing.parent_process()
    wanted = parent if parent is not None else known and known.pid
    if wanted is not None and wanted != os.getppid():
        os._exit(1)


def be_a_child() -> None:
    """Let the parent alone decide when this forked process ends; called first thing in it.

    A session of its own keeps the terminal's Ctrl C away: else this process ended before its parent
    knows why, and would be started again. The parent's handlers, inherited, would swallow a SIGTERM
    that comes while the application is still being loaded.
    """
    die_with_parent()
    if os.name == "posix":
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def when_told_to_end(call: Callable[[], object]) -> None:
    """CALL once in a thread as soon as this process gets SIGTERM or SIGINT; needs the main thread.

    Whoever handles the signal does so as before: Python's wake-up descriptor gets the number of
    each signal beside its handler. On Windows processes are ended without a signal.
    """
    if os.name != "posix":
        return
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)

    def listen() -> None:
        while (found := os.read(reader, 1)) and found[0] not in (signal.SIGTERM, signal.SIGINT):
            pass
        call()

    threading.Thread(target=listen, name="end", daemon=True).start()


def allow_open_files(wanted: int = 16384) -> None:
    """Raise this process's limit of open files towards WANTED, as far as the system lets it.

    The usual 1,024 are fewer than a process's connections, streams and database handles may be.
    """
    if os.name == "posix":
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        top = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft != resource.RLIM_INFINITY and soft < top:
            resource.setrlimit(resource.RLIMIT_NOFILE, (top, hard))


def kartei(*words: str) -> "subprocess.Popen[bytes]":
    """Another command of this program as a child process."""
    return subprocess.Popen([sys.executable, "-m", "kartei", *words])


def forks() -> bool:
    """Whether a child begins as a copy of this process, so that it shares what is loaded here."""
    return multiprocessing.get_start_method() == "fork"


def _as_a_child(work: Callable[[], object]) -> None:
    """What a kept process does from its first moment on."""
    be_a_child()
    work()


class Kept:
    """One process kept running: started again when it dies by itself, until it is stopped.

    work: what it does, a function of a module, since where processes are not forked it is found by
    its name; name: what the terminal calls it.
    """

    def __init__(self, name: str, work: Callable[[], object]) -> None:
        self._name = name
        self._work = work
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._process: BaseProcess | None = None

    def start(self) -> None:
        """Start the process and the thread that watches it."""
        self._launch()
        threading.Thread(target=self._watch, daemon=True).start()

    def stop(self) -> None:
        """End the process for good; calling twice, or before start, does no harm."""
        with self._lock:
            self._stopping.set()
            process = self._process
        if process is None or not process.is_alive():
            return
        process.terminate()
        process.join(_STOP_SECONDS)
        if process.is_alive():
            process.kill()
            process.join()

    def _launch(self) -> BaseProcess | None:
        """Start the process, unless it is to stop; the lock keeps a stop from missing a fresh
        process.
        """
        with self._lock:
            if not self._stopping.is_set():
                self._process = multiprocessing.Process(
                    target=_as_a_child, args=(self._work,), name=self._name
                )
                self._process.start()
                return self._process
        return None

    def _watch(self) -> None:
        """Start the process anew whenever it ended although nobody asked it to."""
        process = self._process
        while process is not None:
            process.join()
            if self._stopping.wait(_RESTART_SECONDS):
                return
            told = f"kartei {self._name} ended with {process.exitcode}, starting it again"
            print(told, file=sys.stderr)  # noqa: T201 (the terminal is where `kartei up` reports)
            process = self._launch()
