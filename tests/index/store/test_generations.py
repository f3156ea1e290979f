import errno
import os
from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import BuildBusyError, IndexMissingError, IndexWriteError, SourceError
from index.store.generations import current_generation, new_generation


def add_generation(index_dir: Path, content: str) -> None:
    with new_generation(index_dir) as folder:
        (folder / "file").write_text(content)


def test_the_newest_generation_is_current_and_two_old_ones_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        add_generation(tmp_path, str(number))
    assert (current_generation(tmp_path) / "file").read_text() == "4"
    names = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert names == ["generation-000003", "generation-000004", "generation-000005"]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such modes")
def test_whoever_may_read_new_folders_may_read_a_generation(tmp_path: Path) -> None:
    add_generation(tmp_path, "new")
    plain = tmp_path / "plain"
    plain.mkdir()
    assert current_generation(tmp_path).stat().st_mode == plain.stat().st_mode


def test_no_generation_is_reported_with_the_command_that_builds_one(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="zitat index FOLDER"):
        current_generation(tmp_path / "nothing")


def test_a_failure_while_writing_leaves_the_old_generation_and_no_rest(tmp_path: Path) -> None:
    add_generation(tmp_path, "old")
    with pytest.raises(RuntimeError), new_generation(tmp_path) as folder:
        (folder / "file").write_text("half")
        raise RuntimeError
    assert (current_generation(tmp_path) / "file").read_text() == "old"
    assert not list(tmp_path.glob("writing-*"))


def test_what_a_killed_rebuild_left_is_never_read_and_is_cleared_away(tmp_path: Path) -> None:
    add_generation(tmp_path, "old")
    (tmp_path / "writing-killed").mkdir()
    (tmp_path / "writing-killed" / "file").write_text("half")
    assert (current_generation(tmp_path) / "file").read_text() == "old"
    add_generation(tmp_path, "new")
    assert not list(tmp_path.glob("writing-*"))


def test_a_second_rebuild_is_refused_while_one_runs(tmp_path: Path) -> None:
    with (
        new_generation(tmp_path),
        pytest.raises(BuildBusyError, match="being rebuilt"),
        new_generation(tmp_path),
    ):
        pass


def test_a_lock_file_that_nobody_holds_does_not_block(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with lock:
        pass
    (tmp_path / "lock").touch()
    add_generation(tmp_path, "new")
    assert (current_generation(tmp_path) / "file").read_text() == "new"


def test_an_index_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(SourceError, match="cannot be written"), new_generation(tmp_path / "file"):
        pass


def fail_from_the_last_sync_on(
    monkeypatch: pytest.MonkeyPatch, index_dir: Path, *, renames_too: bool
) -> None:
    """Let the sync of the index folder itself fail, and what is renamed after it if asked."""
    real_sync, real_rename = os.fsync, os.rename
    failed: list[str] = []

    def sync(descriptor: int) -> None:
        if os.path.samestat(os.fstat(descriptor), index_dir.stat()):
            failed.append("sync")
            raise OSError(errno.EIO, "Input/output error")
        real_sync(descriptor)

    def rename(old: Path, new: Path) -> None:
        if failed and renames_too:
            raise OSError(errno.EROFS, "Read-only file system")
        real_rename(old, new)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "rename", rename)


def test_a_rename_that_is_not_known_to_last_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_generation(tmp_path, "old")
    fail_from_the_last_sync_on(monkeypatch, tmp_path, renames_too=False)
    with pytest.raises(IndexWriteError, match="The old one is as it was"):
        add_generation(tmp_path, "new")
    monkeypatch.undo()
    assert (current_generation(tmp_path) / "file").read_text() == "old"
    assert not list(tmp_path.glob("writing-*"))
    add_generation(tmp_path, "newer")  # the lock is free again
    assert (current_generation(tmp_path) / "file").read_text() == "newer"


def test_a_rename_that_cannot_be_taken_back_leaves_the_whole_new_one_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_generation(tmp_path, "old")
    fail_from_the_last_sync_on(monkeypatch, tmp_path, renames_too=True)
    with pytest.raises(IndexWriteError, match="is in place and complete"):
        add_generation(tmp_path, "new")
    monkeypatch.undo()
    assert (current_generation(tmp_path) / "file").read_text() == "new"
    add_generation(tmp_path, "newer")
    assert (current_generation(tmp_path) / "file").read_text() == "newer"
