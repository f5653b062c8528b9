"""
Organisations, users, memberships and the years that an auditor may see.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models

from hengji.web.accounts.roles import APART, ROLES_OF, Kind, Role


class Organisation(models.Model):
    """A finance authority, a department, a unit below one, or a body of oversight."""

    code = models.CharField("单位编码", max_length=40, unique=True)
    name = models.CharField("单位名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, blank=True)
    kind = models.CharField("类别", max_length=20, choices=Kind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    jurisdiction_code = models.CharField("行政区划代码", max_length=6, blank=True)
    jurisdiction_name = models.CharField("行政区划", max_length=40, blank=True)
    invented = models.BooleanField(default=False)
    """Made up for the demonstration; every page that shows it says 示例."""

    class Meta:
        """In the order of the codes, as budgets list them."""

        ordering = ("code",)

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A subordinate unit has a department above it, others have nobody."""
        if (self.kind == Kind.SUBORDINATE_UNIT) != (self.parent_id is not None):
            raise ValidationError("下属单位须有主管部门，其他单位没有主管部门。")
        if self.parent is not None and self.parent.kind != Kind.DEPARTMENT:
            raise ValidationError("主管单位须为部门。")

    @property
    def has_units(self) -> bool:
        """Whether there are units below it."""
        return self.units.exists()

    @property
    def called(self) -> str:
        """How running text calls it."""
        return self.short_name or self.name


class _Users(BaseUserManager["User"]):
    """Finding and making users."""

    def create_user(self, username: str, display_name: str, password: str | None = None) -> User:
        """A user with a hashed password; without one nobody can sign in."""
        user = self.model(username=username, display_name=display_name)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person who signs in."""

    username = models.CharField("用户名", max_length=40, unique=True)
    display_name = models.CharField("姓名", max_length=40)
    is_active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须修改密码", default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects = _Users()

    class Meta:
        """By user name."""

        ordering = ("username",)

    def __str__(self) -> str:
        return self.display_name


class Membership(models.Model):
    """A role that a person holds in an organisation, from when to when."""

    user = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=30, choices=Role.choices)
    granted_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        """Asked for by user on every request."""

        indexes = (models.Index(fields=("user", "ended_at"), name="accounts_member_user"),)

    def __str__(self) -> str:
        return f"{self.user} · {self.organisation} · {self.get_role_display()}"

    def clean(self) -> None:
        """The organisation can give the role, and the person may hold it beside the others."""
        if Role(self.role) not in ROLES_OF[Kind(self.organisation.kind)]:
            raise ValidationError(
                f"{self.organisation.get_kind_display()}不能授予“{self.get_role_display()}”角色。"
            )
        held = set(
            Membership.objects.filter(user=self.user, ended_at=None)
            .exclude(pk=self.pk)
            .values_list("role", flat=True)
        )
        for one, other in APART:
            if (self.role == one and other in held) or (self.role == other and one in held):
                raise ValidationError(f"“{one.label}”与“{other.label}”不能由同一人担任。")


class YearGrant(models.Model):
    """A fiscal year that an auditor may see."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="years")
    fiscal_year = models.PositiveSmallIntegerField("年度")

    class Meta:
        """Each year once."""

        constraints = (
            models.UniqueConstraint(fields=("membership", "fiscal_year"), name="accounts_grant_year"),
        )

    def __str__(self) -> str:
        return f"{self.membership} {self.fiscal_year}"
