"""A file of a bank becomes statements: read when it is stored, booked when somebody says so."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from kartei.modules.documents.contract import money_words
from kartei.modules.finance.models import Account
from kartei.modules.finance.rules import keys, own_accounts
from kartei.modules.finance.statement_models import Statement
from kartei.modules.finance.statements.data import NOTICE, Fault, Place, Reading
from kartei.modules.finance.statements.data import Statement as Read
from kartei.modules.finance.statements.reading import read
from kartei.modules.finance.statements.shape import Shape
from kartei.modules.finance.statements.words import fault_words, refused_words
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import Amount
from kartei.platform.records import blobs, write
from kartei.platform.records.draft import Draft
from kartei.platform.records.models import StoredFile

STATEMENT = "finance.statement"
_MOST_FINDINGS = 100
_MOST_PARTS = 100


def reading_of(row: dict[str, Any] | Draft) -> Reading:
    """What the file of a statement says; raises ValueFault like `statements.reading.read`."""
    key: Any = row.get("file")
    file = StoredFile.objects.get(pk=key)
    if file.size > settings.FILE_LIMIT:
        raise blobs.too_large(settings.FILE_LIMIT)
    return _read(file.sha256, shape_of(row.get("account")).currency)


@lru_cache(maxsize=1)
def _read(sha256: str, currency: str) -> Reading:
    """The last file that was read: making, previewing and booking follow each other."""
    return read(blobs.read(sha256), Shape(currency=currency))


def shape_of(account: UUID | None) -> Shape:
    """How a table is read: in the currency of the account that was chosen."""
    rows: Any = Account.objects.unguarded("the currency of a known account").filter(pk=account)
    currency = rows.values_list("currency", flat=True).first() if account else None
    return Shape(currency=currency or "")


def prepare(drafts: list[Draft]) -> None:
    """Fill new statements from their files; what the bank says stays as it is. One of paper has a
    name alone.

    Faults: `value.required`, `finance.same_file`, `finance.fixed`, `statement.…`, `file.…`.
    """
    for draft in drafts:
        if draft.creating:
            if draft.get("file") is not None:
                take_in(draft)
            elif not draft.get("name"):
                draft.fault("file", "value.required", _("Choose the file of the bank"))
        elif draft.changes("file"):
            draft.fault("file", "finance.fixed", _("A statement keeps its file; make another one"))
        elif draft.changes("account"):
            choose(draft)


def take_in(draft: Draft) -> None:
    """The data of the file become those of the statement; one that was there is refused."""
    try:
        reading = reading_of(draft)
    except ValueFault as fault:
        draft.fault("file", fault.code, refused_words(fault))
        return
    file = StoredFile.objects.get(pk=draft.get("file"))
    part = draft.get("part") or 0
    draft.put("part", part)
    draft.put("sha256", sha256(blobs.read(file.sha256)).hexdigest())
    draft.put("form", reading.form)
    if check_same(draft, part):
        return
    if not reading.statements:
        first = reading.faults[0] if reading.faults else Fault("statement.empty", Place(1))
        draft.fault("file", first.code, fault_words(first))
        return
    found = reading.statements[min(part, len(reading.statements) - 1)]
    for name, value in values_of(found).items():
        draft.put(name, value)
    if draft.get("account") is None:
        known = own_accounts.by_number()
        draft.put("account", own_accounts.of(known, found.account, found.currency))
    place = f" · {part + 1}" if len(reading.statements) > 1 else ""
    draft.put("name", draft.get("name") or f"{file.name[:180]}{place}")
    count(draft, found, reading.faults if part == 0 else ())


def values_of(found: Read) -> dict[str, Any]:
    """The fields of a statement as the file has them."""
    return {
        "bank_account": found.account[:40],
        "bank_code": found.bank[:40],
        "currency": found.currency[:3],
        "since": found.since,
        "until": found.until,
        "opening": found.opening,
        "closing": found.closing,
        "entries": len(found.entries),
        "booked": 0,
    }


def check_same(draft: Draft, part: int) -> bool:
    """Whether the same file is there already; a fault says where."""
    rows: Any = Statement.objects.unguarded("no file becomes two statements").filter(
        sha256=draft.get("sha256"), part=part, deleted=False
    )
    name = rows.exclude(pk=draft.id).values_list("name", flat=True).first()
    if name is None:
        return False
    text = _("This file is there already: %(name)s")
    draft.fault("file", "finance.same_file", text, name=name)
    return True


def choose(draft: Draft) -> None:
    """Another of our accounts is chosen by hand, as long as nothing is booked."""
    if draft.get("status") not in ("new", "undone"):
        draft.fault("account", "finance.fixed", _("Take the payments back first"))
        return
    found = statement_in(draft) if draft.get("file") else None
    if found is not None:
        count(draft, found, faults_in(draft))


def statement_in(row: dict[str, Any] | Draft) -> Read | None:
    """The statement's own part of its file; None where the file is gone or cannot be read."""
    try:
        statements = reading_of(row).statements
    except (ValueFault, StoredFile.DoesNotExist):
        return None
    part = row.get("part") or 0
    return statements[part] if part < len(statements) else None


