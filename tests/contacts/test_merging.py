"""Two people who become one and two again: nothing is lost on the way, and all is as it was on the way back."""

from collections import Counter
from datetime import timedelta
from functools import partial

import pytest
from django.apps import apps
from django.db.models import Q

from contacts.actions.freezing import STEPS, pointing
from contacts.actions.merging.merge import MergeError, merge_contacts
from contacts.actions.merging.part import part_contacts
from contacts.actions.merging.rows import is_pointed_at, rules_of
from contacts.actions.people import set_tags
from contacts.actions.progress import tell_progress
from contacts.actions.reach import keep_has_email, save_channels
from contacts.actions.timeline import log_interaction, remove_interaction
from contacts.models import (
    CardLines,
    Channel,
    Contact,
    ContactMerge,
    DuplicatePair,
    OtherUid,
    Photo,
    PostalAddress,
    PropertyValue,
)
from interviews.actions.progress import progress_of, refresh_people
from interviews.models import Interviewee, Referral, Takeaway
from outreach.models import Message
from tests import tables
from tests.factories import NOW, make_contact, make_interview
from tests.hanging import hang_everything_on

LATER = NOW + timedelta(hours=1)
everything = partial(tables.everything, beside={"contacts_contactmerge"})


@pytest.fixture
def full(alice):
    """Two people with a row of everything each, and one of everything that both have."""
    kept = make_contact(alice, "Grace Mbeki", role="Grid planner", notes="Tea")
    gone = make_contact(alice, "Grace M. Mbeki", birthday="1990-04-15", notes="Coffee", cadence="P1M")
    for number, person in enumerate((kept, gone)):
        hang_everything_on(person, number)
    set_tags(kept, names=["grid", "tea"])
    set_tags(gone, names=["grid", "coffee"])
    for person in (kept, gone):
        save_channels(person, kind="email", entries=[("Grace@example.org", "", True)])
        save_channels(person, kind="phone", entries=[(f"+4670{person.pk:07}", "", True)])
        PostalAddress.objects.create(owner=alice, contact=person, street="2 Long Lane", is_preferred=True)
    talk = make_interview(alice, [kept, gone], state="held")
    for person in (kept, gone):
        Message.objects.create(owner=alice, interview=talk, contact=person, subject="Thanks", body=str(person))
    Referral.objects.create(owner=alice, interview=talk, named_by=gone, contact=kept)
    shoe = alice.properties.create(name="Shoes")
    for person, text in ((kept, "44"), (gone, "45")):
        PropertyValue.objects.create(owner=alice, contact=person, property=shoe, text=text)
        keep_has_email(person)
        tell_progress(person, now=NOW)
    return kept, gone


def test_a_merge_taken_back_leaves_every_byte_as_it_was(full):
    kept, gone = full
    before = everything()
    merge = merge_contacts(kept, gone=gone, taken={"photo", "job"}, now=NOW)
    assert everything() != before
    parted = part_contacts(merge, now=LATER)
    assert everything() == before
    assert (parted.gone.pk, parted.stayed) == (gone.pk, [])


def rows_about(*people):
    """How many rows of each table but steps point at these people."""
    links = [link for link in pointing() if link[0] not in (*STEPS, Contact)]
    about = {model: Q(pk=None) for model, _ in links}
    for model, column in links:
        about[model] |= Q(**{f"{column}__in": people})
    return {model._meta.label: model._base_manager.filter(where).count() for model, where in about.items()}


def test_no_row_is_lost(full):
    kept, gone = full
    before = rows_about(kept, gone)
    merge = merge_contacts(kept, gone=gone, now=NOW)
    after = Counter(rows_about(kept))
    dropped = Counter({t["model"]: len(t["dropped"]) for t in merge.undo["tables"] if t["model"] in before})
    assert after + dropped - Counter(before) == Counter({"contacts.OtherUid": 1})
    assert dropped.keys() >= {"contacts.ContactTag", "contacts.PostalAddress", "interviews.Referral"}


def test_nothing_else_hangs_on_what_a_merge_may_drop():
    held = {
        field.related_model
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
    }
    droppable = {model for model, column in pointing() if rules_of(model, column) or not is_pointed_at(model)}
    assert held & (droppable - {Contact}) == set()


def test_two_who_said_the_same_are_two_pieces_of_evidence(alice):
    kept, gone = make_contact(alice), make_contact(alice)
    for person in (kept, gone):
        Takeaway.objects.create(owner=alice, said_by=person, text="Tenders decide")
    merge_contacts(kept, gone=gone, now=NOW)
    assert list(alice.takeaways.values_list("said_by", flat=True)) == [kept.pk, kept.pk]


