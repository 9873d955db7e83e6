"""What another process ends is over in the server's processes too: tokens and streams (S4)."""

from __future__ import annotations

import http.client
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from urllib.parse import urlsplit

from tests.live import PASSWORD, House

LOGIN = "accountant"


@contextmanager
def opened(house: House, token: str) -> Iterator[http.client.HTTPResponse]:
    """An open stream, past its first words."""
    connection = http.client.HTTPConnection(urlsplit(house.url).netloc, timeout=60)
    with closing(connection):
        connection.request("GET", "/api/v1/stream", headers={"Authorization": f"Bearer {token}"})
        with connection.getresponse() as stream:
            assert stream.status == 200
            assert stream.readline().startswith(b"retry:")
            yield stream


def test_a_new_password_from_the_command_line_ends_everything(demo_house: House) -> None:
    """Four streams and tokens, so that most likely each of the server's processes has some."""
    tokens = [demo_house.run("token", LOGIN).splitlines()[-1] for _n in range(4)]
    with ExitStack() as stack:
        streams = [stack.enter_context(opened(demo_house, token)) for token in tokens]

        demo_house.run("password", LOGIN, "--password", PASSWORD)
        demo_house.tokens.pop(LOGIN, None)

        for stream in streams:
            assert b"event: end" in stream.read()
    for token in tokens:
        answer = demo_house.ask("GET", "/meta", login="", Authorization=f"Bearer {token}")
        assert answer.status == 401
