"""A process of its own that issues invoices: python -m tests.issuing DATABASE USER KEY…

It names each invoice before it issues it, so that whoever started it can kill it meanwhile.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from uuid import UUID

import django
from django.db import connection


def main(database: str, user: str, keys: Sequence[str]) -> None:
    """Issue these invoices one after the other, in the database of the test that asks."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    connection.settings_dict["NAME"] = database
    from kartei.platform.access.actor import actor_for
    from kartei.platform.records.commands import run

    for key in keys:
        sys.stdout.write(f"{key}\n")
        sys.stdout.flush()
        run(actor_for(UUID(user), via="job"), "billing.invoice", UUID(key), "issue", {})


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
