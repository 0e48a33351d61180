"""Each link is held by one key, that of the number with the owner (same_owner); Django's of the number alone held no more."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contacts", "0019_stance_on_paths")]
    operations = [
        migrations.AlterField(
            model_name='bulkpart',
            name='change',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='waiting', to='contacts.bulkchange'),
        ),
        migrations.AlterField(
            model_name='cardlines',
            name='contact',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='card_lines', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='channel',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='introducer',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introduced', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='contact',
            name='organization',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='people', to='contacts.organization'),
        ),
        migrations.AlterField(
            model_name='contactmerge',
            name='kept',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='contactmerge',
            name='run',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='contacts.mergerun'),
        ),
        migrations.AlterField(
            model_name='contactpath',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='contactpath',
            name='path',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contacts.careerpath'),
        ),
        migrations.AlterField(
            model_name='contacttag',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='contacttag',
            name='tag',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contacts.tag'),
        ),
        migrations.AlterField(
            model_name='duplicatepair',
            name='first',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='duplicatepair',
            name='second',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='exportpart',
            name='change',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='contacts.bulkchange'),
        ),
        migrations.AlterField(
            model_name='importfile',
            name='batch',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='file', to='contacts.import'),
        ),
        migrations.AlterField(
            model_name='importrow',
            name='batch',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='contacts.import'),
        ),
        migrations.AlterField(
            model_name='importrow',
            name='contact',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='importrow',
            name='match',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='interactionperson',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='interactionperson',
            name='interaction',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, to='contacts.interaction'),
        ),
        migrations.AlterField(
            model_name='organizationalias',
            name='organization',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='contacts.organization'),
        ),
        migrations.AlterField(
            model_name='organizationmerge',
            name='kept',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='contacts.organization'),
        ),
        migrations.AlterField(
            model_name='otheruid',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='other_uids', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='pastjob',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='past_jobs', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='pastjob',
            name='organization',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='past_jobs', to='contacts.organization'),
        ),
        migrations.AlterField(
            model_name='photo',
            name='contact',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='photo', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='postaladdress',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='addresses', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='propertyvalue',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='property_values', to='contacts.contact'),
        ),
        migrations.AlterField(
            model_name='propertyvalue',
            name='property',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='values', to='contacts.customproperty'),
        ),
        migrations.AlterField(
            model_name='undo',
            name='contact',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact'),
        ),
    ]
