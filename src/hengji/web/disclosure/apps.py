"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """See the package."""

    name = "hengji.web.disclosure"
    label = "disclosure"
    verbose_name = "公开"

    def ready(self) -> None:
        """The public page is made, and taken down, together with the moves of the workflow."""
        from hengji.web.disclosure import publishing
        from hengji.web.filing import moving
        from hengji.web.filing.workflow import Move

        moving.COMPANIONS[Move.PUBLISH] = publishing.prepare
        moving.COMPANIONS[Move.UNPUBLISH] = publishing.prepare_withdrawal
