"""Late interaction and what is measured with it, on a real model, against plain loops."""

from pathlib import Path

import numpy as np
import pytest

from bot.find.retriever import ARTICLE_SCORES, Retriever
from bot.question import read_question
from bot.rank.articles import SplitArticle, Splitter
from bot.rank.candidates import gather
from bot.rank.coverage import after, before
from bot.rank.features import (
    MOST_DEVIATIONS,
    Retrieved,
    measure,
    standard_within_article,
)
from bot.rank.likeness import JoinedArticles, compare
from bot.rank.ranking import Ranker, _pass_on
from bot.rank.word_table import WordTable
from index import Index
from index.embedding.embedder import Embedder
from index.types import Article
from tests.conftest import static_model

TEXTS = (
    "Microsoft steckt 10 Milliarden Dollar in OpenAI. Das teilte Satya Nadella am Montag mit.",
    "Der Hund bellt. Er beißt am 3. Mai in Wien zu, weil er Hunger hat.\n\nEnde.",
)


@pytest.fixture(scope="module")
def splitter(tmp_path_factory: pytest.TempPathFactory) -> Splitter:
    embedder = Embedder.load(static_model(tmp_path_factory.mktemp("model")))
    return Splitter(WordTable(embedder))


@pytest.fixture(scope="module")
def articles(splitter: Splitter) -> list[SplitArticle]:
    whole = np.zeros(0, np.int32)
    return splitter.split(
        (row, Article(f"{row}", "", text, ""), whole) for row, text in enumerate(TEXTS)
    )


def test_words_and_sentences_of_an_article_are_where_they_stand(
    articles: list[SplitArticle],
) -> None:
    for text, article in zip(TEXTS, articles, strict=True):
        starts = [int(article.offsets[word][0]) for word in article.first_words]
        for sentence, start in zip(article.sentences, starts, strict=True):
            assert sentence.start <= start < sentence.end
        assert "".join(text[a:b] for a, b in article.offsets).isalnum()


def test_the_maximum_of_each_sentence_is_that_of_a_loop(articles: list[SplitArticle]) -> None:
    joined = JoinedArticles.of(articles)
    values = np.random.default_rng(0).random((3, len(joined.rows)), dtype=np.float32)
    fast = joined.per_sentence_max(values)
    ends = [*joined.first_words[1:], len(joined.rows)]
    for sentence, (first, end) in enumerate(zip(joined.first_words, ends, strict=True)):
        slow = values[:, first:end].max(axis=1)
        assert np.array_equal(fast[:, sentence], slow)


def test_a_question_word_is_exactly_like_its_other_forms(
    splitter: Splitter, articles: list[SplitArticle]
) -> None:
    question = read_question("Wie viele Milliarde Dollars und zehn Hunde?")
    likeness = compare(question, JoinedArticles.of(articles), splitter.words)
    by_word = dict(zip((word.form for word in question.words), likeness.exact, strict=True))
    for form in ("milliarde", "zehn", "hunde"):
        assert by_word[form].sum() == 1
    assert np.all((likeness.best >= 0) & (likeness.best <= 1))
    assert np.all(likeness.best >= likeness.exact)


def test_a_neighbour_is_one_of_the_same_article() -> None:
    values, firsts = np.array([[1.0, 3.0, 10.0, 20.0]], dtype=np.float32), np.array([0, 2])
    assert before(values, firsts).tolist() == [[0, 1, 0, 10]]
    assert after(values, firsts).tolist() == [[3, 0, 20, 0]]


@pytest.mark.parametrize("typed", ["Und wer?", "1?", "Wer gründete OpenAI?", "Who is it?"])
def test_any_question_gives_finite_features(seed_index_dir: Path, typed: str) -> None:
    index = Index.open(seed_index_dir)
    embedder = Embedder.load(index.manifest.config.model)
    question = read_question(typed)
    (vector,) = embedder.questions([typed])
    found = gather(index, Retriever(index), Splitter(WordTable(embedder)), question, vector)
    assert found is not None
    assert np.isfinite(found.features.sentences).all()
    assert np.isfinite(found.features.articles).all()
    assert len(found.features.sentences) == len(found.allowed) == len(found.joined.article_of)


