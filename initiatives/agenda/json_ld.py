"""Pages as data for search engines and calendars: schema.org in JSON-LD. No names of
people."""

from initiatives.models import Activity, Occurrence, Organisation
from places.models import Place

CONTEXT = "https://schema.org"
STATUS = {True: "EventCancelled", False: "EventScheduled"}


def event(activity: Activity, row: Occurrence | None, base: str) -> dict:
    """schema.org/Event of the next time, or of the one that is asked for."""
    data = {
        "@context": CONTEXT,
        "@type": "Event",
        "name": activity.name,
        "description": activity.description,
        "url": f"{base}{activity.get_absolute_url()}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
    }
    if activity.cost in {"free", "paid"}:
        data["isAccessibleForFree"] = activity.cost == "free"
    if activity.languages:
        data["inLanguage"] = activity.languages
    if row is not None:
        status = "EventRescheduled" if row.is_moved else STATUS[row.is_cancelled]
        data |= {
            "startDate": row.starts_at.isoformat(),
            "eventStatus": f"{CONTEXT}/{status}",
        }
    if activity.organisation:
        data["organizer"] = {
            "@type": "Organization",
            "name": activity.organisation.name,
            "url": f"{base}{activity.organisation.get_absolute_url()}",
        }
    if activity.place:
        data["location"] = place(activity.place, base)
    elif activity.where:
        data["location"] = {"@type": "Place", "name": activity.where}
    return data


def place(found: Place, base: str) -> dict:
    data = {
        "@type": "Place",
        "name": found.name,
        "url": f"{base}{found.get_absolute_url()}",
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": round(found.point.y, 6),
            "longitude": round(found.point.x, 6),
        },
    }
    if found.address:
        data["address"] = found.address
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
        ("address", found.address),
    ]:
        if value:
            data[name] = value
    return data
