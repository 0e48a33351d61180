"""What the list of people offers to choose from: filters with their values, columns, orders; all by their words."""

from contacts.models import Contact

NOT_SAID = "none"  # in an address, where the column itself is empty
ORGANIZATION = "organization"


def said(choices: type[Contact.Source] | type[Contact.Warmth]) -> dict[str, str]:
    """The choices of a column, the empty one by a name."""
    return {choice.value or NOT_SAID: str(choice.label) for choice in choices}


STAGES = {NOT_SAID: "Not yet asked"} | {stage.value: str(stage.label) for stage in Contact.Stage if stage.value}
TOUCHED = {
    "within-7": "In the last 7 days",
    "within-30": "In the last 30 days",
    "over-30": "Over 30 days ago",
    "over-90": "Over 90 days ago",
    "over-180": "Over 180 days ago",
    "never": "Never",
}
STEPS = {
    "thank": "Needs thank-you",
    "waiting": "Waiting for reply",
    "referral": "Referral, not yet contacted",
    "overdue": "Overdue",
    "quiet": "Keep in touch, overdue",
    NOT_SAID: "No next step",
}
LACKING = {"email": "E-mail", "phone": "Phone", ORGANIZATION: "Organization", "role": "Role", "path": "Path"}
REACHABLE = {"yes": "Has an e-mail address", "no": "Has none"}
LIKED = {"yes": "Favourites", "no": "Others"}

CHOICES = {
    "stage": ("Stage", STAGES),
    "last": ("Last contact", TOUCHED),
    "next": ("Next step", STEPS),
    "source": ("Source", said(Contact.Source)),
    "warmth": ("Warmth", said(Contact.Warmth)),
    "email": ("E-mail", REACHABLE),
    "missing": ("Missing", LACKING),
    "favourite": ("Favourite", LIKED),
    "shown": ("Shown", {"archived": "Archived"}),
}

COLUMNS = {
    "path": "Path",
    "stage": "Stage",
    "next": "Next step",
    "last": "Last contact",
    ORGANIZATION: "Organization",
    "source": "Source",
    "warmth": "Warmth",
    "tags": "Tags",
    "email": "E-mail",
    "location": "Location",
    "added": "Added",
}
USUAL = ("path", "stage", "next", "last")
SORTED_BY = {"next": "due", "last": "-last", "added": "-added", ORGANIZATION: ORGANIZATION}  # what a head's link asks
SORTS = {"name", "due", "last", "added", "organization"}

HOWS = {"has": "is known", "lacks": "is not known", "is": "is exactly", "like": "has in it", "range": "is between"}