def test_a_column_within_its_article_has_mean_0_and_deviation_1_or_is_0(
    articles: list[SplitArticle],
) -> None:
    joined = JoinedArticles.of(articles)
    columns = np.arange(len(joined.article_of), dtype=np.float32)[:, None]
    (within,) = standard_within_article(columns, joined).T
    for article in range(len(articles)):
        own = within[joined.article_of == article]
        assert own.mean() == pytest.approx(0, abs=1e-5)
        assert own.std() == pytest.approx(1, abs=1e-5)
    assert not standard_within_article(np.ones_like(columns), joined).any()


def test_one_sentence_among_many_does_not_stand_out_without_end() -> None:
    count = 300
    joined = JoinedArticles(
        articles=(),
        rows=np.arange(count),
        first_words=np.arange(count),
        article_of=np.zeros(count, dtype=np.int64),
        first_sentences=np.array([0]),
        content=np.ones(count, dtype=bool),
    )
    column = np.eye(1, count, dtype=np.float32).T  # 1 in the first sentence: √299 deviations
    assert standard_within_article(column, joined)[0, 0] == MOST_DEVIATIONS


def test_what_an_article_begins_with_is_its_own(splitter: Splitter) -> None:
    question, whole = read_question("Wie laut bellt der Hund?"), np.zeros(0, np.int32)
    texts = ("Nichts steht hier.", "Der Hund bellt. Er beißt.")
    read = splitter.split((9 + row, Article(t, "", t, ""), whole) for row, t in enumerate(texts))
    joined = JoinedArticles.of(read)
    idf = np.ones(len(question.words), dtype=np.float32)
    nothing = np.zeros(len(joined.article_of), dtype=np.float32)
    scores = np.zeros((len(texts), len(ARTICLE_SCORES)), dtype=np.float32)
    features = measure(
        *(joined, compare(question, joined, splitter.words), idf, idf),
        Retrieved(scores, bm25=nothing, dense=nothing),
    )
    first, second = features.of_articles("lead").tolist()
    assert first < 0.5 < second


def test_a_hidden_article_is_no_candidate(seed_index_dir: Path) -> None:
    index = Index.open(seed_index_dir)
    embedder = Embedder.load(index.manifest.config.model)
    question = read_question("Wer gründete OpenAI?")
    (vector,) = embedder.questions([question.text])
    found = gather(
        index,
        Retriever(index),
        Splitter(WordTable(embedder)),
        question,
        vector,
        np.array([True, False]),
    )
    assert found is not None
    assert found.article_rows == (1,)


def test_what_a_process_remembers_of_articles_and_words_is_bounded(
    seed_index_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.rank import articles as articles_module

    index = Index.open(seed_index_dir)
    ranker = Ranker(index)
    question = read_question("Wer gründete OpenAI?")
    (vector,) = Embedder.load(index.manifest.config.model).questions([question.text])
    splitter = ranker._splitter
    first = ranker.rank(question, vector)
    assert splitter._sentences == sum(len(one.sentences) for one in splitter._kept.values()) > 0
    monkeypatch.setattr(articles_module, "MAX_SENTENCES", 1)
    monkeypatch.setattr(articles_module, "MAX_WORDS", 10)
    again = ranker.rank(question, vector)
    assert splitter._sentences == len(splitter._kept) == 0
    assert ranker._splitter is not splitter and len(ranker._splitter.words) == 0
    assert first is not None and again is not None
    assert np.array_equal(first.log_shares, again.log_shares)


def test_what_follows_an_interviewers_question_has_its_share_too() -> None:
    asks = np.array([True, True, False, False, True, False])
    article_of = np.array([0, 0, 0, 0, 0, 1])
    shares = np.array([0.4, 0.2, 0.1, 0.1, 0.1, 0.1], np.float32)
    passed = np.log(shares)
    _pass_on(asks, article_of, passed)
    assert np.exp(passed) == pytest.approx([0.4, 0.6, 0.7, 0.1, 0.1, 0.1], abs=1e-5)
