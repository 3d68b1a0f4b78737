from initiatives.models.activity import Activity, DateChange, Occurrence
from initiatives.models.host import Host
from initiatives.models.initiative import Initiative
from initiatives.models.joining import DateSeats, DoorMessage, SentMessage, SignUp
from initiatives.models.moderation import (
    Decision,
    EntryReport,
    LiveChange,
    Proposal,
    Remark,
)
from initiatives.models.organisation import (
    Membership,
    Organisation,
    OrganisationImport,
    OrganisationKnownAs,
    OrganisationRow,
)
from initiatives.models.people import (
    Claim,
    Invitation,
    OrganisationContact,
    Registration,
)
from initiatives.models.photo import InitiativePhoto, PhotoRemoval
from initiatives.models.still_right import AskedStillRight
from initiatives.models.visits import ActivityVisits, InitiativeVisits

__all__ = [
    "Activity",
    "ActivityVisits",
    "AskedStillRight",
    "Claim",
    "DateChange",
    "DateSeats",
    "Decision",
    "DoorMessage",
    "EntryReport",
    "Host",
    "Initiative",
    "InitiativePhoto",
    "InitiativeVisits",
    "Invitation",
    "LiveChange",
    "Membership",
    "Occurrence",
    "Organisation",
    "OrganisationContact",
    "OrganisationImport",
    "OrganisationKnownAs",
    "OrganisationRow",
    "PhotoRemoval",
    "Proposal",
    "Registration",
    "Remark",
    "SentMessage",
    "SignUp",
]
