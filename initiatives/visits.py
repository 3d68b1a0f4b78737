"""How often the pages of activities are opened."""

from initiatives.models import ActivityVisits
from ontmoeten.lib.visits import Tally, counts_visits

tally = Tally(ActivityVisits, "activity")
visited = counts_visits(tally)
