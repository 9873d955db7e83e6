"""Papers: versions, pictures, languages, the mail that carries them."""

from __future__ import annotations

import email
import email.policy
import io
from email.message import EmailMessage
from typing import Any
from uuid import UUID

import pytest
from PIL import Image

from kartei.modules.offers.tests.papers import document, mail, pdf, picture
from kartei.modules.offers.tests.shop import OFFER, Shop, make_shop, pages_of, printed, text_of
from kartei.platform.access.actor import Actor
from kartei.platform.access.models import User
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files, write
from kartei.platform.records.models import StoredFile, Timeline

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(settings: Any, tmp_path: Any) -> Shop:
    settings.MEDIA_ROOT = str(tmp_path)
    return make_shop()


def names(shop: Shop, key: UUID) -> list[str]:
    return [f["name"] for f in files.files_of(shop.cast.alice, OFFER, key)]


def number(shop: Shop, key: UUID) -> str:
    return str(write.one(shop.cast.alice, OFFER, key)["number"])


def test_every_issued_paper_is_a_version_kept_with_the_offer(shop: Shop) -> None:
    """S0-010: versions are kept; the same content makes no new one."""
    key = shop.offer()
    mine = number(shop, key)
    first = pdf(shop.cast.alice, key)
    assert first.name == f"{mine} v1.pdf"
    assert pdf(shop.cast.alice, key) == first
    write.change(shop.cast.alice, OFFER, key, {"subject": "Other"})
    second = pdf(shop.cast.alice, key)
    assert second.name == f"{mine} v2.pdf"
    assert "Other" in text_of(second.data)
    assert names(shop, key) == [second.name, first.name]


def test_a_paper_is_told_on_the_timelines_of_deal_and_client(shop: Shop) -> None:
    key = shop.offer()
    pdf(shop.cast.alice, key)
    file = StoredFile.objects.get(record=key)
    rows = Timeline.objects.filter(home=key).order_by("-id").values_list("object", "record")[:4]
    assert set(rows) == {
        (OFFER, key), ("sales.deal", shop.deal), ("people.person", shop.person),
        ("people.company", shop.company),
    }  # fmt: skip
    assert (file.object, file.type) == (OFFER, "application/pdf")


def test_a_draft_is_not_kept(shop: Shop) -> None:
    key = shop.offer()
    found = pdf(shop.cast.alice, key, draft=True)
    assert found.name == f"{number(shop, key)}.pdf"
    assert names(shop, key) == []


def test_a_deleted_version_is_issued_anew_under_the_next_number(shop: Shop) -> None:
    key = shop.offer()
    pdf(shop.cast.alice, key)
    files.delete(shop.cast.alice, StoredFile.objects.get(record=key).pk)
    assert pdf(shop.cast.alice, key).name.endswith(" v2.pdf")


def test_an_offer_in_the_bin_is_not_printed(shop: Shop) -> None:
    key = shop.offer()
    write.bin_many(shop.cast.alice, OFFER, [key])
    with pytest.raises(Refusal) as caught:
        pdf(shop.cast.alice, key)
    assert caught.value.status == 409


def upload(actor: Actor, size: tuple[int, int], colour: str) -> str:
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    return str(files.upload(actor, [out.getvalue()], "window.jpg").pk)


def test_thirty_lines_with_pictures_break_pages(shop: Shop) -> None:
    """A PDF of 30 lines with pictures: every line and the total stand on its pages."""
    admin = shop.cast.admin
    colours = ("red", "green", "blue")
    products = [
        write.create(
            admin, "catalog.product",
            {"name": f"Window {n}", "price": f"{n + 1}000.55", "vat": "22",
             "description": "Tilt and turn, triple glazing\nOutside anthracite",
             "picture": upload(admin, (300 + n, 400), colour)},
        )
        for n, colour in enumerate(colours)
    ]  # fmt: skip
    lines = [{"product": str(products[n % 3]), "quantity": str(n + 1)} for n in range(30)]
    key = shop.offer(lines=lines)
    saved = write.one(shop.cast.alice, OFFER, key)
    assert all(line["picture"]["thumb"] for line in saved["lines"])
    assert all(line.picture for line in document(shop.cast.alice, key).lines)
    data = pdf(shop.cast.alice, key).data
    text = text_of(data)
    assert pages_of(data) > 2
    assert text.count("Tilt and turn") == 30
    assert printed(saved["total"], "ru") in text
    assert all(printed(line["amount"], "ru") in text for line in saved["lines"])


def test_a_picture_uploaded_for_a_line_belongs_to_the_offer(shop: Shop) -> None:
    alice = shop.cast.alice
    line = {"name": "A", "price": "1", "picture": upload(alice, (50, 50), "red")}
    key = shop.offer(lines=[line])
    assert StoredFile.objects.get(record=key).object == OFFER
    head = shop.cast.head
    assert document(head, key).lines[0].picture is not None


def test_a_file_that_is_no_picture_is_not_drawn(shop: Shop) -> None:
    alice = shop.cast.alice
    text = str(files.upload(alice, [b"just words"], "notes.txt").pk)
    key = shop.offer(lines=[{"name": "A", "price": "1", "picture": text}])
    assert pdf(alice, key, draft=True).data.startswith(b"%PDF")


def test_somebody_elses_upload_cannot_be_put_into_a_line(shop: Shop) -> None:
    foreign = upload(shop.cast.dmitri, (50, 50), "red")
    with pytest.raises(Refusal) as caught:
        shop.offer(lines=[{"name": "A", "price": "1", "picture": foreign}])
    assert [f.code for f in caught.value.faults] == ["link.absent"]


