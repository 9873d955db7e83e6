"""Users, units, roles and teams as objects of the record path."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.platform.access import (
    address_rules,
    applicants,
    fence,
    invitations,
    roles,
    rules,
)
from kartei.platform.access.models import AddressRule, AuditQuestion, Role, Team, Unit, User
from kartei.platform.meta.spec import Command, Entity, Field, Menu, Module, Option, Section

PHONES = (
    Option("mobile", _("Mobile")),
    Option("work", _("Work")),
    Option("home", _("Home")),
    Option("other", _("Other")),
)
LANGUAGES = (Option("ru", "Русский"), Option("de", "Deutsch"), Option("en", "English"))

unit = Entity(
    model=Unit,
    name="access.unit",
    one=_("unit"),
    many=_("units"),
    title=_("Units"),
    icon="branch",
    fields=(Field(name="parent", target="access.unit"),),
    columns=("name", "parent"),
    form=(Section("main", _("Main"), ("name", "parent")),),
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    before=rules.check_unit,
)

user = Entity(
    model=User,
    name="access.user",
    one=_("user"),
    many=_("users"),
    title=_("Users"),
    icon="users",
    fields=(
        Field(name="name", label=_("Full name")),
        Field(name="password", hidden=True, read_only=True, guarded=True),
        Field(name="last_login", label=_("Last sign-in"), read_only=True),
        Field(name="invited_at", read_only=True),
        Field(name="applied_at", read_only=True),
        Field(name="factor_asked_at", hidden=True, read_only=True, guarded=True),
        Field(name="unit", target="access.unit"),
        Field(name="phones", options=PHONES),
        Field(name="language", options=LANGUAGES),
        Field(name="settings", hidden=True, read_only=True, guarded=True),
        Field(name="epoch", hidden=True, read_only=True, guarded=True),
        Field(name="active", read_only=True),
        Field(
            name="program",
            help=_("Works by tokens alone and cannot sign in with a password"),
        ),
        Field(name="left_on", read_only=True),
        Field(
            name="substitute",
            target="access.user",
            help=_("While the user is absent, he also reaches what this user owns"),
        ),
    ),
    columns=("name", "login", "unit", "position", "roles", "email", "active", "last_login"),
    form=(
        Section("main", _("Main"), ("name", "login", "unit", "position", "roles", "program")),
        Section("reach", _("Contact"), ("email", "phone", "phones", "language", "timezone")),
        Section("absence", _("Absence"), ("absent_from", "absent_until", "substitute")),
        Section("employment", _("Employment"), ("birthday", "hired_on", "left_on")),
    ),
    quick=("name", "login", "unit", "roles"),
    note_field="position",
    search=("login", "email"),
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    before=rules.check_user,
    after=rules.follow_user,
    commands=(
        Command(
            name="set_password",
            label=_("Set password"),
            run=rules.set_password,
            icon="lock",
            input=(
                {
                    "name": "password",
                    "kind": "password",
                    "label": _("New password"),
                    "help": _("Tell it to the user yourself; without one he cannot sign in"),
                },
            ),
            first=True,
        ),
        Command(
            name="invite",
            label=_("Send invitation"),
            run=invitations.invite,
            icon="mail",
            when=["and", ["active", "=", True], ["last_login", "empty"], ["email", "filled"]],
        ),
        Command(
            name="disable",
            label=_("Disable"),
            run=rules.disable,
            icon="ban",
            when=["active", "=", True],
            tone="danger",
        ),
        Command(
            name="enable",
            label=_("Enable"),
            run=rules.enable,
            icon="check",
            when=["and", ["active", "=", False], ["applied_at", "empty"]],
        ),
        Command(
            name="release",
            label=_("Let in"),
            run=applicants.release,
            icon="check",
            when=["applied_at", "filled"],
        ),
        Command(
            name="refuse",
            label=_("Refuse"),
            run=applicants.refuse,
            icon="ban",
            when=["applied_at", "filled"],
            tone="danger",
        ),
    ),
)

role = Entity(
    model=Role,
    name="access.role",
    one=_("role"),
    many=_("roles"),
    title=_("Roles"),
    icon="shield",
    fields=(
        Field(name="grants", guarded=True),
        Field(name="fields", guarded=True),
    ),
    columns=("name", "level", "administrator", "changed_at"),
    form=(Section("main", _("Main"), ("name", "level", "administrator")),),
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    setup=("name",),
    before=roles.check_role,
)

team = Entity(
    model=Team,
    name="access.team",
    one=_("team"),
    many=_("teams"),
    title=_("Teams"),
    icon="users",
    columns=("name", "members", "roles"),
    form=(Section("main", _("Main"), ("name", "members", "roles")),),
    features=("bin",),
    owned=False,
    small=True,
    open_to_all=True,
    runtime_fields=False,
    before=rules.check_team,
)

audit = Entity(
    model=AuditQuestion,
    name="access.audit",
    one=_("question to the audit"),
    many=_("questions to the audit"),
    title=_("Audit"),
    icon="history",
    columns=("name", "question"),
    form=(Section("main", _("Main"), ("name", "question")),),
    features=("bin",),
    owned=False,
    small=True,
    by_name=True,
    runtime_fields=False,
)

RULES = (
    Option(fence.BLOCK, _("nobody comes in from there"), "neg"),
    Option(fence.ALLOW, _("always let in"), "pos"),
    Option(fence.ONLY, _("one comes in from there alone"), "info"),
)

address = Entity(
    model=AddressRule,
    name="access.address",
    one=_("rule about an address"),
    many=_("rules about addresses"),
    title=_("Rules about addresses"),
    icon="shield",
    fields=(
        Field(
            name="address",
            help=_("An address or a network, such as 203.0.113.0/24 or 2001:db8::/32"),
        ),
        Field(name="kind", options=RULES, default=fence.BLOCK, required=True),
        Field(name="until", help=_("Empty: for good")),
        Field(name="by", target="access.user", read_only=True),
    ),
    columns=("address", "kind", "note", "until", "by", "created_at"),
    form=(Section("main", _("Main"), ("address", "kind", "note", "until", "by")),),
    quick=("address", "kind", "note", "until"),
    title_field="address",
    search=("note",),
    features=("bin", "export"),
    owned=False,
    small=True,
    by_name=True,
    runtime_fields=False,
    before=address_rules.check_address,
)

module = Module(
    name="access",
    title=_("People and rights"),
    entities=(unit, role, user, team, audit, address),
    menu=(
        Menu("access.user", _("Users"), "users", "settings", 20, "access.user", needs="create"),
        Menu(
            "access.unit",
            _("Units"),
            "branch",
            "settings",
            21,
            "access.unit",
            "tree",
            needs="create",
        ),
        Menu("access.role", _("Roles"), "shield", "settings", 22, "access.role", needs="create"),
        Menu("access.team", _("Teams"), "users", "settings", 23, "access.team", needs="create"),
        Menu("access.audit", _("Audit"), "history", "settings", 24, "access.audit", "audit"),
        Menu("access.bin", _("Bin"), "trash", "settings", 25, None, "bin"),
        Menu("access.activity", _("Activity"), "chart", "settings", 26, None, "activity"),
    ),
    required=True,
)
