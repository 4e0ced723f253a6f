"""Pages are opened as a reader opens them: the list of pages runs, then the page, on a store of the test's own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tracker.ledger import Ledger, open_ledger
from tracker.pages import opened
from tracker.settings import Settings, settings

PAGES = Path(opened.__file__).parent
OpenPage = Callable[..., AppTest]


@pytest.fixture
def store_url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty store that pages of this test use."""
    url = f"sqlite:///{tmp_path / 'pages.db'}"
    monkeypatch.setenv("TRACKER_DATABASE_URL", url)
    monkeypatch.setenv("TRACKER_RECORDER", "A. Tester")
    monkeypatch.setenv("TRACKER_RECORDS_FOLDER", str(tmp_path / "no records"))
    settings.cache_clear()
    yield url
    settings.cache_clear()


@pytest.fixture(scope="session")
def filled_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the shipped records, to be copied: filling one takes longer than a test."""
    path = tmp_path_factory.mktemp("shipped") / "filled.db"
    open_ledger(Settings(database_url=f"sqlite:///{path}")).engine.dispose()
    return path


@pytest.fixture
def shipped(store_url: str, filled_store: Path) -> Ledger:
    """The ledger of the pages, filled with the shipped records."""
    shutil.copy(filled_store, store_url.removeprefix("sqlite:///"))
    return opened.ledger()


@pytest.fixture
def bare(store_url: str) -> Ledger:
    """The ledger of the pages, empty."""
    return opened.ledger()


@pytest.fixture
def open_page(store_url: str) -> OpenPage:
    """Open a page by its file name, with an address's parameters; no page may show an exception.

    ``state`` is what select boxes hold that AppTest cannot type into them: names not on record.
    """

    def opens(
        page: str = "timeline.py", *, state: dict[str, object] | None = None, **parameters: str | list[str]
    ) -> AppTest:
        app = AppTest.from_file(str(PAGES / "site.py"), default_timeout=60)
        for name, value in (state or {}).items():
            app.session_state[name] = value
        for name, value in parameters.items():
            app.query_params[name] = value
        if page != "timeline.py":
            app.switch_page(str(PAGES / page))
        app.run()
        assert not app.exception, [found.message for found in app.exception]
        return app

    return opens
