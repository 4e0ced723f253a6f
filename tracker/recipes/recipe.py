"""What a recipe may say. A recipe is a TOML file that tells how a foreign file becomes claims; it holds no code."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import tomli_w
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from tracker.claims import NewAssessment, NewClaim
from tracker.tables import Layout

NAME_PATTERN: Final = r"^[a-z0-9][a-z0-9-]{1,40}$"
OWN: Final = "own"
ASSESSMENT_FIELDS: Final = frozenset(NewAssessment.model_fields)
FIGURE_FIELDS: Final = frozenset({"verbatim", "stated_value", "qualifier", "low", "high", "best", "bounds_reason"})
CLAIM_FIELDS: Final = (frozenset(NewClaim.model_fields) - {"assessment", "code"} - FIGURE_FIELDS) | ASSESSMENT_FIELDS
DATE_FORMATS: Final = ("iso", "period", "day-first", "month-first", "excel-serial")
DateFormat = str
Ends = Literal["first", "last"]


class InvalidRecipeError(ValueError):
    """A file that is no recipe; ``problems`` holds a sentence for each fault, led by where it stands."""

    def __init__(self, problems: list[str]) -> None:
        """Keep every fault."""
        self.problems = problems
        super().__init__("; ".join(problems))


class Part(BaseModel):
    """A part of a recipe: a key that is not known is a fault."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _is_pattern(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is no regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_is_pattern)]


class Source(Part):
    """Where a value comes from: a column, or words of the recipe's own. Exactly one of the first five."""

    column: str | None = Field(None, description="The cell of this column.")
    value: str | None = Field(None, description="Always this text.")
    template: str | None = Field(None, description="A text with {column} in it.")
    file_name: Pattern | None = Field(None, description="What this pattern's group finds in the file's name.")
    ask: str | None = Field(None, description="What whoever imports answers to this question.")
    default: str | None = Field(None, description="Taken where the cell says nothing, or the question is not answered.")
    map: dict[str, str] | None = Field(None, description="Each word of the file and ours for it; others say nothing.")
    pick: Pattern | None = Field(None, description="Only what this pattern finds in the text, its group if it has one.")
    urls: bool = Field(False, description="Every web address in the text, and nothing else of it.")
    date: DateFormat | None = Field(
        None,
        description=f"How a date is written: {', '.join(DATE_FORMATS)}, or a strptime pattern such as %d.%m.%Y.",
    )
    takes: Ends | None = Field(None, description="The first or the last day of a week, month or year.")
    cut: int | None = Field(None, ge=10, description="At most so many characters, ending in an ellipsis.")

    @model_validator(mode="before")
    @classmethod
    def _column_alone(cls, value: Any) -> Any:
        return {"column": value} if isinstance(value, str) else value

    @model_validator(mode="after")
    def _has_one_origin(self) -> "Source":
        origins = [self.column, self.value, self.template, self.file_name, self.ask]
        if sum(origin is not None for origin in origins) != 1:
            raise ValueError("needs exactly one of column, value, template, file_name, ask")
        if self.date is not None and self.date not in DATE_FORMATS and "%" not in self.date:
            raise ValueError(f"date {self.date!r} is not one of {', '.join(DATE_FORMATS)}, nor a pattern with %")
        return self

    @property
    def columns(self) -> list[str]:
        """The columns it reads."""
        if self.template is not None:
            return re.findall(r"\{([^{}]+)\}", self.template)
        return [self.column] if self.column is not None else []

    @property
    def is_of_the_file(self) -> bool:
        """Whether it tells of this copy of the file rather than of a row."""
        return self.file_name is not None or self.ask is not None


class Condition(Part):
    """What a cell must be like. All that is said must hold."""

    column: str
    is_: tuple[str, ...] | None = Field(None, alias="is", description="One of these, letter by letter.")
    is_not: tuple[str, ...] | None = Field(None, description="None of these.")
    matches: Pattern | None = Field(None, description="The pattern is found in the text.")
    reported: bool | None = Field(None, description="Whether the cell says anything at all.")

    @model_validator(mode="after")
    def _asks_something(self) -> "Condition":
        if self.is_ is None and self.is_not is None and self.matches is None and self.reported is None:
            raise ValueError("needs one of is, is_not, matches, reported")
        return self


class LeaveOut(Part):
    """Rows that are no claims, and why: subtotals, rows carried forward, notes."""

    reason: str = Field(min_length=3)
    when: tuple[Condition, ...] = Field(min_length=1)


class Figure(Part):
    """Where the number stands: words that the wording rules read, one number, or bounds in columns."""

    words: Source | None = None
    value: Source | None = None
    qualifier: Source | None = Field(None, description="Put before the number, as in 'about 700'.")
    low: Source | None = None
    best: Source | None = None
    high: Source | None = None
    none: tuple[str, ...] = Field((), description="Words in these cells that mean that nobody was hurt.")

    @model_validator(mode="after")
    def _says_where(self) -> "Figure":
        bounds = bool(self.low or self.best or self.high)
        if not (self.words or self.value or bounds) or (self.value and (self.words or bounds)):
            raise ValueError("needs words, or value, or low with best and high; bounds may stand beside words")
        if self.qualifier is not None and self.value is None:
            raise ValueError("a qualifier stands before one number; it needs value")
        return self

    @property
    def sources(self) -> list[Source]:
        """Every source of it that is given."""
        return [s for s in (self.words, self.value, self.qualifier, self.low, self.best, self.high) if s is not None]


