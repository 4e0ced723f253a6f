"""What every column and every word means, taken from where they are defined."""

from enum import StrEnum
from typing import Any, get_args

from tracker import vocabulary
from tracker.claims import NewAssessment, NewClaim
from tracker.csv_files import COLUMNS, OUT_ONLY
from tracker.vocabulary import Term

_OUT_ONLY_MEANING = {
    "record_url": "The address at which the claim is read. Written out, ignored when read in.",
    "lifecycle": "Whether the claim is current, or was superseded or retracted by what its claimant said later. "
    "Written out, ignored when read in.",
    "recorded_at": "When the store recorded the claim (UTC). Written out, ignored when read in.",
}
_NEEDED = frozenset({"conflict", "claimant", "affected_party", "metric", "verbatim", "stated_at", "source_url"})


def dictionary() -> dict[str, Any]:
    """The columns of the claims CSV in order, and the words of every closed list with their definitions."""
    return {"columns": columns(), "words": words()}


def columns() -> list[dict[str, Any]]:
    """A column each: name, kind of value, whether it is needed, what it means, and its words if it has some."""
    return [_column(name) for name in COLUMNS]


def _column(name: str) -> dict[str, Any]:
    if name in OUT_ONLY:
        return {"name": name, "kind": "text", "needed": False, "meaning": _OUT_ONLY_MEANING[name]}
    of_claim = NewClaim.model_fields.get(name)
    field = of_claim or NewAssessment.model_fields[name]
    kinds = _kinds(field.annotation)
    terms = next((kind for kind in kinds if issubclass(kind, Term)), None)
    about = {
        "name": name,
        "kind": _kind_in_words(kinds),
        "needed": name in _NEEDED,
        "meaning": field.description,
    }
    return about | {"words": [term.value for term in terms]} if terms else about


def _kinds(annotation: Any) -> list[type]:
    if isinstance(annotation, type):
        return [annotation]
    return [kind for part in get_args(annotation) for kind in _kinds(part)]


def _kind_in_words(kinds: list[type]) -> str:
    names = {kind.__name__ for kind in kinds}
    if any(issubclass(kind, StrEnum) for kind in kinds):
        return "word"
    if "int" in names:
        return "whole number of people"
    return "day (YYYY-MM-DD)" if "date" in names else "text"


def words() -> dict[str, list[dict[str, str]]]:
    """Every closed list: its words with label and definition."""
    lists = [
        kind
        for kind in vars(vocabulary).values()
        if isinstance(kind, type) and issubclass(kind, Term) and kind is not Term
    ]
    return {
        kind.__name__: [{"word": term.value, "label": term.label, "definition": term.definition} for term in kind]
        for kind in lists
    }
