"""Takes a picture of every page, light and dark, on the shipped records: ``make pictures`` puts them in docs/."""

import tempfile
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from tests.find_browser import CHROMIUM_ARGS, chromium_path
from tests.served import PHONE, PROJECT, dashboard

FOLDER = PROJECT / "docs" / "pictures"
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
WIDTH, HEIGHT, NARROW = 1400, 900, 390
VIEWS = {
    "timeline": "/",
    "timeline-makiivka": "/?incident=Makiivka+barracks+strike&metric=killed&until=2023-03-01",
    "timeline-west-bank": "/?conflict=Israel-Gaza+2023-&affected_party=Palestinians+in+the+West+Bank&axis=event",
    "timeline-as-of": "/?incident=Makiivka+barracks+strike&metric=killed&as_of=2023-01-10",
    "timeline-embedded": "/?incident=Makiivka+barracks+strike&metric=killed&until=2023-03-01&embed=true",
    "incidents": "/incidents",
    "incidents-majority": "/incidents?policy=majority",
    "incident": "/incidents?incident=Kramatorsk+dormitories+strike",
    "claims": "/claims",
    "compare": "/compare",
    "compare-incidents": "/compare?by=incident&y=own",
    "claimants": "/claimants",
    "verification": "/verification",
    "changes": "/changes",
    "claim": "/claims?claim=c83kmtetpf",
    "incident-makiivka": "/incidents?incident=Makiivka+barracks+strike&metric=killed&as_of=2023-01-10",
    "add-a-claim": "/add_claim",
    "import": "/import_claims",
    "assess": "/assess",
    "about": "/about",
}


def whole_page(page: Page) -> None:
    """Make the window as tall as the page, as its content scrolls inside it."""
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"] > *').scrollHeight")
    size = page.viewport_size or {"width": WIDTH, "height": HEIGHT}
    page.set_viewport_size({"width": size["width"], "height": min(int(height) + 40, 3200)})
    page.wait_for_timeout(1500)


def take(browser: Browser, address: str, name: str, *, scheme: Scheme, width: int = WIDTH) -> None:
    """One picture of one page."""
    agent = PHONE if width == NARROW else None
    context = browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme, user_agent=agent)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("h1" if "embed=true" not in address else ".main-svg", timeout=60_000)
    page.wait_for_selector('[data-testid="stStatusWidget"]', state="detached", timeout=60_000)
    page.wait_for_timeout(1500)
    whole_page(page)
    page.screenshot(path=FOLDER / f"{name}.png")
    context.close()
    print(f"docs/pictures/{name}.png")


def main() -> None:
    """Every view in light and dark, and the first page on a phone."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        dashboard(Path(folder) / "tracker.db", Path(folder) / "server.log") as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGS)
        for name, path in VIEWS.items():
            for scheme in SCHEMES:
                take(browser, address + path, f"{name}-{scheme}", scheme=scheme)
        take(browser, address, "timeline-phone", scheme="light", width=NARROW)
        browser.close()


if __name__ == "__main__":
    main()
