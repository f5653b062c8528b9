"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_save


class ReviewConfig(AppConfig):
    """See the package."""

    name = "hengji.web.review"
    label = "review"
    verbose_name = "审核"

    def ready(self) -> None:
        """Enter what this room does when a filing below is submitted, returned or accepted."""
        from hengji.web.filing.models import Revision
        from hengji.web.filing.moving import COMPANIONS
        from hengji.web.filing.workflow import Move
        from hengji.web.review import assessing, deciding

        post_save.connect(assessing.on_issue, sender=Revision, dispatch_uid="review.assess")
        COMPANIONS[Move.RETURN] = COMPANIONS[Move.RETURN_TO_UNIT] = deciding.with_return
        COMPANIONS[Move.ACCEPT] = deciding.with_acceptance
