from places.models.area import District, Figure, Municipality, Neighbourhood
from places.models.photo import Photo
from places.models.place import Place
from places.models.version import MapChange, MapVersion
from places.models.vocabulary import Dataset, PlaceKind, Synonym

__all__ = [
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
    "Synonym",
]
