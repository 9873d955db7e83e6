"""How mail accounts and letters appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kartei.platform.mail import accounts, letters, providers, purposes, states, wording
from kartei.platform.mail.models import Account, Letter, Template
from kartei.platform.meta.spec import Command, Entity, Field, Menu, Module, Option, Section

ENCRYPTION = (
    Option(states.STARTTLS, _("STARTTLS (port 587)")),
    Option(states.TLS, _("TLS (port 465)")),
    Option(states.NONE, _("unencrypted"), "warn"),
)
ROADS = (
    Option(providers.SMTP, _("mail server (SMTP)")),
    *(Option(key, one.name) for key, one in providers.PROVIDERS.items()),
)
PROOFS = (
    Option(states.PASSWORD, _("password")),
    Option(states.OAUTH, _("OAuth token")),
)
KINDS = (
    Option(states.LETTER, _("letter")),
    Option(states.NOTICE, _("notice")),
    Option(states.ACCOUNT, _("about one's account")),
    Option(states.TEST, _("test letter")),
)
STATES = (
    Option(states.DRAFT, _("being written"), "neutral"),
    Option(states.QUEUED, _("queued"), "info"),
    Option(states.SENDING, _("being handed over"), "info"),
    Option(states.SENT, _("handed over"), "pos"),
    Option(states.FAILED, _("not sent"), "neg"),
    Option(states.UNCLEAR, _("unclear"), "warn"),
    Option(states.KEPT, _("only kept: no account"), "alt"),
    Option(states.LEFT, _("unclear, left so"), "neutral"),
)
PRIORITIES = (
    Option(states.HIGH, _("high"), "neg"),
    Option(states.NORMAL, _("normal"), "neutral"),
    Option(states.LOW, _("low"), "info"),
)

account = Entity(
    model=Account,
    name="mail.account",
    one=_("mail account"),
    many=_("mail accounts"),
    title=_("Mail accounts"),
    icon="mail",
    fields=(
        Field(name="owner", label=_("Whose")),
        Field(
            name="road",
            options=ROADS,
            default=providers.SMTP,
            required=True,
            help=_("A mail server, or a provider's own interface with the key it gave you"),
        ),
        Field(
            name="host",
            help=_("A provider's only where it is not the usual one: the address of its interface"),
        ),
        Field(name="tls", options=ENCRYPTION, default=states.STARTTLS, required=True),
        Field(name="port", default=587),
        Field(
            name="auth",
            options=PROOFS,
            default=states.PASSWORD,
            help=_("Microsoft and Google ask for a token in place of a password"),
        ),
        Field(
            name="dkim",
            help=_("Your provider tells it; Kartei then looks whether the key is published"),
        ),
        Field(name="active", default=True),
        Field(name="per_minute", default=60),
        Field(name="per_hour", default=1000),
        Field(name="secret", hidden=True, read_only=True, guarded=True),
        Field(name="has_password", read_only=True),
        Field(name="fault", read_only=True),
        Field(name="gaps", read_only=True),
        Field(name="paused_until", read_only=True),
        Field(
            name="firm",
            help=_("What Kartei sends itself, and what people without an account send"),
        ),
        Field(name="bounce", help=_("Empty: to the sender's address")),
    ),
    columns=("name", "address", "host", "firm", "active", "has_password", "fault", "owner"),
    form=(
        Section("main", _("Main"), ("name", "address", "sender", "firm", "active", "owner")),
        Section(
            "server", _("Server"), ("road", "host", "port", "tls", "login", "auth", "has_password")
        ),
        Section("answers", _("Answers"), ("reply_to", "bounce", "dkim")),
        Section("limits", _("Limits"), ("per_minute", "per_hour")),
        Section("state", _("State"), ("fault", "paused_until", "gaps")),
    ),
    quick=("name", "address", "sender", "road", "host", "port", "tls", "login", "firm"),
    search=("address", "host"),
    features=("timeline", "bin", "export", "owner"),
    by_name=True,
    runtime_fields=False,
    before=accounts.check_account,
    after=accounts.follow_account,
    commands=(
        Command(
            name="set_password",
            label=_("Set password"),
            run=accounts.set_password,
            icon="lock",
            when=["auth", "=", states.PASSWORD],
            input=({"name": "password", "kind": "password", "label": _("Password")},),
        ),
        Command(
            name="set_token",
            label=_("Set token"),
            run=accounts.set_token,
            icon="lock",
            when=["auth", "=", states.OAUTH],
            input=(
                {"name": "token", "kind": "password", "label": _("Access token")},
                {"name": "refresh", "kind": "password", "label": _("Refresh token")},
                {"name": "address", "kind": "text", "label": _("Address where it is renewed")},
                {"name": "client", "kind": "text", "label": _("Client ID")},
                {"name": "secret", "kind": "password", "label": _("Client secret")},
            ),
        ),
        Command(
            name="send_test",
            label=_("Send a test letter"),
            run=letters.send_test,
            icon="send",
            when=["active", "=", True],
            input=({"name": "to", "kind": "text", "label": _("To"), "required": True},),
        ),
    ),
)

letter = Entity(
    model=Letter,
    name="mail.letter",
    one=_("outgoing letter"),
    many=_("outgoing letters"),
    title=_("Mail log"),
    icon="mail",
    fields=(
        Field(name="kind", options=KINDS, default=states.LETTER),
        Field(name="state", options=STATES, read_only=True),
        Field(name="priority", options=PRIORITIES, default=states.NORMAL),
        Field(name="account", target="mail.account"),
        *(
            Field(name=name, read_only=True)
            for name in (
                "confidential",
                "attempts",
                "next_at",
                "sent_at",
                "result",
                "headers",
                "dialogue",
            )
        ),
        *(
            Field(name=name, hidden=True, read_only=True, guarded=True)
            for name in ("html", "sealed", "worker", "lease_until", "unsubscribe")
        ),
    ),
    columns=(
        "name",
        "recipient",
        "state",
        "kind",
        "sent_at",
        "attempts",
        "result",
        "account",
        "owner",
    ),
    form=(
        Section("main", _("Main"), ("name", "recipient", "text", "about", "owner")),
        Section(
            "delivery",
            pgettext_lazy("of letters", "Delivery"),
            ("state", "result", "sent_at", "attempts", "next_at", "account", "priority", "kind"),
        ),
        Section("log", _("Log"), ("dialogue", "headers", "confidential"), collapsed=True),
    ),
    quick=("name", "recipient", "text", "account", "about"),
    note_field="recipient",
    search=("recipient",),
    sort="-created_at",
    features=("timeline", "files", "bin", "export", "owner"),
    by_name=True,
    runtime_fields=False,
    timeline=("about",),
    told_in=letters.places,
    before=letters.check_letter,
    commands=(
        Command(
            name="send",
            label=_("Send"),
            run=letters.send,
            icon="send",
            when=["state", "=", states.DRAFT],
        ),
        Command(
            name="send_again",
            label=_("Send again"),
            run=letters.send,
            icon="refresh",
            when=["state", "in", [s for s in states.SENDABLE if s != states.DRAFT]],
            confirm=True,
        ),
        Command(
            name="leave",
            label=_("Leave it so"),
            run=letters.leave,
            icon="check",
            when=["state", "=", states.UNCLEAR],
        ),
        Command(
            name="withdraw",
            label=_("Take out of the queue"),
            run=letters.withdraw,
            icon="undo",
            when=["state", "=", states.QUEUED],
        ),
    ),
)

template = Entity(
    model=Template,
    name="mail.template",
    one=_("letter template"),
    many=_("letter templates"),
    title=_("Letter templates"),
    icon="edit",
    fields=(
        Field(name="purpose", options=purposes.options, required=True),
        Field(name="active", default=True),
    ),
    columns=("name", "purpose", "active", "changed_at"),
    form=(
        Section("main", _("Main"), ("name", "purpose", "active")),
        Section("ru", _("Russian"), ("subject_ru", "body_ru")),
        Section("de", _("German"), ("subject_de", "body_de")),
        Section("en", _("English"), ("subject_en", "body_en")),
    ),
    quick=("name", "purpose"),
    note_field="purpose",
    features=("timeline", "bin", "export"),
    owned=False,
    by_name=True,
    runtime_fields=False,
    setup=("purpose", "active"),
    before=wording.check_template,
    commands=(
        Command(
            name="send_to_me",
            label=_("Send it to me"),
            run=wording.send_to_me,
            icon="send",
            needs="write",
        ),
    ),
)

module = Module(
    name="mail",
    title=_("Outgoing mail"),
    entities=(account, letter, template),
    menu=(
        Menu("mail.account", _("Mail accounts"), "mail", "settings", 30, "mail.account"),
        Menu("mail.letter", _("Mail log"), "history", "settings", 31, "mail.letter"),
        Menu("mail.template", _("Letter templates"), "edit", "settings", 32, "mail.template"),
    ),
    required=True,
)
