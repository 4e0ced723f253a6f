"""Pictures: plain values in, Plotly figures and sentences out. Nothing here knows the store or the screen.

``claimed_and_confirmed`` draws a ``series.Timeline``, ``incident_ranges`` a list of ``series.IncidentRange``;
``timeline_in_words`` and ``incidents_in_words`` say the same in sentences. ``lineage`` draws a ``Descent``: what a
claimant said one after the other.
"""

from tracker.charts.download import PICTURE_CONFIG, picture_config
from tracker.charts.incidents import can_ranges_be_logarithmic, incident_ranges
from tracker.charts.lineage import Descent, around, descent_of, lineage, lineage_in_words, lineage_table
from tracker.charts.sentences import incidents_in_words, timeline_in_words
from tracker.charts.timeline import can_be_logarithmic, claimed_and_confirmed

__all__ = [
    "PICTURE_CONFIG",
    "Descent",
    "around",
    "can_be_logarithmic",
    "can_ranges_be_logarithmic",
    "claimed_and_confirmed",
    "descent_of",
    "incident_ranges",
    "incidents_in_words",
    "lineage",
    "lineage_in_words",
    "lineage_table",
    "picture_config",
    "timeline_in_words",
]
