"""Questions → what the selector sees of them, and what was right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.answer_words import AnswerWords, SentenceWords
from bot.candidates import Candidates, gather
from bot.features import Features
from bot.interaction import Ints
from bot.question import Question, read_question
from bot.reading import Reader
from bot.retrieve import Retriever
from bot.select import Selection, Selector
from bot.training.questions import TrainingQuestion
from bot.word_inputs import WordInputs
from bot.words import Floats, word_table
from index import Index
from index.embedding.embedder import Embedder

Flags = npt.NDArray[np.bool_]
_PART = 200
_NO_MEANINGS = np.zeros((0, 0), dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Example:
    """A question's measured candidates, and what is right among them.

    ``gold_article`` is the place of the answer's article among the candidates, None if it is not
    there. ``gold``: the sentence where the answer stands; ``holds``: every sentence of that
    article that holds its words; each (sentences,). ``words`` are those of the likeliest articles,
    ``answer_words`` tells which of them are the answer's, ``meanings`` are those of the word table.
    ``article_count`` is that of the archive.
    """

    asked: TrainingQuestion
    question: Question
    features: Features
    article_of: Ints
    first_sentences: Ints
    gold_article: int | None
    gold: Flags
    holds: Flags
    words: WordInputs
    answer_words: Flags
    meanings: Floats
    article_count: int

    def select(self, selector: Selector, answer_words: AnswerWords) -> Selection:
        """Return what a selector makes of the candidates."""
        words = self.read(answer_words)
        return selector.select(self.features, self.article_of, self.first_sentences, words)

    def read(self, answer_words: AnswerWords) -> SentenceWords:
        """Return what the words of the likeliest articles say."""
        distinct, place = np.unique(self.words.rows, return_inverse=True)
        return answer_words(self.words, self.meanings[distinct], place.astype(np.int32))


def gather_examples(index_dir: Path, questions: Sequence[TrainingQuestion]) -> list[Example]:
    """Measure the candidates of each question in an index; without candidates it is left out."""
    index = Index.open(index_dir)
    embedder = Embedder.load(index.manifest.config.model)
    retriever, reader = Retriever(index), Reader(embedder, word_table(embedder))
    rows = {article.path: row for row, article in enumerate(index.articles)}
    vectors = embedder.questions([asked.text for asked in questions])
    examples = []
    for asked, vector in zip(questions, vectors, strict=True):
        question = read_question(asked.text)
        hidden = frozenset([rows[asked.hidden]]) if asked.hidden else frozenset[int]()
        found = gather(index, retriever, reader, question, vector, hidden)
        if found is not None:
            examples.append(_example(index, rows, asked, question, found))
    every_row = np.arange(len(reader.words), dtype=np.int32)
    meanings = reader.words.vectors(every_row)[1].copy()
    return [replace(example, meanings=meanings) for example in examples]


def examples_in_parts(index_dir: Path, questions: Sequence[TrainingQuestion]) -> Iterator[Example]:
    """Yield what ``gather_examples`` returns, without holding all of it at once."""
    for first in range(0, len(questions), _PART):
        yield from gather_examples(index_dir, questions[first : first + _PART])


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
    answer_words = np.zeros(len(found.words.rows), dtype=bool)
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
        own = found.words.articles == place
        begins, ends = passages.articles[place].offsets.T
        if own.any():
            answer_words[own] = (begins < start + len(words)) & (ends > start)
    return Example(
        asked=asked,
        question=question,
        features=found.features,
        article_of=passages.article_of,
        first_sentences=passages.first_sentences,
        gold_article=place,
        gold=gold,
        holds=holds,
        words=found.words,
        answer_words=answer_words,
        meanings=_NO_MEANINGS,
        article_count=len(index.articles),
    )
