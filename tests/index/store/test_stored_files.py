"""The hashes of an index's files, looked for where they lie."""

from pathlib import Path

import numpy as np

from index.store.segment.files_list import FileEntry, FilesList, write_files_list
from index.store.stored_files import FileHashes


def files_list(folder: Path, hashes: dict[str, str]) -> FilesList:
    folder.mkdir()
    write_files_list(folder, [FileEntry(path, sha256, 1) for path, sha256 in hashes.items()])
    return FilesList.load(folder)


def test_only_files_that_count_are_found_whatever_segment_they_lie_in(tmp_path: Path) -> None:
    old = files_list(tmp_path / "1", {"a.txt": "aa" * 32, "b/a.txt": "bb" * 32, "ä.txt": ""})
    new = files_list(tmp_path / "2", {"a.txt": "cc" * 32, "\udcff.txt": "dd" * 32})
    found = FileHashes([old, new], np.array([False, True, True, True, True]))
    expected = {"b/a.txt": "bb" * 32, "ä.txt": "", "a.txt": "cc" * 32, "\udcff.txt": "dd" * 32}
    assert found == expected
    assert list(found) == list(expected)
    assert len(found) == 4
    assert found.hold("cc" * 32)
    assert not found.hold("aa" * 32)
    for path in ("", ".txt", "a", "b/", "a.txt\0ä.txt", "\0"):
        assert path not in found