class ClaimOfRow(Part):
    """One claim that a row may give."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,30}$", description="Tells the claims of one row apart; never change it.")
    constants: dict[str, str] = {}
    fields: dict[str, Source] = {}
    figure: Figure
    when: tuple[Condition, ...] = ()


class Count(Part):
    """A file of one person a row: its rows are counted up to each date."""

    by: Source
    each: Literal["day", "month"] = "day"


class Recognise(Part):
    """What a file looks like that this recipe is for."""

    columns: tuple[str, ...] = Field(min_length=1)
    not_columns: tuple[str, ...] = ()
    file_name: Pattern | None = None
    cells: dict[str, Pattern] = Field({}, description="Patterns found in cells of the first row.")


class Missing(Part):
    """Words for "not reported", besides empty cells, null and absent keys."""

    words: tuple[str, ...] = ()


class File(Part):
    """How the file is laid out; what is not said is found out."""

    kind: Literal["csv", "json", "jsonl", "xlsx", "parquet"] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    header_row: int = Field(1, ge=1)
    records: str | None = None
    key: str | None = None

    def layout(self) -> Layout:
        """The same for ``tables.open_table``."""
        return Layout(**self.model_dump())


class Recipe(Part):
    """How the files of one kind become claims."""

    name: str = Field(pattern=NAME_PATTERN)
    title: str = Field(min_length=3, max_length=200)
    about: str = Field("", description="What the file is, whose figures it holds, and its traps.")
    refuse: str | None = Field(None, description="Why nothing of such a file is taken.")
    file: File = File()
    recognise: Recognise
    missing: Missing = Missing()
    key: tuple[str, ...] = Field((), description="The columns by which a row is recognised in a later copy.")
    leave_out: tuple[LeaveOut, ...] = ()
    count: Count | None = None
    constants: dict[str, str] = {}
    fields: dict[str, Source] = {}
    claims: tuple[ClaimOfRow, ...] = ()

    @model_validator(mode="after")
    def _is_complete(self) -> "Recipe":
        if self.refuse is None and not self.claims:
            raise ValueError("needs at least one [[claims]], or refuse with the reason why nothing is taken")
        if self.refuse is None and not self.key and self.count is None:
            raise ValueError("needs key: the columns by which a row is recognised in a later copy of the file")
        ids = [claim.id for claim in self.claims]
        if len(set(ids)) < len(ids):
            raise ValueError("two claims have the same id")
        for place, names in self._named_fields():
            unknown = sorted(set(names) - CLAIM_FIELDS)
            if unknown:
                raise ValueError(f"{place}: there is no field {', '.join(unknown)}; the data dictionary lists them")
        return self

    def _named_fields(self) -> Iterator[tuple[str, list[str]]]:
        yield "constants", list(self.constants)
        yield "fields", list(self.fields)
        for claim in self.claims:
            yield f"claims {claim.id}", [*claim.constants, *claim.fields]

    @property
    def columns(self) -> list[str]:
        """Every column it reads, each once, in the order of the recipe."""
        sources = [*self.fields.values()]
        conditions = [condition for rule in self.leave_out for condition in rule.when]
        for claim in self.claims:
            sources += [*claim.fields.values(), *claim.figure.sources]
            conditions += claim.when
        if self.count:
            sources.append(self.count.by)
        named = [column for source in sources for column in source.columns]
        made = {"date", "count"} if self.count else set()
        every = [*self.key, *named, *(condition.column for condition in conditions)]
        return [column for column in dict.fromkeys(every) if column not in made]

    @property
    def questions(self) -> dict[str, Source]:
        """What must be answered before the file can be taken, by the name under which the answer is given."""
        asked = {name: source for name, source in self.fields.items() if source.ask is not None}
        for claim in self.claims:
            asked |= {name: source for name, source in claim.fields.items() if source.ask is not None}
        return asked

    def to_toml(self) -> str:
        """The recipe as a file."""
        return tomli_w.dumps(self.model_dump(mode="json", by_alias=True, exclude_defaults=True))


def parse_recipe(text: str, *, where: str = "the recipe") -> Recipe:
    """A recipe from its TOML. Raises InvalidRecipeError that names every fault and where it stands."""
    try:
        return make_recipe(tomllib.loads(text), where=where)
    except tomllib.TOMLDecodeError as error:
        raise InvalidRecipeError([f"{where} is no TOML: {error}"]) from None


def make_recipe(parts: Mapping[str, Any], *, where: str = "the recipe") -> Recipe:
    """A recipe from its parts, under the names that they have in TOML. Raises InvalidRecipeError."""
    try:
        return Recipe.model_validate(parts)
    except ValidationError as error:
        raise InvalidRecipeError([_sentence(where, fault) for fault in error.errors(include_url=False)]) from None


def read_recipe(path: Path) -> Recipe:
    """The recipe of a file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidRecipeError([f"{path.name} cannot be read: {error}"]) from None
    return parse_recipe(text, where=path.name)


def _sentence(where: str, fault: Any) -> str:
    place = ".".join(str(part) for part in fault["loc"])
    match fault["type"]:
        case "extra_forbidden":
            said = "there is no such key in a recipe"
        case "missing":
            said = "is needed"
        case "value_error":
            said = str(fault["ctx"]["error"])
        case _:
            said = fault["msg"]
    return f"{where}: {place}: {said}" if place else f"{where}: {said}"
