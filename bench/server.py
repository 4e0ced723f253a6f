"""The dashboard as users run it, on a port of its own, and how much memory a process holds."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep
from types import TracebackType
from typing import Final, Self

import httpx

PROJECT: Final = Path(__file__).resolve().parent.parent
STARTS_WITHIN_S: Final = 90
SAMPLED_EVERY_S: Final = 0.1


@dataclass(frozen=True, slots=True)
class Server:
    """A running dashboard."""

    url: str
    pid: int


@contextmanager
def dashboard(database_url: str, log: Path) -> Iterator[Server]:
    """Start `streamlit run dashboard.py` on a store, wait until it answers, and stop it at the end."""
    port = free_port()
    url = f"http://localhost:{port}"
    environment = os.environ | {"TRACKER_DATABASE_URL": database_url, "TRACKER_PUBLIC_URL": url}
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output)
        try:
            _wait_until_it_answers(process, url, log)
            yield Server(url, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return int(probe.getsockname()[1])


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    deadline = monotonic() + STARTS_WITHIN_S
    while process.poll() is None and monotonic() < deadline:
        try:
            if httpx.get(f"{url}/healthz", timeout=30).is_success:
                return
        except httpx.TransportError:
            sleep(0.1)
    raise RuntimeError(f"the dashboard does not answer; it said: {log.read_text(errors='replace')[-2000:]}")


def resident_bytes(pid: int) -> int:
    """The memory a process holds at this moment."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) * 1024
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)  # noqa: S607
    return int(told.stdout) * 1024


def _children_of(pid: int) -> list[int]:
    told = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)  # noqa: S607
    pairs = [line.split() for line in told.stdout.splitlines()]
    return [int(child) for child, parent in pairs if int(parent) == pid]


def bytes_with_children(pid: int) -> int:
    """The memory a process and those that it started hold at this moment."""
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    children = [int(child) for child in listed.read_text().split()] if listed.exists() else _children_of(pid)
    held = resident_bytes(pid)
    for child in children:
        with suppress(OSError, StopIteration, ValueError, subprocess.CalledProcessError):  # it may have ended just now
            held += resident_bytes(child)
    return held


class MemoryWatch:
    """Samples a process's memory while the block runs; ``growth`` is the highest value less the first.

    ``with_children`` counts the processes that it has started and that run at that moment.
    """

    def __init__(self, pid: int, *, with_children: bool = False) -> None:
        self._pid = pid
        self._bytes = bytes_with_children if with_children else resident_bytes
        self._first = self._highest = self._bytes(pid)
        self._done = Event()
        self._thread = Thread(target=self._sample, daemon=True)

    def _sample(self) -> None:
        while not self._done.wait(SAMPLED_EVERY_S):
            self._highest = max(self._highest, self._bytes(self._pid))

    @property
    def growth(self) -> int:
        """Bytes."""
        return self._highest - self._first

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._done.set()
        self._thread.join()
        self._highest = max(self._highest, self._bytes(self._pid))
