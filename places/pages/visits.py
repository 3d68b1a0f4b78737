"""How often the pages of places are opened."""

from common.protect.visits import Tally, counts_visits
from places.models import PlaceVisits

tally = Tally(PlaceVisits, "place")
visited = counts_visits(tally)
