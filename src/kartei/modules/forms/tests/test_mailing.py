"""Documents by a template in the background: by mail, and templates whose field has gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.forms.contract import Wish, order, proposal
from kartei.modules.forms.tests.test_engine import docx
from kartei.modules.forms.tests.test_making import TEMPLATE, template
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop
from kartei.platform.access import vault
from kartei.platform.flow.jobs import handler_of
from kartei.platform.flow.models import Job
from kartei.platform.kit.vault import Vault
from kartei.platform.mail.models import Letter
from kartei.platform.mail.tests import sink as sinks
from kartei.platform.mail.tests.conftest import make_account
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import RuntimeField
from kartei.platform.meta.world import current_world
from kartei.platform.records import write
from kartei.platform.records.models import StoredFile
from kartei.platform.records.tests.scene import drop_runtime_tables, own_field

LETTER, COMPANY = "mail.letter", "people.company"


@pytest.fixture
def shop(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    made = Vault(tmp_path / "keys")
    monkeypatch.setattr(vault, "vault", lambda: made)
    return make_shop()


@pytest.fixture
def account(shop: Shop) -> Iterator[UUID]:
    with sinks.running() as sink:
        yield make_account(shop.cast, sink, address="office@firm.example")


def ran(shop: Shop, key: UUID) -> dict[str, Any]:
    """The result of a job, done as who ordered it."""
    job = Job.objects.get(pk=key)
    handler = handler_of(job.kind)
    assert handler is not None
    shop.cast.admin.world = current_world()
    progress: Any = lambda done, of: None  # noqa: E731
    return handler(shop.cast.admin, job.args, progress) or {}


def wish(shop: Shop, **more: Any) -> Wish:
    """A letter with what is proposed."""
    key = shop.offer(language="en")
    letter = template(shop, docx("{{ offer.number }}"))
    found = proposal(shop.cast.admin, OFFER, key, letter)
    given = {"to": (found["to"][0]["address"],), "subject": found["subject"], "text": found["text"]}
    return Wish(object=OFFER, record=key, template=letter, **{**given, **more})


@pytest.mark.django_db
def test_a_document_goes_out_by_mail_once(shop: Shop, account: UUID) -> None:
    """S0-161: proposed from the client, made and queued by a job; a second attempt sends nothing,
    and neither does a second order that does not say so.
    """
    wanted = wish(shop)
    assert "Letter" in wanted.subject
    job = order(shop.cast.admin, wanted)
    assert not Letter.objects.unguarded("a test looks").exists()
    result = ran(shop, job)
    assert result["url"].startswith("/api/v1/files/")
    ran(shop, job)
    letter = Letter.objects.unguarded("a test looks").get()
    assert (letter.recipient, letter.about_id) == (wanted.to[0], wanted.record)
    attached = StoredFile.objects.get(object=LETTER, record=letter.pk)
    assert attached.name == result["name"]

    with pytest.raises(Refusal) as caught:
        order(shop.cast.admin, wanted)
    assert (caught.value.status, caught.value.code) == (409, "papers.sent_before")


@pytest.mark.django_db
def test_a_letter_that_cannot_go_is_refused_before_anything_is_made(shop: Shop) -> None:
    wanted = wish(shop)
    with pytest.raises(Refusal) as caught:
        order(shop.cast.admin, wanted)
    assert caught.value.code == "mail.no_account"
    bad = Wish(object=OFFER, record=wanted.record, template=wanted.template, to=("nobody",))
    with pytest.raises(Refusal) as caught:
        order(shop.cast.admin, bad)
    assert {fault.field for fault in caught.value.faults} == {"to", "subject", "text"}
    assert not Job.objects.filter(kind="forms.make").exists()


@pytest.mark.django_db(transaction=True)
def test_a_template_names_the_place_of_a_field_that_has_gone(shop: Shop) -> None:
    """S0-010: out of use, the field is named with its paragraph; back again, all is well."""
    field = own_field(shop.cast.admin, COMPANY, "text", "Site")
    shop.cast.admin.world = current_world()
    letter = template(shop, docx("Hello", f"At {{{{ company.{field} }}}}"))
    row = RuntimeField.objects.get()

    def state(*, back: bool) -> dict[str, Any]:
        write.bin_many(shop.cast.admin, "meta.field", [row.pk], back=back)
        ran(shop, Job.objects.filter(kind="forms.check").latest("created_at").pk)
        return write.one(shop.cast.admin, TEMPLATE, letter)

    try:
        assert write.one(shop.cast.admin, TEMPLATE, letter)["state"] == "ready"
        gone = state(back=False)
        assert gone["state"] == "faulty"
        assert "paragraph 2" in gone["faults"]
        assert field in gone["faults"]
        assert state(back=True)["state"] == "ready"
    finally:
        drop_runtime_tables()
