"""BM25 is what its formula says, however the chunks are cut into segments and some are deleted."""

import math
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clock import Clock
from index.errors import IndexDamagedError
from index.store.lexical import K1, B, LexicalIndex, LexicalPart, LexicalScores
from index.store.runs import SegmentRuns
from index.store.segment import postings
from index.store.segment.postings import (
    LENGTHS,
    NAMES,
    NUMBERS,
    ROWS,
    Postings,
    TermCounts,
    write_postings,
)

Chunks = Sequence[Sequence[str]]
WORDS = ["a", "an", "ana", "b", "ö", "öl", "z", "\U0001f600"]
CHUNKS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=1, max_size=8)


def counted(chunks: Chunks) -> TermCounts:
    vocabulary = sorted({term for terms in chunks for term in terms})
    ids = {term: number for number, term in enumerate(vocabulary)}
    counts = [Counter(terms) for terms in chunks]
    return TermCounts(
        vocabulary,
        np.cumsum([0, *map(len, counts)]),
        np.array([ids[term] for one in counts for term in one], dtype=np.int32),
        np.array([n for one in counts for n in one.values()], dtype=np.uint16),
    )


def written(folder: Path, chunks: Chunks) -> Postings:
    write_postings(folder, counted(chunks), Clock())
    return Postings.open(folder, len(chunks), IndexDamagedError)


def whole(chunks: Chunks) -> SegmentRuns:
    """Return the runs of a segment that is the archive."""
    return SegmentRuns(*(np.array([row], dtype=np.int64) for row in (0, len(chunks), 0)))


def opened(folder: Path, count: int) -> LexicalIndex:
    """Open the postings of an archive of one segment."""
    own = Postings.open(folder, count, IndexDamagedError)
    return LexicalIndex([LexicalPart(own, count, whole([()] * count))])


