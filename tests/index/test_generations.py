from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import BuildBusyError, IndexMissingError, SourceError
from index.generations import current_generation, new_generation


def add_generation(index_dir: Path, content: str) -> None:
    with new_generation(index_dir) as folder:
        (folder / "file").write_text(content)


def test_the_newest_generation_is_current_and_two_old_ones_are_kept(tmp_path: Path) -> None:
    for number in range(5):
        add_generation(tmp_path, str(number))
    assert (current_generation(tmp_path) / "file").read_text() == "4"
    names = sorted(path.name for path in tmp_path.iterdir() if path.is_dir())
    assert names == ["generation-000003", "generation-000004", "generation-000005"]


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
