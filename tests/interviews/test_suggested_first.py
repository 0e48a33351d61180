"""What Prepare suggests first: what the person may know, then what is known least; what others were not asked."""

from datetime import timedelta

import pytest

from accounts.models import User
from contacts.models import CareerPath, Contact
from interviews.actions.learning import add_takeaway
from interviews.actions.suggesting import open_gaps, paths_of, suggestions, unasked_on
from interviews.models import InformationGap, Interview
from tests.factories import NOW, make_contact, make_interview


@pytest.fixture
def energy(alice: User, scheduled: Interview) -> CareerPath:
    """The path of the talk."""
    path = CareerPath.objects.create(owner=alice, name="Energy analytics")
    scheduled.paths.add(path, through_defaults={"owner": alice})
    return path


def test_who_may_know_then_what_is_known_least(
    alice: User, grace: Contact, scheduled: Interview, energy: CareerPath
) -> None:
    solid, hint, known = (InformationGap.objects.create(owner=alice, text=text) for text in ("Solid?", "Hint?", "May?"))
    for gap, times in ((solid, 3), (hint, 1)):
        for _ in range(times):
            add_takeaway(make_interview(alice, state="held"), text="So", gap=gap, path=energy)
    alice.mayknows.create(contact=grace, gap=known)
    assert open_gaps(scheduled, people=[grace], paths=[energy]) == [known, hint, solid]


def test_what_others_were_not_asked_comes_back_and_crowds_nothing_out(
    alice: User, grace: Contact, scheduled: Interview, energy: CareerPath
) -> None:
    pay = InformationGap.objects.create(owner=alice, text="What does it pay?")
    for number in range(5):
        talk = make_interview(alice, [make_contact(alice)], state="held", ends_at=NOW - timedelta(days=9 - number))
        talk.paths.add(energy, through_defaults={"owner": alice})
        talk.questions.create(owner=alice, text=f"Left over {number}?", gap=pay)
        talk.questions.create(owner=alice, text=f"Asked {number}?", gap=pay, asked_at=NOW)
    of_others = unasked_on(scheduled, people=[grace], paths=[energy])
    offered = suggestions([], bank=[], gaps=[], of_others=of_others)
    why = "Left over from a talk about this path"
    assert [(one.text, one.why) for one in offered] == [("Left over 4?", why), ("Left over 3?", why)]


def test_who_gave_evidence_by_a_note_can_speak_of_its_path(alice: User) -> None:
    path, person = alice.careerpaths.create(name="Baker"), make_contact(alice)
    alice.takeaways.create(text="Up at three", path=path, said_by=person)
    assert paths_of(make_interview(alice, [person]), [person]) == [path]
