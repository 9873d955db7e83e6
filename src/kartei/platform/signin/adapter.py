"""What allauth asks the platform: who, with which password, in which words, by which letter."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.core import context
from allauth.headless.adapter import DefaultHeadlessAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kartei.platform.access.models import SignIn, User
from kartei.platform.access.rules import password_of
from kartei.platform.access.vault import seal, unsealed
from kartei.platform.meta.errors import Refusal
from kartei.platform.meta.models import Firm
from kartei.platform.signin import letters, locks, passwords, where
from kartei.platform.signin.sessions import EPOCH

WRONG = _("Login or password is wrong")


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth is typed loosely
    """ACCOUNT_ADAPTER: accounts are ``access.User``; nobody makes one here."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "enter_current_password": _("The present password is wrong"),
        "incorrect_password": _("The password is wrong"),
        "incorrect_code": _("The code is wrong"),
        "invalid_password_reset": _("This link was used already, or is too old. Ask for a new one"),
        "rate_limited": _("Too many requests; wait a little"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by an administrator."""
        return False

    def get_login_stages(self) -> list[str]:
        """allauth's steps, that of the second factor as ours."""
        usual = "allauth.mfa.stages.AuthenticateStage"
        ours = "kartei.platform.signin.stages.SecondFactor"
        return [ours if one == usual else one for one in super().get_login_stages()]

    def clean_password(self, password: str, user: User | None = None) -> str:
        """A new password of sensible length."""
        try:
            return password_of({"password": password})
        except Refusal as refusal:
            raise ValidationError(refusal.detail, code="password") from refusal

    def set_password(self, user: User, password: str) -> None:
        """A new password; every session of the user ends but this one."""
        passwords.renew(user, password, ip=self.get_client_ip(self.request))
        if self.request.user.is_authenticated and self.request.user.pk == user.pk:
            self.request.session[EPOCH] = user.epoch

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Refuse before anything is hashed while the account is locked from this address."""
        locks.refuse_locked(request, credentials)

    def pre_login(self, request: HttpRequest, user: User, **rest: Any) -> HttpResponse | None:
        """Note under which epoch he has proved himself, however many steps are to come."""
        request.session[EPOCH] = user.epoch
        found: HttpResponse | None = super().pre_login(request, user, **rest)
        return found

    def login(self, request: HttpRequest, user: User) -> None:
        """Sign in, unless what ends sessions happened between the steps."""
        fresh = User.objects.filter(pk=user.pk).first()
        if fresh is None or not fresh.is_active or fresh.epoch != request.session.get(EPOCH):
            request.session.flush()
            raise Refusal("session.wrong", WRONG, status=401)
        super().login(request, user)
        request.session[EPOCH] = fresh.epoch
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())
        new = is_new_device(request, fresh)
        where.note(request, typed(request, fresh), reason="ok", user=fresh, factor=factor(request))
        if new:
            self.send_notification_mail("signin/new_device", fresh)

    def get_client_ip(self, request: HttpRequest) -> str:
        """Where a request comes from, as everywhere in Kartei."""
        return where.address_of(request)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The page behind a recovery letter; never an address that the request names."""
        return letters.address("reset", key)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The letters of allauth that are not about a known user are not sent."""

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell a user what was done to his account."""
        agent = self.get_http_user_agent(self.request)
        letters.tell(user, template_prefix, ip=self.get_client_ip(self.request), agent=agent)


def is_new_device(request: HttpRequest, user: User) -> bool:
    """Whether the log knows sign-ins of this user, but none from a browser like this."""
    known = SignIn.objects.filter(user=user.pk, ok=True)
    return known.exists() and not known.filter(agent=where.agent_of(request)[:200]).exists()


def records(request: HttpRequest) -> list[dict[str, Any]]:
    """How somebody has proved who he is, step by step, in this session."""
    found: list[dict[str, Any]] = request.session.get(AUTHENTICATION_METHODS_SESSION_KEY, [])
    return found


def typed(request: HttpRequest, user: User) -> str:
    """What he typed as his login; the login itself where he typed none."""
    names = [one["username"] for one in records(request) if one.get("username")]
    return str(names[-1]) if names else user.login


def factor(request: HttpRequest) -> str:
    """The second factor that was used, in the words of the log of sign-ins."""
    kinds = [str(one.get("type", "")) for one in records(request) if one["method"] == "mfa"]
    names = {"recovery_codes": "recovery", "webauthn": "passkey"}
    return names.get(kinds[-1], kinds[-1]) if kinds else ""


class HeadlessAdapter(DefaultHeadlessAdapter):  # type: ignore[misc]  # as above
    """HEADLESS_ADAPTER: what a page is told of the one who is signed in."""

    def serialize_user(self, user: User) -> dict[str, Any]:
        """Nothing but what his own page shows anyway."""
        return {
            "id": str(user.pk),
            "display": user.name,
            "username": user.login,
            "email": user.email or None,
            "has_usable_password": user.has_usable_password(),
        }


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # as above
    """MFA_ADAPTER: secrets lie in the vault; names come from the firm and the base address."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("The code is wrong"),
    }

    def encrypt(self, text: str) -> str:
        """A secret as the database keeps it."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret itself."""
        return unsealed(encrypted_text)

    def _get_site_name(self) -> str:
        """The firm's name, as authenticator programs show it."""
        return Firm.objects.values_list("name", flat=True).filter(pk=1).first() or "Kartei"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys belong to the configured address where there is one, else to that asked for."""
        host = settings.PASSKEY_HOST or context.request.get_host().partition(":")[0]
        return {"id": host, "name": self._get_site_name()}
