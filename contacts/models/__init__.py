"""People and what is known of them."""

from contacts.models.acquaintances import Acquaintance
from contacts.models.duplicates import ContactMerge, DuplicatePair, DuplicateScan, MergeRun
from contacts.models.imports import ColumnMatch, Import, ImportFile, ImportRow
from contacts.models.lists import BulkChange, BulkPart, BulkPerson, ExportPart, SavedView
from contacts.models.organizations import Organization, OrganizationAlias, OrganizationMerge
from contacts.models.people import Contact
from contacts.models.reach import CardLines, Channel, OtherUid, Photo, PostalAddress
from contacts.models.tags import CareerPath, ContactPath, ContactTag, CustomProperty, PropertyValue, Tag
from contacts.models.timeline import Interaction, InteractionPerson, PastJob
from contacts.models.undoing import Undo

__all__ = [
    "Acquaintance",
    "BulkChange",
    "BulkPart",
    "BulkPerson",
    "CardLines",
    "CareerPath",
    "Channel",
    "ColumnMatch",
    "Contact",
    "ContactMerge",
    "ContactPath",
    "ContactTag",
    "CustomProperty",
    "DuplicatePair",
    "DuplicateScan",
    "ExportPart",
    "Import",
    "ImportFile",
    "ImportRow",
    "Interaction",
    "InteractionPerson",
    "MergeRun",
    "Organization",
    "OrganizationAlias",
    "OrganizationMerge",
    "OtherUid",
    "PastJob",
    "Photo",
    "PostalAddress",
    "PropertyValue",
    "SavedView",
    "Tag",
    "Undo",
]
