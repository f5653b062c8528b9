"""
The system administrator's pages: organisations, accounts, roles.  They show no filing.
"""

from __future__ import annotations

import re
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from hengji.web.accounts import administration
from hengji.web.accounts.access import Guard, actor_of, guarded, require_role
from hengji.web.accounts.asking import page_of, posted, words
from hengji.web.accounts.models import Membership, Organisation, User
from hengji.web.accounts.roles import Kind, Role

_ADMINISTRATOR: Final = Guard(room="role", roles=frozenset({Role.SYSTEM_ADMINISTRATOR}))
_PAGE: Final = 50
_YEAR: Final = re.compile(r"\b20\d\d\b")


@guarded(_ADMINISTRATOR)
@login_required
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    """Every organisation, in the order of the codes."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    sought = words(request.GET, "words", 40)
    found = Organisation.objects.select_related("parent").order_by("code")
    if sought:
        found = found.filter(Q(name__icontains=sought) | Q(code__startswith=sought))
    context = {
        "page": Paginator(found, _PAGE).get_page(page_of(request)),
        "words": sought,
        "kinds": Kind.choices,
        "departments": Organisation.objects.filter(kind=Kind.DEPARTMENT).order_by("code"),
    }
    return render(request, "accounts/organisations.html", context)


@guarded(_ADMINISTRATOR)
@login_required
@require_POST
def add_organisation(request: HttpRequest) -> HttpResponse:
    """A new one: `code`, `name`, `short_name`, `kind`, `parent`."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    authority = Organisation.objects.filter(kind=Kind.FINANCE_AUTHORITY).first()
    made = Organisation(
        code=words(request.POST, "code", 200),
        name=words(request.POST, "name", 200),
        short_name=words(request.POST, "short_name", 200),
        kind=words(request.POST, "kind", 200),
        parent=Organisation.objects.filter(pk=posted(request, "parent") or 0).first(),
        jurisdiction_code="" if authority is None else authority.jurisdiction_code,
        jurisdiction_name="" if authority is None else authority.jurisdiction_name,
    )
    administration.add_organisation(made, actor_of(request))
    messages.success(request, f"已建立{made.name}。")
    return redirect("organisations")


@guarded(_ADMINISTRATOR)
@login_required
@require_POST
def rename_organisation(request: HttpRequest, number: int) -> HttpResponse:
    """Another name: `name`, `short_name`."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    renamed = administration.rename_organisation(
        number, words(request.POST, "name", 200), words(request.POST, "short_name", 200), actor_of(request)
    )
    messages.success(request, f"已改名为{renamed.name}。")
    return redirect("organisations")


@guarded(_ADMINISTRATOR)
@login_required
@require_GET
def users(request: HttpRequest) -> HttpResponse:
    """Every account with its roles."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    sought = words(request.GET, "words", 40)
    held = Membership.objects.filter(ended_at=None).select_related("organisation").prefetch_related("years")
    found = User.objects.prefetch_related(Prefetch("memberships", held, to_attr="held_now"))
    if sought:
        found = found.filter(
            Q(username__icontains=sought)
            | Q(display_name__icontains=sought)
            | Q(memberships__organisation__name__icontains=sought)
        ).distinct()
    context = {
        "page": Paginator(found.order_by("username"), _PAGE).get_page(page_of(request)),
        "words": sought,
        "roles": Role.choices,
    }
    return render(request, "accounts/users.html", context)


@guarded(_ADMINISTRATOR)
@login_required
@require_POST
def add_user(request: HttpRequest) -> HttpResponse:
    """A new account: `username`, `display_name`."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    user, password = administration.add_user(
        words(request.POST, "username", 200), words(request.POST, "display_name", 200), actor_of(request)
    )
    return render(request, "accounts/handed_over.html", {"account": user, "password": password})


@guarded(_ADMINISTRATOR)
@login_required
@require_POST
def reset_password(request: HttpRequest, number: int) -> HttpResponse:
    """A fresh password, shown once."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    user, password = administration.reset_password(number, actor_of(request))
    return render(request, "accounts/handed_over.html", {"account": user, "password": password})


@guarded(_ADMINISTRATOR)
@login_required
@require_POST
def set_active(request: HttpRequest, number: int) -> HttpResponse:
    """Close an account, or open it again: `active`."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    active = request.POST.get("active") == "1"
    user = administration.set_active(number, actor_of(request), active=active)
    messages.success(request, f"已{'启用' if active else '停用'}{user.display_name}的账户。")
    return redirect("users")


@guarded(_ADMINISTRATOR)
@login_required
@require_POST
def grant(request: HttpRequest, number: int) -> HttpResponse:
    """A role: `code` of the organisation, `role`, `years`."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    where = Organisation.objects.filter(code=words(request.POST, "code", 200)).first()
    years = [int(year) for year in _YEAR.findall(words(request.POST, "years", 200))]
    made = administration.grant(
        number,
        0 if where is None else where.pk,
        words(request.POST, "role", 200),
        actor_of(request),
        years,
    )
    messages.success(request, f"已授予{made.user.display_name}“{made.get_role_display()}”。")
    return redirect("users")


@guarded(_ADMINISTRATOR)
@login_required
@require_POST
def end(request: HttpRequest, membership: int) -> HttpResponse:
    """Take a role away."""
    require_role(request.user, Role.SYSTEM_ADMINISTRATOR)
    held = administration.end(membership, actor_of(request))
    messages.success(request, f"已撤销{held.user.display_name}的“{held.get_role_display()}”。")
    return redirect("users")
