"""How much of a stretch of an article is masked."""

import numpy as np
import numpy.typing as npt


def covered(
    spans: npt.NDArray[np.integer],
    masks: npt.NDArray[np.integer],
    firsts: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    """Return how many characters of each span are masked, (spans,).

    ``spans``: article row, start, end, (spans, 3). ``masks``: the same and the reason, (masks, 4),
    in the order of the articles; those of one article do not overlap. ``firsts``: where those of
    each article begin, and the end, (articles + 1,).
    """
    begins = firsts[spans[:, 0]]
    counts = firsts[spans[:, 0] + 1] - begins
    of_span = np.repeat(np.arange(len(spans)), counts)
    own = np.arange(len(of_span)) + np.repeat(begins - (np.cumsum(counts) - counts), counts)
    starts = np.maximum(masks[own, 1], spans[of_span, 1])
    ends = np.minimum(masks[own, 2], spans[of_span, 2])
    inside = np.maximum(ends - starts, 0)
    return np.bincount(of_span, weights=inside, minlength=len(spans)).astype(np.int64)
