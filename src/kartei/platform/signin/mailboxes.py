"""One's own new mail address: it counts once the letter that went there was answered.

The link holds the change under a MAC and dies with the address and the epoch that it was made for,
so it works once. The old address is told when it is asked for and when it is done.
"""

from __future__ import annotations

from django.core import signing
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.actor import Actor, actor_for
from kartei.platform.access.applicants import USER
from kartei.platform.access.models import User
from kartei.platform.access.people import has_password_elsewhere, tell_act
from kartei.platform.kit.faults import ValueFault
from kartei.platform.kit.mail import parse_email
from kartei.platform.mail.post import installation
from kartei.platform.meta.errors import FieldFault, Refusal, words_of
from kartei.platform.records import write
from kartei.platform.signin import letters
from kartei.platform.signin.links import dead

SALT = "kartei.platform.signin.mailboxes"
#: Seconds for which the link is good.
LASTS = 86400


def ask(actor: Actor, text: str) -> None:
    """Send the link to a new address, and word of it to the present one.

    Refusal for what is no address, and for who has his in the firm's directory. Whether somebody
    else has the address is not told.
    """
    user = User.objects.get(pk=actor.user)
    if has_password_elsewhere(user.pk):
        words = _("Your mail address comes from the firm's directory")
        raise Refusal("access.mail_elsewhere", words, status=409)
    try:
        email = parse_email(text)
    except ValueFault as fault:
        faults = [FieldFault("email", "signin.email", words_of(fault), "/email")]
        raise Refusal("signin.email", words_of(fault), faults=faults) from fault
    tell_new(user, email)
    warned = _("Somebody asked to change the mail address of your account to %(email)s")
    tell_old(user, warned, email)


def tell_new(user: User, email: str) -> None:
    """The letter with the link."""
    firm = letters.firm_now()
    with translation.override(user.language or firm.language):
        lines = (
            gettext("Hello %(name)s,") % {"name": user.name},
            gettext("Open this link, so that your mail address in Kartei is from now on this one."),
            gettext("The link works once, for one day. Without it nothing happens."),
        )
        secret = letters.address("mail", key_of(user, email))
        subject = gettext("Confirm your mail address")
        letters.send_to(email, subject, lines, firm, secret=secret)


def tell_old(user: User, words: Promise, email: str) -> None:
    """Word to the address that a user has so far, if he has one."""
    if not user.email:
        return
    firm = letters.firm_now()
    with translation.override(user.language or firm.language):
        lines = (
            gettext("Hello %(name)s,") % {"name": user.name},
            str(words) % {"email": email} + ".",
            gettext("If this was not you, tell your administrator at once."),
        )
        letters.send(user, gettext("Your mail address"), lines, firm)


def key_of(user: User, email: str) -> str:
    """The key of a link: whose address becomes which, and under what it was asked for."""
    return signing.dumps([str(user.pk), email, user.email, user.epoch], salt=SALT)


def take(key: str) -> str:
    """The new address counts from now on; Refusal when the link is too old or was used."""
    with transaction.atomic():
        user, email = found(key)
        write.change(installation(), USER, user.pk, {"email": email})
        tell_act(actor_for(user.pk, via="page"), user.pk, "confirm_mail", {})
        tell_old(user, _("The mail address of your account is from now on %(email)s"), email)
    return email


def found(key: str) -> tuple[User, str]:
    """Whose link it is, and the address that it proves."""
    try:
        pk, email, old, epoch = signing.loads(key, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise dead() from error
    rows = User.objects.select_for_update().filter(pk=pk, email=old, epoch=epoch)
    user = rows.filter(active=True, deleted=False).first()
    if user is None or email == old:
        raise dead()
    return user, email
