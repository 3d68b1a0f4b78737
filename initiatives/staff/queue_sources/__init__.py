"""What waits for staff about organisations, initiatives and activities."""

from initiatives.staff.importing import IMPORTS
from initiatives.staff.queue_sources.changes import ProposedChanges
from initiatives.staff.queue_sources.claims import Claims
from initiatives.staff.queue_sources.entries import (
    Activities,
    Initiatives,
    Organisations,
)
from initiatives.staff.queue_sources.said import (
    DoubtedActivities,
    DoubtedInitiatives,
    DoubtedOrganisations,
    Reports,
)
from initiatives.staff.queue_sources.shown import Hosts, Photos, Removals

SOURCES = [
    Reports(),
    DoubtedActivities(),
    DoubtedInitiatives(),
    DoubtedOrganisations(),
    Organisations(),
    Initiatives(),
    Activities(),
    ProposedChanges(),
    Claims(),
    Photos(),
    Hosts(),
    Removals(),
    *IMPORTS,
]
