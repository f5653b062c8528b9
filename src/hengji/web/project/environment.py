"""
What the installation says in environment variables, read once and checked.

HENGJI_SECRET_KEY    required outside the demonstration; at least 50 signs
HENGJI_HOME          folder of the database, uploads and written files; ./hengji-home where unset
HENGJI_DATABASE      sqlite:///absolute/path or postgres://user:password@host:port/name
HENGJI_ENGINE        a Django database engine instead of the usual one, for domestic databases
HENGJI_HOSTS         names under which the platform is reached, separated by commas
HENGJI_DEBUG         1 while developing; never in use
HENGJI_HTTPS         0 where no TLS stands before us (an intranet trial); cookies then travel in clear
HENGJI_PROXY_HOPS    how many reverse proxies of ours stand before the platform; 0 where unset
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

LEAST_KEY: Final = 50

_SQLITE_START: Final = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"
"""Without WAL and IMMEDIATE two clerks who save at once meet "database is locked"."""


def flag(name: str, *, default: bool) -> bool:
    """A switch: 1, true, yes and on mean yes; anything else means no."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def home() -> Path:
    """The folder that holds everything the platform keeps."""
    return Path(os.environ.get("HENGJI_HOME", "hengji-home")).absolute()


def hosts() -> list[str]:
    """The names under which the platform is reached."""
    named = [name.strip() for name in os.environ.get("HENGJI_HOSTS", "").split(",")]
    return [name for name in named if name] or ["localhost", "127.0.0.1", "[::1]"]


def database(address: str | None = None) -> dict[str, Any]:
    """
    Django's settings of the database at an address.

    >>> database("postgres://clerk:p%40ss@db:5433/hengji")["PASSWORD"]
    'p@ss'
    >>> database("sqlite:////srv/hengji.sqlite3")["NAME"]
    '/srv/hengji.sqlite3'
    """
    if address is None:
        address = os.environ.get("HENGJI_DATABASE") or f"sqlite:///{home() / 'hengji.sqlite3'}"
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:]),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _SQLITE_START},
        }
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": os.environ.get("HENGJI_ENGINE", "django.db.backends.postgresql"),
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": _host(parts.netloc),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 5, "options": "-c statement_timeout=20000 -c lock_timeout=8000"},
        }
    raise ValueError(f"HENGJI_DATABASE must begin with sqlite:/// or postgres://, not {parts.scheme!r}")


def _host(netloc: str) -> str:
    """
    The host as written: a socket's folder, percent-encoded, keeps its capitals.

    >>> _host("clerk@%2Ftmp%2FPG:5433"), _host("u:p@[::1]:5433"), _host("db")
    ('/tmp/PG', '::1', 'db')
    """
    host = netloc.rpartition("@")[2]
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return unquote(host.partition(":")[0])
