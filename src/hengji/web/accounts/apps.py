"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """See the package."""

    name = "hengji.web.accounts"
    label = "accounts"
    verbose_name = "账户"
