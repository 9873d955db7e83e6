"""PDF of a Word document by LibreOffice, where the server has it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = ("soffice", "libreoffice")
#: Where macOS keeps what lies beside the program elsewhere.
LIBRARIES = "../Frameworks"
#: Seconds that one document may take, and that a second one waits for its turn.
PATIENCE, QUEUE = 60, 90
_turn = threading.Lock()


class NoPdf(Exception):
    """There is no PDF; code: absent (no LibreOffice), busy, or failed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def program() -> str | None:
    """Where LibreOffice with Writer is; None on a server without it.

    Writer is a part of its own: a LibreOffice for tables alone is there and cannot read a letter.
    """
    for name in PROGRAMS:
        found = shutil.which(name)
        home = Path(found).resolve().parent if found else None
        if home and any(next(place.glob("*swlo.*"), None) for place in (home, home / LIBRARIES)):
            return found
    return None


def pdf(document: bytes) -> bytes:
    """The document as PDF; NoPdf when that cannot be. One at a time in each process of the server.

    LibreOffice runs with a profile of its own, so that it meets no other and keeps nothing.
    """
    found = program()
    if found is None:
        raise NoPdf("absent")
    if not _turn.acquire(timeout=QUEUE):
        raise NoPdf("busy")
    try:
        with TemporaryDirectory(prefix="kartei-office-", ignore_cleanup_errors=True) as place:
            return converted(found, Path(place), document)
    finally:
        _turn.release()


def converted(found: str, folder: Path, document: bytes) -> bytes:
    """The PDF made in an empty folder."""
    (folder / "paper.docx").write_bytes(document)
    profile = (folder / "profile").as_uri()
    command = [
        found, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), "paper.docx",
    ]  # fmt: skip
    surroundings = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    process = subprocess.Popen(
        command,
        cwd=folder,
        env={**surroundings, "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired as error:
        raise NoPdf("failed") from error
    finally:
        stop(process)
    made = folder / "paper.pdf"
    if not made.exists():
        raise NoPdf("failed")
    return made.read_bytes()


def stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with all it started; nothing where it has ended."""
    if process.poll() is not None:
        return
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
