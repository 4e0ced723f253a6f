"""Whatever differs between machines, in one object read from ``TRACKER_*`` variables."""

import getpass
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_FOLDER = Path(__file__).resolve().parent.parent


def _name_of_this_user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a machine whose user has no name
        return "local user"


class Settings(BaseSettings):
    """The settings; each can be given as an environment variable ``TRACKER_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="TRACKER_", frozen=True)

    database_url: str = Field(
        default="sqlite:///data/tracker.db",
        description="Where the ledger is kept: a SQLAlchemy address, SQLite file or PostgreSQL.",
    )
    public_url: str = Field(
        default="http://localhost:8501",
        description="The address readers use; it stands in links, citations and record_url.",
    )
    recorder: str = Field(
        default_factory=_name_of_this_user,
        description="The name a change is recorded under when the page or command gives none.",
    )
    records_folder: Path = Field(
        default=PROJECT_FOLDER / "data" / "records",
        description="The CSV files that an empty store is filled from.",
    )
    recipes_folder: Path = Field(
        default=PROJECT_FOLDER / "data" / "own_recipes",
        description="Where recipes for imported files that were made here are kept; the shipped ones are beside it.",
    )
    largest_file_mb: int = Field(
        default=200,
        ge=1,
        description="Files above this size, in megabytes, are refused before they are read.",
    )
    stale_after_days: int = Field(
        default=90,
        ge=1,
        description="Days without a new claim after which a claimed line is dashed.",
    )


@lru_cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
