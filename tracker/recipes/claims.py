"""From a row of a foreign file to claims, to the rule that leaves it out, or to what is wrong with it."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.claims import InvalidClaimError, NewClaim, Problem, parse_claim
from tracker.recipes.figures import read_figure
from tracker.recipes.recipe import ASSESSMENT_FIELDS, ClaimOfRow, Recipe
from tracker.recipes.values import DATE_FIELDS, Cells, Copy, as_text, holds, read_field
from tracker.tables import TableRow

NO_FIGURE = "no figure is reported in this row"


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of a row: its claims, or the rule that left it out, or its problems."""

    row: TableRow
    claims: tuple[NewClaim, ...] = ()
    left_out: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class RowReader:
    """Reads the rows of one copy of a file. It remembers the keys it met: the same key again is another record."""

    recipe: Recipe
    copy: Copy = field(default_factory=Copy)
    _met: dict[str, int] = field(default_factory=dict)
    _series: list[str] = field(init=False)
    """What the file's name tells of the series, such as "raw" or "deduplicated": part of every record's key."""

    def __post_init__(self) -> None:
        """Read the file's name."""
        named = {name: s for name, s in self.recipe.fields.items() if s.file_name and name not in DATE_FIELDS}
        found = {name: read_field(name, s, {}, self.recipe.missing, self.copy) for name, s in named.items()}
        self._series = [f"{name}={value}" for name, value in found.items()]

    def read(self, row: TableRow) -> RowResult:
        """The claims of a row."""
        rule = self.rule_leaving_out(row.cells)
        if rule:
            return RowResult(row, left_out=rule)
        key = self._key_of(row.cells)
        claims: list[NewClaim] = []
        problems: list[Problem] = []
        for wanted in self.recipe.claims:
            try:
                fields = self._fields_of(wanted, row.cells)
                if fields is not None:
                    claims.append(parse_claim(fields | {"code": code_of(self.recipe.name, key, wanted.id)}))
            except InvalidClaimError as error:
                problems += error.problems
        if problems:
            return RowResult(row, problems=tuple(dict.fromkeys(problems)))
        return RowResult(row, tuple(claims)) if claims else RowResult(row, left_out=NO_FIGURE)

    def rule_leaving_out(self, cells: Cells) -> str:
        """The reason of the first rule that leaves a row out, or ''."""
        for rule in self.recipe.leave_out:
            if all(holds(condition, cells, self.recipe.missing) for condition in rule.when):
                return rule.reason
        return ""

    def _key_of(self, cells: Cells) -> str:
        parts = [as_text(cells.get(column)) for column in self.recipe.key] or [as_text(cells.get("date"))]
        parts += self._series
        key = "\x1f".join(parts)
        self._met[key] = self._met.get(key, 0) + 1
        return key if self._met[key] == 1 else f"{key}\x1f#{self._met[key]}"

    def _fields_of(self, wanted: ClaimOfRow, cells: Cells) -> dict[str, Any] | None:
        missing = self.recipe.missing
        if not all(holds(condition, cells, missing) for condition in wanted.when):
            return None
        fields: dict[str, Any] = dict(self.recipe.constants) | wanted.constants
        problems = []
        try:
            figure = read_figure(wanted.figure, cells, missing, self.copy)
        except ValueError as error:
            raise InvalidClaimError([Problem(wanted.id, "", str(error))]) from None
        if figure is None:
            return None
        for name, source in (self.recipe.fields | wanted.fields).items():
            try:
                value = read_field(name, source, cells, missing, self.copy)
            except ValueError as error:
                problems.append(Problem(name, "", str(error)))
                continue
            if value is not None:
                fields[name] = value
        if problems:
            raise InvalidClaimError(problems)
        if "status" not in fields:  # the file's own grade says nothing: what would go with it is no assessment
            fields = {name: value for name, value in fields.items() if name not in ASSESSMENT_FIELDS}
        return fields | figure


def code_of(recipe: str, key: str, claim: str) -> str:
    """The code of a claim of a file's row: the same for the same record in every later copy of the file."""
    digest = hashlib.sha256("\x1e".join((recipe, key, claim)).encode()).digest()
    return "c" + base64.b32encode(digest).decode().lower()[:14]


def fields_of_the_copy(recipe: Recipe) -> Sequence[str]:
    """The fields that tell of a copy of the file rather than of its rows: they alone do not make a claim a new one."""
    every = dict(recipe.fields)
    for claim in recipe.claims:
        every |= claim.fields
    return [name for name, source in every.items() if source.is_of_the_file]
