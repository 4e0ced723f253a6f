"""How many independent origins stand behind a figure: origins, not links."""

from collections.abc import Iterable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from tracker.vocabulary import SourceRole

PLATFORMS: Final = frozenset(
    {"t.me", "x.com", "twitter.com", "facebook.com", "youtube.com", "instagram.com", "tiktok.com", "vk.com", "ok.ru"}
)
"""Hosts on which many publish: there the account is the publisher."""

_OWN: Final = frozenset({SourceRole.ORIGIN, SourceRole.RELAY})


def independent_origins(sources: Iterable[Mapping[str, Any]]) -> int:
    """How many origins a claim's sources come down to. A source has ``role``, and ``publisher`` or ``url``.

    The claimant's own channel and everybody who relays it are one origin. Each publisher that corroborates is
    one more, unless it is the claimant's own channel. What contradicts or gives background supports nothing.
    """
    known = list(sources)
    own_channel = {publisher_of(source) for source in known if source["role"] == SourceRole.ORIGIN}
    support = {publisher_of(source) for source in known if source["role"] == SourceRole.CORROBORATES}
    is_stated = any(source["role"] in _OWN for source in known)
    return int(is_stated) + len(support - own_channel)


def publisher_of(source: Mapping[str, Any]) -> str:
    """Who published a source: its publisher; where none is recorded, its host, or the account on a platform."""
    if source.get("publisher"):
        return " ".join(str(source["publisher"]).casefold().split())
    address = urlsplit(str(source.get("url") or ""))
    host = (address.hostname or "").removeprefix("www.")
    account = address.path.strip("/").split("/")[0].casefold()
    return f"{host}/{account}" if host in PLATFORMS else host
