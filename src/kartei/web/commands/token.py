"""Make an API token for a user; it is printed alone on the last line and never shown again."""

import argparse
import sys
from datetime import timedelta

from django.utils import timezone

from kartei.platform.access.bounds import check_scopes
from kartei.platform.access.models import User
from kartei.platform.access.tokens import kept
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.world import present_world
from kartei.web.acting import reason


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose it is, and what it is for."""
    parser.add_argument("login")
    parser.add_argument("--title", default="kartei token", help="what the token is for")
    parser.add_argument(
        "--scope",
        action="append",
        default=[],
        metavar="OBJECT=read|write",
        help="what it may do, such as *=read or people.person=write; may be said several times",
    )
    parser.add_argument("--days", type=int, default=0, help="how long it holds; 0: for good")


def run(args: argparse.Namespace) -> int:
    """0 with the token on the last line; 1 when there is no such active user or scope."""
    user = User.objects.filter(login=args.login.strip().lower(), active=True, deleted=False).first()
    if user is None:
        print(f"kartei: there is no active user {args.login}", file=sys.stderr)
        return 1
    wished = dict(found.partition("=")[::2] for found in args.scope)
    try:
        scopes = check_scopes(wished, present_world().objects) if wished else {}
    except Refusal as refusal:
        print(f"kartei: {reason(refusal)}", file=sys.stderr)
        return 1
    expires = timezone.now() + timedelta(days=args.days) if args.days > 0 else None
    _row, token = kept(user.pk, args.title, scopes, expires)
    print(f"Token for {user.login}; keep it secret, it cannot be shown again:")
    print(token)
    return 0
