"""Proof of work before further attempts: cheap for one person, dear for who tries thousands.

The riddle is ALTCHA's first form: find the number below ``maxnumber`` whose SHA-256 after the salt
is the challenge. It is signed, bound to account and address, and good for ten minutes; nobody else
is asked for it.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from typing import Any

import orjson
from altcha.v1 import ChallengeOptions, create_challenge, extract_params, verify_solution
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kartei.platform.meta.errors import Refusal

#: Numbers to try, half of them on average: hundredths of a second natively, a second in a page.
NUMBERS = 50_000
LASTS = timedelta(minutes=10)


def key() -> str:
    """What riddles are signed with."""
    return salted_hmac("kartei.platform.signin.riddles", settings.SECRET_KEY).hexdigest()


def mark(asker: str) -> str:
    """Account and address in a form that tells neither."""
    return hashlib.sha256(asker.encode()).hexdigest()[:32]


def unsolved(asker: str) -> Refusal:
    """The refusal with a new riddle in ``captcha``."""
    made = create_challenge(
        ChallengeOptions(
            max_number=NUMBERS, hmac_key=key(), expires=timezone.now() + LASTS,
            params={"for": mark(asker)},
        )
    )  # fmt: skip
    found = {
        "algorithm": made.algorithm, "challenge": made.challenge, "maxnumber": made.max_number,
        "salt": made.salt, "signature": made.signature,
    }  # fmt: skip
    words = _("One moment: your browser has to solve a riddle first")
    return Refusal("session.captcha", words, status=400, extra={"captcha": found})


def is_solved(solution: str, asker: str) -> bool:
    """Whether the header ``X-Captcha`` (base64 of ALTCHA's payload) solves a riddle put to the
    asker; each counts once.
    """
    found = payload_of(solution)
    if found is None or not verify_solution(found, key(), check_expires=True)[0]:
        return False
    if extract_params(found).get("for") != [mark(asker)]:
        return False
    used = f"riddle:{hashlib.sha256(found['challenge'].encode()).hexdigest()}"
    return bool(cache.add(used, 1, int(LASTS.total_seconds())))


def payload_of(solution: str) -> Any:
    """The payload in the header, when it has ALTCHA's form."""
    if not solution or len(solution) > 2000:
        return None
    try:
        found = orjson.loads(base64.b64decode(solution, validate=True))
    except ValueError:
        return None
    texts = ("algorithm", "challenge", "salt", "signature")
    fits = isinstance(found, dict) and all(isinstance(found.get(name), str) for name in texts)
    return found if fits and isinstance(found.get("number"), int) else None
