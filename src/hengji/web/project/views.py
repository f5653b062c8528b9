"""
The home page of each role, and what a watcher of the server asks.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hengji.web.accounts.access import Guard, guarded


@guarded(Guard(room="public"))
@require_GET
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the server answers at all."""
    return JsonResponse({"status": "ok"})


@guarded(Guard(room="public"))
@require_GET
def readyz(_request: HttpRequest) -> HttpResponse:
    """Whether it can work: the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "database"}, status=503)
    return JsonResponse({"status": "ok"})


@guarded(Guard(room="signed_in"))
@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What there is to do for the person who is there."""
    return render(request, "home.html", {})