LETTERS = [
    ("ru", "ru", "Коммерческое предложение", "Уважаемый Пётр Ильич!", "3 шт."),
    ("de", "de", "Angebot", "Sehr geehrter Herr Ёлкин,", "3 Stk."),
    ("general", "en", "Quotation", "Dear Mr Ёлкин,", "3 pcs"),
]


@pytest.mark.parametrize(("country", "language", "title", "greeting", "pieces"), LETTERS)
def test_the_paper_speaks_the_language_of_the_offer(
    shop: Shop, country: str, language: str, title: str, greeting: str, pieces: str
) -> None:
    """S3-17: an offer in Russian, German and English, whoever prints it."""
    write.change(shop.cast.admin, "documents.firm", shop.firms[country], {"legal_name": "Legal Co"})
    key = shop.offer(firm=str(shop.firms[country]))
    text = text_of(pdf(shop.cast.alice, key, draft=True).data)
    for part in (title, greeting, number(shop, key), "Legal Co", "Romashka", pieces):
        assert part in text, part
    assert document(shop.cast.alice, key).language == language


def test_requisites_bear_the_names_of_their_country(shop: Shop) -> None:
    write.change(
        shop.cast.admin, "documents.firm", shop.firms["ru"],
        {"tax_id": "7707083893", "reg_number": "1027700132195", "signatory": "Зотов П. А.",
         "signatory_title": "Генеральный директор"},
    )  # fmt: skip
    write.change(
        shop.cast.admin, "documents.firm", shop.firms["de"],
        {"vat_id": "DE136695976", "bank_account": "DE89370400440532013000",
         "reg_number": "HRB 123 Dresden"},
    )  # fmt: skip
    russian = document(shop.cast.alice, shop.offer()).firm
    assert russian.tax == ("ИНН 7707083893", "ОГРН 1027700132195")
    assert russian.legal == ("Окна Заречья", "Генеральный директор Зотов П. А.")
    german = document(shop.cast.alice, shop.offer(firm=str(shop.firms["de"]))).firm
    assert german.tax == ("USt-IdNr. DE136695976",)
    assert german.bank == ("IBAN DE89 3704 0044 0532 0130 00",)
    assert german.legal == ("Fensterbau Brandt", "HRB 123 Dresden")


def test_an_unknown_layout_is_a_refusal(shop: Shop) -> None:
    with pytest.raises(Refusal) as caught:
        pdf(shop.cast.alice, shop.offer(), layout="nonsense")
    assert (caught.value.status, caught.value.code) == (422, "paper.layout")


def test_the_screen_gets_a_page_as_picture(shop: Shop) -> None:
    key = shop.offer()
    assert picture(shop.cast.alice, key).data.startswith(b"\x89PNG")
    with pytest.raises(Refusal) as caught:
        picture(shop.cast.alice, key, page=99)
    assert caught.value.code == "paper.no_page"


def read_mail(data: bytes) -> EmailMessage:
    return email.message_from_bytes(data, policy=email.policy.default)


def test_the_mail_carries_the_paper_to_the_client(shop: Shop) -> None:
    User.objects.filter(pk=shop.cast.ids["alice"]).update(email="alice@firm.example")
    key = shop.offer(subject="Окна для дома")
    found = mail(shop.cast.alice, key)
    message = read_mail(found.data)
    assert found.name == f"{number(shop, key)}.eml"
    assert str(message["To"]) == "Ёлкин Пётр Ильич <petr@romashka.example>"
    assert str(message["From"]) == "Alice <alice@firm.example>"
    assert number(shop, key) in str(message["Subject"])
    assert "Окна для дома" in str(message["Subject"])
    body = message.get_body(("plain",))
    assert body is not None
    assert body.get_content().startswith("Уважаемый Пётр Ильич!")
    (paper,) = message.iter_attachments()
    assert paper.get_filename() == f"{number(shop, key)} v1.pdf"
    assert paper.get_content() == pdf(shop.cast.alice, key).data
    assert names(shop, key) == [f"{number(shop, key)} v1.pdf"]


def test_the_firm_words_the_mail_with_an_offer(shop: Shop) -> None:
    """A template of the firm takes the place of the ready words."""
    values = {
        "name": "Ours", "purpose": "offer", "subject_ru": "КП {{ number }}",
        "body_ru": "{{ salutation }}\n\nВот **оно**: {{ subject }}",
    }  # fmt: skip
    write.create(shop.cast.admin, "mail.template", values)
    key = shop.offer(subject="Окна [для] дома")
    message = read_mail(mail(shop.cast.alice, key).data)
    assert str(message["Subject"]) == f"КП {number(shop, key)}"
    body = message.get_body(("plain",))
    assert body is not None
    assert "Вот оно: Окна [для] дома" in body.get_content()


def test_a_client_without_address_leaves_the_receiver_open(shop: Shop) -> None:
    key = shop.offer(deal=None)
    message = read_mail(mail(shop.cast.alice, key).data)
    assert not message["To"]
    assert "info@firm.example" in str(message["From"])


def test_without_any_sender_there_is_no_mail(shop: Shop) -> None:
    write.change(shop.cast.admin, "documents.firm", shop.firms["ru"], {"email": None})
    key = shop.offer()
    with pytest.raises(Refusal) as caught:
        mail(shop.cast.alice, key)
    assert caught.value.code == "papers.no_sender"
    assert names(shop, key) == []


def test_the_same_offer_gives_the_same_bytes(shop: Shop) -> None:
    key = shop.offer()
    first = pdf(shop.cast.alice, key, draft=True).data
    assert first == pdf(shop.cast.alice, key, draft=True).data
