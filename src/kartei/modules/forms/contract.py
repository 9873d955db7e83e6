"""What the shell may use of forms."""

from kartei.modules.forms.engine.office import program
from kartei.modules.forms.making.listing import insert_list, sample
from kartei.modules.forms.making.mailing import Wish, order, proposal
from kartei.modules.forms.making.make import DOCX, Result, make, offered

__all__ = [
    "DOCX",
    "Result",
    "Wish",
    "insert_list",
    "make",
    "makes_pdf",
    "offered",
    "order",
    "proposal",
    "sample",
]


def makes_pdf() -> bool:
    """Whether LibreOffice is here."""
    return program() is not None
