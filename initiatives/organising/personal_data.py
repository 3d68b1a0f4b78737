"""What initiatives keep of people, and until when: see `common.protect.personal`."""

from django.utils.translation import gettext_lazy as _

from common.moderation.reporting import reports
from common.moderation.states import (
    RETENTION_AFTER_ARRIVAL,
    RETENTION_AFTER_HANDLING,
)
from common.photos.models import NEVER_SHOWN
from common.protect import staff_contact
from common.protect.personal import EVERY_FIELD, YEAR, Held, NotPersonal
from initiatives.models import (
    Activity,
    AskedStillRight,
    DateChange,
    Decision,
    DoorMessage,
    EntryReport,
    Host,
    Initiative,
    InitiativePhoto,
    Invitation,
    LiveChange,
    Occurrence,
    Organisation,
    OrganisationContact,
    OrganisationImport,
    OrganisationKnownAs,
    OrganisationRow,
    PhotoRemoval,
    Proposal,
    Registration,
    SentMessage,
    SignUp,
)
from initiatives.models.joining import (
    APPOINTMENT_RETENTION,
    AT_THE_DOOR,
    UNCONFIRMED_RETENTION,
)
from initiatives.models.joining import RETENTION as AFTER_SIGN_UP
from initiatives.models.organisation import ROWS_RETENTION
from initiatives.models.people import INVITATION_RETENTION, REGISTRATION_RETENTION
from initiatives.organising.leftovers import CONTACTS, VERSIONS, WORDS_OF_DATES

REPORTER = _("who reports something about an activity, initiative or organisation")
VISITOR = _("who signs up for an activity")
AT_DOOR = _("who asks someone to wait at the door")
REGISTERS = _("who registers an organisation or proposes something")
ORGANISER = _("who is there, or can be called, at an organisation or an activity")
ON_PHOTO = _("who took or is in a photo of an initiative")
HOST = _("a host")
TO_SHOW = _("so that visitors can reach them and know who receives them")
EXPLAINS = _("to explain who changed what")
ON_SITE = _("as long as it is on the site; {0} after it left")

