"""Safe settings, headers on every answer, sessions that end, sign-in that cannot be guessed."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from hengji.web.accounts.models import User
from hengji.web.filing.models import FilingStatus
from hengji.web.records.models import Event
from tests.web.conftest import PASSWORD, City

WEB = Path(__file__).parents[3] / "src" / "hengji" / "web"
TEMPLATES = sorted(path for path in WEB.rglob("*.html") if "node_modules" not in path.parts)
SignIn = Callable[[User], Client]


def _django(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
    return subprocess.run(  # noqa: S603 - Django's own commands
        [sys.executable, "-m", "django", *arguments],
        env=clean | {"DJANGO_SETTINGS_MODULE": "hengji.web.project.settings"} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_djangos_deploy_check_is_clean(tmp_path: Path) -> None:
    done = _django(
        "check",
        "--deploy",
        "--fail-level",
        "INFO",
        HENGJI_SECRET_KEY=secrets.token_urlsafe(60),
        HENGJI_HOME=str(tmp_path),
        HENGJI_HOSTS="jixiao.example.gov.cn",
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_secret_nothing_can_be_signed(tmp_path: Path) -> None:
    code = "import django; django.setup(); from django.core.signing import dumps; dumps('x')"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
    signed = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code],
        env=clean | {"DJANGO_SETTINGS_MODULE": "hengji.web.project.settings"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "SECRET_KEY setting must not be empty" in signed.stderr


def test_debug_is_off_unless_asked_for() -> None:
    assert settings.DEBUG is False


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(WEB)))
def test_a_page_has_no_inline_script_style_or_foreign_address(template: Path) -> None:
    """The content policy would silently switch them off in the browser."""
    text = template.read_text("utf-8")
    bare = re.sub(r"{[%#{].*?[%#}]}", "", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", bare)
    assert "<style" not in bare
    assert not re.search(r"\sstyle\s*=", bare)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", bare)
    assert not re.search(r"(?:src|href)\s*=\s*[\"']https?://", bare)
    assert "|safe" not in text


def test_every_answer_carries_the_headers(city: City, signed_in: SignIn) -> None:
    client = signed_in(city.preparer(city.department))
    filing = city.begin(city.department)
    for address in ("/", "/campaigns", f"/filings/{filing.pk}/steps/money", "/nowhere"):
        headers = client.get(address).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        assert "no-store" in headers["Cache-Control"]
        assert headers["X-Request-Id"]


@pytest.mark.parametrize("slug", ["basics", "money", "goals", "management", "narrative"])
def test_a_form_asks_the_database_no_more_often_when_it_is_full(
    city: City, signed_in: SignIn, slug: str
) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    for filled in (False, True):
        filing = city.begin(city.sibling if filled else city.department, filled=filled)
        client = signed_in(city.preparer(filing.organisation))
        address = reverse("filing-step", args=(filing.pk, slug))
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_a_changing_address_refuses_a_form_without_its_token(city: City) -> None:
    filing = city.begin(city.department)
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        city.preparer(city.department), backend="hengji.web.accounts.backends.MembershipBackend"
    )
    for address in (reverse("filing-save", args=(filing.pk,)), reverse("sign-out")):
        assert client.post(address).status_code == 403


def test_signing_in_changes_the_session_and_is_recorded(city: City) -> None:
    client, user = Client(), city.preparer(city.department)
    client.get("/sign-in")
    done = client.post("/sign-in", {"username": user.username, "password": PASSWORD})
    assert (done.status_code, done.headers["Location"]) == (302, "/")
    assert Event.objects.filter(chain=f"user:{user.pk}", type="accounts.signed_in").count() == 1


def test_a_wrong_name_and_a_wrong_password_read_alike(city: City) -> None:
    pages = []
    for username in (city.preparer(city.department).username, "nobody-of-that-name"):
        page = Client().post("/sign-in", {"username": username, "password": "wrong"})
        assert page.status_code == 401
        words = re.sub(r'value="[^"]*"|content="[^"]*"', "", page.content.decode())
        pages.append(words)
    assert pages[0] == pages[1]


def test_after_many_wrong_passwords_the_name_is_locked_from_that_address_only(city: City) -> None:
    user = city.preparer(city.department)
    wrong, right = (
        {"username": user.username, "password": "wrong"},
        {"username": user.username, "password": PASSWORD},
    )
    client = Client(REMOTE_ADDR="10.0.0.8")
    statuses = [client.post("/sign-in", wrong).status_code for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert statuses[-1] == 429
    assert client.post("/sign-in", right).status_code == 429
    assert Client(REMOTE_ADDR="10.0.0.9").post("/sign-in", right).status_code == 302
    assert Event.objects.filter(chain=f"user:{user.pk}", type="accounts.sign_in_failed").exists()


@pytest.mark.parametrize(
    ("key", "age"), [("last_seen", settings.SESSION_IDLE_SECONDS), ("signed_in", settings.SESSION_COOKIE_AGE)]
)
def test_a_session_ends_by_idleness_and_by_age(city: City, signed_in: SignIn, key: str, age: int) -> None:
    client = signed_in(city.preparer(city.department))
    assert client.get("/").status_code == 200
    session = client.session
    session[key] = int(time.time()) - age - 1
    session.save()
    assert client.get("/").headers["Location"] == "/sign-in?next=/"


def test_a_password_that_somebody_else_gave_must_be_changed_first(city: City, signed_in: SignIn) -> None:
    user = city.preparer(city.department)
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    client = signed_in(user)
    for address in ("/", "/campaigns", "/filings/1"):
        assert client.get(address).headers["Location"] == "/password"
    fresh = "wholly-different-words-7"
    form = {"old_password": PASSWORD, "new_password1": fresh, "new_password2": fresh}
    assert client.post("/password", form).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_signing_out_ends_the_session_on_the_server(city: City, signed_in: SignIn) -> None:
    client = signed_in(city.preparer(city.department))
    client.get("/")
    key = client.session.session_key
    client.post("/sign-out")
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = key or ""
    assert thief.get("/").status_code == 302


def test_signing_in_leads_nowhere_outside(city: City) -> None:
    user = city.preparer(city.department)
    for wanted in ("https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"):
        done = Client().post("/sign-in", {"username": user.username, "password": PASSWORD, "next": wanted})
        assert done.headers["Location"] == "/"


def test_a_refusal_tells_a_person_in_chinese_and_a_script_as_an_object(city: City, signed_in: SignIn) -> None:
    client = signed_in(city.preparer(city.department))
    page = client.get("/filings/999999")
    assert (page.status_code, "没有找到" in page.content.decode()) == (404, True)
    told = client.get("/filings/999999", headers={"Accept": "application/json"})
    assert told.json()["error"]["code"] == 404


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "</textarea><svg onload=alert(1)>",
]


def test_a_refusal_leads_back_and_gives_the_words_back(city: City, signed_in: SignIn) -> None:
    filing = city.bring_to(FilingStatus.IN_REVIEW, city.department)
    reviewer = signed_in(city.people["reviewer"])
    fields = {"text": "请逐条更正。" * 3, "do": "return", "version": filing.version - 1}
    for came_from, is_ours in (
        (f"http://testserver/filings/{filing.pk}/review?path=x", True),
        ("http://evil.example/", False),
    ):
        page = reviewer.post(f"/filings/{filing.pk}/review/opinion", fields, headers={"Referer": came_from})
        assert page.status_code == 409
        words = page.content.decode()
        assert fields["text"] in words, "what was written is not lost"
        assert (f'href="/filings/{filing.pk}/review?path=x"' in words) == is_ours
        assert "evil.example" not in words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_person_typed_is_shown_and_never_run(city: City, signed_in: SignIn, payload: str) -> None:
    from hengji.web.filing import drafts
    from hengji.web.filing.drafts import Change
    from tests.web.conftest import actor

    filing, user = city.begin(city.department, filled=False), city.preparer(city.department)
    paths = ["organisation/mandate/answer", "projects/000100/title", "narratives/overall_work/answer"]
    drafts.save(
        filing.pk, user, actor(user), [Change(path=path, value=payload) for path in paths], known_version=0
    )
    client = signed_in(user)
    for slug in ("basics", "money", "narrative"):
        page = client.get(reverse("filing-step", args=(filing.pk, slug))).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
        assert ">49<" not in page


def test_the_database_keeps_two_writers_apart() -> None:
    options = settings.DATABASES["default"].get("OPTIONS", {})
    if connection.vendor == "sqlite":
        assert options["transaction_mode"] == "IMMEDIATE"
        assert "journal_mode=WAL" in options["init_command"]
    else:
        assert "lock_timeout" in options["options"]


def test_no_name_in_the_database_is_longer_than_thirty_signs(db: None) -> None:  # noqa: ARG001
    """Domestic databases cut longer ones off."""
    from django.apps import apps

    ours = [model for model in apps.get_models() if model.__module__.startswith("hengji.")]
    names = [model._meta.db_table for model in ours]
    names += [field.column for model in ours for field in model._meta.concrete_fields]
    names += [each.name for model in ours for each in (*model._meta.indexes, *model._meta.constraints)]
    assert not [name for name in names if len(name) > 30]
    assert not [
        each
        for model in ours
        for each in (*model._meta.indexes, *model._meta.constraints)
        if getattr(each, "condition", None) is not None or getattr(each, "expressions", ())
    ], "no partial or expression indexes"


def test_the_tables_are_what_the_models_say(db: None) -> None:  # noqa: ARG001
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_foreign_host_is_refused_on_a_page_of_ours(db: None, method: str) -> None:  # noqa: ARG001
    headers = {"host": "evil.example", "referer": "https://evil.example/"}
    told = getattr(Client(), method)("/sign-in", headers=headers)
    assert told.status_code == 400
    assert "请求" in told.content.decode()
    assert "evil.example" not in told.content.decode()
