"""How articles lie in segments: runs, merging, and taking files over."""

import errno
import mmap
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.rebuild.merging import MOST_DEAD, SMALL, segments_to_merge
from index.store.runs import RUN, Runs, runs_of
from index.store.segment.mapped import load_array, release
from index.store.segment.segment import link_files


@given(st.lists(st.lists(st.integers(0, 4), min_size=1, max_size=12), min_size=1, max_size=4))
def test_a_row_of_the_archive_is_found_in_its_segment_and_back(chunks: list[list[int]]) -> None:
    # Every third article of a segment is deleted; the archive takes them from each in turn.
    live = [(s, a) for s, own in enumerate(chunks) for a in range(len(own)) if a % 3 != 1]
    live.sort(key=lambda place: (place[1], place[0]))
    starts = [np.cumsum([0, *own]) for own in chunks]
    segments, articles = np.array(live).T
    runs = runs_of(segments, articles, np.ones(len(live), dtype=int), starts)
    runs.check([(len(own), sum(own)) for own in chunks])
    assert runs.article_count == len(live)
    assert [runs.article(row) for row in range(len(live))] == live
    expected = [(s, int(starts[s][a]) + c) for s, a in live for c in range(chunks[s][a])]
    assert runs.chunk_count == len(expected)
    rows = np.arange(len(expected))[::-1]
    found = {}
    for segment, inside, places in runs.chunks(rows):
        found |= {int(rows[p]): (segment, int(i)) for p, i in zip(places, inside, strict=True)}
    assert [found[row] for row in range(len(expected))] == expected
    marks = np.arange(len(expected)) % 2 == 0
    for segment, own in enumerate(chunks):
        of_segment = runs.of_segment(segment)
        there = [(row, inside) for row, (number, inside) in found.items() if number == segment]
        places, in_archive = of_segment.in_archive(np.arange(sum(own)))
        assert sorted(there) == list(zip(in_archive.tolist(), places.tolist(), strict=True))
        assert np.flatnonzero(of_segment.live(sum(own))).tolist() == sorted(i for _, i in there)
        among = of_segment.among(marks, sum(own))
        assert among is not None
        assert np.flatnonzero(among).tolist() == sorted(i for row, i in there if marks[row])


@pytest.mark.parametrize(
    "records",
    [
        [(0, 0, 3, 0, 9)],
        [(2, 0, 1, 0, 1)],
        [(0, -1, 1, 0, 1)],
        [(0, 0, 1, 4, 2)],
        [(0, 0, 2, 0, 2), (0, 1, 1, 3, 1)],
        [(0, 0, 1, 0, 2), (0, 1, 1, 1, 1)],
        [(0, 0, 0, 0, 0)],
    ],
)
def test_runs_that_do_not_lie_apart_in_segments_are_refused(
    records: list[tuple[int, ...]],
) -> None:
    with pytest.raises(ValueError, match="its runs"):
        Runs(np.array(records, dtype=RUN)).check([(2, 5), (2, 5)])


def test_many_small_changes_leave_few_segments_and_copy_an_article_a_few_times() -> None:
    live, copied, changes = [1_000_000], 0, 20_000
    for _ in range(changes):
        merged = segments_to_merge(live, [0] * len(live), 2)
        copied += sum(live[number] for number in merged)
        assert 0 not in merged
        size = 2 + sum(live[number] for number in merged)
        live = [own for number, own in enumerate(live) if number not in merged] + [size]
        assert len(live) <= 8
    assert copied / changes < SMALL + 20


def test_a_segment_of_many_deleted_files_is_merged_and_one_of_none_is_left_as_it_is() -> None:
    gone = int(MOST_DEAD * 100_000)
    assert segments_to_merge([100_000 - gone, 50_000], [gone, 0], 1) == []
    assert segments_to_merge([99_999 - gone, 40_000], [gone + 1, 0], 1) == [0, 1]
    assert segments_to_merge([0, 50_000], [7, 0], 0) == [0]
    assert segments_to_merge([500], [0], 0) == []
    assert segments_to_merge([500], [1], 0) == [0]
    assert segments_to_merge([500, 500], [0, 0], 0) == [0, 1]


def test_files_are_linked_and_copied_where_there_are_no_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "old"
    (source / "s" / "lexical").mkdir(parents=True)
    names = ["s/a.npy", "s/lexical/b.npy"]
    for name in names:
        (source / name).write_text(name)
    link_files(names, source, tmp_path / "linked")
    assert all((source / name).samefile(tmp_path / "linked" / name) for name in names)

    def refuse(*_: object) -> None:
        raise OSError(errno.EACCES, "some network file system")

    monkeypatch.setattr(os, "link", refuse)
    link_files(names, source, tmp_path / "copied")
    for name in names:
        assert (tmp_path / "copied" / name).read_text() == name
        assert not (source / name).samefile(tmp_path / "copied" / name)
    with pytest.raises(FileNotFoundError):
        link_files(["s/gone.npy"], source, tmp_path / "copied")


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux says what is resident")
def test_a_mapped_array_that_was_read_can_let_its_memory_go(tmp_path: Path) -> None:
    def resident_mb() -> float:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * mmap.PAGESIZE / 1e6

    np.save(tmp_path / "names.npy", np.arange(8_000_000))
    names = load_array(tmp_path / "names.npy")
    total = int(names.sum())
    before = resident_mb()
    release(names)
    assert resident_mb() < before - 50
    assert int(names.sum()) == total  # it is read again
    release(np.zeros(3))  # one that is not mapped stays
