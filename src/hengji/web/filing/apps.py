"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class FilingConfig(AppConfig):
    """See the package."""

    name = "hengji.web.filing"
    label = "filing"
    verbose_name = "填报"
