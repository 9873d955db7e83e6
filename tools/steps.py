"""Small helpers of the tools: progress lines, running programs, knowing what is made."""

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FRONTEND = ROOT / "frontend"
_BEGAN = time.monotonic()


class Failed(Exception):
    """A step did not work; the text tells a person what to do."""


def say(text: str) -> None:
    """A progress line with the seconds since the start."""
    print(f"[{time.monotonic() - _BEGAN:6.1f} s] {text}", flush=True)


def run(
    words: Sequence[str | Path],
    *,
    what: str,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = True,
) -> None:
    """Run a program and raise Failed("WHAT …") when it fails; QUIET shows its output only then."""
    result = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        check=False,
    )
    if result.returncode != 0:
        if quiet:
            sys.stderr.buffer.write(result.stdout)
        raise Failed(f"{what} failed with exit code {result.returncode}")


def digest(files: Iterable[Path], *more: str) -> str:
    """One hash over the names and contents of FILES and over MORE."""
    total = hashlib.sha256("\0".join(more).encode())
    for path in sorted(files):
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def is_made(mark: Path, state: str) -> bool:
    """Whether MARK says that this very STATE was made already."""
    return mark.is_file() and mark.read_text(encoding="ascii") == state


def set_made(mark: Path, state: str) -> None:
    """Remember in MARK that STATE is made."""
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(state, encoding="ascii")
