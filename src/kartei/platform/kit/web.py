"""Web addresses of clients: completed, made alike, and never anything but http."""

import re
from urllib.parse import urlsplit, urlunsplit

from kartei.platform.kit.faults import ValueFault

_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:(?!\d)", re.IGNORECASE)
_MAX_LENGTH = 2_000


def parse_site(raw: str) -> str:
    """A complete address with its host in lower case: `WWW.Firm.ru/` → `https://www.firm.ru`.

    Without a scheme `https` is assumed. Faults: `site.empty`, `site.too_long`, `site.scheme`
    (anything but http and https, such as `javascript:`), `site.invalid`.
    """
    text = raw.strip().strip(",;")
    if not text:
        raise ValueFault("site.empty")
    if len(text) > _MAX_LENGTH:
        raise ValueFault("site.too_long")
    if re.search(r"[\s<>\"\x00-\x1f\\]", text):
        raise ValueFault("site.invalid", value=text)
    if _SCHEME.match(text) and not re.match(r"https?://", text, re.IGNORECASE):
        raise ValueFault("site.scheme", value=text)
    try:
        parts = urlsplit(text if "://" in text else f"https://{text.removeprefix('//')}")
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise ValueFault("site.invalid", value=text) from None
    labels = host.removesuffix(".").split(".")
    if len(labels) < 2 or not all(_LABEL.fullmatch(one) for one in labels) or "@" in parts.netloc:
        raise ValueFault("site.invalid", value=text)
    place = host.removesuffix(".") + (f":{port}" if port else "")
    path = "" if parts.path == "/" else parts.path
    return urlunsplit((parts.scheme.lower(), place, path, parts.query, parts.fragment))


def show_site(value: str) -> str:
    """The address as people say it, without scheme and `www.`: `firm.ru/shop`."""
    return re.sub(r"^https?://(?:www\.)?", "", value)
