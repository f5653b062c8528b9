"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """See the package."""

    name = "hengji.web.review"
    label = "review"
    verbose_name = "审核"
