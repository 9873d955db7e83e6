"""Mail addresses as a server wants them: one address, no more, its domain in ASCII."""

from __future__ import annotations

from typing import Any

import idna

from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email
from kartei.platform.meta.errors import words_of


def wire_address(text: str) -> str:
    """The address with its domain as it travels: ``a@straße.de`` → ``a@xn--strae-oqa.de``.

    ValueFault where it is no single address; blanks, line ends and brackets cannot pass.
    """
    local, _, domain = parse_email(text).rpartition("@")
    try:
        return f"{local}@{idna.encode(domain, uts46=True).decode('ascii')}"
    except idna.IDNAError as error:
        raise ValueFault("mail.domain", value=text) from error


def settle_address(draft: Any, field: str) -> None:
    """An address field of a draft in its plain form, or marked as wrong."""
    text = draft.get(field)
    if not text or not draft.changes(field):
        return
    try:
        wire_address(text)
        draft.put(field, parse_email(text))
    except ValueFault as fault:
        draft.fault(field, fault.code, words_of(fault))
