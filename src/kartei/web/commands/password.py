"""List the log-ins, or give one of them a new password."""

import argparse
import secrets
import sys

from kartei.platform.access.models import User
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands
from kartei.web.acting import acting, reason


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose; without a login they are listed."""
    parser.add_argument("login", nargs="?", default="")
    parser.add_argument("--password", default="", help="the new one; else random and printed")


def run(args: argparse.Namespace) -> int:
    """0 when it is set (open sessions end) or the log-ins are listed; 1 with the reason."""
    users = User.objects.filter(deleted=False).order_by("login")
    if not args.login:
        for user in users:
            print(f"{user.login}  {user.name}{'' if user.active else ' (disabled)'}")
        if not users:
            print("Nobody is there yet: open Kartei in the browser to set it up.")
        return 0
    found = users.filter(login=args.login.strip().lower()).first()
    if found is None:
        print(f"kartei: there is no user {args.login}", file=sys.stderr)
        return 1
    password = args.password or secrets.token_urlsafe(9)
    try:
        with acting("") as actor:
            commands.run(actor, "access.user", found.pk, "set_password", {"password": password})
    except Refusal as refusal:
        print(f"kartei: {reason(refusal)}", file=sys.stderr)
        return 1
    print(f"Password for {found.login}: {password}")
    return 0
