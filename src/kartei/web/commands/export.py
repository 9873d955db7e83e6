"""Write a list into a file: XLSX, CSV or vCard, told by the ending of its name."""

import argparse
import json
import sys
from pathlib import Path

from kartei.platform.meta.errors import Refusal
from kartei.platform.records import exporting
from kartei.platform.records.ask import Ask
from kartei.web.acting import acting, reason


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, where to, which part of it, and as whom."""
    parser.add_argument("object", help="for example people.person")
    parser.add_argument("file", type=Path, help="ends with .xlsx, .csv or .vcf")
    parser.add_argument("--filter", default="null", metavar="JSON", help="as in the API")
    parser.add_argument("--sort", default="", help="for example -created_at,name")
    parser.add_argument("--search", default="")
    parser.add_argument("--fields", default="", help="names parted by commas")
    parser.add_argument("--as", dest="login", default="", metavar="LOGIN", help="act as this user")


def run(args: argparse.Namespace) -> int:
    """0 with the number of rows; 1 with the reason, and no file is left."""
    try:
        condition = json.loads(args.filter)
    except ValueError as error:
        print(f"kartei: --filter is not JSON: {error}", file=sys.stderr)
        return 1
    fields = tuple(name.strip() for name in args.fields.split(",") if name.strip()) or None
    ask = Ask(filter=condition, sort=args.sort, search=args.search, fields=fields)
    wish = exporting.Wish(args.object, ask, args.file.suffix.lower().lstrip("."))
    draft = args.file.with_name(args.file.name + ".part")
    try:
        with acting(args.login) as actor:
            exporting.check(actor, wish)
            with draft.open("wb") as target:
                rows = exporting.write(actor, wish, target)
        draft.replace(args.file)
    except (Refusal, OSError) as error:
        print(f"kartei: {reason(error)}", file=sys.stderr)
        return 1
    finally:
        draft.unlink(missing_ok=True)
    print(f"{args.file}: {rows} rows")
    return 0
