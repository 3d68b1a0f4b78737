"""Saving saves: what follows from it is called by its name, and only that mails."""

from datetime import date, time

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from common.duplicates import merging
from common.duplicates.merging import Mergeable
from common.kit.naming import models_that_are
from common.kit.storing import remove, store, store_and_tell
from common.mail.models import Mail
from places import search
from places.deciding.upkeep import derive_again
from places.models import MapVersion, Place
from tests.kit.factories import (
    VALKENBERG,
    make_activity,
    make_neighbourhood,
    make_place,
    make_sign_up,
)

pytestmark = pytest.mark.both("constraints")
OURS = {*settings.APPS}
# Models that refuse to be saved again: rows are only added.
ADD_ONLY = {"GoalSnapshot", "Measurement"}
# Models that do more than save when they are saved, and why that is all right: each
# fills columns of the row itself, and asks the database nothing.
FILLS_ITSELF = {
    "Binned": "until when it can come back",
    "DateChange": "who called it off, of what is called off no more",
    "Registration": "its address in small letters, and until when it is kept",
    "EntryReport": "whether it is urgent, and until when its address is kept",
    "PlaceReport": "whether it is urgent, and until when its address is kept",
    "Host": "its photo without what a camera adds to it",
    "DeskHost": "its photo without what a camera adds to it",
    "InitiativePhoto": "the photo without what a camera adds to it",
    "Photo": "the photo without what a camera adds to it",
    "HostRemoval": "until when the address of who asked is kept",
    "PhotoRemoval": "until when the address of who asked is kept",
    "PlacePhotoRemoval": "until when the address of who asked is kept",
    "Activity": "how easy its text reads",
    "Tour": "how easy its text reads",
    "Initiative": "how easy its text reads",
    "Organisation": "how easy its text reads",
    "Place": "how easy its text reads",
}


def our_models():
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in OURS and "Historical" not in model.__name__
    ]


def test_models_that_fill_something_when_saved_are_named_with_the_reason():
    fills = {
        model.__name__
        for model in our_models()
        if any(
            "save" in vars(base)
            for base in model.__mro__
            if base is not models.Model and issubclass(base, models.Model)
        )
    }

    assert fills - {"User"} - ADD_ONLY == FILLS_ITSELF.keys()


def test_no_model_does_anything_else_when_it_is_deleted():
    assert not [
        model
        for model in our_models()
        for base in model.__mro__
        if "delete" in vars(base) and base.__module__.split(".")[0] in OURS
    ]


def test_no_queryset_does_more_than_its_name_says():
    hidden = ["update", "delete", "create", "bulk_create", "bulk_update"]
    managers = {
        type(manager) for model in our_models() for manager in model._meta.managers
    }
    sets = {getattr(manager, "_queryset_class", manager) for manager in managers}

    assert not [
        f"{base.__name__}.{name}"
        for each in managers | sets
        for base in each.__mro__
        if base.__module__.split(".")[0] in OURS
        for name in hidden
        if name in vars(base)
    ]


@pytest.mark.django_db
def test_saving_a_place_costs_the_row_and_its_history(django_assert_num_queries):
    place = make_place()
    place.name = "Een andere bank"

    with django_assert_num_queries(4):  # the row; its version, with its themes
        place.save()


@pytest.mark.django_db
def test_a_place_that_was_not_prepared_cannot_be_saved():
    with pytest.raises(Exception, match="mercator_x"):
        Place.objects.create(name="Bank", slug="bank", kind_id=1, point=VALKENBERG)


@pytest.mark.django_db
def test_storing_a_place_brings_all_right_that_follows(django_assert_max_num_queries):
    place = make_place()
    version = MapVersion.current()
    place.point = VALKENBERG

    with django_assert_max_num_queries(20):
        store(place)

    assert MapVersion.current() > version
    assert derive_again(Place.objects.all()) == 0


@pytest.mark.django_db
def test_a_place_that_did_not_move_does_not_read_the_boundaries(
    django_assert_max_num_queries,
):
    place = make_place(neighbourhood=make_neighbourhood(), neighbourhood_from="demo")
    place.name = "Een andere bank"

    with django_assert_max_num_queries(18) as asked:
        store(place)

    assert not [one for one in asked if "boundary" in one["sql"]]


@pytest.mark.django_db
def test_saving_an_activity_mails_nobody_and_deciding_does(time_machine):
    time_machine.move_to("2026-11-23 12:00+01:00", tick=True)
    tuesday = date(2026, 12, 1)
    coffee = make_activity(first_on=tuesday, starts_at=time(10), has_sign_up=True)
    make_sign_up(coffee, tuesday)
    coffee.starts_at = time(14)

    coffee.save()
    assert not Mail.objects.exists()
    store(coffee)
    assert not Mail.objects.exists()
    coffee.starts_at = time(15)
    store_and_tell(coffee)
    assert Mail.objects.count() == 1


@pytest.mark.django_db
def test_a_place_that_is_removed_leaves_the_search_and_the_map():
    place = make_place(name="Verdwijnende bank")
    version = MapVersion.current()

    remove(place)

    assert MapVersion.current() > version
    assert not Place.objects.matching(search.expression_of(["verdwijnende"])).exists()


@pytest.mark.parametrize("model", models_that_are(Mergeable))
def test_of_all_that_points_to_what_merges_it_is_said_where_it_goes(model):
    """Whatever has a field to it goes over, but for what is named with a reason."""
    over = {
        f"{each.related_model.__name__}.{each.field.name}"
        for each in merging.pointing_to(model)
    }
    fields = {
        f"{other.__name__}.{field.name}"
        for other in our_models()
        for field in [*other._meta.concrete_fields, *other._meta.many_to_many]
        if field.related_model is model and field.name != "merged_into"
    }

    assert over == fields - model.stays_behind.keys()
    assert model.stays_behind.keys() <= fields
