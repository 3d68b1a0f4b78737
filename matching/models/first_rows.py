"""The subjects that a new installation begins with; from there staff keep the list."""

from django.db import router

from common.translations.giving import mark_own_texts_checked
from matching.models.subject import Subject

SUBJECTS = [
    ("wandelen", "Wandelen of fietsen", "Walking or cycling"),
    ("praten", "Koffie en een praatje", "Coffee and a chat"),
    ("nederlands", "Nederlands oefenen", "Practising Dutch"),
    ("koken", "Samen koken en eten", "Cooking and eating together"),
    ("klussen", "Klussen in huis of tuin", "Odd jobs in house or garden"),
    ("computer", "Computer en telefoon", "Computer and telephone"),
    ("leren", "Iets leren of een opleiding kiezen", "Learning or choosing a course"),
    ("werk", "Werk vinden, iemand die een deur opent", "Finding work, opening a door"),
]


def fill_subjects(using="default", **kwargs):
    """Only where there is none yet: one that staff switched off does not come back.
    Runs after every migrate, as themes/themes.py does."""
    if not router.allow_migrate_model(using, Subject):  # the key store
        return
    if Subject.objects.using(using).exists():
        return
    for order, (slug, name, name_en) in enumerate(SUBJECTS, start=1):
        new = Subject(slug=slug, name=name, name_en=name_en, order=order * 10)
        new.save(using=using)
        mark_own_texts_checked(new, using)
