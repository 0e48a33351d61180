"""Accounts in the admin: staff see their own, superusers see every account and the state of its mail, nothing more."""

from typing import Any, ClassVar

from allauth.account.admin import EmailAddressAdmin
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest

from accounts.models import User

for model, registered_by in ((Group, GroupAdmin), (EmailAddress, EmailAddressAdmin)):
    # Here are no groups, and an address is changed by nobody but its owner.
    if isinstance(admin.site.get_model_admin(model), registered_by):
        admin.site.unregister(model)


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """The account, never what its owner keeps; people are added by sign-up or `createsuperuser`."""

    list_display = ["email", "name", "address_confirmed", "mail_refused_at", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", ("mail_refused_at", admin.EmptyFieldListFilter)]
    search_fields = ["email", "name"]
    ordering = ["email"]
    fields: ClassVar[tuple[str, ...]] = (
        "email",
        "name",
        "address_confirmed",
        "mail_refused_at",
        "mail_refused_reason",
        "is_active",
        "is_staff",
        "is_superuser",
        "last_login",
        "date_joined",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Every account for a superuser, else one's own."""
        confirmed = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True)
        users = super().get_queryset(request).annotate(is_confirmed=Exists(confirmed))
        return users if request.user.is_superuser else users.filter(pk=request.user.pk)

    @admin.display(boolean=True, description="address confirmed")
    def address_confirmed(self, user: Any) -> bool:
        """Whether an address of the account has been confirmed."""
        return user.is_confirmed

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Only superusers change anything, and nobody their own rights, lest they lock themselves out."""
        rights = {"is_active", "is_staff", "is_superuser"}
        free = rights if request.user.is_superuser and obj is not None and obj.pk != request.user.pk else set()
        return [str(name) for name in self.fields if name not in free]

    def has_module_permission(self, request: HttpRequest) -> bool:
        """All staff see at least their own account."""
        return request.user.is_active and request.user.is_staff

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """A superuser sees every account, others theirs."""
        mine = obj is None or obj.pk == request.user.pk
        return self.has_module_permission(request) and (mine or request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Rights and activity are a superuser's to change."""
        return request.user.is_superuser and request.user.is_active

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Accounts begin with a confirmed address."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Deleting an account deletes what only its owner may delete."""
        return False
