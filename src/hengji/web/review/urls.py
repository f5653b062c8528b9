"""The addresses of the authority's side."""

from __future__ import annotations

from typing import Final

from django.urls import path

from hengji.web.review.screens import examining, following, notice, overseeing, queue, reading

urlpatterns: Final = [
    path("campaigns/<int:campaign_id>", notice.notice, name="campaign"),
    path("review", queue.listing, name="review-queue"),
    path("review/batch", queue.batch, name="review-batch"),
    path("review/batch/accept", queue.accept_batch, name="review-batch-accept"),
    path("review/formula", queue.formula, name="review-formula"),
    path("filings/<int:filing_id>/review", examining.examine, name="review-filing"),
    path("filings/<int:filing_id>/review/begin", examining.begin, name="review-begin"),
    path("filings/<int:filing_id>/review/endorse", examining.endorse, name="review-endorse"),
    path("filings/<int:filing_id>/review/accept", examining.accept, name="review-accept"),
    path("filings/<int:filing_id>/review/claim", examining.claim, name="review-claim"),
    path("filings/<int:filing_id>/review/release", examining.release, name="review-release"),
    path("filings/<int:filing_id>/review/assign", examining.assign, name="review-assign"),
    path("filings/<int:filing_id>/review/comments", examining.comment, name="review-comment"),
    path(
        "filings/<int:filing_id>/review/comments/<int:comment_id>/drop",
        examining.drop_comment,
        name="review-comment-drop",
    ),
    path(
        "filings/<int:filing_id>/review/comments/<int:comment_id>/settle",
        examining.settle_comment,
        name="review-comment-settle",
    ),
    path("filings/<int:filing_id>/review/scores", examining.score, name="review-score"),
    path("filings/<int:filing_id>/review/waivers", examining.waive, name="review-waive"),
    path(
        "filings/<int:filing_id>/review/waivers/<int:waiver_id>/withdraw",
        examining.withdraw_waiver,
        name="review-waiver-withdraw",
    ),
    path("filings/<int:filing_id>/review/opinion", examining.opinion, name="review-opinion"),
    path("filings/<int:filing_id>/report", reading.draft, name="review-report-draft"),
    path("filings/<int:filing_id>/report/<int:number>", reading.submitted, name="review-report"),
    path("filings/<int:filing_id>/opinions", following.opinions, name="review-opinions"),
    path("filings/<int:filing_id>/opinions/<int:comment_id>/answer", following.answer, name="review-answer"),
    path(
        "filings/<int:filing_id>/differences/<int:earlier>/<int:later>",
        following.difference,
        name="review-difference",
    ),
    path("filings/<int:filing_id>/consolidation", overseeing.consolidate, name="review-consolidation"),
    path("filings/<int:filing_id>/consolidation/take", overseeing.take_over, name="review-take-over"),
    path("filings/<int:filing_id>/record", overseeing.record, name="review-record"),
    path("campaigns/<int:campaign_id>/progress", overseeing.progress_of, name="campaign-progress"),
    path("campaigns/<int:campaign_id>/samples", overseeing.samples, name="campaign-samples"),
    path("campaigns/<int:campaign_id>/samples/draw", overseeing.draw, name="campaign-draw"),
    path("oversight", overseeing.oversight, name="oversight"),
]
