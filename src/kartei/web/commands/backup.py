"""Write database, files and secret key into one archive, while the server goes on working."""

import argparse
import sqlite3
import sys
from pathlib import Path

from kartei.web.archive import ArchiveError, verify
from kartei.web.backup import back_up, default_key, default_target
from kartei.web.config import config


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, or ``--verify`` to check an archive."""
    parser.add_argument("target", type=Path, nargs="?", help="default: backups/ in the data folder")
    parser.add_argument("--verify", type=Path, metavar="ARCHIVE", help="only check this archive")
    parser.add_argument("--encrypt", action="store_true", help="encrypt it under a key of its own")
    parser.add_argument(
        "--key", type=Path, metavar="FILE", help="the file with that key, made when there is none"
    )


def run(args: argparse.Namespace) -> int:
    """0 when the archive was written and read back, 1 with the reason otherwise."""
    target = args.verify or args.target or default_target(config(), sealed=args.encrypt)
    key = args.key or default_key(config())
    try:
        if args.verify:
            manifest = verify(target, key)
        else:
            manifest = back_up(config(), target, key if args.encrypt else None)
    except (OSError, sqlite3.Error, ArchiveError) as error:
        print(f"kartei: {error}", file=sys.stderr)
        return 1
    size = sum(member.size for member in manifest.members)
    if not args.verify and config().key_file.exists():
        print(f"The keys of stored passwords are not in it: keep a copy of {config().key_file}")
    if not args.verify and config().files_key:
        print(f"The keys of stored files are not in it: keep a copy of {config().files_key}")
    if args.encrypt and not args.verify:
        print(f"Without the key in {key} nobody can restore it: keep a copy elsewhere")
    print(f"{target}: {len(manifest.members)} members, {size} bytes, version {manifest.version}")
    return 0
