"""What is wrong with a row, in words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import Refusal, words_of
from kartei.platform.records.readers.faults import FileFault

NEW, UPDATED, DUPLICATE, FAULTY, WARNING = "new", "updated", "duplicate", "faulty", "warning"

OWN_TEXTS: dict[str, Any] = {
    "import.owner": _("There is no user “%(value)s”"),
    "import.link": _("There is no “%(value)s”, or it is not visible to you"),
    "import.several": _("There are several records named “%(value)s”"),
    "import.group": _("There is no group “%(value)s”"),
    "import.duplicate_base": _("This record exists already"),
    "import.duplicate_row": _("The same as row %(row)s"),
    "import.photo": _("The picture cannot be read"),
}

#: By the beginning of the code; the longest beginning counts.
CURES: dict[str, Any] = {
    "": _("Correct the row in the file and import it again"),
    "phone": _("Write the number with its area or country code, or clear the cell"),
    "phone.digits_lost": _("Give the column the format “text” in the table and enter it again"),
    "mail": _("Correct the address, or clear the cell"),
    "site": _("Correct the address, or clear the cell"),
    "date": _("Write the day like 31.12.2026, or clear the cell"),
    "moment": _("Write the moment like 31.12.2026 14:30, or clear the cell"),
    "number": _("Write digits with one decimal sign"),
    "money": _("Write the amount in digits, with its currency where it is another"),
    "value.unknown_option": _("Write one of the field's choices, or give the column another field"),
    "value.required": _("Fill in the cell, or give another column this field"),
    "value.too_long": _("Shorten the text, or let the column become a note"),
    "value.unique": _("Change the value, or choose another way to treat duplicates"),
    "link": _("Create the record first, or correct its name"),
    "import.link": _("Create the record first, or correct its name"),
    "import.several": _("Write the name in full, or add the tax number"),
    "import.group": _("Create the group first, or let the import create groups"),
    "import.owner": _("Write a login or a full name, or choose one owner for all rows"),
    "import.duplicate": _("Choose “fill gaps” or “overwrite” to take over what is new"),
    "import.photo": _("Use a JPEG or PNG picture of at most 5 MB"),
    "access": _("Ask an administrator for the right, or choose another owner"),
    "people.nameless": _("Enter a name, a phone or a mail address"),
}

FILE_TEXTS: dict[str, Any] = {
    "file.empty": _("The file is empty"),
    "file.kind": _("This is no table: %(kind)s. Send XLSX, XLS, ODS, CSV or vCard"),
    "file.binary": _("This file is neither a table nor a text"),
    "file.damaged": _("The file is damaged"),
    "file.password": _("The file is protected by a password; save it without one"),
    "file.bomb": _("The file grows beyond all measure when it is unpacked"),
    "file.dtd": _("The file contains declarations that are not allowed"),
    "file.too_large": _("The file is too large"),
    "file.too_many_rows": _("The file has more than %(limit)s rows"),
    "file.too_many_columns": _("The file has more than %(limit)s columns"),
    "file.line_too_long": _("Row %(row)s is too long"),
    "file.cell_too_long": _("A cell in row %(row)s is too long; perhaps a quote is not closed"),
    "file.too_slow": _("Reading the file takes too long"),
    "file.sheet": _("There is no sheet “%(name)s”"),
    "file.encoding": _("Unknown encoding: %(name)s"),
    "file.delimiter": _("The columns cannot be told apart"),
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """One line of the report: row number in the file, column, what is wrong, how to cure it."""

    row: int
    outcome: str
    field: str
    code: str
    value: str
    reason: str
    cure: str

    def wire(self) -> dict[str, Any]:
        """The JSON form of a preview."""
        return {
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "reason": self.reason,
            "cure": self.cure,
        }


def cure_of(code: str) -> str:
    """What to do about a fault, in the active language."""
    fitting = [begin for begin in CURES if code.startswith(begin)]
    return str(CURES[max(fitting, key=len)])


def reason_of(fault: ValueFault) -> str:
    """The words of a fault, in the active language."""
    text = OWN_TEXTS.get(fault.code)
    return words_of(fault) if text is None else str(text) % fault.params


def row_fault(
    row: int, field: str, fault: ValueFault, value: str = "", outcome: str = FAULTY
) -> RowFault:
    """A fault of a cell as a line of the report."""
    shown = value or str(fault.params.get("value", ""))
    return RowFault(
        row, outcome, field, fault.code, shown[:200], reason_of(fault), cure_of(fault.code)
    )


def file_refusal(fault: FileFault) -> Refusal:
    """A file that cannot be read as a table: 413 when too large, 415 for a wrong kind, else 422."""
    status = {"file.too_large": 413, "file.kind": 415, "file.binary": 415}.get(fault.code, 422)
    text = FILE_TEXTS.get(fault.code, FILE_TEXTS["file.damaged"])
    params: dict[str, Any] = dict(fault.params)
    return Refusal(fault.code, text, status=status, **params)
