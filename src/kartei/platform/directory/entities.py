"""How directories, and what their groups and branches mean, appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.platform.directory import kinds, orders, rules
from kartei.platform.directory.models import Branch, Group, Server
from kartei.platform.meta.spec import (
    Command,
    Entity,
    Field,
    Menu,
    Module,
    Option,
    Related,
    Section,
)

KINDS = (
    Option(kinds.AD, "Active Directory"),
    Option(kinds.OPENLDAP, "OpenLDAP"),
)
ENCRYPTION = (
    Option(kinds.STARTTLS, _("STARTTLS (port 389)")),
    Option(kinds.TLS, _("TLS (port 636)")),
    Option(kinds.NONE, _("unencrypted, on this machine only"), "warn"),
)
ADMITS = (
    Option(kinds.MAPPED, _("who is in a mapped group")),
    Option(kinds.ALL, _("everybody whom the filter finds")),
)
_USUAL = _("Empty: the usual one of this kind of directory")

server = Entity(
    model=Server,
    name="directory.server",
    one=_("directory"),
    many=_("directories"),
    title=_("Directories of people"),
    icon="users",
    fields=(
        Field(name="kind", options=KINDS, default=kinds.AD, required=True),
        Field(name="tls", options=ENCRYPTION, default=kinds.STARTTLS, required=True),
        Field(name="port", default=389),
        Field(name="host", help=_("Several, divided by blanks, are tried in turn")),
        Field(name="ca", help=_("PEM; empty: one that this machine trusts")),
        Field(name="base", help=_("For example dc=firm,dc=example")),
        Field(name="bind_dn", help=_("An account that may read people and groups")),
        Field(name="user_filter", help=_USUAL),
        *(
            Field(name=f"{name}_attribute", help=_USUAL)
            for name in ("login", "name", "email", "phone", "position")
        ),
        Field(name="admits", options=ADMITS, default=kinds.MAPPED, required=True),
        Field(name="role", target="access.role"),
        Field(name="home", target="access.unit"),
        Field(name="active", default=False),
        Field(name="has_password", read_only=True),
        Field(name="fault", read_only=True),
        Field(name="report", read_only=True),
        *(
            Field(name=name, hidden=True, read_only=True, guarded=True)
            for name in ("secret", "paused_until", "checked_at", "synced_at")
        ),
    ),
    columns=("name", "kind", "host", "active", "nightly", "fault"),
    form=(
        Section("main", _("Main"), ("name", "kind", "active", "nightly")),
        Section("state", _("State"), ("fault", "report")),
        Section("server", _("Server"), ("host", "port", "tls", "bind_dn", "has_password")),
        Section("people", _("People"), ("base", "user_filter", "admits", "role", "home", "mirror")),
        Section("trust", _("Certificate of the issuer"), ("ca",), collapsed=True),
        Section(
            "attributes",
            _("Attributes"),
            (
                "login_attribute",
                "name_attribute",
                "email_attribute",
                "phone_attribute",
                "position_attribute",
            ),
            collapsed=True,
        ),
    ),
    related=(
        Related("directory.group", "server", _("Groups")),
        Related("directory.branch", "server", _("Branches")),
    ),
    quick=("name", "kind", "host", "port", "tls", "bind_dn", "base", "home"),
    features=("timeline", "bin"),
    owned=False,
    by_name=True,
    runtime_fields=False,
    before=rules.check_server,
    after=rules.follow_server,
    commands=(
        Command(
            name="set_password",
            label=_("Set password"),
            run=rules.set_password,
            icon="lock",
            input=({"name": "password", "kind": "password", "label": _("Password")},),
        ),
        Command(
            name="try_out",
            label=_("Try the directory"),
            run=orders.try_out,
            icon="check",
            input=(
                {"name": "login", "kind": "text", "label": _("Login of somebody (may be empty)")},
            ),
        ),
        Command(
            name="preview",
            label=_("What would taking over do?"),
            run=orders.preview,
            icon="eye",
        ),
        Command(
            name="take_over",
            label=_("Take over now"),
            run=orders.take_over,
            icon="refresh",
            when=["active", "=", True],
            confirm=True,
        ),
    ),
)

group = Entity(
    model=Group,
    name="directory.group",
    one=_("group of a directory"),
    many=_("groups of a directory"),
    title=_("Groups of directories"),
    icon="shield",
    fields=(
        Field(name="name", help=_("Its distinguished name or its common name")),
        Field(name="server", target="directory.server"),
        Field(name="role", target="access.role"),
    ),
    columns=("name", "role", "server"),
    form=(Section("main", _("Main"), ("server", "name", "role")),),
    features=("bin",),
    owned=False,
    by_name=True,
    runtime_fields=False,
    before=rules.check_group,
)

branch = Entity(
    model=Branch,
    name="directory.branch",
    one=_("branch of a directory"),
    many=_("branches of a directory"),
    title=_("Branches of directories"),
    icon="branch",
    fields=(
        Field(name="name", help=_("Its distinguished name or its plain name")),
        Field(name="server", target="directory.server"),
        Field(name="belongs", target="access.unit"),
    ),
    columns=("name", "belongs", "server"),
    form=(Section("main", _("Main"), ("server", "name", "belongs")),),
    features=("bin",),
    owned=False,
    by_name=True,
    runtime_fields=False,
    before=rules.check_branch,
)

module = Module(
    name="directory",
    title=_("Directories of people"),
    entities=(server, group, branch),
    menu=(
        Menu("directory.server", _("Directory"), "users", "settings", 26, "directory.server"),
        Menu("directory.group", _("Directory groups"), "shield", "settings", 27, "directory.group"),
        Menu(
            "directory.branch",
            _("Directory branches"),
            "branch",
            "settings",
            28,
            "directory.branch",
        ),
    ),
    required=True,
)
