"""Work done in another process, so that a second core can take part in it."""

import gc
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any, Final, TypeVar

Item = TypeVar("Item")
OBJECTS_UNTIL_COLLECTED: Final = 100_000


class WorkerDiedError(RuntimeError):
    """The other process ended before its work did; the message is a sentence for whoever waits."""


def apart(make: Callable[..., Iterator[Item]], *arguments: Any) -> Iterator[Item]:
    """What ``make(*arguments)`` yields, made in another process, one item ahead of whoever takes them.

    Function, arguments and items must be such as can be pickled. An error raised there is raised here.
    Raises WorkerDiedError; a process that cannot even begin is done without.
    """
    context = get_context("spawn")  # a fork of a server with threads could wait for a lock for ever
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_send_all, args=(there, make, arguments), daemon=True)
    process.start()
    there.close()
    has_begun = False
    try:
        while (sent := here.recv()) is not None:
            has_begun = True
            yield _received(sent)
    except EOFError:
        if has_begun:
            raise WorkerDiedError("the process that reads the file ended early; is there enough memory?") from None
        yield from make(*arguments)
    finally:
        here.close()
        process.terminate()
        process.join()


def _received(sent: Any) -> Any:
    item, error = sent
    if error is not None:
        raise error
    return item


def _send_all(there: Connection, make: Callable[..., Iterator[Any]], arguments: tuple[Any, ...]) -> None:
    gc.set_threshold(OBJECTS_UNTIL_COLLECTED)  # almost all that is made here is sent away and gone
    try:
        for item in make(*arguments):
            there.send((item, None))
    except BrokenPipeError:  # nobody waits any more
        return
    except Exception as error:
        there.send((None, error))
    else:
        there.send(None)