def faults_in(row: dict[str, Any] | Draft) -> tuple[Fault, ...]:
    """Faults of the file that belong to no statement stand with its first."""
    return () if row.get("part") else reading_of(row).faults


def count(draft: Draft, found: Read, more: tuple[Fault, ...]) -> None:
    """How many bookings are new, and what is wrong."""
    account = draft.get("account")
    draft.put("fresh", keys.fresh(account, [entry.key for entry in found.entries]))
    draft.put("findings", findings_of(account, found, more, draft.actor.language))


def findings_of(
    account: UUID | None, found: Read, more: tuple[Fault, ...], language: str, *rest: str
) -> str:
    """What is wrong, one line each: with the account, in the file, in booking (`rest`)."""
    lines = [line_of(fault, found, language) for fault in (*more, *found.faults)]
    return "\n".join([*doubts(account, found), *lines, *rest][:_MOST_FINDINGS])


def doubts(account: UUID | None, found: Read) -> list[str]:
    """What keeps a statement from being booked, or should be known before."""
    if found.kind == NOTICE:
        return [_("This file explains sums of other statements; it is shown and not booked")]
    if account is None:
        return [_("None of our accounts has this number; choose one or enter it with the firm")]
    rows: Any = Account.objects.unguarded("a known account").filter(pk=account)
    currency = rows.values_list("currency", flat=True).first()
    known = own_accounts.by_number()
    told = []
    if currency != found.currency:
        text = _("The account is kept in %(own)s, the file in %(other)s")
        told.append(text % {"own": currency, "other": found.currency})
    if found.account and own_accounts.of(known, found.account, found.currency) not in (
        None, account,
    ):  # fmt: skip
        told.append(_("The number in the file belongs to another of our accounts"))
    return told


def line_of(fault: Fault, found: Read, language: str) -> str:
    """A fault with its place, in words."""
    params: dict[str, str] = {}
    if "missing" in fault.params:
        amount = Amount(int(fault.params["missing"]), found.currency)
        params["missing"] = money_words(amount.minor, amount.currency, language)
    place = _("Line %(line)s") % {"line": fault.place.line}
    file = f"{fault.place.file}, " if fault.place.file else ""
    return f"{file}{place}: {fault_words(fault, **params)}"


def part(draft: Draft) -> None:
    """A file with several statements makes a record of each."""
    if not draft.creating or draft.get("file") is None or draft.get("part") != 0:
        return
    total = min(len(reading_of(draft).statements), _MOST_PARTS)
    file = str(draft.get("file"))
    write.create_many(
        draft.actor,
        STATEMENT,
        [{"file": file}] * (total - 1),
        puts=[{"part": number} for number in range(1, total)],
    )


def check_bin(draft: Draft) -> None:
    """A statement with payments is not deleted. Fault: `finance.used`."""
    if draft.verb == "delete" and draft.old.get("status") in ("busy", "part", "done"):
        text = _("Take the payments of this statement back first")
        draft.fault("status", "finance.used", text)
