"""Say where the keys of stored passwords lie, or make a new one with ``rotate``."""

import argparse
import sys

from kartei.platform.access import vault
from kartei.platform.kit.vault import VaultError
from kartei.web.config import config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What to do; nothing named only looks."""
    parser.add_argument(
        "act", nargs="?", choices=["rotate"], help="a new key, and everything encrypted anew"
    )


def run(args: argparse.Namespace) -> int:
    """0 when everything stored can be read (and was encrypted anew), 1 with the reason."""
    path = config().key_file
    if vault.vault().mode is None:
        print(f"There is no key yet; the first stored password makes {path}")
    else:
        print(f"The keys lie in {path}")
    lost = vault.unreadable()
    if lost:
        print(f"kartei: {lost} stored passwords cannot be decrypted with them", file=sys.stderr)
        return 1
    if args.act == "rotate":
        try:
            print(f"New key; {vault.renew()} stored passwords encrypted anew")
        except VaultError as error:
            print(f"kartei: {error}", file=sys.stderr)
            return 1
    return 0
