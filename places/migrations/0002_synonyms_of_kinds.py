"""The search takes a kind by its names and no longer by its words for imports; those
that do mean the same become synonyms. Where there are none yet, the first rows come
with them."""

from django.db import migrations

SAME = {
    "speeltuin, speelplek, speelplaats, speelveld": "speelvoorziening",
    "volkstuin, moestuin, buurttuin": "gedeelde tuin",
    "bankje, zitplek, zitplaats": "zitbank",
    "watertap, drinkwater, kraan, waterpunt": "watertappunt",
    "verlicht, verlichting, lamp, lantaarn": "licht",
}
KINDS_OF_CHURCH = "kerk, gebedshuis, kapel"
ALSO = {
    "sportveld": "sportplek",
    "garden, allotment": "buurttuin",
    "picnic, picknicken": "picknicktafel",
}


def change(apps, schema_editor):
    synonyms = apps.get_model("places", "Synonym").objects.using(
        schema_editor.connection.alias
    )
    if not synonyms.exists():
        return
    for words, more in SAME.items():
        synonyms.filter(words=words, finds="").update(words=f"{words}, {more}")
    synonyms.filter(words=KINDS_OF_CHURCH, finds="").update(words="kerk, kapel")
    for words, finds in ALSO.items():
        synonyms.get_or_create(words=words, finds=finds)


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]
    operations = [migrations.RunPython(change, migrations.RunPython.noop)]
