"""How often the pages of activities are opened."""

from common.protect.visits import Tally, counts_visits
from initiatives.models import ActivityVisits

tally = Tally(ActivityVisits, "activity")
visited = counts_visits(tally)
