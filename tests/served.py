"""The dashboard as users run it, on a port of its own: for browser tests and for taking pictures."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 Chrome/150.0.0.0 Mobile Safari/537.36"
"""How a browser on a phone names itself."""


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as waiting:
        waiting.bind(("127.0.0.1", 0))
        port: int = waiting.getsockname()[1]
        return port


@contextmanager
def dashboard(store: Path, log: Path) -> Iterator[str]:
    """Serve the dashboard on a store until the block ends; yields its address."""
    port = free_port()
    address = f"http://localhost:{port}"
    environment = os.environ | {
        "TRACKER_DATABASE_URL": f"sqlite:///{store}",
        "TRACKER_PUBLIC_URL": address,
        "TRACKER_RECORDER": "A. Tester",
    }
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=out, stderr=subprocess.STDOUT)
        try:
            _wait_for(f"{address}/healthz", server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 90
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 - our own http:// address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
        if server.poll() is not None:
            break
    raise RuntimeError(f"the dashboard did not start:\n{log.read_text()}")
