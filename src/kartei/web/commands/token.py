"""Make an API token for a user; it is printed alone on the last line and never shown again."""

import argparse
import hashlib
import secrets
import sys

from django.utils import timezone

from kartei.platform.access.models import Token, User
from kartei.web.sessions import TOKEN_PREFIX


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose it is, and what it is for."""
    parser.add_argument("login")
    parser.add_argument("--title", default="kartei token", help="what the token is for")


def run(args: argparse.Namespace) -> int:
    """0 with the token on the last line; 1 when there is no such active user."""
    user = User.objects.filter(login=args.login.strip().lower(), active=True, deleted=False).first()
    if user is None:
        print(f"kartei: there is no active user {args.login}", file=sys.stderr)
        return 1
    token = TOKEN_PREFIX + secrets.token_urlsafe(30)
    Token.objects.create(
        key=hashlib.sha256(token.encode()).hexdigest(),
        user=user,
        title=args.title[:120],
        made_at=timezone.now(),
    )
    print(f"Token for {user.login}; keep it secret, it cannot be shown again:")
    print(token)
    return 0
