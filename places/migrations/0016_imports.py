import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0015_roles'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=120, verbose_name='source')),
                ('file_name', models.CharField(max_length=120, verbose_name='file')),
                ('stored', models.CharField(editable=False, max_length=60)),
                ('columns', models.JSONField(default=dict, editable=False)),
                ('kind_words', models.JSONField(default=dict, editable=False)),
                ('publish', models.BooleanField(default=False, verbose_name='on the site at once')),
                ('licence', models.CharField(blank=True, max_length=60, verbose_name='licence')),
                ('attribution', models.CharField(blank=True, max_length=120, verbose_name='how to name the source')),
                ('state', models.CharField(choices=[('uploaded', 'columns to match'), ('checked', 'to confirm'), ('done', 'taken over'), ('undone', 'undone'), ('dropped', 'not taken over')], db_index=True, default='uploaded', max_length=10, verbose_name='state')),
                ('counts', models.JSONField(default=dict, editable=False)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='brought in')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.placekind', verbose_name='type of all of them')),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='brought in by')),
            ],
            options={
                'verbose_name': 'import',
                'verbose_name_plural': 'imports',
                'ordering': ['-made_at', '-pk'],
                'permissions': [('import_places', 'May import places')],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('new', 'new'), ('changed', 'changed'), ('double', 'perhaps here already'), ('wrong', 'wrong'), ('gone', 'gone from the source'), ('note', 'to look at')], max_length=8)),
                ('where', models.CharField(max_length=200)),
                ('source_id', models.CharField(blank=True, max_length=200)),
                ('name', models.CharField(blank=True, max_length=200)),
                ('texts', models.JSONField(default=list)),
                ('raw', models.JSONField(default=dict)),
                ('choice', models.CharField(choices=[('take', 'take over'), ('leave', 'leave out'), ('same', 'is the same: bring that one up to date')], default='take', max_length=5)),
                ('metres', models.PositiveIntegerField(null=True)),
                ('was', models.JSONField(null=True)),
                ('became', models.JSONField(null=True)),
                ('double_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.place', verbose_name='place')),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='places.place')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='places.importrun')),
            ],
            options={
                'verbose_name': 'row of an import',
                'verbose_name_plural': 'rows of imports',
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['run', 'sort'], name='import_rows_by_sort')],
            },
        ),
    ]
