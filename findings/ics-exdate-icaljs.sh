#!/usr/bin/env bash
# ics 3.12.0 (npm) writes a left-out day that ical.js 2.2.1 (npm) cannot read: the whole repeated event fails.
#
# A surveillance audit every six months, all day, with one date left out: ics's exclusionDates takes [year, month, day].
# Expected by an expert: EXDATE;VALUE=DATE:20260901 beside DTSTART;VALUE=DATE:20260301 (RFC 5545, 3.8.5.1: without VALUE
# it is a date with a time); readers leave that day out.
# Seen: ics writes EXDATE:20260901. ical.js parses the file without a word and throws "invalid date-time value" as soon
# as the dates are asked for. icalendar with recurring-ical-events (PyPI) leaves the day out. With VALUE=DATE put in by
# hand, both read it.
# Who writes calendars of audits: add ;VALUE=DATE to the lines before saving, or write single events.
#
# Exits 0 while this is as stated, 1 when it has changed, 2 when the packages cannot be installed.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm install --silent --no-audit --no-fund --prefix . ics@3.12.0 ical.js@2.2.1 >/dev/null || { echo "cannot install"; exit 2; }
{ python3 -m venv env && env/bin/pip install --quiet --disable-pip-version-check icalendar==7.3.2 recurring-ical-events==3.8.2; } || { echo "cannot install"; exit 2; }
cat > look.mjs <<'JS'
import { writeFileSync } from 'node:fs';
import * as ics from 'ics';
import ICAL from 'ical.js';
const { error, value } = ics.createEvent({
  uid: '1', title: 'Surveillance audit', start: [2026, 3, 1], end: [2026, 3, 2],
  recurrenceRule: 'FREQ=MONTHLY;INTERVAL=6;COUNT=4', exclusionDates: [[2026, 9, 1]],
});
if (error) throw error;
const dates = (text) => {
  try {
    const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'));
    const steps = event.iterator(), seen = [];
    for (let t; (t = steps.next()) && seen.length < 9;) seen.push(t.toString());
    return seen.join(' ');
  } catch (e) { return `throws: ${e.message}`; }
};
const fixed = value.replace('EXDATE:', 'EXDATE;VALUE=DATE:');
writeFileSync('as-is.ics', value);
writeFileSync('fixed.ics', fixed);
console.log('ics writes', value.match(/DTSTART.*|EXDATE.*/g).join(' '));
console.log('  ical.js, as it is:', dates(value));
console.log('  ical.js, with VALUE=DATE:', dates(fixed));
process.exitCode = /^EXDATE:20260901\r$/m.test(value) && dates(value).startsWith('throws: invalid date-time value') &&
  dates(fixed) === '2026-03-01 2027-03-01 2027-09-01' ? 0 : 1;
JS
cat > look.py <<'PY'
import datetime, sys, icalendar, recurring_ical_events
same = True
for name in ('as-is.ics', 'fixed.ics'):
    calendar = icalendar.Calendar.from_ical(open(name, 'rb').read())
    days = [str(e.start) for e in recurring_ical_events.of(calendar).between(datetime.date(2026, 1, 1), datetime.date(2029, 1, 1))]
    print(f'  recurring-ical-events, {name}:', *days)
    same = same and days == ['2026-03-01', '2027-03-01', '2027-09-01']
sys.exit(0 if same else 1)
PY
ok=0
node look.mjs || ok=1
env/bin/python look.py || ok=1
[ "$ok" = 0 ] && echo 'As stated: ical.js throws on what ics writes.' || echo 'CHANGED: not as stated.'
exit "$ok"
