"""An archive that is made of texts, and what zitat's search proposes in it."""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bot.question import Question, read_question
from bot.ranking import Ranked, Ranker
from bot.sentences import Sentence
from index import Index, build
from index.embedding.embedder import Embedder
from index.settings import load_settings


class Search:
    """The search of one index; its articles are called as the texts they were made of."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._rows = {self.name(row): row for row in range(len(index.articles))}
        self._embedder = Embedder.load(load_settings().model or index.manifest.config.model)
        self._ranker = Ranker(index, self._embedder)

    def name(self, row: int) -> str:
        """Return the name of the text that an article was made of."""
        return self.index.articles[row].path.removesuffix(".txt")

    def rank(self, asked: str, hidden: Sequence[str] = ()) -> tuple[Question, Ranked | None]:
        """Return a question as it is read, and its ranked candidates; None if there are none.

        The texts that are ``hidden`` do not count.
        """
        question = read_question(asked)
        vector = self._embedder.questions([question.search_text])[0]
        rows = frozenset(self._rows[name] for name in hidden)
        return question, self._ranker.rank(question, vector, rows)


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
