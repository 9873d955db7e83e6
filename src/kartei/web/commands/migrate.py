"""Bring the database to this version."""

import argparse
import time

from django.core.management import call_command

from kartei.web.config import config
from kartei.web.migrations_state import pending


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``--check`` only tells what is pending."""
    parser.add_argument(
        "--check", action="store_true", help="only tell; exit code 1 when something is pending"
    )


def run(args: argparse.Namespace) -> int:
    """Apply what is pending; the data folder is made when it is not there."""
    config().make_folder()
    waiting = pending(config())
    if args.check:
        print("\n".join(waiting) or "nothing to do")
        return 1 if waiting else 0
    began = time.monotonic()
    # Django is asked even when the files say nothing: it also knows of other packages' migrations.
    call_command("migrate", verbosity=0, interactive=False)
    print(f"database is up to date, {len(waiting)} steps in {time.monotonic() - began:.1f} s")
    return 0
