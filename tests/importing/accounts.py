"""What became of every row of the files of others: for tests, and for the table in docs/recipes.md."""

import json
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.tables.files import REAL, as_workbook, write_cells
from tracker.importing import ImportReport, InvalidFileError, Options, UnknownRecipeError
from tracker.ledger import Ledger, open_ledger
from tracker.settings import PROJECT_FOLDER, Settings

DOCS = PROJECT_FOLDER / "docs" / "recipes.md"
HEADING = "| file | recipe | rows read | taken | left out | refused | claims |\n|---|---|--:|--:|--:|--:|--:|\n"


@dataclass(frozen=True, slots=True)
class Account:
    """One file's rows and claims, or the reason why nothing of it is taken."""

    file: str
    recipe: str = ""
    rows_read: int = 0
    rows_taken: int = 0
    rows_left_out: int = 0
    rows_refused: int = 0
    claims: int = 0
    reason: str = ""

    def line(self) -> str:
        if self.reason:
            return f"| `{self.file}` | – | | | | | {self.reason} |\n"
        numbers = (self.rows_read, self.rows_taken, self.rows_left_out, self.rows_refused, self.claims)
        return f"| `{self.file}` | {self.recipe} | {' | '.join(f'{number:,}' for number in numbers)} |\n"


def real_files() -> list[Path]:
    """The files that lie beside the project, [] where there are none."""
    return sorted(path for path in REAL.rglob("*") if path.is_file()) if REAL.is_dir() else []


def account_of(ledger: Ledger, path: Path) -> ImportReport:
    """Try a file, with its refused rows skipped."""
    return ledger.importer(by="T").take(path, Options(dry_run=True, skip_refused=True))


def account(ledger: Ledger, path: Path) -> Account:
    """The same, or why nothing is taken."""
    try:
        found = account_of(ledger, path)
    except (InvalidFileError, UnknownRecipeError) as error:
        return Account(path.name, reason=re.sub(r"^\S+: ", "", str(error)).split(" (")[0])
    return Account(
        path.name,
        found.recipe,
        found.rows_read,
        found.rows_taken,
        found.rows_left_out,
        found.rows_refused,
        found.claims,
    )


