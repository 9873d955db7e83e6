"""A worker in a process of its own on the tests' database: ``worker_process.py DATABASE LEASE``."""

import sys
import time
from datetime import timedelta
from typing import Any

from tests import settings


def main(database: str, lease: float) -> None:
    """Work with a lease short enough for a test until somebody kills this process."""
    settings.DATABASES["default"]["NAME"] = database
    import django

    django.setup()
    from kartei.platform.flow import jobs, progress, queue, worker

    for room in (progress, queue):
        setattr(room, "LEASE", timedelta(seconds=lease))  # noqa: B010 - each imported its own
    worker.BEAT = lease / 4

    def count(actor: Any, args: dict[str, Any], progress: Any) -> dict[str, Any]:
        """Counts slowly, noting each number as done."""
        first = progress.done
        for number in range(first, args["to"]):
            progress.step(number + 1)
            time.sleep(args["pause"])
        return {"from": first}

    jobs.job("test.slow")(count)
    worker.main()


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
