"""
The engines over the wire: the object that the command line prints, but for the name of the file.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema, UploadedFile

from hengji.documents import readers
from hengji.documents.writers import json as machine
from hengji.pipeline import audit as audits
from hengji.pipeline import evaluate as evaluations
from hengji.pipeline import figures as finding
from hengji.web.api.endpoints import endpoint
from hengji.web.api.scopes import Scope
from hengji.web.api.uploads import held

router = Router(tags=["计算"])


class Evaluation(Schema):
    """What `hengji evaluate --json` prints; `criteria` is a tree, figures are decimal text."""

    file: str
    standard: str | None
    edition_hash: str | None
    illustrative: bool | None
    unit_name: str | None
    fiscal_year: str | None
    computed_score: str | None
    low: str | None
    high: str | None
    computed_grade: str | None
    claimed_score: str | None
    claimed_grade: str | None
    criteria: list[dict[str, object]]
    findings: list[dict[str, object]]
    written: list[str]
    error: dict[str, object] | None


class Audit(Schema):
    """What `hengji audit --json` prints; offsets are code points into the plain text of the file."""

    file: str
    title: str | None
    unit_name: str | None
    fiscal_year: str | None
    claimed_score: str | None
    claimed_grade: str | None
    sections: list[dict[str, object]]
    statements: list[dict[str, object]]
    findings: list[dict[str, object]]
    error: dict[str, object] | None
    written: list[str]


class Figures(Schema):
    """What `hengji figures --json` prints."""

    file: str
    text_length: int | None
    figures: list[dict[str, object]]
    error: dict[str, object] | None


def line(result: Mapping[str, object]) -> HttpResponse:
    """An object exactly as the command line writes it."""
    return HttpResponse(machine.line(result), content_type="application/json; charset=utf-8")


@endpoint(router, "POST", "/evaluate", name="evaluate", scope=Scope.ENGINES, response=Evaluation, heavy=True)
def evaluate(
    request: HttpRequest,
    file: File[UploadedFile],
    standard: Form[str | None] = None,
) -> HttpResponse:
    """计分：上传填好的工作簿，得到每一分的理由和核对结果。"""
    with held(file) as (path, name):
        evaluation = evaluations.evaluate(path, standard_id=standard or None, read=readers.read_in_child)
    return line(evaluation.as_object() | {"file": name})


@endpoint(router, "POST", "/audit", name="audit", scope=Scope.ENGINES, response=Audit, heavy=True)
def audit(
    request: HttpRequest,
    file: File[UploadedFile],
    standard: Form[str | None] = None,
) -> HttpResponse:
    """审核：上传任何格式的自评报告，复算文中每个陈述。"""
    with held(file) as (path, name):
        audited = audits.audit(path, standard_id=standard or None, read=readers.read_in_child)
    return line(audited.as_object() | {"file": name})


@endpoint(router, "POST", "/figures", name="figures", scope=Scope.ENGINES, response=Figures, heavy=True)
def figures(
    request: HttpRequest,
    file: File[UploadedFile],
) -> HttpResponse:
    """识别数字：上传文件，得到每个数字的值、单位、区间和位置。"""
    with held(file) as (path, name):
        found = finding.figures(path, read=readers.read_in_child)
    return line(machine.figures_object(name, found.extract, found.figures))
