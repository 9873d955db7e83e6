"""Many invoices as one file."""

from __future__ import annotations

import io
import threading
import zipfile
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.db import transaction

from kartei.modules.billing.contract import INVOICE
from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.billing.tests.test_invoices import BILL, issued, seen
from kartei.modules.documents.contract import PRINT, pdf, print_many, wanted
from kartei.modules.offers.tests.shop import Shop, make_shop, text_of
from kartei.platform.access.actor import Actor
from kartei.platform.flow import jobs, queue
from kartei.platform.flow.models import Job
from kartei.platform.flow.worker import perform
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import blobs, write
from kartei.platform.records.bulk import bulk
from kartei.platform.records.models import StoredFile

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop(settings: Any, tmp_path: Any) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path / "files")
    shop = make_shop()
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], REQUISITES["ru"])
    address = [{"kind": "main", "value": "Тула, ул. Мира, д. 1"}]
    write.change(shop.cast.alice, "people.company", shop.company, {"addresses": address})
    return shop


def ordered(actor: Actor, body: dict[str, Any]) -> Job:
    """The job of a request."""
    keys, form = wanted(INVOICE, actor, body)
    args = {"object": BILL, "ids": [str(key) for key in keys], "form": form}
    with transaction.atomic():
        return jobs.enqueue(actor, PRINT, args, title="print", total=len(keys))


def done(row: Job) -> Job:
    claimed = queue.claim("me")
    assert claimed is not None
    perform(claimed, "me", threading.Event())
    row.refresh_from_db()
    return row


def content(row: Job) -> bytes:
    assert row.result is not None
    return blobs.read(StoredFile.objects.get(pk=row.result["url"].split("/")[-1]).sha256)


def number(actor: Actor, key: UUID) -> str:
    return str(seen(actor, BILL, key)["number"])


def test_many_invoices_are_one_file_in_the_order_of_the_list(shop: Shop) -> None:
    """S1-47: as they were kept when issued, one after the other; refused ones named with reason."""
    alice = shop.cast.alice
    first, second, gone = issued(shop), issued(shop), write.create(alice, BILL, {})
    kept = text_of(pdf(INVOICE, alice, first).data)
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], {"legal_name": "Other"})
    write.bin_many(alice, BILL, [gone])
    row = done(ordered(alice, {"ids": [str(second), str(gone), str(first)]}))
    assert row.state == Job.DONE, row.error
    assert row.result is not None
    assert (row.result["papers"], row.result["failed_count"]) == (2, 1)
    assert row.result["failed"][0]["id"] == str(gone)
    assert row.result["failed"][0]["detail"]
    data = content(row)
    assert len(pypdfium2.PdfDocument(data)) == 2
    text = text_of(data)
    assert text.index(number(alice, second)) < text.index(number(alice, first))
    assert kept in text
    assert "Other" not in text


def test_a_list_is_printed_by_its_filter_and_order(shop: Shop) -> None:
    """S1-47: what the list shows, in its order, as single files in an archive."""
    alice = shop.cast.alice
    keys = [issued(shop) for _ in range(3)]
    body = {"filter": ["status", "=", "issued"], "sort": "-number", "form": "zip"}
    row = done(ordered(alice, body))
    names = zipfile.ZipFile(io.BytesIO(content(row))).namelist()
    assert names == [pdf(INVOICE, alice, key).name for key in reversed(keys)]


def test_printing_many_can_be_stopped(shop: Shop) -> None:
    """S1-47: a cancelled job leaves no file."""
    keys = [issued(shop), issued(shop)]
    before = StoredFile.objects.count()

    def stop(place: int, _all: int) -> None:
        if place == 1:
            raise jobs.Cancelled

    target = io.BytesIO()
    with pytest.raises(jobs.Cancelled):
        print_many(INVOICE, shop.cast.alice, keys, "pdf", target, stop)
    assert not target.getvalue()
    assert StoredFile.objects.count() == before


def test_who_may_not_print_orders_nothing(shop: Shop) -> None:
    """Without the right to print there is no job; others' invoices are refused one by one."""
    key = issued(shop)
    with pytest.raises(Refusal) as caught:
        wanted(
            INVOICE, shop.cast.grant("bob", {"*": {"read": "organisation"}}), {"ids": [str(key)]}
        )
    assert caught.value.status == 403
    row = done(ordered(shop.cast.dmitri, {"ids": [str(key)]}))
    assert row.state == Job.FAILED
    assert number(shop.cast.alice, key) not in row.error


@pytest.mark.parametrize(
    "body", [{}, {"form": "docx", "ids": []}, {"ids": "x"}, {"other": 1}, {"filter": 5}]
)
def test_a_wrong_wish_is_refused(shop: Shop, body: dict[str, Any]) -> None:
    if body == {}:
        assert wanted(INVOICE, shop.cast.alice, body) == ([], "pdf")
        return
    with pytest.raises(Refusal) as caught:
        wanted(INVOICE, shop.cast.alice, body)
    assert caught.value.status in (400, 422)


def test_more_than_fit_a_file_are_refused(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kartei.modules.documents.papers.batch.MOST", 1)
    keys = [str(issued(shop)), str(issued(shop))]
    for body in ({"ids": keys}, {"filter": None}):
        with pytest.raises(Refusal) as caught:
            wanted(INVOICE, shop.cast.alice, body)
        assert caught.value.code == "papers.too_many"


def test_many_are_issued_at_once_with_numbers_in_order(shop: Shop) -> None:
    """S1-47: who fails is named and takes no number; the others are issued, in the order asked."""
    alice = shop.cast.alice
    offer = str(shop.offer())
    good = [write.create(alice, BILL, {"offer": offer}) for _ in range(3)]
    empty = write.create(alice, BILL, {"company": str(shop.company)})
    ids = [str(key) for key in (good[1], empty, good[0], good[2])]
    told = bulk(alice, BILL, {"ids": ids, "command": "issue"})
    assert (told["done"], [one["id"] for one in told["failed"]]) == (3, [str(empty)])
    numbers = [number(alice, good[place])[-4:] for place in (1, 0, 2)]
    assert numbers == ["0001", "0002", "0003"]
    assert seen(alice, BILL, empty)["number"] is None
