"""From the text of a form, a file's row or a command to a claim, or to what is wrong with it."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from tracker.claims.assessments import NewAssessment, check_against_claim
from tracker.claims.beside import NewAnnotation, NewRelation, NewResponse
from tracker.claims.claim import NewClaim
from tracker.claims.fields import blank_to_none, parse_count, parse_day_with_precision, shortened
from tracker.claims.remembered import LONGEST_REMEMBERED, CheckedTogether, remembered
from tracker.vocabulary import DatePrecision, Metric, Qualifier, Scope, VerificationStatus
from tracker.wording import Wording, bounds_in_words, read_wording

NEEDED: Final = ("conflict", "claimant", "affected_party", "metric", "stated_at", "source_url")
WRITTEN_BY_THE_STORE: Final = frozenset({"record_url", "recorded_at", "bounds_rule_version", "lifecycle"})
ASSESSMENT_FIELDS: Final = frozenset(NewAssessment.model_fields)
NOT_OF_THE_CLAIM: Final = ASSESSMENT_FIELDS | WRITTEN_BY_THE_STORE
METRICS: Final = {metric.value: metric for metric in Metric}
ABOUT_BOUNDS: Final = (
    "verbatim", "verbatim_language", "metric", "stated_value", "qualifier", "low", "high", "bounds_reason",
)  # fmt: skip
"""All from which bounds are worked out, the words first."""
BOUNDS_REMEMBERED: Final = 16_384
_TEXTS: Final = frozenset({str, type(None)})
Model = TypeVar("Model", bound=CheckedTogether)
_LETTERS: Final = "abcdefghjkmnpqrstuvwxyz"
_SYMBOLS: Final = _LETTERS + "23456789"
_LENGTH: Final = 9
_SYMBOL_OF_BYTE: Final = bytes(ord(_SYMBOLS[byte % len(_SYMBOLS)]) for byte in range(256))
_LEFT_OUT: Final = bytes(range(256 // len(_SYMBOLS) * len(_SYMBOLS), 256))


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: the field, what stood there, and a sentence saying what would be right."""

    field: str
    value: str
    sentence: str

    def __str__(self) -> str:
        """The sentence, led by the field's name."""
        return f"{self.field}: {self.sentence}" if self.field else self.sentence


class InvalidClaimError(ValueError):
    """What was given is no claim; ``problems`` says why, all of it at once.

    ``code`` is the claim's, where one of many was refused by the store.
    """

    def __init__(self, problems: Iterable[Problem], *, code: str = "") -> None:
        """Keep every problem, in the order of the fields."""
        self.problems = list(problems)
        self.code = code
        super().__init__("; ".join(str(problem) for problem in self.problems))


def new_code(kind: str) -> str:
    """A short random code, led by one letter that tells the kind of record (c claim, i incident ...)."""
    return new_codes(kind, 1)[0]


def new_codes(kind: str, number: int) -> list[str]:
    """So many of them."""
    symbols = b""
    while len(symbols) < _LENGTH * number:  # some bytes are left out, so that every symbol is as likely
        symbols += secrets.token_bytes((_LENGTH + 1) * number).translate(_SYMBOL_OF_BYTE, _LEFT_OUT)
    text = symbols.decode("ascii")
    return [kind + text[start : start + _LENGTH] for start in range(0, _LENGTH * number, _LENGTH)]


def parse_claim(fields: Mapping[str, Any]) -> NewClaim:
    """A claim from fields named as in the CSV, all of them text or typed, blank meaning not stated.

    Raises InvalidClaimError naming every field that is wrong.
    """
    given = _stated(fields)
    problems = [_missing(name) for name in NEEDED if name not in given]
    if "verbatim" not in given and "stated_value" not in given:
        problems.append(Problem("verbatim", "", "needed: the claimant's words, or at least the stated_value"))
    claim_fields = dict(given)
    for name in given.keys() & NOT_OF_THE_CLAIM:
        del claim_fields[name]
    if "code" not in claim_fields:
        claim_fields["code"] = new_code("c")
    for step in (_with_stated_day, _with_bounds, _with_scope):
        try:
            claim_fields |= step(claim_fields)
        except InvalidClaimError as error:
            problems += error.problems
    claim, found = _checked(NewClaim, claim_fields)
    if problems:  # what could not be worked out from a faulty field is not a fault of its own
        named = {problem.field for problem in problems} | {"qualifier", "scope"}
        found = [problem for problem in found if problem.field not in named or problem.field in given]
        found = [problem for problem in found if problem.field not in {known.field for known in problems}]
    problems += found
    assessment, found = _assessment_beside(given, claim)
    problems += found
    if problems or claim is None:
        raise InvalidClaimError(problems)
    return claim.model_copy(update={"assessment": assessment}) if assessment else claim


