"""Import a file: XLSX, XLS, ODS, CSV, vCard, Google or Outlook contacts."""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal
from kartei.platform.records.importing import run as carrying_out
from kartei.platform.records.importing import service
from kartei.platform.records.importing.models import Import
from kartei.platform.records.importing.options import DUPLICATES
from kartei.web.acting import acting, reason

_PIECE = 1 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What into what, as whom, and what to do with duplicates."""
    parser.add_argument("object", help="for example people.person")
    parser.add_argument("file", type=Path)
    parser.add_argument("--as", dest="login", default="", metavar="LOGIN", help="act as this user")
    parser.add_argument("--duplicates", choices=DUPLICATES, default="skip")
    parser.add_argument("--keep", action="store_true", help="write rows without their faulty cells")
    parser.add_argument("--dry-run", action="store_true", help="only tell what would happen")
    parser.add_argument("--report", type=Path, metavar="CSV", help="write faults into this file")


def run(args: argparse.Namespace) -> int:
    """0 when the import has run (faulty rows are counted, not fatal); 1 with the reason."""
    try:
        with acting(args.login) as actor:
            row = service.upload(actor, _pieces(args.file), args.file.name, args.object)
            options = {"duplicates": args.duplicates, "keep": args.keep}
            service.change(actor, row, {"options": options})
            _show_mapping(row)
            print(_summary("will be", row.preview or {}))
            if not args.dry_run:
                _carry_out(actor, row)
            if args.report:
                _write_report(actor, row, args.report)
    except (Refusal, OSError) as error:
        print(f"kartei: {reason(error)}", file=sys.stderr)
        return 1
    return 0


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            yield piece


def _show_mapping(row: Import) -> None:
    """One line per column: where it goes."""
    for column in row.columns:
        target, kind = row.mapping.get(str(column["index"]), ("", ""))
        goes = f"{target}:{kind}" if kind else target or "(left out)"
        print(f"  {column['title'] or column['index']}: {goes}")


def _summary(begin: str, counts: dict[str, Any]) -> str:
    words = ", ".join(f"{n} {counts[n]}" for n in ("new", "updated", "duplicate", "faulty"))
    beside = json.dumps(counts["beside"]) if counts.get("beside") else ""
    return f"{counts['rows']} rows {begin}: {words} {beside}".rstrip()


def _carry_out(actor: Actor, row: Import) -> None:
    def progress(done: int, total: int) -> None:
        end = "\r" if sys.stdout.isatty() else "\n"
        print(f"{done} of {total}", end=end, flush=True)

    service.start(actor, row)
    try:
        result = carrying_out.run(actor, row.id, progress)
    except KeyboardInterrupt:
        result = carrying_out.stopped(row.id, Import.CANCELLED)
    except Refusal:
        carrying_out.stopped(row.id, Import.FAILED)
        raise
    print(_summary("are", result))
    print(f"change {result['change']}")


def _write_report(actor: Actor, row: Import, path: Path) -> None:
    from kartei.platform.records.importing.report import report

    kind = "xlsx" if path.suffix.lower() == ".xlsx" else "csv"
    path.write_bytes(b"".join(report(actor, row, kind)))
