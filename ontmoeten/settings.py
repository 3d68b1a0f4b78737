"""All settings. Everything that differs per installation comes from the environment."""

import os
import re
from base64 import b64encode
from email.utils import formataddr
from glob import glob
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from common.translations import languages
from common.web import log
from ontmoeten import limits
from ontmoeten.accounts import sign_on_settings
from ontmoeten.environment import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(Path(os.environ.get("ENV_FILE") or BASE_DIR / ".env"))

# --- The installation -----------------------------------------------------------

DEBUG = env.yes_no("DEBUG", False)
HTTPS = env.yes_no("HTTPS", not DEBUG)
SECRET_KEY = env.text(
    "SECRET_KEY",
    "only-for-development-never-in-production" if DEBUG else None,
    why="Put SECRET_KEY=… (50 random characters) in .env, or DEBUG=yes to try it out.",
)
if len(SECRET_KEY) < 32:
    raise ImproperlyConfigured(
        "SECRET_KEY is too short to be safe; use 50 random characters."
    )
ALLOWED_HOSTS = env.names(
    "ALLOWED_HOSTS",
    "127.0.0.1,localhost,[::1]" if DEBUG else None,
    why="Put ALLOWED_HOSTS=ontmoeten.example.nl in .env: the name of this site.",
)
BEHIND_PROXY = env.yes_no("BEHIND_PROXY", False)
DATA_DIR = BASE_DIR / env.text("DATA_DIR", "var")

MUNICIPALITY = env.text("MUNICIPALITY", "GM0758")
if not re.fullmatch(r"GM\d{4}", MUNICIPALITY):
    raise ImproperlyConfigured(
        f"MUNICIPALITY is “{MUNICIPALITY}”; write the CBS code, like GM0758 for Breda."
    )
# That of the school holidays, where it is another one than by the code.
SCHOOL_REGION = env.choice("SCHOOL_REGION", ["", "noord", "midden", "zuid"], "")


def _of_ours(name: str, of_breda: str) -> str:
    """What stands on every page; another municipality says its own."""
    why = f"It stands on every page, and MUNICIPALITY is {MUNICIPALITY}, not Breda's."
    return env.text(name, of_breda if MUNICIPALITY == "GM0758" else None, why=why)


SITE_OWNER = _of_ours("SITE_OWNER", "gemeente Breda")
SITE_CITY = _of_ours("SITE_CITY", "Breda")
CONTACT_PHONE = _of_ours("CONTACT_PHONE", "14 076")
CONTACT_PLACE = _of_ours(
    "CONTACT_PLACE", "Stadskantoor, Claudius Prinsenlaan 10, Breda"
)
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "")
# Where someone tells of a hole in this site: a mailto: or an https: address.
SECURITY_CONTACT = env.text(
    "SECURITY_CONTACT", f"mailto:{CONTACT_EMAIL}" if CONTACT_EMAIL else ""
)
if SECURITY_CONTACT and not re.fullmatch(r"(mailto:|https://)\S+", SECURITY_CONTACT):
    raise ImproperlyConfigured(
        f"SECURITY_CONTACT is “{SECURITY_CONTACT}”; write it like "
        "mailto:veilig@example.nl or https://www.example.nl/veilig."
    )

# Which of the two doubtful holidays count as one for opening hours (PH).
GOOD_FRIDAY = env.yes_no("GOOD_FRIDAY", False)
LIBERATION_DAY = env.choice("LIBERATION_DAY", ["lustrum", "yearly", "never"], "lustrum")

# The map's background: fetched by us, never by the visitor's browser.
TILE_SERVER = env.text(
    "TILE_SERVER",
    "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png",
)
if TILE_SERVER != "off" and not all(
    part in TILE_SERVER for part in ["{z}", "{x}", "{y}"]
):
    raise ImproperlyConfigured(
        "TILE_SERVER must hold {z}, {x} and {y}, or be the word off."
    )
TILE_ATTRIBUTION = env.text("TILE_ATTRIBUTION", "© Kadaster, BRT Achtergrondkaart")
IMPORT_MEGABYTES = env.number("IMPORT_MEGABYTES", 50)  # of a file that staff upload
TILE_CACHE_MEGABYTES = env.number("TILE_CACHE_MEGABYTES", 500)

