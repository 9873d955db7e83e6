"""What the shell may use of forms."""

from kartei.modules.forms.engine.office import program
from kartei.modules.forms.making.listing import insert_list, sample
from kartei.modules.forms.making.make import DOCX, Result, make, offered

__all__ = ["DOCX", "Result", "insert_list", "make", "makes_pdf", "offered", "sample"]


def makes_pdf() -> bool:
    """Whether LibreOffice is here."""
    return program() is not None
