"""What every admin of owned rows must hold; call these from each app's admin tests."""

import re
from collections.abc import Callable
from typing import Any
from unittest.mock import patch

from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.admin.owned import OwnedAdmin
from accounts.models import User


def make_staff(user: User, *, superuser: bool = False) -> User:
    """Let `user` into the admin site."""
    user.is_staff, user.is_superuser = True, superuser
    user.save()
    return user


def url_of(page: str, model: type[models.Model], *args: Any, site: str = "admin") -> str:
    """The address of an admin page: changelist, add, change, delete, history, autocomplete."""
    return reverse(f"{site}:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


def listed_ids(client: Client, model: type[models.Model], query: str = "", site: str = "admin") -> set[int]:
    """The ids of the rows that the list shows."""
    response = client.get(url_of("changelist", model, site=site) + query)
    assert response.status_code == 200
    return {row.pk for row in response.context["cl"].result_list}


def offered_ids(client: Client, model: type[models.Model], field: str, site: str = "admin") -> set[int]:
    """The ids that a select on the add page offers."""
    page = client.get(url_of("add", model, site=site)).content.decode()
    select = re.search(rf'<select name="{field}".*?</select>', page, re.DOTALL)
    assert select, f"no select named {field}"
    return {int(value) for value in re.findall(r'value="(\d+)"', select[0])}


def assert_stranger_is_out(client: Client, foreign: models.Model, site: str = "admin") -> None:
    """No page of the admin shows, changes or deletes a stranger's row, and none of them betrays that it exists."""
    assert foreign.pk not in listed_ids(client, type(foreign), site=site)
    for page in ("change", "delete", "history"):
        answers = [
            client.generic(method, url_of(page, type(foreign), pk, site=site))
            for method in ("GET", "POST")
            for pk in (foreign.pk, 987_654_321)
        ]
        assert {a.status_code for a in answers} == {302}
        assert {a["Location"] for a in answers} == {reverse(f"{site}:index")}
    chosen = {"action": "delete_selected", "_selected_action": [foreign.pk], "post": "yes"}
    client.post(url_of("changelist", type(foreign), site=site), chosen)
    assert type(foreign)._default_manager.filter(pk=foreign.pk).exists()


def assert_same_queries(client: Client, url: str, make_row: Callable[[], object]) -> None:
    """The page asks as often with 30 rows as with one, and less than 30 times; a list of two pages counts once more."""
    with patch.object(OwnedAdmin, "list_per_page", 500):
        make_row()
        client.get(url)
        with CaptureQueriesContext(connection) as few:
            client.get(url)
        for _ in range(29):
            make_row()
        with CaptureQueriesContext(connection) as many:
            client.get(url)
    assert len(few) == len(many) < 30
