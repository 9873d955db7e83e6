"""From which addresses one may come in: rules kept in memory under the access version.

A rule names an address or a network of IPv4 or IPv6. "allow" lets in whatever else is said;
"block" shuts out; where there is any "only", all others are shut out. An IPv4 address that is
written as IPv6 (``::ffff:192.0.2.1``, RFC 4291 2.5.5.2) is the IPv4 address.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.utils import timezone

from kartei.platform.access.models import AddressRule
from kartei.platform.access.roster import Roster

ALLOW, BLOCK, ONLY = "allow", "block", "only"
KINDS = (BLOCK, ALLOW, ONLY)
Network = IPv4Network | IPv6Network
#: IPv6 network in which IPv4 addresses are written.
MAPPED = IPv6Network("::ffff:0:0/96")


@lru_cache(maxsize=4096)
def address_in(text: str) -> str:
    """An address in its shortest form; IPv4 where it is written as IPv6. Unreadable: as it is.

    A request asks for its own four times, and people come back from the same one.
    """
    try:
        found = ip_address(text.strip())
    except ValueError:
        return text.strip()[:45]
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(found)


def network_in(text: str) -> Network:
    """The network that a rule means, a single address being the smallest. ValueError else."""
    found = ip_network(text.strip(), strict=False)
    if isinstance(found, IPv6Network) and found.subnet_of(MAPPED):
        inner = found.network_address.ipv4_mapped
        return IPv4Network((str(inner), found.prefixlen - 96))
    return found


def written(network: Network) -> str:
    """A network as people write it: without the length where it is one address."""
    single = network.prefixlen == network.max_prefixlen
    return str(network.network_address) if single else str(network)


@dataclass(slots=True)
class Listed:
    """Networks of one kind, found by their length: as many looks as there are lengths."""

    ends: dict[tuple[int, int], dict[int, datetime | None]] = field(default_factory=dict)

    def add(self, network: Network, until: datetime | None) -> None:
        """Put a network in; of two equal ones the longer holds."""
        kept = self.ends.setdefault((network.version, network.prefixlen), {})
        at = int(network.network_address)
        known = kept.get(at, until)
        kept[at] = None if until is None or known is None else max(until, known)

    def holds(self, address: str, now: datetime) -> bool:
        """Whether an address lies in one of them that has not ended."""
        try:
            found = ip_address(address)
        except ValueError:
            return False
        for (version, length), kept in self.ends.items():
            if version == found.version:
                rest = found.max_prefixlen - length
                at = int(found) >> rest << rest
                if at in kept and in_force(kept[at], now):
                    return True
        return False

    def any(self, now: datetime) -> bool:
        """Whether one of them has not ended."""
        return any(in_force(end, now) for kept in self.ends.values() for end in kept.values())


def in_force(until: datetime | None, now: datetime) -> bool:
    """Whether something has not ended yet; None never does."""
    return until is None or until > now


@dataclass(slots=True)
class Fence:
    """All rules that hold."""

    lists: dict[str, Listed] = field(default_factory=lambda: {kind: Listed() for kind in KINDS})

    def shuts_out(self, address: str) -> bool:
        """Whether nobody may come in from an address at this moment."""
        if not any(listed.ends for listed in self.lists.values()):
            return False
        now = timezone.now()
        if self.lists[ALLOW].holds(address, now):
            return False
        if self.lists[BLOCK].holds(address, now):
            return True
        only = self.lists[ONLY]
        return bool(only.ends) and only.any(now) and not only.holds(address, now)


Rule = tuple[str, str, datetime | None]


def fence_of(rules: Iterable[Rule]) -> Fence:
    """The fence of (address or network, kind, until)."""
    made = Fence()
    for name, kind, until in rules:
        made.lists[kind].add(network_in(name), until)
    return made


def fence_at(roster: Roster) -> Fence:
    """The rules under an access version."""
    found: Fence | None = roster.kept.get("fence")
    if found is None:
        rows = AddressRule.objects.filter(deleted=False).values_list("address", "kind", "until")
        found = roster.kept["fence"] = fence_of(rows)
    return found
