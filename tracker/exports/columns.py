"""Which kind of value each column of a claim holds."""

from datetime import date
from typing import Any, Final, get_args

from tracker.claims import NewAssessment, NewClaim

FIELDS: Final = NewClaim.model_fields | NewAssessment.model_fields


def _holds(annotation: Any, kind: type) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, kind)
    return any(_holds(part, kind) for part in get_args(annotation))


LISTS: Final = frozenset({"tags", "sources", "evidence_basis", "assessment_sources"})
DAYS: Final = frozenset(name for name, field in FIELDS.items() if _holds(field.annotation, date))
COUNTS: Final = frozenset(name for name, field in FIELDS.items() if _holds(field.annotation, int)) - LISTS
