"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Templates, static files and commands of the whole."""

    name = "hengji.web.project"
    label = "project"
    verbose_name = "平台"
