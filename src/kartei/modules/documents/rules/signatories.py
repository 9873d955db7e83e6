"""Who signs papers for an own firm: on which days, which of several, the words below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from kartei.modules.documents.models import Signatory
from kartei.platform.records.draft import Draft

Values = dict[str, Any]
#: Link of a paper -> as whom those sign whom it names unless another is chosen.
PLACES: Mapping[str, tuple[str, ...]] = {
    "signatory": ("head", "proxy"), "accountant": ("accountant",),
}  # fmt: skip


def check_signatory(draft: Draft) -> None:
    """A last day that is not before the first. Fault: `documents.signatory_days`."""
    since, until = draft.get("since"), draft.get("until")
    if since and until and until < since:
        text = _("This day is before the first one")
        draft.fault("until", "documents.signatory_days", text)


def all_signatories() -> list[Values]:
    """Every signatory, the newest first, as the columns; they are few."""
    rows = Signatory.objects.unguarded("who signs for the firm").filter(deleted=False)
    return list(rows.order_by("-id").values())


def in_force(row: Values, day: date) -> bool:
    """Whether papers of a day may name somebody."""
    return (row["since"] or day) <= day <= (row["until"] or day)


def usual(
    rows: Iterable[Values], firm: UUID | None, paper: str, day: date, roles: Iterable[str]
) -> Values:
    """Who signs a kind of paper of a firm unless another is chosen; empty: its own columns tell."""
    known = tuple(roles)
    fitting = (row for row in rows if row["firm_id"] == firm and row["role"] in known)
    return next((row for row in fitting if paper in row["papers"] and in_force(row, day)), {})


def complete_signing(
    draft: Draft,
    rows: list[Values],
    paper: str,
    places: Mapping[str, tuple[str, ...]] = PLACES,
) -> None:
    """Fill in who signs a new paper, or one that goes to another firm; check who is chosen.

    Faults: `documents.signatory_firm`, `documents.signatory_day`.
    """
    firm, day = draft.get("firm"), draft.get("date")
    for field, roles in places.items():
        if field not in draft.new and (draft.creating or draft.changes("firm")):
            draft.put(field, usual(rows, firm, paper, day, roles).get("id"))
        if draft.changes(field, "firm", "date"):
            chosen = next((row for row in rows if row["id"] == draft.get(field)), None)
            if chosen is not None:
                check_chosen(draft, field, chosen)


def check_chosen(draft: Draft, field: str, chosen: Values) -> None:
    """Somebody of the paper's own firm, on a day on which he may sign."""
    if chosen["firm_id"] != draft.get("firm"):
        text = _("%(name)s signs for another own firm")
        draft.fault(field, "documents.signatory_firm", text, name=chosen["name"])
    elif not in_force(chosen, draft.get("date")):
        text = _("On the day of the document %(name)s may not sign")
        draft.fault(field, "documents.signatory_day", text, name=chosen["name"])


def signed(firm: Values, paper: Values) -> Values:
    """An own firm's values as a paper is signed: names, position and pictures of who is chosen.

    Besides the columns of the firm: `accountant_signature`, and `signer`, the plain name of who is
    chosen for the first place (empty: the firm's own head signs).
    """
    keys = {field: paper.get(field) for field in PLACES}
    wanted = [key for key in keys.values() if key]
    rows = Signatory.objects.unguarded("who signs a paper").filter(pk__in=wanted) if wanted else ()
    found = {row.pk: row for row in rows}
    put: Values = {"signer": "", "accountant_signature": None}
    head, accountant = found.get(keys["signatory"]), found.get(keys["accountant"])
    if head is not None:
        put |= {
            "signer": head.name, "signatory": below(head, paper["language"]),
            "signatory_title": head.title, "signature": head.signature_id,
        }  # fmt: skip
    if accountant is not None:
        put["accountant"] = below(accountant, paper["language"])
        put["accountant_signature"] = accountant.signature_id
    return {**firm, **put}


def below(row: Signatory, language: str) -> str:
    """The words below a signature: «i. A. Lena Voss», «Ким А. И. (на основании …)»."""
    words = f"{row.prefix} {row.name}".strip()
    if row.role != "proxy" or not row.basis or row.prefix:
        return words
    with override(language):
        basis = pgettext("below a signature", "on the basis of %(basis)s") % {"basis": row.basis}
    return f"{words} ({basis})"
