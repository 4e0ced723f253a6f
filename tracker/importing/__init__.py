"""Files into the ledger: every row accounted for, recorded whole or not at all, undone as a whole."""

from tracker.csv_files import InvalidFileError
from tracker.importing.files import Importer, Look, Options, is_own_layout, read_own_rows
from tracker.importing.own import import_csv
from tracker.importing.report import MEANINGS, ClaimOfFile, ImportReport, Outcome
from tracker.recipes import UnknownRecipeError

__all__ = [
    "MEANINGS",
    "ClaimOfFile",
    "ImportReport",
    "Importer",
    "InvalidFileError",
    "Look",
    "Options",
    "Outcome",
    "UnknownRecipeError",
    "import_csv",
    "is_own_layout",
    "read_own_rows",
]
