"""The recipes there are: those that ship, and those that were made here."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from tracker.csv_files import InvalidFileError
from tracker.recipes.recipe import InvalidRecipeError, Recipe, read_recipe
from tracker.recipes.values import as_text
from tracker.tables import Table, find_kind, open_table


class UnknownRecipeError(ValueError):
    """There is no recipe of this name."""


@dataclass(frozen=True, slots=True)
class Fit:
    """A recipe that a file looks made for; the more it asks of a file, the better it fits."""

    recipe: Recipe
    score: tuple[int, int, int]


def read_recipes(folders: Iterable[Path]) -> dict[str, Recipe]:
    """Every recipe of these folders by its name; a later folder's goes before an earlier one's.

    Raises InvalidRecipeError naming the file, also for a recipe whose name is not its file's.
    """
    found: dict[str, Recipe] = {}
    for folder in folders:
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            recipe = read_recipe(path)
            if recipe.name != path.stem:
                raise InvalidRecipeError([f"{path.name}: its name is {recipe.name}; name and file must agree"])
            found[recipe.name] = recipe
    return found


def named_recipe(name: str, recipes: dict[str, Recipe]) -> Recipe:
    """The recipe of this name. Raises UnknownRecipeError with the names there are."""
    if name not in recipes:
        raise UnknownRecipeError(f'there is no recipe "{name}"; there are own, {", ".join(sorted(recipes))}')
    return recipes[name]


def fitting_recipes(path: Path, file_name: str, recipes: Iterable[Recipe]) -> list[Recipe]:
    """The recipes that a file looks made for: of several only those that ask most of it."""
    kind = find_kind(path)
    fits = [fit for recipe in recipes if (fit := _fit(recipe, kind, path, file_name)) is not None]
    best = max((fit.score for fit in fits), default=None)
    return [fit.recipe for fit in fits if fit.score == best]


def _fit(recipe: Recipe, kind: str, path: Path, file_name: str) -> Fit | None:
    if recipe.file.kind not in (None, kind):
        return None
    wanted = recipe.recognise
    if wanted.file_name is not None and re.search(wanted.file_name, file_name) is None:
        return None
    try:
        table = open_table(path, recipe.file.layout())
        if not _looks_so(recipe, table):
            return None
    except InvalidFileError:
        return None
    return Fit(recipe, (wanted.file_name is not None, len(wanted.cells), len(wanted.columns)))


def _looks_so(recipe: Recipe, table: Table) -> bool:
    wanted = recipe.recognise
    first = next(islice(table.rows, 1), None)
    there = set(table.columns) | set(first.cells if first else ())
    if not set(wanted.columns) <= there or not there.isdisjoint(wanted.not_columns):
        return False
    cells = first.cells if first else {}
    return all(re.search(pattern, as_text(cells.get(name))) for name, pattern in wanted.cells.items())
