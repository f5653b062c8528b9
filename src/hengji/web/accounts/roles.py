"""
Roles and relations: what a person is, and what an organisation of theirs is to the one in question.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import models


class Role(models.TextChoices):
    """What a membership lets a person do."""

    PERFORMANCE_ADMINISTRATOR = "performance_administrator", "绩效管理员"
    PREPARER = "preparer", "填报人"
    RESPONSIBLE_OFFICER = "responsible_officer", "单位负责人"
    SUPERVISING_REVIEWER = "supervising_reviewer", "主管部门审核人"
    FINANCE_REVIEWER = "finance_reviewer", "财政审核员"
    AUDITOR = "auditor", "审计监督"
    SYSTEM_ADMINISTRATOR = "system_administrator", "系统管理员"


class Kind(models.TextChoices):
    """What an organisation is."""

    FINANCE_AUTHORITY = "finance_authority", "财政部门"
    DEPARTMENT = "department", "部门"
    SUBORDINATE_UNIT = "subordinate_unit", "下属单位"
    OVERSIGHT = "oversight", "审计监督机构"


class Relation(models.TextChoices):
    """What the organisation of a membership is to the organisation that files."""

    OWN = "own", "本单位"
    SUPERVISOR = "supervisor", "主管部门"
    AUTHORITY = "authority", "财政部门"
    GRANTED = "granted", "获准查看该年度"
    OTHER = "other", "其他单位"


ROLES_OF: Final = {
    Kind.FINANCE_AUTHORITY: frozenset(
        {Role.PERFORMANCE_ADMINISTRATOR, Role.FINANCE_REVIEWER, Role.SYSTEM_ADMINISTRATOR}
    ),
    Kind.DEPARTMENT: frozenset({Role.PREPARER, Role.RESPONSIBLE_OFFICER, Role.SUPERVISING_REVIEWER}),
    Kind.SUBORDINATE_UNIT: frozenset({Role.PREPARER, Role.RESPONSIBLE_OFFICER}),
    Kind.OVERSIGHT: frozenset({Role.AUDITOR}),
}
"""Which roles an organisation of that kind can give."""

APART: Final = (
    (Role.SYSTEM_ADMINISTRATOR, Role.AUDITOR),
    (Role.SYSTEM_ADMINISTRATOR, Role.PERFORMANCE_ADMINISTRATOR),
    (Role.SYSTEM_ADMINISTRATOR, Role.FINANCE_REVIEWER),
    (Role.PERFORMANCE_ADMINISTRATOR, Role.AUDITOR),
    (Role.PREPARER, Role.AUDITOR),
    (Role.FINANCE_REVIEWER, Role.AUDITOR),
    (Role.FINANCE_REVIEWER, Role.PREPARER),
)
"""Roles that nobody holds together: who keeps the machine, who acts and who oversees are three people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A role together with what its organisation is to the object."""

    role: Role
    relation: Relation
