"""Signing in, one's own settings, and the first run."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from zoneinfo import available_timezones

from django.db import transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Router
from pydantic import Field

import kartei
from kartei.platform.access import newcomers
from kartei.platform.access.actor import actor_for
from kartei.platform.access.models import User
from kartei.platform.access.roster import roster_at
from kartei.platform.flow import samples as work
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.money import currency_digits
from kartei.platform.kit.text import initials
from kartei.platform.meta.errors import Refusal, bad_question
from kartei.platform.meta.models import Firm
from kartei.platform.meta.spec import registry
from kartei.platform.meta.versions import bump_access, present
from kartei.platform.records.firm import judge_modules
from kartei.platform.signin import demand
from kartei.web import first_run, presets, sessions
from kartei.web.api.base import Strict, answer
from kartei.web.api.configuration import PresetOut
from kartei.web.places import PLATFORM

router = Router(tags=["session"])
Language = Literal["ru", "de", "en"]


class FactorDue(Strict):
    """A second factor that is demanded and not set up yet. until: in this time; late: it is over,
    and nothing else is open.
    """

    until: datetime
    late: bool


class SessionUser(Strict):
    """Who is signed in; second_factor: what is demanded of him and missing."""

    id: str
    login: str
    name: str
    initials: str
    email: str
    language: str
    theme: str
    density: str
    second_factor: FactorDue | None


class SessionFirm(Strict):
    """The firm's settings that a page needs before signing in."""

    name: str
    country: str
    currency: str
    timezone: str
    language: str


class SessionOut(Strict):
    """The state of this browser. signup: whether somebody may register himself here."""

    user: SessionUser | None
    csrf: str
    firm: SessionFirm
    setup: bool
    signup: bool
    languages: list[str]
    version: str


class SignIn(Strict):
    """Credentials."""

    login: str = Field(max_length=100)
    password: str = Field(max_length=1000)


class Settings(Strict):
    """One's own settings; only those that are given change."""

    language: Language | None = None
    theme: Literal["light", "dark", "auto"] | None = None
    density: Literal["compact", "normal", "comfortable"] | None = None


class Setup(Strict):
    """The answers of the first-run wizard."""

    firm: str = Field(min_length=1, max_length=200)
    country: Literal["ru", "de", "general"]
    language: Language
    currency: str = Field(pattern="^[A-Z]{3}$")
    timezone: str = Field(max_length=60)
    login: str = Field(min_length=1, max_length=100, pattern=r"^[^\s\x00]+$")
    password: str = Field(max_length=256)
    name: str = Field(min_length=1, max_length=200)
    modules: list[str] = Field(default_factory=list, max_length=50)
    preset: str = Field(default="", max_length=30)
    demo: bool = False


def state(request: Any, user: User | None) -> dict[str, Any]:
    """The session in its outer form."""
    firm = Firm.objects.filter(pk=1).first() or Firm()
    return {
        "user": user and user_out(user, request),
        "csrf": get_token(request),
        "firm": {
            "name": firm.name,
            "country": firm.country,
            "currency": firm.currency,
            "timezone": firm.timezone,
            "language": firm.language,
        },
        "setup": user is None and first_run.is_needed(),
        "signup": user is None and newcomers.ready() is not None,
        "languages": ["ru", "de", "en"],
        "version": kartei.__version__,
    }


def user_out(user: User, request: Any) -> dict[str, Any]:
    """A user as his own page shows him."""
    return {
        "id": str(user.pk),
        "login": user.login,
        "name": user.name,
        "initials": initials(user.name),
        "email": user.email,
        "language": user.language,
        "theme": user.settings.get("theme", "auto"),
        "density": user.settings.get("density", "normal"),
        "second_factor": factor_due(user),
    }


def factor_due(user: User) -> dict[str, Any] | None:
    """What a page has to say of a second factor that is demanded."""
    until = demand.due(user.pk, roster_at(present()[1]))
    return {"until": until, "late": until <= timezone.now()} if until else None


