"""Signing in and out, passwords; organisations, accounts and roles."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.accounts import administering, views

urlpatterns: Final = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("password", views.change_password, name="change-password"),
    path("organisations", administering.organisations, name="organisations"),
    path("organisations/add", administering.add_organisation, name="organisation-add"),
    path("organisations/<int:number>/rename", administering.rename_organisation, name="organisation-rename"),
    path("users", administering.users, name="users"),
    path("users/add", administering.add_user, name="user-add"),
    path("users/<int:number>/password", administering.reset_password, name="user-password"),
    path("users/<int:number>/active", administering.set_active, name="user-active"),
    path("users/<int:number>/roles", administering.grant, name="membership-grant"),
    path("roles/<int:membership>/end", administering.end, name="membership-end"),
]
