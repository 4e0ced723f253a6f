"""Reads a claimant's words as bounds, by rule set v1: 'more than 600' is 601 and upwards, never 600.

``read_wording`` is the way in. What the rules cannot read is ``Qualifier.UNREAD`` without bounds.
A new language is a new table in ``languages``; the rules themselves know no language.
"""

from tracker.wording.bounds import bounds_in_words, half_width
from tracker.wording.reader import read_wording
from tracker.wording.rules import RULE_VERSION, Wording

__all__ = ["RULE_VERSION", "Wording", "bounds_in_words", "half_width", "read_wording"]
