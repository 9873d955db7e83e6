"""Registering oneself: a letter proves the address, then the newcomer is made, often to wait.

The answer to the first question is the same for every address; what follows is in letters. The link
holds the address under a MAC, so that nothing is stored for who never opens it. The password is
chosen behind the link: whoever asked in another's name knows none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartei.platform.access import newcomers
from kartei.platform.access.applicants import USER
from kartei.platform.access.logins import plain, scripts
from kartei.platform.access.models import Role, User
from kartei.platform.access.rules import password_of
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email
from kartei.platform.mail.post import installation
from kartei.platform.meta.errors import FieldFault, Refusal, words_of
from kartei.platform.meta.versions import bump_access
from kartei.platform.records import notices, write
from kartei.platform.signin import letters, links

SALT = "kartei.platform.signin.signup"
#: Seconds for which the link of a letter is good.
LASTS = 86400
#: A mail address becomes the login, which is no longer than this.
LONGEST = 100


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody says of himself behind his link."""

    name: str
    password: str
    language: str


def checked(text: str) -> str:
    """The mail address that somebody may register; Refusal for one that nobody could.

    Only what the address itself says is judged, never who is known.
    """
    rule = newcomers.ready()
    if rule is None:
        raise closed()
    try:
        email = plain(parse_email(text))
    except ValueFault as fault:
        raise wrong("signin.email", words_of(fault)) from fault
    if len(email) > LONGEST:
        raise wrong("signin.email", str(_("This mail address is too long")))
    if len(scripts(email)) > 1:
        raise wrong("access.login_mixed", str(_("A login has letters of one alphabet only")))
    if not rule.admits(email):
        raise wrong("signup.domain", str(_("Registration is not open for this mail domain")))
    return email


def wrong(code: str, words: str) -> Refusal:
    """The address cannot be registered by anybody."""
    return Refusal(code, words, faults=[FieldFault("email", code, words, "/email")])


def closed() -> Refusal:
    """The firm lets nobody register."""
    return Refusal("signup.closed", _("Registration is not open here"), status=403)


def answer_by_letter(email: str, language: str) -> None:
    """The letter that answers who wants to register: a link, or that he has an account already.

    Nothing where an account waits, is disabled or was refused, or where it was closed meanwhile.
    """
    rule = newcomers.ready()
    if rule is None or not rule.admits(email):
        return
    firm = letters.firm_now()
    users = list(holders(email))
    with translation.override(language):
        if not users:
            subject, lines = gettext("Confirm your mail address"), asking()
            secret = letters.address("registration", key_of(email))
            letters.send_to(email, subject, lines, firm, secret=secret)
        elif any(user.is_active and not user.program for user in users):
            subject = gettext("You have an account already")
            lines = (
                gettext("Somebody, hopefully you, wanted to register with this address."),
                gettext("You have an account already. Sign in, or set a new password there."),
                settings.BASE_ADDRESS,
            )
            letters.send_to(email, subject, lines, firm)


def asking() -> tuple[str, ...]:
    """The words above the link."""
    return (
        gettext("Somebody, hopefully you, wants to register with this address."),
        gettext("Open this link to confirm it and to choose your password."),
        gettext("The link works once, for one day. Without it nothing happens."),
    )


def holders(email: str) -> Any:
    """Everybody who has this address, or has it as his login, those in the bin included."""
    return User.objects.filter(Q(login=email) | Q(email__iexact=email))


def key_of(email: str) -> str:
    """The key of a link."""
    return signing.dumps(email, salt=SALT)


def email_of(key: str) -> str:
    """Whose link it is; Refusal when it is too old, was used, or was never ours."""
    rule = newcomers.ready()
    if rule is None:
        raise closed()
    try:
        email = str(signing.loads(key, salt=SALT, max_age=LASTS))
    except signing.BadSignature as error:
        raise links.dead() from error
    if not rule.admits(email) or holders(email).exists():
        raise links.dead()
    return email


def join(key: str, newcomer: Newcomer) -> bool:
    """Make the account behind a link; True when it waits for release.

    Refusal for a dead link, a password of no sensible length, or a rule that holds no more.
    """
    email_of(key)
    hashed = make_password(password_of({"password": newcomer.password}))
    with transaction.atomic():
        rule = newcomers.held()
        if rule is None:
            raise closed()
        user = made(rule, email_of(key), newcomer)
        waiting = {"active": False, "applied_at": timezone.now()} if rule.release else {}
        User.objects.filter(pk=user).update(password=hashed, **waiting)
        if rule.release:
            notices.tell_applied(user, administrators())
        bump_access()
    return rule.release


def made(rule: newcomers.Signup, email: str, newcomer: Newcomer) -> UUID:
    """The account itself, with what the rule gives."""
    values = {
        "name": newcomer.name, "login": email, "email": email, "unit": rule.unit,
        "roles": [rule.role], "language": newcomer.language,
    }  # fmt: skip
    return write.create(installation(), USER, values)


def administrators() -> list[UUID]:
    """The people who are told of who waits."""
    roles = Role.objects.filter(administrator=True, deleted=False).values_list("pk", flat=True)
    wanted = {str(key) for key in roles}
    people = User.objects.filter(active=True, deleted=False, program=False)
    return [key for key, held in people.values_list("pk", "roles") if wanted & set(held)]


def tell_answer(user: User, admitted: bool) -> None:
    """The letter to who waited; the account of who is refused goes to the bin."""
    firm = letters.firm_now()
    with translation.override(user.language or firm.language):
        hello = gettext("Hello %(name)s,") % {"name": user.name}
        if admitted:
            subject = gettext("Your account is open")
            login = gettext("Login: %(login)s") % {"login": user.login}
            words = gettext("You can sign in now with the password that you chose.")
            letters.send(user, subject, (hello, words, login, settings.BASE_ADDRESS), firm)
        else:
            subject = gettext("Your registration")
            words = gettext("Your request for an account was refused.")
            letters.send(user, subject, (hello, words), firm)
    if not admitted:
        write.bin_many(installation(), USER, [user.pk])
