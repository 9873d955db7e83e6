"""The statement of account by mail: kept among the client's files, sent once for each press."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.modules.documents.contract import DELAY, SLOTS, letter_words
from kartei.modules.finance.rules import reconciling
from kartei.modules.finance.rules.client_account import account
from kartei.platform.access.actor import Actor
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email
from kartei.platform.mail import accounts, post
from kartei.platform.mail.addresses import wire_address
from kartei.platform.mail.letters import NAME as LETTER
from kartei.platform.mail.purposes import Purpose, Slot
from kartei.platform.mail.states import LETTER as KIND
from kartei.platform.meta.errors import FieldFault, Refusal, invalid, words_of
from kartei.platform.records import blobs
from kartei.platform.records.home import must_reach, now_of, show_in, tell
from kartei.platform.records.models import StoredFile

PDF = "application/pdf"
MAX_PDF = 200 * 1024 * 1024
#: Receivers of one letter; more are a mailing.
MOST = 10

STATEMENT = Purpose(
    key="statement",
    label=_("Statement of account"),
    kind=KIND,
    slots=(
        *(slot for slot in SLOTS if slot.name in ("salutation", "number", "sender")),
        Slot("balance", _("Balance"), "1 250.00"),
    ),
    subject=_("Statement of account, {{ number }}"),
    body=_(
        "{{ salutation }}\n\nplease find our statement of your account attached ({{ number }}). "
        "Balance: **{{ balance }}**.\n\nPlease check it and tell us of any difference."
        "\n\nKind regards\n{{ sender }}"
    ),
)


def receivers(to: list[str]) -> list[str]:
    """The addresses, each once; 422 with the faulty ones."""
    found: dict[str, str] = {}
    faults = []
    for place, text in enumerate(one for one in to if one.strip()):
        try:
            wire_address(text)
            found.setdefault(parse_email(text).lower(), parse_email(text))
        except ValueFault as fault:
            faults.append(FieldFault("to", fault.code, words_of(fault), f"/to/{place}"))
    if not found and not faults:
        faults.append(FieldFault("to", "papers.nobody", str(_("Choose a receiver")), "/to"))
    if len(found) > MOST:
        words = _("At most %(limit)s receivers") % {"limit": MOST}
        faults.append(FieldFault("to", "papers.too_many", words, "/to"))
    if faults:
        raise invalid(faults)
    return list(found.values())


def send(actor: Actor, wanted: reconciling.Choice, to: list[str]) -> list[UUID]:
    """Queue the statement for each receiver; the ids of the letters.

    The PDF is kept among the client's files and told on his timeline, as the letters are.
    Refuses as `account` does; 403 for who may write no letters or add nothing to the client, 409
    `mail.no_account` without an account to send by.
    """
    actor.must(LETTER, "create")
    name, key = wanted.asked.client
    facts = must_reach(actor, name, key, "append_to")
    checked = receivers(to)
    if accounts.route(actor.user) is None:
        words = _("There is no mail account to send it by: an administrator makes one")
        raise Refusal("mail.no_account", words, status=409)
    found = reconciling.paper(actor, account(actor, wanted.asked), wanted.language)
    more = {"balance": reconciling.balance_words(found)}
    made = letter_words(STATEMENT, found, found.language, found.salutation, more=more)
    file = reconciling.file_of(found)
    blob = blobs.put([file.data], MAX_PDF)
    with transaction.atomic():
        row = StoredFile.objects.create(
            object=name, record=key, sha256=blob.sha256, name=file.name, type=PDF,
            size=blob.size, by_id=actor.user, at=now_of(actor),
        )  # fmt: skip
        data: dict[str, Any] = {"files": [str(row.pk)], "names": [row.name]}
        event = tell(actor, (name, key), facts, "file", data)
        show_in([(name, key)], (name, key), event.at, journal=event.pk)
        wishes = [
            post.Wish(
                to=one, subject=made.subject, text=made.text, html=made.html, owner=actor.user,
                about=(name, key), files=[row.pk], whole=True, delay=DELAY,
            )
            for one in checked
        ]  # fmt: skip
        return post.post(wishes)
