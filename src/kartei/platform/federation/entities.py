"""How providers, what their groups mean, and programs appear."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kartei.platform.directory.rules import check_role
from kartei.platform.federation import people, rules
from kartei.platform.federation.models import Group, Program, Provider
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

ADMITS = (
    Option(people.KNOWN, _("who has an account here")),
    Option(people.RELEASED, _("everybody, once an administrator enables him")),
    Option(people.MAPPED, _("who is in a mapped group, at once")),
    Option(people.ALL, _("everybody, at once")),
)
_LINKS = _("Only where the provider makes sure that an address is its owner's")
_WITHIN = _("For example “sales.deal:read people.person:write”, or “*:read”")

provider = Entity(
    model=Provider,
    name="federation.provider",
    one=_("sign-on provider"),
    many=_("sign-on providers"),
    title=_("Sign-on providers"),
    icon="shield",
    fields=(
        Field(name="issuer", help=_("For example https://login.firm.example/realms/office")),
        Field(name="client_id", help=_("As the provider calls Kartei")),
        Field(name="scopes", default="openid profile email"),
        Field(name="groups_claim", default="groups"),
        Field(name="admits", options=ADMITS, default=people.KNOWN, required=True),
        Field(name="links", default=False, help=_LINKS),
        Field(name="domains", help=_("Divided by blanks; empty: all. Only verified addresses")),
        Field(name="trusts", default=False, help=_("Else who has a second factor gives it here")),
        Field(name="home", target="access.unit"),
        Field(name="role", target="access.role"),
        Field(name="active", default=False),
        Field(name="has_secret", read_only=True),
        Field(name="fault", read_only=True),
        *(
            Field(name=name, hidden=True, read_only=True, guarded=True)
            for name in ("secret", "paused_until")
        ),
    ),
    columns=("name", "issuer", "active", "admits", "fault"),
    form=(
        Section("main", _("Main"), ("name", "active", "fault")),
        Section("provider", _("Provider"), ("issuer", "client_id", "has_secret", "scopes")),
        Section("people", _("People"), ("admits", "links", "domains", "trusts")),
        Section("place", _("What they become here"), ("home", "role", "groups_claim")),
    ),
    related=(Related("federation.group", "provider", _("Groups")),),
    quick=("name", "issuer", "client_id", "admits", "home"),
    features=("timeline", "bin"),
    owned=False,
    by_name=True,
    runtime_fields=False,
    before=rules.check_provider,
    after=rules.follow_provider,
    commands=(
        Command(
            name="set_secret",
            label=_("Set secret"),
            run=rules.set_secret,
            icon="lock",
            input=({"name": "secret", "kind": "password", "label": _("Secret")},),
        ),
    ),
)

group = Entity(
    model=Group,
    name="federation.group",
    one=_("group of a provider"),
    many=_("groups of a provider"),
    title=_("Groups of providers"),
    icon="users",
    fields=(
        Field(name="name", help=_("As the provider's claim says it")),
        Field(name="provider", target="federation.provider"),
        Field(name="role", target="access.role"),
    ),
    columns=("name", "role", "provider"),
    form=(Section("main", _("Main"), ("provider", "name", "role")),),
    features=("bin",),
    owned=False,
    by_name=True,
    runtime_fields=False,
    before=check_role,
)

program = Entity(
    model=Program,
    name="federation.program",
    one=_("joined program"),
    many=_("joined programs"),
    title=_("Joined programs"),
    icon="link",
    fields=(
        Field(name="client_id", read_only=True),
        Field(name="has_secret", read_only=True),
        Field(name="redirects", help=_("One a line; people are sent back nowhere else")),
        Field(name="trusted", default=False, help=_("For the firm's own programs")),
        Field(name="vouches", default=False, help=_("Only where people cannot change their own")),
        Field(name="account", target="access.user"),
        Field(name="scopes", help=_WITHIN),
        Field(name="active", default=True),
        Field(name="secret", hidden=True, read_only=True, guarded=True),
    ),
    columns=("name", "active", "account", "client_id"),
    form=(
        Section("main", _("Main"), ("name", "active", "client_id", "has_secret")),
        Section("people", _("People sign in there"), ("redirects", "trusted", "vouches")),
        Section("itself", _("It works by itself"), ("account", "scopes")),
    ),
    quick=("name", "redirects", "account", "scopes"),
    features=("timeline", "bin"),
    owned=False,
    by_name=True,
    runtime_fields=False,
    before=rules.check_program,
    after=rules.follow_program,
)

module = Module(
    name="federation",
    title=_("Sign-on of others"),
    entities=(provider, group, program),
    menu=(
        Menu(
            "federation.provider",
            _("Sign-on providers"),
            "shield",
            "settings",
            29,
            "federation.provider",
        ),
        Menu(
            "federation.program",
            _("Joined programs"),
            "link",
            "settings",
            30,
            "federation.program",
        ),
    ),
    required=True,
)
