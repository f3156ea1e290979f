"""An archive that is made of texts, and what zitat's search proposes in it."""

import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

import numpy as np

from bot.arrays import Flags, Floats
from bot.lab.training.sources import Asked
from bot.question import Question, read_question
from bot.rank.candidates import Candidates
from bot.rank.ranking import Ranked, Ranker
from bot.text.sentences import Sentence
from index import Index, build
from index.embedding.embedder import Embedder
from index.settings import IndexSettings

# The numbers of articles in the small archives that are learned from.
SMALL_ARTICLES = (25, 5)


class Search:
    """The search of one index; its articles are called as the texts they were made of."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._rows = {self.name(row): row for row in range(len(index.articles))}
        self._embedder = Embedder.load(IndexSettings.load().model or index.manifest.config.model)
        self._ranker = Ranker(index)

    def name(self, row: int) -> str:
        """Return the name of the text that an article was made of."""
        return self.index.paths[row].removesuffix(".txt")

    def rank(self, asked: str, hidden: Sequence[str] = ()) -> tuple[Question, Ranked | None]:
        """Return a question as it is read, and its ranked candidates; None if there are none.

        The texts that are ``hidden`` do not count.
        """
        question, vector, rows = self._read(asked, hidden)
        return question, self._ranker.rank(question, vector, rows)

    def find(self, asked: str, hidden: Sequence[str] = ()) -> tuple[Question, Candidates | None]:
        """As ``rank``, without an order: no weights are needed."""
        question, vector, rows = self._read(asked, hidden)
        return question, self._ranker.find(question, vector, rows)

    def answering(self, asked: Asked, found: Candidates) -> Flags:
        """Return which of the candidate sentences answer a question, (sentences,)."""
        answers = np.zeros(len(found.allowed), dtype=bool)
        for place, row in enumerate(found.article_rows):
            if self.name(row) == asked.text:
                first = int(found.joined.first_sentences[place])
                for number, sentence in enumerate(found.joined.articles[place].sentences, first):
                    answers[number] = any(
                        start < sentence.end and end > sentence.start for start, end in asked.spans
                    )
        return answers

    def _read(self, asked: str, hidden: Sequence[str]) -> tuple[Question, Floats, Flags]:
        question = read_question(asked)
        vector = self._embedder.questions([question.search_text])[0]
        out: Flags = np.zeros(len(self.index.heads), dtype=bool)
        out[[self._rows[name] for name in hidden]] = True
        return question, vector, out


def with_hidden(questions: Sequence[Asked], step: int) -> Iterator[tuple[Asked, tuple[str, ...]]]:
    """Yield each question with the texts that are hidden from it: none.

    One in ``step`` of those that have an answer comes once more with the text that answers hidden.
    It is chosen by its words: in an archive of one question as often as in a large one.
    """
    for asked in questions:
        yield asked, ()
        if asked.spans and zlib.crc32(asked.question.encode()) % step == 0:
            yield asked, (asked.text,)


@contextmanager
def search_of(texts: Mapping[str, str]) -> Iterator[Search]:
    """Give the search of an archive of ``texts``, by name; it goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        articles, index_dir = Path(folder, "articles"), Path(folder, "index")
        articles.mkdir()
        for name, text in texts.items():
            (articles / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
        build(articles, index_dir)
        yield Search(Index.open(index_dir))


def archives_of_each_size(
    texts: dict[str, str], questions: Sequence[Asked], step: int
) -> Iterator[tuple[dict[str, str], list[Asked]]]:
    """Yield ``small_archives`` of each of ``SMALL_ARTICLES``, each about other questions.

    They are about every ``step``-th question.
    """
    for place, size in enumerate(SMALL_ARTICLES):
        yield from small_archives(texts, questions[place::step], size)


def small_archives(
    texts: dict[str, str], questions: Sequence[Asked], size: int
) -> Iterator[tuple[dict[str, str], list[Asked]]]:
    """Yield archives of ``size`` articles, each with the questions about a fifth of them."""
    wanted = sorted({asked.text for asked in questions})
    random = Random(0)
    for first in range(0, len(wanted), size // 5):
        own = wanted[first : first + size // 5]
        others = sorted(texts.keys() - set(own))
        rest = random.sample(others, min(size - len(own), len(others)))
        asked = [one for one in questions if one.text in own]
        yield {name: texts[name] for name in (*own, *rest)}, asked


def positions_of(
    proposed: Sequence[tuple[str, int, int]],
    names: Sequence[str],
    sentences: Sequence[Sequence[Sentence]],
) -> Iterator[tuple[int, int]]:
    """Yield (text, sentence) of proposals (name, start, end), in order, by their start.

    ``names`` are the texts', ``sentences`` those of each. What starts in no sentence is left out.
    """
    for name, start, _ in proposed:
        text = names.index(name)
        for place, sentence in enumerate(sentences[text]):
            if sentence.start <= start < sentence.end:
                yield text, place
                break
