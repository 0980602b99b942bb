"""Says what three parsers find in an iCalendar file: per parser a list of uid, start, end, summary, description."""

import datetime
import json
import sys

import ics
import icalendar
import vobject

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    text = file.read()


def written(moment):
    """A day as it is, a time in UTC."""
    if isinstance(moment, datetime.datetime):
        return moment.astimezone(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    return moment.strftime("%Y%m%d")


def fact(uid, start, end, summary, description):
    return [uid, written(start), written(end), summary or "", description or ""]


def by_icalendar():
    for event in icalendar.Calendar.from_ical(text).walk("VEVENT"):
        yield fact(
            str(event["UID"]),
            event["DTSTART"].dt,
            event["DTEND"].dt,
            str(event.get("SUMMARY", "")),
            str(event.get("DESCRIPTION", "")),
        )


def by_ics():
    for event in ics.Calendar(text).events:
        start, end = event.begin.datetime, event.end.datetime
        if event.all_day:
            start, end = start.date(), end.date()
        yield fact(event.uid, start, end, event.name, event.description)


def by_vobject():
    for event in vobject.readOne(text).vevent_list:
        yield fact(
            event.uid.value,
            event.dtstart.value,
            event.dtend.value,
            event.summary.value,
            event.description.value if hasattr(event, "description") else "",
        )


parsers = {"icalendar": by_icalendar, "ics": by_ics, "vobject": by_vobject}
print(json.dumps({name: sorted(parse()) for name, parse in parsers.items()}))
