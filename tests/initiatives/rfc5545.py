"""A strict reader of calendars: what RFC 5545 demands, and RFC 5546 of a published one.

It knows nothing of how we write them, and says every fault that it finds.
"""

import re
from collections import Counter

LINE = re.compile(
    rb"(?P<name>[A-Za-z0-9-]+)(?P<parameters>(?:;(?:[^:\"]|\"[^\"]*\")+)?):(?P<value>.*)",
    re.S,
)
PARAMETER = re.compile(r'([A-Za-z0-9-]+)=("[^"]*"|[^";:,]*)(?:,("[^"]*"|[^";:,]*))*')
LOCAL = re.compile(r"\d{8}T\d{6}")
UTC = re.compile(r"\d{8}T\d{6}Z")
TEXT = re.compile(r"(?:[^\\,;\x00-\x08\x0a-\x1f\x7f]|\\[\\;,nN])*")
DURATION = re.compile(r"[+-]?P(\d+W|(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?)")
RULE = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*")
# How often each may stand in a component: exactly once, at most once.
ONCE = {
    "VCALENDAR": {"PRODID", "VERSION", "METHOD"},
    # RFC 5546, 3.2.1: of an event that is published.
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "ORGANIZER"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
AT_MOST_ONCE = {
    "VCALENDAR": {"CALSCALE"},
    "VEVENT": {
        "CLASS", "CREATED", "DESCRIPTION", "DTEND", "DURATION", "GEO", "LAST-MODIFIED",
        "LOCATION", "PRIORITY", "RECURRENCE-ID", "RRULE", "SEQUENCE", "STATUS",
        "TRANSP", "URL",
    },
    "VTIMEZONE": {"LAST-MODIFIED", "TZURL"},
}  # fmt: skip
NEVER = {"VEVENT": {"ATTENDEE", "REQUEST-STATUS"}}
ADDRESS = re.compile(r"[a-z]+:\S+")
FORMS = {
    **dict.fromkeys(["SUMMARY", "DESCRIPTION", "LOCATION", "UID"], TEXT),
    **dict.fromkeys(["DTSTAMP", "LAST-MODIFIED", "CREATED"], UTC),
    **dict.fromkeys(["URL", "ORGANIZER"], ADDRESS),
    "SEQUENCE": re.compile(r"\d{1,9}|1\d{9}"),
    "REFRESH-INTERVAL": DURATION,
}
OUTSIDE_QUOTES = re.compile(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")
MOMENTS = {"DTSTART", "DTEND", "EXDATE", "RDATE", "RECURRENCE-ID"}
STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED"}


def faults(calendar: bytes) -> list[str]:
    """Everything that is wrong with it; empty for a calendar that is right."""
    found = list(_of_lines(calendar))
    lines = re.sub(rb"\r\n[ \t]", b"", calendar).split(b"\r\n")[:-1]
    rows, stack, components = [], [], []
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None:
            found.append(f"no content line: {line!r}")
            continue
        name, value = match["name"].decode().upper(), match["value"].decode()
        if name == "BEGIN":
            stack.append((value, rows := []))
        elif name == "END":
            kind, mine = stack.pop()
            if kind != value:
                found.append(f"{kind} ends as {value}")
            components.append((kind, mine))
            rows = stack[-1][1] if stack else []
        else:
            rows.append((name, match["parameters"].decode(), value))
    if stack or not components or components[-1][0] != "VCALENDAR":
        found.append("not one whole calendar")
    zones = {
        value
        for kind, mine in components
        for name, _parameters, value in mine
        if (kind, name) == ("VTIMEZONE", "TZID")
    }
    for kind, mine in components:
        found += _of_component(kind, mine, zones)
    return found + list(
        _of_all([mine for kind, mine in components if kind == "VEVENT"])
    )


def _of_lines(calendar):
    if not calendar.endswith(b"\r\n"):
        yield "the last line has no end"
    for line in calendar.split(b"\r\n"):
        if len(line) > 75:
            yield f"a line of {len(line)} octets: {line[:30]!r}"
        if b"\n" in line or b"\r" in line:
            yield f"a line break that is half of one: {line[:30]!r}"
    try:
        re.sub(rb"\r\n[ \t]", b"", calendar).decode()
    except UnicodeDecodeError as error:
        yield f"no UTF-8: {error}"


def _of_component(kind, rows, zones):
    counts = Counter(name for name, _parameters, _value in rows)
    for name in ONCE.get(kind, ()):
        if counts[name] != 1:
            yield f"{kind} has {counts[name]} times {name}"
    for name in AT_MOST_ONCE.get(kind, ()):
        if counts[name] > 1:
            yield f"{kind} has {counts[name]} times {name}"
    for name in NEVER.get(kind, ()):
        if counts[name]:
            yield f"{kind} has {name}"
    for name, parameters, value in rows:
        yield from _of_property(kind, name, parameters, value, zones)
    values = {name: value for name, _parameters, value in rows}
    if "DTEND" in values and "DURATION" in values:
        yield "DTEND beside DURATION"
    if values.get("STATUS", "CONFIRMED") not in STATUSES:
        yield f"status {values['STATUS']}"


def _of_property(kind, name, parameters, value, zones):
    for part in filter(None, OUTSIDE_QUOTES.split(parameters)):
        if not PARAMETER.fullmatch(part):
            yield f"parameter of {name}: {part}"
    if name in FORMS and not FORMS[name].fullmatch(value):
        yield f"{name} is not in its form: {value!r}"
    if name == "RRULE":
        yield from _of_rule(value)
    if kind == "VEVENT" and name in MOMENTS:
        yield from _of_moments(name, parameters, value, zones)
    if name == "GEO":
        latitude, _semicolon, longitude = value.partition(";")
        if not (abs(float(latitude)) <= 90 and abs(float(longitude)) <= 180):
            yield f"geo {value}"


def _of_moments(name, parameters, value, zones):
    zone = re.search(r";TZID=([^;:]+)", parameters)
    for each in value.split(","):
        if zone and zone[1] not in zones:
            yield f"{name} in a zone that is not there: {zone[1]}"
        if not (LOCAL if zone else UTC).fullmatch(each):
            yield f"{name} is no moment: {each}"


def _of_rule(value):
    if not RULE.fullmatch(value):
        yield f"rule {value}"
        return
    parts = [part.partition("=") for part in value.split(";")]
    names = [name for name, _equals, _value in parts]
    if len(set(names)) != len(names) or "FREQ" not in names:
        yield f"rule {value}"
    until = {name: text for name, _equals, text in parts}.get("UNTIL")
    if until and not UTC.fullmatch(until) and "T" in until:
        yield f"until is not in UTC: {until}"


def _of_all(events):
    """One series an identity, its single dates beside it, all of the same kind."""
    keys = Counter()
    for rows in events:
        values = {name: value for name, _parameters, value in rows}
        keys[values.get("UID"), values.get("RECURRENCE-ID")] += 1
        if "RECURRENCE-ID" in values and "RRULE" in values:
            yield "a single date with a rule"
    for (uid, on), count in keys.items():
        if count > 1:
            yield f"{uid} {on} stands there {count} times"
        if on is not None and (uid, None) not in keys:
            yield f"{uid} {on} belongs to no series"
