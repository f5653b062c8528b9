"""The addresses of notices."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.campaigns import administering, views

urlpatterns: Final = [
    path("campaigns", views.campaigns, name="campaigns"),
    path("campaigns/new", administering.new, name="campaign-new"),
    path("campaigns/<int:campaign_id>/change", administering.change, name="campaign-change"),
    path("campaigns/<int:campaign_id>/enrol", administering.enrol, name="campaign-enrol"),
    path("campaigns/<int:campaign_id>/exempt", views.exempt, name="campaign-exempt"),
    path("campaigns/<int:campaign_id>/open", views.open_campaign, name="campaign-open"),
    path("campaigns/<int:campaign_id>/extend", views.extend, name="campaign-extend"),
    path("campaigns/<int:campaign_id>/close", views.close, name="campaign-close"),
    path("campaigns/<int:campaign_id>/reopen", views.reopen, name="campaign-reopen"),
]
