"""Whom staff ring about a place, on its page."""

from django.contrib import admin

from common.history.forms import CarefulInline
from places.models import PlaceContact


class ContactInline(CarefulInline, admin.StackedInline):
    model = PlaceContact
    extra = 0
