"""How a server bears parked streams: fast requests timed beside open streams and idle connections.

    python bench/serving.py http://127.0.0.1:8000 --fast /fast --stream /stream --streams 0,200

Asks a server that already runs; ``--start granian`` (or waitress, gunicorn) starts one on
bench/tiny.py first. ``--header "Cookie: …"`` (may be repeated) is sent with every request, so that
the same script drives Kartei. Prints one line per number of streams: answers a second, p50, p95,
p99 and the worst in milliseconds, faults, resident memory of the started processes, and how long
freed streams stay held after their clients left.
"""

import argparse
import http.client
import os
import selectors
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

STARTS = {
    "granian": "granian --interface wsgi --host {host} --port {port} --workers {workers} --no-ws"
    " --blocking-threads {threads} --backpressure {backpressure} --log-level warning"
    " tiny:application",
    "waitress": "waitress-serve --host {host} --port {port} --threads {threads}"
    " --connection-limit 4000 --channel-timeout 600 tiny:application",
    "gunicorn": "gunicorn -k gthread -b {host}:{port} -w {workers} --threads {threads}"
    " --worker-connections 4000 --log-level warning tiny:application",
}


class Streams:
    """Holds N open answers and reads what they send, in one thread."""

    def __init__(self, site: "Site", path: str, count: int) -> None:
        self.selector = selectors.DefaultSelector()
        self.heard: set[int] = set()
        self.sockets = [site.send(path) for _ in range(count)]
        for one in self.sockets:
            one.setblocking(False)
            self.selector.register(one, selectors.EVENT_READ)
        self.running = True
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self) -> None:
        while self.running:
            for key, _ in self.selector.select(timeout=0.2):
                if isinstance(key.fileobj, socket.socket) and key.fileobj.recv(65536):
                    self.heard.add(key.fd)
                else:
                    self.selector.unregister(key.fileobj)

    def wait_heard(self, seconds: float) -> int:
        """How many streams have said something after at most SECONDS."""
        until = time.monotonic() + seconds
        while len(self.heard) < len(self.sockets) and time.monotonic() < until:
            time.sleep(0.05)
        return len(self.heard)

    def close(self) -> None:
        """Leave without a goodbye, as browsers do."""
        self.running = False
        self.thread.join()
        for one in self.sockets:
            one.close()


class Site:
    """Where the server is and what is sent with each request."""

    def __init__(self, url: str, headers: list[str]) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        self.headers = dict(line.split(": ", 1) for line in headers)

    def send(self, path: str) -> socket.socket:
        """A connection on which PATH was asked for; the answer is not read."""
        one = socket.create_connection((self.host, self.port), timeout=10)
        lines = [f"GET {path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        one.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return one

    def get(self, path: str, *, timeout: float = 10) -> tuple[int, bytes]:
        """One request on its own connection."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        connection.request("GET", path, headers=self.headers)
        answer = connection.getresponse()
        result = answer.status, answer.read()
        connection.close()
        return result


def drive(site: Site, path: str, clients: int, seconds: float) -> tuple[list[float], int]:
    """Ask PATH with CLIENTS kept connections for SECONDS; times in ms, and the number of faults."""
    times: list[float] = []
    faults: list[str] = []
    until = time.monotonic() + seconds

    def client() -> None:
        connection = http.client.HTTPConnection(site.host, site.port, timeout=10)
        while time.monotonic() < until:
            began = time.perf_counter()
            try:
                connection.request("GET", path, headers=site.headers)
                answer = connection.getresponse()
                answer.read()
                if answer.status >= 400:
                    faults.append(str(answer.status))
            except (OSError, http.client.HTTPException) as error:
                faults.append(type(error).__name__)
                connection.close()
            times.append((time.perf_counter() - began) * 1000)
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times), len(faults)


def memory(pid: int) -> float:
    """Resident memory of a process and its children in MiB, from /proc; 0 where there is none."""
    total = 0.0
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                total += int(line.split()[1]) / 1024
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                total += memory(int(child))
    except FileNotFoundError:
        return total
    return total


def start(name: str, site: Site, options: argparse.Namespace) -> subprocess.Popen[bytes]:
    """Start the server NAME on bench/tiny.py and wait until it answers."""
    values = {"host": site.host, "port": site.port, **vars(options)}
    words = STARTS[name].format(**values).split()
    words[0] = str(Path(sys.executable).parent / words[0])
    process = subprocess.Popen(
        words,
        cwd=Path(__file__).parent,
        env={**os.environ, "PYTHONPATH": "."},
        start_new_session=True,
    )
    for _ in range(100):
        try:
            site.get(options.fast)
            return process
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{name} did not answer")


def line(site: Site, options: argparse.Namespace, count: int, pid: int | None) -> str:
    """Measure with COUNT parked streams and OPTIONS.idle silent kept connections."""
    idle = [socket.create_connection((site.host, site.port)) for _ in range(options.idle)]
    streams = Streams(site, options.stream, count)
    heard = streams.wait_heard(10)
    times, faults = drive(site, options.fast, options.clients, options.seconds)
    size = f"{memory(pid):.0f} MiB" if pid else "-"
    streams.close()
    for one in idle:
        one.close()
    share = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99)]
    return (
        f"streams {count} (heard {heard}), idle {options.idle}, clients {options.clients}: "
        f"{len(times) / options.seconds:.0f}/s "
        f"p50 {share[0]:.1f} p95 {share[1]:.1f} p99 {share[2]:.1f} "
        f"max {times[-1]:.0f} ms, faults {faults}, memory {size}"
    )


def freed(site: Site, path: str) -> str:
    """How long the tiny application still holds streams after their clients left."""
    began = time.monotonic()
    while time.monotonic() - began < 10:
        if all(site.get(path)[1] == b"0" for _ in range(20)):
            return f"all streams let go after {time.monotonic() - began:.1f} s"
        time.sleep(0.2)
    return "streams still held 10 s after their clients left"


def arguments() -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url")
    parser.add_argument("--start", choices=STARTS)
    parser.add_argument("--fast", default="/fast")
    parser.add_argument("--stream", default="/stream")
    parser.add_argument("--header", action="append", default=[])
    parser.add_argument("--streams", default="0,200")
    for name, value in (
        ("clients", 8),
        ("idle", 0),
        ("workers", 2),
        ("threads", 256),
        ("backpressure", 4096),
    ):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--seconds", type=float, default=5)
    return parser.parse_args()


def main() -> None:
    """Measure as the command line says."""
    options = arguments()
    site = Site(options.url, options.header)
    process = start(options.start, site, options) if options.start else None
    try:
        for count in map(int, options.streams.split(",")):
            print(line(site, options, count, process.pid if process else None), flush=True)
        if process:
            print(freed(site, "/open"))
    finally:
        if process:
            os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                print("did not end by itself within 10 s")


if __name__ == "__main__":
    main()
