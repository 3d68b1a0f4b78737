"""What places keep of people, and until when: see `common.protect.personal`."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from common.moderation.reporting import reports
from common.moderation.states import (
    RETENTION_AFTER_ARRIVAL,
    RETENTION_AFTER_HANDLING,
)
from common.photos import pending_uploads
from common.photos.models import NEVER_SHOWN
from common.protect import staff_contact
from common.protect.personal import EVERY_FIELD, Held, NotPersonal
from places.models import (
    AlsoKnownAs,
    ClosingDay,
    Dataset,
    District,
    Figure,
    ImportRow,
    ImportRun,
    KnownAddress,
    Municipality,
    Neighbourhood,
    Photo,
    Place,
    PlaceContact,
    PlaceKind,
    PlacePhotoRemoval,
    PlaceReport,
    SeenBatch,
    Suggester,
    Synonym,
    VisitorAnswer,
    VisitorFact,
)

AT_PLACE = _("who can be rung about a place")
REPORTER = _("who reports something about a place")

ENTRIES = [
    *reports.personal_data(PlaceReport, "report", REPORTER),
    staff_contact.personal_data(PlaceContact, "place-contact", AT_PLACE),
    Held(
        "answer-sender",
        VisitorAnswer,
        ("sender",),
        what=_("a keyed hash of your network address"),
        whom=_("who answers a question about a place"),
        why=_("so that someone counts once a day"),
        until="{0}",
        terms=(VisitorAnswer.SENDER_RETENTION,),
        job="erase who answered a question",
    ),
    Held(
        "suggester",
        Suggester,
        ("email",),
        what=_("your e-mail address"),
        whom=_("who suggests a place"),
        why=_("to tell you what became of it"),
        until=_("until we told you, {0} after it came at the latest"),
        terms=(Suggester.RETENTION,),
        job="erase who suggested something",
    ),
    Held(
        "removal-of-place-photo",
        PlacePhotoRemoval,
        ("email",),
        what=_("your e-mail address"),
        whom=_("someone in a photo of a place who asks us to remove it"),
        why=_("to answer you"),
        until=_("{0} after our answer, {1} after it came at the latest"),
        terms=(RETENTION_AFTER_HANDLING, RETENTION_AFTER_ARRIVAL),
        job="erase who had a photo removed",
    ),
    Held(
        "photo",
        Photo,
        ("image", "alt", "credit"),
        what=_("a photo, what is on it and who made it"),
        whom=_("who took or is in a photo of a place"),
        why=_("to show the place; the maker is named below it"),
        until=_(
            "as long as the photo is there; one press takes it away; "
            "{0} if we never showed it"
        ),
        terms=(NEVER_SHOWN,),
        job="erase photos nobody decided about",
        lasts=True,
    ),
    Held(
        "photo-history",
        Photo.history.model,
        ("alt", "credit"),
        what=_("earlier words below a photo"),
        whom=_("who took or is in a photo of a place"),
        why=_("to explain who changed what"),
        until=_("as long as the photo is there"),
        lasts=True,
    ),
    Held(
        "photo-not-sent",
        None,
        (),
        what=_("a photo that you chose and did not send"),
        whom=_("who suggests a place"),
        why=_("so that you need not choose it again"),
        until="{0}",
        terms=(timedelta(seconds=pending_uploads.RETENTION_SECONDS),),
        job="erase photos never sent",
    ),
]
PUBLISHED = NotPersonal(
    _("what the site tells of places to everyone, of a place and no person"),
    {
        Place: (
            "refusal_reason", "name", "slug", "address", "description",
            "description_en", "website", "cost_note", "opening_hours", "source_id",
            "source_fields", "source_raw",
        ),
        Photo: ("licence",),
        VisitorFact: ("question",),
        Suggester: ("language",),
    },
)  # fmt: skip
REFERENCE = NotPersonal(
    _("areas, figures, words and sources: public, and of nobody"),
    dict.fromkeys(
        [
            Municipality, District, Neighbourhood, Figure, PlaceKind, Dataset, Synonym,
            ClosingDay,
        ],
        (EVERY_FIELD,),
    ),
)  # fmt: skip
IMPORTED = NotPersonal(
    _("files of places that staff bring in, with places in them"),
    {
        ImportRun: (EVERY_FIELD,),
        ImportRow: (EVERY_FIELD,),
        KnownAddress: (EVERY_FIELD,),
        AlsoKnownAs: (EVERY_FIELD,),
    },
)
SENT = NotPersonal(
    _("a number by which what a colleague sent works once, erased after that"),
    {SeenBatch: (EVERY_FIELD,)},
)
PERSONAL_DATA = [*ENTRIES, PUBLISHED, REFERENCE, IMPORTED, SENT]
