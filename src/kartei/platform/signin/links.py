"""Links in letters by which somebody sets his password: recovery and invitation."""

from __future__ import annotations

from allauth.account.utils import user_pk_to_url_str
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import User
from kartei.platform.access.people import with_own_password
from kartei.platform.meta.errors import Refusal
from kartei.platform.signin import letters
from kartei.platform.signin.passwords import INVITED, RECOVERY, Links


def key_of(user: User) -> str:
    """The key of a link: whose, and its token."""
    return f"{user_pk_to_url_str(user)}-{Links().make_token(user)}"


def dead() -> Refusal:
    """A link opens nothing any more."""
    words = _("This link was used already, or is too old. Ask for a new one")
    return Refusal("signin.link", words, status=400)


def recover(email: str) -> None:
    """A letter to everybody who comes in and has this address: a link, or where his password is
    kept; else nothing.
    """
    users = User.objects.filter(email__iexact=email, active=True, deleted=False, program=False)
    ours = set(with_own_password(users).values_list("pk", flat=True))
    for user in users:
        if user.pk in ours:
            send(user, invited=not user.has_usable_password())
        else:
            send_elsewhere(user)


def send_elsewhere(user: User) -> None:
    """The letter to who signs in with a password that is not ours."""
    firm = letters.firm_now()
    with translation.override(user.language or firm.language):
        lines = (
            gettext("Hello %(name)s,") % {"name": user.name},
            gettext("Somebody, hopefully you, asked for a new password for your account."),
            gettext("Your password is not kept in Kartei but in your firm's directory or sign-on "
                    "service. Change it there, or ask your administrator."),
        )  # fmt: skip
        letters.send(user, gettext("Where your password is kept"), lines, firm)


def invite(user: User) -> None:
    """A letter with the link by which a new user sets his first password."""
    send(user, invited=True)


def send(user: User, *, invited: bool) -> None:
    """The letter, in the reader's language."""
    firm = letters.firm_now()
    with translation.override(user.language or firm.language):
        if invited:
            subject = gettext("Your access to Kartei")
            why = gettext("An account was made for you. Choose your password by this link.")
            until = gettext("The link works once, for %(days)s days.") % {"days": INVITED // 86400}
        else:
            subject = gettext("Set a new password")
            why = gettext("Somebody, hopefully you, asked for a new password for your account.")
            until = gettext("The link works once, for %(minutes)s minutes. Without it nothing "
                            "changes.") % {"minutes": RECOVERY // 60}  # fmt: skip
        lines = (
            gettext("Hello %(name)s,") % {"name": user.name},
            why,
            gettext("Login: %(login)s") % {"login": user.login},
            until,
        )
        page = "invitation" if invited else "reset"
        letters.send(user, subject, lines, firm, secret=letters.address(page, key_of(user)))
