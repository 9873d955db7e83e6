"""The keys with which we sign who somebody is: made when needed, in the vault, renewed in time."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import transaction
from django.utils import timezone

from kartei.platform.access.rules import hold_rights
from kartei.platform.access.vault import seal, unsealed
from kartei.platform.federation.models import Key

#: What every program understands (OpenID Connect Discovery 3).
ALGORITHM, BITS = "RS256", 2048
#: A key signs for so long; then it is still told for a day, for those who keep what it signed.
SIGNS, TOLD = timedelta(days=90), timedelta(days=91)


def renew() -> None:
    """A new key where the newest has signed long enough; keys that nobody asks for go."""
    with transaction.atomic():
        hold_rights()
        if not Key.objects.filter(made_at__gt=timezone.now() - SIGNS).exists():
            Key.objects.create(secret=seal(fresh()), made_at=timezone.now())
        Key.objects.filter(made_at__lt=timezone.now() - TOLD).delete()


def fresh() -> str:
    """A new private key in PEM form."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return made.private_bytes(serialization.Encoding.PEM, form, plain).decode()


def rows() -> list[Key]:
    """The keys that are told, the newest first."""
    found = list(Key.objects.order_by("-made_at"))
    if not found:
        renew()
        found = list(Key.objects.order_by("-made_at"))
    return found


@lru_cache(maxsize=8)
def opened(sealed: str) -> Any:
    """The private key in a sealed text."""
    return serialization.load_pem_private_key(unsealed(sealed).encode(), password=None)


def signed(claims: dict[str, Any]) -> str:
    """Claims as a signed token."""
    row = rows()[0]
    return jwt.encode(claims, opened(row.secret), ALGORITHM, headers={"kid": str(row.pk)})


def public() -> dict[str, Any]:
    """The public halves, as programs read them (RFC 7517)."""
    algorithm = jwt.algorithms.RSAAlgorithm
    return {
        "keys": [
            {
                **algorithm.to_jwk(opened(row.secret).public_key(), as_dict=True),
                "kid": str(row.pk),
                "use": "sig",
                "alg": ALGORITHM,
                "key_ops": ["verify"],
            }
            for row in rows()
        ]
    }
