"""People and what is known of them."""

from contacts.models.lists import BulkChange, BulkPerson, ExportPart, SavedView
from contacts.models.organizations import Organization, OrganizationAlias, OrganizationMerge
from contacts.models.people import Contact
from contacts.models.reach import Channel, Photo, PostalAddress
from contacts.models.tags import CareerPath, ContactPath, ContactTag, CustomProperty, PropertyValue, Tag
from contacts.models.timeline import Interaction, InteractionPerson, PastJob
from contacts.models.undoing import Undo

__all__ = [
    "BulkChange",
    "BulkPerson",
    "CareerPath",
    "Channel",
    "Contact",
    "ContactPath",
    "ContactTag",
    "CustomProperty",
    "ExportPart",
    "Interaction",
    "InteractionPerson",
    "Organization",
    "OrganizationAlias",
    "OrganizationMerge",
    "PastJob",
    "Photo",
    "PostalAddress",
    "PropertyValue",
    "SavedView",
    "Tag",
    "Undo",
]
