"""
What a filing's pages leave to the worker: writing the report and its package, reading a workbook.
"""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path
from typing import Final

from django.conf import settings

from hengji import standards, workbook
from hengji.documents.readers import read_in_child
from hengji.documents.writers import xlsx
from hengji.domain.problem import InputError
from hengji.pipeline import evaluate
from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import User
from hengji.web.filing import attachments, conversion, drafts, evaluating
from hengji.web.filing.models import Filing
from hengji.web.jobs import queue
from hengji.web.jobs.models import Job
from hengji.web.jobs.queue import Running, TaskRefused
from hengji.web.records.actor import Actor
from hengji.web.records.canonical import Plain

EXPORT: Final = "filing.export"
IMPORT: Final = "filing.import"
PACKAGE: Final = "全部材料.zip"
_STAGES: Final = {"写出 Word 报告": 35, "写出 PDF 报告": 50, "写出得分表": 70, "写出网页": 80}
_MOST_PROBLEMS: Final = 200

_RIGHT_FORM: Final = "请下载本次填报的空白表，把内容填入后再导入。"


def export(filing: Filing, user: User, *, revision: int | None) -> Job:
    """Ask for the report, the score sheet, the workbook and the package of a revision, or of the draft."""
    return queue.enqueue(
        EXPORT, subject=filing.chain, asked_by_id=user.pk, filing=filing.pk, revision=revision
    )


def take_in(filing: Filing, user: User, actor: Actor, *, name: str, content: bytes) -> Job:
    """Ask for a workbook to be taken over into the draft."""
    job = queue.enqueue(
        IMPORT,
        subject=filing.chain,
        asked_by_id=user.pk,
        filing=filing.pk,
        name=attachments.shown_name(name),
        actor=actor.name,
        role=actor.role,
        organisation=actor.organisation,
        address=actor.address,
        request_id=actor.request_id,
    )
    attachments.store(_upload(job), content)
    return job


def folder_of(job: Job) -> Path:
    """Where a job's files lie."""
    return Path(settings.OUTPUT_FOLDER) / job.pk.hex


def _upload(job: Job) -> Path:
    return Path(settings.OUTPUT_FOLDER) / f"{job.pk.hex}.upload"


@queue.task(EXPORT)
def run_export(running: Running) -> Plain:
    """Write everything; begun again, it writes over what an earlier attempt left."""
    filing = _filing(running)
    number = running.arguments.get("revision")
    if isinstance(number, int):
        checked = evaluating.check_revision(filing.revisions.get(number=number))
    else:
        checked = evaluating.check_draft(filing)
    if checked.evaluation is None:
        raise TaskRefused("部门名称没有填写，不能生成报告。")
    running.progress(20, "校验完成，正在写出报告")
    folder = folder_of(running.job)
    draft = folder.with_suffix(".part")
    shutil.rmtree(draft, ignore_errors=True)
    written = evaluate.write(
        checked.evaluation, draft, progress=lambda stage: running.progress(_STAGES.get(stage, 25), stage)
    )
    named = f"{filing.organisation.called}{filing.campaign.fiscal_year}年度填报表.xlsx"
    standard = checked.evaluation.standard
    book = conversion.book_of(standard, filing.campaign.fiscal_year, checked.evaluation.filing)
    xlsx.write_book(book, draft / attachments.shown_name(named))
    files: list[Plain] = [{"name": one.path.name, "title": one.title} for one in written.written]
    files.append({"name": attachments.shown_name(named), "title": "填报表（Excel）"})
    running.progress(90, "打包")
    _pack(draft)
    files.append({"name": PACKAGE, "title": "全部材料（压缩包）"})
    shutil.rmtree(folder, ignore_errors=True)
    draft.rename(folder)
    return {"files": files, "note": "" if written.error is None else written.error.message}


def _pack(folder: Path) -> None:
    with zipfile.ZipFile(folder / PACKAGE, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.iterdir()):
            if path.name != PACKAGE:
                package.write(path, path.name)


@queue.task(IMPORT)
def run_import(running: Running) -> Plain:
    """
    Read the workbook in a limited child, then replace the draft's answers in one transaction.

    What was uploaded is gone afterwards, taken over or refused; a worker that died leaves it to the next.
    """
    path = _upload(running.job)
    try:
        count = _take_over(running, path)
    except TaskRefused:
        path.unlink(missing_ok=True)
        raise
    path.unlink(missing_ok=True)
    return {"count": count}


def _take_over(running: Running, path: Path) -> int:
    filing = _filing(running)
    given = {name: str(value) for name, value in running.arguments.items()}
    user = User.objects.get(pk=running.job.asked_by_id or 0)
    actor = Actor(
        name=given["actor"],
        user_id=user.pk,
        role=given["role"],
        organisation=given["organisation"],
        address=given["address"],
        request_id=given["request_id"],
    )
    running.progress(10, "读取文件")
    try:
        read = workbook.read(read_in_child(path), standards.load)
        if read.standard_id != filing.campaign.standard_id:
            raise TaskRefused(
                f"这份填报表用的评分标准是 {read.standard_id}，"
                f"通知要求的是 {filing.campaign.standard_id}。{_RIGHT_FORM}"
            )
        if read.fiscal_year != filing.campaign.fiscal_year:
            raise TaskRefused(
                f"这份填报表是{read.fiscal_year}年度的，本次填报的是{filing.campaign.fiscal_year}年度。{_RIGHT_FORM}"
            )
        values = conversion.content_from(read, filing.campaign)
        running.progress(60, "写入草稿")
        return drafts.replace(filing.pk, user, actor, values, given["name"])
    except InputError as wrong:
        problems = [str(problem) for problem in wrong.problems[:_MOST_PROBLEMS]]
        raise TaskRefused(f"{wrong.message}（一处也没有导入）", problems) from wrong
    except Refused as refused:
        raise TaskRefused(refused.message) from refused


def _filing(running: Running) -> Filing:
    number = int(str(running.arguments["filing"]))
    return Filing.objects.select_related("campaign", "organisation").get(pk=number)
