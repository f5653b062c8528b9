"""The demonstration city is the same every time, marked as invented, and every state is in it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from hengji.web.accounts.models import Membership, Organisation, User
from hengji.web.accounts.roles import Role
from hengji.web.campaigns.models import Campaign
from hengji.web.disclosure.models import Publication
from hengji.web.filing.models import Filing, FilingStatus, Revision
from hengji.web.project.demonstration import people, story
from hengji.web.records.verification import verify
from tests.web.conftest import EXAMPLE, PASSWORD

HENGJI = Path(sys.executable).parent / "hengji"
TODAY = date(2026, 11, 25)


@pytest.fixture
def demonstration(db: None) -> None:  # noqa: ARG001
    story.build(PASSWORD, TODAY, EXAMPLE)


def test_the_city_has_what_it_promises(demonstration: None) -> None:  # noqa: ARG001
    assert Organisation.objects.filter(kind="department").count() == 12
    assert list(Campaign.objects.order_by("fiscal_year").values_list("fiscal_year", flat=True)) == [
        2023,
        2024,
        2025,
    ]
    states = Counter(Filing.objects.filter(campaign__fiscal_year=2025).values_list("status", flat=True))
    assert states.keys() == {state.value for state in FilingStatus}
    assert {Role(role) for role in Membership.objects.values_list("role", flat=True)} == set(Role)
    assert not verify().faults
    invented = Organisation.objects.filter(invented=False).values_list("name", flat=True)
    assert list(invented) == ["江门市妇女联合会"]


def test_each_report_is_its_own_and_marked_as_made_up(demonstration: None, client: Client) -> None:  # noqa: ARG001
    filings = Filing.objects.select_related("organisation", "campaign")
    real = [one for one in filings if not one.is_example]
    assert [(one.organisation.code, one.campaign.fiscal_year) for one in real] == [("301", 2024)]
    assert set(Publication.objects.filter(invented=False).values_list("slug", flat=True)) == {"2024-301"}
    contents = [json.loads(one.content) for one in Revision.objects.filter(number=1)]
    assert len({one["narratives/overall_work/answer"] for one in contents}) == len(contents) > 30
    assert "是为演示借用的" in client.get("/public/reports/2023-202").content.decode()
    corrected = client.get("/public/reports/2024-202").content.decode()
    for words in ("更正后公开", "漏计一期", "教师培训·实际完成值"):
        assert words in corrected
    assert "豁免 1 项" in client.get("/public/reports/2025-208").content.decode()


def test_there_is_something_to_do_for_each_role(demonstration: None, client: Client) -> None:  # noqa: ARG001
    for username, *_ in people.PEOPLE:
        client.force_login(User.objects.get(username=username))
        assert 'class="button' in client.get("/").content.decode(), username
    client.force_login(User.objects.get(username="zhuguan"))
    listed = client.get("/").content.decode().partition("等待审核")[2]
    assert re.findall(r"示例市\w+[馆局]", listed) == ["示例市图书馆"], "its own is not for it to review"
    filing = Filing.objects.get(organisation__code="207", campaign__fiscal_year=2025)
    client.force_login(User.objects.get(username="shenhe"))
    page = client.get(f"/filings/{filing.pk}/differences/1/2").content.decode()
    for words in ("仅删去", "已改写", "已更改", "未改动"):
        assert words in page


def test_the_real_report_scores_as_on_the_command_line(demonstration: None) -> None:  # noqa: ARG001
    filing = Filing.objects.get(organisation__code="301", campaign__fiscal_year=2024)
    told = json.loads(filing.revisions.get().evaluation)
    done = subprocess.run(  # noqa: S603 - our own command
        [HENGJI, "evaluate", EXAMPLE, "--json", "--out", "."],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(os.environ["HENGJI_HOME"]),
    )
    line = json.loads(done.stdout)
    assert told["computed_score"] == line["computed_score"]
    assert [(one["code"], one["points"]) for one in told["criteria"]] == [
        (one["code"], one["points"]) for one in line["criteria"]
    ]


def test_it_is_the_same_every_time(demonstration: None) -> None:  # noqa: ARG001
    digests = sorted(Revision.objects.values_list("receipt", "content_digest"))
    assert len(digests) == len(set(digests)) > 30
    first = Revision.objects.order_by("receipt").first()
    assert first is not None
    assert first.content_digest == first.content_digest.lower()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_one_command_opens_it_and_it_can_be_verified(tmp_path: Path) -> None:
    port, home = _free_port(), tmp_path / "city"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
    server = subprocess.Popen(  # noqa: S603 - our own command
        [HENGJI, "serve", "--demo", "--home", home, "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        page, deadline = "", time.monotonic() + 240
        while not page and time.monotonic() < deadline:
            try:
                page = urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=5).read().decode()
            except OSError:
                time.sleep(0.3)
        assert "示例账户" in page
        assert (home / "demo-password").read_text() in page
        style = re.search(r'href="(/static/[^"]+\.css)"', page)
        assert style is not None
        assert urllib.request.urlopen(f"http://127.0.0.1:{port}{style[1]}", timeout=5).status == 200
    finally:
        server.terminate()
        told, _ = server.communicate(timeout=120)
    assert "平台已启动" in told
    assert "tianbao" in told
    checked = subprocess.run(  # noqa: S603 - our own command
        [HENGJI, "records", "verify", "--home", home],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, "0 处不符" in checked.stdout) == (0, True)


def test_outside_the_demonstration_there_is_no_start_without_a_secret(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HENGJI_")}
    done = subprocess.run(  # noqa: S603 - our own command
        [HENGJI, "serve", "--home", tmp_path], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "HENGJI_SECRET_KEY" in done.stderr


def test_a_folder_with_other_things_in_it_is_never_taken_for_the_demonstration(tmp_path: Path) -> None:
    (tmp_path / "important.txt").touch()
    for options in ([], ["--reset"]):
        done = subprocess.run(  # noqa: S603 - our own command
            [HENGJI, "serve", "--demo", "--home", tmp_path, *options],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 2
        assert (tmp_path / "important.txt").exists()


def test_the_list_of_commands_does_not_wait_for_the_platform() -> None:
    code = "import sys; from hengji.cli import main, serve, records; print('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "False"


def test_an_empty_installation_gets_its_first_administrator_once(db: None) -> None:  # noqa: ARG001
    from hengji.web.project import serving

    told: list[str] = []
    serving._begin("", told.append)
    assert "--authority" in told[0]
    serving._begin("示例市财政局", told.append)
    assert "首个系统管理员" in told[1]
    serving._begin("示例市财政局", told.append)
    assert len(told) == 2, "and never a second one"
    member = Membership.objects.get()
    assert (member.user.username, member.role) == ("admin", Role.SYSTEM_ADMINISTRATOR)
    assert member.user.must_change_password
    assert not verify().faults
