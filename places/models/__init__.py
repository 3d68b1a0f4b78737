from places.models.area import District, Figure, Municipality, Neighbourhood
from places.models.hours import ClosingDay
from places.models.photo import Photo
from places.models.place import Place
from places.models.report import Confirmation, PlaceReport
from places.models.version import MapChange, MapVersion
from places.models.vocabulary import Dataset, PlaceKind, Synonym

__all__ = [
    "ClosingDay",
    "Confirmation",
    "Dataset",
    "District",
    "Figure",
    "MapChange",
    "MapVersion",
    "Municipality",
    "Neighbourhood",
    "Photo",
    "Place",
    "PlaceKind",
    "PlaceReport",
    "Synonym",
]
