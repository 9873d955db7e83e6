"""List who has a second factor, or take one off a log-in whose owner lost phone and codes."""

import argparse
import sys

from allauth.mfa.models import Authenticator
from django.db import transaction

from kartei.platform.access.models import User
from kartei.platform.access.people import tell_act
from kartei.platform.signin import demand
from kartei.web.acting import acting


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose; without a login they are listed."""
    parser.add_argument("login", nargs="?", default="")


def run(args: argparse.Namespace) -> int:
    """0 when the factors are off (open sessions and tokens end) or listed; 1 for an unknown login.

    Password and rights stay. Where the firm demands a factor, the next sign-in leads to a new one.
    """
    users = User.objects.filter(deleted=False, program=False).order_by("login")
    if not args.login:
        having = set(
            Authenticator.objects.filter(type__in=demand.FACTORS).values_list("user_id", flat=True)
        )
        for user in users:
            print(f"{user.login}  {'second factor' if user.pk in having else 'password alone'}")
        return 0
    found = users.filter(login=args.login.strip().lower()).first()
    if found is None:
        print(f"kartei: there is no user {args.login}", file=sys.stderr)
        return 1
    with acting("") as actor, transaction.atomic():
        count = demand.take_off(found.pk)
        tell_act(actor, found.pk, "take_factor_off", {})
    print(f"{found.login}: {count} second factors taken off. The password opens the door now.")
    return 0