def parse_assessment(fields: Mapping[str, Any], claim_low: int | None, claim_high: int | None) -> NewAssessment:
    """An assessment of a claim with these bounds (people, None open). Raises InvalidClaimError."""
    given = _stated(fields)
    for name in ("status", "rationale", "assessor", "decided_at"):
        if name not in given:
            raise InvalidClaimError([_missing(name)])
    assessment, problems = _checked(NewAssessment, given)
    if assessment is None:
        raise InvalidClaimError(problems)
    contradiction = check_against_claim(assessment, claim_low, claim_high)
    if contradiction:
        raise InvalidClaimError([Problem("status", assessment.status, contradiction)])
    return assessment


def parse_relation(fields: Mapping[str, Any]) -> NewRelation:
    """How one claim stands to another, from the text of a form. Raises InvalidClaimError."""
    return _parsed(NewRelation, fields)


def parse_response(fields: Mapping[str, Any]) -> NewResponse:
    """What another side said, from the text of a form or a file's row. Raises InvalidClaimError."""
    return _parsed(NewResponse, fields)


def parse_annotation(fields: Mapping[str, Any]) -> NewAnnotation:
    """Something that happened meanwhile, from the text of a form. Raises InvalidClaimError."""
    return _parsed(NewAnnotation, fields)


def _parsed(model: type[Model], fields: Mapping[str, Any]) -> Model:
    found, problems = _checked(model, _stated(fields))
    if found is None:
        raise InvalidClaimError(problems)
    return found


