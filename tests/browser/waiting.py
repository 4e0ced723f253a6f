"""What every browser test waits for."""

from playwright.sync_api import Page, expect

STILL = '[data-testid="stApp"][data-test-script-state="notRunning"][data-test-connection-state="CONNECTED"]'


def ready(page: Page) -> None:
    """Wait until the page's script has run to its end and nothing of its last run is left.

    What a visitor did reaches the server a moment later: so the page is looked at twice, a moment apart.
    """
    for _ in range(2):
        page.wait_for_timeout(200)
        expect(page.locator(STILL)).to_have_count(1)
        expect(page.locator('[data-stale="true"]')).to_have_count(0)
