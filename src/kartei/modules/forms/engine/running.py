"""The calling side of `worker`: check and fill in templates, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kartei.modules.forms.engine import package
from kartei.modules.forms.engine.faults import BadTemplate, Fault

#: Seconds by the clock; the limit of processor time is the worker's own.
PATIENCE = 40
#: What the worker needs of the surroundings; keys and passwords of the installation stay out.
PASSED = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "PYTHONPATH", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Filled:
    """A document, the names its template asks for, and those among them that are not known."""

    data: bytes
    asked: tuple[str, ...]
    closed: tuple[str, ...]


def check(data: bytes, known: Mapping[str, Any]) -> tuple[list[Fault], list[str]]:
    """(faults, names it asks for) of a template; known as of `sandbox.names`."""
    try:
        package.check(data)
        answer, _made = run(data, {"task": "check", "known": known})
    except BadTemplate as bad:
        return list(bad.faults), []
    return [Fault(**fault) for fault in answer["faults"]], answer.get("asked", [])


def fill(data: bytes, known: Mapping[str, Any], values: Mapping[str, Any]) -> Filled:
    """The document of a template; BadTemplate when it cannot be filled in."""
    package.check(data)
    answer, made = run(data, {"task": "fill", "known": known, "values": values})
    if answer["faults"]:
        raise BadTemplate(*(Fault(**fault) for fault in answer["faults"]))
    return Filled(made, tuple(answer["asked"]), tuple(answer["closed"]))


def run(data: bytes, job: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """(answer, document) of one job; BadTemplate `forms.too_much` when the process gave up."""
    with TemporaryDirectory(prefix="kartei-form-") as place:
        folder = Path(place)
        (folder / "in.docx").write_bytes(data)
        (folder / "job.json").write_text(json.dumps(job), "utf-8")
        try:
            subprocess.run(
                [sys.executable, "-m", "kartei.modules.forms.engine.worker", place],
                check=True,
                timeout=PATIENCE,
                env={name: os.environ[name] for name in PASSED if name in os.environ},
                stdin=subprocess.DEVNULL,
                capture_output=True,
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise BadTemplate(Fault("forms.too_much")) from error
        made = folder / "out.docx"
        answer: dict[str, Any] = json.loads((folder / "answer.json").read_text("utf-8"))
        return answer, made.read_bytes() if made.exists() else b""
