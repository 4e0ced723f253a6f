"""Long work that goes on when its page is left: each job has a code that stands in the address."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir, mkdtemp
from threading import Lock, Thread
from time import monotonic, time
from typing import Final

from tracker.claims.reading import new_code
from tracker.importing import ImportReport, InvalidFileError, UnknownRecipeError
from tracker.store.database import StoreError

KEPT: Final = 50
KEPT_UPLOADS_S: Final = 24 * 60 * 60
UPLOADS: Final = "tracker-upload-"
BROKEN: Final = "Something went wrong that should not; nothing was recorded. The server's log says what."


@dataclass(slots=True)
class Job:
    """A file being tried or recorded. ``report`` and ``problems`` are there once it ``is_done``."""

    code: str
    file_name: str
    is_dry_run: bool
    rows: int = 0
    is_finishing: bool = False
    report: ImportReport | None = None
    problems: list[str] = field(default_factory=list)
    is_done: bool = False
    started: float = field(default_factory=monotonic)
    seconds: float = 0.0

    def tell(self, rows: int) -> None:
        """Note how many rows were read so far."""
        self.rows = rows

    def finish(self) -> None:
        """Note that all rows were read."""
        self.is_finishing = True


_jobs: dict[str, Job] = {}
_lock = Lock()


def start(file_name: str, work: Callable[[Job], ImportReport], *, is_dry_run: bool) -> Job:
    """Begin work in the background; what it raises becomes the job's problems."""
    job = Job(new_code("j"), file_name, is_dry_run)
    with _lock:
        _jobs[job.code] = job
        for code in [code for code, old in _jobs.items() if old.is_done][: max(0, len(_jobs) - KEPT)]:
            del _jobs[code]
    Thread(target=_run, args=(job, work), daemon=True).start()
    return job


def find(code: str | None) -> Job | None:
    """The job of this code, while it is remembered."""
    return _jobs.get(code or "")


def _run(job: Job, work: Callable[[Job], ImportReport]) -> None:
    try:
        job.report = work(job)
    except InvalidFileError as error:
        job.problems = error.problems
    except (UnknownRecipeError, StoreError) as error:
        job.problems = [str(error)]
    except Exception:
        job.problems = [BROKEN]
        raise
    finally:
        job.seconds = monotonic() - job.started
        job.is_done = True


def keep_upload(name: str, content: bytes) -> Path:
    """Put an uploaded file where a job can read it, under its own name, until it is forgotten or this process ends."""
    uploads = Path(_uploads().name)
    uploads.mkdir(exist_ok=True)  # whoever tidies the system's temporary folder may have taken it
    _forget_old(uploads)
    path = Path(mkdtemp(dir=uploads)) / (Path(name).name or "file")
    path.write_bytes(content)
    return path


@cache
def _uploads() -> "TemporaryDirectory[str]":
    """This process's folder, removed when the process ends; and what processes that were killed have left goes."""
    _forget_old(Path(gettempdir()), f"{UPLOADS}*")
    return TemporaryDirectory(prefix=UPLOADS, ignore_cleanup_errors=True)


def _forget_old(folder: Path, names: str = "*") -> None:
    for path in folder.glob(names):
        with suppress(OSError):  # another process may be forgetting it, or it is not ours
            if path.stat().st_mtime < time() - KEPT_UPLOADS_S:
                shutil.rmtree(path, ignore_errors=True)


def forget_upload(path: Path) -> None:
    """Remove an uploaded file."""
    shutil.rmtree(path.parent, ignore_errors=True)
