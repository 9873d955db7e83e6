"""Templates as records, and documents made by them under the rights of who asks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from kartei.modules.billing.tests.billing_shop import REQUISITES
from kartei.modules.forms.checks import look
from kartei.modules.forms.contract import insert_list, make, makes_pdf, offered, sample
from kartei.modules.forms.making.places import known
from kartei.modules.forms.setup import setup
from kartei.modules.forms.tests.test_engine import docx, words
from kartei.modules.offers.tests.shop import MONEY, OFFER, Shop, make_shop, text_of
from kartei.platform.access.actor import Actor
from kartei.platform.access.tests.cast import ORGANISATION
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import files, query, write
from kartei.platform.records.ask import Ask
from kartei.platform.records.models import Journal

pytestmark = pytest.mark.django_db
TEMPLATE, DOCUMENT = "forms.template", "forms.document"


@pytest.fixture
def shop() -> Shop:
    """The firm of the offers' tests with requisites; alice may read templates and kinds."""
    shop = make_shop()
    for country, values in REQUISITES.items():
        write.change(shop.cast.admin, "documents.firm", shop.firms[country], values)
    return shop


def template(shop: Shop, data: bytes, name: str = "Letter", **values: Any) -> UUID:
    """A template of the administrator's for offers."""
    admin = shop.cast.admin
    file = files.upload(admin, [data], "letter.docx")
    given = {"name": name, "object": OFFER, "language": "en", "file": str(file.pk), **values}
    return write.create(admin, TEMPLATE, given)


def reader(shop: Shop, **more: Any) -> Actor:
    """Alice with the templates, which stand in everybody's reach."""
    shared = {name: {"read": "organisation"} for name in (TEMPLATE, "forms.kind")}
    own = {"*": ORGANISATION, **shared}
    return shop.cast.grant("alice", own, more)


def made(shop: Shop, key: UUID, template_key: UUID, actor: Actor | None = None) -> list[str]:
    """The words of the document of an offer."""
    who = actor or shop.cast.admin
    found = make(who, OFFER, key, template_key, pdf=False, keep=False)
    return words(found.data)


def test_an_offer_goes_into_the_firms_own_word_file(shop: Shop) -> None:
    """S0-010: client, own firm, lines in a table, sums in words and a condition."""
    data = docx(
        "{{ offer.number }} for {{ client.full_name }} by {{ firm.legal_name }}",
        "{% if offer.total %}{{ offer.total_words }}{% endif %}",
        rows=("{%tr for line in lines %}", "{{ line.place }} {{ line.name }}", "{%tr endfor %}"),
    )
    key = shop.offer(language="en")
    number = write.one(shop.cast.admin, OFFER, key)["number"]

    found = made(shop, key, template(shop, data))

    assert found[0] == f"{number} for Romashka by ООО «Окна Заречья»"
    assert "roubles" in found[1]
    assert found[-2:] == ["1 Window 1470 × 1420", "2 Fitting"]


def test_the_own_firm_names_the_account_for_the_currency_of_the_record(shop: Shop) -> None:
    """A Word document tells the same account as the printed one."""
    account = {"name": "Second", "firm": str(shop.firms["ru"]), "currency": "RUB",
               "bank_account": "40702810438250123018", "bank_code": "044525225"}  # fmt: skip
    write.create(shop.cast.admin, "documents.account", account)
    letter = template(shop, docx("{{ firm.bank_account }}"))
    assert made(shop, shop.offer(), letter) == ["40702810438250123018"]


def test_a_faulty_template_is_kept_and_not_offered(shop: Shop) -> None:
    """The place is named; corrected, the template is offered."""
    key = shop.offer()
    bad = template(shop, docx("Hello {{ client.nmae }}"))

    row = write.one(shop.cast.admin, TEMPLATE, bad)

    assert row["state"] == "faulty"
    assert "paragraph 1" in row["faults"]
    assert "“client.name”" in row["faults"]
    assert offered(shop.cast.admin, OFFER, key) == []
    with pytest.raises(Refusal) as caught:
        make(shop.cast.admin, OFFER, key, bad, pdf=False, keep=True)
    assert caught.value.code == "forms.not_offered"

    file = files.upload(shop.cast.admin, [docx("Hello {{ client.name }}")], "better.docx")
    write.change(shop.cast.admin, TEMPLATE, bad, {"file": str(file.pk)})

    assert write.one(shop.cast.admin, TEMPLATE, bad)["faults"] is None
    assert [one.pk for one in offered(shop.cast.admin, OFFER, key)] == [bad]


