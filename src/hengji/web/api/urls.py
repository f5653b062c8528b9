"""The description of the interface and tokens; its own addresses are put together in `project`."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.api import views

urlpatterns: Final = [
    path("api/v1/openapi.json", views.openapi, name="api-openapi"),
    path("api/v1/docs", views.docs, name="api-docs"),
    path("tokens", views.token_list, name="tokens"),
    path("tokens/<int:token_id>/revoke", views.revoke_token, name="token-revoke"),
]
