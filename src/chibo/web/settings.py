"""Settings. What differs between installations is read from CHIBO_* variables: see docs/how-to/settings.md."""

import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import parse_qsl, unquote, urlsplit

from django.utils.csp import CSP

from chibo.web import env

PACKAGE = Path(__file__).resolve().parent.parent
DATA = env.folder("DATA", Path.cwd() / "data")
MODE = env.choice("MODE", ("internet", "closed"))
DEBUG = env.flag("DEBUG", default=False)


def _secret_key() -> str:
    """Return the key of this installation, made at the first start and kept beside the data, readable by its owner."""
    if env.text("SECRET_KEY"):
        return env.text("SECRET_KEY")
    place = DATA / "secret.key"
    if not place.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(50)
        with NamedTemporaryFile("w", dir=DATA, prefix="new-", encoding="ascii", delete=False) as draft:
            draft.write(key)
        _keep_the_first(Path(draft.name), place)
    return place.read_text(encoding="ascii").strip()


def _keep_the_first(draft: Path, place: Path) -> None:
    """Put a file in its place, whole or not at all; of two processes that start at the same time the quicker counts."""
    try:
        place.hardlink_to(draft)
    except FileExistsError:
        pass
    except OSError:
        draft.replace(place)  # a disk that knows no links
    draft.unlink(missing_ok=True)


TLS_TO_POSTGRES = ("sslmode", "sslrootcert", "sslcert", "sslkey")


def _database(url: str) -> dict[str, object]:
    """Return Django's setting for `postgres://user:password@host:port/name` or `sqlite:///file`.

    Where there is no address it is SQLite in the data folder. What is asked after a `?` and not known is refused: who
    asks for encryption must not go without it.
    """
    if not url or url.startswith("sqlite:///"):
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": url.removeprefix("sqlite:///") or DATA / "chibo.sqlite3",
            "CONN_MAX_AGE": 5,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # FULL: with NORMAL a power cut can take back what was acknowledged
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise env.BadSetting("CHIBO_DATABASE must look like postgres://user:password@host:5432/name or sqlite:///file")
    asked = dict(parse_qsl(parts.query, keep_blank_values=True))
    host = asked.pop("host", parts.hostname or "")  # ?host=/folder names a socket
    if unknown := asked.keys() - set(TLS_TO_POSTGRES):
        known = ", ".join(TLS_TO_POSTGRES)
        raise env.BadSetting(f"CHIBO_DATABASE asks for {', '.join(sorted(unknown))}; it may ask for host, {known}")
    try:
        port = parts.port or ""
    except ValueError:
        raise env.BadSetting("CHIBO_DATABASE names a port that is none") from None
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(port),
        "OPTIONS": asked,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY = _secret_key()
DATABASES = {"default": _database(env.text("DATABASE"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ALLOWED_HOSTS = env.words("HOSTS", ("localhost", "127.0.0.1", "[::1]"))
BEHIND_PROXY = env.flag("HTTPS", default=False)
ROOM = env.choice("ROOM", ("no", "certificate", "plain"))
"""Whether this process serves a meeting's phones; set by `serve --room` and `serve --insecure-room`."""
SECURE = ROOM == "certificate" or (BEHIND_PROXY and ROOM == "no")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if SECURE else []
if SECURE and ROOM == "no":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000

INSTALLED_APPS = [
    "chibo.web",
    "chibo.keeping",
    "chibo.desk",
    "chibo.exchange",
    "chibo.reports",
    "chibo.review",
    "chibo.scoring",
    "chibo.resolutions",
    "chibo.meetings",
    "chibo.directives",
    "chibo.proposals",
    "chibo.ballots",
    "chibo.tasks",
    "chibo.members",
    "chibo.documents",
    "chibo.organisations",
    "chibo.regulations",
    "chibo.notices",
    "chibo.accounts",
    "chibo.audit",
    "chibo.ui",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "lucide",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "chibo.web.language.LanguageMiddleware",
    "chibo.web.middleware.LettersMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "chibo.web.middleware.ActorMiddleware",
    "chibo.web.middleware.KeepingMiddleware",
    "chibo.web.middleware.DevicesMiddleware",
    "chibo.web.middleware.GuardMiddleware",
    "chibo.web.first_run.FirstRunMiddleware",
    "chibo.web.middleware.ErrorsMiddleware",
]

ROOT_URLCONF = "chibo.web.urls"
ASGI_APPLICATION = "chibo.web.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.messages.context_processors.messages",
                "chibo.web.menu.frame",
            ],
        },
    },
]

