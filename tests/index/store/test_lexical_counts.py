import tempfile
from pathlib import Path

import bm25s
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.clock import Clock
from index.store.lexical import K1, B, LexicalIndex, count_terms, write_lexical

TERMS = st.lists(st.sampled_from("abcdefgh"), max_size=12)
CHUNKS = st.lists(TERMS, min_size=1, max_size=8).filter(any)


@settings(max_examples=60, deadline=None)
@given(CHUNKS)
def test_scores_from_counts_are_those_of_bm25s(chunks: list[list[str]]) -> None:
    library = bm25s.BM25(method="lucene", k1=K1, b=B)
    library.index(chunks, create_empty_token=True, show_progress=False)
    with tempfile.TemporaryDirectory() as folder:
        write_lexical(Path(folder), count_terms(chunks), Clock())
        ours = LexicalIndex.load(Path(folder), len(chunks))
    known = sorted({term for terms in chunks for term in terms})
    for question in ([term] for term in known):
        expected = library.get_scores(question)
        np.testing.assert_allclose(ours.scores(question), expected, rtol=1e-5, atol=1e-6)
    assert not ours.scores(["unbekannt"]).any()