# Addresses for the search field: the words that someone typed go there, from us.
ADDRESS_SERVER = env.text(
    "ADDRESS_SERVER", "https://api.pdok.nl/bzk/locatieserver/search/v3_1/free"
)
if ADDRESS_SERVER != "off" and not re.match("https?://", ADDRESS_SERVER):
    raise ImproperlyConfigured(
        "ADDRESS_SERVER must begin with https://, or be the word off."
    )

# How much longer a road is than the straight line, for the times of tours: 130 is 1.3.
TOUR_ROAD_FACTOR = env.number("TOUR_ROAD_PERCENT", 130) / 100

# How much one address may send in an hour.
PUBLIC_FORM_LIMITS = limits.read(env)
# Mails go out by this server; the address stands in their links, so it is no guess of
# what a request says.
SITE_URL = env.text(
    "SITE_URL",
    "http://127.0.0.1:8000"
    if DEBUG
    else f"http{'s' if HTTPS else ''}://{ALLOWED_HOSTS[0].lstrip('.')}",
).rstrip("/")
if not re.fullmatch(r"https?://[^/\s*]+", SITE_URL):
    raise ImproperlyConfigured(
        f"SITE_URL is “{SITE_URL}”; write it like https://ontmoeten.example.nl."
    )
MAIL = env.mail("EMAIL_URL", "console://" if DEBUG else "off")
EMAIL_BACKEND = MAIL["backend"]
EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["starttls"], MAIL["tls"]
EMAIL_TIMEOUT = env.number("EMAIL_TIMEOUT", 20)
MAIL_FROM = env.text(
    "MAIL_FROM", CONTACT_EMAIL or f"ontmoeten@{urlsplit(SITE_URL).hostname}"
)
DEFAULT_FROM_EMAIL = formataddr((f"Ontmoeten, {SITE_OWNER}", MAIL_FROM))

# Who hears at once that a visitor reports something unsafe or not appropriate.
ON_DUTY = [
    address
    for name in ["DUTY_EMAIL", "DUTY_STAND_IN_EMAIL"]
    if (address := env.address(name))
]

# Meet & Match: also on, it opens once the municipality filled in its rules.
MATCHING = env.yes_no("MATCHING", DEBUG)
SUGGESTIONS_WITHIN_DAYS = env.number("SUGGESTIONS_WITHIN_DAYS", 14)
INITIATIVE_SHELF_LIFE = env.number("INITIATIVE_SHELF_LIFE", 12)
ACTIVITY_SHELF_LIFE = env.number("ACTIVITY_SHELF_LIFE", 3)  # months that a check holds
UNDO_MINUTES = env.number("UNDO_MINUTES", 15)  # in which staff take a decision back
ORGANISATIONS_WITHIN_DAYS = env.number("ORGANISATIONS_WITHIN_DAYS", 3)  # working days

DATABASES = {
    "default": env.database(
        "DATABASE_URL", f"spatialite:///{DATA_DIR / 'ontmoeten.sqlite3'}", BASE_DIR
    ),
    # The keys of people, apart from what they seal: see docs/keys.md.
    "keys": env.key_store(
        "KEYS_DATABASE_URL", f"sqlite:///{DATA_DIR / 'keys.sqlite3'}", BASE_DIR
    ),
}
DATABASE_ROUTERS = ["common.protect.sealing.router.KeysApart"]
# The master keys: the first wraps the keys of people, all of them unwrap.
SEALING_KEYS = env.secrets(
    "SEALING_KEYS",
    b64encode(b"only-for-development-not-secret!").decode() if DEBUG else "",
)
LOG_LEVEL = env.choice("LOG_LEVEL", ["DEBUG", "INFO", "WARNING", "ERROR"], "INFO")

# --- The libraries for geometry -------------------------------------------------


