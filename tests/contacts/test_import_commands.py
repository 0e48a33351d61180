"""`import_contacts` and `undo_import`: what they print, what they write, and how they end."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from accounts.models import User
from contacts.actions.imports import running
from contacts.models import Import
from tests.contacts.bringing import everything

FILES = Path(__file__).parent / "files"
CONNECTIONS = str(FILES / "Connections.csv")
REFUSED = [{"line": 10, "reason": "It has 8 values for 7 columns."}]


def command(name: str, *arguments: str) -> str:
    """What the command prints."""
    out = io.StringIO()
    call_command(name, *arguments, stdout=out, stderr=out)
    return out.getvalue()


def said(*arguments: str) -> dict[str, Any]:
    """The object in the last line that import_contacts prints."""
    words = command("import_contacts", CONNECTIONS, "--owner", "ALICE@example.com", "--json", *arguments)
    found: dict[str, Any] = json.loads(words.splitlines()[-1])
    return found


def test_the_command_says_what_became_of_every_row(alice: User) -> None:
    same = {"format": "linkedin", "rows": 5, "updated": 0, "review": 0, "refused": 1, "refusals": REFUSED}
    first, again = said(), said()
    assert first == same | {"created": 4, "unchanged": 0, "batch": first["batch"]}
    assert again == same | {"created": 0, "unchanged": 4, "batch": again["batch"]}
    assert [first["batch"], again["batch"]] == list(Import.objects.order_by("pk").values_list("pk", flat=True))


def test_a_dry_run_writes_nothing_at_all(alice: User) -> None:
    before = everything(beside=())
    found = said("--dry-run")
    assert (found["created"], found["refused"], found["batch"], everything(beside=())) == (4, 1, None, before)


def test_without_json_it_says_so_in_words(alice: User) -> None:
    lines = command("import_contacts", CONNECTIONS, "--owner", "alice@example.com").splitlines()
    batch = Import.objects.get()
    assert lines == [
        "LinkedIn connections: 4 created, 0 updated, 0 unchanged, 0 review, 1 refused.",
        f"To take it back: manage.py undo_import {batch.pk} --owner alice@example.com",
        "line 10: It has 8 values for 7 columns.",
    ]


def test_an_import_is_taken_back_and_what_was_changed_since_is_named(alice: User) -> None:
    batch = said()["batch"]
    kept = alice.contacts.order_by("pk")[0]
    kept.nickname = "Jo"
    kept.save()
    words = command("undo_import", str(batch), "--owner", "alice@example.com").splitlines()
    assert words == ["Undone, but for 1 row.", f"{kept}: Changed since the import, so it was kept."]
    assert alice.contacts.get() == kept


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((CONNECTIONS, "--owner", "nobody@example.org"), "Nobody signs in as nobody@example.org."),
        (("/nowhere/file.csv",), "Cannot read /nowhere/file.csv: No such file or directory."),
        (
            (CONNECTIONS, "--format", "vcard"),
            f"{CONNECTIONS}: This is not a vCard file. Let the format be recognised, or choose another one.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(alice: User, arguments: tuple[str, ...], message: str) -> None:
    owner = () if "--owner" in arguments else ("--owner", "alice@example.com")
    with pytest.raises(CommandError) as refused:
        command("import_contacts", *arguments, *owner)
    assert (str(refused.value), refused.value.returncode, Import.objects.count()) == (message, 2, 0)


def test_somebody_added_at_the_same_moment_is_looked_for_again(alice: User, monkeypatch: pytest.MonkeyPatch) -> None:
    bring_rows, slips = running.bring_rows, [IntegrityError()] * 2

    def slip(*batch: Any, **words: Any) -> None:
        if slips:
            raise slips.pop()
        bring_rows(*batch, **words)

    monkeypatch.setattr(running, "bring_rows", slip)
    assert said()["created"] == 4
    slips += [IntegrityError()] * 99
    with pytest.raises(IntegrityError):
        command("import_contacts", str(FILES / "apple.vcf"), "--owner", "alice@example.com")
    assert Import.objects.values_list("state", "leased_until")[0] == ("running", None)


def test_a_table_without_known_columns_is_left_to_the_browser(alice: User, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Aa,Bb\n1,2\n3,4\n")
    with pytest.raises(CommandError) as refused:
        command("import_contacts", str(table), "--owner", "alice@example.com")
    assert (refused.value.returncode, Import.objects.count()) == (2, 0)


def test_the_command_reads_every_table_that_the_browser_reads(alice: User, tmp_path: Path) -> None:
    table = tmp_path / "t.csv"
    table.write_text("LinkedIn,Zz\nadanovak,1\nweitanaka,2\n")
    words = command("import_contacts", str(table), "--owner", "alice@example.com", "--json")
    assert json.loads(words)["created"] == 2


def test_only_the_owners_imports_are_taken_back(alice: User, bob: User) -> None:
    batch = said()["batch"]
    with pytest.raises(CommandError, match=f"bob@example.com has no import {batch}."):
        command("undo_import", str(batch), "--owner", "bob@example.com")
    assert alice.contacts.count() == 4
