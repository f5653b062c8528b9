"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The event log."""

    name = "hengji.web.records"
    label = "records"
    verbose_name = "留痕"
