"""The addresses of notices."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.campaigns import views

urlpatterns: Final = [
    path("campaigns", views.campaigns, name="campaigns"),
    path("campaigns/<int:campaign_id>/open", views.open_campaign, name="campaign-open"),
    path("campaigns/<int:campaign_id>/extend", views.extend, name="campaign-extend"),
    path("campaigns/<int:campaign_id>/close", views.close, name="campaign-close"),
    path("campaigns/<int:campaign_id>/reopen", views.reopen, name="campaign-reopen"),
]
