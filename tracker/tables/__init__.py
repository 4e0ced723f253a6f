"""Tables out of files: whatever researchers have, as columns and numbered rows, or a sentence why not."""

from tracker.tables.opening import find_kind, list_sheets, open_table
from tracker.tables.records import PARENT
from tracker.tables.table import ANY_LAYOUT, Cell, Kind, Layout, Table, TableRow
from tracker.tables.taking import MEGABYTE, TakenFile, take_file

__all__ = [
    "ANY_LAYOUT",
    "MEGABYTE",
    "PARENT",
    "Cell",
    "Kind",
    "Layout",
    "Table",
    "TableRow",
    "TakenFile",
    "find_kind",
    "list_sheets",
    "open_table",
    "take_file",
]