# -- who signs in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "email")},
    },
]
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "chibo.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "chibo.accounts.forms.SignInForm",
    "reauthenticate": "chibo.accounts.forms.ConfirmForm",
}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/5m/ip,5/10m/key",
    "slip": "20/5m/ip,5/10m/key",
    "first_run": "5/10m/key",
    "own_password": "10/10m/key",
    "check_minutes": "30/10m/ip",
    "room_code": "10/5m/key",
}
ACCOUNT_SESSION_REMEMBER = True  # a session ends 12 hours after signing in, used or not
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("PROXIES", 1 if SECURE and ROOM == "no" else 0)
MFA_ADAPTER = "chibo.accounts.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "chibo.accounts.forms.SecondStepForm",
    "reauthenticate": "chibo.accounts.forms.SecondStepAgainForm",
    "activate_totp": "chibo.accounts.forms.ActivateAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Chibo"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SECURE  # a browser allows it on this machine's own address only
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # it counts failed sign-ins: nobody shall flood them out
    },
    "local": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
}

SESSION_COOKIE_AGE = 12 * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
if ROOM == "plain":  # what travelled in the clear is never taken for a cookie of the safe addresses
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "plain_room_session", "plain_room_csrf"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}

PERMISSIONS_POLICY = "camera=(), microphone=(), display-capture=(), geolocation=()"

# -- language, days, numbers
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["chibo.ui.formats"]

# -- files and jobs
STATIC_URL = "/static/"
STATIC_ROOT = env.folder("STATIC", DATA / "static")
ASSETS = DATA / "assets"
FONTS = env.folder("FONTS", PACKAGE / "ui" / "fonts_built")
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "chibo.ui.assets.AssetsFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "servestatic.storage.CompressedManifestStaticFilesStorage"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
PAPER_FONTS = env.text("PAPER_FONTS")
POSTGRES_BIN = env.text("POSTGRES_BIN")
FILES_MAX_BYTES = env.number("FILES_MAX_MIB", 50) * 1024 * 1024

# -- mail: none is sent where no server is named
MAILERS: dict[str, dict[str, object]] = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
if env.text("SMTP_HOST"):
    MAILERS["default"] = {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.text("SMTP_HOST"),
            "port": env.number("SMTP_PORT", 25),
            "username": env.text("SMTP_USER"),
            "password": env.text("SMTP_PASSWORD"),
            "use_tls": env.flag("SMTP_TLS", default=False),
            "timeout": 20,
        },
    }
SENDS_MAIL = bool(env.text("SMTP_HOST"))
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "chibo@localhost")
MAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
PUBLIC_URL = env.text("URL").rstrip("/")  # where users reach the program, for links in mails

# -- other ways to members: how they are named stands in docs/how-to/reaching.md
SMS_URL, CHAT_URL = env.text("SMS_URL"), env.text("CHAT_URL")
SENDS_PUSH = MODE == "internet" and env.flag("PUSH", default=True)
PUSH_HOSTS = env.words(
    "PUSH_HOSTS",
    ("fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com"),
)

# -- video rooms on the operator's own Jitsi server: docs/how-to/video.md
JITSI_URL = env.origin("JITSI_URL")
JITSI_APP_ID, JITSI_SECRET = env.text("JITSI_APP_ID"), env.text("JITSI_SECRET")
JITSI_DOMAIN = env.text("JITSI_DOMAIN", urlsplit(JITSI_URL).hostname or "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secrets": {"()": "chibo.web.logs.HidesSecrets"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["secrets"]}},
    "root": {"handlers": ["console"], "level": env.choice("LOG", ("WARNING", "DEBUG", "INFO", "ERROR"))},
}
