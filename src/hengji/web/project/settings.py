"""
Settings: safe where nothing is said; whatever differs from one installation to the next is in `environment`.

There is no default secret: outside the demonstration an unset key stops Django at its first use.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from csp.constants import NONE, SELF

from hengji.web.project import environment

BASE_DIR: Final = Path(__file__).parents[1]
HOME: Final = environment.home()
"""Where the database, the uploads and the written files are kept."""

SECRET_KEY: Final = os.environ.get("HENGJI_SECRET_KEY", "")
DEBUG: Final = environment.flag("HENGJI_DEBUG", default=False)
DEMO: Final = environment.flag("HENGJI_DEMO", default=False)
"""The invented city: every page says so, and the sign-in page shows the accounts."""
DEMO_PASSWORD: Final = os.environ.get("HENGJI_DEMO_PASSWORD", "") if DEMO else ""
DEMO_ACCOUNTS: Final = (
    "guanliyuan",
    "tianbao",
    "fuzeren",
    "zhuguan",
    "tushuguan",
    "minzheng",
    "dangan",
    "shenhe",
    "shenji",
    "xitong",
)
"""Those of the invented city that the sign-in page names: something to do for each role."""
ALLOWED_HOSTS: Final = environment.hosts()
HTTPS: Final = environment.flag("HENGJI_HTTPS", default=True)

INSTALLED_APPS: Final = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "hengji.web.jobs",
    "hengji.web.records",
    "hengji.web.accounts",
    "hengji.web.campaigns",
    "hengji.web.filing",
    "hengji.web.review",
    "hengji.web.disclosure",
    "hengji.web.api",
    "hengji.web.project",
]

MIDDLEWARE: Final = [
    "hengji.web.project.middleware.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "hengji.web.project.middleware.SessionAgeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "hengji.web.project.middleware.NoStoreMiddleware",
    "hengji.web.project.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF: Final = "hengji.web.project.urls"
WSGI_APPLICATION: Final = "hengji.web.project.wsgi.application"
TEMPLATES: Final[list[dict[str, Any]]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "project" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "hengji.web.project.context.surroundings",
            ],
        },
    },
]

DATABASES: Final = {"default": environment.database()}
DEFAULT_AUTO_FIELD: Final = "django.db.models.BigAutoField"

LANGUAGE_CODE: Final = "zh-hans"
TIME_ZONE: Final = "Asia/Shanghai"
USE_I18N: Final = True
USE_TZ: Final = True

AUTH_USER_MODEL: Final = "accounts.User"
AUTHENTICATION_BACKENDS: Final = [
    "axes.backends.AxesStandaloneBackend",
    "hengji.web.accounts.backends.MembershipBackend",
]
PASSWORD_HASHERS: Final = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: Final = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL: Final = "sign-in"
LOGIN_REDIRECT_URL: Final = "home"
LOGOUT_REDIRECT_URL: Final = "sign-in"

# Lockout is for a name from one address: nobody can lock a whole department out from elsewhere.
AXES_FAILURE_LIMIT: Final = 8
AXES_COOLOFF_TIME: Final = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS: Final = True
AXES_LOCKOUT_PARAMETERS: Final = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE: Final = "accounts/locked.html"
AXES_HTTP_RESPONSE_CODE: Final = 429
AXES_VERBOSE: Final = False
AXES_ENABLE_ADMIN: Final = False
AXES_IPWARE_PROXY_COUNT: Final = int(os.environ.get("HENGJI_PROXY_HOPS", "0")) or None
AXES_CLIENT_IP_CALLABLE: Final = "hengji.web.project.middleware.client_address"

SESSION_COOKIE_AGE: Final = 8 * 60 * 60
SESSION_IDLE_SECONDS: Final = 60 * 60
"""Without a request for so long a session ends; `SESSION_COOKIE_AGE` is its end in any case."""
SESSION_EXPIRE_AT_BROWSER_CLOSE: Final = True
SESSION_COOKIE_HTTPONLY: Final = True
SESSION_COOKIE_SAMESITE: Final = "Lax"
SESSION_COOKIE_SECURE: Final = HTTPS
SESSION_COOKIE_NAME: Final = "__Host-hengji" if HTTPS else "hengji"
CSRF_COOKIE_HTTPONLY: Final = True
CSRF_COOKIE_SAMESITE: Final = "Lax"
CSRF_COOKIE_SECURE: Final = HTTPS
CSRF_COOKIE_NAME: Final = "__Host-hengji-csrf" if HTTPS else "hengji-csrf"
CSRF_FAILURE_VIEW: Final = "hengji.web.project.errors.csrf_failure"

SECURE_SSL_REDIRECT: Final = HTTPS
SECURE_REDIRECT_EXEMPT: Final = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS: Final = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS: Final = HTTPS
SECURE_HSTS_PRELOAD: Final = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF: Final = True
SECURE_REFERRER_POLICY: Final = "same-origin"
SECURE_PROXY_SSL_HEADER: Final = (
    ("HTTP_X_FORWARDED_PROTO", "https") if os.environ.get("HENGJI_PROXY_HOPS", "0") != "0" else None
)
X_FRAME_OPTIONS: Final = "DENY"
CONTENT_SECURITY_POLICY: Final = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

STATIC_URL: Final = "/static/"
STATICFILES_DIRS: Final = [
    folder
    for folder in (BASE_DIR / "project" / "static", BASE_DIR / "project" / "packages")
    if folder.is_dir()
]
"""`packages` is filled from the browser packages' lock file at set-up and is not in the repository."""
STORAGES: Final = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME}},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS: Final = True
"""Files are served from where they are installed; nothing is collected."""
WHITENOISE_MAX_AGE: Final = 600
WHITENOISE_AUTOREFRESH: Final = DEBUG

ATTACHMENT_FOLDER: Final = HOME / "attachments"
"""Outside what any server serves: files leave through a view that asks who is there."""
ATTACHMENT_MOST_BYTES: Final = 20 * 1024 * 1024
ATTACHMENT_QUOTA_BYTES: Final = 500 * 1024 * 1024
"""Of one filing."""
OUTPUT_FOLDER: Final = HOME / "outputs"
JOB_TASKS: Final = ["hengji.web.filing.tasks", "hengji.web.filing.proposing"]
"""Modules whose import registers tasks of the queue."""
DATA_UPLOAD_MAX_MEMORY_SIZE: Final = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS: Final = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE: Final = 1024 * 1024
FILE_UPLOAD_PERMISSIONS: Final = 0o600

SILENCED_SYSTEM_CHECKS: Final[list[str]] = []
LOGGING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "hengji.web.project.log_lines.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
