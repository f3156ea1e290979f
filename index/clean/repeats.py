"""What stands in the same words in many articles of the archive: notices, teasers, boxes."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from index.distinct import distinct
from index.types import Line

# A passage is repeated if it stands in this share of the archive's articles, but at least in
# LEAST and never needs more than MOST: in an archive of many sites each has notices of its own.
SHARE = 0.005
LEAST = 4
MOST = 20
MIN_SENTENCE_WORDS = 5
MIN_LINE_CHARS = 4

# Positions are those of the article's text; ``key`` is a hash of the passage's folded words.
PASSAGE = np.dtype([("key", "<u8"), ("article_row", "<i4"), ("start", "<i4"), ("end", "<i4")])

# Begins with the mark, what may not stand before it is looked at behind it: thirty times as fast.
_SENTENCE_END = re.compile(r"[.!?](?<![\s(]\d.)(?<![\s(]\d\d.)[\"“”»«)]?(\s+)(?=[\"„“»(]?[A-ZÄÖÜ])")


def passages_of(lines: Sequence[Line]) -> Iterator[tuple[int, int, int, int]]:
    """Yield key, 0, start and end of each passage of a text that could be repeated elsewhere.

    Those are whole lines that hold one sentence or none, and sentences of at least
    MIN_SENTENCE_WORDS words that begin or end longer lines.
    """
    for line in lines:
        cuts = [match.span(1) for match in _SENTENCE_END.finditer(line.text)]
        if not cuts and len(line.text) >= MIN_LINE_CHARS:
            yield _key(line.text), 0, line.start, line.end
        starts = [0, *(end for _, end in cuts)]
        ends = [*(start for start, _ in cuts), len(line.text)]
        # A fact that many articles recall stands among other sentences, a notice at an end.
        ends_of_line = {0, len(starts) - 1}
        for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if not cuts or number not in ends_of_line:
                continue
            sentence = line.text[start:end]
            if sentence.count(" ") >= MIN_SENTENCE_WORDS - 1:
                yield _key(sentence), 0, line.start + start, line.start + end


def find_repeated(
    slabs: Callable[[], Iterable[npt.NDArray[np.void]]], groups: npt.NDArray[np.int32]
) -> npt.NDArray[np.void]:
    """Return those passages that stand in many articles, in their order.

    ``slabs`` yields the archive's passages in their order, each time it is called. ``groups`` holds
    each article's group of near-duplicates: the same report in five files is one article here, or
    all of it would count as repeated.
    """
    least = threshold(len(distinct(groups)))
    likely = _likely(slabs(), groups, least)
    shift = _group_bits(groups)
    found = [np.zeros(0, dtype=PASSAGE)]
    for slab in slabs():
        if len(likely):
            keys = slab["key"] >> shift
            found.append(slab[likely[np.searchsorted(likely, keys) % len(likely)] == keys])
    passages = np.concatenate(found)
    if not len(passages):
        return passages
    group = groups[passages["article_row"]]
    order = np.lexsort((group, passages["key"]))
    key, group = passages["key"][order], group[order]
    new_key = np.concatenate([[True], key[1:] != key[:-1]])
    new_pair = new_key | np.concatenate([[True], group[1:] != group[:-1]])
    starts = np.flatnonzero(new_key)
    frequencies = np.add.reduceat(new_pair.astype(np.int64), starts)
    many = np.zeros(len(passages), dtype=bool)
    many[order] = (frequencies >= least)[np.cumsum(new_key) - 1]
    return passages[many]


def _likely(
    slabs: Iterable[npt.NDArray[np.void]], groups: npt.NDArray[np.int32], least: int
) -> npt.NDArray[np.uint64]:
    """Return the first bits of the keys that may stand in so many groups, rising.

    Of a large archive's passages only these need to be looked at whole: its key's first bits and
    its group fit into one number.
    """
    shift = _group_bits(groups)
    low = (np.uint64(1) << shift) - np.uint64(1)
    marks = [np.zeros(0, dtype=np.uint64)]
    for slab in slabs:
        own = groups[slab["article_row"]].astype(np.uint64)
        marks.append(distinct(slab["key"] & ~low | own))
    keys = distinct(np.concatenate(marks)) >> shift  # each as often as groups hold it
    same = keys[least - 1 :] == keys[: 1 - least]
    return distinct(keys[least - 1 :][same])


def _group_bits(groups: npt.NDArray[np.int32]) -> np.uint64:
    return np.uint64(len(groups).bit_length())


def threshold(article_count: int) -> int:
    """Return in how many articles of an archive a passage must stand to count as repeated."""
    return int(min(max(LEAST, np.ceil(SHARE * article_count)), MOST))


def _key(text: str) -> int:
    folded = " ".join(text.split()).casefold()
    return int.from_bytes(blake2b(folded.encode(errors="replace"), digest_size=8).digest())
