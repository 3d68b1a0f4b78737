// Reads a calendar from standard input as a calendar app would, and writes as JSON each
// time that it would show before the moment in the first argument.

import ICAL from "ical.js";

const until = ICAL.Time.fromDateTimeString(process.argv[2]);
const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const calendar = new ICAL.Component(ICAL.parse(Buffer.concat(chunks).toString("utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);

const events = calendar.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
const shown = [];
const add = (item, start, end) =>
  shown.push({
    uid: item.uid,
    start: start.toJSDate().toISOString(),
    end: end.toJSDate().toISOString(),
    cancelled: item.component.getFirstPropertyValue("status") === "CANCELLED",
  });
for (const event of events) {
  if (event.isRecurrenceException()) continue;
  for (const other of events) {
    if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
  }
  if (!event.isRecurring()) {
    add(event, event.startDate, event.endDate);
    continue;
  }
  const dates = event.iterator();
  for (let next = dates.next(); next && next.compare(until) < 0; next = dates.next()) {
    const { item, startDate, endDate } = event.getOccurrenceDetails(next);
    add(item, startDate, endDate);
  }
}
process.stdout.write(JSON.stringify(shown));
