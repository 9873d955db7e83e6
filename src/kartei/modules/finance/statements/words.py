"""What is wrong with a file of a bank, and what to do about it, in words for people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.modules.finance.statements.data import Fault
from kartei.platform.kit.faults import ValueFault

REFUSED: dict[str, Any] = {
    "statement.pdf": _(
        "This is a PDF, which cannot be read reliably; ask the bank’s site for 1C, CAMT, MT940 or"
        " CSV instead"
    ),
    "statement.empty": _("There is no booking in this file; was the right period chosen?"),
    "statement.foreign_xml": _("This XML is no statement of a bank (camt.052, 053 or 054)"),
    "statement.broken_xml": _("This XML cannot be read from line %(line)s on; fetch it once more"),
    "statement.doctype": _("This XML declares entities, which no bank does; it was not read"),
    "statement.too_deep": _("This XML is nested deeper than any statement; it was not read"),
    "statement.columns": _(
        "The columns with day and sum were not found; fetch a table with titles of columns"
    ),
    "statement.shape": _("This says nothing about columns of a statement: %(name)s"),
    "statement.member": _("A zip may hold files of CAMT, MT940 and 1C only"),
    "statement.currency": _(
        "No column tells the currency; create the statement with its account chosen"
    ),
    "file.empty": _("The file is empty"),
    "file.too_large": _("The file is too large"),
    "file.bomb": _("The zip unpacks to more than a statement can be; it was not read"),
    "file.password": _("The file is locked by a password; save it without one"),
    "file.damaged": _("The file is damaged; fetch it once more"),
    "file.too_many_rows": _("The table has more rows than a statement can have"),
}
FOUND: dict[str, Any] = {
    "statement.cut": _("The file breaks off here; fetch it once more, what is there was read"),
    "statement.no_end": _("The last line of the file is missing; bookings may be missing, too"),
    "statement.encoding": _("Letters are written otherwise than declared; look at the names"),
    "statement.value": _("“%(name)s” cannot be read; this booking was left out"),
    "statement.foreign": _(
        "Document %(number)s touches none of the accounts of this file; it was left out"
    ),
    "statement.no_account": _("No account stands before this line; it was left out"),
    "statement.balance": _(
        "The bookings do not lead from opening to closing balance: %(missing)s is missing"
    ),
}
_OTHER = _("This file cannot be read as a statement of a bank")


def refused_words(fault: ValueFault) -> str:
    """Why a file was refused, in the active language."""
    return _filled(REFUSED.get(fault.code, _OTHER), fault.params)


def fault_words(fault: Fault, **params: str) -> str:
    """What is wrong at a place; `params` replace figures by what people read."""
    text = FOUND.get(fault.code) or REFUSED.get(fault.code, _OTHER)
    return _filled(text, {**fault.params, **params})


def _filled(text: Any, params: dict[str, Any]) -> str:
    try:
        return str(text) % params if params else str(text)
    except KeyError:
        return str(text).split("%(")[0].rstrip(": ")
