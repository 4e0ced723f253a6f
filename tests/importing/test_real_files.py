"""The real files of others, each taken in or refused, every row of it accounted for.

The files lie beside the project where they are there. Where they are not, small files of the same shape are made.
"""

import pytest

from tests.importing.accounts import MADE, account, account_of, real_files, table_of
from tests.tables.files import REAL
from tracker.settings import PROJECT_FOLDER

UCDP_OUTSIDE = {"236880", "304491", "299515", "406097", "464847", "252478"}
NO_FIGURES = {"README.md", "kramatorsk_2023-01-08.txt", "makiivka_kramatorsk_facts.md"}


@pytest.mark.parametrize("name", sorted(MADE))
def test_a_file_of_each_shape_is_accounted_for(name, tmp_path, file_ledger):
    content, recipe, expected = MADE[name]
    path = tmp_path / name
    path.write_bytes(content() if callable(content) else content.encode())
    found = account_of(file_ledger, path)

    assert (found.recipe, found.rows_read, found.rows_taken, found.rows_left_out, found.rows_refused, found.claims) == (
        recipe,
        *expected,
    ), found.problems


@pytest.mark.parametrize("path", real_files(), ids=lambda path: path.name)
def test_a_real_file_is_taken_in_or_refused_with_a_reason(path, file_ledger):
    found = account(file_ledger, path)

    if path.name in NO_FIGURES:
        assert "no recipe fits" in found.reason or "cells under a header" in found.reason
    elif found.recipe:
        assert found.rows_read == found.rows_taken + found.rows_left_out + found.rows_refused > 0
        assert found.claims >= 1
    else:
        assert "nothing of it is taken" in found.reason


def test_events_whose_best_lies_outside_their_bounds_are_refused_by_id(file_ledger, tmp_path):
    path = REAL / "ucdp_ged_sample" / "ucdpged_rows_1_500.csv"
    outside = UCDP_OUTSIDE
    if not path.exists():
        path = tmp_path / "ged.csv"
        path.write_text(MADE["ucdp.csv"][0])
        outside = {"236880"}
    found = account_of(file_ledger, path)

    assert found.rows_refused == len(outside)
    assert {problem.split("(id ")[1].split(")")[0] for problem in found.problems} == outside


def test_the_accounts_in_the_docs_are_those_of_the_files():
    written = (PROJECT_FOLDER / "docs" / "recipes.md").read_text(encoding="utf-8")
    if not real_files():
        assert "| `ucdpged_rows_1_500.csv` | ucdp-ged | 500 |" in written
    else:
        assert table_of(real_files()) in written, "make it anew: python -m tests.importing.accounts"
