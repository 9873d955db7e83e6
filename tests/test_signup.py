"""Registering oneself: who may, what proves the address, and who lets a newcomer in."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from kartei.platform.access.models import Notice, Role, User
from kartei.platform.access.tests.cast import Cast, make_cast
from kartei.platform.flow.models import Job
from kartei.platform.mail.models import Letter
from kartei.platform.meta.versions import bump_access
from kartei.platform.signin import riddles, signup
from kartei.platform.signin.jobs import REGISTER
from kartei.web.api.tests.test_rights import ask
from tests.test_signin import call, set_up, sign_in
from tests.test_signin_steps import letter_words, solved

pytestmark = pytest.mark.django_db
AT = "/api/v1/signup"
NEW = {"name": "Nina Neu", "password": "a long new one", "language": "de"}
READS = {"*": {"read": "organisation"}, "catalog.product": {"append_to": "organisation"}}


@pytest.fixture
def cast(monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast, a role for newcomers, and no limits of other tests."""
    cache.clear()
    monkeypatch.setattr(riddles, "NUMBERS", 50)
    found = make_cast()
    role = Role.objects.get(pk=found.roles["dmitri"])
    made = Role.objects.create(
        name="Reader", level=1, grants=READS, created_at=role.created_at, changed_at=role.changed_at
    )
    found.roles["reader"] = made.pk
    bump_access()
    return found


def open_to(cast: Cast, **rule: Any) -> tuple[int, Any]:
    """Let people of okna.example register."""
    whole = {
        "open": True, "domains": ["okna.example"], "role": str(cast.roles["reader"]),
        "unit": str(cast.units["sales"]), "release": True, **rule,
    }  # fmt: skip
    return ask(cast, "admin", "patch", "/firm", {"signup": whole})


def register(email: str, *, solve: bool = True) -> tuple[int, Any]:
    """Ask with the riddle solved."""
    client, body = Client(), {"email": email}
    status, found = call(client, "post", AT, body)
    if not solve or "captcha" not in found:
        return status, found
    return call(client, "post", AT, body, HTTP_X_CAPTCHA=solved(found["captcha"]))


def deliver() -> None:
    """Do what waits in the queue."""
    for row in Job.objects.filter(kind=REGISTER):
        signup.answer_by_letter(row.args["email"], row.args["language"])
    Job.objects.filter(kind=REGISTER).delete()


def joined(email: str = "nina@okna.example") -> tuple[int, Any]:
    """Go through a link."""
    return call(Client(), "post", f"{AT}/confirm", {**NEW, "key": signup.key_of(email)})


def test_nobody_registers_until_the_firm_lets_people(cast: Cast) -> None:
    """S0-144: off by default, also for who holds a link; the page is told whether it is on."""
    assert call(Client(), "get", "/api/v1/session")[1]["signup"] is False
    assert register("nina@okna.example")[1]["code"] == "signup.closed"
    assert joined()[1]["code"] == "signup.closed"
    assert open_to(cast)[0] == 200
    assert call(Client(), "get", "/api/v1/session")[1]["signup"] is True
    assert call(Client(), "get", "/api/v1/session")[1]["setup"] is False


