"""The secrets of this installation: which columns hold them, and what reads and renews them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from kartei.platform.kit.vault import Vault, VaultError
from kartei.platform.meta.errors import Refusal

#: (model, column) of every column with sealed texts; each owner adds his own when he is loaded.
#: "data__secret" is the text under "secret" in the JSON column "data".
COLUMNS: list[tuple[str, str]] = []


@cache
def vault() -> Vault:
    """The vault of this installation."""
    return Vault(Path(settings.KEY_FILE))


def seal(text: str) -> str:
    """The encrypted form of a secret, for a column in COLUMNS; refuses where no key can be kept."""
    try:
        return vault().seal(text)
    except VaultError as error:
        raise Refusal(
            "access.no_key",
            _("The secret cannot be stored: the key file of this server cannot be used"),
            status=409,
        ) from error


def unsealed(sealed: str) -> str:
    """The secret itself; raises VaultError. Never goes into an answer or a log."""
    return vault().open(sealed)


def unreadable() -> int:
    """How many stored secrets no key of this server opens."""
    lost = 0
    for _model, _key, sealed in _stored():
        try:
            unsealed(sealed)
        except VaultError:
            lost += 1
    return lost


def renew() -> int:
    """A new key for all secrets; returns how many were encrypted anew.

    The key before stays for one more renewal: a server may have encrypted under it meanwhile.
    """
    vault().add_key()
    done = 0
    for model, key, sealed in _stored():
        done += _reseal(model, key, sealed)
    vault().drop_keys()
    return done


def _stored() -> list[tuple[tuple[str, str], object, str]]:
    """((model, column), id, sealed text) of every secret there is."""
    found: list[tuple[tuple[str, str], object, str]] = []
    for name, column in COLUMNS:
        rows = apps.get_model(name)._base_manager.values_list("pk", column)
        found += [((name, column), key, text) for key, text in rows if text]
    return found


def _reseal(place: tuple[str, str], key: object, sealed: str) -> int:
    """One secret under the newest key, unless somebody has changed it meanwhile."""
    name, column = place
    with transaction.atomic():
        rows = apps.get_model(name)._base_manager.filter(pk=key, **{column: sealed})
        field, _, part = column.partition("__")
        renewed: Any = vault().reseal(sealed)
        if part and (data := rows.values_list(field, flat=True).first()) is not None:
            renewed = {**data, part: renewed}
        changed: int = rows.update(**{field: renewed})
    return changed
