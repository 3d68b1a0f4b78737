import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ontmoeten', '0008_queue'),
    ]

    operations = [
        migrations.CreateModel(
            name='LikelyPair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20, verbose_name='kind')),
                ('one', models.PositiveBigIntegerField()),
                ('other', models.PositiveBigIntegerField()),
                ('reasons', models.CharField(max_length=60, verbose_name='why')),
                ('metres', models.PositiveIntegerField(null=True, verbose_name='metres apart')),
                ('found_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='found')),
                ('are_different', models.BooleanField(default=False, verbose_name='two different ones')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='decided')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='decided by')),
            ],
            options={
                'verbose_name': 'likely double',
                'verbose_name_plural': 'likely doubles',
                'ordering': ['kind', 'metres', 'pk'],
                'indexes': [models.Index(fields=['kind', 'are_different'], name='likely_pair_open')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'one', 'other'), name='likely_pair_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='likely_pair_in_order')],
            },
        ),
    ]
