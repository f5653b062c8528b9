"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """See the package."""

    name = "hengji.web.api"
    label = "api"
    verbose_name = "接口"
