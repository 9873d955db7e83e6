"""Serve: bring the database to this version, then run web server and job worker together."""

import argparse
import http.client
import sys
import threading
import time

from kartei.web.commands import worker
from kartei.web.config import Config, config
from kartei.web.migrations_state import pending
from kartei.web.processes import Kept, kartei
from kartei.web.serve import PortTakenError, port_free, serve

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (looked up, not bound)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--web-only`` for machines whose jobs run elsewhere (`kartei worker`)."""
    parser.add_argument("--web-only", action="store_true", help="without the job worker")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl C or SIGTERM; 1 when the address is taken or the database cannot be
    migrated.
    """
    settings = config()
    try:
        settings.make_folder()
        port_free(settings.host, settings.port)
        # What packages bring is loaded once for a trial: a server would start its processes again
        # and again.
        guests = any(place.origin for place in settings.places())
        if (pending(settings) or guests) and kartei("migrate").wait() != 0:
            return 1
        _serve(settings, with_jobs=not args.web_only)
    except PortTakenError as error:
        print(f"kartei: the address is taken: {error}. Choose another with PORT=…", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _serve(settings: Config, *, with_jobs: bool) -> None:
    """Run the web server, with the job worker beside it unless that runs elsewhere."""
    jobs = Kept("worker", worker.work)
    # the worker is forked before there is a second thread
    start = [jobs.start] if with_jobs else []
    start.append(lambda: _announce(settings))
    try:
        serve(settings, on_startup=start)
    finally:
        jobs.stop()


def _announce(settings: Config) -> None:
    """Print the ready line as soon as the server answers, from a thread beside it."""
    threading.Thread(target=_say_ready, args=(settings,), daemon=True).start()


def _say_ready(settings: Config) -> None:
    """Ask the server until it answers without a fault of its own, then say so."""
    while not _answers(settings):
        time.sleep(0.05)
    print(f"Kartei is ready: {settings.url}", flush=True)


def _answers(settings: Config) -> bool:
    """Whether the server answers who is signed in, as the interface's first request asks."""
    host = _EVERYWHERE.get(settings.host, settings.host)
    connection = http.client.HTTPConnection(host, settings.port, timeout=5)
    try:
        connection.request("GET", "/api/v1/session", headers={"Host": f"localhost:{settings.port}"})
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