def _stated(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that are not blank, without blanks around them."""
    values = fields.values()
    if set(map(type, values)) == {str} and "".join(values).isprintable():  # most rows of a file: one line a cell
        stripped = list(map(str.strip, values))
        return {name: text for name, text in zip(fields, stripped, strict=True) if text}
    return {name: stated for name, value in fields.items() if (stated := _blank(value)) is not None}


def _blank(value: Any) -> Any:
    """None for a blank; a text that cannot be kept is left for its own field to refuse."""
    try:
        return blank_to_none(value)
    except ValueError:
        return value


def _missing(name: str) -> Problem:
    return Problem(name, "", "needed, and it is empty")


def _with_stated_day(fields: dict[str, Any]) -> dict[str, Any]:
    if "stated_at" not in fields:
        return {}
    try:
        day, precision = parse_day_with_precision(fields["stated_at"])
    except ValueError as error:
        raise InvalidClaimError([Problem("stated_at", str(fields["stated_at"]), str(error))]) from None
    if precision is DatePrecision.DAY:
        return {"stated_at": day}
    return {"stated_at": day, "stated_precision": fields.get("stated_precision", precision)}


def _with_scope(fields: dict[str, Any]) -> dict[str, Any]:
    """The scope, when it is not given: an incident that is named, a period that is dated, else a running total."""
    if "scope" in fields:
        return {}
    if "incident" in fields:
        return {"scope": Scope.INCIDENT}
    dated = "coverage_start" in fields and "coverage_end" in fields
    return {"scope": Scope.PERIOD if dated and "as_of_date" not in fields else Scope.CUMULATIVE}


def _with_bounds(fields: dict[str, Any]) -> dict[str, Any]:
    """The bounds the words give, unless a person has set others and said why."""
    given = tuple(map(fields.get, ABOUT_BOUNDS))
    if set(map(type, given)) <= _TEXTS and sum(map(len, filter(None, given))) <= LONGEST_REMEMBERED:
        return _bounds_remembered(given)
    return _bounds_from(fields)


@lru_cache(BOUNDS_REMEMBERED)
def _bounds_remembered(given: tuple[str | None, ...]) -> dict[str, Any]:
    return _bounds_from({name: text for name, text in zip(ABOUT_BOUNDS, given, strict=True) if text is not None})


def _bounds_from(fields: dict[str, Any]) -> dict[str, Any]:
    counts = {name: _count(fields, name) for name in ("stated_value", "low", "high")}
    if "verbatim" not in fields:
        fields = fields | {"verbatim": str(counts["stated_value"] if counts["stated_value"] is not None else "")}
    reading = _reading_of(fields)
    if not any(name in fields for name in ("stated_value", "low", "high", "qualifier")):
        return _bounds_of(reading)
    if _agrees(reading, fields, counts):
        return {"verbatim": fields["verbatim"]} | _bounds_of(reading)
    return {"verbatim": fields["verbatim"]} | _bounds_set_by_hand(fields, counts, reading)


def _count(fields: Mapping[str, Any], name: str) -> int | None:
    try:
        number: int | None = parse_count(fields.get(name))
    except ValueError as error:
        raise InvalidClaimError([Problem(name, str(fields[name]), str(error))]) from None
    return number


def _reading_of(fields: Mapping[str, Any]) -> Wording:
    metric, language, words = fields.get("metric"), fields.get("verbatim_language"), str(fields.get("verbatim", ""))
    known = METRICS.get(metric) if isinstance(metric, str) else None
    return read_wording(words, language, metric=known)


def _bounds_of(reading: Wording) -> dict[str, Any]:
    return {
        "stated_value": reading.stated_value,
        "qualifier": reading.qualifier,
        "low": reading.low,
        "high": reading.high,
        "bounds_rule_version": reading.rule_version,
    }


def _agrees(reading: Wording, fields: Mapping[str, Any], counts: Mapping[str, int | None]) -> bool:
    """Whether what was given is what the words say; a lone stated_value leaves the bounds to the words."""
    if reading.stated_value != counts["stated_value"]:
        return False
    if not {"low", "high", "qualifier"} & set(fields):
        return True
    return (reading.low, reading.high) == (counts["low"], counts["high"]) and fields.get(
        "qualifier", reading.qualifier
    ) == reading.qualifier


def _bounds_set_by_hand(
    fields: Mapping[str, Any], counts: Mapping[str, int | None], reading: Wording
) -> dict[str, Any]:
    low, high, stated = counts["low"], counts["high"], counts["stated_value"]
    given = {"low", "high"} & set(fields)
    unread = reading.qualifier is Qualifier.UNREAD
    if not given and "qualifier" not in fields:
        low = high = stated
    if "bounds_reason" not in fields and not unread:
        raise InvalidClaimError([_differs(reading, counts)])
    return {
        "stated_value": stated,
        "qualifier": fields.get("qualifier", Qualifier.EXACT if not given else Qualifier.RANGE),
        "low": low,
        "high": high,
        "bounds_reason": fields.get("bounds_reason", "Set by the recorder; the rules do not read this wording."),
    }


def _differs(reading: Wording, counts: Mapping[str, int | None]) -> Problem:
    words = bounds_in_words(reading.low, reading.high)
    given = bounds_in_words(counts["low"], counts["high"])
    if counts["low"] is None and counts["high"] is None:
        given = str(counts["stated_value"])
    sentence = (
        f"the words {shortened(reading.verbatim)} read as {words} ({reading.qualifier.label}), "
        f"but {given} was given; leave the numbers empty, or say in bounds_reason why they differ"
    )
    return Problem("stated_value", given, sentence)


def _assessment_beside(given: Mapping[str, Any], claim: NewClaim | None) -> tuple[NewAssessment | None, list[Problem]]:
    fields = {name: given[name] for name in given.keys() & ASSESSMENT_FIELDS}
    if not fields or fields == {"status": VerificationStatus.UNASSESSED.value}:
        return None, []
    try:
        low, high = (claim.low, claim.high) if claim else (None, None)
        return parse_assessment(fields, low, high), []
    except InvalidClaimError as error:
        return None, error.problems if claim else []


def _checked(model: type[Model], fields: Mapping[str, Any]) -> tuple[Model | None, list[Problem]]:
    known = remembered(model).checked(fields)
    if known is not None:
        return known, []
    try:
        return model.model_validate(fields), []
    except ValidationError as error:
        return None, [_problem(model, detail) for detail in error.errors(include_url=False)]


def _problem(model: type[CheckedTogether], detail: ErrorDetails) -> Problem:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    value = detail["input"] if field else ""
    return Problem(field, str(value)[:200], _sentence(model, field, detail))


def _sentence(model: type[CheckedTogether], field: str, detail: ErrorDetails) -> str:
    context = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return str(context["error"])
        case "missing":
            return "needed, and it is empty"
        case "extra_forbidden":
            return "there is no such field; the data dictionary lists them"
        case "enum":
            return f"{shortened(detail['input'])} is not one of the words {_words_of(model, field)}"
        case "string_too_long" | "too_long":
            length = len(str(detail["input"]))
            return f"{length:,} characters is too long; at most {context['max_length']:,} are kept"
        case "string_too_short" | "string_type" | "date_type":
            return "needed, and it is empty"
        case "string_pattern_mismatch":
            return f"{shortened(detail['input'])} does not have the form this field needs"
        case _:
            return detail["msg"]


def _words_of(model: type[CheckedTogether], field: str) -> str:
    kinds = [model.model_fields[field].annotation]
    found: list[str] = []
    while kinds:
        kind = kinds.pop()
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            found += [word.value for word in kind]
        kinds += list(getattr(kind, "__args__", ()))
    return ", ".join(found)
