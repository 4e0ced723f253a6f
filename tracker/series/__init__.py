"""From claims to lines: what was claimed, confirmed and estimated on each day, and what may be compared.

Frame in, frame out; nothing here knows the store or the screen. Counts are people, None is open or not
stated. The rules are those of the method's section on series: values hold until the same claimant's next
claim and are never interpolated, unlike figures are drawn side by side and never computed with.
"""

from tracker.claims.inclusion import parts_among
from tracker.series.adding import (
    SummedRange,
    UnlikeFiguresError,
    sum_claims,
    sum_ranges,
    sum_without_parts,
)
from tracker.series.claimants import (
    CLAIMANT_COLUMNS,
    WAIT_COLUMNS,
    Claimant,
    Restated,
    claimant_rows,
    claimants_of,
    lag_of,
    lag_rows,
    to_be_fitted,
    waits_of,
)
from tracker.series.comparing import CUT_OFFS_APART, Comparison, compare, unconfirmed_in_words
from tracker.series.definitions import MEASURES, Measure
from tracker.series.incidents import IncidentRange, incident_ranges
from tracker.series.keys import Key
from tracker.series.lines import Break, Line, Point
from tracker.series.measures import (
    Lag,
    RatioOfSums,
    Revision,
    RevisionSizes,
    RoundNumbers,
    Share,
    Wait,
    lag_to_confirmation,
    ratio_of_sums,
    revised_by,
    revision_sizes,
    revisions_of,
    round_numbers,
    share_of,
)
from tracker.series.origins import independent_origins
from tracker.series.panels import (
    MOST_PANELS,
    PANEL_COLUMNS,
    Panel,
    Panels,
    differing,
    of_claimant,
    panel_rows,
)
from tracker.series.policies import SelectedRange, latest_current, select_range
from tracker.series.records import claims_in, kind_of
from tracker.series.rows import note_on, series_rows, step_in_words
from tracker.series.statuses import STATUS_COLUMNS, STATUS_COUNTS, latest_state, states_of
from tracker.series.sums import running_sums, timeline_of_sums
from tracker.series.timeline import Timeline, build_timeline

__all__ = [
    "CLAIMANT_COLUMNS",
    "CUT_OFFS_APART",
    "MEASURES",
    "MOST_PANELS",
    "PANEL_COLUMNS",
    "STATUS_COLUMNS",
    "STATUS_COUNTS",
    "WAIT_COLUMNS",
    "Break",
    "Claimant",
    "Comparison",
    "IncidentRange",
    "Key",
    "Lag",
    "Line",
    "Measure",
    "Panel",
    "Panels",
    "Point",
    "RatioOfSums",
    "Restated",
    "Revision",
    "RevisionSizes",
    "RoundNumbers",
    "SelectedRange",
    "Share",
    "SummedRange",
    "Timeline",
    "UnlikeFiguresError",
    "Wait",
    "build_timeline",
    "claimant_rows",
    "claimants_of",
    "claims_in",
    "compare",
    "differing",
    "incident_ranges",
    "independent_origins",
    "kind_of",
    "lag_of",
    "lag_rows",
    "lag_to_confirmation",
    "latest_current",
    "latest_state",
    "note_on",
    "of_claimant",
    "panel_rows",
    "parts_among",
    "ratio_of_sums",
    "revised_by",
    "revision_sizes",
    "revisions_of",
    "round_numbers",
    "running_sums",
    "select_range",
    "series_rows",
    "share_of",
    "states_of",
    "step_in_words",
    "sum_claims",
    "sum_ranges",
    "sum_without_parts",
    "timeline_of_sums",
    "to_be_fitted",
    "unconfirmed_in_words",
    "waits_of",
]
