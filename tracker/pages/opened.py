"""The one ledger of this process, opened when it is first asked for."""

from functools import lru_cache

from tracker.ledger import Ledger, open_ledger
from tracker.overviews import Overviews, overviews_of
from tracker.settings import Settings, settings


def ledger() -> Ledger:
    """The opened ledger. Raises StoreError, and tries again at the next call, while the store cannot be used."""
    return _opened(settings())


def overviews() -> Overviews:
    """The overviews of the opened ledger."""
    return overviews_of(ledger())


@lru_cache(maxsize=4)
def _opened(wanted: Settings) -> Ledger:
    return open_ledger(wanted)
