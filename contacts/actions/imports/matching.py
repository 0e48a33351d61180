"""Who a row is about: by uid, LinkedIn profile, e-mail address, number and name; never by a name alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from contacts.actions.imports.bringing import adds
from contacts.actions.imports.jobs import is_employer
from contacts.actions.imports.keys import Keyed
from contacts.actions.imports.known import Known
from contacts.actions.imports.likeness import may_be_one
from contacts.actions.imports.people import Candidate, Person
from contacts.models import Channel, ImportRow
from contacts.querysets.doubles import SHARED

Kind, Why = Channel.Kind, ImportRow.Why
OTHER = "But it is another name, and families share addresses."
TRASHED = "Is in the trash. Take them back first, or keep both."


@dataclass(frozen=True, slots=True)
class Finding:
    """Whom a row is about, and how that is known; unless `is_sure` the user decides, `reason` being what is against."""

    who: Candidate | None = None
    why: str = Why.UNSAID
    is_sure: bool = True
    reason: str = ""


def identify(row: Keyed, known: Known) -> Finding:
    """Whom `row` is about; nobody who is known if neither a key nor name and organization say so."""
    found = next(certain(row, known), None)
    if found is None:
        return next(suggested(row, known), Finding())
    who, why = found
    reason = TRASHED if who.is_trashed else ""
    if why == Why.LINKEDIN and not reason and (other := addressee(row, who, known)):
        reason = f"But the e-mail address is that of {other.contact.display_name}."
    return Finding(who, why, is_sure=not reason, reason=reason)


def certain(row: Keyed, known: Known) -> Iterator[tuple[Candidate, str]]:
    """Whom the row is about for certain, the surest first."""
    for who in known.look("uid", row.uid) if row.uid else ():
        yield who, Why.UID
    for slug in row.profiles:
        for who in known.look(Kind.LINKEDIN, slug):
            yield who, Why.LINKEDIN
    for kind, same in row.ways:
        if kind == Kind.EMAIL:
            found = apart(row, known.look(kind, same))
            namesakes = [who for who in found if who.name == row.name]
            if namesakes or (len(found) == 1 and not is_shared(same) and may_be_one(row.name, found[0].name)):
                yield (namesakes or found)[0], Why.EMAIL
    for wanted, why in ((Kind.PHONE, Why.PHONE), (Kind.LINK, Why.SAME)):
        for kind, same in row.ways:
            if kind == wanted:
                yield from ((who, why) for who in apart(row, known.look(kind, same)) if who.name == row.name)
    if not row.ways:
        yield from ((who, Why.SAME) for who in known.look("name", row.name) if is_same(row, who, known))


def suggested(row: Keyed, known: Known) -> Iterator[Finding]:
    """Whom the row may be about: people who were there before, and are not in the trash."""
    for kind, same in row.ways:
        if kind == Kind.EMAIL:
            found = apart(row, known.look(kind, same))
            why, reason = (Why.MAILBOX, "") if is_shared(same) or len(found) > 1 else (Why.EMAIL, OTHER)
            yield from (Finding(who, why, is_sure=False, reason=reason) for who in there(found))
    if row.row.organization_name:
        employer = known.names.organization(row.row.organization_name)
        for who in there(apart(row, known.look("name", row.name))):
            if is_employer(who.employer, employer):
                yield Finding(who, Why.WORK, is_sure=False)


def addressee(row: Keyed, who: Candidate, known: Known) -> Person | None:
    """Somebody else, and not `who`, at whom mail to the row's person arrives, and who may be called as they are."""
    for kind, same in row.ways if any(there([who])) else ():
        if kind == Kind.EMAIL and not is_shared(same):
            found = apart(row, known.look(kind, same))
            for other in there(found) if who not in found else ():
                if may_be_one(row.name, other.name):
                    return other
    return None


def apart(row: Keyed, found: Iterable[Candidate]) -> list[Candidate]:
    """Those of `found` who may be the person of the row: two profiles are two people, whatever else they share, and so
    are two rows of a file of ours that have uids of their own.
    """
    slugs, uid = row.profiles, row.uid if row.row.created_at else ""  # only our files say when a contact was made
    fits = [who for who in found if not slugs or not who.profiles or slugs & who.profiles]
    return [who for who in fits if not uid or who.is_before or not who.uids or uid in who.uids]


def there(found: Iterable[Candidate]) -> Iterator[Person]:
    """Those of `found` who were there before the import, and are not in the trash."""
    return (who for who in found if isinstance(who, Person) and who.is_before and not who.is_trashed)


def is_shared(address: str) -> bool:
    """Whether several people read that mailbox, as its name says."""
    return address.partition("@")[0] in SHARED


def is_same(row: Keyed, who: Candidate, known: Known) -> bool:
    """Whether somebody without any channel is all that a row without any channel says, and nothing else.

    So the same file twice does not double them, and a name alone never makes two people one.
    """
    who = known.whole(who)
    if who.ways or who.is_trashed or row.row.role.casefold() != who.contact.role.casefold():
        return False
    employer = known.names.organization(row.row.organization_name)
    return is_employer(who.employer, employer) and not adds(row, who, known)
