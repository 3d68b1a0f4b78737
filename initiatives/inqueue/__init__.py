"""What waits for staff about organisations, initiatives and activities."""

from initiatives.inqueue.changes import ProposedChanges
from initiatives.inqueue.claims import Claims
from initiatives.inqueue.entries import Activities, Initiatives, Organisations
from initiatives.inqueue.shown import Hosts, Photos, Removals

SOURCES = [
    Organisations(),
    Initiatives(),
    Activities(),
    ProposedChanges(),
    Claims(),
    Photos(),
    Hosts(),
    Removals(),
]
