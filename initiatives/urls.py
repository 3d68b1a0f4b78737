from django.urls import path, register_converter

from common.web.http import public_page
from initiatives.agenda import feeds, visits
from initiatives.facts.converters import DayConverter
from initiatives.views import (
    agenda,
    idea,
    joining,
    poster,
    private,
    public,
    register,
    removal,
    saying,
    soon,
    still_right,
)
from initiatives.views.mine import (
    entries,
    languages,
    overview,
    pauses,
    people,
    photos_and_hosts,
    preview,
    sent,
    times,
    who,
)

register_converter(DayConverter, "day")

ENTRIES = {
    "activity": "agenda",
    "initiative": "initiatieven",
    "organisation": "organisaties",
}


def _below(kind: str, pages: str) -> list:
    """What visitors say of an entry of this kind, and its poster, below its page."""
    page, about = f"{pages}/<slug:slug>", {"kind": kind}
    return [
        path(f"{page}/klopt-dit/", saying.say, about, name=f"say-{kind}"),
        path(f"{page}/melden/", saying.report, about, name=f"report-{kind}"),
        path(f"{page}/onveilig/", saying.report_unsafe, about, name=f"unsafe-{kind}"),
        path(f"{page}/bedankt/<slug:said>/", saying.thanks, about, name=f"said-{kind}"),
        path(f"{page}/poster/", poster.poster, about, name=f"poster-{kind}"),
    ]