def test_both_are_one(full):
    kept, gone = full
    merge_contacts(kept, gone=gone, now=NOW)
    kept.refresh_from_db()
    assert not Contact.objects.filter(pk=gone.pk).exists()
    assert (kept.role, kept.birthday, kept.cadence) == ("Grid planner", "1990-04-15", "P1M")
    assert kept.notes == "Tea\n\nCoffee"
    emails = kept.channels.filter(kind="email").values_list("value", flat=True)
    assert list(emails) == ["Grace@example.org"]
    assert kept.channels.filter(kind="phone").count() == 2
    assert kept.channels.filter(kind="phone", is_preferred=True).count() == 1
    assert set(kept.tags.values_list("name", flat=True)) >= {"grid", "tea", "coffee"}
    assert OtherUid.objects.filter(contact=kept, value=gone.uid).exists()


def test_what_is_chosen_is_as_the_other_says(full, alice):
    kept, gone = full
    Contact.objects.filter(pk=gone.pk).update(role="Head of grid")
    Photo.objects.filter(contact=gone).update(large=b"theirs")
    for person in full:
        Contact.objects.filter(pk=person.pk).update(photo_digest=f"{person.pk:016}")
    shoes = alice.properties.get(name="Shoes")
    merge_contacts(kept, gone=gone, taken={"name", "job", "photo", f"property-{shoes.pk}"}, now=NOW)
    kept.refresh_from_db()
    assert (str(kept), kept.role, kept.photo_digest) == ("Grace M. Mbeki", "Head of grid", f"{gone.pk:016}")
    assert bytes(kept.photo.large) == b"theirs"
    assert kept.property_values.get(property=shoes).text == "45"


def test_the_card_lines_of_both_are_kept(full):
    kept, gone = full
    CardLines.objects.filter(contact=gone).update(content=b"X-SHOE:44\nX-HAT:7")
    merge_contacts(kept, gone=gone, now=NOW)
    assert bytes(CardLines.objects.get().content) == b"X-SHOE:44\nX-HAT:7"


def test_what_lists_show_is_what_interviews_say(full, alice):
    kept, gone = full
    talk = make_interview(alice, [gone], state="requested")
    refresh_people(talk, now=NOW)
    merge_contacts(kept, gone=gone, now=NOW)
    kept.refresh_from_db()
    told = progress_of(kept, now=NOW)
    assert (kept.stage, kept.next_step, kept.waiting_since) == (told.stage, told.next_step, told.waiting_since)
    assert (kept.stage, kept.last_touch_at) == ("requested", NOW)


def test_thanks_said_to_one_are_said(full):
    kept, gone = full
    both = Interviewee.objects.filter(contact=gone, interview__interviewees__contact=kept)
    Interviewee.objects.filter(pk__in=both).update(thanked_at=LATER)
    talk = both.get().interview
    merge_contacts(kept, gone=gone, now=NOW)
    assert talk.interviewees.get().thanked_at == LATER


@pytest.mark.parametrize("around", ["other", "self", "long"])
def test_introducers_make_no_circle(alice, around):
    kept, between = make_contact(alice, "Kept"), make_contact(alice, "Between")
    gone = make_contact(alice, "Gone", introducer=between if around == "long" else None)
    Contact.objects.filter(pk=kept.pk).update(introducer=gone)
    if around == "long":
        Contact.objects.filter(pk=between.pk).update(introducer=kept)
    if around == "other":
        Contact.objects.filter(pk=gone.pk).update(introducer=between)
    merge_contacts(kept, gone=gone, now=NOW)
    kept.refresh_from_db()
    assert kept.introducer_id == (between.pk if around == "other" else None)


def test_pairs_with_a_third_stay(alice):
    kept, gone, third, fourth = (make_contact(alice) for _ in range(4))
    made = {"owner": alice, "lane": "certain", "found_at": NOW}
    for first, second, dismissed in ((kept, gone, None), (gone, third, NOW), (kept, fourth, None), (gone, fourth, NOW)):
        DuplicatePair.objects.create(**made, first=first, second=second, dismissed_at=dismissed, reasons=[["uid", ""]])
    before = everything()
    merge = merge_contacts(kept, gone=gone, now=NOW)
    rows = DuplicatePair.objects.order_by("second").values_list("first", "second", "dismissed_at", "reasons")
    assert list(rows) == [(kept.pk, third.pk, NOW, [["uid", ""]]), (kept.pk, fourth.pk, NOW, [["uid", ""]])]
    part_contacts(merge, now=LATER)
    assert everything() == before


def test_refusals_are_in_words(alice, bob):
    one, away, theirs = make_contact(alice), make_contact(alice, "Away", trashed_at=NOW), make_contact(bob)
    for gone, words in ((one, "same person"), (away, "Away is in the trash")):
        with pytest.raises(MergeError, match=words):
            merge_contacts(one, gone=gone, now=NOW)
    with pytest.raises(ValueError, match="two owners"):
        merge_contacts(one, gone=theirs, now=NOW)
    assert (Contact.objects.count(), ContactMerge.objects.count()) == (3, 0)


