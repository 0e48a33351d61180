"""What the look for people who stand in the list twice costs at 100,000, and a merge with its undoing."""

import time
from datetime import UTC, datetime, timedelta

from django.db import connection, models, transaction

from accounts.models import User
from contacts.actions.merging import runs, scan
from contacts.models import Channel, Contact, DuplicatePair, DuplicateScan

TENTH, SHARING, MERGED = 10, 500, 500  # each tenth person is a double; people at one mailbox; pairs that are merged
# The last tenth become doubles of the first, who are at another organization; every other one has another role.
COPY = """
UPDATE contacts_contact AS double SET display_name = one.display_name, given_name = one.given_name,
  family_name = one.family_name, organization_id = one.organization_id,
  role = CASE mod(double.id, 2) WHEN 0 THEN one.role ELSE double.role END, warmth = one.warmth
FROM contacts_contact AS one
WHERE one.id = double.id - %(apart)s AND double.owner_id = %(owner)s AND double.id >= %(at)s
"""
ADDRESSES = """
INSERT INTO contacts_channel (owner_id, contact_id, kind, value, normal, label, is_preferred)
SELECT owner_id, contact_id + %(apart)s, kind, value, normal, '', false FROM contacts_channel
WHERE owner_id = %(owner)s AND kind = 'email' AND contact_id + %(apart)s BETWEEN %(at)s AND %(last)s
"""


def plant(owner: User) -> None:
    """Make doubles, and a mailbox that many share."""
    ends = Contact.objects.filter(owner=owner).aggregate(first=models.Min("pk"), last=models.Max("pk"))
    many = (ends["last"] - ends["first"] + 1) // TENTH
    params = {"owner": owner.pk, "at": ends["last"] - many + 1, "apart": many * (TENTH - 1), "last": ends["last"]}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(COPY, params)
        cursor.execute(ADDRESSES, params)
    shared = {"owner": owner, "kind": Channel.Kind.EMAIL, "value": "info@example.org", "normal": "info@example.org"}
    people = range(ends["first"] + many, ends["first"] + many + SHARING)
    Channel.objects.bulk_create(Channel(**shared, contact_id=pk) for pk in people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE contacts_contact, contacts_channel")


def table(owner: User) -> str:
    """A row for each step, in Markdown."""
    plant(owner)
    now, rows = datetime.now(tz=UTC), []
    job = DuplicateScan.objects.create(owner=owner, created_at=now, total=len(scan.STEPS))
    for name in ("scan: certain and conflict", "scan: maybe"):
        begin = time.perf_counter()
        with transaction.atomic():
            scan.do_step(job, now)
        pairs = DuplicatePair.objects.filter(owner=owner).count()
        rows.append((name, time.perf_counter() - begin, f"{pairs:,} pairs, {DuplicatePair.objects.counts()}"))
    few = DuplicatePair.objects.filter(owner=owner, lane="certain").order_by("pk").values("pk")[:MERGED]
    DuplicatePair.objects.filter(owner=owner).exclude(pk__in=few).delete()
    run = runs.begin_run(owner, now=now + timedelta(seconds=1))
    assert run
    for name in ("merge", "undo"):
        begin = time.perf_counter()
        while runs.continue_run(run.pk, now=now):
            pass
        took = time.perf_counter() - begin
        rows.append((name, took, f"{run.total / took:.0f} pairs a second"))
        run.refresh_from_db()
        run = runs.undo_run(run, now=now) if name == "merge" else run
    people = Contact.objects.filter(owner=owner).count()
    lines = [f"| {name} | {people:,} | {took:.1f} | {said} |" for name, took, said in rows]
    return "\n".join(["| doubles | contacts | s | |", "|---|--:|--:|---|", *lines])
