"""What `kartei doctor` looks at: whether this server makes PDF of Word files."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Info

from kartei.modules.forms.engine.office import program

ABSENT = (
    "no LibreOffice Writer: documents by own templates are handed out as Word files, not as PDF "
    "(on Debian: apt-get install libreoffice-writer-nogui)"
)


def look(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """One line; a server without LibreOffice is fine."""
    found = program()
    return [Info(f"{found} makes PDF of Word files" if found else ABSENT)]
