"""How much of a stretch of an article is masked."""

import numpy as np
import numpy.typing as npt


def covered(
    spans: npt.NDArray[np.integer],
    masks: npt.NDArray[np.integer],
    begins: npt.NDArray[np.integer],
    ends: npt.NDArray[np.integer],
) -> npt.NDArray[np.int64]:
    """Return how many characters of each span are masked, (spans,).

    ``spans``: article row, start, end, (spans, 3). ``masks``: the same and the reason, (masks, 4);
    those of a span's article, which do not overlap, are the rows from ``begins`` to before
    ``ends``, both (spans,).
    """
    counts = ends - begins
    of_span = np.repeat(np.arange(len(spans)), counts)
    own = np.arange(len(of_span)) + np.repeat(begins - (np.cumsum(counts) - counts), counts)
    first = np.maximum(masks[own, 1], spans[of_span, 1])
    last = np.minimum(masks[own, 2], spans[of_span, 2])
    inside = np.maximum(last - first, 0)
    return np.bincount(of_span, weights=inside, minlength=len(spans)).astype(np.int64)
