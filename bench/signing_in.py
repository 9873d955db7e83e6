"""Times signing in, in the installation that the environment names.

    KARTEI_DATA=… python -m bench.signing_in LOGIN PASSWORD [COUNT]

Asks for sign-ins within this process, without network, and compares the median with that of the
password's hash alone: the aim is at most twice its cost. The sessions are ended afterwards.
"""

import statistics
import sys
import time
from collections.abc import Callable


def median(count: int, act: Callable[[], None]) -> float:
    """Seconds that an act takes, the middle one of some; the first is left out."""
    found = []
    for _ in range(count + 1):
        before = time.perf_counter()
        act()
        found.append(time.perf_counter() - before)
    return statistics.median(found[1:])


def measure(login: str, password: str, count: int) -> None:
    """Hash and sign-in, one figure a line: ``name: number``."""
    import orjson
    from django.contrib.auth.hashers import check_password, make_password
    from django.test import Client

    encoded = make_password(password)
    body = orjson.dumps({"username": login, "password": password})
    path = "/api/v1/auth/browser/v1/auth/login"

    def sign_in() -> None:
        client = Client(headers={"User-Agent": "bench"}, SERVER_NAME="127.0.0.1")
        got = client.post(path, body, content_type="application/json")
        if got.status_code != 200:
            raise RuntimeError(f"answered {got.status_code}")
        client.delete("/api/v1/session")

    hashing = median(count, lambda: check_password(password, encoded) or None)
    signing = median(count, sign_in)
    print(f"password hash, ms: {hashing * 1000:.1f}")
    print(f"sign in, ms: {signing * 1000:.1f}")
    print(f"sign in ÷ password hash: {signing / hashing:.2f}")


def main() -> None:
    """Set Django up and measure."""
    from kartei.web.loading import set_up

    set_up()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else 50
    measure(sys.argv[1], sys.argv[2], count)


if __name__ == "__main__":
    main()
