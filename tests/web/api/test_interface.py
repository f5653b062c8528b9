"""The interface says what the command line says, obeys the access table, and refuses in Chinese."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
import yaml
from click.testing import CliRunner
from django.test import Client

from hengji.cli.main import hengji
from hengji.web.accounts.models import Membership, User
from hengji.web.accounts.roles import Role
from hengji.web.api import examples, gate, tokens
from hengji.web.api.models import ApiToken
from hengji.web.api.scopes import Scope
from hengji.web.filing import access
from hengji.web.filing.access import FilingAction
from hengji.web.filing.models import FilingStatus
from hengji.web.filing.workflow import Move
from hengji.web.records.clock import database_now
from hengji.web.records.models import Event
from tests.web.api.conftest import Caller
from tests.web.conftest import EXAMPLE, City, actor

Callers = Callable[..., Caller]
ROUTES: dict[str, Any] = yaml.load(
    (Path(__file__).parents[2] / "cases" / "web" / "access.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)["routes"]


def _command(*arguments: str) -> dict[str, Any]:
    printed = CliRunner().invoke(hengji, [*arguments, "--json"]).stdout
    said: dict[str, Any] = json.loads(printed)
    return said


def _but(said: dict[str, Any], *names: str) -> str:
    return json.dumps({name: value for name, value in said.items() if name not in names}, ensure_ascii=False)


def test_a_draft_is_evaluated_as_the_command_line_evaluates_its_workbook(
    city: City, caller: Callers, tmp_path: Path
) -> None:
    filing = city.begin(city.department)
    program = caller(city.preparer(city.department))
    path = tmp_path / "filing.xlsx"
    path.write_bytes(program.get(f"/filings/{filing.pk}/workbook").content)
    said = json.loads(program.get(f"/filings/{filing.pk}/evaluation").content)
    printed = _command("evaluate", str(path))
    assert _but(said, "file", "written") == _but(printed, "file", "written")
    assert said["computed_score"] == "98.43"


@pytest.mark.parametrize("command", ["evaluate", "audit", "figures"])
def test_an_upload_gives_what_the_command_line_prints(city: City, caller: Callers, command: str) -> None:
    program = caller(city.people["reviewer"], Scope.ENGINES)
    said = json.loads(program.upload(f"/{command}", "表.xlsx", EXAMPLE.read_bytes()).content)
    assert said["file"] == "表.xlsx"
    assert _but(said, "file", "written") == _but(_command(command, str(EXAMPLE)), "file", "written")


def test_a_report_in_text_is_audited_as_on_the_command_line(
    city: City, caller: Callers, tmp_path: Path
) -> None:
    path = tmp_path / "报告.txt"
    path.write_text("某局2024年度绩效自评报告\n合计100元，其中人员60元，项目39元。执行率98.39%。\n", "utf-8")
    said = json.loads(caller(city.people["reviewer"]).upload("/audit", path.name, path.read_bytes()).content)
    assert _but(said, "file", "written") == _but(_command("audit", str(path)), "file", "written")


def test_a_file_that_cannot_be_read_is_refused_with_the_reason(city: City, caller: Callers) -> None:
    program = caller(city.people["reviewer"])
    for name, content in (("x.docx", b"PK\x03\x04broken"), ("x.txt", b""), ("x.doc", b"\xd0\xcf\x11\xe0")):
        answer = program.upload("/audit", name, content)
        error = json.loads(answer.content)["error"]
        assert (answer.status_code, error["code"]) == (422, 422)
        assert re.search("[一-鿿]", error["message"])
        assert error["request"] == answer["X-Request-Id"]


def test_no_file_of_the_server_is_an_edition(city: City, caller: Callers) -> None:
    program = caller(city.people["reviewer"])
    answer = program.upload("/evaluate", "表.xlsx", EXAMPLE.read_bytes(), standard="/etc/passwd")
    assert answer.status_code == 422
    assert "root:" not in answer.content.decode()


TOKEN_ROUTES = {name: row for name, row in ROUTES.items() if row["asks"].startswith("token ")}


def _address(name: str, filing_id: int, move: str = "hand_over") -> str:
    from django.urls import get_resolver

    (pattern,) = get_resolver().reverse_dict.getlist(name)[:1]
    filled = pattern[0][0][0]
    return "/" + filled.removeprefix("api/v1/") % {
        "filing_id": filing_id, "campaign_id": 1, "number": 1, "name": move
    }  # fmt: skip


def _status(program: Caller, name: str, filing_id: int, move: str = "hand_over") -> int:
    address = _address(name, filing_id, move)
    if ROUTES[name]["method"] == "GET":
        return program.get(address).status_code
    if name in {"api-evaluate", "api-audit", "api-figures"}:
        return program.upload(address, "表.txt", "共3项".encode()).status_code
    body: object = {"changes": []} if name == "api-filing-save" else {}
    return program.post(address, body).status_code


@pytest.mark.parametrize("name", sorted(TOKEN_ROUTES))
def test_an_address_asks_for_a_living_token_with_its_scope(city: City, caller: Callers, name: str) -> None:
    filing = city.begin(city.department, filled=False)
    user = city.preparer(city.department)
    needed = Scope(ROUTES[name]["asks"].split()[1])
    others = [scope for scope in Scope if scope is not needed]
    assert _status(Caller(""), name, filing.pk) == 401
    assert _status(Caller("hj_" + "x" * 43), name, filing.pk) == 401
    assert _status(caller(user, *others), name, filing.pk) == 403
    right = caller(user, needed)
    assert _status(right, name, filing.pk) not in {401, 403}
    ApiToken.objects.filter(digest=tokens.digest_of(right.secret)).update(expires_at=database_now())
    assert _status(right, name, filing.pk) == 401
    right = caller(user, needed)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert _status(right, name, filing.pk) == 401


@pytest.mark.parametrize(
    "state", [FilingStatus.DRAFT, FilingStatus.IN_REVIEW, FilingStatus.PUBLISHED], ids=str
)
def test_everybody_gets_the_verdict_of_the_access_table(
    city: City, caller: Callers, state: FilingStatus
) -> None:
    filing = city.bring_to(state, city.department)
    wrong = []
    for who, user in city.people.items():
        program = caller(user)
        for name, row in TOKEN_ROUTES.items():
            if "does" not in row:
                continue
            for move in Move if row["does"] == "move" else [None]:
                action = FilingAction(row["does"]) if move is None else move
                verdict = access.decide(user, action, filing)
                if move is not None and verdict.value == 200:
                    continue
                status = _status(program, name, filing.pk, "" if move is None else move.value)
                fits = status == verdict.value or (verdict.value == 200 and status in {404, 409, 422})
                if not fits:
                    wrong.append((who, name, str(action), verdict, status))
    assert not wrong


def test_a_list_holds_only_what_its_person_may_see(city: City, caller: Callers) -> None:
    city.begin(city.department)
    city.begin(city.sibling)
    seen = json.loads(caller(city.preparer(city.department)).get("/filings").content)
    assert [one["organisation_code"] for one in seen["items"]] == [city.department.code]
    assert json.loads(caller(city.people["reviewer"]).get("/filings").content)["count"] == 0


def test_a_session_opens_nothing(city: City, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(city.people["administrator"])
    assert browser.get("/api/v1/campaigns").status_code == 401


def test_two_programs_do_not_overwrite_each_other(city: City, caller: Callers) -> None:
    filing = city.begin(city.department, filled=False)
    program = caller(city.preparer(city.department))
    path = "organisation/mandate/answer"
    colleague = User.objects.create_user("colleague", "另一位填报人")
    Membership.objects.create(user=colleague, organisation=city.department, role=Role.PREPARER)
    change = {"path": path, "value": "甲", "base": 0}
    assert program.post(f"/filings/{filing.pk}/fields/save", {"changes": [change]}).status_code == 200
    second = caller(colleague).post(
        f"/filings/{filing.pk}/fields/save", {"changes": [change | {"value": "乙"}]}
    )
    assert second.status_code == 409
    assert "甲" in second.content.decode()
    kept = json.loads(program.get(f"/filings/{filing.pk}/fields").content)["fields"]
    assert {field["value"] for field in kept if field["path"] == path} == {"甲"}


def test_a_submission_sent_twice_has_one_receipt(city: City, caller: Callers) -> None:
    filing = city.begin(city.department)
    city.explain_all(filing)
    city.move(filing, Move.HAND_OVER, city.preparer(city.department))
    program = caller(city.officer(city.department), Scope.FILINGS_MOVE)
    answers = [
        json.loads(program.post(f"/filings/{filing.pk}/moves/submit", {}, Idempotency_Key="abc").content)
        for _ in range(2)
    ]
    assert answers[0]["receipt"] == answers[1]["receipt"] is not None
    assert filing.revisions.count() == 1
    refused = program.post(f"/filings/{filing.pk}/moves/submit", {})
    assert refused.status_code == 409


def test_what_was_submitted_is_given_as_it_was_issued(city: City, caller: Callers) -> None:
    filing = city.bring_to(FilingStatus.SUBMITTED, city.department)
    revision = filing.revisions.get()
    said = json.loads(caller(city.people["reviewer"]).get(f"/filings/{filing.pk}/revisions/1").content)
    assert said["evaluation"] == json.loads(revision.evaluation)
    assert said["content"] == json.loads(revision.content)


def test_a_published_report_needs_no_token(city: City, client: Client) -> None:
    city.bring_to(FilingStatus.PUBLISHED, city.department)
    listed = client.get("/api/v1/reports?year=2024&q=文化").json()
    assert [one["report"] for one in listed["items"]] == ["2024-201"]
    report = client.get("/api/v1/reports/2024-201").json()
    assert report["facts"]["score"]["confirmed"] == listed["items"][0]["confirmed"] == "98.43"
    page = client.get("/public/reports/2024-201.json").json()
    assert page["criteria"] == report["facts"]["criteria"]
    assert client.get("/api/v1/reports?year=1800").status_code == 422


def test_refusals_are_chinese_objects_with_the_request(client: Client, city: City, caller: Callers) -> None:
    program = caller(city.people["reviewer"])
    answers = [
        client.get("/api/v1/campaigns"),
        client.get("/api/v1/nothing"),
        client.delete("/api/v1/standards"),
        program.get("/filings/999999"),
        program.get("/filings?limit=100000"),
        program.post("/filings/1/moves/fly"),
        client.get("/api/v1/standards/none"),
    ]
    assert [answer.status_code for answer in answers] == [401, 404, 405, 404, 422, 422, 404]
    for answer in answers:
        error = json.loads(answer.content)["error"]
        assert error["code"] == answer.status_code
        assert re.search("[一-鿿]", error["message"])
        assert error["request"] == answer["X-Request-Id"]


def test_too_many_requests_are_told_to_wait(
    city: City, caller: Callers, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = caller(city.people["reviewer"])
    monkeypatch.setattr(gate.READING, "num_requests", 3)
    statuses = [program.get("/campaigns").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]
    assert int(program.get("/campaigns")["Retry-After"]) >= 1


def test_a_part_of_a_list_and_all_of_it_agree(city: City, caller: Callers) -> None:
    for organisation in (city.department, city.sibling):
        city.bring_to(FilingStatus.SUBMITTED, organisation)
    program = caller(city.people["reviewer"])
    whole = json.loads(program.get("/filings").content)
    parts = [json.loads(program.get(f"/filings?limit=1&offset={at}").content) for at in range(2)]
    assert [part["items"][0] for part in parts] == whole["items"]
    assert {part["count"] for part in parts} == {2}


def test_every_address_is_described_with_its_scope(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    scopes = {
        said["operationId"]: said["x-scope"]
        for methods in described["paths"].values()
        for said in methods.values()
    }
    rows = {
        name.removeprefix("api-").replace("-", "_"): row["asks"].removeprefix("token ")
        for name, row in ROUTES.items()
        if name.startswith("api-") and name not in {"api-openapi", "api-docs"}
    }
    assert scopes == rows
    read = client.get("/api/v1/docs").content.decode()
    assert all(path in read for path in described["paths"])


def test_every_address_has_a_chinese_summary_its_parameters_and_an_example(client: Client) -> None:
    said = client.get("/api/v1/openapi.json").json()
    shapes = said["components"]["schemas"]
    for path, methods in said["paths"].items():
        for method, one in methods.items():
            assert re.search("[一-鿿]", one["summary"]), path
            assert all(re.search("[一-鿿]", each["description"]) for each in one.get("parameters", ())), path
            assert examples.of(one["operationId"])["call"].startswith(method.upper())
            for content in one["responses"]["200"].get("content", {}).values():
                example, shape = content["example"], content["schema"].get("$ref")
                if shape is not None:
                    _fits(example, shapes[shape.rpartition("/")[2]], shapes)
    page = client.get("/api/v1/docs").content.decode()
    assert page.count("<summary>") == sum(len(methods) for methods in said["paths"].values())
    assert "每分钟至多 600 次" in page


def _fits(example: dict[str, object], shape: dict[str, Any], shapes: dict[str, Any]) -> None:
    """An example leaves fields out, but has none that the shape has not."""
    assert set(example) <= set(shape["properties"]), set(example) - set(shape["properties"])
    items = shape["properties"].get("items", {}).get("items", {}).get("$ref")
    if items is not None:
        for each in cast("list[dict[str, object]]", example["items"]):
            _fits(each, shapes[items.rpartition("/")[2]], shapes)


def test_a_draft_with_unreadable_entries_is_refused_with_every_place(city: City, caller: Callers) -> None:
    filing = city.begin(city.department)
    program = caller(city.preparer(city.department))
    typed = {"ledger/total/executed_amount": "约三百", "ledger/total/adjusted_budget_amount": "见附件"}
    versions = {each.path: each.version for each in filing.fields.filter(path__in=typed)}
    changes = [{"path": path, "value": value, "base": versions[path]} for path, value in typed.items()]
    program.post(f"/filings/{filing.pk}/fields/save", {"known": filing.version, "changes": changes})
    for address in ("evaluation", "workbook"):
        answer = program.get(f"/filings/{filing.pk}/{address}")
        assert answer.status_code == 422
        problems = json.loads(answer.content)["error"]["problems"]
        assert {problem["place"].partition("!")[0] for problem in problems} == {"预算与决算"}
        assert [typed for problem in problems for typed in re.findall("填的是“(.+?)”", problem["found"])] == [
            "见附件",
            "约三百",
        ]


def test_a_token_is_shown_once_and_only_its_digest_is_kept(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    user = city.people["reviewer"]
    browser = signed_in(user)
    form = {"title": "对接", "scope": ["campaigns:read", "everything"], "days": "30"}
    shown = browser.post("/tokens", form).content.decode()
    secret = re.search(r"hj_[\w-]{43}", shown)
    assert secret is not None
    assert secret.group() not in browser.get("/tokens").content.decode()
    token = ApiToken.objects.get()
    assert token.scopes == "campaigns:read"
    assert secret.group() not in str(vars(token))
    assert Caller(secret.group()).get("/campaigns").status_code == 200
    assert browser.post(f"/tokens/{token.pk}/revoke").status_code == 302
    assert Caller(secret.group()).get("/campaigns").status_code == 401
    types = Event.objects.filter(chain=f"user:{user.pk}").order_by("sequence").values_list("type", flat=True)
    assert list(types) == ["accounts.token_issued", "accounts.token_revoked"]


def test_nobody_revokes_another_persons_token_but_the_system_administrator(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    owner = city.people["reviewer"]
    token = tokens.issue(owner, actor(owner), title="甲", scopes=["engines"], days=1).token
    assert signed_in(city.people["administrator"]).post(f"/tokens/{token.pk}/revoke").status_code == 404
    assert signed_in(city.people["system"]).post(f"/tokens/{token.pk}/revoke").status_code == 302


@pytest.mark.parametrize(
    "bad", [{"title": ""}, {"scope": []}, {"days": "0"}, {"days": "9999"}, {"days": "x"}]
)
def test_a_token_needs_a_use_a_scope_and_an_end(
    city: City, signed_in: Callable[[User], Client], bad: dict[str, object]
) -> None:
    form = {"title": "对接", "scope": ["engines"], "days": "30"} | bad
    assert signed_in(city.people["reviewer"]).post("/tokens", form).status_code == 409
    assert not ApiToken.objects.exists()
