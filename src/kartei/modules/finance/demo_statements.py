"""The demo firm's statements: one booked, one to be tried, one that breaks off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import override

from kartei.modules.finance.rules import booking
from kartei.modules.finance.rules.taking import STATEMENT, statement_in
from kartei.platform.kit.money import Amount, major
from kartei.platform.records import files, store

OURS = {"ru": "40702810138250123017", "de": "12030000/0000202051", "en": "12030000/0000202051"}
THEIRS = {
    "ru": "40702810900000000002",
    "de": "DE02500105170137075030",
    "en": "DE02500105170137075030",
}
WORDS = {
    "ru": ("Комиссия за ведение счёта", "ПАО Банк", "Оплата по счёту %s"),
    "de": ("Kontoführung", "Bank AG", "Rechnung %s"),
    "en": ("Account fee", "Bank plc", "Invoice %s"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One booking to be written; minor: negative when it goes out."""

    day: date
    minor: int
    party: str
    purpose: str


def fill(stage: Any, account: str, bills: list[dict[str, Any]], today: date) -> None:
    """Three statements of the bank account; bills: open invoices that may be paid in them."""
    fee, bank, paid = WORDS[stage.language]
    fees = [Row(today - timedelta(days=days), -49_000, bank, fee) for days in (40, 9, 3)]
    due = [
        Row(today - timedelta(days=days), bill["open"].minor, payer(stage, bill), paid % bill["number"])
        for days, bill in zip((8, 2, 1), bills, strict=False)
    ]  # fmt: skip
    currency = stage.actor("director").ctx.currency
    # what is wrong with a file is kept in the language of who brought it
    with override(stage.language):
        first = made(stage, account, fees[:1], currency, 39)
        book(stage, first)
        made(stage, account, [fees[1], *due[:1]], currency, 7, cut=True)
        made(stage, account, [fees[2], *due[1:]], currency, 0.2)


def payer(stage: Any, bill: dict[str, Any]) -> str:
    """The client's name as his bank writes it."""
    for name, key in (("people.company", bill["company"]), ("people.person", bill["person"])):
        if key is not None:
            actor = stage.actor("director")
            row = store.load(actor, actor.world.objects[name], [key])[key]
            return str(row.get("name") or row.get("last_name"))
    return ""


def made(
    stage: Any, account: str, rows: list[Row], currency: str, age: float, *, cut: bool = False
) -> UUID:
    """A statement out of a file with these bookings; cut: the file breaks off at its end."""
    write = client_bank if stage.language == "ru" else mt940
    text = write(stage.language, rows, currency)
    data = text[: -60 if cut else None].encode("utf-8")
    name = (
        f"kl_to_1c_{rows[0].day:%m%d}.txt" if stage.language == "ru" else f"{rows[0].day:%m%d}.sta"
    )
    file = files.upload(stage.actor("director", age), [data], name)
    key: UUID = stage.add(
        "statements", STATEMENT, "director", age, file=str(file.pk), account=account
    )
    return key


def book(stage: Any, key: UUID) -> None:
    """Book it as its job would."""
    actor = stage.actor("director")
    row = store.load(actor, actor.world.objects[STATEMENT], [key])[key]
    found = statement_in(row)
    if found is not None:
        faulty = booking.book_some(actor, key, row, list(found.entries))
        booking.settled(actor, key, found, faulty)


def client_bank(language: str, rows: list[Row], currency: str) -> str:
    """A file of 1C."""
    ours, theirs = OURS[language], THEIRS[language]
    lines = ["1CClientBankExchange", "ВерсияФормата=1.03", "Кодировка=Windows", f"РасчСчет={ours}"]
    for number, row in enumerate(rows, 1):
        payer, payee = (theirs, ours) if row.minor > 0 else (ours, theirs)
        side, booked = (
            ("Плательщик", "ДатаПоступило") if row.minor > 0 else ("Получатель", "ДатаСписано")
        )
        lines += [
            "СекцияДокумент=Платежное поручение", f"Номер={number}", f"Дата={row.day:%d.%m.%Y}",
            f"Сумма={major(Amount(abs(row.minor), currency))}", f"{booked}={row.day:%d.%m.%Y}",
            f"ПлательщикСчет={payer}", f"ПолучательСчет={payee}", f"{side}1={row.party}",
            f"НазначениеПлатежа={row.purpose}", "КонецДокумента",
        ]  # fmt: skip
    return "\r\n".join([*lines, "КонецФайла", ""])


def mt940(language: str, rows: list[Row], currency: str) -> str:
    """A file of SWIFT."""

    def money(minor: int) -> str:
        return major(Amount(abs(minor), currency)).replace(".", ",")

    lines = [":20:STARTUMSE", f":25:{OURS[language]}", ":28C:1/1"]
    lines.append(f":60F:C{rows[0].day:%y%m%d}{currency}{money(9_000_000)}")
    for row in rows:
        way = "C" if row.minor > 0 else "D"
        lines += [
            f":61:{row.day:%y%m%d}{row.day:%m%d}{way}R{money(row.minor)}N051NONREF",
            f":86:166?00SEPA?20{row.purpose}?31{THEIRS[language]}?32{row.party[:27]}",
        ]
    closing = 9_000_000 + sum(row.minor for row in rows)
    return "\r\n".join([*lines, f":62F:C{rows[-1].day:%y%m%d}{currency}{money(closing)}", "-", ""])
