"""
Every address of the platform; each view carries its guard, and a test walks them all.
"""

from __future__ import annotations

from typing import Final

from django.urls import include, path

from hengji.web.project import views

urlpatterns: Final = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("", views.home, name="home"),
    path("", include("hengji.web.accounts.urls")),
    path("", include("hengji.web.campaigns.urls")),
    path("", include("hengji.web.filing.urls")),
    path("", include("hengji.web.filing.screen_urls")),
    path("", include("hengji.web.review.urls")),
    path("", include("hengji.web.disclosure.urls")),
    path("", include("hengji.web.api.urls")),
    path("api/v1/", include("hengji.web.project.interface")),
]

handler400 = "hengji.web.project.errors.bad_request"
handler403 = "hengji.web.project.errors.forbidden"
handler404 = "hengji.web.project.errors.not_found"
handler500 = "hengji.web.project.errors.failure"