JOINING = [
    Held(
        "sign-up",
        SignUp,
        ("first_name", "email", "phone"),
        what=_("your first name, and your e-mail address or telephone number"),
        whom=VISITOR,
        why=_("to keep a seat for you and to tell you what changes"),
        until=_(
            "{0} after the activity, {2} after an appointment; at once if you cancel; "
            "{1} after you signed up if you never confirm it"
        ),
        terms=(AFTER_SIGN_UP, UNCONFIRMED_RETENTION, APPOINTMENT_RETENTION),
        job="erase sign-ups",
    ),
    Held(
        "message",
        SentMessage,
        ("text", "sent_by"),
        what=_("what you wrote to who signed up, and that it was you"),
        whom=_("who writes for an organisation to who signed up"),
        why=_("to show your colleagues what was sent"),
        until=_("{0} after the activity"),
        terms=(AFTER_SIGN_UP,),
        job="erase sign-ups",
    ),
    Held(
        "door",
        DoorMessage,
        ("first_name", "text", "email"),
        what=_("your first name, your message and your e-mail address"),
        whom=AT_DOOR,
        why=_("so that someone waits for you"),
        until=_("{0} after the activity"),
        terms=(AT_THE_DOOR,),
        job="erase messages for the door",
    ),
    *reports.personal_data(EntryReport, "entry-report", REPORTER),
]
ORGANISING = [
    Held(
        "registration",
        Registration,
        ("email", "answers"),
        what=_("what you typed without confirming your address"),
        whom=REGISTERS,
        why=_("until you type the code from the mail"),
        until=_("{0} after you sent it"),
        terms=(REGISTRATION_RETENTION,),
        job="erase registrations never confirmed",
    ),
    Held(
        "invitation",
        Invitation,
        ("email", "token_hash"),
        what=_("the e-mail address of a colleague who was invited"),
        whom=_("who is invited by a colleague"),
        why=_("to let you in"),
        until=_("{0} after it was sent, or when you accept it"),
        terms=(INVITATION_RETENTION,),
        job="erase registrations never confirmed",
    ),
    Held(
        "organisation",
        Organisation,
        CONTACTS[Organisation],
        what=_("e-mail address, telephone number and address for visitors"),
        whom=ORGANISER,
        why=TO_SHOW,
        until=ON_SITE,
        terms=(YEAR,),
        job="erase how to reach who left",
        lasts=True,
    ),
    Held(
        "organisation-import",
        OrganisationRow,
        ("where", "source_id", "name", "texts", "raw", "was", "became"),
        what=_("what a file of organisations says, with how to reach them"),
        whom=ORGANISER,
        why=_("to look at what a file brings, and to undo it"),
        until=_("{0} after it was brought in"),
        terms=(ROWS_RETENTION,),
        job="erase files never imported",
    ),
    Held(
        "activity",
        Activity,
        CONTACTS[Activity],
        what=_("who receives you"),
        whom=ORGANISER,
        why=TO_SHOW,
        until=ON_SITE,
        terms=(YEAR,),
        job="erase how to reach who left",
        lasts=True,
    ),
    Held(
        "initiative",
        Initiative,
        CONTACTS[Initiative],
        what=_("who of the municipality helps"),
        whom=ORGANISER,
        why=_("so that colleagues know whom to ask"),
        until=ON_SITE,
        terms=(YEAR,),
        job="erase how to reach who left",
        lasts=True,
    ),
    *(
        Held(
            f"{model._meta.model_name}-history",
            model.history.model,
            CONTACTS[model],
            what=_("the same, in earlier versions"),
            whom=ORGANISER,
            why=EXPLAINS,
            until=_("{0} after it was replaced"),
            terms=(VERSIONS,),
            job="erase how to reach who left",
            lasts=True,
        )
        for model in CONTACTS
    ),
    Held(
        "proposal",
        Proposal,
        ("changes",),
        what=_("a change that was proposed, with a telephone number for instance"),
        whom=ORGANISER,
        why=_("to decide about it"),
        until=_("{0} after it was proposed"),
        terms=(VERSIONS,),
        job="erase proposals of long ago",
    ),
    Held(
        "reason",
        DateChange,
        ("reason",),
        what=_("why a date was called off; people may write names in it"),
        whom=ORGANISER,
        why=_("so that visitors know"),
        until=_("{0} after the date"),
        terms=(WORDS_OF_DATES,),
        job="erase why dates were called off",
    ),
    Held(
        "reason-history",
        DateChange.history.model,
        ("reason",),
        what=_("the same, in earlier versions"),
        whom=ORGANISER,
        why=EXPLAINS,
        until=_("{0} after the date"),
        terms=(WORDS_OF_DATES,),
        job="erase why dates were called off",
    ),
    Held(
        "reason-of-date",
        Occurrence,
        ("reason",),
        what=_("the same, in the list of dates"),
        whom=ORGANISER,
        why=_("so that visitors know"),
        until=_("{0} after the date"),
        terms=(WORDS_OF_DATES,),
        job="erase why dates were called off",
    ),
]
AT_ORGANISATION = _("who can be rung about an organisation")
RINGING = [
    staff_contact.personal_data(
        OrganisationContact, "organisation-contact", AT_ORGANISATION
    )
]
SHOWN = [
    Held(
        "host",
        Host,
        ("title", "first_name", "languages", "photo"),
        what=_("first name, languages and photo"),
        whom=HOST,
        why=_("so that visitors know whom they meet"),
        until=_(
            "as long as you agree; who takes that back has it erased at once; "
            "{0} if we never showed it"
        ),
        terms=(NEVER_SHOWN,),
        job="erase photos nobody decided about",
        lasts=True,
    ),
    Held(
        "host-history",
        Host.history.model,
        ("title",),
        what=_("what you are there, in earlier versions"),
        whom=HOST,
        why=EXPLAINS,
        until=_("as long as you are a host"),
        lasts=True,
    ),
    Held(
        "initiative-photo",
        InitiativePhoto,
        ("image", "alt", "credit"),
        what=_("a photo, what is on it and who made it"),
        whom=ON_PHOTO,
        why=_("to show what happens there; the maker is named below it"),
        until=_(
            "as long as the photo is there; one press takes it away; "
            "{0} if we never showed it"
        ),
        terms=(NEVER_SHOWN,),
        job="erase photos nobody decided about",
        lasts=True,
    ),
    Held(
        "initiative-photo-history",
        InitiativePhoto.history.model,
        ("alt", "credit"),
        what=_("earlier words below a photo"),
        whom=ON_PHOTO,
        why=EXPLAINS,
        until=_("as long as the photo is there"),
        lasts=True,
    ),
    Held(
        "removal",
        PhotoRemoval,
        ("email",),
        what=_("your e-mail address"),
        whom=_("someone in a photo of an initiative who asks us to remove it"),
        why=_("to answer you"),
        until=_("{0} after our answer, {1} after it came at the latest"),
        terms=(RETENTION_AFTER_HANDLING, RETENTION_AFTER_ARRIVAL),
        job="erase who had a photo removed",
    ),
]
ENTRY = ("refusal_reason", "name", "slug", "description", "website")
NOTHING = [
    NotPersonal(
        _("what the site tells of organisations and what they do, to everyone"),
        {
            Organisation: (*ENTRY, "kvk_number", "known_from", "source_id"),
            Initiative: (*ENTRY, "for_whom", "cost_note"),
            Activity: (
                *ENTRY, "where", "feelings", "languages", "cost_note", "rule", "words",
                "shown_as", "first_minutes", "dimensions",
            ),
        },
    ),
    NotPersonal(
        _("what staff and its makers wrote about an entry; it goes with the entry"),
        {Decision: ("answer", "reply")},
    ),
    NotPersonal(
        _("codes and names of fields that this site itself writes"),
        {
            LiveChange: (EVERY_FIELD,),
            AskedStillRight: (EVERY_FIELD,),
            SignUp: ("language",),
            OrganisationKnownAs: (EVERY_FIELD,),
            OrganisationImport: (EVERY_FIELD,),
            DoorMessage: ("language",),
        },
    ),
]  # fmt: skip
PERSONAL_DATA = [*JOINING, *ORGANISING, *RINGING, *SHOWN, *NOTHING]
