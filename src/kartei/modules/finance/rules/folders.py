"""Folders into which a bank's program puts its files: `statements/<name>` in the data directory."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from time import time
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from kartei.modules.finance.models import Account
from kartei.modules.finance.rules import balances
from kartei.modules.finance.rules.taking import STATEMENT
from kartei.platform.access.actor import Actor
from kartei.platform.meta.errors import Refusal
from kartei.platform.records import commands, files, write
from kartei.platform.records.draft import Draft

_NAME = re.compile(r"[\w][\w.-]{0,39}")
DONE, FAULTY = "done", "faulty"
#: A file that changed less than so many seconds ago may still be written.
SETTLED = 5
#: Files of one account taken in by one job.
MOST = 50


def before(draft: Draft) -> None:
    """What an account must pass before it is written or deleted."""
    balances.check_bin(draft)
    check_name(draft)


def check_name(draft: Draft) -> None:
    """A folder has a plain name, and is that of one account. Fault: `finance.folder`."""
    name = draft.get("folder")
    if not name or not draft.changes("folder"):
        return
    if not _NAME.fullmatch(name):
        text = _("A name of letters, digits, dots and strokes, such as sparkasse")
        draft.fault("folder", "finance.folder", text)
        return
    others = Account.objects.unguarded("a folder is watched for one account").filter(folder=name)
    if others.exclude(pk=draft.id).exists():
        draft.fault("folder", "finance.folder", _("Another account has this folder"))


def root() -> Path:
    """Where the folders are; what else lies there is nobody's."""
    return Path(settings.STATEMENT_FOLDERS)


def waiting(name: str) -> list[Path]:
    """Files that lie in a folder and are written to the end, the oldest first."""
    folder = root() / name
    if not _NAME.fullmatch(name) or not folder.is_dir():
        return []
    found = [one for one in folder.iterdir() if one.is_file() and not one.is_symlink()]
    found = [one for one in found if not one.name.startswith(".")]
    settled = [one for one in found if one.stat().st_mtime < time() - SETTLED]
    return sorted(settled, key=lambda one: (one.stat().st_mtime, one.name))[:MOST]


def take(actor: Actor, account: UUID, path: Path) -> bool:
    """Take one file in and order its booking; it is moved to `done` or, with the reason, `faulty`.

    The account of the folder holds where the file names none that we know.
    """
    try:
        ids = stored(actor, account, path)
        for key in ids:
            order(actor, key)
    except Refusal as refusal:
        if any(fault.code == "finance.same_file" for fault in refusal.faults):
            move(path, DONE)
            return True
        reasons = [fault.detail for fault in refusal.faults] or [refusal.detail]
        target = move(path, FAULTY)
        target.with_name(f"{target.name}.txt").write_text("\n".join(reasons), encoding="utf-8")
        return False
    move(path, DONE)
    return True


def stored(actor: Actor, account: UUID, path: Path) -> list[UUID]:
    """The statements that a file becomes."""
    with path.open("rb") as handle:
        row = files.upload(actor, iter(lambda: handle.read(1 << 20), b""), path.name)
    first = write.create(actor, STATEMENT, {"file": str(row.pk)})
    found = actor.world.objects[STATEMENT].twin.objects.filter(file=row.pk, deleted=False)
    unknown = found.filter(pk=first, account=None)
    if unknown.exists() and found.count() == 1:
        write.change(actor, STATEMENT, first, {"account": str(account)})
    return list(found.order_by("part").values_list("pk", flat=True))


def order(actor: Actor, key: UUID) -> None:
    """Order the booking; a statement of no account of ours waits for a person."""
    actor.change = None
    state = commands.state(actor, actor.obj(STATEMENT), key)
    if state["account"] is not None:
        commands.run(actor, STATEMENT, key, "book", {})


def move(path: Path, name: str) -> Path:
    """Move a file into a folder beside it, under a name that is free."""
    folder = path.parent / name
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    if target.exists():
        stamp = f"{datetime.now():%Y%m%d-%H%M%S-%f}"  # noqa: DTZ005 - a name in a folder
        target = folder / f"{path.stem}-{stamp}{path.suffix}"
    path.rename(target)
    return target