def test_what_was_changed_since_stays_and_is_named(full, alice):
    kept, gone = full
    merge = merge_contacts(kept, gone=gone, now=NOW)
    was = Contact.objects.get(pk=kept.pk)
    Contact.objects.filter(pk=kept.pk).update(location="Oslo", birthday="1991-04-15")
    phone = Channel.objects.get(contact=kept, value=f"+4670{gone.pk:07}")
    Channel.objects.filter(pk=phone.pk).update(label="work")
    log_interaction(alice, kind="call", people=[was], happened_at=NOW, title="Spoke")
    set_tags(was, names=[*was.tags.values_list("name", flat=True), "new"])
    parted = part_contacts(merge, now=LATER)
    assert parted.stayed == ["location", "birthday", "1 tag", "1 entry on the timeline", "1 way to reach"]
    kept.refresh_from_db()
    back = Contact.objects.get(pk=gone.pk)
    assert (kept.location, kept.birthday, kept.notes, back.birthday) == ("Oslo", "1991-04-15", "Tea", "1990-04-15")
    assert [(c.label, c.contact_id) for c in Channel.objects.filter(value=phone.value).order_by("contact")] == [
        ("work", kept.pk),
        ("", gone.pk),
    ]
    assert kept.interactions.filter(title="Spoke").exists()


def test_what_was_deleted_since_comes_back_to_the_one_whose_it_was(full):
    kept, gone = full
    merge = merge_contacts(kept, gone=gone, now=NOW)
    kept.channels.all().delete()
    kept.tags.clear()
    Photo.objects.all().delete()
    Photo.objects.create(owner=kept.owner, contact=kept, large=b"new", small=b"new")
    part_contacts(merge, now=LATER)
    assert gone.channels.filter(kind="email").count() == 1
    assert [bytes(photo.large) for photo in Photo.objects.order_by("contact")] == [b"new", b"large"]


def test_thanks_after_a_merge_go_back_with_the_talk(alice):
    kept, gone = make_contact(alice), make_contact(alice)
    talk = make_interview(alice, [gone], state="held")
    merge = merge_contacts(kept, gone=gone, now=NOW)
    Interviewee.objects.update(thanked_at=LATER)
    assert part_contacts(merge, now=LATER).stayed == ["1 interviewee"]
    assert [(row.contact_id, row.thanked_at) for row in talk.interviewees.all()] == [(gone.pk, LATER)]


def test_what_lists_show_of_both_is_worked_out_when_they_are_two_again(alice):
    kept, gone = make_contact(alice), make_contact(alice)
    call = log_interaction(alice, kind="call", people=[gone], happened_at=NOW, title="Spoke")
    refresh_people(make_interview(alice, [gone], state="scheduled"), now=NOW)
    merge = merge_contacts(kept, gone=gone, now=NOW)
    remove_interaction(call)
    assert part_contacts(merge, now=NOW + timedelta(days=2)).stayed == []
    rows = Contact.objects.order_by("pk").values_list("pk", "last_touch_at", "stage", "next_step")
    assert list(rows) == [(kept.pk, None, "", ""), (gone.pk, None, "scheduled", "thank")]


def test_an_address_that_came_since_is_known_of_the_one_who_stays(alice):
    kept, gone = make_contact(alice), make_contact(alice)
    save_channels(gone, kind="email", entries=[("g@example.org", "", True)])
    merge = merge_contacts(kept, gone=gone, now=NOW)
    save_channels(kept, kind="email", entries=[("g@example.org", "", True), ("new@example.org", "", False)])
    assert part_contacts(merge, now=LATER).stayed == ["1 way to reach"]
    known = {one.pk: (one.has_email, one.channels.get().value) for one in Contact.objects.all()}
    assert known == {kept.pk: (True, "new@example.org"), gone.pk: (True, "g@example.org")}


def test_a_chain_is_taken_back_in_its_order(alice):
    one, two, three = (make_contact(alice, name, notes=name) for name in ("One", "Two", "Three"))
    before = everything()
    first = merge_contacts(two, gone=one, now=NOW)
    second = merge_contacts(three, gone=two, now=NOW)
    first.refresh_from_db()
    assert (first.kept_id, Contact.objects.get().notes) == (three.pk, "Three\n\nTwo\n\nOne")
    with pytest.raises(MergeError, match="Two was merged into Three later"):
        part_contacts(first, now=LATER)
    part_contacts(second, now=LATER)
    part_contacts(first, now=LATER)
    assert everything() == before
    assert part_contacts(first, now=LATER).stayed == []
    assert everything() == before


def test_who_has_left_a_path_has_left_it_after_a_merge(alice):
    kept, gone = make_contact(alice), make_contact(alice)
    path = alice.careerpaths.create(name="Grid planner")
    for person, has_left in ((kept, False), (gone, True)):
        alice.contactpaths.create(contact=person, path=path, has_left=has_left)
    merge = merge_contacts(kept, gone=gone, now=NOW)
    assert alice.contactpaths.get().has_left
    part_contacts(merge, now=LATER)
    assert dict(alice.contactpaths.values_list("contact", "has_left")) == {kept.pk: False, gone.pk: True}
