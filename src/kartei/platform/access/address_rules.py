"""Rules of the rules about addresses: readable, made by somebody, never against oneself."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from kartei.platform.access.fence import fence_of, network_in, written
from kartei.platform.access.models import AddressRule

#: Networks wider than this shut out whole countries; what is meant is mostly a slip.
WIDEST = {4: 8, 6: 16}
#: More rules than these nobody has an eye on, and each process keeps them in memory.
MOST = 10_000


def check_address(draft: Any) -> None:
    """The address is one and stands in its usual form; who writes it does not shut himself out."""
    if draft.creating or draft.changes("address"):
        put_network(draft)
    if draft.creating:
        draft.put("by", draft.actor.user)
        if AddressRule.objects.filter(deleted=False).count() >= MOST:
            draft.fault("address", "access.address_many", _("There are too many rules"))
    if not draft.faults:
        keep_oneself(draft)


def put_network(draft: Any) -> None:
    """Write the address as it is understood."""
    try:
        network = network_in(str(draft.get("address") or ""))
    except ValueError:
        draft.fault(
            "address", "access.address", _("Write an address or a network, such as 203.0.113.0/24")
        )
        return
    if network.prefixlen < WIDEST[network.version]:
        draft.fault("address", "access.address_wide", _("This network is too wide"))
    draft.put("address", written(network))


def keep_oneself(draft: Any) -> None:
    """Nobody writes a rule by which his own present address is shut out."""
    here = draft.actor.ip
    if not here:
        return
    rows = AddressRule.objects.filter(deleted=False).exclude(pk=draft.id)
    rules = list(rows.values_list("address", "kind", "until"))
    if not draft.get("deleted"):
        rules.append((draft.get("address"), draft.get("kind"), draft.get("until")))
    if fence_of(rules).shuts_out(here):
        draft.fault(
            "address",
            "access.address_own",
            _("You are at the address %(address)s yourself and would be shut out"),
            address=here,
        )