def test_a_dangerous_file_is_refused(shop: Shop) -> None:
    with pytest.raises(Refusal) as caught:
        template(shop, b"MZ this is no document")

    assert [fault.code for fault in caught.value.faults] == ["forms.no_docx"]


def test_what_a_role_does_not_read_comes_out_empty_and_is_named(shop: Shop) -> None:
    """The profit that the template's author sees is nothing for others, in paper and list alike."""
    inside = {**MONEY[OFFER]}
    admin = shop.cast.admin
    key = shop.offer(admin)
    letter = template(shop, docx("[{{ offer.profit }}|{{ offer.subject }}]"))
    actor = reader(shop)

    found = make(actor, OFFER, key, letter, pdf=False, keep=False)

    assert words(found.data) == ["[|]"]
    assert found.closed == ("offer.profit",)
    assert found.empty == ("Offer: Subject",)
    assert "profit" not in known(actor, OFFER)["offer"]
    assert (
        "profit"
        in known(shop.cast.grant("bob", {"*": ORGANISATION}, {OFFER: inside}), OFFER)["offer"]
    )


def test_a_client_that_one_may_not_see_is_empty(shop: Shop) -> None:
    """Dmitri reads the offer, not its client."""
    key = shop.offer()
    letter = template(shop, docx("[{{ client.name }}{{ company.name }}]"))
    shared = {name: {"read": "organisation"} for name in (TEMPLATE, "documents.firm")}
    actor = shop.cast.grant("dmitri", {OFFER: ORGANISATION, **shared})

    assert made(shop, key, letter, actor) == ["[]"]


def test_who_may_not_print_makes_nothing(shop: Shop) -> None:
    key = shop.offer()
    letter = template(shop, docx("x"))
    actor = shop.cast.grant("dmitri", {"*": {"read": "organisation"}})

    with pytest.raises(Refusal) as caught:
        make(actor, OFFER, key, letter, pdf=False, keep=True)

    assert caught.value.status == 403


def test_the_same_content_is_kept_once_and_told_on_the_timelines(shop: Shop) -> None:
    """S4-098: versions among the files of the record; another content makes the next one."""
    admin = shop.cast.admin
    key = shop.offer()
    letter = template(shop, docx("{{ offer.subject }}"))

    first = make(admin, OFFER, key, letter, pdf=False, keep=True)
    again = make(admin, OFFER, key, letter, pdf=False, keep=True)
    write.change(admin, OFFER, key, {"subject": "Other windows"})
    next_one = make(admin, OFFER, key, letter, pdf=False, keep=True)

    assert again.file == first.file != next_one.file
    assert first.name.endswith(" v1.docx")
    assert next_one.name.endswith(" v2.docx")
    assert len(files.files_of(admin, OFFER, key)) == 2
    assert Journal.objects.filter(record=key, verb="file").count() == 2


def test_the_sample_is_a_good_template_of_every_object(shop: Shop) -> None:
    """Whatever the insert list offers passes the check and fills in."""
    admin = shop.cast.admin
    key = shop.offer()
    for name in (OFFER, "billing.order", "billing.invoice", DOCUMENT, "people.company"):
        whole = template(shop, sample(admin, name), object=name)
        assert write.one(admin, TEMPLATE, whole)["faults"] is None
        assert insert_list(admin, name)[0]["places"]
    mine = template(shop, sample(admin, OFFER))

    found = made(shop, key, mine)

    assert "Romashka" in found
    assert not [text for text in found if "{" in text]


@pytest.fixture
def ready(shop: Shop, request: pytest.FixtureRequest) -> tuple[Shop, dict[str, UUID]]:
    """The kinds and templates that an installation in this language begins with."""
    setup(shop.cast.admin, request.param, "ru")
    rows = write_list(shop.cast.admin, "forms.kind")
    return shop, {row["name"]: UUID(row["id"]) for row in rows}


