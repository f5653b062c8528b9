"""The addresses of the department's screens."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.filing import bringing, panels, proposing, receipts

urlpatterns: Final = [
    path("filings/<int:filing_id>/panel", panels.panel, name="filing-panel"),
    path("filings/<int:filing_id>/bring", bringing.bring, name="filing-bring"),
    path("filings/<int:filing_id>/bring/last-year", bringing.take_last_year, name="filing-last-year"),
    path("filings/<int:filing_id>/workbook", bringing.workbook_file, name="filing-workbook"),
    path("filings/<int:filing_id>/revisions/<int:number>/receipt", receipts.receipt, name="filing-receipt"),
    path("filings/<int:filing_id>/proposals", proposing.propose, name="filing-propose"),
    path("filings/<int:filing_id>/proposals/<uuid:number>", proposing.review, name="filing-proposals"),
]
