"""Which segments of the old index stay as they are, and which go into the new one.

As Lucene merges: a segment that is no larger than what is merged already goes with it, so that the
others double in size from one to the next, and an article is copied a few times at most.
"""

from collections.abc import Sequence

# Segments of up to so many files and articles are always merged.
SMALL = 1_000
# Of a segment that stays, no larger share is of files that were deleted or replaced.
MOST_DEAD = 0.25


def segments_to_merge(live: Sequence[int], dead: Sequence[int], new: int) -> list[int]:
    """Return the numbers of the segments that are to be merged with ``new`` files.

    ``live`` and ``dead`` are the numbers of each one's files and articles that count, and that do
    not.
    """
    merged = [
        number
        for number, (alive, gone) in enumerate(zip(live, dead, strict=True))
        if not alive or gone > MOST_DEAD * (alive + gone)
    ]
    size = new + sum(live[number] for number in merged)
    for number in sorted(set(range(len(live))) - set(merged), key=lambda number: live[number]):
        if live[number] > max(size, SMALL):
            break
        merged.append(number)
        size += live[number]
    is_as_it_is = not new and len(merged) == 1 and live[merged[0]] and not dead[merged[0]]
    return [] if is_as_it_is else merged
