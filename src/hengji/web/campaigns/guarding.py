"""
The door of every view on a notice: signed in, the notice found, the action allowed; then the view.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from hengji.web.accounts import access as standing_access
from hengji.web.accounts.access import Guard, Refused, Verdict, actor_of, guarded
from hengji.web.campaigns import access
from hengji.web.campaigns.access import CampaignAction
from hengji.web.campaigns.models import Campaign
from hengji.web.records.actor import Actor

_P = ParamSpec("_P")
CampaignView = Callable[Concatenate[HttpRequest, Campaign, Actor, _P], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, int, _P], HttpResponseBase]


def on_campaign(action: CampaignAction) -> Callable[[CampaignView[_P]], View[_P]]:
    """Make a view of `(request, campaign, actor, …)` into one of `(request, campaign_id, …)`."""

    def made(view: CampaignView[_P]) -> View[_P]:
        @wraps(view)
        def guarded_view(
            request: HttpRequest, campaign_id: int, *args: _P.args, **kwargs: _P.kwargs
        ) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            campaign = Campaign.objects.filter(pk=campaign_id).first()
            if campaign is None:
                raise Refused(Verdict.NOT_FOUND, standing_access.NOT_FOUND)
            access.require(request.user, action, campaign)
            return view(request, campaign, actor_of(request), *args, **kwargs)

        marked = guarded(Guard(room="campaign", action=action.value))(guarded_view)
        return cast("View[_P]", marked)

    return made
