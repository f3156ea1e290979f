from pathlib import Path

import numpy as np

from bot import Bot
from bot.lab.bench.retrieval import NOT_FOUND, Asked, place_of, ranks, sentence_place
from bot.question import read_question
from bot.rank.ranking import Ranker
from index import Index, IndexConfig
from index.embedding.embedder import Embedder

QUESTION = "Wie viel Geld steckt Microsoft in das KI-Unternehmen?"


def test_an_articles_place_is_that_of_its_best_chunk_and_a_tie_counts_against_it() -> None:
    scores = np.array([0.5, 0.9, 0.7, 0.7, 0.1], dtype=np.float32)
    article_of = np.array([0, 0, 1, 2, 3])
    assert [ranks(scores, article_of, row) for row in range(4)] == [0, 2, 2, 4]


def test_an_articles_place_as_ranked_is_that_of_its_likeliest_answer(
    seed_bot: Bot, seed_index_dir: Path
) -> None:
    index = Index.open(seed_index_dir)
    embedder = Embedder.load(IndexConfig().model)
    question = read_question(QUESTION)
    ranked = Ranker(index).rank(question, embedder.questions([question.search_text])[0])
    answered = seed_bot.ask(QUESTION).candidates[0].citation.path
    places = {article.path: place_of(ranked, row) for row, article in enumerate(index.articles)}
    assert places[answered] == 0
    assert sorted(places.values()) == list(range(len(places)))
    assert place_of(ranked, len(index.articles)) == NOT_FOUND
    assert place_of(None, 0) == NOT_FOUND


def test_a_sentences_place_is_that_of_the_first_one_of_its_article_that_holds_the_answer(
    seed_index_dir: Path,
) -> None:
    index = Index.open(seed_index_dir)
    embedder = Embedder.load(IndexConfig().model)
    question = read_question(QUESTION)
    ranked = Ranker(index).rank(question, embedder.questions([question.search_text])[0])
    path = "001_85ee735918666742.txt"
    place = sentence_place(ranked, index, Asked(QUESTION, path, "zehn Milliarden"))
    assert ranked is not None
    _, sentence = ranked.found.sentence(int(ranked.positions[place]))
    (article,) = (article for article in index.articles if article.path == path)
    assert "zehn Milliarden" in article.text[sentence.start : sentence.end]
    assert sentence_place(ranked, index, Asked(QUESTION, path, "zwölf Taler")) == NOT_FOUND
    assert sentence_place(None, index, Asked(QUESTION, path, "zehn")) == NOT_FOUND
