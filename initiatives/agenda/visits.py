"""How often the pages of activities and initiatives are opened."""

from common.protect.visits import Tally, counts_visits
from initiatives.models import ActivityVisits, InitiativeVisits

tally = Tally(ActivityVisits, "activity")
visited = counts_visits(tally)
of_initiatives = Tally(InitiativeVisits, "initiative")
initiative_visited = counts_visits(of_initiatives)
