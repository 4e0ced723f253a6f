"""Pictures: plain values in, Plotly figures and sentences out. Nothing here knows the store or the screen.

``claimed_and_confirmed`` draws a ``series.Timeline``, ``incident_ranges`` a list of ``series.IncidentRange``;
``lineage`` draws a ``Descent``: what a claimant said one after the other; ``shares_compared`` and ``waiting`` draw
``series.Claimant``s, ``statuses_over_time`` the frame of ``series.states_of``, ``small_multiples`` ``series.Panels``.
What ends in ``_in_words`` says the same in sentences.
"""

from tracker.charts.annotations import Note, notes_drawn, notes_in_words
from tracker.charts.claimants import (
    interval_in_words,
    median_in_words,
    percent,
    share_in_words,
    shares_compared,
    shares_in_words,
    supported,
    waiting,
    waiting_in_words,
)
from tracker.charts.download import PICTURE_CONFIG, picture_config, safe_filename
from tracker.charts.incidents import can_ranges_be_logarithmic, incident_ranges
from tracker.charts.lineage import Descent, around, descent_of, lineage, lineage_in_words, lineage_table
from tracker.charts.panels import panel_table, panels_in_words, small_multiples
from tracker.charts.sentences import incidents_in_words, timeline_in_words
from tracker.charts.sheet import Paper
from tracker.charts.statuses import statuses_in_words, statuses_over_time
from tracker.charts.timeline import can_be_logarithmic, claimed_and_confirmed

__all__ = [
    "PICTURE_CONFIG",
    "Descent",
    "Note",
    "Paper",
    "around",
    "can_be_logarithmic",
    "can_ranges_be_logarithmic",
    "claimed_and_confirmed",
    "descent_of",
    "incident_ranges",
    "incidents_in_words",
    "interval_in_words",
    "lineage",
    "lineage_in_words",
    "lineage_table",
    "median_in_words",
    "notes_drawn",
    "notes_in_words",
    "panel_table",
    "panels_in_words",
    "percent",
    "picture_config",
    "safe_filename",
    "share_in_words",
    "shares_compared",
    "shares_in_words",
    "small_multiples",
    "statuses_in_words",
    "statuses_over_time",
    "supported",
    "timeline_in_words",
    "waiting",
    "waiting_in_words",
]
