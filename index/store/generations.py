"""Where a stored index lies: numbered generations, each put in place by one rename.

::

    .index/
        generation-000001/     an older one
        generation-000002/     the newest is the one that is read
            segment-000001/    some files' part of it; the older one may have it too, by hard links
        writing-…/             one that is being written, never read
        proven                 the files of a large generation that were checked byte for byte
        builds.jsonl           the rebuilds so far
        seen-files.npz         sizes and times of the source files, so that few are hashed anew
        calibration.json       what ``zitat calibrate`` fitted, if it was run
        feedback.jsonl         verdicts of readers on answers
        trash/                 files that were removed from the page
        lock                   held by a running rebuild
"""

import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from index.errors import BuildBusyError, IndexMissingError, IndexWriteError, SourceError
from index.messages import Code

KEPT_OLD = 2
_GENERATION = re.compile(r"generation-(\d{6,})")


def rebuild_remedy(index_dir: Path) -> str:
    """Return the sentence that tells how to rebuild the index in ``index_dir``."""
    return f"Rebuild it with: zitat index FOLDER --index-dir {index_dir}"


def current_generation(index_dir: Path) -> Path:
    """Return the newest generation's folder. Raises IndexMissingError if there is none."""
    generations = _generations(index_dir)
    if not generations:
        raise IndexMissingError(
            f"There is no index in {str(index_dir)!r}. Build one from a folder of articles with: "
            f"zitat index FOLDER --index-dir {index_dir}"
        )
    return generations[-1]


@contextmanager
def new_generation(index_dir: Path) -> Iterator[Path]:
    """Give a folder to write into; it becomes the current generation if the block succeeds.

    Everything is synced to disk before the one rename. If the block raises, nothing has changed.

    Raises BuildBusyError if another process or thread is rebuilding, SourceError if the folder
    cannot be written to, IndexWriteError if a file in it cannot.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  only a rebuild locks

    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        lock = FileLock(index_dir / "lock", timeout=0, is_singleton=False)
        lock.acquire()
    except Timeout as error:
        raise BuildBusyError(Code.INDEX_BUSY(folder=str(index_dir))) from error
    except OSError as error:
        raise SourceError(
            Code.INDEX_FOLDER_CLOSED(folder=str(index_dir), error=str(error.strerror))
        ) from error
    try:
        for left_over in index_dir.glob("writing-*"):  # of a killed rebuild: we hold the lock
            shutil.rmtree(left_over, ignore_errors=True)
        try:
            # No mkdtemp: as all folders do, it opens to whom the system's mask lets in.
            folder = index_dir / f"writing-{secrets.token_hex(8)}"
            folder.mkdir()
        except OSError as error:
            raise _not_written(index_dir, error) from error
        try:
            yield folder
            _sync(folder)
            _put_in_place(folder, index_dir)
        except OSError as error:
            shutil.rmtree(folder, ignore_errors=True)
            raise _not_written(index_dir, error) from error
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        _drop_old(index_dir)
    finally:
        lock.release()


def _not_written(index_dir: Path, error: OSError) -> IndexWriteError:
    return IndexWriteError(
        Code.INDEX_NOT_WRITTEN(folder=str(index_dir), error=error.strerror or str(error))
    )


def _generations(index_dir: Path) -> list[Path]:
    """Return all generations, oldest first."""
    if not index_dir.is_dir():
        return []
    found = [path for path in index_dir.iterdir() if _GENERATION.fullmatch(path.name)]
    return sorted(found, key=_number)


def _put_in_place(folder: Path, index_dir: Path) -> None:
    number = max((_number(old) for old in _generations(index_dir)), default=0) + 1
    generation = index_dir / f"generation-{number:06d}"
    folder.rename(generation)
    try:
        _sync_one(index_dir)
    except OSError as error:
        try:
            generation.rename(folder)  # not known to last: then the old one stays
        except OSError:
            raise IndexWriteError(
                Code.INDEX_NOT_LASTING(folder=str(index_dir), error=error.strerror or str(error))
            ) from error
        raise


def _drop_old(index_dir: Path) -> None:
    """Remove all but the newest and KEPT_OLD older generations, each out of sight first.

    A folder that is removed file by file would, if we are killed then, look like a damaged one.
    One that cannot be removed stays for the next rebuild: the new index is in place already.
    """
    for old in _generations(index_dir)[: -1 - KEPT_OLD]:
        dropped = index_dir / f"writing-dropped-{old.name}"
        with suppress(OSError):
            old.rename(dropped)
        shutil.rmtree(dropped, ignore_errors=True)


def _number(generation: Path) -> int:
    return int(generation.name.removeprefix("generation-"))


def _sync(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        _sync_one(path)
    _sync_one(folder)


def _sync_one(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
