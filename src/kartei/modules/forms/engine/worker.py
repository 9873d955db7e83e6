"""A process of its own that reads one template: what a hostile one breaks is this process only.

`python -m kartei.modules.forms.engine.worker FOLDER`: reads FOLDER/job.json and FOLDER/in.docx,
writes FOLDER/answer.json and, when filling in, FOLDER/out.docx. Never imports Django: it starts
fast and knows no database.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from kartei.modules.forms.engine.faults import BadTemplate

#: Seconds of processor time and bytes of memory that one template may cost.
CPU = 20
MEMORY = 1024 * 1024 * 1024


def confine() -> None:
    """Limits that hold for this process and cannot be taken back."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def work(folder: Path) -> dict[str, Any]:
    """Carry out the job of a folder; the answer as JSON."""
    from kartei.modules.forms.engine import filling

    job = json.loads((folder / "job.json").read_text("utf-8"))
    data = (folder / "in.docx").read_bytes()
    try:
        if job["task"] == "check":
            return filling.check(data, job["known"])
        asked = filling.check(data, job["known"])
        (folder / "out.docx").write_bytes(filling.fill(data, job["values"]))
    except BadTemplate as bad:
        return {"faults": [fault.plain() for fault in bad.faults]}
    except (MemoryError, RecursionError):
        return {"faults": [{"code": "forms.too_much"}]}
    unknown = [one["what"] for one in asked["faults"] if one["code"] == "forms.unknown"]
    return {"faults": [], "asked": asked["asked"], "closed": unknown}


def main() -> None:
    """Work under limits."""
    folder = Path(sys.argv[1])
    confine()
    (folder / "answer.json").write_text(json.dumps(work(folder)), "utf-8")


if __name__ == "__main__":
    main()
