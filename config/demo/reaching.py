"""The demo's outreach: introductions on their way, drafts, a letter that was answered, one that was only opened."""

from datetime import datetime

from accounts.models import User
from config.demo.talks import DAY, HOUR
from contacts.actions.acquaintances import tie
from contacts.models import Contact
from outreach.actions.introducing import begin_introduction, move_introduction
from outreach.actions.letters import begin_letter, keep_letter, mark_replied, mark_sent, open_way
from outreach.models import Message

ASKED = """Dear Hanna,

your talk about the Finnish grid made me ask a question that I cannot answer from books: how is a grid planned for the
next thirty years? Would you have twenty minutes for me, by phone or video, whenever it suits you?

Thank you for reading this,
Amara"""
TIES = (  # how well, of 3, and who told it
    ("Ingrid Solberg", "Ravi Menon", "school", 3, "Marta Lindqvist"),
    ("Ingrid Solberg", "Hanna Virtanen", "former", 2, "Marta Lindqvist"),
    ("Grace Mbeki", "Claire Dubois", "colleague", 2, ""),
)
YES = "With pleasure. Next week is quiet here: tell me when it suits you."
TOLD = """Dear Emma,

when we talked you told me to read one law from draft to vote. I did, and I now know which part of it I liked.
Thank you once more,
Amara"""


def tell_outreach(owner: User, people: dict[str, Contact], *, now: datetime) -> None:
    """Give `owner` letters and introductions of the last days; `people` by their names."""
    introduce(owner, people, now=now)
    acquaint(owner)
    hanna, emma = people["Hanna Virtanen"], people["Emma Björk"]
    sent = written(owner, hanna, kind="request", subject="A question about the grid", body=ASKED, now=now - 6 * DAY)
    mark_sent(sent, way="mail", now=now - 6 * DAY)
    mark_replied(sent, text=YES, now=now - DAY)
    opened = written(owner, emma, kind="update", subject="What came of your advice", body=TOLD, now=now - DAY)
    open_way(opened, way="mail", now=now - DAY)
    idea = owner.interviews.get(people=people["Ravi Menon"])
    for name, kind, talk in (("Ravi Menon", "request", idea), ("Yusuf Demir", "reconnect", None)):
        keep_letter(begin_letter(owner, kind=kind, contact=people[name], interview=talk, now=now - 2 * HOUR))


def introduce(owner: User, people: dict[str, Contact], *, now: datetime) -> None:
    """One that waits for the connector's answer, one to which the connector said yes."""
    why = "Ingrid decides how a whole grid is planned."
    asked = begin_introduction(
        owner, connector=people["Marta Lindqvist"], target=people["Ingrid Solberg"], why=why, now=now - 3 * DAY
    )
    move_introduction(asked, to="asked", now=now - 3 * DAY)
    agreed = begin_introduction(
        owner,
        connector=people["Wei-Ling Chen"],
        target=owner.contacts.get(display_name="Noor Haddad"),
        now=now - 5 * DAY,
    )
    for state, days in (("asked", 5), ("agreed", 2)):
        move_introduction(agreed, to=state, now=now - days * DAY)


def acquaint(owner: User) -> None:
    """Who of them knows whom, as others told: by Ingrid, whom Marta knows, one comes to Ravi."""
    by_name = {person.display_name: person for person in owner.contacts.all()}
    for one, other, kind, strength, told_by in TIES:
        tie(by_name[one], by_name[other], kind=kind, strength=strength, told_by=by_name.get(told_by))


def written(owner: User, contact: Contact, *, kind: str, subject: str, body: str, now: datetime) -> Message:
    """A kept letter about the talk with this person, in these words."""
    talk = owner.interviews.filter(people=contact).order_by("pk").last()
    message = begin_letter(owner, kind=kind, contact=contact, interview=talk, now=now)
    message.subject, message.body = subject, body
    keep_letter(message)
    return message
