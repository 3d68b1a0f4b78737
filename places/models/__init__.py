from places.facts.cost import Cost
from places.models.area import District, Figure, Municipality, Neighbourhood
from places.models.freshness import FreshCount, PlaceContact, SeenBatch
from places.models.hours import ClosingDay
from places.models.imports import AlsoKnownAs, ImportRow, ImportRun, KnownAddress
from places.models.photo import Photo, PlacePhotoRemoval
from places.models.place import Place
from places.models.report import (
    Confirmation,
    Doubt,
    PlaceReport,
    Suggester,
    VisitorAnswer,
    VisitorFact,
)
from places.models.version import MapChange, MapVersion
from places.models.visits import PlaceVisits
from places.models.vocabulary import Dataset, PlaceKind, Synonym

__all__ = [
    "AlsoKnownAs",
    "ClosingDay",
    "Confirmation",
    "Cost",
    "Dataset",
    "District",
    "Doubt",
    "Figure",
    "FreshCount",
    "ImportRow",
    "ImportRun",
    "KnownAddress",
    "MapChange",
    "MapVersion",
    "Municipality",
    "Neighbourhood",
    "Photo",
    "Place",
    "PlaceContact",
    "PlaceKind",
    "PlacePhotoRemoval",
    "PlaceReport",
    "PlaceVisits",
    "SeenBatch",
    "Suggester",
    "Synonym",
    "VisitorAnswer",
    "VisitorFact",
]
