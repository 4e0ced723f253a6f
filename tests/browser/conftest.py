"""A real Chromium on the real dashboard, on a store that each test file gets to itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from tests.find_browser import CHROMIUM_ARGS, chromium_path
from tests.served import PHONE, dashboard

WAIT_MS = 45_000
expect.set_options(timeout=WAIT_MS)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the dashboard of this test file answers; its store holds the shipped records."""
    folder = tmp_path_factory.mktemp("served")
    with dashboard(folder / "tracker.db", folder / "server.log") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the file."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a new visitor."""
    context = browser.new_context(viewport={"width": 1400, "height": 1100}, accept_downloads=True)
    yield from without_exceptions(context)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A page of a new visitor with a phone."""
    size: ViewportSize = {"width": 412, "height": 839}
    yield from without_exceptions(browser.new_context(viewport=size, user_agent=PHONE, is_mobile=True, has_touch=True))


def without_exceptions(context: BrowserContext) -> Iterator[Page]:
    """A page that a test works with; the test fails when the page shows an exception."""
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    yield page
    shown = page.locator('[data-testid="stException"]').count()
    context.close()
    assert shown == 0
