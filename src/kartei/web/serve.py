"""Serving: granian runs the WSGI application with many threads in a few processes.

A live stream parks one thread; the figures behind the choice stand in
docs/decisions/0003-serving.md.
"""

import errno
import socket
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from kartei.web.config import Config
from kartei.web.loading import load_all
from kartei.web.logs import logging_for
from kartei.web.processes import allow_open_files, be_a_child, forks, when_told_to_end

TARGET = "kartei.web.wsgi:application"

# A thread that idles this long ends and lets go of its database connection.
_IDLE_SECONDS = 60
# Connections per process. Granian counts idle kept ones too, so a limit near the number of threads
# would let a hundred silent browsers shut everybody else out (measured).
_CONNECTIONS = 4096
# How long requests under way may go on after Ctrl C; open streams end at once.
_GRACE_SECONDS = 5


class PortTakenError(Exception):
    """Another program already listens there; the text names the address."""


def port_free(host: str, port: int) -> None:
    """Raise PortTakenError when HOST:PORT cannot be listened on.

    Granian shares its port among processes (SO_REUSEPORT), so it would silently share it with a
    second installation too; a plain bind is refused as it should be.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                raise PortTakenError(f"{host}:{port}: {error.strerror}") from error
            raise


def serve(
    config: Config,
    *,
    target: str = TARGET,
    on_startup: Sequence[Callable[[], Any]] = (),
) -> None:
    """Serve TARGET (``module:name`` of a WSGI application) until SIGINT or SIGTERM.

    Needs the main thread, where signals arrive. ON_STARTUP is called once the address is known to
    be free, before the processes start. Where processes are forked, the program is loaded before
    that, once for all of them: each then keeps only the pages that it changes.
    """
    port_free(config.host, config.port)
    allow_open_files()
    if forks():
        load_all()
    server = Granian(
        target,
        address=config.host,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=config.workers,
        blocking_threads=config.threads,
        blocking_threads_idle_timeout=_IDLE_SECONDS,
        backpressure=_CONNECTIONS,
        respawn_failed_workers=True,
        workers_kill_timeout=_GRACE_SECONDS,
        websockets=False,
        log_level=LogLevels.error,  # its one warning is about the many threads we want
        log_dictconfig={**logging_for(config.log), "loggers": {}},
    )
    for hook in on_startup:
        server.on_startup(hook)
    server.serve(target_loader=partial(_load, target), wrap_loader=False)


def _load(target: str) -> Any:
    """The WSGI application TARGET, imported in the process that will serve it.

    A stream would hold the process for ever, so those open are let go when it is told to end.
    """
    be_a_child()
    module, name = target.split(":")
    application = getattr(import_module(module), name)
    from kartei.platform.flow.feed import feed

    when_told_to_end(feed.close)
    return application
