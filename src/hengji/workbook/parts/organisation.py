"""基本信息: who files, under which notice, and who answers for it."""

from __future__ import annotations

from datetime import date
from typing import Final

from hengji.domain.filing import Filing
from hengji.domain.organisation import Jurisdiction, Organisation
from hengji.workbook.form import (
    Contents,
    Field,
    FormSheet,
    Grid,
    Kind,
    Shown,
    form_columns,
    form_contents,
    form_rows,
)
from hengji.workbook.returned import ReturnedSheet

DATE_FORMAT: Final = 'yyyy"年"m"月"d"日"'
FIRST_DAY: Final = date(1899, 12, 30)
"""Day zero of a spreadsheet, counted so that its mistaken 29 February 1900 does no harm."""

NAME = "name"

SHEET: Final = FormSheet(
    title="基本信息",
    heading="部门基本信息",
    note="白底蓝字处由填报人填写；带 * 的必须填写。没有的项目请留空，不要填 0 或“无”。",
    money_unit=False,
    landscape=False,
    widths=(22, 62, 40),
    grids=(
        Grid(
            id="organisation",
            title="一、部门情况",
            columns=form_columns(),
            rows=form_rows(
                Field(id=NAME, title="部门名称", required=True, hint="与部门公章一致的全称"),
                Field(id="short_name", title="部门简称", hint="报告正文中的称呼，如“市妇联”"),
                Field(id="jurisdiction_code", title="行政区划代码", hint="六位国标代码，如 440700"),
                Field(id="jurisdiction_name", title="行政区划名称", hint="如“江门市”"),
                Field(
                    id="finance_authority", title="主管财政部门", hint="接收本表的财政部门，如“江门市财政局”"
                ),
                Field(
                    id="mandate",
                    title="部门职能",
                    kind=Kind.LONG,
                    hint="“三定”规定的主要职能，写入报告第一部分",
                ),
                Field(
                    id="subordinate_units",
                    title="下属单位",
                    kind=Kind.LINES,
                    hint="纳入本次自评的下属单位，每行写一个",
                ),
            ),
        ),
        Grid(
            id="responsibility",
            title="二、填报责任",
            columns=form_columns(),
            rows=form_rows(
                Field(id="preparer", title="填报人", hint="公开时不显示"),
                Field(id="reviewer", title="审核人", hint="公开时不显示"),
                Field(id="responsible_officer", title="部门负责人", hint="公开时不显示"),
            ),
        ),
        Grid(
            id="notice",
            title="三、自评通知",
            columns=form_columns(),
            rows=form_rows(
                Field(
                    id="notice_title", title="通知名称", hint="财政部门布置本次自评的通知，写全称，不加书名号"
                ),
                Field(id="notice_number", title="通知文号", hint="如“江财绩〔2025〕1号”"),
                Field(id="filed_on", title="填报日期", kind=Kind.DATE, hint="如 2025-04-03"),
            ),
        ),
    ),
)


def fill(filing: Filing) -> Contents:
    """What the filing says about who files."""
    who = filing.organisation
    place = who.jurisdiction
    answers: dict[str, str | None] = {
        NAME: who.name,
        "short_name": who.short_name,
        "jurisdiction_code": place.code if place else None,
        "jurisdiction_name": place.name if place else None,
        "finance_authority": who.finance_authority,
        "mandate": who.mandate,
        "subordinate_units": "\n".join(who.subordinate_units) or None,
    }
    people = {
        "preparer": who.preparer,
        "reviewer": who.reviewer,
        "responsible_officer": who.responsible_officer,
    }
    notice = {
        "notice_title": Shown(value=filing.notice_title),
        "notice_number": Shown(value=filing.notice_number),
    }
    if filing.filed_on is not None:
        notice["filed_on"] = Shown(value=(filing.filed_on - FIRST_DAY).days, format=DATE_FORMAT)
    return {
        "organisation": form_contents({key: Shown(value=value) for key, value in answers.items()}),
        "responsibility": form_contents({key: Shown(value=value) for key, value in people.items()}),
        "notice": form_contents(notice),
    }


def take(sheet: ReturnedSheet) -> Organisation | None:
    """The organisation; `None`, with a problem said, where its name is missing."""
    form = sheet.form("organisation")
    name = form.text(NAME)
    if name is None:
        sheet.taking.say(form.at(NAME), "“部门名称”没有填写", "应填写部门全称", "请补填")
    people = sheet.form("responsibility")
    code, place_name = form.text("jurisdiction_code"), form.text("jurisdiction_name")
    if (code is None) != (place_name is None):
        missing = "jurisdiction_code" if code is None else "jurisdiction_name"
        sheet.taking.say(
            form.at(missing), "行政区划的代码和名称只填了一项", "两项应同时填写", "请补填另一项，或两项都留空"
        )
    if name is None:
        return None
    return Organisation(
        name=name,
        short_name=form.text("short_name"),
        jurisdiction=Jurisdiction(code=code, name=place_name) if code and place_name else None,
        finance_authority=form.text("finance_authority"),
        mandate=form.text("mandate"),
        subordinate_units=tuple(unit for unit, _ in form.lines("subordinate_units")),
        preparer=people.text("preparer"),
        reviewer=people.text("reviewer"),
        responsible_officer=people.text("responsible_officer"),
        place=form.at(NAME),
    )
