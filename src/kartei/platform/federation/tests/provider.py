"""A provider on a port of this machine that says, and lies, what a test wants."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import orjson
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "kartei-here", "between us"


def pair() -> Any:
    """A pair of keys."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def usual_pair() -> Any:
    """The pair of most tests; making one is slow."""
    return pair()


@dataclass
class Fake:
    """What the provider does. claims: of whoever signs in, over the usual ones (None leaves one
    out); hold: an answer waits for this. asked: paths in turn; forms: what was posted.
    """

    address: str
    key: Any = field(default_factory=usual_pair)
    kid: str = "first"
    said: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)
    token: str | None = None
    nonce: str = ""
    hold: threading.Event | None = None
    asked: list[str] = field(default_factory=list)
    forms: list[dict[str, str]] = field(default_factory=list)

    def description(self) -> dict[str, Any]:
        """The discovery document."""
        usual = {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
        }
        return {**usual, **self.said}

    def keys(self) -> dict[str, Any]:
        """The public key."""
        public = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": self.kid, "use": "sig"}]}

    def word(self, **claims: Any) -> dict[str, Any]:
        """The claims of an ID token."""
        now = int(time.time())
        usual = {
            "iss": self.address, "aud": CLIENT, "sub": "77", "iat": now, "exp": now + 300,
            "nonce": self.nonce, "preferred_username": "nina", "name": "Nina Neu",
        }  # fmt: skip
        found = {**usual, **self.claims, **claims}
        return {name: value for name, value in found.items() if value is not None}

    def signed(self, **claims: Any) -> str:
        """An ID token."""
        return jwt.encode(self.word(**claims), self.key, "RS256", headers={"kid": self.kid})


class Handler(BaseHTTPRequestHandler):
    """Answers as the fake says."""

    fake: Fake

    def do_GET(self) -> None:
        """Description, keys, and more about somebody."""
        path = urlsplit(self.path).path
        answers: dict[str, Callable[[], Any]] = {
            "/.well-known/openid-configuration": self.fake.description,
            "/keys": self.fake.keys,
            "/userinfo": lambda: {"sub": "77", **self.fake.more},
        }
        self.tell(path, answers[path]())

    def do_POST(self) -> None:
        """A token for any code but "wrong"."""
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(text).items()}
        self.fake.forms.append(form)
        if form.get("code") == "wrong":
            self.tell("/token", {"error": "invalid_grant"}, 400)
            return
        token = self.fake.token or self.fake.signed()
        self.tell("/token", {"access_token": "a", "token_type": "Bearer", "id_token": token})

    def tell(self, path: str, answer: Any, status: int = 200) -> None:
        """One answer, when it may."""
        self.fake.asked.append(path)
        if self.fake.hold is not None:
            self.fake.hold.wait(60)
        data = orjson.dumps(answer)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *words: Any) -> None:
        """Nothing."""


@contextmanager
def running() -> Iterator[Fake]:
    """A provider that is there."""
    handler = type("Of", (Handler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        fake = Fake(f"http://127.0.0.1:{server.server_port}")
        handler.fake = fake  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield fake
        finally:
            if fake.hold is not None:
                fake.hold.set()
            server.shutdown()
            thread.join()