def test_from_the_question_to_the_first_sign_in(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """S0-144: the letter's link, a name and a password, release by a click, a letter, inside."""
    settings.BASE_ADDRESS = "https://crm.okna.example"
    open_to(cast)
    wishes = letter_words(monkeypatch)
    assert register("Nina@Okna.example") == (200, {"sent": True})
    deliver()
    key = wishes[0].text.partition("https://crm.okna.example/registration/")[2].split()[0]
    key = key.replace("%3A", ":")
    kept = Letter.objects.unguarded("a test reads what is kept").values()
    assert key not in str(list(kept))
    assert call(Client(), "post", f"{AT}/link", {"key": key}) == (
        200, {"email": "nina@okna.example"},
    )  # fmt: skip
    assert call(Client(), "post", f"{AT}/confirm", {**NEW, "key": key}) == (201, {"waits": True})
    nina = User.objects.get(login="nina@okna.example")
    assert (nina.active, nina.roles, nina.language) == (False, [str(cast.roles["reader"])], "de")
    assert sign_in(Client(), nina.login, NEW["password"])[0] == 400

    (notice,) = ask(cast, "admin", "get", "/notices")[1]["items"]
    assert (notice["kind"], notice["title"], notice["by"]["title"]) == (
        "applied",
        *["Nina Neu"] * 2,
    )
    path = f"/records/access.user/{nina.pk}"
    assert ask(cast, "admin", "post", f"{path}/enable", {})[1]["code"] == "records.not_now"
    assert ask(cast, "bob", "post", f"{path}/release", {})[0] == 403
    assert ask(cast, "admin", "post", f"{path}/release", {})[0] == 200
    assert ask(cast, "admin", "post", f"{path}/release", {})[1]["code"] == "records.not_now"
    assert ask(cast, "admin", "get", "/notices")[1]["items"] == []
    assert wishes[-1].subject == "Okna: Ihr Zugang ist offen"
    assert sign_in(Client(), nina.login, NEW["password"])[0] == 200
    assert joined()[1]["code"] == "signin.link"


def test_who_is_refused_stays_away(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S0-144: a letter says so, the account goes to the bin, the next question brings nothing."""
    open_to(cast)
    joined()
    nina = User.objects.get(login="nina@okna.example")
    wishes = letter_words(monkeypatch)
    path = f"/records/access.user/{nina.pk}/refuse"
    assert ask(cast, "admin", "post", path, {})[0] == 200
    assert [wish.to for wish in wishes] == ["nina@okna.example"]
    nina.refresh_from_db()
    assert (nina.deleted, nina.active, nina.applied_at) == (True, False, None)
    assert not Notice.objects.filter(seen_at=None).exists()
    assert register("nina@okna.example") == (200, {"sent": True})
    deliver()
    assert len(wishes) == 1
    assert joined()[1]["code"] == "signin.link"


def test_without_release_the_link_opens_the_door(cast: Cast) -> None:
    """S0-144: for mail domains that the firm trusts."""
    assert open_to(cast, release=False)[0] == 200
    assert joined() == (201, {"waits": False})
    assert sign_in(Client(), "nina@okna.example", NEW["password"])[0] == 200
    assert not Notice.objects.exists()


def test_the_same_answer_for_known_and_unknown(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """S5: who has an account gets another letter, nobody else learns of it."""
    open_to(cast)
    set_up(cast, "alice")
    wishes = letter_words(monkeypatch)
    assert register("alice@okna.example") == register("nina@okna.example") == (200, {"sent": True})
    assert not wishes
    deliver()
    told = {wish.to: (wish.confidential, "/registration/" in wish.text) for wish in wishes}
    assert told == {"alice@okna.example": (False, False), "nina@okna.example": (True, True)}


@pytest.mark.parametrize(
    ("email", "code"),
    [
        ("\u0430lice@okna.example", "access.login_mixed"),
        ("nina@okna.example.evil.example", "signup.domain"),
        ("nina@evil-okna.example", "signup.domain"),
        ("nina@sub.okna.example", "signup.domain"),
        ("no address", "signin.email"),
        (f"{'n' * 60}@{'long.' * 10}okna.example", "signin.email"),
    ],
)
def test_addresses_that_nobody_registers(cast: Cast, email: str, code: str) -> None:
    """S5: letters of two alphabets, other domains, no addresses at all."""
    open_to(cast)
    status, found = register(email)
    assert (status, found["errors"][0]["code"], found["errors"][0]["field"]) == (422, code, "email")
    assert not Job.objects.filter(kind=REGISTER).exists()


def test_a_riddle_is_put_to_everybody(cast: Cast) -> None:
    """S0-148: each solution is good for one address, once."""
    open_to(cast)
    client = Client()
    status, found = call(client, "post", AT, {"email": "nina@okna.example"})
    assert (status, found["code"]) == (400, "session.captcha")
    header = solved(found["captcha"])

    def once(email: str) -> int:
        return call(client, "post", AT, {"email": email}, HTTP_X_CAPTCHA=header)[0]

    found = [once(f"{name}@okna.example") for name in ("other", "nina", "nina")]
    assert found == [400, 200, 400]
    assert Job.objects.filter(kind=REGISTER).count() == 1


@pytest.mark.parametrize("key", ["", "x", "bent", "old"])
def test_links_that_prove_nothing(cast: Cast, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """S5: made up, bent, of another purpose, or a day old."""
    open_to(cast)
    good = signup.key_of("nina@okna.example")
    if key == "old":
        monkeypatch.setattr(signup, "LASTS", -1)
    key = {"bent": good[:-1] + ("A" if good[-1] != "A" else "B"), "old": good}.get(key, key)
    status, found = call(Client(), "post", f"{AT}/confirm", {**NEW, "key": key})
    assert (status, found["code"]) in [(400, "signin.link"), (400, "http.invalid")]
    assert not User.objects.filter(login="nina@okna.example").exists()


@pytest.mark.parametrize("cause", ["administrator", "writes", "above", "everyone", "unit", "open"])
def test_a_newcomer_gets_next_to_nothing(cast: Cast, cause: str) -> None:
    """S3: a role that writes, or stands not below those that do, is refused; also when it becomes
    so after the rule was made.
    """
    assert open_to(cast)[0] == 200
    role = Role.objects.filter(pk=cast.roles["reader"])
    rule: dict[str, Any] = {}
    if cause == "administrator":
        role.update(administrator=True)
    elif cause == "writes":
        role.update(grants={"people.person": {"write": "own"}})
    elif cause == "above":
        role.update(level=10)
    elif cause == "everyone":
        Role.objects.filter(pk=cast.roles["dmitri"]).update(everyone=True, level=1, grants={})
    elif cause == "unit":
        rule = {"unit": str(cast.roles["reader"])}
    else:
        rule = {"domains": [], "release": False}
    status, found = open_to(cast, **rule)
    assert (status, found["errors"][0]["field"]) == (422, "signup")
    if not rule:
        assert joined()[1]["code"] == "signup.closed"
        assert register("nina@okna.example")[1]["code"] == "signup.closed"


def test_the_rule_is_the_administrators(cast: Cast) -> None:
    """S3: nobody else reads or changes it; the journal tells of it."""
    assert ask(cast, "head", "patch", "/firm", {"signup": {"open": True}})[0] in (400, 403)
    assert open_to(cast, domains=["Not A Domain"])[0] == 422
    assert open_to(cast)[1]["signup"]["domains"] == ["okna.example"]
