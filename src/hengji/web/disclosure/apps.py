"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """See the package."""

    name = "hengji.web.disclosure"
    label = "disclosure"
    verbose_name = "公开"

    def ready(self) -> None:
        """Public pages go up and down with the moves of the workflow; a revision's figures come with it."""
        from hengji.web.disclosure import figures, publishing
        from hengji.web.filing import issuing, moving
        from hengji.web.filing.workflow import Move

        issuing.KEEPERS.append(figures.keep)
        moving.COMPANIONS[Move.PUBLISH] = publishing.prepare
        moving.COMPANIONS[Move.UNPUBLISH] = publishing.prepare_withdrawal
