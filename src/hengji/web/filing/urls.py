"""The addresses of filings."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.filing import endpoints, job_views, views

urlpatterns: Final = [
    path("campaigns/<int:campaign_id>/begin/<int:organisation_id>", views.begin, name="filing-begin"),
    path("filings/<int:filing_id>", views.filing, name="filing"),
    path("filings/<int:filing_id>/steps/<slug:slug>", views.step, name="filing-step"),
    path("filings/<int:filing_id>/revisions/<int:number>", views.revision, name="filing-revision"),
    path("filings/<int:filing_id>/log", views.log, name="filing-log"),
    path("filings/<int:filing_id>/moves/<slug:name>", views.move, name="filing-move"),
    path("filings/<int:filing_id>/fields", endpoints.fields, name="filing-fields"),
    path("filings/<int:filing_id>/fields/save", endpoints.save_fields, name="filing-save"),
    path("filings/<int:filing_id>/check", endpoints.check, name="filing-check"),
    path("filings/<int:filing_id>/explanations", endpoints.explain, name="filing-explain"),
    path("filings/<int:filing_id>/attachments", views.add_attachment, name="filing-attach"),
    path("filings/<int:filing_id>/attachments/<uuid:attachment>", views.attachment, name="filing-attachment"),
    path(
        "filings/<int:filing_id>/attachments/<uuid:attachment>/remove",
        views.remove_attachment,
        name="filing-detach",
    ),
    path("filings/<int:filing_id>/exports", job_views.export, name="filing-export"),
    path("filings/<int:filing_id>/imports", job_views.take_in, name="filing-import"),
    path("filings/<int:filing_id>/jobs/<uuid:number>", job_views.job, name="filing-job"),
    path(
        "filings/<int:filing_id>/jobs/<uuid:number>/files/<int:position>",
        job_views.job_file,
        name="filing-job-file",
    ),
]
