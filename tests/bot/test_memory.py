"""What a process holds for each article and each word: nothing in Python's memory."""

import gc
import json
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.find.filters import Filters
from bot.find.listing import Lister, Page
from bot.find.retriever import Retriever
from bot.find.spelling import Spelling
from bot.question import read_question, without_time_words
from bot.types import ORDERS
from bot.web.archive.catalogue import COLUMNS, Catalogue, View
from bot.web.watch.news import News
from index import Index, build
from index.store import stored
from tests.index.fakes import LetterEmbedder

ARTICLES = 2_000
# Blocks that Python may have allocated, for each of the articles, when all is done; and bytes,
# those of arrays among them, while it goes on.
HELD, PEAK_BYTES = 0.5, 1_000


def opened_and_used(index_dir: Path) -> list[object]:
    """Open an index and use what knows of all of its articles and words; return what that holds."""
    index = Index.open(index_dir)
    retriever, spelling, catalogue = Retriever(index), Spelling(index), Catalogue(index)
    assert spelling.set_right("Was meldet der Walberg?") == "Was meldet der Wallberg?"
    for column in COLUMNS:
        for words in ("", "meldung", "bote 2005", "wort"):
            page = catalogue.page(View(words, column, page=1))
    assert page.count == 0
    assert catalogue.count_of("rows.jsonl") == ARTICLES
    assert index.row_of(f"rows.jsonl#{ARTICLES}") == ARTICLES - 1
    assert News.between(index.heads, index.heads[:-3]) == News(removed=3)
    (vector,) = LetterEmbedder().questions(["Wallberg"])
    lister, hidden = Lister(index, retriever), Filters(date_from="2001-01-01").hidden(index)
    for order in ORDERS:
        for asked in ("Wallberg", "Wallberg im Jahr 2005"):
            question = without_time_words(read_question(asked))
            found = lister.list(question, vector, Page(order), hidden).found
            assert found == ARTICLES * (1 if "2005" in asked else 19) / 20
    return [index, retriever, spelling, catalogue, lister, hidden]


def test_nothing_is_held_for_an_article_or_a_word(
    write_articles: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_KEPT_CHARS", 0)  # some hundred of those that were read
    rows = [
        {
            "title": f"Meldung {n} aus Ort{n % 50}",
            "text": f"{'abcdefgh'[n % 8] * 4} meldet Wort{n:05} am Wallberg, Begriff{n * 7:05}.",
            "date": f"{2000 + n % 20}-05-01",
            "source": f"Bote {n % 30}",
        }
        for n in range(ARTICLES)
    ]
    folder = write_articles({"rows.jsonl": "\n".join(map(json.dumps, rows))})
    build(folder, folder / ".index", embedder=LetterEmbedder())
    opened_and_used(folder / ".index")  # what is remembered of questions and words is so by now
    gc.collect()
    blocks = sys.getallocatedblocks()
    tracemalloc.start()
    held = opened_and_used(folder / ".index")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    gc.collect()
    assert len(held) == 6
    assert (sys.getallocatedblocks() - blocks) / ARTICLES < HELD, "objects"
    assert peak / ARTICLES < PEAK_BYTES, "bytes"
