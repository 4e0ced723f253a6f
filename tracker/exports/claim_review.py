"""Assessed claims as schema.org ClaimReview, for tools that read fact checks.

A rating has our status word as its ``alternateName``. Only where the method maps a status to the scale of fact
checks does it get a number: confirmed 5, partially confirmed 3, refuted 1. The others are text alone, since
"unverified" is no middle between true and false. Claims that nobody has assessed are not exported.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from tracker.csv_files import record_url
from tracker.exports.about import Batch
from tracker.vocabulary import Metric, VerificationStatus
from tracker.wording import bounds_in_words

RATINGS: Final = {
    VerificationStatus.CONFIRMED: 5,
    VerificationStatus.PARTIALLY_CONFIRMED: 3,
    VerificationStatus.REFUTED: 1,
}


def to_claim_reviews(batches: Iterable[Batch], public_url: str) -> Iterator[str]:
    """A JSON-LD document with a ClaimReview for each assessed claim, in pieces."""
    yield '{"@context": "https://schema.org", "@graph": ['
    separator = "\n"
    for batch in batches:
        reviews = [
            json.dumps(_review(claim, public_url), ensure_ascii=False)
            for claim in _claims_of(batch)
            if claim["status"] != VerificationStatus.UNASSESSED
        ]
        if reviews:
            yield separator + ",\n".join(reviews)
            separator = ",\n"
    yield "\n]}\n"


def _claims_of(batch: Batch) -> Iterator[dict[str, Any]]:
    for row in zip(*batch.values(), strict=True):
        yield dict(zip(batch, row, strict=True))


def _review(claim: dict[str, Any], public_url: str) -> dict[str, Any]:
    status = VerificationStatus(claim["status"])
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": status.label}
    if status in RATINGS:
        rating |= {"ratingValue": RATINGS[status], "bestRating": 5, "worstRating": 1}
    rating["ratingExplanation"] = claim["rationale"]
    every_url = dict.fromkeys((claim["source_url"], *claim["sources"]))
    metric = Metric(claim["metric"]).label.lower()
    read_as = f"{bounds_in_words(claim['low'], claim['high'])} {metric}, {claim['affected_party']}"
    return {
        "@type": "ClaimReview",
        "@id": record_url(public_url, claim["code"]),
        "url": record_url(public_url, claim["code"]),
        "claimReviewed": claim["verbatim"],
        "datePublished": str(claim["decided_at"]),
        "author": {"@type": "Organization", "name": claim["assessor"]},
        "reviewRating": rating,
        "itemReviewed": {
            "@type": "Claim",
            "identifier": claim["code"],
            "name": read_as,
            "inLanguage": claim["verbatim_language"],
            "datePublished": str(claim["stated_at"]),
            "author": {"@type": "Organization", "name": claim["claimant"]},
            "appearance": [{"@type": "CreativeWork", "url": url} for url in every_url],
        },
        "citation": [{"@type": "CreativeWork", "url": url} for url in claim["assessment_sources"]],
    }