def plain(chunks: Chunks, terms: Counter[str]) -> list[float]:
    """Lucene's BM25, chunk by chunk."""
    mean = sum(map(len, chunks)) / len(chunks) or 1
    found = []
    for chunk in chunks:
        score = 0.0
        for term, times in terms.items():
            df = sum(term in one for one in chunks)
            idf = math.log(1 + (len(chunks) - df + 0.5) / (df + 0.5))
            tf = chunk.count(term)
            score += times * idf * tf / (tf + K1 * (1 - B + B * len(chunk) / mean))
        found.append(score)
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(CHUNKS, min_size=1, max_size=3), st.data())
def test_scores_are_those_of_the_formula_over_the_chunks_of_all_segments_that_are_not_deleted(
    segments: list[list[list[str]]], data: st.DataObject
) -> None:
    parts, live, rows = [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, chunks in enumerate(segments):
            first = sum(map(len, segments[:number]))
            deleted = np.array(data.draw(st.lists(st.booleans(), min_size=8, max_size=8)))
            deleted = deleted[: len(chunks)]
            kept = np.flatnonzero(~deleted)
            live += [chunks[row] for row in kept]
            rows += (kept + first).tolist()
            own = written(Path(folder, str(number)), chunks)
            shifts = np.full(len(kept), first)
            runs = SegmentRuns(kept, kept + 1, shifts)
            parts.append(LexicalPart(own, len(chunks), runs))
        index = LexicalIndex(parts)
        assert index.chunk_count == len(live)
        if not live:
            return
        asked = Counter(data.draw(st.lists(st.sampled_from([*WORDS, "c"]), max_size=6)))
        expected = plain(live, asked)
        found = index.scores(asked.elements())
        np.testing.assert_allclose(found.of(np.array(rows)), expected, rtol=1e-5, atol=1e-6)
        assert found.rows.tolist() == [
            row for row, chunk in zip(rows, live, strict=True) if set(chunk) & set(asked)
        ]
        assert found.rows.tolist() == index.holding(asked).tolist()
        assert found.mean == pytest.approx(np.mean(expected), rel=1e-5)
        assert found.deviation == pytest.approx(np.std(expected), rel=1e-4, abs=1e-6)
        for term in asked:
            assert index.frequency(term) == sum(term in chunk for chunk in live)
            assert (index.known([term]) == [term]) == any(term in chunk for chunk in live)


@settings(max_examples=60, deadline=None)
@given(st.lists(CHUNKS, min_size=1, max_size=3), st.sampled_from(["", *WORDS, "anan", "zz"]))
def test_terms_are_found_by_their_letters_in_all_segments(
    segments: list[list[list[str]]], letters: str
) -> None:
    terms = {term for chunks in segments for chunk in chunks for term in chunk}
    with tempfile.TemporaryDirectory() as folder:
        index = LexicalIndex(
            [
                LexicalPart(written(Path(folder, str(number)), chunks), len(chunks), whole(chunks))
                for number, chunks in enumerate(segments)
            ]
        )
        beginning, ending = list(index.beginning_with(letters)), list(index.ending_with(letters))
        assert beginning == sorted(term for term in terms if term.startswith(letters))
        backwards = sorted(term.encode()[::-1] for term in terms if term.endswith(letters))
        assert [term.encode()[::-1] for term in ending] == backwards
        for fewest, most in ((1, 1), (2, 3), (4, 9)):
            sized = [term for term in beginning if fewest <= len(term) <= most]
            assert index.sized(letters, fewest, most) == sized


def test_a_term_counts_as_often_as_it_is_asked_for(tmp_path: Path) -> None:
    written(tmp_path, [["a", "b"], ["b"], ["c"]])
    index = opened(tmp_path, 3)
    assert np.allclose(index.scores(["b", "b"]).values, 2 * index.scores(["b"]).values)
    assert index.scores([]).highest == 0


def test_chunks_without_a_word_are_found_by_none(tmp_path: Path) -> None:
    written(tmp_path, [[], []])
    index = opened(tmp_path, 2)
    assert index.scores(["a"]).best(5).tolist() == []
    assert list(index.beginning_with("")) == list(index.ending_with("")) == []


@given(st.lists(st.integers(1, 5), max_size=30), st.integers(1, 40))
def test_the_best_come_first_and_equal_ones_in_the_order_of_the_archive(
    values: list[int], k: int
) -> None:
    rows = np.arange(len(values)) * 3
    scores = LexicalScores(rows, np.array(values, dtype=np.float32), 100)
    expected = sorted(range(len(values)), key=lambda place: (-values[place], place))[:k]
    assert scores.best(k).tolist() == rows[expected].tolist()


def test_only_marked_chunks_have_a_score(tmp_path: Path) -> None:
    scores = LexicalScores(np.array([1, 4]), np.array([2, 3], dtype=np.float32), 6)
    marked = np.array([True, True, False, False, False, True])
    assert scores.among(marked).of(np.arange(6)).tolist() == [0, 2, 0, 0, 0, 0]


def test_many_postings_are_sorted_a_part_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = np.random.default_rng(3)
    chunks = [[WORDS[n] for n in chance.integers(0, 8, 5)] for _ in range(40)]
    write_postings(tmp_path / "whole", counted(chunks), Clock())
    monkeypatch.setattr(postings, "_PART_POSTINGS", 30)
    write_postings(tmp_path / "parts", counted(chunks), Clock())
    for file in (tmp_path / "whole").iterdir():
        assert file.read_bytes() == (tmp_path / "parts" / file.name).read_bytes()


@pytest.mark.parametrize("name", [NAMES, postings.TERMS, ROWS, NUMBERS, LENGTHS, postings.TOTAL])
def test_damage_is_found_when_what_it_is_in_is_read(tmp_path: Path, name: str) -> None:
    chunks = [["ast", "berg"], ["berg", "berg", "cent"], ["dorf"]]
    written(tmp_path, chunks)
    file = tmp_path / name
    whole = file.read_bytes()
    for place in range(len(whole) - np.load(file).nbytes, len(whole)):
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises((IndexDamagedError, ValueError)):
            index = opened(tmp_path, 3)
            for term in {term for chunk in chunks for term in chunk}:
                index.scores([term])


def test_damage_in_one_term_does_not_keep_from_asking_for_others(tmp_path: Path) -> None:
    written(tmp_path, [["ast"], ["berg"], ["cent"]])
    rows = np.load(tmp_path / ROWS)
    np.save(tmp_path / ROWS, np.array([rows[0], rows[1], 7], dtype=rows.dtype))
    index = opened(tmp_path, 3)
    assert index.scores(["ast"]).rows.tolist() == [0]
    with pytest.raises(IndexDamagedError, match="term 2"):
        index.scores(["cent"])
