"""The dates of iCalendar computed in another way: lines by regular expressions, rules
by dateutil, without zones, by the clock of the event. It knows nothing of our reader.

It reads what is written well, and that is all it is for.
"""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from initiatives.facts.rules import HERE

EVENT = re.compile(r"BEGIN:VEVENT\n(.*?)END:VEVENT", re.DOTALL | re.IGNORECASE)
LINE = re.compile(r"^([A-Z-]+)((?:;[^:\n]*?(?:\"[^\"]*\")?)*):(.*)$", re.M | re.I)
ZONE = re.compile(r"TZID=\"?([^;\":]+)", re.I)
OWN = re.compile(r"^X-WR-TIMEZONE:(.*)$", re.MULTILINE)
# Names that stand in the corpus, by hand.
ZONES = {
    "W. Europe Standard Time": "Europe/Amsterdam",
    "Romance Standard Time": "Europe/Paris",
    "GMT Standard Time": "Europe/London",
    "Eastern Standard Time": "America/New_York",
    "/freeassociation.sourceforge.net/Europe/Amsterdam": "Europe/Amsterdam",
    "Amsterdam Tijd": "Europe/Amsterdam",
    "tzone://Microsoft/Custom": "Europe/Amsterdam",
}
# The calendar is the same after 400 years; dateutil looks on until the year 9999.
AGES = 19 * 400


def begins(content: bytes, first: date, last: date) -> dict[str, list[datetime]]:
    """Of each event with a rule, by its UID, when its dates begin here."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    text = re.sub(r"\n[ \t]", "", text.replace("\r", "\n"))
    own = OWN.search(text)
    series = defaultdict(list)
    for found in EVENT.findall(text):
        lines = defaultdict(list)
        for name, parameters, value in LINE.findall(found):
            lines[name.upper()].append((parameters, value.strip()))
        series[lines["UID"][0][1] if lines["UID"] else ""].append(lines)
    return {
        uid: _begins(parts, own and own[1].strip(), first, last)
        for uid, parts in series.items()
        if any(part["RRULE"] for part in parts if not part["RECURRENCE-ID"])
    }


def _begins(parts, own, first, last) -> list[datetime]:
    (main,) = [part for part in parts if not part["RECURRENCE-ID"]]
    zone = _zone(main["DTSTART"][0], own)
    start = _walls(main["DTSTART"], zone, own)[0]
    known = {start}
    end = datetime.combine(last, datetime.max.time()) + timedelta(days=430)
    for _parameters, rule in main["RRULE"]:
        rule = _until(rule.upper(), zone)
        theirs = rrulestr(rule, dtstart=_aged(start))
        known |= {
            each.replace(year=each.year - AGES)
            for each in takewhile(_aged(end).__ge__, theirs)
        }
    known |= set(_walls(main["RDATE"], zone, own))
    out = set(_walls(main["EXDATE"], zone, own))
    days = {
        datetime.strptime(each, "%Y%m%d").date()
        for parameters, value in main["EXDATE"]
        for each in value.split(",")
        if len(each) == 8
    }
    known = {each for each in known if each not in out and each.date() not in days}
    found, shifts = {each: each for each in known}, []
    for part in sorted(
        parts, key=lambda part: "".join(v for _p, v in part["SEQUENCE"])
    ):
        if not part["RECURRENCE-ID"]:
            continue
        (on,) = _walls(part["RECURRENCE-ID"], zone, own)
        (to,) = _walls(part["DTSTART"], zone, own)
        if "THISANDFUTURE" in part["RECURRENCE-ID"][0][0]:
            shifts.append((on, to - on))
        elif on not in out and not _stays_out(part):
            found[on] = (to,)
        else:
            found.pop(on, None)
    for on, shift in sorted(shifts):
        for each in found:
            if each >= on and not isinstance(found[each], tuple):
                found[each] = each + shift
    walls = [each[0] if isinstance(each, tuple) else each for each in found.values()]
    here = [each.replace(tzinfo=zone).astimezone(ZoneInfo("UTC")) for each in walls]
    here = sorted(each.astimezone(HERE) for each in here)
    return [each for each in here if first <= each.date() <= last]


def _stays_out(part) -> bool:
    words = " ".join(value for values in part.values() for _parameters, value in values)
    is_public = part["CLASS"] in ([], [("", "PUBLIC")])
    ends_early = part["DTEND"] and part["DTEND"][0][1] < part["DTSTART"][0][1]
    return not is_public or "#niet-op-ontmoeten" in words.lower() or bool(ends_early)


def _aged(moment: datetime) -> datetime:
    return moment.replace(year=moment.year + AGES)


def _zone(line, own) -> ZoneInfo:
    parameters, value = line
    if found := ZONE.search(parameters):
        return ZoneInfo(ZONES.get(found[1], found[1]))
    if value.endswith("Z"):
        return ZoneInfo(own or "UTC")
    return ZoneInfo(own or "Europe/Amsterdam") if "T" in value else HERE


def _walls(lines, zone: ZoneInfo, own) -> list[datetime]:
    """What the clock of the series shows then."""
    found = []
    for parameters, values in lines:
        for value in values.split(","):
            value = value.split("/")[0]
            if "T" not in value:
                found.append(datetime.strptime(value, "%Y%m%d"))
                continue
            there = _zone((parameters, value), own)
            if value.endswith("Z"):
                there = ZoneInfo("UTC")
            moment = datetime.strptime(value[:15], "%Y%m%dT%H%M%S")
            moment = moment.replace(tzinfo=there)
            if there != zone:
                moment = moment.astimezone(ZoneInfo("UTC")).astimezone(zone)
            found.append(moment.replace(tzinfo=None, fold=0))
    return found


def _until(rule: str, zone: ZoneInfo) -> str:
    found = re.search(r"UNTIL=(\w+)", rule)
    if not found:
        return rule
    if len(found[1]) == 8:  # a day: until its end
        until = datetime.strptime(found[1], "%Y%m%d") + timedelta(hours=23, minutes=59)
    else:
        (until,) = _walls([("", found[1])], zone, None)
        if not found[1].endswith("Z"):
            until = datetime.strptime(found[1], "%Y%m%dT%H%M%S")
    return rule.replace(found[0], f"UNTIL={_aged(until):%Y%m%dT%H%M%S}")
