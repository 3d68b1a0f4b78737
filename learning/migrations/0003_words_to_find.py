from django.db import migrations, models


def fill(apps, schema_editor):
    """As the upkeep of both keeps them."""
    from learning.experiments.upkeep import words_of

    rows = apps.get_model("learning", "Heard").objects.select_related(
        "theme", "neighbourhood"
    )
    for each in rows:
        theme = [each.theme.title] if each.theme else []
        area = [each.neighbourhood.name] if each.neighbourhood else []
        rows.filter(pk=each.pk).update(words=words_of([each.sentence, *theme, *area]))
    news = apps.get_model("learning", "NewsItem").objects.all()
    for each in news:
        news.filter(pk=each.pk).update(words=words_of([each.title, each.text]))


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0002_asking"),
    ]

    operations = [
        migrations.AddField(
            model_name="heard",
            name="words",
            field=models.TextField(default="", editable=False),
        ),
        migrations.AddField(
            model_name="newsitem",
            name="words",
            field=models.TextField(default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
