"""What passers-by are asked, and what they answer; kinds that are there already ask what
new ones do."""

import django.db.models.deletion
import django.utils.timezone
import places.facts.questions
import places.models.vocabulary
from django.db import migrations, models

ASKED = {
    "buurthuis": "drempelvrij, toilet, rolstoeltoilet, gratis",
    "bibliotheek": "drempelvrij, toilet, rolstoeltoilet, water",
    "buurttuin": "drempelvrij, gratis, tafel, water, toilet",
    "park": "toilet, hard-pad, speeltoestel, tafel, verlicht, water",
    "plein": "drempelvrij, verlicht, tafel, speeltoestel, water",
    "picknicktafel": "hard-pad, overdekt, verlicht",
    "bankje": "rugleuning, armleuning, hard-pad, verlicht, tafel, overdekt",
    "sportplek": "gratis, verlicht, hard-pad",
    "gebedshuis": "drempelvrij, gratis, toilet",
    "cultuur": "drempelvrij, gratis, toilet, rolstoeltoilet",
    "watertap": "drempelvrij",
    "cafe": "drempelvrij, toilet, rolstoeltoilet",
    "restaurant": "drempelvrij, toilet, rolstoeltoilet",
    "speelplek": "hard-pad, tafel, toilet, verlicht",
    "toilet": "drempelvrij, rolstoeltoilet, gratis",
    "overig": "drempelvrij, gratis, toilet",
}


def fill(apps, schema_editor):
    kinds = apps.get_model("places", "PlaceKind").objects.using(
        schema_editor.connection.alias
    )
    for slug, asked in ASKED.items():
        kinds.filter(slug=slug, asked="").update(asked=asked)


class Migration(migrations.Migration):

    dependencies = [
        ('places', '0002_synonyms_of_kinds'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalplacekind',
            name='asked',
            field=models.CharField(blank=True, help_text='What makes sense to ask about it when we don’t know it.', max_length=200, validators=[places.facts.questions.validate_questions], verbose_name='what we ask passers-by'),
        ),
        migrations.AddField(
            model_name='placekind',
            name='asked',
            field=models.CharField(blank=True, help_text='What makes sense to ask about it when we don’t know it.', max_length=200, validators=[places.facts.questions.validate_questions], verbose_name='what we ask passers-by'),
        ),
        migrations.CreateModel(
            name='VisitorFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=20, verbose_name='question')),
                ('state', models.CharField(choices=[('counting', 'answers come in'), ('waits', 'waits for staff'), ('taken', 'taken over from passers-by'), ('decided', 'decided by staff')], default='counting', max_length=10, verbose_name='state')),
                ('is_so', models.BooleanField(null=True, verbose_name='answer')),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='since')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visitor_facts', to='places.place', verbose_name='place')),
            ],
            options={
                'verbose_name': 'answer of passers-by',
                'verbose_name_plural': 'answers of passers-by',
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='VisitorAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('is_so', models.BooleanField(verbose_name='answer')),
                ('visitor', models.PositiveIntegerField(verbose_name='number of the visitor')),
                ('sender', models.CharField(blank=True, max_length=64, verbose_name='hash of the address')),
                ('fact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='places.visitorfact', verbose_name='question')),
            ],
            options={
                'verbose_name': 'answer of a passer-by',
                'verbose_name_plural': 'answers of a passer-by',
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='visitorfact',
            constraint=models.UniqueConstraint(fields=('place', 'question'), name='one_fact_per_place_and_question'),
        ),
        migrations.AddConstraint(
            model_name='visitorfact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_so__isnull', True), ('state__in', ['counting', 'waits'])), models.Q(('is_so__isnull', False), ('state__in', ['taken', 'decided'])), _connector='OR'), name='visitor_fact_is_known_once_it_is_over'),
        ),
        migrations.AddConstraint(
            model_name='visitoranswer',
            constraint=models.UniqueConstraint(fields=('fact', 'day', 'visitor'), name='one_answer_a_day'),
        ),
        migrations.AlterField(
            model_name='historicalplacekind',
            name='facilities',
            field=models.CharField(blank=True, help_text='What every place of this type has.', max_length=120, validators=[places.models.vocabulary.validate_facilities], verbose_name='always has'),
        ),
        migrations.AlterField(
            model_name='placekind',
            name='facilities',
            field=models.CharField(blank=True, help_text='What every place of this type has.', max_length=120, validators=[places.models.vocabulary.validate_facilities], verbose_name='always has'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
