"""From claims to lines: what was claimed, confirmed and estimated on each day, and what may be compared.

Frame in, frame out; nothing here knows the store or the screen. Counts are people, None is open or not
stated. The rules are those of the method's section on series: values hold until the same claimant's next
claim and are never interpolated, unlike figures are drawn side by side and never computed with.
"""

from tracker.series.comparing import CUT_OFFS_APART, Comparison, compare
from tracker.series.incidents import IncidentRange, incident_ranges
from tracker.series.keys import Key
from tracker.series.lines import Line, Point
from tracker.series.records import kind_of
from tracker.series.rows import note_on, series_rows
from tracker.series.sums import running_sums, timeline_of_sums
from tracker.series.timeline import Timeline, build_timeline

__all__ = [
    "CUT_OFFS_APART",
    "Comparison",
    "IncidentRange",
    "Key",
    "Line",
    "Point",
    "Timeline",
    "build_timeline",
    "compare",
    "incident_ranges",
    "kind_of",
    "note_on",
    "running_sums",
    "series_rows",
    "timeline_of_sums",
]