def current(request: Any) -> User | None:
    """The signed-in user's row."""
    actor = request.found_actor
    return None if actor is None else User.objects.get(pk=actor.user)


@router.get("/session", response=SessionOut)
def get_session(request: Any) -> HttpResponse:
    """Who is signed in here, and what a page needs before that."""
    return answer(state(request, current(request)))


@router.post("/session", response=SessionOut)
def open_session(request: Any, body: SignIn) -> HttpResponse:
    """Sign in with login and password."""
    if not sessions.try_password(request, body.login, body.password):
        raise wrong()
    if not request.user.is_authenticated:
        words = _("One more step is needed to sign in")
        raise Refusal("session.step", words, status=401)
    return answer(state(request, request.user))


def wrong() -> Refusal:
    """Which of the two is wrong is nobody's business."""
    return Refusal("session.wrong", _("Login or password is wrong"), status=401)


@router.patch("/session", response=SessionOut)
def change_session(request: Any, body: Settings) -> HttpResponse:
    """Change one's own language, theme or density."""
    user = User.objects.get(pk=request.actor.user)
    if body.language is not None:
        user.language = body.language
    for name in ("theme", "density"):
        value = getattr(body, name)
        if value is not None:
            user.settings = {**user.settings, name: value}
    user.save(update_fields=["language", "settings"])
    bump_access()
    return answer(state(request, user))


@router.delete("/session", response={204: None})
def close_session(request: Any) -> HttpResponse:
    """Sign out."""
    sessions.sign_out(request)
    return HttpResponse(status=204)


class Country(Strict):
    """A country pack."""

    id: str
    title: str
    currency: str
    timezone: str


class ModuleOut(Strict):
    """A module to choose."""

    id: str
    title: str
    about: str
    required: bool
    on: bool
    needs: list[str]


class SetupOut(Strict):
    """What the wizard offers."""

    countries: list[Country]
    modules: list[ModuleOut]
    presets: list[PresetOut]


@router.get("/setup", response=SetupOut)
def get_setup(request: Any) -> HttpResponse:
    """Countries, modules and kinds of firms to choose from."""
    modules = [
        {
            "id": m.name,
            "title": str(m.title),
            "about": str(m.about),
            "required": m.required,
            "on": True,
            "needs": list(m.needs),
        }
        for m in registry.modules.values()
        if m.name not in PLATFORM
    ]
    kinds = presets.all_of((get_language() or "en")[:2])
    return answer({"countries": first_run.COUNTRIES, "modules": modules, "presets": kinds})


@router.post("/setup", response={201: SessionOut})
def run_setup(request: Any, body: Setup) -> HttpResponse:
    """Set a new installation up and sign its administrator in."""
    check_setup(body)
    data = body.model_dump(exclude={"demo", "modules"})
    with transaction.atomic():
        admin = first_run.begin(first_run.FirstRun(**data, modules=tuple(body.modules)))
        if body.demo:
            work.order(actor_for(admin, via="setup"), work.FILL, {"amount": "small"})
    sessions.sign_in(request, User.objects.get(pk=admin))
    return answer(state(request, request.user), 201)


def check_setup(body: Setup) -> None:
    """Names of currencies, zones and modules exist."""
    try:
        currency_digits(body.currency)
    except ValueFault as fault:
        raise bad_question(_("Unknown currency"), "setup.currency") from fault
    if body.timezone not in available_timezones():
        raise bad_question(_("Unknown time zone"), "setup.timezone")
    if set(body.modules) - set(registry.modules):
        raise bad_question(_("Unknown module"), "setup.module")
    needed = presets.read(body.preset).get("modules") if body.preset else None
    if body.modules and set(needed or ()) - set(body.modules):
        missing = next(name for name in needed or () if name not in body.modules)
        title = registry.modules[missing].title
        text = _("This kind of firm needs the module “%(title)s”")
        raise bad_question(text, "setup.preset_needs", title=title)
    if (wrong := judge_modules(body.modules)) is not None:
        raise bad_question("%(words)s", "setup.module_needs", words=wrong)
