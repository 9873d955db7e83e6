"""A program that is joined, for the tests of that."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import jwt
import orjson
from django.test import Client

from kartei.platform.access.rules import disable, end_sessions
from kartei.platform.access.tests.cast import Cast
from kartei.platform.federation import issuer
from kartei.platform.federation.door import challenge_of
from kartei.platform.records import write
from kartei.web.api.tests.test_tokens import browser, send

NAME, BACK = "federation.program", "https://wiki.example/back"
VERIFIER = "v" * 50


class Joined:
    """A program with its secret."""

    def __init__(self, cast: Cast, **values: Any) -> None:
        self.key = write.create(cast.admin, NAME, {"name": "Wiki", "redirects": BACK, **values})
        self.admin = browser(cast, "admin")
        self.secret = ""
        self.renew()

    def renew(self) -> None:
        """A new secret."""
        status, found = send(self.admin, "post", f"/oidc/programs/{self.key}/secret", {})
        assert (status, found["client_id"]) == (201, str(self.key))
        self.secret = found["secret"]

    def wish(self, **other: str) -> dict[str, str]:
        """What the program asks of people."""
        usual = {
            "client_id": str(self.key), "redirect_uri": BACK, "response_type": "code",
            "scope": "openid profile email groups", "state": "st", "nonce": "no",
            "code_challenge": challenge_of(VERIFIER), "code_challenge_method": "S256",
        }  # fmt: skip
        return {**usual, **other}

    def token(self, form: dict[str, str], *, basic: bool = False) -> tuple[int, dict[str, Any]]:
        """One call of the token endpoint, from a program that has no cookies."""
        said = {"client_id": str(self.key), "client_secret": self.secret}
        pair = base64.b64encode(":".join(said.values()).encode()).decode()
        headers = {"Authorization": f"Basic {pair}"} if basic else {}
        data = form if basic else {**said, **form}
        caller = Client(enforce_csrf_checks=True)
        got = caller.post("/api/v1/oidc/token", data, headers=headers)
        assert got.headers["Cache-Control"] == "no-store"
        return got.status_code, orjson.loads(got.content)

    def redeem(self, code: str, **form: str) -> tuple[int, dict[str, Any]]:
        """A code for a word about somebody."""
        usual = {"redirect_uri": BACK, "code_verifier": VERIFIER, "code": code}
        return self.token({"grant_type": "authorization_code", **usual, **form})

    def alone(self, **form: str) -> tuple[int, dict[str, Any]]:
        """A token for itself."""
        return self.token({"grant_type": "client_credentials", **form})


def decided(client: Client, wish: dict[str, str], *, allow: bool = True) -> dict[str, str]:
    """What the program is told after somebody decided."""
    status, found = send(client, "post", "/oidc/decision", {**wish, "allow": allow})
    assert status == 200, found
    assert found["address"].startswith(f"{BACK}?")
    return {name: values[0] for name, values in parse_qs(urlsplit(found["address"]).query).items()}


def about(token: str) -> tuple[int, dict[str, Any]]:
    """What the holder of a token is told."""
    got = Client().get("/api/v1/oidc/userinfo", headers={"Authorization": f"Bearer {token}"})
    return got.status_code, orjson.loads(got.content)


def opened(word: str, key: UUID) -> dict[str, Any]:
    """A word as a program checks it: by the keys that we tell."""
    told = jwt.PyJWKSet.from_dict(orjson.loads(Client().get("/api/v1/oidc/jwks").content))
    name = jwt.get_unverified_header(word)["kid"]
    found: dict[str, Any] = jwt.decode(
        word, told[name], ["RS256"], audience=str(key), issuer=issuer.issuer()
    )
    return found


def ends(cast: Cast, joined: Joined, what: str) -> None:
    """Something after which a program may not know any more."""
    alice = cast.ids["alice"]
    if what == "sessions":
        end_sessions(alice)
    elif what == "user":
        disable(cast.admin, None, [alice], {})
    elif what == "role":
        write.change(cast.admin, "access.user", alice, {"roles": [str(cast.roles["bob"])]})
    elif what == "secret":
        joined.renew()
    elif what == "program":
        write.change(cast.admin, NAME, joined.key, {"active": False})
    else:
        write.bin_many(cast.admin, NAME, [joined.key])
