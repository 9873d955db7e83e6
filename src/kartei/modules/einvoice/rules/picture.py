"""A received bill as pictures of its pages: the PDF's own, or the XML's data set as a page."""

from __future__ import annotations

import io
from threading import Lock
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import Issued, preview_pages
from kartei.modules.einvoice.formats.opening import unwrapped
from kartei.modules.einvoice.formats.reading import received
from kartei.modules.einvoice.rules.leaf import leaf_of
from kartei.modules.einvoice.rules.texts import refused_words
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.meta.errors import Refusal, not_found
from kartei.platform.records import blobs, store
from kartei.platform.records.home import readable
from kartei.platform.records.models import StoredFile

BILL = "einvoice.bill"
DPI = 110
PICTURE = "bill.png"
#: Pages beyond these are not drawn: nobody checks a bill by them.
MOST_PAGES = 50
#: Pixels of one page; a foreign PDF may be of any size.
MOST_PIXELS = 4_000_000
_pdfium = Lock()


def picture(actor: Actor, key: UUID, page: int) -> Issued:
    """One page (counted from 1) of a received bill; 404 for what is not there or not visible."""
    readable(actor, BILL, key)
    row = store.load(actor, actor.world.objects[BILL], [key])[key]
    if "file" not in actor.fields(actor.world.objects[BILL]) or row["file"] is None:
        raise not_found()
    file = StoredFile.objects.filter(pk=row["file"], deleted=False).first()
    if file is None:
        raise not_found()
    data = readable_part(blobs.read(file.sha256))
    found = of_pdf(data, page) if data[:1024].lstrip().startswith(b"%PDF-") else of_xml(data, page)
    if found is None:
        raise not_found()
    return found


def readable_part(data: bytes) -> bytes:
    """The PDF or XML of a file; a mail that has none is no picture."""
    try:
        return unwrapped(data)
    except ValueFault as fault:
        raise Refusal(fault.code, refused_words(fault)) from fault


def of_pdf(data: bytes, page: int) -> Issued | None:
    """A page of a PDF; None where it has no such page."""
    import pypdfium2

    # pdfium is not made for several threads
    with _pdfium:
        try:
            paper = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as fault:
            raise unreadable() from fault
        try:
            count = min(len(paper), MOST_PAGES)
            if not 1 <= page <= count:
                return None
            sheet = paper[page - 1]
            width, height = sheet.get_size()
            scale = min(DPI / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
            out = io.BytesIO()
            sheet.render(scale=scale).to_pil().save(out, "PNG")
        finally:
            paper.close()
    return Issued(PICTURE, out.getvalue(), count)


def of_xml(data: bytes, page: int) -> Issued | None:
    """A page of the XML's data as a readable invoice."""
    try:
        pages = preview_pages(leaf_of(received(data).invoice), DPI)
    except ValueFault as fault:
        raise Refusal(fault.code, refused_words(fault)) from fault
    return Issued(PICTURE, pages[page - 1], len(pages)) if 1 <= page <= len(pages) else None


def unreadable() -> Refusal:
    """415: the file cannot be drawn."""
    return Refusal("einvoice.no_picture", _("This file cannot be shown as a picture"), status=415)
