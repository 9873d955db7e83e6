"""A browser that signs in with a provider, for the tests of that."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.test import Client

from kartei.platform.access.tests.cast import Cast
from kartei.platform.federation.models import Provider
from kartei.platform.federation.tests import provider as fakes
from kartei.platform.federation.tests.provider import Fake
from kartei.platform.records import commands, write
from kartei.web.api.tests.test_tokens import send

NAME = "federation.provider"


def join(cast: Cast, fake: Fake, **more: Any) -> UUID:
    """The provider, in use here."""
    values = {
        "name": "Office", "issuer": fake.address, "client_id": fakes.CLIENT, "active": True,
        "home": str(cast.units["sales"]),
    }  # fmt: skip
    key = write.create(cast.admin, NAME, {**values, **more})
    commands.run(cast.admin, NAME, key, "set_secret", {"secret": fakes.SECRET})
    return key


def row(key: UUID) -> Provider:
    """The provider's row as it is now."""
    found: Provider = Provider.objects.unguarded("the tests look at all").get(pk=key)
    return found


def begin(browser: Client, key: UUID, fake: Fake, onward: str = "/o/sales.deal") -> dict[str, str]:
    """To the provider's page; what it was asked. The fake then speaks of this sign-on."""
    status, found = send(browser, "post", "/signon", {"provider": str(key), "next": onward})
    assert status == 200, found
    assert found["address"].startswith(f"{fake.address}/authorize?")
    asked = {n: v[0] for n, v in parse_qs(urlsplit(found["address"]).query).items()}
    fake.nonce = asked["nonce"]
    return asked


def back(browser: Client, key: UUID, **answer: str) -> str:
    """Back from the provider's page; where the browser is sent."""
    got = browser.get(f"/api/v1/signon/{key}/callback", answer)
    assert got.status_code == 302, got.content
    return got.headers["Location"]


def through(browser: Client, key: UUID, fake: Fake, **more: str) -> str:
    """There and back."""
    asked = begin(browser, key, fake)
    return back(browser, key, state=asked["state"], code="good", **more)


def who(browser: Client) -> str | None:
    """Whom the API takes a browser for."""
    user = send(browser, "get", "/session")[1]["user"]
    return user and str(user["login"])


def why(browser: Client) -> str | None:
    """What the door tells."""
    fault = send(browser, "get", "/signon")[1]["fault"]
    return fault and str(fault["code"])
