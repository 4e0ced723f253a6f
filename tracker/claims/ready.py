"""Claims as they are written down: with all that a store keeps of them and need not be asked about.

Working that out takes about as long as writing it, so that another process does it for a large file. Between the two
goes one flat tuple a claim, which is taken apart and put together in half the time that a claim takes.
"""

import json
from collections import namedtuple
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from tracker.claims.assessments import NewAssessment
from tracker.claims.claim import NewClaim
from tracker.claims.fields import folded
from tracker.claims.remembered import remembered

WORKED_OUT: Final = ("cut_off", "every_source_url")
"""What a claim says of itself beside its fields."""
MADE_READY: Final = ("search_text", "content", "assessed_as")
_FIELDS: Final = (*NewClaim.model_fields, *WORKED_OUT, *MADE_READY)

if TYPE_CHECKING:  # what it can be used as; a model takes twice the time to send

    class ReadyClaim(NewClaim):
        """A claim that can be read like any other, with what its rows hold beside its fields.

        ``content`` and ``assessed_as`` are the JSON that its revision and its assessment's keep.
        """

        search_text: str
        content: str
        assessed_as: str | None

else:
    ReadyClaim = namedtuple("ReadyClaim", _FIELDS)

_ready_claim: Callable[..., ReadyClaim] = ReadyClaim
_told = attrgetter(*NewClaim.model_fields, *WORKED_OUT)


def ready(claim: NewClaim) -> ReadyClaim:
    """The claim, ready to be written down."""
    assessed = assessment_content(claim.code, claim.assessment) if claim.assessment else None
    return _ready_claim(*_told(claim), search_text(claim), content(claim), assessed)


def columns_of(claims: Sequence[ReadyClaim]) -> dict[str, Sequence[Any]]:
    """What claims hold, a sequence for each field; asking each claim for each takes longer."""
    values: Iterable[Any] = claims  # each is a tuple
    return dict(zip(_FIELDS, zip(*values, strict=True), strict=True))


def unready(claim: ReadyClaim) -> NewClaim:
    """The claim alone again, as it was before."""
    alone: NewClaim = remembered(NewClaim).filled({name: getattr(claim, name) for name in NewClaim.model_fields})
    return alone


def content(claim: NewClaim) -> str:
    """The claim as its revision keeps it."""
    return claim.model_dump_json(exclude={"assessment"}, exclude_none=True)


def assessment_content(claim_code: str, assessment: NewAssessment) -> str:
    """The assessment of a claim as its revision keeps it."""
    return json.dumps({"claim": claim_code} | assessment.model_dump(mode="json", exclude_none=True))


def search_text(claim: NewClaim) -> str:
    """What a search looks through, folded the way the search is."""
    parts = (
        claim.code, claim.verbatim, claim.verbatim_translation, claim.claimant, claim.affected_party,
        claim.incident, claim.place, claim.conflict, claim.notes, claim.source_publisher, claim.source_title,
        *claim.tags, *claim.every_source_url,
    )  # fmt: skip
    return folded(" ".join(filter(None, parts)))
