import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('initiatives', '0007_freshness'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalorganisation',
            name='merged_into',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='initiatives.organisation', verbose_name='is the same as'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='initiatives.organisation', verbose_name='is the same as'),
        ),
    ]
