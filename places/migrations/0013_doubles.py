import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0012_doubts'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalplace',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='places.place', verbose_name='is the same as'),
        ),
        migrations.AddField(
            model_name='place',
            name='merged_into',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.place', verbose_name='is the same as'),
        ),
    ]
