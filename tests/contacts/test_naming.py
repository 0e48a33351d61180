"""The display name that parts make, and when it follows them."""

import pytest

from contacts.importing.naming import derive, follow


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ({"given_name": "Grace", "family_name": "Mbeki"}, "Grace Mbeki"),
        ({"given_name": "Grace", "middle_name": "A.", "family_name": "Mbeki"}, "Grace A. Mbeki"),
        ({"name_prefix": "Dr.", "given_name": "Grace", "family_name": "Mbeki", "name_suffix": "PhD"}, "Grace Mbeki"),
        ({"name_prefix": "Dr.", "family_name": "Mbeki"}, "Dr. Mbeki"),
        ({"given_name": "Suharto"}, "Suharto"),
        ({"given_name": "小明", "family_name": "王"}, "小明 王"),
        ({"nickname": "Ace", "phonetic_name": "Eis"}, "Ace"),
        ({"name_prefix": "Dr.", "name_suffix": "PhD", "phonetic_name": "Eis"}, ""),
        ({"given_name": "x" * 100, "middle_name": "y" * 100}, "x" * 100 + " " + "y" * 99),
        ({}, ""),
    ],
)
def test_a_name_comes_from_its_parts(parts: dict[str, str], name: str) -> None:
    assert derive(parts) == name


GRACE, NEW = {"given_name": "Grace", "family_name": "Mbeki"}, {"given_name": "Grace", "family_name": "Osei"}


@pytest.mark.parametrize(
    ("typed", "before", "after", "name"),
    [
        ("", {}, GRACE, "Grace Mbeki"),
        ("", {}, {}, ""),
        ("Grace Mbeki", GRACE, NEW, "Grace Osei"),
        ("Grace Mbeki", GRACE, {}, "Grace Mbeki"),
        ("Prof Mbeki", GRACE, NEW, "Prof Mbeki"),
        ("王小明", {}, {"given_name": "小明", "family_name": "王"}, "王小明"),
        ("", GRACE, GRACE, "Grace Mbeki"),
    ],
)
def test_a_display_name_follows_unless_it_is_the_users_own(
    typed: str, before: dict[str, str], after: dict[str, str], name: str
) -> None:
    assert follow(typed, before=before, after=after) == name
