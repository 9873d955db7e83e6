"""SPF, DKIM and DMARC of a sender's domain, asked of a name server of the test's own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kartei.platform.access.tests.cast import Cast
from kartei.platform.mail import domain
from kartei.platform.mail.models import Account
from kartei.platform.mail.tests.names import serving
from kartei.platform.meta.errors import Refusal

KEY = "v=DKIM1; k=rsa; p=" + "A" * 400
GOOD = {
    "firm.example": ["other=1", "v=spf1 include:_spf.mail.example ~all"],
    "k1._domainkey.firm.example": [KEY],
    "_dmarc.firm.example": ["v=DMARC1; p=quarantine"],
}


def account(**more: Any) -> Account:
    return Account(
        **{"address": "a@firm.example", "host": "smtp.firm.example", "dkim": "k1", **more}
    )


def states(texts: dict[str, list[str]], **more: Any) -> dict[str, str]:
    with serving(texts) as names:
        return {one.kind: one.state for one in domain.look(account(**more), names)}


def test_a_domain_with_all_three_is_fine() -> None:
    with serving(GOOD) as names:
        found = domain.look(account(), names)
    assert {one.state for one in found} == {"fine"}
    assert found[1].found == KEY
    assert [one.name for one in found] == list(GOOD)


def test_what_is_missing_is_told_with_what_to_publish() -> None:
    with serving({"firm.example": ["other=1"]}) as names:
        found = {one.kind: one for one in domain.look(account(), names)}
    assert {one.state for one in found.values()} == {"missing"}
    assert found["SPF"].publish == "v=spf1 a:smtp.firm.example ~all"
    assert found["DKIM"].name == "k1._domainkey.firm.example"
    assert found["DMARC"].publish == "v=DMARC1; p=none"


@pytest.mark.parametrize(
    ("name", "texts", "kind"),
    [
        ("firm.example", ["v=spf1 -all", "v=spf1 ~all"], "SPF"),
        ("firm.example", ["v=spf1 +all"], "SPF"),
        ("firm.example", ["v=spf1 mx all"], "SPF"),
        ("k1._domainkey.firm.example", ["v=DKIM1; p="], "DKIM"),
        ("_dmarc.firm.example", ["v=DMARC1; rua=mailto:a@firm.example"], "DMARC"),
    ],
)
def test_records_that_do_harm_are_wrong(name: str, texts: list[str], kind: str) -> None:
    found = states({**GOOD, name: texts})
    assert [one for one, state in found.items() if state == "wrong"] == [kind]


def test_the_policy_of_the_domain_above_counts() -> None:
    higher = {**GOOD, "mail.firm.example": ["v=spf1 mx -all"]}
    assert states(higher, address="a@mail.firm.example")["DMARC"] == "fine"
    assert states(GOOD, dkim="")["DKIM"] == "unknown"


@pytest.mark.parametrize(
    ("host", "publish"),
    [("192.0.2.7", "ip4:192.0.2.7"), ("2001:db8::7", "ip6:2001:db8::7"), ("127.0.0.1", "mx")],
)
def test_a_server_is_named_as_spf_names_it(host: str, publish: str) -> None:
    assert domain.mechanism(host) == publish


def test_a_silent_name_server_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(domain, "PATIENCE", 0.2)
    with serving({}, silent=True) as names:
        found = domain.look(account(), names)
    assert {one.state for one in found} == {"unknown"}
    assert "does not answer" in found[0].text


def test_what_is_missing_is_kept_for_the_security_page(
    cast: Cast, account: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S1-41: who sends sees whether receivers can tell his letters from forged ones."""
    rows = Account.objects.unguarded("a test looks").filter(pk=account)
    for texts, gaps in (({}, "SPF, DMARC"), ({"xn--80atjc.example": ["v=spf1 mx ~all"]}, "DMARC")):
        with serving(texts) as names, monkeypatch.context() as patch:
            patch.setattr("dns.resolver.Resolver", lambda names=names: names)
            told = domain.told(cast.admin, account)
        assert told["domain"] == "xn--80atjc.example"
        assert rows.get().gaps == gaps
    with pytest.raises(Refusal) as caught:
        domain.told(cast.bob, account)
    assert caught.value.status in (403, 404)
