"""The fields of a good claim as a form gives them; a test says what differs."""


def claim_fields(**changes: str) -> dict[str, str]:
    """Fields for ``parse_claim``."""
    return {
        "conflict": "War of Examples",
        "claimant": "Ministry A",
        "affected_party": "Army B",
        "metric": "killed",
        "verbatim": "more than 600",
        "stated_at": "2023-01-08",
        "source_url": "https://example.org/news",
    } | changes
