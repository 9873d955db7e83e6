"""Whether texts have the forms that the protocol knows."""

from __future__ import annotations

from ldap3.core.exceptions import LDAPException, LDAPInvalidDnError
from ldap3.operation.search import parse_filter
from ldap3.utils.dn import parse_dn


def is_dn(text: str) -> bool:
    """Whether a text is a distinguished name (RFC 4514)."""
    try:
        parse_dn(text, strip=True)
    except LDAPInvalidDnError:
        return False
    return True


def is_filter(text: str) -> bool:
    """Whether a text is one whole filter (RFC 4515)."""
    try:
        parse_filter(text, None, False, None, None, False)  # type: ignore[no-untyped-call]
    except (LDAPException, ValueError, LookupError, AttributeError):
        # the last where something stands behind a filter that is complete
        return False
    return text.startswith("(") and text.endswith(")")
