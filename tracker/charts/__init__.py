"""Pictures: plain values in, Plotly figures and sentences out. Nothing here knows the store or the screen.

``claimed_and_confirmed`` draws a ``series.Timeline``, ``incident_ranges`` a list of ``series.IncidentRange``;
``timeline_in_words`` and ``incidents_in_words`` say the same in sentences.
"""

from tracker.charts.annotations import Note, notes_drawn, notes_in_words
from tracker.charts.download import PICTURE_CONFIG, picture_config, safe_filename
from tracker.charts.incidents import can_ranges_be_logarithmic, incident_ranges
from tracker.charts.sentences import incidents_in_words, timeline_in_words
from tracker.charts.timeline import can_be_logarithmic, claimed_and_confirmed

__all__ = [
    "PICTURE_CONFIG",
    "Note",
    "can_be_logarithmic",
    "can_ranges_be_logarithmic",
    "claimed_and_confirmed",
    "incident_ranges",
    "incidents_in_words",
    "notes_drawn",
    "notes_in_words",
    "picture_config",
    "safe_filename",
    "timeline_in_words",
]
