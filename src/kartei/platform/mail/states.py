"""The states of a letter, and what its kinds and priorities are called in the database."""

from __future__ import annotations

#: draft: being written. queued: to be handed over. sending: in a server's hands at this moment.
#: sent: the server took it. failed: it will not. unclear: nobody knows whether the server took it.
#: kept: there is no account to send it by; it is only shown. left: unclear, and a person has
#: decided to leave it so.
DRAFT, QUEUED, SENDING, SENT, FAILED, UNCLEAR, KEPT, LEFT = (
    "draft", "queued", "sending", "sent", "failed", "unclear", "kept", "left",
)  # fmt: skip
#: States from which a person may send it (again).
SENDABLE = (DRAFT, FAILED, UNCLEAR, KEPT, LEFT)
#: States in which its words may still be changed.
OPEN = (DRAFT,)

LETTER, NOTICE, ACCOUNT, TEST = "letter", "notice", "account", "test"
HIGH, NORMAL, LOW = "1", "2", "3"
NONE, STARTTLS, TLS = "none", "starttls", "tls"
#: What an account proves itself by.
PASSWORD, OAUTH = "password", "oauth"
