"""Checking a model field by field, where each field remembers what it made of a value.

Most cells of a file stand in thousands of its rows. The rules are the model's own: each field is checked by its
annotation once a value, the fields together by ``fits_together`` once a row. Whatever does not pass is left to
the model, which says what is wrong.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any, Final, Generic, Self, TypeVar

from pydantic import BaseModel, TypeAdapter, model_validator
from pydantic.fields import FieldInfo

VALUES_A_FIELD: Final = 8_192
LONGEST_REMEMBERED: Final = 200
"""Characters. Longer texts seldom come again, and would take much room."""


class CheckedTogether(BaseModel):
    """A model whose fields must also fit each other."""

    @model_validator(mode="after")
    def _checked_together(self) -> Self:
        return self.fits_together()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled as what was given alone: many go from one process to another when a large file is read."""
        given = {name: value for name, value in self.__dict__.items() if name in self.model_fields_set}
        return _filled, (type(self), given)

    def fits_together(self) -> Self:
        """The model, once its fields do not contradict each other. Raises ValueError with a sentence."""
        raise NotImplementedError


Model = TypeVar("Model", bound=CheckedTogether)
_set: Final = object.__setattr__  # a model that is frozen refuses its own


class _Field(dict[Any, Any]):
    """One field's values by what was given for them; asking for one that is not taken raises ValueError."""

    def __init__(self, info: FieldInfo) -> None:
        super().__init__()
        self._check = TypeAdapter(info.rebuild_annotation()).validator.validate_python

    def __missing__(self, given: Any) -> Any:
        value = self._check(given)
        if _may_be_remembered(given, value):
            if len(self) >= VALUES_A_FIELD:
                self.clear()
            self[given] = value
        return value


def _may_be_remembered(given: Any, value: Any) -> bool:
    """Whether the same will always be made of it, and it is short. Only a day in digits never counts from today."""
    if isinstance(given, str):
        return len(given) <= LONGEST_REMEMBERED and (not isinstance(value, date) or value.isoformat() == given)
    return True


class Remembered(Generic[Model]):
    """A model's fields with what they remember, within bounds. Safe to share between threads."""

    def __init__(self, model: type[Model]) -> None:
        """Make every field's own check ready, which takes some milliseconds."""
        fields = model.model_fields
        self._fields = {name: _Field(info) for name, info in fields.items()}
        self._needed = {name for name, info in fields.items() if info.is_required()}
        self._model = model
        self._blank = {name: None if name in self._needed else info.get_default() for name, info in fields.items()}

    def checked(self, given: Mapping[str, Any]) -> Model | None:
        """What ``model_validate`` makes of it; None where that must be asked itself."""
        if not (self._needed <= given.keys() and all(map(_is_plain, map(type, given.values())))):
            return None
        fields = self._fields
        try:
            return self.filled({name: fields[name][value] for name, value in given.items()}).fits_together()
        except (KeyError, ValueError):  # there is no such field, or a value is refused
            return None

    def filled(self, values: dict[str, Any]) -> Model:
        """The model with values that were checked before."""
        model = self._model.__new__(self._model)  # as model_construct does, which asks every field for its default
        _set(model, "__dict__", self._blank | values)
        _set(model, "__pydantic_fields_set__", set(values))
        _set(model, "__pydantic_extra__", None)
        _set(model, "__pydantic_private__", None)
        return model


@cache
def remembered(model: type[Model]) -> Remembered[Model]:
    """What is remembered for a model, by all who check one."""
    return Remembered(model)


def _filled(model: type[Model], given: dict[str, Any]) -> Model:
    filled: Model = remembered(model).filled(given)
    return filled


class _Plain(dict[type, bool]):
    """Whether values of a kind equal no value of another kind, as True equals 1."""

    def __missing__(self, kind: type) -> bool:
        self[kind] = kind in {str, int, date, type(None)} or issubclass(kind, StrEnum)
        return self[kind]


_is_plain = _Plain().__getitem__
