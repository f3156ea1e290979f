"""What a process holds for each article and each word: nothing in Python's memory."""

import gc
import json
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path

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

ROOT = Path(__file__).parents[2]
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


def measure(index_dir: str) -> None:
    """Print the blocks that are held for each article, and the peak of bytes beside them."""
    stored._KEPT_CHARS = 0  # some hundred of those that were read
    opened_and_used(Path(index_dir))  # what is remembered of questions and words is so by now
    gc.collect()
    blocks = sys.getallocatedblocks()
    tracemalloc.start()
    held = opened_and_used(Path(index_dir))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    gc.collect()
    print(len(held), (sys.getallocatedblocks() - blocks) / ARTICLES, peak / ARTICLES)


def test_nothing_is_held_for_an_article_or_a_word(write_articles: Callable[..., Path]) -> None:
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
    # In a process of its own: servers of other tests go on in threads of this one.
    program = "import sys; from tests.bot.test_memory import measure; measure(sys.argv[1])"
    printed = subprocess.check_output(
        [sys.executable, "-c", program, str(folder / ".index")], cwd=ROOT, text=True
    )
    count, blocks, peak = map(float, printed.split())
    assert count == 6
    assert blocks < HELD, "objects"
    assert peak < PEAK_BYTES, "bytes"
