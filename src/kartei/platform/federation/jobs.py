"""What the worker does for sign-on: renews keys, and lets go what is over."""

from __future__ import annotations

from kartei.platform.federation import issuer, keys, programs
from kartei.platform.federation.models import Key
from kartei.platform.flow.schedule import every


@every("federation.sweep", seconds=3600)
def sweep() -> None:
    """Codes and tokens that are over go; a key that has signed long enough has a successor.

    Where nobody signs in elsewhere with Kartei there is no key to renew.
    """
    issuer.sweep()
    programs.sweep()
    if Key.objects.exists():
        keys.renew()
