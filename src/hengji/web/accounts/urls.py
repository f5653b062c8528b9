"""Signing in and out, passwords."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.accounts import views

urlpatterns: Final = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("password", views.change_password, name="change-password"),
]
