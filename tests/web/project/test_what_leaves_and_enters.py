"""Passwords, uploads and exports: how they are kept, read and given out."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.conf import LazySettings
from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hengji.documents import readers
from hengji.web.accounts.models import User
from hengji.web.filing import drafts, proposing, tasks
from hengji.web.filing.drafts import Change
from hengji.web.filing.models import Attachment, FilingStatus
from hengji.web.jobs.worker import Worker
from hengji.web.project import settings as own
from tests.web.conftest import EXAMPLE, City, actor

SignIn = Callable[[User], Client]
FORMULA = '=HYPERLINK("http://evil.example","点这里")'


def test_passwords_are_kept_by_argon2_and_nothing_weaker(settings: LazySettings) -> None:
    settings.PASSWORD_HASHERS = own.PASSWORD_HASHERS
    assert len(own.PASSWORD_HASHERS) == 1
    assert make_password("any words").startswith("argon2$argon2id$")


def test_the_demonstrations_password_is_none_outside_it() -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from hengji.web.project import settings as s; print(s.DEMO_PASSWORD, s.DEMO)",
        ],
        env=clean | {"HENGJI_DEMO_PASSWORD": "left over", "HENGJI_HOME": os.environ["HENGJI_HOME"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "False"


def test_uploads_lie_where_nothing_is_served_from(
    city: City, signed_in: SignIn, settings: LazySettings, tmp_path: Path
) -> None:
    served = [Path(folder).resolve() for folder in own.STATICFILES_DIRS]
    kept = own.ATTACHMENT_FOLDER.resolve()
    assert not [folder for folder in served if kept.is_relative_to(folder) or folder.is_relative_to(kept)]
    settings.ATTACHMENT_FOLDER = tmp_path
    filing, client = city.begin(city.department), signed_in(city.preparer(city.department))
    file = SimpleUploadedFile("凭证.pdf", b"%PDF-1.7 proof")
    client.post(reverse("filing-attach", args=(filing.pk,)), {"files": file})
    where = Attachment.objects.get().stored_as
    for address in (f"/static/{where}", f"/attachments/{where}", f"/static/../{where}", f"/media/{where}"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("room", [tasks, proposing])
def test_strangers_files_are_read_in_the_limited_child(room: object) -> None:
    """The only reader that these rooms know is the one that starts a child with limits."""
    assert vars(room)["read_in_child"] is readers.read_in_child
    assert not [name for name in ("read", "readers", "openpyxl") if name in vars(room)]


def test_an_import_goes_through_that_child(
    city: City, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []
    real = tasks.read_in_child

    def watched(*args: object, **options: object) -> object:
        seen.append(args)
        return real(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(tasks, "read_in_child", watched)
    monkeypatch.setattr(Worker, "_vouch", lambda *_: None)
    filing, client = city.begin(city.department, filled=False), signed_in(city.preparer(city.department))
    file = SimpleUploadedFile("填报表.xlsx", EXAMPLE.read_bytes())
    assert client.post(reverse("filing-import", args=(filing.pk,)), {"file": file}).status_code == 202
    Worker().work(once=True)
    assert len(seen) == 1


def test_what_was_typed_like_a_formula_is_text_in_the_workbook(city: City, signed_in: SignIn) -> None:
    filing, user = city.begin(city.department), city.preparer(city.department)
    base = filing.fields.get(path="narratives/overall_work/answer").version
    change = Change(path="narratives/overall_work/answer", value=FORMULA, base=base)
    drafts.save(filing.pk, user, actor(user), [change], known_version=filing.version)
    content = signed_in(user).get(reverse("filing-workbook", args=(filing.pk,))).content
    cells = [
        cell
        for sheet in openpyxl.load_workbook(io.BytesIO(content))
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "evil.example" in cell.value
    ]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_units_name_like_a_formula_is_text_in_the_charts_table(city: City, signed_in: SignIn) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.department)
    type(city.department).objects.filter(pk=city.department.pk).update(name=FORMULA)
    client = signed_in(city.people["administrator"])
    told = client.get("/dashboards/download?chart=scatter&as=csv").content.decode()
    assert "'=HYPERLINK" in told
    assert ",=HYPERLINK" not in told
    assert "\n=HYPERLINK" not in told
