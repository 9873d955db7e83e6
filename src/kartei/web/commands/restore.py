"""Bring a backup into an empty data folder (and an empty PostgreSQL database)."""

import argparse
import sys
from pathlib import Path

from kartei.web.archive import ArchiveError
from kartei.web.backup import RestoreError, default_key, restore
from kartei.web.config import config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The archive."""
    parser.add_argument("archive", type=Path)
    parser.add_argument("--key", type=Path, metavar="FILE", help="the key of an encrypted archive")


def run(args: argparse.Namespace) -> int:
    """0 when everything is there again; 1 with the reason, and nothing changed."""
    try:
        manifest = restore(config(), args.archive, args.key or default_key(config()))
    except (OSError, ArchiveError, RestoreError) as error:
        print(f"kartei: {error}", file=sys.stderr)
        return 1
    print(f"restored the state of {manifest.created_at} into {config().data}")
    print("devices and other programs will read everything anew; start with: kartei up")
    return 0