app_name = "initiatives"
urlpatterns = [
    *(each for kind, pages in ENTRIES.items() for each in _below(kind, pages)),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda.ics", agenda.feed, name="calendar"),
    path("agenda.atom", public_page(feeds.NewActivities()), name="new-activities"),
    path(
        "initiatieven.atom", public_page(feeds.NewInitiatives()), name="new-initiatives"
    ),
    path("agenda/<slug:slug>/", public.activity, name="activity"),
    path("agenda/<slug:slug>/bezocht/", visits.visited, name="visited"),
    path("agenda/<slug:slug>.ics", public.activity_calendar, name="activity-calendar"),
    path(
        "agenda/<slug:slug>/<day:day>.ics",
        public.occurrence_calendar,
        name="occurrence-calendar",
    ),
    path("agenda/<slug:slug>/<day:day>/", public.occurrence, name="occurrence"),
    path("agenda/<slug:slug>/<day:day>/aanmelden/", joining.sign_up, name="sign-up"),
    path(
        "agenda/<slug:slug>/<day:day>/aanmelden/verstuurd/",
        joining.sign_up_sent,
        name="sign-up-sent",
    ),
    path(
        "agenda/<slug:slug>/<day:day>/wacht-op-mij/",
        joining.wait_at_door,
        name="wait-at-door",
    ),
    path(
        "agenda/<slug:slug>/<day:day>/wacht-op-mij/verstuurd/",
        joining.wait_thanks,
        name="wait-thanks",
    ),
    path("deze-keer-niet/<secret:token>/", private.call_off, name="call-off"),
    path(
        "mails-stoppen/<secret:token>/", private.stop_reminders, name="stop-reminders"
    ),
    path("weekmail-stoppen/<secret:token>/", private.stop_weekly, name="stop-weekly"),
    path("aan-de-deur/<secret:token>/", private.door_message, name="door-message"),
    path("aanmelding/<secret:token>/", joining.my_sign_up, name="my-sign-up"),
    path("plekken/<slug:slug>/agenda.ics", public.place_calendar, name="at-place"),
    path("plekken/<slug:slug>/straks.json", soon.at_place, name="soon-at-place"),
    path(
        "buurten/<slug:slug>/agenda.ics",
        public.neighbourhood_calendar,
        name="in-neighbourhood",
    ),
    path("organisaties/", public.organisations, name="organisations"),
    path("organisaties/voorwaarden/", public.criteria, name="criteria"),
    path("organisaties/aanmelden/", register.register, name="register"),
    path("organisaties/aanmelden/datums.json", register.preview_dates, name="preview"),
    path("organisaties/<slug:slug>/", public.organisation, name="organisation"),
    path(
        "organisaties/<slug:slug>/agenda.ics",
        public.organisation_calendar,
        name="organisation-calendar",
    ),
    path("plek-voor-je-idee/", idea.idea, name="idea"),
    path("initiatieven/", public.initiatives, name="initiatives"),
    path("initiatieven/voorstellen/", register.propose, name="propose"),
    path("initiatieven/<slug:slug>/", public.initiative, name="initiative"),
    path(
        "initiatieven/<slug:slug>/bezocht/",
        visits.initiative_visited,
        name="initiative-visited",
    ),
    path(
        "initiatieven/<slug:slug>/<slug:what>/<number:pk>/sta-jij-hierop/",
        removal.ask,
        name="photo-removal",
    ),
    path(
        "initiatieven/<slug:slug>/foto-verborgen/",
        removal.thanks,
        name="photo-hidden",
    ),
    path("uitnodiging/<secret:token>/", people.invitation, name="invitation"),
    path("klopt-nog/<secret:token>/", still_right.by_mail, name="still-right-by-mail"),
    path("mijn/", overview.overview, name="mine"),
    path("mijn/<slug:kind>/<number:pk>/opnieuw/", overview.resubmit, name="resubmit"),
    path("mijn/<slug:kind>/<number:pk>/stoppen/", overview.stop, name="stop"),
    path("mijn/verstuurd/<number:pk>/van-mij/", sent.is_mine, name="is-mine"),
    path(
        "mijn/verstuurd/<number:pk>/niet-van-mij/", sent.is_not_mine, name="is-not-mine"
    ),
    path("mijn/voorstel/<number:pk>/intrekken/", overview.withdraw, name="withdraw"),
    path(
        "mijn/voorstel/<number:pk>/antwoord/", overview.answer, name="answer-question"
    ),
    path("mijn/<slug:kind>/<number:pk>/talen/", languages.page, name="languages"),
    path(
        "mijn/organisatie/<number:pk>/", entries.organisation, name="edit-organisation"
    ),
    path(
        "mijn/organisatie/<number:pk>/initiatief/",
        entries.new_initiative,
        name="new-initiative",
    ),
    path(
        "mijn/organisatie/<number:pk>/activiteit/",
        entries.new_activity,
        name="new-activity",
    ),
    path("mijn/<slug:kind>/<number:pk>/voorbeeld/", preview.frame, name="as-visitor"),
    path(
        "mijn/<slug:kind>/<number:pk>/voorbeeld/bladzijde/",
        preview.page,
        name="as-visitor-page",
    ),
    path("mijn/organisatie/<number:pk>/weekmail/", people.weekly, name="weekly"),
    path("mijn/organisatie/<number:pk>/mensen/", people.page, name="people"),
    path("mijn/organisatie/<number:pk>/vertrekken/", people.leave, name="leave"),
    path(
        "mijn/organisatie/<number:pk>/uitnodiging/<number:invitation_pk>/intrekken/",
        people.withdraw,
        name="withdraw-invitation",
    ),
    path(
        "mijn/organisatie/<number:pk>/mensen/<number:member_pk>/rol/",
        people.change,
        name="change-role",
    ),
    path(
        "mijn/organisatie/<number:pk>/mensen/<number:member_pk>/verwijderen/",
        people.remove,
        name="remove-person",
    ),
    path("mijn/initiatief/<number:pk>/", entries.initiative, name="edit-initiative"),
    path(
        "mijn/initiatief/<number:pk>/foto/",
        photos_and_hosts.new_photo,
        name="new-photo",
    ),
    path(
        "mijn/initiatief/<number:pk>/foto/<number:photo_pk>/",
        photos_and_hosts.photo,
        name="edit-photo",
    ),
    path(
        "mijn/initiatief/<number:pk>/foto/<number:photo_pk>/weg/",
        photos_and_hosts.remove_photo,
        name="remove-photo",
    ),
    path(
        "mijn/initiatief/<number:pk>/gezicht/",
        photos_and_hosts.new_host,
        name="new-host",
    ),
    path(
        "mijn/initiatief/<number:pk>/gezicht/<number:host_pk>/",
        photos_and_hosts.host,
        name="edit-host",
    ),
    path(
        "mijn/initiatief/<number:pk>/gezicht/<number:host_pk>/weg/",
        photos_and_hosts.remove_host,
        name="remove-host",
    ),
    path("mijn/activiteit/<number:pk>/", entries.activity, name="edit-activity"),
    path(
        "mijn/activiteit/<number:pk>/klopt-nog/",
        overview.still_right,
        name="still-right",
    ),
    path("mijn/activiteit/<number:pk>/datums/", times.dates, name="dates"),
    path("mijn/activiteit/<number:pk>/overslaan/", times.skip, name="skip"),
    path(
        "mijn/activiteit/<number:pk>/pauze-of-extra/",
        pauses.pause_or_extra,
        name="pause-or-extra",
    ),
    path(
        "mijn/activiteit/<number:pk>/<day:day>/weg/", pauses.take_away, name="take-away"
    ),
    path("mijn/activiteit/<number:pk>/<day:day>/", times.one_time, name="one-time"),
    path(
        "mijn/activiteit/<number:pk>/<day:day>/wie-komt/",
        who.who_comes,
        name="who-comes",
    ),
    path(
        "mijn/activiteit/<number:pk>/<day:day>/wie-komt/aan-de-deur/",
        who.at_door,
        name="at-door",
    ),
    path(
        "mijn/activiteit/<number:pk>/<day:day>/terug/",
        times.take_back,
        name="take-back",
    ),
]
