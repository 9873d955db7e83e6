"""``kartei demo``: fill an empty installation with the demo firm."""

from __future__ import annotations

import argparse
import secrets


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Size and language."""
    sizes = parser.add_mutually_exclusive_group()
    for size, about in (
        ("small", "some 200 records"),
        ("real", "20,000 records"),
        ("large", "a million records"),
    ):
        sizes.add_argument(f"--{size}", dest="size", action="store_const", const=size, help=about)
    parser.add_argument("--language", choices=("ru", "de", "en"), default="ru")
    parser.add_argument("--password", default="", help="one for all demo people; else random")
    parser.set_defaults(size="small")


def run(args: argparse.Namespace) -> int:
    """Fill, then print the logins and the one password."""
    from kartei.web import demo, first_run

    if not first_run.is_needed():
        print("The installation is not empty; demo data goes only into an empty one.")
        return 1
    password = args.password or secrets.token_urlsafe(9)
    users = demo.fill(password, language=args.language, size=args.size, say=print)
    print("Logins: " + ", ".join(users))
    print(f"Password for all of them: {password}")
    return 0
