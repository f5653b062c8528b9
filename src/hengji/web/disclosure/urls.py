"""The addresses of the public, which stay for ever, and of the bureau's charts."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.disclosure import bureau_views, views

urlpatterns: Final = [
    path("public", views.index, name="public-index"),
    path("public/reports/<slug:slug>", views.report, name="public-report"),
    path("public/reports/<slug:slug>.json", views.report_json, name="public-report-json"),
    path("public/reports/<slug:slug>/form", views.form, name="public-form"),
    path("public/reports/<slug:slug>/versions/<int:number>", views.report, name="public-version"),
    path("public/reports/<slug:slug>/versions/<int:number>/form", views.form, name="public-form-version"),
    path("public/compare", views.compare, name="public-compare"),
    path("public/data", views.datasets, name="public-data"),
    path("public/data/schema.json", views.schema, name="public-schema"),
    path("public/data/<slug:name>.<slug:ending>", views.dataset, name="public-dataset"),
    path("public/feed.atom", views.atom, name="public-feed"),
    path("public/sitemap.xml", views.sitemap, name="public-sitemap"),
    path("dashboards", bureau_views.overview, name="dashboards"),
    path("dashboards/download", bureau_views.download, name="dashboard-download"),
]
