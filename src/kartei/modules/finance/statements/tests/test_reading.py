"""Files of banks become statements, whatever was done to them on the way."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kartei.modules.finance.statements.data import Entry, Statement
from kartei.modules.finance.statements.reading import read
from kartei.modules.finance.statements.shape import shape_from
from kartei.modules.finance.statements.tests import samples
from kartei.modules.finance.statements.words import FOUND, REFUSED, fault_words, refused_words
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount


def only(data: bytes, form: str) -> Statement:
    reading = read(data)
    assert (reading.form, reading.faults) == (form, ())
    (found,) = reading.statements
    return found


def told(entry: Entry) -> tuple[str, int, str, str]:
    return (entry.day.isoformat(), entry.amount.minor, entry.party, entry.purpose)


def minor(amount: Amount | None) -> int | None:
    return amount.minor if amount else None


def refused(data: bytes) -> str:
    with pytest.raises(ValueFault) as caught:
        read(data)
    assert refused_words(caught.value)
    return caught.value.code


def test_a_russian_file_is_read_to_the_last_kopeck() -> None:
    found = only(samples.SBER, "1c")
    assert (found.account, found.currency, found.faults) == (samples.OURS, "RUB", ())
    assert (found.since, found.until) == (date(2026, 11, 1), date(2026, 11, 5))
    assert (found.opening and found.opening.minor, found.closing and found.closing.minor) == (
        100000, 170000,
    )  # fmt: skip
    first, second, third = found.entries
    purpose = "Оплата по счёту 12 от 01.11.2026, a=b. НДС не облагается"
    assert told(first) == ("2026-11-05", 50000, "ООО Вектор", purpose)
    assert (first.party_id, first.party_account, first.party_bank, first.number) == (
        "7707083893", samples.CLIENT, "044525225", "12",
    )  # fmt: skip
    assert (first.reference, first.place.line) == ("", 17)
    assert second.purpose == "Оплата по двум счетам"
    assert told(third)[:3] == ("2026-11-05", -5050, "ПАО Банк")


@pytest.mark.parametrize(
    "data", [samples.DOS, samples.WEB, samples.MIXED], ids=["dos", "web", "mixed"]
)
def test_code_pages_are_told_line_by_line(data: bytes) -> None:
    found = only(data, "1c")
    assert {entry.party for entry in found.entries} == {"ООО Вектор"}
    assert found.entries[0].amount.minor == 50000
    assert not found.faults


def test_a_transfer_between_own_accounts_stands_on_both() -> None:
    transfer = samples.document(5, "100.00", incoming=False, ПолучательСчет=samples.SECOND)
    text = samples.client_bank(transfer, "900.00").replace(
        f"РасчСчет={samples.OURS}\r\nСекция",
        f"РасчСчет={samples.OURS}\r\nРасчСчет={samples.SECOND}\r\nСекция",
        1,
    )
    first, second = read(text.encode("cp1251")).statements
    assert [first.entries[0].amount.minor, second.entries[0].amount.minor] == [-10000, 10000]
    assert (first.entries[0].party_account, second.entries[0].party_account) == (
        samples.SECOND, samples.OURS,
    )  # fmt: skip


@pytest.mark.parametrize("data", [samples.SPARKASSE_V2, samples.SPARKASSE_V8], ids=["v2", "v8"])
def test_both_versions_of_camt_say_the_same(data: bytes) -> None:
    found = only(data, "camt")
    assert (found.account, found.bank, found.currency) == (samples.IBAN, "BYLADEM1001", "EUR")
    assert not found.faults
    first, second = found.entries
    assert told(first) == (
        "2026-11-05",
        11900,
        "Müller GmbH",
        "Rechnung RE-2026-0012 vom 01.11.2026",
    )
    assert (first.value_day, first.party_account) == (date(2026, 11, 6), samples.OTHER_IBAN)
    assert told(second)[:3] == ("2026-11-05", -1900, "Stadtwerke")


def test_mt940_tells_what_camt_tells_and_keeps_the_keys() -> None:
    old, new = only(samples.MT940, "mt940"), only(samples.SPARKASSE_V8, "camt")
    assert (old.account, old.opening, old.closing) == (new.account, new.opening, new.closing)
    assert told(old.entries[0])[3] == told(new.entries[0])[3]
    assert old.entries[0].party == "Mueller GmbH"
    # the same booking, fetched in another format, is the same
    assert old.entries[0].key == new.entries[0].key
    assert old.faults == ()


def test_a_sum_of_several_payments_is_parted_where_the_parts_add_up() -> None:
    part = '<TxDtls><Refs><EndToEndId>{0}</EndToEndId></Refs><Amt Ccy="EUR">{1}</Amt></TxDtls>'
    both = part.format("A", "100.00") + part.format("B", "19.00")
    whole = samples.entry(8, "119.00", "CRDT", "x", "y").replace("<TxDtls>", both + "<TxDtls>", 1)
    cut = whole[: whole.index("<TxDtls><Refs><EndToEndId>y")] + "</NtryDtls></Ntry>"
    found = only(samples.camt(8, cut, "1119.00"), "camt")
    assert [(one.reference, one.amount.minor) for one in found.entries] == [
        ("A", 10000),
        ("B", 1900),
    ]
    odd = cut.replace(">19.00<", ">18.00<")
    assert [one.amount.minor for one in only(samples.camt(8, odd, "1119.00"), "camt").entries] == [
        11900
    ]


def test_tables_of_banks_are_known_by_their_titles() -> None:
    (n26,) = read(samples.N26).statements
    assert [told(one) for one in n26.entries] == [
        ("2026-11-05", 11900, "Müller GmbH", "RE-2026-0012"), ("2026-11-04", -450, "Kiosk", ""),
    ]  # fmt: skip
    (wise,) = read(samples.WISE).statements
    assert (wise.currency, minor(wise.opening), minor(wise.closing)) == ("USD", 0, 10770)
    assert not wise.faults
    (german,) = read(samples.GERMAN_CSV).statements
    assert (german.account, german.entries[0].amount.minor) == (samples.IBAN, 111900)


def test_a_table_of_two_columns_is_read_by_its_kept_shape() -> None:
    assert read(samples.TWO_COLUMNS, shape_from({"currency": "RUB"})).statements[0].entries
    kept = shape_from(
        {"columns": {"day": "Дата", "debit": ["Списание"], "credit": "Зачисление"},
         "decimal": ",", "account": samples.OURS, "currency": "RUB"}
    )  # fmt: skip
    reading = read(samples.TWO_COLUMNS, shape_from(kept.kept()))
    (found,) = reading.statements
    assert [one.amount.minor for one in found.entries] == [150000, -5050]
    # the total below is no booking, and is named
    assert [(one.code, one.place.line) for one in reading.faults] == [("statement.value", 4)]
    with pytest.raises(ValueFault):
        shape_from({"columns": {"colour": "x"}})


def test_a_zip_holds_several_and_names_the_one_that_is_broken() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", samples.SPARKASSE_V8)
        archive.writestr("b.xml", b"<html/>")
        archive.writestr("c.sta", samples.MT940)
    reading = read(packed.getvalue())
    assert [len(one.entries) for one in reading.statements] == [2, 2]
    assert [(one.code, one.place.file) for one in reading.faults] == [
        ("statement.foreign_xml", "b.xml")
    ]


def test_what_is_no_statement_is_refused_with_a_cure() -> None:
    assert refused(b"") == "file.empty"
    assert refused(b"%PDF-1.7 ...") == "statement.pdf"
    assert refused(b"<?xml version='1.0'?><Invoice/>") == "statement.foreign_xml"
    assert refused(b"name,phone\nAnna,+49 30 1\n") == "statement.columns"
    assert refused(samples.client_bank("", "").encode("cp1251")) == "statement.empty"
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><Document>&b;</Document>'
    assert refused(bomb) == "statement.doctype"
    assert refused(b"<a>" * 100 + b"</a>" * 100) == "statement.too_deep"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b"<" + b" " * 210 * 1024 * 1024)
    assert refused(packed.getvalue()) == "file.bomb"


def test_faults_name_the_place_and_keep_the_rest() -> None:
    text = samples.client_bank(
        samples.document(12, "5oo.00") + samples.document(13, "1.00"), "1500.00"
    )
    reading = read(text.encode("cp1251"))
    (found,) = reading.statements
    assert [one.amount.minor for one in found.entries] == [100]
    (value,) = reading.faults
    assert (value.code, value.place.line, value.params) == (
        "statement.value",
        17,
        {"name": "Сумма"},
    )
    assert [(one.code, one.params) for one in found.faults] == [
        ("statement.balance", {"missing": 49900})
    ]
    assert "499.00" in fault_words(found.faults[0], missing="499.00")


def test_equal_bookings_of_a_day_stay_two_and_a_repeated_file_gives_the_same_keys() -> None:
    twice = samples.client_bank(samples.document(12, "5.00") * 2, "1010.00").encode("cp1251")
    keys = [one.key for one in only(twice, "1c").entries]
    assert len(set(keys)) == 2
    assert [one.key for one in only(twice, "1c").entries] == keys
    assert only(samples.SBER, "1c").entries[0].key not in keys


ENDS = (
    (samples.SBER, "КонецДокумента".encode("cp1251")), (samples.SPARKASSE_V8, b"</Ntry>"),
    (samples.SPARKASSE_V2, b"</Ntry>"),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ENDS), st.floats(0.05, 1))
def test_of_a_cut_file_every_whole_booking_is_kept(case: tuple[bytes, bytes], share: float) -> None:
    data, mark = case
    cut = data[: round(len(data) * share)]
    whole = [one.key for statement in read(data).statements for one in statement.entries]
    try:
        reading = read(cut)
    except ValueFault:
        assert mark not in cut
        return
    kept = [one.key for statement in reading.statements for one in statement.entries]
    assert kept == whole[: len(kept)]
    assert len(kept) >= min(cut.count(mark), len(whole))
    if len(cut) < len(data.rstrip()):
        assert reading.faults


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(samples.ALL),
    st.lists(st.tuples(st.floats(0, 1), st.integers(0, 3), st.binary(max_size=6)), max_size=4),
)
def test_whatever_happens_to_a_file_it_is_read_or_refused(
    data: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    for share, drop, put in changes:
        at = round(len(data) * share)
        data = data[:at] + put + data[at + drop :]
    refusal: ValueFault | None = None
    try:
        reading = read(data)
    except ValueFault as caught:
        refusal = caught
    if refusal:
        assert refusal.code in REFUSED or refusal.code.startswith("file.")
        assert refused_words(refusal)
        return
    for statement in reading.statements:
        assert len({one.key for one in statement.entries}) == len(statement.entries)
        for fault in (*statement.faults, *reading.faults):
            assert fault.code in FOUND or fault.code in REFUSED
            assert fault_words(fault)