def write_list(actor: Actor, name: str) -> list[dict[str, Any]]:
    """All records of a small object."""
    found: list[dict[str, Any]] = query.page(actor, name, Ask(fields=("*",)))["items"]
    return found


GOLDEN = {
    "ru": (
        "Договор", "Доверенность",
        "ООО «Окна Заречья», именуемое в дальнейшем «Исполнитель», в лице генерального директора "
        "Зотова П. А., действующего(-ей) на основании Устава",
        "Цена договора составляет 1 001,00\u00a0₽ (Одна тысяча один рубль 00 копеек).",
        "Договор действует с 1 марта 2026\u202fг. по 31 марта 2027\u202fг. включительно.",
    ),
    "de": (
        "Vertrag", "Vollmacht", "vertreten durch Зотов П. А. (Генеральный директор)",
        "(in Worten:", "Der Vertrag beginnt am 1. März 2026 und endet am 31. März 2027",
    ),
    "en": (
        "Contract", "Power of attorney", "represented by Зотов П. А. (Генеральный директор)",
        "One thousand and one roubles", "begins on March 1, 2026 and ends on March 31, 2027",
    ),
}  # fmt: skip


@pytest.mark.parametrize("ready", ["ru", "de", "en"], indirect=True)
def test_contract_and_power_of_attorney(
    ready: tuple[Shop, dict[str, UUID]], request: pytest.FixtureRequest
) -> None:
    """S3-16, S0-161: the ready templates say who, what, how much and until when."""
    shop, kinds = ready
    admin = shop.cast.admin
    language = request.node.callspec.params["ready"]
    contract, attorney, *golden = GOLDEN[language]
    write.change(
        admin, "documents.firm", shop.firms["ru"], {"signatory_title": "Генеральный директор"}
    )
    values = {
        "deal": str(shop.deal), "subject": "Windows", "amount": "1001.00",
        "valid_from": "2026-03-01", "valid_until": "2027-03-31",
        "representative": "Орлов Константин Львович", "representative_papers": "4500 000000",
    }  # fmt: skip
    for name in (contract, attorney):
        key = write.create(admin, DOCUMENT, {**values, "kind": str(kinds[name])})
        rows = offered(admin, DOCUMENT, key)
        assert [row.name for row in rows] == [name]
        found = make(admin, DOCUMENT, key, rows[0].pk, pdf=False, keep=False)
        text = "\n".join(words(found.data)).replace("\u00a0", " ").replace("\u202f", " ")
        wanted = golden if name == contract else ["Орлов Константин Львович", "4500 000000"]
        for piece in (*wanted, write.one(admin, DOCUMENT, key)["number"], "Romashka", "Windows"):
            assert piece.replace("\u00a0", " ").replace("\u202f", " ") in text
        assert found.closed == ()


@pytest.mark.parametrize("ready", ["ru"], indirect=True)
def test_a_document_takes_over_and_proposes(ready: tuple[Shop, dict[str, UUID]]) -> None:
    """Client of the deal, signatory of the own firm, the genitive until somebody puts it right."""
    shop, kinds = ready
    admin = shop.cast.admin
    given = {"kind": str(kinds["Договор" if "Договор" in kinds else "Contract"])}

    key = write.create(admin, DOCUMENT, {**given, "deal": str(shop.deal)})
    row = write.one(admin, DOCUMENT, key)

    assert row["company"]["title"] == "Romashka"
    assert row["signatory"] == "Зотов П. А."
    assert row["signatory_genitive"] == "Зотова П. А."
    assert row["basis"] == "Устава"
    write.change(admin, DOCUMENT, key, {"signatory_genitive": "директора П. А. Зотова"})
    write.change(admin, DOCUMENT, key, {"subject": "Other"})
    assert write.one(admin, DOCUMENT, key)["signatory_genitive"] == "директора П. А. Зотова"
    second = write.create(admin, DOCUMENT, given)
    assert write.one(admin, DOCUMENT, second)["number"][-4:] == "0002"
    signer = {"firm": str(shop.firms["ru"]), "name": "Орлова Анна Петровна", "papers": ["contract"]}
    power = {"title": "Начальник отдела", "basis": "доверенности № 3"}
    write.create(admin, "documents.signatory", {**signer, **power})
    made = write.create(admin, DOCUMENT, given)
    third = write.one(admin, DOCUMENT, made)
    assert third["signatory_genitive"] == "начальника отдела Орловой Анны Петровны"
    assert third["basis"] == "доверенности № 3"
    write.change(admin, DOCUMENT, made, {"signed_by": None})
    cleared = write.one(admin, DOCUMENT, made)
    assert (cleared["signatory"], cleared["basis"]) == ("Зотов П. А.", "Устава")
    with pytest.raises(Refusal) as caught:
        write.change(
            admin, DOCUMENT, key, {"valid_from": "2026-02-02", "valid_until": "2026-02-01"}
        )
    assert [fault.code for fault in caught.value.faults] == ["forms.until"]


