"""One Kartei signs people in at another: two installations, each with its own processes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import orjson
import pytest

from tests.live import PASSWORD, Answer, House, house

ADMIN = "admin"


class Browser:
    """Somebody at one of the houses, with his cookies."""

    def __init__(self, at: House) -> None:
        self.at, self.cookies, self.csrf = at, dict[str, str](), ""

    def go(self, verb: str, path: str, body: Any = None) -> Answer:
        """One call; what is set is kept."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": self.csrf, "Origin": self.at.url,
            **({} if body is None else {"Content-Type": "application/json"}),
        }  # fmt: skip
        answer = self.at.raw(verb, path, None if body is None else orjson.dumps(body), headers)
        for line in answer.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        return answer

    def who(self) -> str | None:
        """Whom the house takes him for."""
        said = self.go("GET", "/api/v1/session").data
        self.csrf = said["csrf"]
        return said["user"] and str(said["user"]["login"])

    def enter(self, login: str) -> None:
        """Sign in with a password."""
        self.who()
        found = self.go("POST", "/api/v1/session", {"login": login, "password": PASSWORD})
        assert found.status == 200, found.data
        assert self.who() == login


def made(at: House, name: str, values: Mapping[str, Any]) -> str:
    """A record that an administrator makes."""
    found = at.ask("POST", f"/records/{name}", values, login=ADMIN)
    assert found.status == 201, found.data
    return str(found.data["id"])


def some(at: House, name: str) -> str:
    """Any record of an object."""
    return str(at.ask("GET", f"/records/{name}?limit=1", login=ADMIN).data["items"][0]["id"])


@pytest.fixture(scope="module")
def other_house(tmp_path_factory: pytest.TempPathFactory, _model: House) -> Iterator[House]:
    """The firm whose people are kept elsewhere."""
    with house(tmp_path_factory.mktemp("other"), _model) as found:
        yield found


def stand(at: House, path: str) -> str:
    """The version of a record, as a change has to name it."""
    return f'"{at.ask("GET", path, login=ADMIN).data["version"]}"'


def join(here: House, there: House) -> tuple[str, str, str]:
    """Have people of one house come into the other: (provider here, program there, its secret)."""
    # its keys are made when they are first asked for, which takes a slow machine its time
    assert there.ask("GET", "/oidc/jwks", login="").status == 200
    values = {
        "name": "Mother house", "issuer": there.url, "client_id": "later", "admits": "all",
        "home": some(here, "access.unit"), "scopes": "openid profile email groups",
    }  # fmt: skip
    provider = made(here, "federation.provider", values)
    back = f"{here.url}/api/v1/signon/{provider}/callback"
    program = made(there, "federation.program", {"name": "Branch", "redirects": back})
    boss = Browser(there)
    boss.enter(ADMIN)
    secret = boss.go("POST", f"/api/v1/oidc/programs/{program}/secret", {}).data["secret"]
    card = f"/records/federation.provider/{provider}"
    change = {"client_id": program, "active": True}
    done = here.ask("PATCH", card, change, login=ADMIN, If_Match=stand(here, card))
    assert done.status == 200, done.data
    assert here.ask("POST", f"{card}/set_secret", {"secret": secret}, login=ADMIN).status == 200
    return provider, program, secret


def test_people_of_one_house_come_into_the_other(demo_house: House, other_house: House) -> None:
    """S4-081: from the button to being inside over HTTP; used up, and out when disabled here."""
    provider, _program, _secret = join(other_house, demo_house)
    unit = some(demo_house, "access.unit")
    otto = made(demo_house, "access.user", {"login": "otto", "name": "Otto Neu", "unit": unit})
    path = f"/records/access.user/{otto}/set_password"
    assert demo_house.ask("POST", path, {"password": PASSWORD}, login=ADMIN).status == 200
    here, there = Browser(other_house), Browser(demo_house)
    assert here.who() is None
    begun = here.go("POST", "/api/v1/signon", {"provider": provider, "next": "/account"}).data
    page = urlsplit(begun["address"])
    assert f"{page.scheme}://{page.netloc}{page.path}" == f"{demo_house.url}/authorize"
    wish = {name: values[0] for name, values in parse_qs(page.query).items()}

    there.enter("otto")
    question = there.go("POST", "/api/v1/oidc/question", wish).data
    assert (question["program"], question["trusted"]) == ("Branch", False)
    decided = there.go("POST", "/api/v1/oidc/decision", {**wish, "allow": True}).data
    back = decided["address"].removeprefix(other_house.url)
    assert here.go("GET", back).headers["Location"] == "/account"

    assert here.who() == "otto"
    thief = Browser(other_house)
    assert thief.go("GET", back).headers["Location"] == "/"
    assert thief.who() is None
    made_here = other_house.ask("GET", "/records/access.user?search=Otto", login=ADMIN).data
    path = f"/records/access.user/{made_here['items'][0]['id']}/disable"
    assert other_house.ask("POST", path, {}, login=ADMIN).status == 200
    assert here.who() is None


def test_a_program_fetches_a_token_until_it_is_put_away(demo_house: House) -> None:
    """S4-081: client credentials; every process of the server knows at once that it ended."""
    unit, role = some(demo_house, "access.unit"), some(demo_house, "access.role")
    robot = {"login": "robot", "name": "Robot", "unit": unit, "program": True, "roles": [role]}
    account = made(demo_house, "access.user", robot)
    values = {"name": "Robot", "account": account, "scopes": "*:read"}
    program = made(demo_house, "federation.program", values)
    boss = Browser(demo_house)
    boss.enter(ADMIN)
    secret = boss.go("POST", f"/api/v1/oidc/programs/{program}/secret", {}).data["secret"]
    form = {
        "grant_type": "client_credentials", "client_id": program, "client_secret": secret,
    }  # fmt: skip
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    given = demo_house.raw("POST", "/api/v1/oidc/token", urlencode(form).encode(), kind)
    assert given.status == 200, given.data
    token = f"Bearer {given.data['access_token']}"
    for _n in range(4):
        assert demo_house.ask("GET", "/meta", login="", Authorization=token).status == 200

    path = f"/records/federation.program/{program}"
    assert demo_house.ask("DELETE", path, login=ADMIN, If_Match=stand(demo_house, path)).status in (
        200,
        204,
    )
    for _n in range(4):
        assert demo_house.ask("GET", "/meta", login="", Authorization=token).status == 401
