"""Claims as files that others can use: Excel, Parquet, JSON Lines, ClaimReview, and a data package of everything."""

from tracker.exports.about import About, about_view
from tracker.exports.citing import (
    Content,
    Credits,
    as_of_words,
    citation_record,
    cite,
    content_of,
    past_in_short,
    past_words,
    policy_in_words,
)
from tracker.exports.claim_review import to_claim_reviews
from tracker.exports.files import FORMATS, Format
from tracker.exports.lines import to_lines, to_list
from tracker.exports.package import is_package, restore_package, write_package
from tracker.exports.parquet import write_parquet
from tracker.exports.workbook import write_workbook

__all__ = [
    "FORMATS",
    "About",
    "Content",
    "Credits",
    "Format",
    "about_view",
    "as_of_words",
    "citation_record",
    "cite",
    "content_of",
    "is_package",
    "past_in_short",
    "past_words",
    "policy_in_words",
    "restore_package",
    "to_claim_reviews",
    "to_lines",
    "to_list",
    "write_package",
    "write_parquet",
    "write_workbook",
]