def _from_wheel(package: str, pattern: str) -> str | None:
    """The library inside a package's wheel; None leaves the choice to Django."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return None
    site = Path(spec.origin).parent.parent
    found = sorted(glob(str(site / f"{package}.libs" / pattern)))
    return found[0] if found else None


GDAL_LIBRARY_PATH = _from_wheel("pyogrio", "libgdal*")
GEOS_LIBRARY_PATH = _from_wheel("shapely", "libgeos_c*")

# --- Django ---------------------------------------------------------------------

# Ours; none imports what stands before it (tests/house/test_architecture.py).
APPS = [
    "ontmoeten",
    *("desks", "tours", "learning", "matching", "harvesting"),
    "initiatives",
    "places",
    "themes",
]
INSTALLED_APPS = [
    "django_tasks",
    "django_tasks_db",
    "allauth.account",  # before ours, which takes its list out of the administration
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth",
    *APPS,
    "common.protect.sealing",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.gis",
    "django.contrib.humanize",
    "django.forms",
    "csp",
    "django_filters",
    "leaflet",
    "simple_history",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "ontmoeten.web.middleware.leave_what_was_said",
    "ontmoeten.web.middleware.keep_apart",
    "csp.middleware.CSPMiddleware",
    "ontmoeten.web.middleware.refuse_trace",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "ontmoeten.web.middleware.say_when_away",
    "ontmoeten.web.middleware.compress_public_pages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ontmoeten.web.middleware.language_from_path",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "common.protect.known_device.remember",
    "ontmoeten.accounts.second_factor.guard",
    "common.protect.once.send_once",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "ontmoeten.web.middleware.say_when_busy",
]
PASSWORD_HASHERS = ["common.protect.turns.TakingTurns"]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
ROOT_URLCONF = "ontmoeten.urls"
AUTH_USER_MODEL = "ontmoeten.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FORM_RENDERER = "ontmoeten.web.renderer.FormRenderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ontmoeten.web.context_processors.site",
            ],
        },
    }
]

FORMAT_MODULE_PATH = "ontmoeten.web.formats"
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
# Languages in which texts may be given besides Dutch and English; the pages around them
# stay in those two.
EXTRA_LANGUAGES = languages.checked(env.names("EXTRA_LANGUAGES"))
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "ontmoeten.web.made_files.MadeFiles",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/fotos/"
MEDIA_ROOT = DATA_DIR / "photos"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "ontmoeten.web.storage.HashedStaticStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# --- Safety ---------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^gezond/$", r"^gereed/$"]  # asked without TLS, from inside
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 10  # a working day
CSRF_COOKIE_HTTPONLY = True
# With this in its name a browser takes a cookie from this very host by https alone.
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
MESSAGE_STORAGE = "ontmoeten.web.storage.Messages"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "ontmoeten.web.views.csrf_failed"

# Who keeps the pages of an organisation logs in by a code in the mail; staff at
# /beheer/ with a password. There is no other sign-up than registering.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "initiatives:mine"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_ADAPTER = "ontmoeten.accounts.login.AccountAdapter"
ACCOUNT_FORMS = {
    "request_login_code": "ontmoeten.accounts.login.RequestCodeForm",
    "confirm_login_code": "ontmoeten.accounts.login.CodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the code of each login does that
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# One address may be a whole town hall: what counts per address is loose. What counts
# per account stands in common/protect/login_delay.py.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "300/m/ip,20/5m/key",
    "request_login_code": "300/m/ip",  # and see common/protect/known_device.py
    "reauthenticate": "20/m/user",
}
STAFF_SECOND_FACTOR = env.choice(
    "STAFF_SECOND_FACTOR", ["obligatory", "off"], "off" if DEBUG else "obligatory"
)
if STAFF_SECOND_FACTOR == "off" and not DEBUG:
    raise ImproperlyConfigured(
        "STAFF_SECOND_FACTOR=off is for trying out, with DEBUG=yes; leave it out."
    )
MFA_ADAPTER = "ontmoeten.accounts.second_factor.MFAAdapter"
MFA_FORMS = {
    "authenticate": "ontmoeten.accounts.second_factor.ShowForm",
    "reauthenticate": "ontmoeten.accounts.second_factor.ShowAgainForm",
    "activate_totp": "ontmoeten.accounts.second_factor.SetUpForm",
    "add_webauthn": "ontmoeten.accounts.second_factor.PasskeyForm",
    "authenticate_webauthn": "ontmoeten.accounts.second_factor.ShowKeyForm",
    "reauthenticate_webauthn": "ontmoeten.accounts.second_factor.ShowKeyAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # half a minute before and after: clocks differ
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator made the account
MFA_RECOVERY_CODES_SHOW_ONCE = False
SINGLE_SIGN_ON = sign_on_settings.read(env, debug=DEBUG)
SOCIALACCOUNT_PROVIDERS = sign_on_settings.providers(SINGLE_SIGN_ON)
SOCIALACCOUNT_ADAPTER = "ontmoeten.accounts.single_sign_on.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in [
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    ]
]

# Neither query strings, nor secrets in paths, nor people are logged.
LOGGING = log.settings(LOG_LEVEL)

env.known |= {"ENV_FILE", "DJANGO_SETTINGS_MODULE"}
env.refuse_misspelt_names(os.environ)
