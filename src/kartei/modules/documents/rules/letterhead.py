"""How the firm's letters look: the usual own firm's logo, colour and requisites."""

from __future__ import annotations

from kartei.modules.documents.models import Firm
from kartei.modules.documents.packs import pack
from kartei.platform.kit.phones import show_phone
from kartei.platform.mail.look import PLAIN, Look, plain_look
from kartei.platform.records.models import StoredFile


def letterhead(language: str) -> Look:
    """The look of letters; without an own firm only the installation's name."""
    rows = Firm.objects.unguarded("what the firm prints on every letter")
    found = rows.filter(usual=True, deleted=False).first()
    if found is None:
        return plain_look(language)
    logo = StoredFile.objects.filter(pk=found.logo_id, deleted=False).first()
    return Look(
        name=found.name,
        colour=found.accent or PLAIN,
        logo=logo.sha256 if logo else "",
        footer=tuple(line for line in requisites(found) if line),
    )


def requisites(firm: Firm) -> list[str]:
    """Name and address, ways to reach it, who signs, and its numbers in its country's words."""
    address = ", ".join(line.strip() for line in firm.address.splitlines() if line.strip())
    phone = show_phone(firm.phone) if firm.phone.startswith("+") else firm.phone
    numbers = [
        part.printed(value)
        for part in pack(firm.country).requisites
        if part.block in ("legal", "tax") and (value := getattr(firm, part.field))
    ]
    return [
        " · ".join(filter(None, (firm.legal_name or firm.name, address))),
        " · ".join(filter(None, (phone, firm.email, firm.site))),
        f"{firm.signatory_title} {firm.signatory}".strip(),
        " · ".join(numbers),
    ]
