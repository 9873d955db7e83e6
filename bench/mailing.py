"""Times the queue of letters in the installation that the environment names, which must have users.

    KARTEI_DATA=… python -m bench.mailing [COUNT]

Queues letters, hands them over to a mail server in a process of its own as the worker does, and
prints seconds, one figure a line. The installation is left with an account and the letters.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import closing


def sink() -> tuple[subprocess.Popen[bytes], int]:
    """A mail server that takes everything and keeps nothing, and its port."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    words = ["-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Sink"]
    process = subprocess.Popen([sys.executable, "-m", "aiosmtpd", *words])
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            with closing(socket.create_connection(("127.0.0.1", port), 1)):
                return process, port
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the mail server does not listen")


def measure(count: int, port: int) -> None:
    """Queue, hand over, print."""
    from kartei.platform.access.actor import an_administrator
    from kartei.platform.mail.delivery import Desk, drain
    from kartei.platform.mail.post import Wish, post
    from kartei.platform.records import write

    admin = an_administrator()
    if admin is None:
        raise RuntimeError("the installation has no administrator")
    values = {
        "name": "bench", "address": "bench@example.com", "host": "127.0.0.1", "port": port,
        "tls": "none", "per_minute": 10**6, "per_hour": 10**6,
    }  # fmt: skip
    account = write.create(admin, "mail.account", values)
    wishes = [
        Wish(to=f"a{n}@example.com", subject=f"Letter {n}", text="Hello\n" * 20, account=account)
        for n in range(count)
    ]
    marks = [(time.perf_counter(), time.process_time())]
    post(wishes)
    marks.append((time.perf_counter(), time.process_time()))
    done = drain(account, Desk(), threading.Event())
    marks.append((time.perf_counter(), time.process_time()))
    for words, number, before, after in (
        ("queued", count, marks[0], marks[1]),
        ("handed over", done, marks[1], marks[2]),
    ):
        wall, busy = after[0] - before[0], after[1] - before[1]
        print(f"letters {words}: {number} in {wall:.2f} s, of the processor {busy:.2f} s")


def main() -> None:
    """Measure with a mail server beside."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kartei.web.settings")
    import django

    django.setup()
    process, port = sink()
    try:
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, port)
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
