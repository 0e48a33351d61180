"""What the list of people is narrowed by: read from the address, never trusted, never refused."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from accounts.paging import write_cursor
from contacts.importing.normal import clean
from contacts.models import Contact, Tag
from contacts.querysets.people import ContactQuerySet

NOT_ASKED = "none"  # the stage of people with whom no interview was ever begun
STAGES = [(NOT_ASKED, "Not yet asked"), *((s.value, s.label) for s in Contact.Stage if s.value)]
LONGEST = 200  # no name, employer or tag is longer


@dataclass(frozen=True)
class PeopleFilter:
    """The state of the list as its address says it; what makes no sense is as if it were not there."""

    q: str = ""
    tag: str = ""
    stage: str = ""
    archived: bool = False

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Read from the query part of an address."""
        stage = query.get("stage", "")
        return cls(
            q=clean(query.get("q", "")[:LONGEST]),
            tag=clean(query.get("tag", "")[:LONGEST]),
            stage=stage if stage in dict(STAGES) else "",
            archived=query.get("shown") == "archived",
        )

    def apply(self, people: ContactQuerySet) -> ContactQuerySet:
        """Those of `people` who are asked for, in the order of names."""
        found = people.archived() if self.archived else people.active()
        if self.q:
            found = found.search(self.q)
        if self.tag:
            found = found.tagged(self.tag)
        if self.stage:
            found = found.filter(stage="" if self.stage == NOT_ASKED else self.stage)
        return found.by_name()

    @property
    def narrows(self) -> bool:
        """Whether anything but the tab is chosen."""
        return bool(self.q or self.tag or self.stage)

    @property
    def stage_label(self) -> str:
        """The chosen stage in words."""
        return dict(STAGES).get(self.stage, "")

    def stages(self) -> list[tuple[str, str, str]]:
        """Each stage: value, label, address of the list narrowed by it."""
        return [(value, label, replace(self, stage=value).query) for value, label in STAGES]

    def tags(self, tags: Iterable[Tag]) -> list[tuple[str, str]]:
        """Each tag: name, address of the list narrowed by it."""
        return [(tag.name, replace(self, tag=tag.name).query) for tag in tags]

    def after(self, last: Contact) -> str:
        """The address of the page that follows `last`."""
        return self.address(after=write_cursor(last.sort_name, last.pk))

    @property
    def without_tag(self) -> str:
        """The address of the list for every tag."""
        return replace(self, tag="").query

    @property
    def without_stage(self) -> str:
        """The address of the list for every stage."""
        return replace(self, stage="").query

    @property
    def cleared(self) -> str:
        """The address of the whole tab."""
        return replace(self, q="", tag="", stage="").query

    @property
    def query(self) -> str:
        """The address of this list, beginning with the question mark."""
        return self.address()

    def address(self, **more: str) -> str:
        """The address of this list with `more` in its query part."""
        shown = "archived" if self.archived else ""
        chosen = {"q": self.q, "tag": self.tag, "stage": self.stage, "shown": shown} | more
        return "?" + urlencode({name: value for name, value in chosen.items() if value})
