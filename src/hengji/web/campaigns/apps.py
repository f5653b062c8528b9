"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """See the package."""

    name = "hengji.web.campaigns"
    label = "campaigns"
    verbose_name = "自评通知"
