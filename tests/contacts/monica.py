"""Makes files as Monica 4 exports them, for tests: only what is named differs from one plain person to the next."""

import json
from typing import Any

FILE = {
    "version": "1.0-preview.1",
    "app_version": "4.1.2",
    "export_date": "2026-01-02T00:37:00.000000Z",
    "url": "https://monica.example.org",
    "exported_by": "user@example.com",
}
KINDS = {
    "contact_field_types": {
        "t-mail": {"name": "E-Mail", "protocol": "mailto:", "type": "email"},
        "t-phone": {"name": "Phone", "protocol": "tel:", "type": "phone"},
        "t-linkedin": {"name": "LinkedIn"},
        "t-whatsapp": {"name": "Whatsapp"},
        "t-telegram": {"name": "Telegram", "protocol": "telegram:"},
    },
    "genders": {"g-1": {"name": "Non-binary", "type": "O"}},
    "activity_types": {"a-1": {"name": "ate out"}},
}
CREATED = "2025-03-04T05:06:07.000000Z"


def of_uuid(uuid: str, **properties: Any) -> dict[str, Any]:
    """A thing of Monica's."""
    return {"uuid": uuid, "created_at": CREATED, "updated_at": CREATED, "properties": properties}


def block(kind: str, *values: Any) -> dict[str, Any]:
    """Things of one type."""
    return {"count": len(values), "type": kind, "values": list(values)}


def contact(uuid: str, first_name: str, *blocks: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A contact; `blocks` hang on it."""
    plain = {"is_starred": False, "is_partial": False, "is_active": True, "is_dead": False, "avatar": {}}
    return of_uuid(uuid, first_name=first_name, **plain | properties) | {"data": list(blocks)}


def day(date: str, *, age: bool = False, no_year: bool = False) -> dict[str, Any]:
    """A date as Monica keeps those that come back."""
    return {"uuid": "d", "is_age_based": age, "is_year_unknown": no_year, "date": f"{date}T00:00:00.000000Z"}


def export(*contacts: dict[str, Any], blocks: tuple[dict[str, Any], ...] = (), **top: Any) -> bytes:
    """The file of an account with these contacts, pretty-printed as Monica does, without the types of things."""
    instance = {kind: [of_uuid(uuid, **said) for uuid, said in kinds.items()] for kind, kinds in KINDS.items()}
    data = [block("contact", *contacts), *blocks]
    account = {"uuid": "acc", "data": data, "properties": {"modules": []}, "instance": instance}
    return json.dumps(FILE | {"account": account} | top, indent=4, ensure_ascii=False).encode()
