"""The addresses of the authority's side."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.review import views

urlpatterns: Final = [
    path("campaigns/<int:campaign_id>", views.campaign, name="campaign"),
    path("review", views.queue, name="review-queue"),
]
