"""Phone numbers are compared by E.164; one that would be the same as another of its contact stays as it was."""

from itertools import groupby

from django.db import migrations

from contacts.importing.normal import phone

BATCH = 1000


def renormalise(apps, schema_editor):
    """Work out `normal` of every phone number anew."""
    channels = apps.get_model("contacts", "Channel").objects
    phones = channels.filter(kind="phone").order_by("contact_id", "id").select_related("owner")
    changed = []
    for _, of_one in groupby(phones.iterator(BATCH), key=lambda channel: channel.contact_id):
        of_one = list(of_one)
        taken = {channel.normal for channel in of_one}
        for channel in of_one:
            normal = phone(channel.value, channel.owner.region)
            if normal not in taken:
                taken.add(normal)
                channel.normal = normal
                changed.append(channel)
        if len(changed) >= BATCH:
            channels.bulk_update(changed, ["normal"])
            changed = []
    channels.bulk_update(changed, ["normal"])


class Migration(migrations.Migration):
    dependencies = [("contacts", "0006_same_owner")]
    operations = [migrations.RunPython(renormalise, migrations.RunPython.noop)]
