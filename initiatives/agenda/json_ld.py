"""Activities and organisations as data for search engines and calendars: schema.org in
JSON-LD. No names of people."""

from django.conf import settings
from django.utils import timezone

from initiatives.facts.rules import moment
from initiatives.models import Activity, Initiative, Occurrence, Organisation
from places.finding import json_ld as of_places
from places.finding.json_ld import CONTEXT, postal


def event(activity: Activity, row: Occurrence | None, base: str) -> dict:
    """schema.org/Event of the next time, or of the one that is asked for."""
    data = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": activity.name,
        "description": activity.description,
        "url": f"{base}{activity.get_absolute_url()}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": _location(activity, base),
    }
    if activity.cost in {"free", "paid"}:
        data["isAccessibleForFree"] = activity.cost == "free"
    if activity.languages:
        data["inLanguage"] = activity.languages
    if row is not None:
        data |= _time(activity, row)
    if activity.organisation:
        data["organizer"] = {
            "@type": "Organization",
            "name": activity.organisation.name,
            "url": f"{base}{activity.organisation.get_absolute_url()}",
        }
    return data


def _time(activity, row) -> dict:
    """When it is by the clock here, and what became of it."""
    usual = moment(row.rule_date, activity.starts_at)
    is_rescheduled = row.is_moved and row.starts_at != usual
    status = "EventRescheduled" if is_rescheduled else "EventScheduled"
    if row.is_cancelled:
        status = "EventCancelled"
    data = {"startDate": _local(row.starts_at), "eventStatus": f"{CONTEXT}/{status}"}
    if row.ends_at:
        data["endDate"] = _local(row.ends_at)
    if is_rescheduled:
        data["previousStartDate"] = _local(usual)
    return data


def _local(at) -> str:
    return timezone.localtime(at).isoformat()


def _location(activity, base) -> dict:
    if activity.place:
        return of_places.place(activity.place, base)
    return {
        "@type": "Place",
        "name": activity.where,
        "address": postal(town=settings.SITE_CITY),
    }


def initiative(found: Initiative, base: str) -> dict:
    """schema.org/Project: what people do together, with where that is."""
    data = {
        "@context": CONTEXT,
        "@type": "Project",
        "name": found.name,
        "description": found.description,
        "url": f"{base}{found.get_absolute_url()}",
    }
    if spots := [of_places.place(place, base) for place in found.spots]:
        data["location"] = spots
    elif found.area:
        address = postal(town=settings.SITE_CITY)
        data["location"] = [
            {"@type": "Place", "name": found.area.name, "address": address}
        ]
    if found.is_city_wide:
        data["areaServed"] = settings.SITE_CITY
    elif found.area:
        data["areaServed"] = found.area.name
    if found.website:
        data["sameAs"] = found.website
    return data


def organisation(found: Organisation, base: str) -> dict:
    data = {
        "@context": CONTEXT,
        "@type": "Organization",
        "name": found.name,
        "url": f"{base}{found.get_absolute_url()}",
    }
    for name, value in [
        ("description", found.description),
        ("sameAs", found.website),
        ("email", found.public_email),
        ("telephone", found.phone),
        ("address", found.address and postal(found.address)),
    ]:
        if value:
            data[name] = value
    return data
