"""An import by the command that is cut short as by a power cut."""

import os
import signal
import subprocess
import sys
import time

from tracker.settings import PROJECT_FOLDER


def import_killed_half_way(ledger, file, is_half_way, *, python=("-m", "tracker")):
    """Import a file by a process of its own, and kill that as soon as it is half way."""
    environment = os.environ | {"TRACKER_DATABASE_URL": str(ledger.engine.url)}
    command = [sys.executable, *python, "import", str(file)]
    work = subprocess.Popen(
        command, cwd=PROJECT_FOLDER, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + 60
    while not is_half_way() and work.poll() is None and time.monotonic() < until:
        time.sleep(0.01)
    assert work.poll() is None
    work.send_signal(signal.SIGKILL)
    work.wait()
