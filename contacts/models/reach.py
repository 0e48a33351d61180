"""How to reach a contact: channels and postal addresses. And how to know them again: the photo."""

from django.db import models
from django.db.models import Q

from accounts.ownership import Owned, owned_as
from contacts.models.folding import parts_index
from contacts.models.people import Contact


class Channel(Owned):
    """One way to reach a contact: an e-mail address, a phone number, a LinkedIn profile, another link.

    `value` is as typed; `normal` what two are compared by: for a phone number E.164 where its region is known.
    """

    class Kind(models.TextChoices):
        """What the value is."""

        EMAIL = "email", "E-mail"
        PHONE = "phone", "Phone"
        LINKEDIN = "linkedin", "LinkedIn"
        LINK = "link", "Link"

    owner = owned_as("channels", db_index=False)
    contact = models.ForeignKey(
        Contact, on_delete=models.CASCADE, related_name="channels", db_constraint=False, db_index=False
    )
    kind = models.CharField(max_length=8, choices=Kind)
    value = models.CharField(max_length=500)
    normal = models.CharField("value for comparing", max_length=500, editable=False)
    label = models.CharField(max_length=60, blank=True)
    is_preferred = models.BooleanField("preferred", default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "kind"], condition=Q(is_preferred=True), name="channel_preferred_once"
            ),
            models.UniqueConstraint(fields=["contact", "kind", "normal"], name="channel_once"),
            models.UniqueConstraint(fields=["owner", "normal"], condition=Q(kind="linkedin"), name="linkedin_once"),
        ]
        indexes = [
            models.Index(fields=["owner", "kind", "normal"], name="channel_by_value"),
            parts_index("normal", name="channel_parts"),
        ]

    def __str__(self) -> str:
        return self.value


class PostalAddress(Owned):
    """A place where post reaches a contact; the parts are those of vCard's ADR."""

    owner = owned_as("postaladdresses")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="addresses", db_constraint=False)
    label = models.CharField(max_length=60, blank=True)
    is_preferred = models.BooleanField("preferred", default=False)
    street = models.CharField("street and number", max_length=300, blank=True)
    locality = models.CharField("city", max_length=100, blank=True)
    region = models.CharField("state or region", max_length=100, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "postal addresses"
        constraints = [
            models.UniqueConstraint(
                fields=["contact"], condition=Q(is_preferred=True), name="postal_address_preferred_once"
            )
        ]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.street, f"{self.postcode} {self.locality}".strip(), self.country)))


class Photo(Owned):
    """A contact's picture, made anew from what was uploaded: square WebP in two sizes, and nothing else."""

    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="photo", db_constraint=False)
    large = models.BinaryField()
    small = models.BinaryField()
    card = models.BinaryField("JPEG of our own, as it came back in a file", null=True, editable=False)

    def __str__(self) -> str:
        return f"photo of contact {self.contact_id}"


class OtherUid(Owned):
    """Another name by which files of other programs call a contact, beside the contact's own uid."""

    owner = owned_as("otheruids", db_index=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="other_uids", db_constraint=False)
    value = models.CharField(max_length=255)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["owner", "value"], name="other_uid_once")]

    def __str__(self) -> str:
        return self.value


class CardLines(Owned):
    """The lines of a contact's vCard that mean nothing here, unfolded, byte for byte, for the next export."""

    owner = owned_as("cardlines")
    contact = models.OneToOneField(Contact, on_delete=models.CASCADE, related_name="card_lines", db_constraint=False)
    content = models.BinaryField()  # lines parted by \n

    class Meta:
        verbose_name_plural = "card lines"

    def __str__(self) -> str:
        return f"card lines of contact {self.contact_id}"
