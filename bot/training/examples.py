"""Questions → what the selector sees of them, and what was right."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.candidates import Candidates, gather
from bot.features import Features
from bot.interaction import Ints
from bot.question import Question, read_question
from bot.reading import Reader
from bot.retrieve import Retriever
from bot.select import Selection, Selector
from bot.training.questions import TrainingQuestion
from index import Index
from index.embed import Embedder

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Example:
    """A question's measured candidates, and what is right among them.

    ``gold_article`` is the place of the answer's article among the candidates, None if it is not
    there. ``gold``: the sentence where the answer stands; ``holds``: every sentence of that
    article that holds its words; each (sentences,).
    """

    asked: TrainingQuestion
    question: Question
    features: Features
    article_of: Ints
    first_sentences: Ints
    gold_article: int | None
    gold: Flags
    holds: Flags

    def select(self, selector: Selector) -> Selection:
        """Return what a selector makes of the candidates."""
        return selector.select(self.features, self.article_of, self.first_sentences)


def gather_examples(index_dir: Path, questions: Sequence[TrainingQuestion]) -> list[Example]:
    """Measure the candidates of each question in an index; without candidates it is left out."""
    index = Index.open(index_dir)
    embedder = Embedder.load(index.manifest.config.model)
    retriever, reader = Retriever(index), Reader(embedder)
    rows = {article.path: row for row, article in enumerate(index.articles)}
    vectors = embedder.questions([asked.text for asked in questions])
    examples = []
    for asked, vector in zip(questions, vectors, strict=True):
        question = read_question(asked.text)
        hidden = frozenset([rows[asked.hidden]]) if asked.hidden else frozenset[int]()
        found = gather(index, retriever, reader, question, vector, hidden)
        if found is not None:
            examples.append(_example(index, rows, asked, question, found))
    return examples


def _example(
    index: Index,
    rows: dict[str, int],
    asked: TrainingQuestion,
    question: Question,
    found: Candidates,
) -> Example:
    passages = found.passages
    gold = np.zeros(len(passages.article_of), dtype=bool)
    holds = gold.copy()
    place = None
    if asked.answer is not None and rows[asked.answer[0]] in found.article_rows:
        path, start, words = asked.answer
        place = found.article_rows.index(rows[path])
        first = int(passages.first_sentences[place])
        text = index.articles[rows[path]].text
        for number, sentence in enumerate(passages.articles[place].sentences, first):
            gold[number] = sentence.start <= start < sentence.end
            quote = " ".join(text[sentence.start : sentence.end].split())
            holds[number] = " ".join(words.split()) in quote
    return Example(
        asked=asked,
        question=question,
        features=found.features,
        article_of=passages.article_of,
        first_sentences=passages.first_sentences,
        gold_article=place,
        gold=gold,
        holds=holds,
    )
