"""Finds the Chromium that browser tests use; run as a script, it sees to it that there is one."""

import os
import shutil
import subprocess
import sys
from functools import lru_cache

NAMES = (
    "/usr/bin/chromium",
    "chromium",
    "google-chrome-stable",
    "google-chrome",
    "chromium-browser",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)

CHROMIUM_ARGS = [
    "--no-sandbox",  # the sandbox does not start as root, which is what most servers test as
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    # The rest keeps it from calling home: a test talks to this machine only.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

FROM_DEBIAN = ("chromium", "fonts-dejavu-core", "fonts-noto-core")  # noto: claims in Arabic and Hebrew
ASK_PLAYWRIGHT = (
    "from playwright.sync_api import sync_playwright\n"
    "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
)


class NoBrowserError(Exception):
    """No Chromium that starts."""


@lru_cache
def chromium_path() -> str:
    """The Chromium to test with: TRACKER_CHROMIUM if set, else the system's, else Playwright's own."""
    named = os.environ.get("TRACKER_CHROMIUM")
    if named:
        if not _starts(named):
            raise NoBrowserError(f"TRACKER_CHROMIUM is {named}, and that does not start.")
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path and _starts(path):
            return path
    path = _path_of_playwrights_own()
    if path and _starts(path):
        return path
    raise NoBrowserError("No Chromium was found; `make browser` tries to install one.")


def install_chromium() -> str:
    """Install a Chromium, Playwright's own or else Debian's, and return its path."""
    print("Installing a browser to test with (the first time takes a minute) ...", flush=True)
    for install in (_install_from_playwright, _install_from_debian):
        install()
        try:
            return chromium_path()
        except NoBrowserError:
            continue
    raise NoBrowserError(
        "No Chromium was found and none could be installed. "
        "Install Chromium or Chrome, or set TRACKER_CHROMIUM to the path of one, and try again."
    )


def _starts(path: str) -> bool:
    """Whether it runs at all: a downloaded browser may lack libraries of the system's."""
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _path_of_playwrights_own() -> str | None:
    """Where Playwright keeps its browser; asked in another process, as a test may be using it here."""
    command = [sys.executable, "-c", ASK_PLAYWRIGHT]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    return asked.stdout.strip() if asked.returncode == 0 else None


def _install_from_playwright() -> None:
    _try([sys.executable, "-m", "playwright", "install", "chromium"])


def _install_from_debian() -> None:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    _try(["apt-get", "update"], environment)
    _try(["apt-get", "install", "-y", "--no-install-recommends", *FROM_DEBIAN], environment)


def _try(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run it quietly; when it fails, say which and its last line, for the next way may still work."""
    try:
        done = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=600,
            check=False,
        )
    except subprocess.TimeoutExpired:
        print(f"{' '.join(command)} took over ten minutes and was stopped.")
        return
    if done.returncode != 0:
        print(f"{' '.join(command)} failed: {_error_line(done.stdout)}", flush=True)


def _error_line(output: str) -> str:
    """The line that says what went wrong: the first that speaks of an error, or else the last."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    errors = [line for line in lines if line.lower().startswith(("error", "e:"))]
    return next(iter(errors or lines[-1:]), "it printed nothing")


def main() -> None:
    """Print the path of a Chromium, installing one where there is none."""
    try:
        try:
            path = chromium_path()
        except NoBrowserError:
            if os.environ.get("TRACKER_CHROMIUM"):
                raise
            path = install_chromium()
    except NoBrowserError as error:
        sys.exit(str(error))
    print(path)


if __name__ == "__main__":
    main()
