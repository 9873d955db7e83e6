"""Handlers of the platform's own jobs; the records room knows nothing of jobs."""

from kartei.platform.flow import queue
from kartei.platform.flow.schedule import every


@every("flow.sweep", seconds=3600)
def sweep() -> None:
    """Old jobs go."""
    queue.sweep()
