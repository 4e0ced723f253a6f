"""What is worth keeping between page runs: results of functions, worked out once however many ask."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Lock, Timer
from typing import Any, Final, TypeVar

from cachetools import LRUCache, cached

F = TypeVar("F", bound=Callable[..., Any])
MANY: Final = 100_000
"""So many new objects call for a look for rings among them; rows of files come and go in such numbers."""


def kept(size: int, weight: Callable[[Any], int] | None = None) -> Callable[[F], F]:
    """Keep the last results of a function, by its arguments, that together weigh at most ``size``.

    Without ``weight`` each result weighs one. A result heavier than ``size`` is worked out every time.

    Whoever asks for a result that is being worked out waits for it: twenty readers who open a page right after
    a write cost one reading of the store, not twenty. What raises is not kept.
    """

    def keeping(function: F) -> F:
        return cached(LRUCache[Any, Any](size, getsizeof=weight), condition=Condition())(function)  # type: ignore[return-value]

    return keeping


def set_aside() -> None:
    """Take what is in use now out of the garbage collection's way: modules, and large results that are kept.

    Streamlit collects garbage after every page run, and each time walks through whatever was not set aside.
    What is set aside is still freed when its last user lets go of it. Rings among it are found the next time.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(MANY, 20, 100)


_without, _busy = Lock(), list[None]()


@contextmanager
def without_collecting() -> Iterator[None]:
    """Look for no garbage meanwhile: of a large result that is being made none is, and each look walks through it."""
    with _without:
        _busy.append(None)
        gc.disable()
    try:
        yield
    finally:
        with _without:
            _busy.pop()
            if not _busy:  # whoever else is at it would be disturbed
                gc.enable()


_waiting, _timers = Lock(), list[Timer]()
SOON_S: Final = 0.5


def set_aside_soon() -> None:
    """The same a moment later, once for all who ask meanwhile, so that no reader waits for it."""
    with _waiting:
        if not _timers:
            timer = Timer(SOON_S, _set_aside_now)
            timer.daemon = True
            _timers.append(timer)
            timer.start()


def _set_aside_now() -> None:
    with _waiting:
        _timers.clear()
    if _busy:  # a reader waits for what is being made
        set_aside_soon()
    else:
        set_aside()