def table_of(paths: Sequence[Path]) -> str:
    """The table for the docs: each file tried on an empty ledger."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = open_ledger(Settings(database_url=f"sqlite:///{folder}/t.db"), with_records=False)
        lines = [account(ledger, path).line() for path in paths if path.suffix in (".csv", ".json", ".xlsx")]
        ledger.engine.dispose()
    return HEADING + "".join(lines)


def _drone_strikes() -> bytes:
    rows = [
        [
            "Strike ID",
            "Date",
            "Location",
            "Area",
            "Minimum total people killed",
            "Maximum total people killed",
            "Minimum civilians reported killed",
            "Maximum civilians reported killed",
            "Minimum children reported killed",
            "Maximum children reported killed",
            "Minimum reported injured",
            "Maximum reported injured",
            "Strike link",
        ],
        ["B1", date(2004, 6, 17), "Wana", "South", 6, 8, 2, 2, 2, 2, 1, 1, "http://example.org/#B1"],
        ["B2", date(2005, 5, 8), "Toorikhel", "North", 3, 2, 0, 0, 0, 0, 0, 0, None],
    ]
    return as_workbook(
        lambda book: (write_cells(book, "Notes", [["read me"]]), write_cells(book, "Drone strikes data", rows))
    )


def _somalia() -> bytes:
    rows = [
        [
            "",
            "Date",
            "Location",
            "Confirmed/\npossible US strike",
            "Minimum people killed",
            "Maximum people killed",
            "Minimum civilians killed",
            "Maximum civilians killed",
            "Minimum children killed",
            "Maximum children killed",
            "Minimum people injured",
            "Maximum people injured",
            "Strike link",
        ],
        ["SOM001", date(2007, 1, 7), "Ras", "Confirmed", 8, 10, 2, 2, 0, 1, 1, 3, "http://example.org/#SOM001"],
    ]
    return as_workbook(lambda book: write_cells(book, "All US actions", rows))


_WEST_BANK = [
    {"report_date": "2023-10-07", "verified": {"killed_cum": 6}, "killed_cum": 3, "killed_children_cum": 0}
    | {"injured_cum": 23, "injured_children_cum": 1, "settler_attacks_cum": 3, "flash_source": "un"},
    {"report_date": "2023-10-08", "verified": {"killed_cum": 14}, "killed_cum": 3, "killed_children_cum": 0}
    | {"injured_cum": 23, "injured_children_cum": 1, "settler_attacks_cum": 3, "flash_source": "fill"},
    {"report_date": "2023-10-09", "killed_cum": 3, "killed_children_cum": 0, "injured_cum": 23}
    | {"injured_children_cum": 1, "settler_attacks_cum": 3, "flash_source": "fill"},
]
_GAZA = [
    {"report_date": "2023-10-07", "report_source": "mohtel", "report_period": 24, "ext_killed_cum": 232}
    | {"killed_cum": 232, "injured_cum": 1610, "med_killed_cum": 6},
    {"report_date": "2023-10-08", "report_source": "missing", "report_period": 0, "ext_killed_cum": 300},
]
_WAR = {
    "war_id": "war_x",
    "name": "War of Examples",
    "sides": [
        {
            "name": "Side A",
            "military_killed": {
                "low": 10,
                "high": 20,
                "point": None,
                "notes": "n",
                "sources": ["https://example.org/1"],
            },
            "civilians_killed_directly": {"low": None, "high": None, "point": None, "sources": []},
        },
        {
            "name": "Side B",
            "military_killed": {"low": None, "high": None, "point": None, "sources": []},
            "civilians_killed_directly": {"low": None, "high": None, "point": None, "sources": []},
        },
    ],
}
_UCDP = (
    "id,relid,conflict_name,type_of_violence,dyad_name,side_a,side_b,source_article,where_prec,where_coordinates,"
    "where_description,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,"
    "deaths_unknown,best,high,low\n"
    '300380,S-1,Syria: Government,1,A - B,Side A,Side B,"a ""quoted""\npage",1,Rami,in Rami,Syria,1,1,2013-01-03,'
    "2013-01-03,0,2,0,0,2,2,2\n"
    "236880,S-2,Syria: Government,1,A - B,Side A,Side B,page,1,Rami,in Rami,Syria,1,1,2013-01-03,2013-01-03,0,2,0,0,2,1,1\n"
)
_PERSONS = (
    "id,first_name,birthYear,deathConfirmedDate,unitType,age,region,source\n"
    '1,removed,1992,2022-02-25,army,30,North,"https://archive.example/1\nhttps://archive.example/2"\n'
    "2,removed,1996,2022-02-26,army,26,North,\n3,removed,1990,,army,31,North,\n"
)
_TANKS = '[{"date": "2022-02-25", "day": 2, "tank": 80, "APC": 516, "field artillery": 49}]'
_GENERAL_STAFF = (
    "date,day,personnel,personnel*,POW\n2022-03-02,7,5840,about,0.0\n2022-02-25,2,2800,about,\n2022-02-24,1,,about,\n"
)
_AIRWARS = (
    "Incidence_date,Incidence_id,Incidence_url,Strike type,Civilian infrastructure,Civilians reported killed,"
    "Airwars civilian harm grading,Civilians reported injured\n"
    "october-7-2023,i1,https://example.org/i1,Airstrike,Camp,3 – 7,Weak,12–24\n"
    "october-8-2023,i2,https://example.org/i2,Airstrike,NA,Unknown,Fair,NA\n"
)
_AOAV = (
    '"Armed Actors/ Security Personnel Casualties Total","Civilian Casualties Total","Civilians Injured","Civilians Killed",'
    '"Country","Date","Description","Location"\n"0","3","0","3","Afghanistan","2020-01-01","3 killed – “roadside”","Road"'
)
_TOTALS = (
    "war_id,war_name,side,bucket,low,high,notes\r\nw,War,Side,military_killed,2500,20000,n\r\n"
    "w,War,Side,civilians_killed_directly,3200,,n\r\nw,War,Side,deaths_from_actions:siege,,,n\r\n"
)
_EPISODES = (
    "episode_id,episode,conflict,event_date,event_date_precision,place,country_iso3,record_kind,actor,actor_kind,"
    "independence,affected_party,direction,metric,population,counting_basis,verbatim,stated_value,low,high,stated_date,"
    "stated_date_precision,row_id,source_url,source_publisher,source_title,source_url_2,support,note\n"
    "e,Strike,War,2023-01,month,Town,UKR,finding,Recorder,media,independent,Army,third_party,killed,combatant,"
    "named_individuals,139 soldiers,139,139,,2023-02-01,day,r1,https://example.org/1,P,T,,page,n\n"
    "e,Strike,War,2023-01,month,Town,UKR,response,Ministry,state_military,party,Army,third_party,,,,no comment,,,,,,r2,"
    "https://example.org/2,P,T,,page,n\n"
)
_NAMED = '{"2022-02": {"deaths": 406, "total": 406}, "2022-W53": {"deaths": 3, "total": 3}}'
_UKRAINE = '{"2022-02": {"deaths": 891, "missing": 1061, "total": 1952}}'

MADE: dict[str, tuple[str | Callable[[], bytes], str, tuple[int, int, int, int, int]]] = {
    "general staff.csv": (_GENERAL_STAFF, "general-staff", (3, 2, 1, 0, 3)),
    "russia_monthly_2025-08-21.json": (_NAMED, "named-dead-russia", (2, 1, 0, 1, 1)),
    "ukraine_monthly-raw_2025-08-21.json": (_UKRAINE, "named-dead-ukraine", (1, 1, 0, 0, 2)),
    "persons.csv": (_PERSONS, "named-dead-persons", (3, 2, 1, 0, 2)),
    "gaza.json": (json.dumps(_GAZA), "gaza-daily", (2, 1, 1, 0, 3)),
    "west bank.json": (json.dumps(_WEST_BANK), "west-bank-daily", (3, 2, 1, 0, 6)),
    "pakistan.xlsx": (_drone_strikes, "drone-strikes-pakistan", (2, 1, 0, 1, 4)),
    "somalia.xlsx": (_somalia, "drone-strikes-somalia", (1, 1, 0, 0, 4)),
    "airwars.csv": (_AIRWARS, "airwars-incidents", (2, 1, 1, 0, 2)),
    "aoav.csv": (_AOAV, "aoav-afghanistan", (1, 1, 0, 0, 3)),
    "ucdp.csv": (_UCDP, "ucdp-ged", (2, 1, 0, 1, 5)),
    "totals.csv": (_TOTALS, "war-estimates", (3, 2, 1, 0, 2)),
    "war.json": (json.dumps(_WAR), "war-estimates-by-war", (2, 1, 1, 0, 1)),
    "episodes.csv": (_EPISODES, "episodes", (2, 1, 1, 0, 1)),
}
"""By a file's name: what it holds, the recipe for it, and rows read, taken, left out, refused, and claims."""

REFUSED = {"tanks.json": _TANKS}


def main() -> None:
    """Write the table in the docs anew."""
    text = DOCS.read_text(encoding="utf-8")
    kept = text[: text.index(HEADING)] if HEADING in text else text
    DOCS.write_text(kept + table_of(real_files()), encoding="utf-8")


if __name__ == "__main__":
    main()
