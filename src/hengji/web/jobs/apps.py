"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """See the package."""

    name = "hengji.web.jobs"
    label = "jobs"
    verbose_name = "后台任务"
