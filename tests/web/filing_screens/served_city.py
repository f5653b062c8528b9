"""
A server with cities of its own, for tests that drive a browser: run as a process, it prints one line of JSON.

Its database is a file that nobody else has, so what the browser does is really committed and no other test
sees it.  Line: `{"port": …, "cities": [{"filing": …, "clerk": session, "officer": session}, …]}`.
"""

from __future__ import annotations

import json
import os
import sys
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

CITIES = 12


class Server(ThreadingMixIn, WSGIServer):
    """One thread a request."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Tells nobody what was asked."""

    def log_message(self, *_args: object) -> None:
        """Nothing."""


def main() -> None:
    """Build, say where, serve until killed."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.web.settings"
    os.environ.pop("HENGJI_DATABASE", None)
    import django

    django.setup()
    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    call_command("migrate", verbosity=0)
    cities = [_city(number) for number in range(CITIES)]
    server = make_server("localhost", 0, get_wsgi_application(), server_class=Server, handler_class=Silent)
    sys.stdout.write(json.dumps({"port": server.server_port, "cities": cities}) + "\n")
    sys.stdout.flush()
    server.serve_forever()


def _city(number: int) -> dict[str, object]:
    from django.conf import settings
    from django.test import Client

    from hengji.web.accounts.models import User
    from tests.web.conftest import build_city

    city = build_city(prefix=f"b{number}-")
    filing = city.begin(city.department)

    def session(user: User) -> str:
        client = Client()
        client.force_login(user, backend="hengji.web.accounts.backends.MembershipBackend")
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    return {
        "filing": filing.pk,
        "cookie": settings.SESSION_COOKIE_NAME,
        "clerk": session(city.preparer(city.department)),
        "officer": session(city.officer(city.department)),
    }


if __name__ == "__main__":
    main()
