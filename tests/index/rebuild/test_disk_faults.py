"""A rebuild on a disk that fails: the old index stays whole, and the message names the cause."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from index import Index, IndexConfig, build
from index.embedding.embedder import Embedder
from index.errors import IndexWriteError, SourceError
from tests.index.rebuild.disk_faults import failing_disk

WriteArticles = Callable[[dict[str, str | bytes]], Path]
SAMPLED = 4


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_fault_at_any_write_sync_or_rename_leaves_the_old_or_the_new_index_whole(
    write_articles: WriteArticles, tmp_path: Path, code: int
) -> None:
    source = write_articles({f"{n}.txt": f"Bericht {n} über den Hafen." for n in range(4)})
    index_dir = tmp_path / "index"
    config = IndexConfig()
    embedder = Embedder.load(config.model)
    for _ in range(4):  # as many as are kept, and one to be dropped
        build(source, index_dir, config, embedder=embedder)
    changed = source / "2.txt"
    before = changed.read_text()

    with failing_disk(index_dir, code, None) as disk:
        build(source, index_dir, config, embedder=embedder)
    calls = disk.calls
    assert {"open", "write", "sync", "rename", "mkdir"} <= set(calls)
    everything = "ZITAT_TORTURE" in os.environ
    last = [k for k, name in enumerate(calls) if name in ("sync", "rename", "mkdir")]
    sampled = {*range(0, len(calls), max(len(calls) // SAMPLED, 1)), *last[-4:]}

    for k in range(len(calls)) if everything else sorted(sampled):
        old = Index.open(index_dir)
        changed.write_text(f"{before} Dazu Satz {k}.")
        try:
            with failing_disk(index_dir, code, k):
                build(source, index_dir, config, embedder=embedder)
        except (IndexWriteError, SourceError) as error:
            assert os.strerror(code) in str(error), calls[k]
            assert Index.open(index_dir).generation == old.generation, calls[k]
            assert [*Index.open(index_dir).articles] == [*old.articles], calls[k]
            assert not list(index_dir.glob("writing-0*")), calls[k]
        else:  # what comes after the rename loses nothing: the history, the removal of old ones
            new = Index.open(index_dir)
            assert any(f"Dazu Satz {k}." in article.text for article in new.articles), calls[k]
    build(source, index_dir, config, embedder=embedder)
    assert Index.open(index_dir).articles