@pytest.mark.parametrize("ready", ["ru"], indirect=True)
def test_a_task_reminds_of_the_end(ready: tuple[Shop, dict[str, UUID]]) -> None:
    """Thirty days before a signed contract ends; another last day moves the same task."""
    shop, kinds = ready
    admin = shop.cast.admin
    end = admin.ctx.today + timedelta(days=400)
    values = {"kind": str(kinds["Договор"]), "valid_until": str(end)}

    key = write.create(admin, DOCUMENT, values)
    assert tasks_about(admin, key) == []
    write.change(admin, DOCUMENT, key, {"status": "signed"})
    (task,) = tasks_about(admin, key)
    write.change(admin, DOCUMENT, key, {"valid_until": str(end + timedelta(days=10))})
    (moved,) = tasks_about(admin, key)

    zone = admin.world.zone
    assert moved["id"] == task["id"]
    for found, days in ((task, 30), (moved, 20)):
        at = found["due_at"].astimezone(zone)
        assert at.date() == end - timedelta(days=days)
        assert found["remind_at"] == found["due_at"]


def tasks_about(actor: Actor, key: UUID) -> list[dict[str, Any]]:
    """The tasks about a document."""
    rows = write_list(actor, "tasks.task")
    return [row for row in rows if row["about"] and row["about"]["id"] == str(key)]


@pytest.mark.parametrize("ready", ["ru"], indirect=True)
@pytest.mark.skipif(not makes_pdf(), reason="needs LibreOffice (apt install libreoffice-writer)")
def test_pdf_by_libreoffice(ready: tuple[Shop, dict[str, UUID]]) -> None:
    """The text of the PDF can be selected, Cyrillic included; it is kept beside the Word file."""
    shop, kinds = ready
    admin = shop.cast.admin
    values = {"kind": str(kinds["Договор"]), "deal": str(shop.deal), "subject": "Окна"}
    key = write.create(admin, DOCUMENT, values)
    row = offered(admin, DOCUMENT, key)[0]

    found = make(admin, DOCUMENT, key, row.pk, pdf=True, keep=True)
    again = make(admin, DOCUMENT, key, row.pk, pdf=True, keep=True)

    assert "именуемое в дальнейшем «Исполнитель»" in text_of(found.data)
    assert again.file == found.file
    assert sorted(one["name"][-4:] for one in files.files_of(admin, DOCUMENT, key)) == [
        ".pdf", "docx",
    ]  # fmt: skip


def test_without_libreoffice_the_cure_is_told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Word file is kept all the same."""
    monkeypatch.setenv("PATH", "")
    assert "apt-get install libreoffice-writer-nogui" in look(None)[0].msg
    key = shop.offer()
    letter = template(shop, docx("x"))

    with pytest.raises(Refusal) as caught:
        make(shop.cast.admin, OFFER, key, letter, pdf=True, keep=True)

    assert caught.value.code == "forms.no_pdf"
    assert len(files.files_of(shop.cast.admin, OFFER, key)) == 1
    again = make(shop.cast.admin, OFFER, key, letter, pdf=False, keep=True)
    assert words(again.data) == ["x"]
    assert again.name.endswith(" v1.docx")
