"""Django's settings, derived from the installation's configuration (kartei.web.config).

Django's own admin and sessions applications are not installed, auth and contenttypes by name alone
(kartei.platform.signin.hollow): users, rights and sessions are the platform's, and nothing may pass
them by.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kartei.web.config import LANGUAGES as _LANGUAGES
from kartei.web.config import Config, config, postgresql_parts
from kartei.web.front import hashed_files
from kartei.web.logs import logging_for

_HERE = Path(__file__).parent
_config = config()

# The connection is opened once per thread, then kept. FULL: an acknowledged write is on disk (one
# sync per commit); memory mapping serves reads, so the 64 MiB page cache holds only what one
# transaction changes.
_SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;"
    "PRAGMA synchronous=FULL;"
    "PRAGMA cache_size=-65536;"
    "PRAGMA mmap_size=2147418112;"
    "PRAGMA temp_store=MEMORY;"
    "PRAGMA foreign_keys=ON"
)


def _sqlite(config: Config) -> dict[str, Any]:
    """SQLite: writers take their lock at BEGIN and wait for it, else 94 % of concurrent writes
    fail (measured).
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(config.sqlite_path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": _SQLITE_PRAGMAS,
        },
    }


def _postgresql(config: Config) -> dict[str, Any]:
    """PostgreSQL through one pool per process: 128 threads must not become 128 server connections.

    Prepared statements stay off, so that a transaction-pooling proxy may stand between.
    """
    parts = postgresql_parts(config.database)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("name"),
        "USER": parts.pop("user"),
        "PASSWORD": parts.pop("password"),
        "HOST": parts.pop("host"),
        "PORT": parts.pop("port"),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            **parts,
            "pool": {"min_size": 1, "max_size": config.connections, "timeout": 30},
        },
    }


def _host_names(config: Config) -> list[str]:
    """Names under which this installation may be asked for."""
    public = urlsplit(config.address).hostname
    bound = f"[{config.host}]" if ":" in config.host else config.host
    names = {*config.hosts, bound, "localhost", "127.0.0.1", "[::1]", *([public] if public else [])}
    return sorted(names)


DEBUG = _config.debug
SECRET_KEY = _config.secret()
KEY_FILE = str(_config.key_file)
INSTALLATION_EPOCH = _config.epoch()
ALLOWED_HOSTS = _host_names(_config)
CSRF_TRUSTED_ORIGINS = [_config.address] if _config.address else []

# Ours first: where two say the same words, Django takes the translation of the first.
INSTALLED_APPS = [
    *_config.apps().values(),
    "kartei.platform.signin.hollow.ContentTypes",
    "kartei.platform.signin.hollow.Auth",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.headless",
    "axes",
]
AUTH_USER_MODEL = "access.User"
MIGRATION_MODULES = {"auth": None, "contenttypes": None}  # hollow: they own no tables
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOT_URLCONF = "kartei.web.urls"
WSGI_APPLICATION = "kartei.web.wsgi.application"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "kartei.web.headers.Strictness",
    "kartei.web.middleware.KnownHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kartei.web.auth.Sessions",
    "kartei.web.middleware.WhoAsks",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kartei.web.auth.Door",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
CSRF_FAILURE_VIEW = "kartei.web.middleware.csrf_failure"
APPEND_SLASH = False
TEMPLATES = [
    {"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {}}
]

# ATOMIC_REQUESTS stays off: with IMMEDIATE it would make every GET take the write lock.
DATABASES = {"default": (_postgresql if _config.is_postgresql else _sqlite)(_config)}

# Slow on purpose and hungry for memory; 16 MiB and some 60 ms per log-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# What all processes of this machine must know of each other: limits, codes and riddles used up.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(_config.data / "cache"),
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
}

# Signing in (docs/decisions/0017-accounts.md). Links in letters begin with BASE_ADDRESS alone.
BASE_ADDRESS = _config.url
PASSKEY_HOST = urlsplit(_config.address).hostname or ""
SESSION_ENGINE = "kartei.platform.signin.sessions"
SESSION_COOKIE_NAME = "kartei_session"
SESSION_COOKIE_AGE = 30 * 86400
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "kartei.platform.signin.backend.Backend",
]
PASSWORD_RESET_TIMEOUT = 7 * 86400  # of an invitation; a recovery's link is good for less
ACCOUNT_ADAPTER = "kartei.platform.signin.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "kartei.platform.signin.passwords.Links"  # noqa: S105
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Passwords are counted by axes, in the database; these are for codes and letters.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/5m/key"}
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ["browser"]
HEADLESS_ADAPTER = "kartei.platform.signin.adapter.HeadlessAdapter"
HEADLESS_FRONTEND_URLS = {
    "account_reset_password": f"{BASE_ADDRESS}/recover",
    "account_reset_password_from_key": BASE_ADDRESS + "/reset/{key}",
    "account_confirm_email": BASE_ADDRESS + "/confirm/{key}",
    "account_signup": f"{BASE_ADDRESS}/signup",
}
MFA_ADAPTER = "kartei.platform.signin.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_NAME = "kartei_trusted"
MFA_TRUST_COOKIE_AGE = timedelta(days=30)
# A browser gives passkeys to https, and to this machine itself without.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not _config.address.startswith("https://")
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_USERNAME_FORM_FIELD = "username"
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "kartei.platform.signin.locks.name_of"
AXES_CLIENT_IP_CALLABLE = "kartei.platform.signin.locks.address_of"
AXES_LOCKOUT_CALLABLE = "kartei.web.auth.answer_locked"

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = True
LANGUAGE_CODE = _config.language
LANGUAGES = [
    (code, {"ru": "Русский", "de": "Deutsch", "en": "English"}[code]) for code in _LANGUAGES
]

# The front end's build and everything else in static/ is served by WhiteNoise, with the files'
# compressed twins where they exist; views answer the other paths.
STATIC_URL = "/static/"
STATIC_ROOT = str(_HERE / "static")
WHITENOISE_AUTOREFRESH = _config.debug
WHITENOISE_USE_FINDERS = False
WHITENOISE_MAX_AGE = 60
_hashed = hashed_files(_HERE / "static" / "app" / "manifest.json")


def WHITENOISE_IMMUTABLE_FILE_TEST(path: str, url: str) -> bool:
    """Whether a file's name holds its content's hash, so that browsers may keep it for ever."""
    return url.removeprefix("/static/app/") in _hashed


# What links in letters begin with; never the name that a request was sent to.
PUBLIC_ADDRESS = _config.url
MEDIA_ROOT = str(_config.files_path)
# Folders into which banks' programs put their files, one for each account that has one.
STATEMENT_FOLDERS = str(_config.data / "statements")
# The file of the keys under which they are encrypted; empty: they lie as they are.
FILES_KEY = str(_config.files_key or "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# One uploaded file, in bytes; the handler stops writing there, so that no upload fills the disk.
FILE_LIMIT = 50 * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["kartei.web.uploads.LimitedUpload"]

# How long the log of sign-ins is kept, in days, and whether a proxy says where requests come from.
SIGN_IN_DAYS = _config.sign_in_days
BEHIND_PROXY = _config.proxy

_https = _config.address.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _https
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _config.proxy else None
X_FRAME_OPTIONS = "DENY"

LOGGING = logging_for(_config.log)
