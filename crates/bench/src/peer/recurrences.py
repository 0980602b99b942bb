"""Says when recurrences take place: lines of "start rule" in, a list of starts for each out, within a window."""

import datetime
import json
import sys

from dateutil.rrule import rrulestr

FORM = "%Y%m%dT%H%M%S"
window = [datetime.datetime.strptime(time, FORM) for time in sys.argv[2:4]]
found = []
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        start, rule = line.split()
        start = datetime.datetime.strptime(start, FORM)
        # A first time that its own rule does not mean is no time for dateutil.
        times = {start} | set(rrulestr(rule, dtstart=start).between(*window, inc=True))
        found.append(sorted(t.strftime(FORM) for t in times if window[0] <= t <= window[1]))
print(json.dumps(found))
