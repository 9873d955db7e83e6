"""A bare WSGI function for bench/serving.py: ``/fast`` answers at once, ``/stream`` sends a line
each second for ever.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_open = 0


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer by path; ``/open`` tells how many streams this process holds."""
    path = environ["PATH_INFO"]
    if path == "/stream":
        start_response("200 OK", [("Content-Type", "text/event-stream")])
        return _lines()
    body = str(_open).encode() if path == "/open" else b"x" * 2000
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]


def _lines() -> Iterator[bytes]:
    global _open
    _open += 1
    try:
        while True:
            yield b"data: tick\n\n"
            time.sleep(1)
    finally:
        _open -= 1
